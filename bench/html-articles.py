#!/usr/bin/python3
"""How well the HTML reader finds the article in a saved page.

usage: html-articles.py [-v] FOLDER

FOLDER holds, anywhere below it, folders with a source.html, an expected.html
(the article alone) and perhaps an expected-metadata.json with a "title".
Prints the worst pages and those with a wrong title, the mean over all pages of
the F1 of our words against those of the article, each a multiset, and the
share of titles that are right; with -v all pages, and the words that ours has
too much and too little of.
nisba-index is found in PATH.
"""
import collections
import html.parser
import json
import os
import re
import subprocess
import sys
import tempfile
import unicodedata

WORST = 8
UNSHOWN = {"script", "style", "template", "noscript", "title"}
INLINE = {"a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code",
          "del", "dfn", "em", "font", "i", "ins", "kbd", "label", "mark", "q",
          "s", "samp", "small", "span", "strike", "strong", "sub", "sup",
          "time", "tt", "u", "var", "wbr"}


class Text(html.parser.HTMLParser):
    """The text a reader sees: elements that are not inline break words."""

    def __init__(self):
        super().__init__()
        self.parts = []
        self.hidden = 0

    def handle_starttag(self, tag, attrs):
        self.hidden += tag in UNSHOWN
        if tag not in INLINE:
            self.parts.append(" ")

    def handle_startendtag(self, tag, attrs):
        if tag not in INLINE:
            self.parts.append(" ")

    def handle_endtag(self, tag):
        self.hidden -= tag in UNSHOWN and self.hidden > 0
        if tag not in INLINE:
            self.parts.append(" ")

    def handle_data(self, data):
        if not self.hidden:
            self.parts.append(data)


def words(text):
    text = unicodedata.normalize("NFC", text).lower()
    return collections.Counter(re.findall(r"\w+", text))


def article(path):
    parser = Text()
    with open(path, encoding="utf-8", errors="replace") as file:
        parser.feed(file.read())
    parser.close()
    return words("".join(parser.parts))


def our_post(path):
    """What we read, as {"title", "text"}; empty when that is no post. Pages
    that want to be in no index are measured all the same."""
    with open(path, "rb") as file:
        page = re.sub(rb"(?i)noindex", b"index", file.read())
    with tempfile.NamedTemporaryFile(suffix=".html") as copy:
        copy.write(page)
        copy.flush()
        run = subprocess.run(["nisba-index", "dump", "-q", "--format", "html",
                              copy.name], stdout=subprocess.PIPE, check=False)
    lines = run.stdout.decode().splitlines()
    return json.loads(lines[0]) if lines else {"title": "", "text": ""}


def f1(ours, wanted):
    common = sum((ours & wanted).values())
    if not common:
        return float(not ours and not wanted)
    return 2 * common / (sum(ours.values()) + sum(wanted.values()))


def bare(title):
    return " ".join(re.findall(r"\w+", title.lower()))


def same_title(ours, wanted):
    """The same words; the name of the site may be left out."""
    parts = re.split(r"\s+[-|:\u00AB\u00BB\u2013\u2014\u00B7]\s+|: ", wanted)
    some = [wanted, " - ".join(parts[:-1]), " - ".join(parts[1:])]
    return bare(ours) in map(bare, filter(None, some))


def wanted_title(folder):
    path = os.path.join(folder, "expected-metadata.json")
    if not os.path.exists(path):
        return None
    with open(path, encoding="utf-8") as file:
        return json.load(file).get("title")


def most(counter):
    return " ".join(f"{word}:{n}" for word, n in counter.most_common(12))


def pages(folder):
    for where, _, files in sorted(os.walk(folder)):
        if "source.html" in files and "expected.html" in files:
            yield where


def measure(folder):
    """F1, is the title right (None: not known), lines that tell more."""
    post = our_post(os.path.join(folder, "source.html"))
    ours, wanted = words(post["text"]), article(
        os.path.join(folder, "expected.html"))
    title = wanted_title(folder)
    right = None if title is None else same_title(post["title"], title)
    more = [f"    too much: {most(ours - wanted)}",
            f"    too little: {most(wanted - ours)}"]
    if right is False:
        more.append(f"    title: {post['title']!r}, not {title!r}")
    share = sum((ours & wanted).values())
    line = (f"{f1(ours, wanted):.3f} p {share / max(1, ours.total()):.3f} "
            f"r {share / max(1, wanted.total()):.3f} "
            f"{os.path.basename(folder)}")
    return f1(ours, wanted), right, line, more


def main():
    args = sys.argv[1:]
    verbose = args[:1] == ["-v"]
    args = args[verbose:]
    if len(args) != 1:
        sys.exit(__doc__)
    found = sorted((measure(page) for page in pages(args[0])),
                   key=lambda row: row[0])
    if not found:
        sys.exit("no pages in " + args[0])
    for i, (_, right, line, more) in enumerate(found):
        if verbose or i < WORST or right is False:
            print("\n".join([line, *more] if verbose else [line, *more[2:]]))
    titles = [right for _, right, _, _ in found if right is not None]
    print(f"pages {len(found)}")
    print(f"f1 {sum(row[0] for row in found) / len(found):.4f}")
    if titles:
        print(f"titles {sum(titles) / len(titles):.4f}")
    else:
        print("titles unknown: no expected-metadata.json")


main()
