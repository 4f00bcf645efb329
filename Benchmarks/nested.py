"""Corpora of scraped pages as the seed article is one: line k repeats the article from its sentence k on.

    nested.py FOLDER MEGABYTES

The text comes from a word model of our own with a fixed seed, so every run has the same bytes. An article has 10 to 60
sentences, so its page is some 5 to 250 kB; every twentieth page repeats an earlier article. One file a page.
"""

import itertools
import pathlib
import random
import sys

SEED = 1996
LICENCE = "All content by Example Agency is licensed under a Creative Commons Attribution 4.0 International License."
INDENT = " " * 18
SYLLABLES = [consonant + vowel for consonant in "bcdfglmnprstv" for vowel in ("a", "e", "i", "o", "u", "ea", "ou")]


class WordModel:
    """Sentences of 8 to 24 made-up words whose frequencies fall as Zipf's law has it."""

    def __init__(self, seed, vocabulary=6000):
        self.random = random.Random(seed)
        words = set()
        while len(words) < vocabulary:
            words.add("".join(self.random.choices(SYLLABLES, k=self.random.randint(1, 4))))
        self.words = sorted(words)
        self.random.shuffle(self.words)
        self.weights = list(itertools.accumulate(1 / rank for rank in range(1, vocabulary + 1)))

    def sentence(self):
        count = self.random.randint(8, 24)
        return " ".join(self.random.choices(self.words, cum_weights=self.weights, k=count)).capitalize() + "."

    def article(self):
        return [self.sentence() for _ in range(self.random.randint(10, 60))]


def page(article):
    """The article once for each of its sentences, from that sentence to the end, and a licence line."""
    lines = [" ".join(article[first:]) for first in range(len(article))] + [LICENCE]
    return f"\n{INDENT}".join(lines) + "\n"


def write(folder, byte_count):
    """Fills `folder` with pages of at least `byte_count` bytes together: (bytes, files, sentences that differ)."""
    model, articles, sentences, written = WordModel(SEED), [], set(), 0
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True)
    while written < byte_count:
        number = len(articles)
        articles.append(articles[number - 10] if number % 20 == 19 else model.article())
        sentences.update(articles[-1])
        written += (folder / f"page-{number:05}.txt").write_bytes(page(articles[-1]).encode())
    return written, len(articles), len(sentences)


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: nested.py FOLDER MEGABYTES")
    print("%d bytes in %d files, %d sentences" % write(sys.argv[1], int(float(sys.argv[2]) * 1_000_000)))
