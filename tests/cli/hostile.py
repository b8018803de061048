"""A folder of everything that an archive should not hold.

usage: hostile.py FOLDER

Beside every such file lies a good post; `good` of them in all are printed.
"""
import gzip
import os
import random
import sys

MANY = 50_000
good = 0


def put(folder, name, data):
    path = os.path.join(os.fsencode(folder), name)
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "wb") as f:
        f.write(data)


def put_good(folder, name):
    """A post that nothing else may harm."""
    global good
    good += 1
    put(folder, name, b"---\ntitle: Good %d\n---\nThis post is good.\n" % good)


def wxr(items, head=b""):
    """An export of posts that have these texts."""
    text = b"".join(
        b"<item><title>Good %d</title><link>http://blog/%d</link>"
        b"<wp:post_type>post</wp:post_type><wp:status>publish</wp:status>"
        b"<content:encoded><![CDATA[%s]]></content:encoded></item>\n"
        % (i + 1, i + 1, item) for i, item in enumerate(items))
    return (b'<?xml version="1.0" encoding="UTF-8"?>' + head +
            b'<rss version="2.0" xmlns:wp="http://wordpress.org/export/1.2/" '
            b'xmlns:content="http://purl.org/rss/1.0/modules/content/">'
            b"<channel><title>Blog</title><wp:wxr_version>1.2"
            b"</wp:wxr_version>" + text + b"</channel></rss>")


def entity_bomb():
    """Ten levels of ten: ten thousand million laughs."""
    levels = b"".join(b'<!ENTITY l%d "%s">' % (i, b"&l%d;" % (i - 1) * 10)
                      for i in range(1, 11))
    return (b'<!DOCTYPE rss [<!ENTITY l0 "laugh">' + levels +
            b'<!ENTITY file SYSTEM "file:///etc/passwd">]>')


def page(body):
    return b"<!doctype html><title>Page</title><body>" + body


def hostile_files():
    """Name and content, one after the other."""
    texts = [b"The text of a post."] * 10
    texts[3] = b"A control byte\x10."
    yield b"control.xml", wxr(texts)
    texts[3] = b"A byte \xff of nowhere."
    yield b"byte.xml", wxr(texts)
    yield b"bomb.xml", wxr([b"]]>&l10;&file;<![CDATA["] * 3, entity_bomb())
    yield b"open.xml", wxr([b"An item"])[:-40] + b"<item>" * 1000
    yield b"deep.xml", wxr([]).replace(b"</channel>", b"<a>" * MANY)
    yield b"divs.html", page(b"<div>" * MANY + b"deep")
    yield b"spans.html", page(b"<p>" + b"<span>" * MANY + b"deep")
    yield b"tables.html", page(b"<table><tr><td>" * MANY + b"deep")
    yield b"formatting.html", page(b"<b><i><p>" * MANY + b"deep")
    yield b"attributes.html", page(
        b"<p " + b" ".join(b'a%d="%d"' % (i, i) for i in range(100_000)) +
        b">text</p>")
    yield b"no-end.html", page(b"<p " + b"x" * 3_000_000)
    yield b"comments.html", page(b"<!--" * 500_000)
    yield b"entities.html", page(b"&amp" * 1_000_000)
    yield b"angles.html", page(b"<" * 2_000_000)
    yield b"brackets.md", b"---\ntitle: " + b"[" * 65_536 + b"\n---\nText\n"
    yield b"braces.md", b"---\n" + b"{a: " * 16_384 + b"\n---\nText\n"
    yield b"aliases.md", (
        b"---\na: &a [x, x]\n" +
        b"".join(b"%c: &%c [*%c, *%c]\n" % (c, c, c - 1, c - 1)
                 for c in range(ord("b"), ord("z"))) + b"---\nText\n")
    yield b"toml.md", b"+++\na = " + b"[" * 65_536 + b"\n+++\nText\n"
    yield b"json.md", b'{"a": ' * 20_000 + b"\nText\n"
    yield b"images.md", b"![[]()" * 100_000
    yield b"quotes.md", b">" * 100_000 + b" deep"
    yield b"lists.md", b"* " * 50_000 + b"deep"
    yield b"emphasis.md", b"*a _b " * 50_000
    yield b"backticks.md", b"".join(b"e" + b"`" * i for i in range(1500))
    yield b"links.md", b"[a](<b" * 100_000
    yield b"references.md", b"".join(b"[%d]: /u\n" % i
                                     for i in range(MANY)) + b"[a] " * MANY
    yield b"html.md", b"<a " * 100_000
    yield b"liquid.md", b"{% if a %}{{ b " * 100_000
    yield b"pipes.md", b"|a" * 100_000 + b"\n" + b"|-" * 100_000 + b"\n"
    yield b"deep.json", b"[" * 1_000_000
    yield b"feed.json", (b'{"version": "https://jsonfeed.org/version/1.1", '
                         b'"title": "x", "items": [' +
                         b'{"content_html": ' * 100_000)
    yield b"mail.mbox", (
        b"From a@b Mon Jan  1 00:00:00 2007\nSubject: x\n" +
        b"Content-Type: multipart/mixed; boundary=a\n\n--a\n" * 20_000)
    yield b"mt.txt", b"TITLE: x\n-----\nBODY:\n" + b"-----\n" * 100_000
    yield b"zeros.md.gz", gzip.compress(b"\0" * 50_000_000, 1)
    yield b"bomb.md.gz", gzip.compress(b"a" * 300_000_000, 9)
    yield b"cut.md.gz", gzip.compress(b"text " * 1000)[:30]
    yield b"noise.md", random.Random(1).randbytes(200_000)
    yield b"noise.html", page(random.Random(2).randbytes(2_000_000))
    yield b"empty.md", b""
    yield b"a\nnew\x1b[31mline.md", b"# A name of two lines\n\nText\n"
    yield b"\xff\xfe.md", b"# A name that is not UTF-8\n\nText\n"
    yield b"x" * 250 + b".md", b"# A long name\n\nText\n"


def long_lines(folder):
    """200 MB and no line end; mostly holes, to spare the disk.

    What reads files of any size gets less, for it reads all of it.
    """
    for name, start, size in (
            (b"line.md", b"word " * 1000, 200_000_000),
            (b"line.html", page(b"word " * 1000), 200_000_000),
            (b"line.xml", wxr([b"word " * 2000])[:-100], 50_000_000)):
        put(folder, name, start)
        os.truncate(os.path.join(os.fsencode(folder), name), size)
        put_good(folder, name + b"~good.md")


def special_files(folder):
    """What is no file at all."""
    os.mkfifo(os.path.join(folder, "fifo.md"))
    os.symlink("..", os.path.join(folder, "loop"))
    os.symlink("self.md", os.path.join(folder, "self.md"))
    os.symlink("/etc/passwd", os.path.join(folder, "passwd.md"))
    deep = os.path.join(folder, "deep")
    for _ in range(80):
        os.mkdir(deep)
        deep = os.path.join(deep, "d")


def main():
    folder = sys.argv[1]
    put_good(folder, b"0000-first.md")
    for name, data in hostile_files():
        put(folder, name, data)
        put_good(folder, name[:40].replace(b"\xff\xfe", b"bytes") + b"~good.md")
    long_lines(folder)
    special_files(folder)
    put_good(folder, b"zzz-last.md")
    print(good)


main()
