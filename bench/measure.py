"""What a command takes: time, processor time, memory, size of what it wrote."""
import pathlib
import resource
import subprocess
import sys
import time


def cpu():
    """Seconds of all children that were waited for."""
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
    """MiB of a process and its children together: proportional set size."""
    total = 0
    for one in family(pid):
        try:
            with open(f"/proc/{one}/smaps_rollup", encoding="ascii") as lines:
                total += sum(int(line.split()[1]) for line in lines
                             if line.startswith("Pss:"))
        except OSError:
            pass
    return total / 1024


def command(argv, stdout=subprocess.DEVNULL):
    """Wall and CPU in seconds, peak memory in MiB, looked at twenty times a
    second, in long runs twice: looking takes a tenth of a processor."""
    before, began, peak = cpu(), time.monotonic(), 0
    process = subprocess.Popen([str(arg) for arg in argv], stdout=stdout,
                               stderr=subprocess.DEVNULL)
    while process.poll() is None:
        peak = max(peak, memory(process.pid))
        time.sleep(min(0.5, max(0.05, (time.monotonic() - began) / 100)))
    if process.returncode:
        sys.exit(f"{argv[0]}: exit {process.returncode}")
    return time.monotonic() - began, cpu() - before, peak


def size(path):
    """Bytes of a file, or of all files below a folder."""
    if path.is_file():
        return path.stat().st_size
    return sum(one.stat().st_size for one in path.rglob("*") if one.is_file())


def query_ms(argv, text):
    """CPU of one process and those it waits for, in milliseconds."""
    process = subprocess.Popen(argv, stdin=subprocess.PIPE,
                               stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, text=True)
    before = cpu()
    process.communicate(text or "")
    after = cpu()
    if process.returncode not in (0, 1):
        sys.exit(f"{argv} exits {process.returncode}")
    return 1000 * (after - before)
