#!/usr/bin/env python3
"""Draws the queries of the search benchmark from a corpus: the same ones for the same corpus.

    queries.py DOCS.jsonl [--count 100]

Prints a JSON object with a list of texts for each kind: `term rare`, `term middling` and `term common` (words of below half
a percent, up to five percent, and more of the documents), `or 2`, `or 3`, `and 2`, `and 3` (words that stand near each
other somewhere), `phrase 2`, `phrase 3` (words in a row), `prefix` (three to five letters), `fuzzy` (a word with one
mistake) and `bag` (a dozen words of a text, small ones included, as a question has them).
"""

import argparse
import collections
import json
import random
import re
import string
import sys

SMALL = set(
    "a an and are as at be but by can for from has have if in into is it its no not of on or such than that the their then "
    "there these they this to was were when which will with you your".split()
)
WORD = re.compile(r"\w+")
PLAIN = re.compile(r"[a-z]{3,18}")
SAMPLE = 20_000
SEED = 20


def sample(path, chance):
    """The words of a share of the documents."""
    texts = []
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if chance.random() < sample.share:
                document = json.loads(line)
                texts.append([word.lower() for word in WORD.findall(f"{document['title']}\n{document['text']}"[:20_000])])
    return texts


def draw(path, count=100):
    """Kind to texts."""
    chance = random.Random(SEED)
    with open(path, "rb") as file:
        total = sum(1 for _ in file)
    sample.share = min(1.0, SAMPLE / max(total, 1))
    texts = sample(path, chance)
    frequency = collections.Counter(word for text in texts for word in set(text))
    share = {word: number / len(texts) for word, number in frequency.items()}
    content = {word for word in frequency if PLAIN.fullmatch(word) and word not in SMALL and frequency[word] > 1}
    long_texts = [text for text in texts if len(text) > 20]

    def words(low, high):
        choice = sorted(word for word in content if low <= share[word] < high)
        return chance.sample(choice, min(count, len(choice)))

    def window(length):
        text = chance.choice(long_texts)
        start = chance.randrange(len(text) - length)
        return text[start : start + length]

    def wanted(length, is_right):
        while True:
            found = is_right(window(length))
            if found:
                return " ".join(found)

    def near(number):
        def choose(run):
            choice = list(dict.fromkeys(word for word in run if word in content))
            return chance.sample(choice, number) if len(choice) >= number else None

        return [wanted(12, choose) for _ in range(count)]

    def phrases(length):
        def choose(run):
            is_right = all(PLAIN.fullmatch(word) or word in SMALL for word in run)
            return run if is_right and sum(word in content for word in run) >= 2 else None

        return [wanted(length, choose) for _ in range(count)]

    def mistaken(word):
        place = chance.randrange(1, len(word))
        letter = chance.choice(string.ascii_lowercase)
        return chance.choice([word[:place] + letter + word[place + 1 :], word[:place] + letter + word[place:]])

    choice = sorted(content)
    two, three = near(2), near(3)
    return {
        "term rare": words(0, 0.005),
        "term middling": words(0.005, 0.05),
        "term common": words(0.05, 1.1),
        "or 2": two,
        "or 3": three,
        "and 2": two,
        "and 3": three,
        "phrase 2": phrases(2),
        "phrase 3": phrases(3),
        "prefix": [word[: chance.choice((3, 4, 5))] for word in chance.choices([w for w in choice if len(w) > 5], k=count)],
        "fuzzy": [mistaken(word) for word in chance.choices([word for word in choice if len(word) > 4], k=count)],
        "bag": [wanted(12, lambda run: run if sum(word in content for word in run) > 4 else None) for _ in range(count)],
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("documents", metavar="DOCS.jsonl")
    parser.add_argument("--count", type=int, default=100)
    options = parser.parse_args()
    json.dump(draw(options.documents, options.count), sys.stdout, indent=1)


if __name__ == "__main__":
    main()
