"""How many posts the exports in a folder hold, counted without our readers.

usage: nisba-index dump FOLDER | exports.py FOLDER

Prints each export with its posts as counted here and as dumped. Exit code 1
when any two differ. An export is known by the folder that its project stands
in: wxr, blogger, ghost, medium, movabletype, substack.
"""
import collections
import csv
import html.parser
import json
import os
import re
import sys

PUBLIC = ("publish", "inherit", "")


def value(item, name):
    """Of an element of a WXR item; its CDATA or plain text."""
    found = re.search(rf"<{name}\b[^>]*>(.*?)</{name}>", item, re.S)
    text = found.group(1).strip() if found else ""
    return re.sub(r"^<!\[CDATA\[(.*)\]\]>$", r"\1", text, flags=re.S)


def wxr(path):
    """Posts and pages that anybody may read."""
    text = open(path, encoding="utf-8", errors="replace").read()
    count = 0
    for item in re.findall(r"<item\b.*?</item>", text, re.S):
        kind = value(item, "wp:post_type")
        status = value(item, "wp:status")
        count += (kind in ("post", "page", "") and status in PUBLIC and
                  not value(item, "wp:post_password"))
    return count


def entries(node):
    """Every object that has a title and a text, however deep."""
    if isinstance(node, list):
        for child in node:
            yield from entries(child)
    elif isinstance(node, dict):
        if "title" in node and any(key in node for key in (
                "html", "content", "mobiledoc", "lexical", "plaintext",
                "content_html", "slug")):
            yield node
        else:
            for child in node.values():
                yield from entries(child)


def is_public(entry):
    """As Ghost and Blogger say it."""
    status = str(entry.get("status", "published")).lower()
    return status in ("published", "live", "sent")


def in_json(path):
    with open(path, encoding="utf-8") as f:
        try:
            return sum(map(is_public, entries(json.load(f))))
        except ValueError: # a list of other things, a line each
            return 0


class Words(html.parser.HTMLParser):
    """Is there a heading with the class of a Medium post?"""

    def __init__(self):
        super().__init__()
        self.is_post = False

    def handle_starttag(self, tag, attrs):
        classes = (dict(attrs).get("class") or "").split()
        self.is_post |= "h-entry" in classes


def medium(path):
    """Drafts are named so."""
    text = open(path, encoding="utf-8").read()
    words = Words()
    words.feed(text)
    return int(words.is_post and
               not os.path.basename(path).startswith("draft"))


def movable_type(path):
    text = open(path, encoding="utf-8").read().replace("\r\n", "\n")
    return sum(bool(re.search(r"^TITLE:", entry, re.M)) and
               not re.search(r"^STATUS: *draft", entry, re.M | re.I)
               for entry in re.split(r"^-{8}$", text, flags=re.M))


def substack(path):
    """Its list says what is published."""
    name = os.path.basename(path)[:-len(".html")]
    folder = os.path.dirname(os.path.dirname(path))
    with open(os.path.join(folder, "posts.csv"), encoding="utf-8") as f:
        for row in csv.DictReader(f):
            if row["post_id"] == name:
                return int(row["is_published"].lower() == "true")
    return 0


COUNT = {
    ("wxr", ".xml"): wxr,
    ("blogger", ".json"): in_json,
    ("ghost", ".json"): in_json,
    ("medium", ".html"): medium,
    ("movabletype", ".txt"): movable_type,
    ("substack", ".html"): substack,
}


def main():
    root = sys.argv[1]
    dumped = collections.Counter(json.loads(line)["path"]
                                 for line in sys.stdin)
    wrong = 0
    for kind in sorted({kind for kind, _ in COUNT}):
        for where, _, names in os.walk(os.path.join(root, kind)):
            for name in sorted(names):
                path = os.path.join(where, name)
                count = COUNT.get((kind, os.path.splitext(name)[1]))
                if not count:
                    continue
                want = count(path)
                got = dumped[os.path.relpath(path, root)]
                wrong += want != got
                print(f"{want:4} {got:4} {'' if want == got else 'WRONG '}"
                      f"{os.path.relpath(path, root)}")
    sys.exit(wrong > 0)


main()
