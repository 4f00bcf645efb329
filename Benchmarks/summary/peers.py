"""Summarises texts by each peer; reads a JSON list of texts, prints seconds a document by peer. Run by bench.py."""

import json
import logging
import math
import re
import sys
import time
from collections import Counter

try:
    from gensim.summarization.summarizer import summarize as gensim
except ImportError:
    import numpy
    from scipy.sparse import csr_matrix
    from sumy.parsers.plaintext import PlaintextParser
    from sumy.summarizers.lex_rank import LexRankSummarizer
    from sumy.summarizers.text_rank import TextRankSummarizer
    from summa import summarizer

    gensim = None


class Tokenizer:
    """Plain expressions, because sumy's own needs data that PyPI doesn't have."""

    def to_sentences(self, text):
        return re.split(r"(?<=[.!?])\s+", text)

    def to_words(self, sentence):
        return re.findall(r"[^\W\d_]+", sentence)


def sumy(summarize):
    return lambda text: summarize(PlaintextParser.from_string(text, Tokenizer()).document, 3)


def textrank(text, count=3):
    """PageRank over the BM25 of every sentence with every other, as gensim had it until its version 4."""
    tokenizer = Tokenizer()
    sentences = tokenizer.to_sentences(text)
    words = [Counter(word.lower() for word in tokenizer.to_words(sentence)) for sentence in sentences]
    lengths = [sum(counts.values()) for counts in words]
    mean = sum(lengths) / len(lengths)
    frequencies = Counter(word for counts in words for word in counts)
    total = len(sentences)
    weight = {w: math.log(total - f + 0.5) - math.log(f + 0.5) for w, f in frequencies.items()}
    floor = 0.25 * sum(weight.values()) / len(weight)
    weight = {w: value if value >= 0 else floor for w, value in weight.items()}
    matrix = numpy.zeros((total, total))
    for row, query in enumerate(words):
        for column, counts in enumerate(words):
            if row == column:
                continue
            norm = 1.2 * (0.25 + 0.75 * lengths[column] / mean)
            matrix[row, column] = sum(
                weight[word] * counts[word] * 2.2 / (counts[word] + norm) for word in query if word in counts
            )
    sums = matrix.sum(axis=1, keepdims=True)
    steps = csr_matrix(matrix / numpy.where(sums == 0, 1, sums)).T
    rank = numpy.full(total, 1 / total)
    for _ in range(100):
        following = 0.85 * steps @ rank + 0.15 / total
        if abs(following - rank).sum() < 1e-6:
            break
        rank = following
    best = sorted(numpy.argsort(-rank)[:count])
    return [sentences[index] for index in best]


def peers():
    """Those of this Python: gensim 3.8 has one of its own."""
    if gensim is not None:
        return {"gensim TextRank": lambda text: gensim(text, word_count=60)}
    return {
        "TextRank over BM25": textrank,
        "summa TextRank": lambda text: summarizer.summarize(text, words=60),
        "sumy TextRank": sumy(TextRankSummarizer()),
        "sumy LexRank": sumy(LexRankSummarizer()),
    }


def main():
    logging.disable(logging.CRITICAL)
    texts = json.load(sys.stdin)
    seconds = {}
    for name, summarize in peers().items():
        summarize(texts[0][:2000])
        begin = time.perf_counter()
        for text in texts:
            summarize(text)
        seconds[name] = (time.perf_counter() - begin) / len(texts)
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
