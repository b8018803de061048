"""Ask the most expensive queries there are, one process each.

usage: deadly.py CORPUS DB MS MIB

CORPUS is the folder of generate.py, which wrote the posts of DB and knows their
words, the most frequent first. Each query must be answered within MS of CPU,
the best of three runs, and MIB of memory; 0: any. Prints what each takes.
"""
import itertools
import os
import subprocess
import sys


def queries(words):
    common, many = words[:22], words[100:1100]
    pairs = [f"{a}-{b}" for a in common for b in common if a != b]
    yield "a thousand words", " ".join(many)
    yield "a thousand common words", " ".join(common[:4] * 250)
    yield "a thousand by OR", " OR ".join(many)
    yield "prefixes", "a* b* c*"
    yield "fifty prefixes", " ".join(f"{word[:2]}*" for word in many[:50])
    yield "every word", "*"
    yield "nested", "(" * 10**5 + words[0] + ")" * 10**5
    yield "nested apart", "(" * 10**4 + words[0] + " -(" * 10**4
    yield "NEAR of twenty", " NEAR/100 ".join(common[:20])
    yield "NEAR of twenty, close", " NEAR/20 ".join(many[:20])
    yield "a phrase of twenty", '"' + " ".join(common[:20]) + '"'
    yield "a phrase of a thousand", '"' + " ".join(many) + '"'
    yield "hyphens", "a-b-" * 1000
    yield "one hyphenated word", f"{common[0]}-{common[1]} " * 500
    yield "five hundred hyphenated words", " ".join(pairs)
    yield "quotes", '"a ' * 1000
    yield "not that", " ".join(f"-{word}" for word in many)
    yield "fields", " ".join(f"title:{word}" for word in many)
    yield "dates", "date:2006..2007 " * 400
    yield "exact common by OR", " OR ".join(f"={word}" for word in common)
    yield "words by AND", " AND ".join(common)


def run(db, query):
    """Exit status, milliseconds of CPU and MiB."""
    with open(os.devnull, "w", encoding="utf-8") as null:
        process = subprocess.Popen(
            ["nisba-query", "search", "--db", db, "--", query],
            stdout=null, stderr=null)
        _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    return (process.returncode, 1000 * (usage.ru_utime + usage.ru_stime),
            usage.ru_maxrss / 1024)


def main():
    corpus, db, ms, mib = sys.argv[1:]
    sys.path.insert(0, corpus)
    import generate
    words, faults = list(itertools.islice(generate.all_words(), 1100)), 0
    for name, query in queries(words):
        # An argument has at most 128 KiB; as many levels fit.
        best = min((run(db, query[:130_000]) for _ in range(3)),
                   key=lambda r: r[1])
        code, took, size = best
        bad = (code not in (0, 1) or took > float(ms)
               or (float(mib) and size > float(mib)))
        faults += bad
        print(f"{'too much: ' if bad else ''}{name}: exit {code}, "
              f"{took:.0f} ms, {size:.0f} MiB", flush=True)
    sys.exit(faults > 0)


main()
