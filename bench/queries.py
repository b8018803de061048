#!/usr/bin/python3
"""CPU of queries: nisba, SQLite's FTS5 and Omega on the same posts.

usage: queries.py [--nisba DIR] [--work DIR] [-n POSTS] [SOURCE]...

The posts are those of the SOURCEs, or POSTS that corpus/generate.py writes.
Posts and indexes are made under --work (a temporary folder if not given; what
is there is used again).

Queries are drawn from the posts, the same ones each time, by how many posts
have their words: rare (less than 0.1 %), middle, common (more than 10 %), log
frequency even; the words of one query stand together in some post. For each
kind of query the table has the median CPU in ms of cold processes (of the best
of three runs of each query) with ten hits and their snippets, and how many
posts nisba finds, in the median; then queries of two middle words in one
process, how many a CPU second. nisba counts what matches, the others do not.

Needs sqlite3 and xapian-omega for the peers; without them they are left out.
"""
import argparse
import collections
import pathlib
import random
import re
import statistics
import subprocess
import sys
import tempfile

import build
import measure
import peers
from peers import Nisba

HERE = pathlib.Path(__file__).parent
QUERIES = 25   # of each kind and band
RUNS = 3       # of each query
WARM = 1000    # queries in one process
FACETS_MAX = 20_000   # matches; more are not asked for facets
KINDS = (("one word", 1, "and"), ("two words", 2, "and"),
         ("phrase", 2, "phrase"), ("any of three", 3, "or"))
BANDS = ("rare", "middle", "common")


def words_of(post):
    return re.findall(r"[a-z]{3,20}", post.get("text", "").lower())


def count_posts(dump):
    counts, n = collections.Counter(), 0
    for n, post in enumerate(peers.read_dump(dump), 1):
        counts.update(set(words_of(post)))
    return counts, n


def band_of(count, posts):
    if count < posts / 1000:
        return "rare"
    return "middle" if count <= posts / 10 else "common"


class Drawer:
    """Draws words from posts: what is drawn stands together, and by Zipf's
    law all frequencies are as likely, on a scale of logarithms."""

    def __init__(self, counts, posts, sample):
        self.counts, self.posts, self.sample = counts, posts, sample
        self.random = random.Random(1)

    def right(self, word, band):
        return (self.counts[word] > 1
                and band_of(self.counts[word], self.posts) == band)

    def phrase(self, words, band):
        pairs = [pair for pair in zip(words, words[1:]) if pair[0] != pair[1]
                 and all(self.right(word, band) for word in pair)]
        return self.random.choice(pairs) if pairs else None

    def query(self, size, how, band):
        for _ in range(10_000):
            words = words_of(self.random.choice(self.sample))
            if how == "phrase":
                pair = self.phrase(words, band)
                if pair:
                    return pair
                continue
            right = sorted({word for word in words if self.right(word, band)})
            if len(right) < size:
                continue
            return tuple(self.random.sample(right, size))
        return None


def draw(dump):
    """[kind, band, [words]...]..., and the warm ones last."""
    counts, posts = count_posts(dump)
    step = max(1, posts // 5000)
    sample = [post for number, post in enumerate(peers.read_dump(dump))
              if number % step == 0]
    drawer, out = Drawer(counts, posts, sample), []
    for kind, size, how in KINDS:
        for band in BANDS:
            drawn = [drawer.query(size, how, band) for _ in range(QUERIES)]
            out.append((kind, band, [q for q in drawn if q]))
    out.append(("warm", "middle",
                [drawer.query(2, "and", "middle") for _ in range(WARM)]))
    return posts, out


def median_of(engine, queries, how, facets=False):
    """None: it has no such thing."""
    times = []
    for words in queries:
        command, text = engine.command(words, how, facets)
        if not command:
            return None
        times.append(min(measure.query_ms(command, text)
                         for _ in range(RUNS)))
    return statistics.median(times) if times else None


def cold(engines, kind, band, queries, how):
    """Rows: (query, {engine: CPU in ms}, posts that nisba finds)."""
    nisba = engines[0]
    found = {words: nisba.matches(words, how) for words in queries}
    if not found:
        return
    yield (f"{kind}, {band}, ms",
           {e.name: median_of(e, queries, how) for e in engines},
           int(statistics.median(found.values())))
    few = [words for words in queries if found[words] <= FACETS_MAX]
    if few:
        yield (f"{kind}, facets, {band}, ms",
               {e.name: median_of(e, few, how, True) for e in engines},
               int(statistics.median(found[words] for words in few)))


def warm(engine, queries):
    command, text = engine.batch(queries)
    if not command:
        return None
    best = min(measure.query_ms(command, text) for _ in range(RUNS))
    return 1000 * len(queries) / best


def rows_of(engines, dump):
    """As cold() gives, and at last queries a second in one process."""
    queries = draw(dump)[1]
    hows = {kind: how for kind, _, how in KINDS}
    for kind, band, drawn in queries[:-1]:
        yield from cold(engines, kind, band, drawn, hows[kind])
    yield ("two words, queries a CPU second",
           {e.name: warm(e, queries[-1][2]) for e in engines}, "")


def floor_ms(nisba):
    return statistics.median(
        measure.query_ms([str(nisba.program), "--version"], None)
        for _ in range(QUERIES))


def generated(work, posts, words):
    """A folder with so many posts, made if it is not there."""
    folder = work / "posts"
    if not folder.exists():
        subprocess.run([sys.executable, HERE.parent / "corpus/generate.py",
                        "-n", str(posts), "--words", str(words), folder],
                       check=True)
    return folder


def asked(engines):
    """Those that answer a query as a command."""
    return [e for e in engines if e.command(("word",), "and")[0]]


def run(programs, work, sources, posts):
    dump, nisba = work / "posts.jsonl", Nisba(programs, work)
    sources = sources or [generated(work, posts, 270)]
    build.write_dump(nisba, sources, dump)
    nisba.build(sources)
    engines = asked([nisba] + [peer(work) for peer in (peers.Fts5, peers.Omega)
                               if peer(work).is_there()])
    for engine in engines[1:]:
        engine.build(dump)
    print(f"{count_posts(dump)[1]} posts; a process of nisba-query that asks "
          f"nothing: {floor_ms(nisba):.2f} ms")
    print("query", *(engine.name for engine in engines), "posts", sep="\t")
    for name, cells, found in rows_of(engines, dump):
        print(name, *("-" if cells[e.name] is None else f"{cells[e.name]:.2f}"
                      for e in engines), found, sep="\t", flush=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nisba", type=pathlib.Path, metavar="DIR",
                        default=pathlib.Path("build/release"),
                        help="the build; default build/release")
    parser.add_argument("--work", type=pathlib.Path, metavar="DIR")
    parser.add_argument("-n", type=int, default=10_000, metavar="POSTS")
    parser.add_argument("source", nargs="*", metavar="SOURCE")
    args = parser.parse_args()
    if args.work:
        args.work.mkdir(parents=True, exist_ok=True)
        run(args.nisba, args.work.resolve(), args.source, args.n)
        return
    with tempfile.TemporaryDirectory() as work:
        run(args.nisba, pathlib.Path(work), args.source, args.n)


if __name__ == "__main__":
    main()
