#!/usr/bin/python3
"""How cost grows with posts: builds and queries of archives of several sizes.

usage: scale.py [--nisba DIR] [--work DIR] [--words N] [-n POSTS,...]

corpus/generate.py writes one archive of the most posts; smaller ones are its
first files. An archive that is there under --work is used again.
Prints a table for plot.py: posts, then wall and CPU seconds of a rebuild, peak
memory of all its processes in MiB, bytes of the index, CPU in milliseconds of
a cold query of two middle words, of a phrase of a name, and seconds of an
update of a thousand posts.
"""
import argparse
import json
import pathlib
import shutil
import statistics
import subprocess
import tempfile

import measure
import peers
import queries

PER_FILE = 1000
HEADS = ("posts", "rebuild, s", "rebuild, CPU s", "rebuild, MiB", "index, MB",
         "two words, ms", "name as a phrase, ms", "update of 1,000, s")
PAIRS = (("letter", "museum"), ("general", "lobby"), ("court", "paper"),
         ("street", "doctor"), ("train", "garden"))
PHRASE = ("khazraji", "and")


def part(archive, folder, posts):
    """The first files of an archive."""
    if folder.exists():
        return folder
    folder.mkdir(parents=True)
    for path in sorted(archive.iterdir())[:posts // PER_FILE]:
        shutil.copy(path, folder)
    return folder


def median_ms(nisba, asked, how):
    times = [queries.measure.query_ms(*nisba.command(words, how))
             for words in asked for _ in range(5)]
    return statistics.median(times)


def change(folder, made):
    """A thousand posts anew: those of the first file."""
    path = sorted(folder.iterdir())[0]
    feed = json.loads(path.read_text(encoding="utf-8"))
    for item in feed["items"]:
        item["content_text"] += f" changed {made}"
    path.write_text(json.dumps(feed, ensure_ascii=False), encoding="utf-8")


def row(programs, work, archive, posts):
    nisba = peers.Nisba(programs, work)
    nisba.sources = [part(archive, work / f"part-{posts}", posts)]
    nisba.db = nisba.folder = work / f"db-{posts}"
    wall, used, peak, size = nisba.rebuild(None)
    two, phrase = (median_ms(nisba, PAIRS, "and"),
                   median_ms(nisba, (PHRASE,), "phrase"))
    change(nisba.sources[0], 1)
    update = measure.command([nisba.indexer, "update", "-q", "--db", nisba.db,
                              *nisba.sources])[0]
    shutil.rmtree(nisba.db)
    shutil.rmtree(nisba.sources[0])
    return (posts, wall, used, peak, size / 1e6, two, phrase, update)


def run(programs, work, sizes, words):
    archive = work / "archive"
    if not archive.exists():
        subprocess.run(["python3", queries.HERE.parent / "corpus/generate.py",
                        "-n", str(max(sizes)), "--words", str(words),
                        "--per-file", str(PER_FILE), archive], check=True)
    print(*HEADS, sep="\t")
    for posts in sorted(sizes):
        print(*(f"{value:.4g}" if isinstance(value, float) else value
                for value in row(programs, work, archive, posts)),
              sep="\t", flush=True)


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nisba", type=pathlib.Path, metavar="DIR",
                        default=pathlib.Path("build/release"))
    parser.add_argument("--work", type=pathlib.Path, metavar="DIR")
    parser.add_argument("--words", type=int, default=470, metavar="N")
    parser.add_argument("-n", metavar="POSTS,...",
                        default="10000,30000,100000,300000,1000000")
    args = parser.parse_args()
    sizes = [int(n) for n in args.n.split(",")]
    with tempfile.TemporaryDirectory() as scratch:
        work = (args.work or pathlib.Path(scratch)).resolve()
        work.mkdir(parents=True, exist_ok=True)
        run(args.nisba, work, sizes, args.words)


if __name__ == "__main__":
    main()
