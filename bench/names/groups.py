"""Groups of spellings, and the vocabulary of an archive that holds them.

A group file has lines `id TAB Arabic form TAB spelling|spelling|... [TAB ...]`:
spellings of one name. Other words of the archive come from word lists. All
words are cut, folded and keyed by name-tool, that is by the C code.
"""
import collections
import subprocess


class Tool:
    """The program name-tool: lines in, lines out."""

    def __init__(self, path):
        self.path = path

    def run(self, *args, lines=()):
        text = "\n".join(lines) + "\n" if lines else ""
        done = subprocess.run([self.path, *args], input=text, text=True,
                              encoding="utf8", check=True,
                              stdout=subprocess.PIPE)
        out = done.stdout.split("\n")[:-1]
        if lines and len(out) != len(lines):
            raise SystemExit(f"name-tool {args}: {len(out)} answers to "
                             f"{len(lines)} lines")
        return out


Group = collections.namedtuple("Group", "name arabic spellings")
# text: as written; term: as the index knows it; of: its groups; relevant: the
# spellings to be found.
Query = collections.namedtuple("Query", "text term of relevant")


def load(path):
    groups = []
    with open(path, encoding="utf8") as lines:
        for line in lines:
            part = line.rstrip("\n").split("\t")
            if len(part) < 3:
                continue
            spellings = list(dict.fromkeys(s.lower()
                                           for s in part[2].split("|")))
            groups.append(Group(part[0], part[1], spellings))
    return groups


def words(path):
    with open(path, encoding="utf8") as lines:
        return [line.strip().lower() for line in lines if line.strip()]


def names_of(dictionary):
    """The words that a dictionary writes with a capital, in lower case."""
    with open(dictionary, encoding="utf8") as lines:
        return {line.strip().lower() for line in lines
                if line[:1].isupper() and "'" not in line}


def ask_line(query, others, known):
    """A line for `name-tool kin`."""
    return "\t".join([query, *("*" + t if t in known else t
                               for t in others)])


class Vocabulary:
    """Spellings of groups among other words, with their terms and keys.

    kind: 'v' a spelling of a group, 'n' a foreign name, 'e' an English word.
    """

    def __init__(self, tool, groups, foreign=(), english=(), common=(),
                 gate=True):
        self.tool, self.groups = tool, groups
        self.of = collections.defaultdict(set)  # spelling -> groups
        for i, group in enumerate(groups):
            for s in group.spellings:
                self.of[s].add(i)
        common = set(common)
        docs = [(s, "v") for s in self.of]
        docs += [(s, "n") for s in dict.fromkeys(foreign) if s not in self.of]
        if not gate:
            seen = {s for s, _ in docs}
            docs += [(s, "e") for s in dict.fromkeys(english)
                     if s not in seen]
        self.term = dict(zip((s for s, _ in docs),
                             tool.run("terms", lines=[s for s, _ in docs])))
        if gate:
            docs = [(s, k) for s, k in docs if s not in common]
        self.docs = docs
        # The index knows terms; all spellings of a term come together.
        self.at = collections.defaultdict(list)  # term -> docs
        for s, kind in docs:
            self.at[self.term[s]].append((s, kind))
        self.keys = {}
        self.learn_keys(self.at)
        self.post = collections.defaultdict(list)
        for term in self.at:
            for key in self.keys[term]:
                self.post[key].append(term)

    def learn_keys(self, terms):
        new = [t for t in dict.fromkeys(terms) if t not in self.keys]
        for t, line in zip(new, self.tool.run("keys", lines=new)):
            self.keys[t] = line.split()

    def candidates(self, term):
        found = set()
        for key in self.keys[term]:
            found.update(self.post.get(key, ()))
        return sorted(found)

    def answers(self, query):
        """Term of each candidate, with its own: right and wrong spellings."""
        out = {}
        for term in {*self.candidates(query.term), query.term}:
            docs = [s for s, _ in self.at.get(term, ()) if s != query.text]
            good = sum(s in query.relevant for s in docs)
            out[term] = (good, len(docs) - good)
        return out

    def queries(self, arabic=False):
        if arabic:
            forms = [(g.arabic, i) for i, g in enumerate(self.groups)
                     if g.arabic]
            terms = self.tool.run("terms", lines=[a for a, _ in forms])
            self.learn_keys(terms)
            return [Query(form, term, {i}, set(self.groups[i].spellings))
                    for (form, i), term in zip(forms, terms)]
        self.learn_keys(self.term[s] for s in self.of)
        return [Query(s, self.term[s], of,
                      {v for i in of for v in self.groups[i].spellings} - {s})
                for s, of in self.of.items()]


def judge(query, answers, line):
    """R, P and F1 of an answer of `name-tool kin`, which was asked for the
    candidates in the order of `answers`."""
    others = [t for t in answers if t != query.term]
    good, bad = answers[query.term]
    for kin in line.split():
        g, b = answers[others[int(kin.split(":")[0])]]
        good, bad = good + g, bad + b
    hits = good + bad
    return (good / len(query.relevant), good / hits if hits else 1.0,
            2 * good / (hits + len(query.relevant)))


def folds(groups, count):
    """A fold for each group: those that share a spelling are in one."""
    parent = list(range(len(groups)))

    def root(i):
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i

    seen = {}
    for i, group in enumerate(groups):
        for s in [*group.spellings, group.arabic]:
            s = s.replace("al-", "").replace("-", "").replace("'", "")
            if s and seen.setdefault(s, i) != i:
                parent[root(i)] = root(seen[s])
    size = [0] * count
    fold = {}
    members = collections.defaultdict(list)
    for i in range(len(groups)):
        members[root(i)].append(i)
    for r, of in sorted(members.items(),
                        key=lambda m: (-len(m[1]), groups[m[0]].name)):
        least = size.index(min(size))
        fold[r] = least
        size[least] += len(of)
    return [fold[root(i)] for i in range(len(groups))]
