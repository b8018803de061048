#!/usr/bin/env python3
"""Learn the weights of common/text/name_weights.inc from groups of spellings.

  train.py [--write FILE] [--foreign FILE]... [--common FILE] GROUPS...

Each word of a group asks for the others among all words of an archive that
share a key with it. The weights are those under which the right answers are
likeliest (logistic regression; each query counts alike), drawn to the values
of priors.py, so that only what the groups support moves far. Which sounds
stand for which depends on the weights, so aligning and learning take turns.

Cross-validated figures come last: weights learned without a fifth of the
groups, scored on that fifth by the C code itself.
"""
import argparse
import collections
import os
import tempfile

import numpy as np
from scipy import optimize, sparse

import groups as gr
import priors

UNIT = 100.0  # points of cost in one unit of log-odds
MATCH = 5.0   # log-odds at the threshold: NAME_SAME - NAME_MATCH points
# Where the F1 of single pairs is best: a little below even odds.
LENIENT = 0.3


class Problem:
    """Queries with their candidates: what the weights are to tell apart."""

    def __init__(self, tool, paths, foreign, common, arabic, args):
        self.tool, self.arabic, self.known = tool, arabic, args.known
        self.pairs = {}    # two terms -> number
        self.rows = []     # query, pair, right spellings, wrong spellings
        self.queries = []  # gr.Query and set, fold, candidates
        sets = [gr.load(p) for p in paths]
        fold = gr.folds([g for s in sets for g in s], args.folds)
        at = 0
        for n, part in enumerate(sets):
            vocab = gr.Vocabulary(tool, part, foreign, (), common)
            self.add(n, vocab, fold[at:at + len(part)])
            at += len(part)

    def add(self, n, vocab, fold):
        for query in vocab.queries(self.arabic):
            number = len(self.queries)
            answers = vocab.answers(query)
            self.queries.append((n, fold[min(query.of)], query, answers))
            for other, (good, bad) in answers.items():
                if other == query.term:
                    continue
                key = tuple(sorted((query.term, other)))
                pair = self.pairs.setdefault(key, len(self.pairs))
                self.rows.append((number, pair, good, bad))

    def align(self, weights):
        """The weights that each pair uses, as a sparse matrix."""
        with weight_file(weights) as f:
            out = self.tool.run("cost", f.name,
                                lines=["\t".join(p) for p in self.pairs])
        cols, ptr, ok = [], [0], []
        for line in out:
            ok.append(line != "never")
            if ok[-1]:
                cols += map(int, line.split()[1:])
            ptr.append(len(cols))
        m = sparse.csr_matrix((np.ones(len(cols)), cols, ptr),
                              shape=(len(out), len(weights)))
        m.sum_duplicates()
        return m, np.array(ok)

    def score(self, weights, numbers):
        """R, P and F1 of some queries, by the C code; a row each."""
        lines = []
        for i in numbers:
            _, _, query, answers = self.queries[i]
            others = [t for t in answers if t != query.term]
            lines.append(gr.ask_line(query.term, others, self.known))
        with weight_file(weights) as f:
            out = self.tool.run("kin", f.name, lines=lines)
        return [gr.judge(self.queries[i][2], self.queries[i][3], line)
                for i, line in zip(numbers, out)]


def weight_file(weights):
    f = tempfile.NamedTemporaryFile("w", suffix=".weights")
    for i, w in enumerate(weights):
        v = int(round(w * UNIT))
        if v:
            f.write(f"{i} {v}\n")
    f.flush()
    return f


class Data:
    """The arrays of a problem after an alignment."""

    def __init__(self, problem, weights):
        m, ok = problem.align(weights)
        rows = np.array([r for r in problem.rows if ok[r[1]]])
        sets = np.array([q[0] for q in problem.queries])
        relevant = np.array([len(q[2].relevant) for q in problem.queries])
        # Each set counts alike, however large, and so does each query in it.
        share = 1.0 / np.bincount(sets)[sets] / (sets.max() + 1) / relevant
        self.m = m[rows[:, 1]]
        self.fold = np.array([q[1] for q in problem.queries])[rows[:, 0]]
        self.group = np.array([min(q[2].of) + 100000 * q[0]
                               for q in problem.queries])[rows[:, 0]]
        self.right = share[rows[:, 0]] * rows[:, 2]
        self.wrong = share[rows[:, 0]] * rows[:, 3]

    def supported(self, least):
        """Mask of the weights that right answers of `least` groups use."""
        rows = np.flatnonzero(self.right)
        m = self.m[rows].tocoo()
        seen = set(zip(m.col, self.group[rows][m.row]))
        count = collections.Counter(c for c, _ in seen)
        mask = np.zeros(self.m.shape[1], bool)
        mask[[c for c, n in count.items() if n >= least]] = True
        return mask


def fit(d, table, keep, stiff, prior, fixed=None, steps=250):
    """The likeliest weights for the rows in the mask `keep`."""
    m, right, wrong = d.m[keep], d.right[keep], d.wrong[keep]
    free = np.asarray(m.sum(axis=0)).ravel() > 0
    free &= table.always | d.supported(3)
    if fixed is not None:
        free &= ~fixed
    used = np.flatnonzero(free)
    rest = m @ np.where(free, 0, prior)
    m = m[:, used]
    mt = m.T.tocsr()
    base, hold = prior[used], stiff * table.stiff[used]

    def loss(x):
        z = np.clip(MATCH - rest - m @ x, -30, 30)
        p = 1 / (1 + np.exp(-z))
        off = x - base
        value = -(right @ np.log(p) + wrong @ np.log1p(-p * (1 - 1e-12)))
        grad = mt @ (right * (1 - p) - wrong * p)
        return value + hold @ off**2, grad + 2 * hold * off

    best = optimize.minimize(loss, base, jac=True, method="L-BFGS-B",
                             bounds=[table.bounds[i] for i in used],
                             options={"maxiter": steps})
    out = prior.copy()
    out[used] = best.x
    return out


def finish(table, weights, mixed):
    """As they are used: lenient, and without what is as good as nothing."""
    w = weights.copy()
    w[table.at["mixed_base" if mixed else "base"]] -= LENIENT
    small = (np.abs(w) < .04) & ~table.always
    w[small] = 0
    return w


def show(name, problem, figures):
    by_set = collections.defaultdict(list)
    for i, f in figures.items():
        by_set[problem.queries[i][0]].append(f)
    print(f"{name:16}", "   ".join(
        "set {}: R {:.3f} P {:.3f} F1 {:.3f}".format(
            s, *np.mean(f, axis=0)) for s, f in sorted(by_set.items())),
        flush=True)


def learn(problem, table, prior, fixed, args):
    every = range(len(problem.queries))
    weights = prior
    for turn in range(args.turns):
        data = Data(problem, weights)
        weights = fit(data, table, data.fold >= 0, args.stiff, prior, fixed)
        show(f"turn {turn}", problem, dict(zip(every, problem.score(
            finish(table, weights, problem.arabic), every))))
    figures = {}
    for k in range(args.folds):
        held = [i for i in every if problem.queries[i][1] == k]
        w = fit(data, table, data.fold != k, args.stiff, prior, fixed)
        w = finish(table, w, problem.arabic)
        figures.update(zip(held, problem.score(w, held)))
    show("cross-validated", problem, figures)
    return weights


def main():
    ap = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("groups", nargs="+")
    ap.add_argument("--tool", default="build/release/bench/names/name-tool")
    ap.add_argument("--foreign", action="append", default=[],
                    help="words of other names in the archive")
    ap.add_argument("--common", help="words that get no name kin")
    ap.add_argument("--dictionary",
                    help="whose names are known as those of elsewhere")
    ap.add_argument("--write", help="the table to write")
    ap.add_argument("--folds", type=int, default=5)
    ap.add_argument("--turns", type=int, default=3)
    ap.add_argument("--stiff", type=float, default=2e-4,
                    help="how strongly weights keep to their priors")
    args = ap.parse_args()
    tool = gr.Tool(args.tool)
    args.known = gr.names_of(args.dictionary) if args.dictionary else ()
    foreign = [w for p in args.foreign for w in gr.words(p)]
    common = gr.words(args.common) if args.common else []
    table = priors.Table(tool)
    print("Latin queries")
    problem = Problem(tool, args.groups, foreign, common, False, args)
    weights = learn(problem, table, table.prior, None, args)
    print("Arabic queries")
    latin = finish(table, weights, False)
    problem = Problem(tool, args.groups, foreign, common, True, args)
    weights = learn(problem, table, latin, table.shared, args)
    if args.write:
        table.write(args.write, finish(table, weights, True), UNIT)
        print("wrote", os.path.basename(args.write))


if __name__ == "__main__":
    main()
