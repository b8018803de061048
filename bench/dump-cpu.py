#!/usr/bin/python3
"""How fast archives become posts: user CPU of `nisba-index dump`, one core.

usage: dump-cpu.py FOLDER...

Prints, for each folder, its megabytes, the best of five runs in seconds, and
the megabytes a second. nisba-index is found in PATH.
"""
import os
import subprocess
import sys

RUNS = 5


def size(folder):
    return sum(os.path.getsize(os.path.join(where, name))
               for where, _, names in os.walk(folder) for name in names)


def cpu_seconds(folder):
    """Of one run, by wait4(2), so that no other child is counted."""
    with open(os.devnull, "w") as null:
        process = subprocess.Popen(["nisba-index", "dump", "-q", folder],
                                   stdout=null, stderr=null)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return usage.ru_utime


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    for folder in sys.argv[1:]:
        megabytes = size(folder) / 1e6
        seconds = min(cpu_seconds(folder) for _ in range(RUNS))
        print(f"{megabytes:.1f} MB {seconds:.2f} s "
              f"{megabytes / max(seconds, .001):.1f} MB/s  {folder}")


main()
