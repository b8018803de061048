#!/usr/bin/python3
"""What a nightly run costs, beside omindex: wall and CPU time, memory, growth.

usage: update.py [--nisba NISBA-INDEX] [--rounds N] FOLDER

A copy of FOLDER's Markdown files, which omindex takes as plain text, is indexed
by both. Then, in turn: runs with nothing changed; with one post changed; with
one post in a hundred changed, each round other ones. Medians are printed, with
nisba's ratio to omindex; memory is the most that one process had resident.
Behind each change of a hundredth the index is compared with what it would be
compacted, and the largest ratio of all rounds is printed. Needs xapian-omega;
without, only nisba is measured.
"""
import argparse
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import tempfile
import time


def measure(command):
    """Wall and CPU in seconds, the largest resident process in MiB."""
    began = time.monotonic()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{command[0]}: status {status}")
    return (time.monotonic() - began, usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss / 1024)


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*")
               if path.is_file())


class Bench:
    def __init__(self, options, work):
        self.nisba = options.nisba
        self.work = work
        self.posts = work / "posts"
        shutil.copytree(options.folder, self.posts)
        self.files = sorted(self.posts.rglob("*.md"))
        self.rng = random.Random(1)
        self.commands = {"nisba": [self.nisba, "update", "-q", "--db",
                                   str(work / "nisba"), str(self.posts)]}
        if shutil.which("omindex"):
            self.commands["omindex"] = [
                "omindex", "--db", str(work / "omega"), "--url", "/",
                "--mime-type=md:text/plain", str(self.posts)]

    def run(self):
        return {name: measure(command)
                for name, command in self.commands.items()}

    def change(self, count):
        """omindex tells seconds apart, and nisba hashes what is as new."""
        time.sleep(2.1)
        for path in self.rng.sample(self.files, count):
            with open(path, "a", encoding="utf-8") as post:
                post.write(f"\nAmended: {self.rng.randrange(10**6)} words.\n")
        time.sleep(2.1)

    def live(self):
        with open(self.work / "nisba/current", encoding="ascii") as stub:
            return self.work / "nisba" / stub.readline().split()[1].split("/")[0]

    def growth(self):
        """The live state against the same, compacted."""
        now = size(self.live())
        copy = self.work / "compacted"
        shutil.copytree(self.work / "nisba", copy)
        subprocess.run([self.nisba, "compact", "--keep", "0", "--db", copy],
                       check=True)
        compacted = size(copy)
        shutil.rmtree(copy)
        return now / compacted


def show(what, rounds):
    medians = {name: [statistics.median(one) for one in
                      zip(*(r[name] for r in rounds))] for name in rounds[0]}
    for name, (wall, cpu, memory) in medians.items():
        ratio = wall / medians["omindex"][0] if "omindex" in medians else 0
        print(f"{what:14}{name:10}{wall:9.3f}{cpu:9.3f}{memory:9.0f}"
              f"{ratio:9.2f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--nisba", default="build/release/indexer/nisba-index")
    parser.add_argument("--rounds", type=int, default=10)
    parser.add_argument("folder", metavar="FOLDER")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as work:
        bench = Bench(options, pathlib.Path(work))
        print(f"{len(bench.files)} posts, "
              f"{len(os.sched_getaffinity(0))} processors, load "
              f"{os.getloadavg()[0]:.1f}")
        print(f"{'':14}{'':10}{'wall s':>9}{'CPU s':>9}{'MiB':>9}"
              f"{'/ omindex':>10}")
        show("first", [bench.run()])
        time.sleep(2.1)
        bench.run()
        show("unchanged", [bench.run() for _ in range(options.rounds)])
        rounds, grown = [], []
        for _ in range(min(options.rounds, 3)):
            bench.change(1)
            rounds.append(bench.run())
        show("one changed", rounds)
        rounds = []
        for _ in range(options.rounds):
            bench.change(max(1, len(bench.files) // 100))
            rounds.append(bench.run())
            grown.append(bench.growth())
        show("1 % changed", rounds)
        print(f"largest state of {options.rounds}: {max(grown):.2f} of its "
              "compacted size")


main()
