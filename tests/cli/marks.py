"""What is found is shown: snippets of real posts.

usage: marks.py DB DUMP COUNT

Asks DB COUNT queries made of the words of its posts, which DUMP holds as
`nisba-index dump` prints them. Of every result that has the words in its text
the snippet has a mark; marks are whole characters of it; no snippet begins or
ends inside a grapheme; text for a terminal isolates what is written from right
to left.
"""
import json
import random
import re
import subprocess
import sys
import unicodedata

JOINERS = "\u200c\u200d\ufe0f"
RTL = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]")
ISOLATES = "\u2066\u2067\u2068"


def draw(pick, posts):
    """A query, of words that stand in one post."""
    while True:
        words = re.findall(r"\w[\w'’]{2,}", pick.choice(posts)["text"])
        if len(words) < 6:
            continue
        at = pick.randrange(len(words) - 4)
        first = words[at]
        return pick.choice((
            first, f"{first} {pick.choice(words)}", f"{first[:4]}*",
            '"' + " ".join(words[at:at + 2]) + '"',
            f"{first} NEAR/9 {words[at + 2]}", f"{first} OR {words[at + 3]}"))


def search(db, queries, form):
    text = "".join(f"q\t{query}\n" for query in queries)
    return subprocess.run(
        ["nisba-query", "search", "--db", db, "--match", "all", "--limit",
         "20", "--format", form, "--batch", "-"], input=text,
        capture_output=True, text=True, check=False).stdout


def extends(c):
    return unicodedata.category(c) in ("Mn", "Me") or c in JOINERS


def is_whole(text):
    """It begins with no part of a grapheme, and ends with no joiner."""
    return not text or not (extends(text[0]) or text[-1] == "\u200d")


def check_result(result, body):
    """What is wrong with it; None: nothing."""
    snippet = result["snippet"]
    text = snippet["text"].encode()
    if not snippet["marks"]:
        shown = [m["text"] for m in result["matched"]]
        found = [t for t in shown
                 if re.search(rf"\b{re.escape(t)}\b", body, re.IGNORECASE)]
        return f"no mark, but {found} in the text" if found else None
    for at, size in snippet["marks"]:
        try:
            marked = text[at:at + size].decode()
        except UnicodeDecodeError:
            return f"mark {at}, {size} cuts a character"
        if not is_whole(marked) or not marked.strip():
            return f"mark {at}, {size} cuts a grapheme: {marked!r}"
    for part in snippet["text"].split("…"):
        part = part.strip(" ")
        if not is_whole(part):
            return f"a grapheme is cut: {part[:9]!r} ... {part[-9:]!r}"
        behind = body.find(part) + len(part) if part in body else len(body)
        if behind < len(body) and extends(body[behind]):
            return f"a grapheme is cut at the end: {part[-9:]!r}"
    return None


def is_isolated(line):
    """Each stretch of right-to-left letters stands in an isolate."""
    depth = 0
    for c in line:
        depth += (c in ISOLATES) - (c == "\u2069")
        if depth == 0 and RTL.match(c):
            return False
    return True


def main():
    db, dump, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    with open(dump, encoding="utf-8") as lines:
        posts = [json.loads(line) for line in lines]
    bodies = {post["id"]: " ".join(post["text"].split()) for post in posts}
    pick, faults, marked = random.Random(7), 0, 0
    queries = [draw(pick, posts) for _ in range(count)]
    for line in search(db, queries, "jsonl").splitlines():
        result = json.loads(line)
        wrong = check_result(result, bodies[result["id"]])
        marked += bool(result["snippet"]["marks"])
        if wrong and faults < 10:
            print(f"{result['id']}: {wrong}", result["matched"])
        faults += wrong is not None
    for line in search(db, queries, "text").split("\n"):
        if not is_isolated(line):
            print(f"not isolated: {line!r}")
            faults += 1
    print(f"{marked} results with marks, {faults} faults")
    sys.exit(faults > 0 or marked < count)


main()
