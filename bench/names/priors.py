"""What a difference between spellings costs before anything is learned.

In units of log-odds. Costs of steps are bounded from below: a difference never
speaks for a match. The weights of words as a whole may go either way.
"""
import numpy as np

LATIN_PAIRS = """
b~p 1  k~q .3  k~g 2  k~gh 2  q~gh 1  q~g 1  k~kh 1.5  q~kh 2  gh~g .7
gh~kh 2  j~dj .3  j~g .7  j~ch 1.5  j~c 2  j~zh 1  j~gh 3  dj~g 1.5  dj~ch 2
dj~zh 2  g~kh 3  g~zh 3  ch~sh .5  ch~c 2  ch~k 2.5  ch~kh 2  ch~s 3
sh~s 2.5  sh~c 3  sh~zh 3  s~c .5  s~z 2  s~th 1.5  c~z 2  c~k 3
t~th 1.2  t~d 3  th~d 1.5  th~dh 1.5  th~z 2.5  d~dh .5  d~z 2  dh~z 1.2
z~zh 2.5  v~w .5  v~f 3  v~b 3  f~p 3  h~kh 2.5  y~j 2  b~v 3
h~gh 4  d~zh 4  j~y 2  th~sh 4 v~u 1.5 v~o 2 v~ou 1.5 v~oo 2
h~-h 0.2 -h~-y 2 -h~e 1 -h~i 2 -h~a 1
"""

# Arabic letters: what each is written with, cheapest first.
MIXED_PAIRS = """
ب b.0 p.10 v.30;  پ p.0 b.5;  ت t.0 th.10 d.30;  ث th.0 s.7 t.5;
ج j.0 g.5 dj.3 ch.15 zh.15 gh.25 c.20 y.25;  چ ch.0 sh.10 j.8 c.5 tch.0;
ح h.0 -h.0 kh.20;  خ kh.0 k.10 h.20 ch.20 g.30;  د d.0 dh.10 t.30;
ذ dh.0 d.4 z.6 th.6 zh.20;  ر r.0;  ز z.0 s.15 zh.20;  ژ zh.0 j.3 z.15 g.20;
س s.0 c.4 z.20 sh.25;  ش sh.0 ch.3 s.15;  ص s.0 c.5 z.20 sh.25;
ض d.0 dh.3 z.5 th.15 zh.20;  ط t.0 th.10 d.25;  ظ z.0 dh.4 d.6 th.15 zh.15;
غ gh.0 g.5 k.20 q.10 kh.20 r.25;  ف f.0 v.15 p.20;  ڤ v.0 f.10 w.10;
ق q.0 k.2 g.6 gh.6 c.20 kh.20;  ك k.0 c.10 q.12 kh.12 ch.20 g.20;
گ g.0 gh.10 k.10 j.15;  ل l.0;  م m.0;  ن n.0;  ه h.0 -h.0;
ة a.0 e.3 aa.5 -h.3 h.8 t.10 i.20;
ع a.3 aa.3 e.4 o.4 u.4 i.5 ou.5 ee.10 -i-.10 y.20 oo.5;
ء a.5 aa.5 e.8 i.8 u.10 y.10 -h.8;
و v.7; ي j.25;
"""

# Two words in Arabic letters: no group teaches these.
ARABIC_PAIRS = """
پ~ب 1 چ~ج 1 چ~ش 2 گ~ج 1.5 گ~ك 1.5 گ~غ 1 گ~ق 1.5 ڤ~ف 1 ڤ~و 1.5 ژ~ز 2 ژ~ج 2
ة~ا 1 ه~ة .1 ت~ط 2.5 س~ص 3 ض~ظ 2 ذ~د 3 ذ~ز 3 غ~ق 2.5 ة~ت 2 س~ث 2.5 ك~ق 3
"""
ARABIC_GAP = {"ا": 2, "و": 4, "ي": 4, "ع": 5, "ء": .7, "ة": 3, "ه": 4, "ح": 5}


def near(a, b):
    """The cost of one vowel colour for another, by first letters."""
    table = {"AE": .7, "AI": 1.8, "AU": 1.8, "EI": .4, "EU": 1.8, "IU": 2,
             "AY": 3, "EY": 2, "IY": .8, "UY": 4, "AW": 3, "EW": 3, "IW": 4,
             "UW": .8, "YW": 4}
    return .2 if a == b else table["".join(sorted((a, b), key="AEIUYW".index))]


COLOURS = "AEIUYW"
PLACES = ["FIRST", "OPENING", "INNER", "BESIDE", "CLOSING", "LAST"]
KINDS = ["A", "E", "I", "U", "Y", "W", "H", "AYN", "CONSONANT"]
LOSS = {  # by kind: first, opening, inner, beside, closing, last
    "A": [2, 1.5, 1.2, .6, 1.2, 2.5],
    "E": [2, 1.2, .8, .6, .8, 1],
    "I": [2, 1.5, 1.2, .7, 1.2, 2.5],
    "U": [2, 1.8, 1.5, .7, 1.5, 2.5],
    "Y": [2.5, 2, 2, .8, 2, 2.5],
    "W": [2.5, 2, 2, .8, 2, 2.5],
    "H": [3, 2, 1.5, 1.5, 1.5, .4],
    "AYN": [.3] * 6,
    "CONSONANT": [4] * 6,
}
MIXED_LOSS = {
    "A": [1, .3, .3, .3, .3, 1.5],
    "E": [1, .3, .3, .3, .3, .8],
    "I": [1, .3, .3, .4, .3, 2],
    "U": [1, .4, .4, .4, .4, 2],
    "Y": [2, 1, 1, .5, 1, 2],
    "W": [2, 1, 1, .5, 1, 2],
    "H": [3, 3, 3, 3, 3, .5],
    "AYN": [.2] * 6,
    "CONSONANT": [4] * 6,
}
# Gaps between scripts: long vowels are hardly ever left out.
MIXED_GAP = {"aa": 1, "ee": 1.5, "oo": 1.5, "ou": 1, "ا": 1.2, "و": 2,
             "ي": 2, "ة": .5}


class Table:
    """The layout of the weights, as name-tool tells it, with priors."""

    def __init__(self, tool):
        self.at, self.sounds = {}, []
        for line in tool.run("weights"):
            part = line.split(" ")
            if part[0] == "sound":
                self.sounds.append((int(part[2]), int(part[3]), part[4],
                                    part[5]))
            elif part[0] != "weight":
                self.at[part[0]] = int(part[1])
        self.count = self.at["count"]
        self.index = {}
        for i, (_, _, text, _) in enumerate(self.sounds):
            self.index.setdefault(text, i)
        self.prior = np.zeros(self.count)
        low = np.full(self.count, 0.0)
        low[self.at["length"]:] = -6
        low[self.at["near"]:self.at["length"]] = -3
        self.bounds = [(l, 12) for l in low]
        # Kept when they are small, and learned from few groups: the costs of
        # steps. Not so what is an exception to them, or of whole words.
        self.always = np.zeros(self.count, bool)
        self.always[:self.at["near"]] = True
        # How words look says little each: a stiff lot of weights.
        self.stiff = np.ones(self.count)
        self.stiff[self.at["letter"]:self.at["mixed_length"]] = 10
        # What two words in Latin letters teach.
        self.shared = np.zeros(self.count, bool)
        self.shared[self.at["letter"]:self.at["mixed_length"]] = True
        self.set_pairs()
        self.set_vowels()
        self.set_gaps()
        self.prior[self.at["base"]] = 1
        self.prior[self.at["mixed_base"]] = 1

    def pair(self, a, b):
        a, b = max(a, b), min(a, b)
        return self.at["pair"] + a * (a + 1) // 2 + b

    def listed(self, a, b, cost):
        """A pair that may stand for each other: never free, or it would
        look like one that may not."""
        i = self.pair(self.index[a], self.index[b])
        self.prior[i] = max(cost, .02)
        self.bounds[i] = (.02, 12)

    def set_pairs(self):
        part = (LATIN_PAIRS + ARABIC_PAIRS).split()
        for pair, cost in zip(part[::2], part[1::2]):
            self.listed(*pair.split("~"), float(cost))
        for row in MIXED_PAIRS.replace("\n", " ").split(";"):
            if not row.strip():
                continue
            letter, *others = row.split()
            for other in others:
                name, cost = other.rsplit(".", 1)
                if name in self.index:
                    self.listed(letter, name, int(cost) / 10)

    def set_vowels(self):
        for a, x in enumerate(COLOURS):
            for b, y in enumerate(COLOURS):
                for p in range(len(PLACES)):
                    i = (a * len(COLOURS) + b) * len(PLACES) + p
                    self.prior[self.at["shift"] + i] = near(x, y)
                    self.prior[self.at["mixed_shift"] + i] = near(x, y) / 2
        for i in range(len(self.sounds)):
            self.prior[self.at["doubled"] + i] = .4

    def set_gaps(self):
        for k, kind in enumerate(KINDS):
            for p in range(len(PLACES)):
                i = k * len(PLACES) + p
                self.prior[self.at["loss"] + i] = LOSS[kind][p]
                self.prior[self.at["mixed_loss"] + i] = MIXED_LOSS[kind][p]
        for text, cost in ARABIC_GAP.items():
            self.prior[self.at["gap"] + self.index[text]] = cost
        # Tikrit and Tikriti: a last -i makes another name, whatever a few
        # groups say.
        nisba = self.at["loss"] + KINDS.index("I") * len(PLACES)
        nisba += PLACES.index("LAST")
        self.prior[nisba], self.bounds[nisba] = 6.5, (6.5, 12)
        gap = self.at["gap"] + len(self.sounds)
        for text, cost in MIXED_GAP.items():
            self.prior[gap + self.index[text]] = cost

    def rows(self, weights, unit):
        """Rows of the table in C: name and value, where it is not 0."""
        value = np.rint(weights * unit).astype(int)
        n = len(self.sounds)
        name = [s[3] for s in self.sounds]
        for b in range(n):
            for a in range(b + 1):
                yield f"PAIR({name[a]}, {name[b]})", value[self.pair(a, b)]
        for i in range(n):
            yield f"GAP({name[i]})", value[self.at["gap"] + i]
        for i in range(n):
            yield f"MIXED_GAP({name[i]})", value[self.at["gap"] + n + i]
        for i in range(n):
            if not self.sounds[i][1] and self.sounds[i][0] >= KINDS.index("H"):
                yield f"DOUBLED({name[i]})", value[self.at["doubled"] + i]
        kinds = KINDS[:len(COLOURS)]
        for part in ("shift", "mixed_shift"):
            for a, x in enumerate(kinds):
                for b, y in enumerate(kinds):
                    for p, place in enumerate(PLACES):
                        i = (a * len(kinds) + b) * len(PLACES) + p
                        if a <= b:
                            yield (f"{part.upper()}({x}, {y}, {place})",
                                   value[self.at[part] + i])
        for part in ("loss", "mixed_loss"):
            for k, kind in enumerate(KINDS):
                for p, place in enumerate(PLACES):
                    yield (f"{part.upper()}({kind}, {place})",
                           value[self.at[part] + k * len(PLACES) + p])
        yield from self.near_rows(value)
        whole = [p for p in self.at if self.at[p] >= self.at["length"]
                 and p != "count"]
        whole.sort(key=lambda p: self.at[p])
        ends = [self.at[p] for p in whole[1:]] + [self.count]
        for part, end in zip(whole, ends):
            for i in range(end - self.at[part]):
                yield f"WHOLE({part.upper()}, {i})", value[self.at[part] + i]

    def near_rows(self, value):
        """What the vowel nearby changes."""
        near = KINDS[:len(COLOURS)] + ["COUNT"]
        step = len(near)
        for a, x in enumerate(KINDS[:len(COLOURS)]):
            for b, y in enumerate(KINDS[:len(COLOURS)]):
                for p, place in enumerate(PLACES):
                    i = (a * len(COLOURS) + b) * len(PLACES) + p
                    for v, vowel in enumerate(near):
                        yield (f"NEAR({x}, {y}, {place}, {vowel})",
                               value[self.at["near"] + i * step + v])
        for k, kind in enumerate(KINDS):
            for p, place in enumerate(PLACES):
                for v, vowel in enumerate(near):
                    i = (k * len(PLACES) + p) * step + v
                    yield (f"LOSS_NEAR({kind}, {place}, {vowel})",
                           value[self.at["loss_near"] + i])
        for u, before in enumerate(near):
            for v, behind in enumerate(near):
                yield (f"DOUBLED_NEAR({before}, {behind})",
                       value[self.at["doubled_near"] + u * step + v])

    def write(self, path, weights, unit):
        with open(path, "w", encoding="utf8") as out:
            out.write("/* Written by bench/names/train.py; its README says from "
                      "what. */\n")
            for name, value in self.rows(weights, unit):
                if value:
                    out.write(f"{name} = {value},\n")
