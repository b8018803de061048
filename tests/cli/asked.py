"""Ask an index what nobody should, and look at the answers.

usage: asked.py DB MS COUNT [FILE]...

Asks COUNT queries made up of operators, broken quotes, words, names, controls
and invalid bytes, and every line of each FILE. Each must be answered, within MS
milliseconds at one of three times, in valid UTF-8; as text nothing may reach
the terminal but line ends and printable characters, and what changes the
direction of writing must end in its line. Says what does not hold; exits 1
then.
"""
import concurrent.futures
import json
import random
import subprocess
import sys
import unicodedata

SEED = 6
WORDS = ("Khazraji", "al-Maliki", "iraq", "the", "القذافي", "احمدی‌نژاد",
         "カイロ", "café", "cafe\u0301", "run-up", "Ja'fari", "Ja’fari",
         "Abu Musab", "2006", "=war", "wor*", "a*", "*", "zzzq", "ﷺ",
         "I\u0307", "ß", "a\u0300\u0301\u0302", "👩‍👩‍👧", "x" * 300)
SIGNS = ("AND", "OR", "NOT", "NEAR", "NEAR/5", "NEAR/99999999999", "-", "+",
         "(", ")", '"', "“", "”", "«", "'", ":", "=", "\\", "^", "~", "/",
         "title:", "author:", "tag:", "date:", "lang:", "site:", "id:",
         "date:2006..2007", "date:june 2006", "date:..", "date:99999999999",
         "title:(", "nofield:", "--", "OR OR", "( )", '""', "=(", "-(")
BYTES = (b"\x00", b"\x1b[2J", b"\x1b]8;;http://x\x07", b"\x7f", b"\x9b",
         b"\xff", b"\xc0\x80", b"\xed\xa0\x80", b"\xf4\x90\x80\x80", b"\xe2",
         "\u202e".encode(), "\u2066".encode(), "\u2028".encode(),
         "\u0085".encode(), "\ufeff".encode(), b"\r", b"\t", b"%s%n",
         b"<script>", b"&lt;", b"' OR 1=1")
OPEN, CLOSE = "\u202a\u202b\u202d\u202e\u2066\u2067\u2068", "\u202c\u2069"


def make_query(pick):
    parts = []
    for _ in range(pick.choice((1, 2, 3, 5, 8, 13))):
        kind = pick.random()
        if kind < 0.45:
            parts.append(pick.choice(WORDS).encode())
        elif kind < 0.85:
            parts.append(pick.choice(SIGNS).encode())
        elif kind < 0.97:
            parts.append(pick.choice(BYTES))
        else:
            parts.append(pick.randbytes(pick.randint(1, 12)))
    text = pick.choice((b" ", b" ", b"")).join(parts)
    return text.replace(b"\n", b" ")


def make_queries(count, files):
    pick = random.Random(SEED)
    out = [make_query(pick) for _ in range(count)]
    for path in files:
        with open(path, "rb") as lines:
            out += [line.rstrip(b"\n") for line in lines]
    return out


def ask(db, queries, form):
    """What comes back, which must be UTF-8."""
    text = b"".join(b"q\t%s\n" % query for query in queries)
    run = subprocess.run(
        ["nisba-query", "search", "--db", db, "--format", form, "--batch",
         "-"], input=text, capture_output=True, check=False)
    if run.returncode not in (0, 1) or run.stderr:
        sys.exit(f"{form}: exit {run.returncode}, {run.stderr[:400]!r}")
    return run.stdout.decode()


def documents(text):
    decoder, at = json.JSONDecoder(), 0
    while at < len(text):
        document, at = decoder.raw_decode(text, at)
        yield document
        while at < len(text) and text[at].isspace():
            at += 1


def times(db, queries):
    answers = list(documents(ask(db, queries, "json")))
    if len(answers) != len(queries):
        sys.exit(f"{len(queries)} queries, {len(answers)} answers")
    return [answer["took_ms"] for answer in answers]


def check_times(db, queries, limit):
    """Other programs run too: what took long gets two more chances."""
    for _ in range(3):
        took = times(db, queries)
        print(f"{len(queries)} queries, the slowest {max(took)} ms")
        slow = [(ms, query) for ms, query in zip(took, queries) if ms > limit]
        queries = [query for _, query in slow]
        if not queries:
            return 0
    for ms, query in slow:
        print(f"{ms} ms: {query[:200]!r}")
    return len(slow)


def is_safe(line):
    depth = 0
    for c in line:
        if unicodedata.category(c) == "Cc" or c in "\u2028\u2029":
            return False
        depth += (c in OPEN) - (c in CLOSE)
        if depth < 0:
            return False
    return depth == 0


def check_text(text):
    bad = [line for line in text.split("\n") if not is_safe(line)]
    for line in bad[:10]:
        print(f"not for a terminal: {line!r}")
    return len(bad)


def main():
    db, limit, count = sys.argv[1], float(sys.argv[2]), int(sys.argv[3])
    queries = make_queries(count, sys.argv[4:])
    with concurrent.futures.ThreadPoolExecutor() as pool:
        text = pool.submit(ask, db, queries, "text")
        faults = check_times(db, queries, limit)
        faults += check_text(text.result())
    sys.exit(faults > 0)


main()
