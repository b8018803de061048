#!/usr/bin/python3
"""How fast archives become posts: `nisba-index dump` held to one core.

usage: dump-cpu.py FOLDER...

Prints, for each folder, its megabytes and the best of five runs: seconds of
user CPU and on the clock, of the program and of the process that reads in its
sandbox together, and megabytes a second by either. nisba-index is found in
PATH.
"""
import os
import subprocess
import sys
import time

RUNS = 5


def size(folder):
    return sum(os.path.getsize(os.path.join(where, name))
               for where, _, names in os.walk(folder) for name in names)


def seconds(folder):
    """User CPU by wait4(2), which counts the reading process too; clock."""
    began = time.monotonic()
    with open(os.devnull, "w") as null:
        process = subprocess.Popen(["nisba-index", "dump", "-q", folder],
                                   stdout=null, stderr=null)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return usage.ru_utime, time.monotonic() - began


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    for folder in sys.argv[1:]:
        megabytes = size(folder) / 1e6
        runs = [seconds(folder) for _ in range(RUNS)]
        cpu, clock = (max(min(times), .001) for times in zip(*runs))
        print(f"{megabytes:.1f} MB {cpu:.2f} s {megabytes / cpu:.1f} MB/s, "
              f"on the clock {clock:.2f} s {megabytes / clock:.1f} MB/s  "
              f"{folder}")


main()
