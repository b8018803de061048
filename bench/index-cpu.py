#!/usr/bin/python3
"""CPU of `nisba-index rebuild --jobs 1` over that of a plain TermGenerator loop.

usage: index-cpu.py NISBA-INDEX SOURCE...

The loop indexes the same posts' text with stems (Xapian's defaults) and stores
the same text. Reading and parsing count for nisba, not for the loop. Needs
python3-xapian. Three runs of each in turn; medians and the ratio are printed.
"""
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile

import xapian


def cpu(who):
    usage = resource.getrusage(who)
    return usage.ru_utime + usage.ru_stime


def child_cpu(run):
    before = cpu(resource.RUSAGE_CHILDREN)
    run()
    return cpu(resource.RUSAGE_CHILDREN) - before


def posts_of(program, sources):
    dump = subprocess.run([program, "dump", "-q", *sources], check=True,
                          stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    for line in dump.stdout.splitlines():
        post = json.loads(line)
        yield post["title"] + "\n" + post["text"]


def plain_loop(texts, folder):
    before = cpu(resource.RUSAGE_SELF)
    db = xapian.WritableDatabase(os.path.join(folder, "plain"),
                                 xapian.DB_CREATE_OR_OVERWRITE)
    generator = xapian.TermGenerator()
    generator.set_stemmer(xapian.Stem("en"))
    for text in texts:
        document = xapian.Document()
        generator.set_document(document)
        generator.index_text(text)
        document.set_data(text)
        db.add_document(document)
    db.commit()
    db.close()
    return cpu(resource.RUSAGE_SELF) - before


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, sources = sys.argv[1], sys.argv[2:]
    texts = list(posts_of(program, sources))
    ours, plain = [], []
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(3):
            ours.append(child_cpu(lambda: subprocess.run(
                [program, "rebuild", "-q", "--jobs", "1", "--db",
                 os.path.join(folder, "db"), *sources], check=True,
                stderr=subprocess.DEVNULL)))
            plain.append(plain_loop(texts, folder))
    a, b = statistics.median(ours), statistics.median(plain)
    print(f"{len(texts)} posts: nisba {a:.2f} s, TermGenerator {b:.2f} s, "
          f"ratio {a / b:.2f}")


main()
