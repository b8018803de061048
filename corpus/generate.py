#!/usr/bin/python3
"""Write a large archive: JSON feeds of posts that nobody wrote.

usage: generate.py [-n POSTS] [--words N] [--seed N] [--per-file N] FOLDER

The same arguments give the same bytes. What is like a real archive: the
frequencies of words (the words of corpus/posts, then invented ones, by Zipf's
law, so that the vocabulary keeps growing), the lengths of posts, words that
stand side by side more often than by chance, names in several spellings, tags,
authors, dates over twenty years, and one post in fifty that was posted twice.
"""
import argparse
import bisect
import collections
import datetime
import itertools
import json
import math
import pathlib
import random
import re

HERE = pathlib.Path(__file__).parent
RANKS = 400_000   # different words at most
SHIFT = 2.7       # of Zipf's law, by Mandelbrot
STEADY = 50       # words of a higher rank have a partner beside them
PARTNER = 0.05    # so often
WORDS = 270       # of a post, in the mean
TAGS = ("politics", "media", "egypt", "iraq", "lebanon", "books", "travel",
        "music", "football", "elections", "food", "translation", "weather")
AUTHORS = [f"Blogger {first}{last}" for first in "ABCDEFGH"
           for last in ("amal", "erit", "udiya", "oussef", "ilas")]
NAMES = (("Khazraji", "Khazrachi", "al-Khazraji", "al-Khazrajy"),
         ("Maliki", "al-Maliki", "al-Malki"), ("Zarqawi", "Zarkawi"),
         ("Qaddafi", "Gaddafi", "Kadhafi", "القذافي"),
         ("Jafari", "Ja'fari", "Jaafari", "الجعفري"))
STARTS = "b d f g h k l m n r s t v w sh th kh br st tr pl".split()
VOWELS = "a e i o u ai ou ee".split()


def real_words():
    """Those of the sample archive, the most frequent first."""
    seen = collections.Counter()
    for path in sorted((HERE / "posts").rglob("*.*")):
        if path.suffix in (".md", ".txt"):
            text = path.read_bytes().decode("utf-8", "ignore")
            seen.update(re.findall(r"\b[a-z]{1,12}\b", text))
    return [word for word, _ in sorted(seen.items(),
                                       key=lambda item: (-item[1], item[0]))]


def invented_words():
    """bab, bad, ... : every word once, the short ones first."""
    syllables = [a + b for b in VOWELS for a in STARTS]
    for length in itertools.count(2):
        for parts in itertools.product(syllables, repeat=length):
            yield "".join(parts)


def all_words():
    real = real_words()
    known = set(real)
    fresh = (word for word in invented_words() if word not in known)
    return itertools.islice(itertools.chain(real, fresh), RANKS)


class Writer:
    def __init__(self, seed, words):
        self.random = random.Random(seed)
        self.length = 2.5 + math.log(words / WORDS)
        self.words = list(all_words())
        self.sums = list(itertools.accumulate(
            1 / (rank + SHIFT) for rank in range(RANKS)))

    def rank(self):
        return bisect.bisect(self.sums, self.random.random() * self.sums[-1])

    def sentence(self):
        out = []
        for _ in range(self.random.randint(4, 24)):
            rank = self.rank()
            out.append(self.words[rank])
            if STEADY < rank < RANKS - 1 and self.random.random() < PARTNER:
                out.append(self.words[rank + 1])
        if self.random.random() < 0.05:
            out[len(out) // 2] = self.random.choice(
                self.random.choice(NAMES))
        text = " ".join(out)
        return text[0].upper() + text[1:] + "."

    def post(self, number):
        pick = self.random
        day = (datetime.date(2002, 1, 1)
               + datetime.timedelta(days=pick.randrange(7300)))
        count = max(1, int(pick.lognormvariate(self.length, 0.9)))
        text = [" ".join(self.sentence() for _ in range(4))
                for _ in range((count + 3) // 4)]
        author = min(int(pick.paretovariate(0.6)), len(AUTHORS)) - 1
        return {
            "id": f"p{number}",
            "url": f"http://example.org/{day.year}/p{number}",
            "title": " ".join(self.sentence().split()[:8]),
            "date_published": f"{day}T12:00:00Z",
            "authors": [{"name": AUTHORS[author]}],
            "tags": pick.sample(TAGS, pick.randint(0, 4)),
            "content_text": "\n\n".join(text)}

    def posts(self, n):
        kept = None
        for number in range(n):
            if kept and number % 50 == 49:
                yield {**kept, "id": f"p{number}",
                       "url": f"http://example.net/again/p{number}"}
                continue
            kept = self.post(number)
            yield kept


def write(folder, posts, per_file):
    folder.mkdir(parents=True, exist_ok=True)
    for number in itertools.count():
        items = list(itertools.islice(posts, per_file))
        if not items:
            return
        feed = {"version": "https://jsonfeed.org/version/1.1",
                "title": "A made archive", "items": items}
        path = folder / f"feed-{number:05d}.json"
        path.write_text(json.dumps(feed, ensure_ascii=False),
                        encoding="utf-8")


def main():
    parser = argparse.ArgumentParser(
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("-n", type=int, default=10_000, metavar="POSTS")
    parser.add_argument("--words", type=int, default=WORDS, metavar="N",
                        help=f"of a post, in the mean; default {WORDS}")
    parser.add_argument("--seed", type=int, default=1, metavar="N")
    parser.add_argument("--per-file", type=int, default=1000, metavar="N")
    parser.add_argument("folder", type=pathlib.Path, metavar="FOLDER")
    args = parser.parse_args()
    write(args.folder, Writer(args.seed, args.words).posts(args.n), args.per_file)


if __name__ == "__main__":
    main()
