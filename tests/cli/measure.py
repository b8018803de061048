"""Run a command, and fail when it takes too long or too much memory.

usage: measure.py SECONDS MEGABYTES COMMAND...

MEGABYTES is for its largest process; 0: no limit.
"""
import resource
import subprocess
import sys
import time


def main():
    seconds, megabytes = float(sys.argv[1]), float(sys.argv[2])
    began = time.monotonic()
    code = subprocess.call(sys.argv[3:])
    took = time.monotonic() - began
    used = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{took:.1f} s, {used:.0f} MiB, exit {code}", file=sys.stderr)
    if took > seconds or (megabytes and used > megabytes):
        sys.exit(1)
    sys.exit(code)


main()
