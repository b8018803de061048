#!/usr/bin/python3
"""A full build by nisba and by omindex of the same posts: wall, CPU, memory,
size.

usage: build.py [--nisba NISBA-INDEX] [--jobs N] [--rounds N] FOLDER...

Each FOLDER holds Markdown files, which omindex takes as plain text. Programs
run in turn; medians are printed, with nisba's ratio to omindex. Memory is the
peak of all processes of a program together (proportional set size, looked at
twenty times a second). Size is that of the index, and of the text in it as
`nisba-index dump` has it. Needs xapian-omega; without, only nisba is measured.
"""
import argparse
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import tempfile
import time


def cpu():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def family(pid):
    pids, at = [pid], 0
    while at < len(pids):
        try:
            tasks = pathlib.Path(f"/proc/{pids[at]}/task/{pids[at]}/children")
            pids += map(int, tasks.read_text().split())
        except OSError:
            pass
        at += 1
    return pids


def memory(pid):
    total = 0
    for one in family(pid):
        try:
            with open(f"/proc/{one}/smaps_rollup", encoding="ascii") as lines:
                total += sum(int(line.split()[1]) for line in lines
                             if line.startswith("Pss:"))
        except OSError:
            pass
    return total / 1024


def measure(command):
    """Wall and CPU in seconds, peak memory in MiB."""
    before, began, peak = cpu(), time.monotonic(), 0
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, memory(process.pid))
        time.sleep(0.05)
    if process.returncode:
        raise SystemExit(f"{command[0]}: exit {process.returncode}")
    return time.monotonic() - began, cpu() - before, peak


def size(folder):
    return sum(path.stat().st_size for path in folder.rglob("*")
               if path.is_file())


def text_size(program, folders):
    dump = subprocess.run([program, "dump", "-q", *folders], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    posts = [json.loads(line) for line in dump.stdout.splitlines()]
    return len(posts), sum(len((post["title"] + post["text"]).encode())
                           for post in posts)


def build_nisba(options, folder):
    return measure([options.nisba, "rebuild", "-q", "--db", str(folder),
                    *(["--jobs", options.jobs] if options.jobs else []),
                    *options.folders])


def build_omega(options, folder):
    walls = [measure(["omindex", "--db", str(folder / str(i)), "--url", "/",
                      "--mime-type=md:text/plain", source])
             for i, source in enumerate(options.folders)
             if not os.makedirs(folder, exist_ok=True)]
    return (sum(w[0] for w in walls), sum(w[1] for w in walls),
            max(w[2] for w in walls))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--nisba", default="build/release/indexer/nisba-index")
    parser.add_argument("--jobs")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    options = parser.parse_args()
    builders = {"nisba": build_nisba}
    if shutil.which("omindex"):
        builders["omindex"] = build_omega
    posts, text = text_size(options.nisba, options.folders)
    print(f"{posts} posts, {text / 1e6:.1f} MB of text, "
          f"{len(os.sched_getaffinity(0))} processors, load "
          f"{os.getloadavg()[0]:.1f}")
    rounds, sizes = {name: [] for name in builders}, {}
    for _ in range(options.rounds):
        for name, build in builders.items():
            with tempfile.TemporaryDirectory() as work:
                folder = pathlib.Path(work) / name
                rounds[name].append(build(options, folder))
                sizes[name] = size(folder)
    print(f"{'':10}{'wall s':>9}{'CPU s':>9}{'MiB':>9}{'size MB':>9}"
          f"{'/ text':>9}")
    medians = {}
    for name, runs in rounds.items():
        medians[name] = [statistics.median(one) for one in zip(*runs)]
        wall, used, peak = medians[name]
        print(f"{name:10}{wall:9.2f}{used:9.2f}{peak:9.0f}"
              f"{sizes[name] / 1e6:9.1f}{sizes[name] / text:9.2f}")
    if "omindex" in medians:
        print("ratio     " + "".join(
            f"  1/{b / a:5.2f}" for a, b in zip(medians["nisba"],
                                                 medians["omindex"])))


main()
