#!/usr/bin/env python3
"""Score name kin through the programs: an archive, rebuild, names --batch.

usage: archive.py [options] GROUPS...

Writes an archive that holds every spelling of the group files in a sentence,
as people write names; the English words in running text (in lower case, at
sentence starts, in Title Case headings and in ALL CAPS); and foreign names.
Then each spelling, in lower case, is asked for with `nisba-query names`. The
answers are compared with the other spellings of its groups: case-folded, with
or without article, the query's own form not counted. Means over queries.
"""
import argparse
import json
import os
import random
import re
import subprocess
import tempfile
import unicodedata

ARTICLE = re.compile(r"^(?:al|el|as|ash|an|ar|ad|az|at|es|en|er|ed|ez|ech|et)"
                     r"[-‑ ']+")


def load(path):
    """[(id, Arabic form, [spelling])]"""
    groups = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            parts = line.rstrip("\n").split("\t")
            groups.append((parts[0], parts[1], parts[2].split("|")))
    return groups


def words_of(path):
    if not path:
        return []
    with open(path, encoding="utf-8") as lines:
        return [line.strip() for line in lines if line.strip()]


def as_written(name):
    """zarqawi: Zarqawi; abd al-aziz: Abd al-Aziz."""
    def part(match):
        word = match.group()
        if word.lower() in ("al", "el", "as", "ash", "an", "ar", "ad", "az") \
                and match.end() < len(name) and name[match.end()] in "-‑":
            return word
        for i, c in enumerate(word):
            if c.isalpha():
                return word[:i] + c.upper() + word[i + 1:]
        return word
    return re.sub(r"[^\s\-‑]+", part, name)


def plain(name):
    """What two spellings are compared by."""
    name = unicodedata.normalize("NFC", name).casefold()
    return ARTICLE.sub("", name.strip(" '‘’`ʿʾ"))


SENTENCES = [
    "In the evening {} spoke to reporters.",
    "The paper says that {} had left the city.",
    "Nobody asked {} about the letter.",
    "A cousin of {} lives there.",
]


def write_archive(folder, spellings, arabic, english, foreign):
    rng = random.Random(7)

    def post(name, lines):
        with open(os.path.join(folder, name + ".txt"), "w",
                  encoding="utf-8") as out:
            out.write("A note\n\n" + "\n\n".join(lines) + "\n")

    def chunks(items, size):
        for i in range(0, len(items), size):
            yield i // size, items[i:i + size]

    for i, some in chunks(spellings, 20):
        post(f"names{i:05}", [rng.choice(SENTENCES).format(as_written(s))
                              for s in some])
    for i, some in chunks(foreign, 20):
        post(f"foreign{i:05}", [rng.choice(SENTENCES).format(as_written(s))
                                for s in some])
    for i, some in chunks(arabic, 20):
        post(f"arabic{i:05}", ["وقال " + s + " ذلك." for s in some])
    for i, some in chunks(english, 12):
        body = "We saw " + " and ".join(some) + " there."
        starts = " ".join(w.capitalize() + " it was." for w in some)
        title = " ".join(w.capitalize() for w in some[:6])
        caps = " ".join(w.upper() for w in some[6:])
        post(f"words{i:05}", [body, starts, title, caps])


def ask(query, db, options, names):
    done = subprocess.run(
        [query, "names", "--db", db, "--format", "jsonl", "--batch", "-",
         *options], input="\n".join(names) + "\n", text=True, check=False,
        encoding="utf-8", stdout=subprocess.PIPE)
    return [json.loads(line) for line in done.stdout.splitlines()]


def score(path, answers, queries, wanted, english, all_spellings, errors):
    r = p = f = wrong_english = pairs = found = 0
    bad = []
    for query, answer in zip(queries, answers):
        own = plain(query)
        want = {plain(s) for s in wanted[query]} - {own}
        got = {plain(s["text"]) for s in answer["spellings"]} - {own}
        # Arabic forms are asked for on their own.
        got = {s for s in got if not re.search("[\u0600-\u06ff]", s)}
        good = got & want
        recall = len(good) / len(want) if want else 1
        precision = len(good) / len(got) if got else 1
        f1 = 2 * len(good) / (len(got) + len(want)) if got or want else 1
        pairs, found = pairs + len(want), found + len(good)
        r, p, f = r + recall, p + precision, f + f1
        wrong_english += len({s for s in got if s in english
                              and s not in all_spellings})
        bad.append((f1, query, want - got, got - want))
    n = len(queries)
    print(f"{os.path.basename(path):24} {n:5} R {r / n:.3f} P {p / n:.3f} "
          f"F1 {f / n:.3f} English {wrong_english / n:.3f} "
          f"pairs {found / pairs:.3f}")
    bad.sort(key=lambda b: b[0])
    for f1, query, missed, false in bad[:errors]:
        print(f"    {f1:.2f} {query}: missed {' '.join(sorted(missed))[:80]}"
              f" | false {' '.join(sorted(false))[:80]}")


def main():
    ap = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    ap.add_argument("--build", default="build/release")
    ap.add_argument("--english", help="word list")
    ap.add_argument("--foreign", help="word list")
    ap.add_argument("--arabic", action="store_true",
                    help="ask with the Arabic forms")
    ap.add_argument("--not", dest="pairs", help="pairs that are two names")
    ap.add_argument("--errors", type=int, default=0)
    ap.add_argument("--no-table", action="store_true",
                    help="without the table of names")
    ap.add_argument("groups", nargs="*")
    a = ap.parse_args()
    english, foreign = words_of(a.english), words_of(a.foreign)
    pairs = [line.split("\t") for line in words_of(a.pairs)]
    files = {path: load(path) for path in a.groups}
    spellings, arabic = {}, {}
    for groups in files.values():
        for _, ar, names in groups:
            spellings.update(dict.fromkeys(names))
            if ar:
                arabic[ar] = None
    for pair in pairs:
        spellings.update(dict.fromkeys(pair))
    options = ["--no-table"] if a.no_table else []
    with tempfile.TemporaryDirectory() as folder:
        posts, db = os.path.join(folder, "posts"), os.path.join(folder, "db")
        os.mkdir(posts)
        write_archive(posts, list(spellings), list(arabic), english, foreign)
        subprocess.run([a.build + "/indexer/nisba-index", "rebuild", "-q",
                        "--db", db, posts], check=True)
        everything = {plain(s) for s in spellings}
        program = a.build + "/query/nisba-query"
        for path, groups in files.items():
            wanted = {}
            for _, ar, names in groups:
                for query in ([ar] if ar and a.arabic else
                              [] if a.arabic else names):
                    wanted.setdefault(query, set()).update(names)
            queries = list(wanted)
            answers = ask(program, db, options, queries)
            score(path, answers, queries, wanted, set(english), everything,
                  a.errors)
        if pairs:
            joined = []
            for (x, y), answer in zip(
                    pairs, ask(program, db, options, [p[0] for p in pairs])):
                got = {plain(s["text"]) for s in answer["spellings"]}
                if plain(y) in got and plain(x) != plain(y):
                    joined.append(f"{x}/{y}")
            print(f"{len(joined)} of {len(pairs)} pairs joined: "
                  + " ".join(joined))


if __name__ == "__main__":
    main()
