#!/usr/bin/env python3
"""Score name kin: does a spelling find the other spellings of its name?

  score.py [options] GROUPS...

Emulates the vocabulary of an archive that holds all spellings of a group file,
foreign names and English words. Each spelling is a query (with --arabic: each
Arabic form) and is to find the others of its groups, and nothing else.
Printed for each file, means over its queries: R, P, F1; wrong spellings of
other groups, foreign names and English words found by a query; candidates that
shared a key with it.

Only words that an archive writes with a capital, and that are not in the list
of --common words, have name kin; --no-gate drops this rule.
"""
import argparse

import groups as gr

COLUMNS = ("R", "P", "F1", "others", "foreign", "english", "cand.")


class Kin:
    """Asks the C code; another way to ask has the same two members."""

    name = "name-tool"

    def __init__(self, tool, known=()):
        self.tool, self.known = tool, known

    def ask(self, vocab, queries):
        """For each query the terms that are its kin."""
        others = [[t for t in vocab.candidates(q.term) if t != q.term]
                  for q in queries]
        lines = [gr.ask_line(q.term, o, self.known)
                 for q, o in zip(queries, others)]
        out = self.tool.run("kin", lines=lines)
        return [([o[int(k.split(":")[0])] for k in line.split()], len(o))
                for o, line in zip(others, out)]


def figures(vocab, query, kin, candidates):
    found = [(s, kind) for t in (query.term, *kin)
             for s, kind in vocab.at.get(t, ()) if s != query.text]
    good = sum(s in query.relevant for s, _ in found)
    wrong = [kind for s, kind in found if s not in query.relevant]
    need = len(query.relevant)
    return (good / need, good / len(found) if found else 1.0,
            2 * good / (len(found) + need), wrong.count("v"),
            wrong.count("n"), wrong.count("e"), candidates)


def show_errors(vocab, queries, answers, count):
    """The worst answers: what was missed, what was found wrongly."""
    rows = []
    for q, (kin, _) in zip(queries, answers):
        found = {s for t in (q.term, *kin) for s, _ in vocab.at.get(t, ())}
        missed = sorted(q.relevant - found)
        wrong = sorted(found - q.relevant - {q.text})
        rows.append((len(missed) / len(q.relevant) + len(wrong) / 4, q.text,
                     missed, wrong))
    rows.sort(key=lambda r: -r[0])
    for _, text, missed, wrong in rows[:count]:
        print(f"  {text}: missed {' '.join(missed[:8]) or '-'};"
              f" wrong {' '.join(wrong[:8]) or '-'}")


def score_groups(path, kin, lists, args):
    vocab = gr.Vocabulary(kin.tool, gr.load(path), lists["foreign"],
                          lists["english"], lists["common"],
                          not args.no_gate)
    queries = vocab.queries(args.arabic)
    answers = kin.ask(vocab, queries)
    rows = [figures(vocab, q, *a) for q, a in zip(queries, answers)]
    if not rows:
        print(f"{path}: no queries")
        return
    mean = [sum(c) / len(rows) for c in zip(*rows)]
    print(f"{path.split('/')[-1]:26} {len(rows):5}",
          " ".join(f"{m:7.3f}" for m in mean))
    if args.errors:
        show_errors(vocab, queries, answers, args.errors)


def score_pairs(path, tool):
    """Pairs that must not match: how many do, taken by themselves."""
    with open(path, encoding="utf8") as lines:
        pairs = [line.strip().split("\t")[:2] for line in lines if "\t" in line]
    terms = [tool.run("terms", lines=[p[i] for p in pairs]) for i in (0, 1)]
    out = tool.run("score", lines=["\t".join(t) for t in zip(*terms)])
    joined = [(int(s.split("\t")[0]), *p) for s, p in zip(out, pairs)
              if int(s.split("\t")[0]) >= 500]
    print(f"{path.split('/')[-1]}: {len(joined)} of {len(pairs)} joined:",
          ", ".join(f"{a}/{b} {s}" for s, a, b in sorted(joined)[::-1]))


def read_lists(args):
    return {name: [w for p in getattr(args, name) for w in gr.words(p)]
            for name in ("foreign", "english", "common")}


def main():
    ap = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("groups", nargs="*")
    ap.add_argument("--tool", default="build/release/bench/names/name-tool")
    for name, what in (("foreign", "names of elsewhere"),
                       ("english", "words of the language"),
                       ("common", "words that have no name kin")):
        ap.add_argument(f"--{name}", action="append", default=[],
                        metavar="FILE", help=f"word list: {what}")
    ap.add_argument("--dictionary",
                    help="whose names are known as those of elsewhere")
    ap.add_argument("--arabic", action="store_true",
                    help="ask with the Arabic forms")
    ap.add_argument("--no-gate", action="store_true")
    ap.add_argument("--not", dest="never", metavar="FILE",
                    help="pairs, one a line with a tab, that must not match")
    ap.add_argument("--errors", type=int, default=0, metavar="N")
    args = ap.parse_args()
    kin = Kin(gr.Tool(args.tool),
              gr.names_of(args.dictionary) if args.dictionary else ())
    lists = read_lists(args)
    if args.groups:
        print(f"{'groups':26} {'n':>5}",
              " ".join(f"{c:>7}" for c in COLUMNS))
    for path in args.groups:
        score_groups(path, kin, lists, args)
    if args.never:
        score_pairs(args.never, kin.tool)


if __name__ == "__main__":
    main()
