#!/usr/bin/python3
"""CPU of a cold `nisba-query search`: one process, one query, ten snippets.

usage: search-cpu.py NISBA-QUERY DB [--OPTION...] QUERY...

Options, as --facets --timeline, are handed on to the search.

Prints the median of 41 runs for each query, their median, and the floor: the
same program started for --version, which links and does nothing else.
"""
import os
import statistics
import subprocess
import sys

RUNS = 41


def cpu_ms(command):
    """Of one run, by wait4(2), so that no other child is counted."""
    with open(os.devnull, "w") as null:
        process = subprocess.Popen(command, stdout=null, stderr=null)
        _, _, usage = os.wait4(process.pid, 0)
        process.returncode = 0
    return 1000 * (usage.ru_utime + usage.ru_stime)


def median(command):
    return statistics.median(cpu_ms(command) for _ in range(RUNS))


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    program, db = sys.argv[1], sys.argv[2]
    options = [arg for arg in sys.argv[3:] if arg.startswith("--")]
    queries = [arg for arg in sys.argv[3:] if not arg.startswith("--")]
    medians = []
    for query in queries:
        medians.append(median([program, "search", "--db", db, *options,
                               "--", query]))
        print(f"{medians[-1]:.2f} ms  {query}")
    print(f"median {statistics.median(medians):.2f} ms, floor "
          f"{median([program, '--version']):.2f} ms")


main()
