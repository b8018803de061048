#!/usr/bin/python3
"""Full builds of the same posts: wall, CPU, memory, size.

usage: build.py [--nisba DIR] [--jobs N] [--rounds N] [--peers NAME,...]
                SOURCE...

nisba reads the SOURCEs; the peers (peers.py) get its posts as they like them,
prepared before. Programs run in turn, for so many rounds; medians are printed.
Memory is the peak of all processes of a program together. Size is that of the
index, also as a multiple of the text in it.
"""
import argparse
import os
import pathlib
import statistics
import subprocess
import tempfile

import peers


def write_dump(nisba, sources, dump):
    """Lines of posts, if they are not there."""
    if dump.exists():
        return
    with open(dump, "wb") as out:
        subprocess.run([nisba.indexer, "dump", "-q", *sources], check=True,
                       stdout=out, stderr=subprocess.DEVNULL)


def text_of(dump):
    """How many posts, and bytes of plain text in them."""
    posts = bytes_ = 0
    for post in peers.read_dump(dump):
        posts += 1
        bytes_ += len((post["title"] + post["text"]).encode())
    return posts, bytes_


def engines_of(nisba, work, wanted):
    """nisba, its floor, and those of the peers that are there."""
    engines = [nisba, peers.Reading(nisba)]
    engines += [peer(work) for peer in peers.PEERS
                if not wanted or peer.name in wanted]
    return [engine for engine in engines if engine.is_there()]


def rounds_of(engines, dump, rounds):
    """[(measure, {engine: median}, ratio makes sense)...]"""
    runs = {engine.name: [] for engine in engines}
    for _ in range(rounds):
        for engine in engines:
            runs[engine.name].append(engine.rebuild(dump))
    columns = {name: [statistics.median(one) for one in zip(*done)]
               for name, done in runs.items()}
    labels = ("build, s", "build, CPU s", "build, MiB", "index, bytes")
    return {label: {name: column[i] for name, column in columns.items()}
            for i, label in enumerate(labels)}


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--nisba", type=pathlib.Path, metavar="DIR",
                        default=pathlib.Path("build/release"))
    parser.add_argument("--jobs")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--peers", default="omindex")
    parser.add_argument("sources", nargs="+", metavar="SOURCE")
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        work = pathlib.Path(work)
        nisba = peers.Nisba(args.nisba, work, args.sources, args.jobs)
        dump = work / "posts.jsonl"
        write_dump(nisba, args.sources, dump)
        posts, text = text_of(dump)
        print(f"{posts} posts, {text / 1e6:.1f} MB of text, "
              f"{len(os.sched_getaffinity(0))} processors, load "
              f"{os.getloadavg()[0]:.1f}")
        engines = engines_of(nisba, work, args.peers.split(","))
        rows = rounds_of(engines, dump, args.rounds)
    print(f"{'':10}{'wall s':>9}{'CPU s':>9}{'MiB':>9}{'size MB':>9}"
          f"{'/ text':>9}")
    for engine in engines:
        wall, used, peak, size = (row[engine.name] for row in rows.values())
        print(f"{engine.name:10}{wall:9.2f}{used:9.2f}{peak:9.0f}"
              f"{size / 1e6:9.1f}{size / text:9.2f}")
        if engine.name not in ("nisba", "reading"):
            print("  / nisba " + "".join(
                f"{row[engine.name] / row['nisba']:9.2f}"
                for row in rows.values()))


if __name__ == "__main__":
    main()
