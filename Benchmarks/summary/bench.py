#!/usr/bin/env python3
"""Measures summaries by caspiand beside gensim, summa, sumy and TextRank over BM25, on the same texts in one run.

    bench.py                 quick: some minutes
    bench.py --documents 60  more texts for the peers
    bench.py --json FILE     the table as JSON too
    bench.py --strict        exit 1 if a goal is missed

The peers come from PyPI into folders of their own (.build/bench/summary-peers, summary-gensim). gensim had its TextRank
until its version 3.8, which installs on Python 3.6 to 3.8: it takes part where one of them is on PATH or among pyenv's
versions. "TextRank over BM25" is the same method in fewer lines on numpy, for where it can't. Every text is made by the word model of
../nested.py with a fixed seed. A peer gets sentences and words by plain expressions, so that only its ranking counts;
caspiand gets the text over its socket, and splits, cleans and ranks it.
"""

import argparse
import dataclasses
import json
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]
sys.path[:0] = [str(HERE.parent), str(HERE.parent / "adapters")]

import nested  # noqa: E402
import summary as adapter  # noqa: E402
from table import Row, show  # noqa: E402

GENSIM = ["gensim==3.8.3", "scipy<1.11"]
PEERS = ["sumy==0.13.0", "summa==1.2.0", "numpy", "scipy"]
# What the issue of this plugin asks for: how many times as many documents a second.
GOALS = {"gensim TextRank": 500, "TextRank over BM25": None, "summa TextRank": 500, "sumy TextRank": 50, "sumy LexRank": None}


@dataclasses.dataclass
class Times:
    """A row that says how many times as many documents a second are done as by a peer."""

    what: str
    ours: float
    peer: float
    goal: float | None

    @property
    def times(self):
        return self.peer / self.ours

    @property
    def holds(self):
        return None if self.goal is None else self.times >= self.goal

    def cells(self):
        goal = "" if self.goal is None else f"from {self.goal} x"
        holds = {None: "", True: "yes", False: "NO"}[self.holds]
        return [self.what, f"{self.peer * 1e3:,.1f} ms", f"{self.ours * 1e3:.3f} ms", f"{self.times:,.0f} x", goal, holds, ""]

    def as_json(self):
        return {**dataclasses.asdict(self), "times": self.times, "holds": self.holds}


def texts(count, sentence_count, seed=7):
    """Articles of so many sentences, with words that come back as in real ones."""
    model = nested.WordModel(seed, vocabulary=3000)
    return [" ".join(model.sentence() for _ in range(sentence_count)) for _ in range(count)]


def peer_python(base, name, packages):
    """A Python with the peers, made once."""
    folder = ROOT / ".build" / "bench" / name
    python = folder / "bin" / "python"
    done = folder / "installed"
    if not done.exists() or done.read_text() != " ".join(packages):
        print("installing", " ".join(packages), file=sys.stderr, flush=True)
        subprocess.run([base, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "--quiet", *packages], check=True)
        done.write_text(" ".join(packages))
    return python


def old_python():
    """A Python that gensim 3.8 can be installed on; None if there is none."""
    for version in ("3.8", "3.7", "3.6"):
        candidates = sorted(pathlib.Path.home().glob(f".pyenv/versions/{version}.*/bin/python"))
        if found := shutil.which(f"python{version}"):
            candidates.append(found)
        for python in candidates:  # a shim of pyenv may be there and not work
            if subprocess.run([python, "-c", ""], capture_output=True).returncode == 0:
                return python
    return None


def peer_seconds(articles):
    """Seconds a document of each peer."""
    pythons = [peer_python(sys.executable, "summary-peers", PEERS)]
    old = old_python()
    if old is None:
        print("no Python 3.6 to 3.8, so no gensim", file=sys.stderr, flush=True)
    else:
        pythons.insert(0, peer_python(old, "summary-gensim", GENSIM))
    seconds = {}
    for python in pythons:
        peers = subprocess.run(
            [python, HERE / "peers.py"], input=json.dumps(articles), capture_output=True, text=True, check=True
        )
        seconds |= json.loads(peers.stdout)
    return seconds


class Connection:
    """Asks a daemon; answers come back in their order of arrival."""

    def __init__(self, socket):
        self.socket, self.lines, self.number = socket, socket.makefile("rb"), 0

    def line(self, method, fields=None, **params):
        self.number += 1
        if fields is not None:
            params["_meta"] = {"fields": fields, "stream": False}
        message = {"jsonrpc": "2.0", "id": self.number, "method": method, "params": params}
        return json.dumps(message, ensure_ascii=False).encode() + b"\n"

    def answer(self):
        """The next answer, whatever was streamed before it."""
        while True:
            message = json.loads(self.lines.readline())
            if "method" not in message:
                return self.checked(message)

    @staticmethod
    def checked(message):
        if "result" not in message:
            sys.exit(f"bench: no answer but {message}")
        return message["result"]

    def seconds(self, request):
        begin = time.perf_counter()
        self.socket.sendall(request)
        self.answer()
        return time.perf_counter() - begin

    def throughput(self, requests, in_flight=8):
        """Documents a second with so many requests under way."""
        # By one thread, which reads what the answers say only behind the clock: what a client in Python does with two
        # threads takes longer than a short summary. What is under way fits into the socket's buffers.
        answers = []
        begin = time.perf_counter()
        for request in requests[:in_flight]:
            self.socket.sendall(request)
        for number in range(len(requests)):
            answers.append(self.lines.readline())
            if number + in_flight < len(requests):
                self.socket.sendall(requests[number + in_flight])
        rate = len(requests) / (time.perf_counter() - begin)
        for answer in answers:
            self.checked(json.loads(answer))
        return rate


def speed_rows(connection, options, sentence_count):
    articles = texts(options.documents, sentence_count)
    requests = [
        connection.line("summary", text=article, sentences=3) for _ in range(options.repeats) for article in articles
    ]
    for request in requests[:20]:
        connection.seconds(request)
    one = statistics.median(connection.seconds(request) for request in requests)
    rate = statistics.median(connection.throughput(requests) for _ in range(3))
    rows = [
        Row(f"summary of {sentence_count} sentences over the socket", "ms", one * 1e3, note="one request at a time"),
        Row("the same, 8 under way", "ms", 1e3 / rate, note=f"{rate:,.0f} documents a second"),
    ]
    for name, seconds in peer_seconds(articles[: max(2, options.peer_documents * 120 // sentence_count)]).items():
        what = f"{sentence_count} sentences, 8 under way, beside {name}"
        rows.append(Times(what, 1 / rate, seconds, GOALS.get(name)))
    return rows


def fact_rows(connection):
    """What is found in one text of 10 MB."""
    text = texts(1, 83_000, seed=5)[0][:10_000_000]
    rows = []
    # Nothing of it is asked for but how long it is, so that the client's reading isn't in the number.
    for method, what in (("corpus.clean", "cleaning"), ("corpus.sentences", "cleaning and splitting")):
        request = connection.line(method, fields=["bytes"], text=text)
        seconds = min(connection.seconds(request) for _ in range(3))
        rows.append(Row(f"{what} a text of {len(text) / 1e6:.1f} MB", "s", seconds, goal=1))
    for method in ("phrases", "entities", "positions"):
        request = connection.line(f"summary.{method}", text=text)
        seconds = min(connection.seconds(request) for _ in range(2))
        rows.append(Row(f"{method} of a text of {len(text) / 1e6:.1f} MB", "s", seconds, goal=2))
    return rows


def growth_rows(connection):
    rows, times = [], {}
    for count in (200, 2000, 20000):
        [text] = texts(1, count)
        request = connection.line("summary", text=text, words=200)
        connection.seconds(request)
        times[count] = min(connection.seconds(request) for _ in range(3))
        goal = 300 if count == 20000 else None
        rows.append(Row(f"summary of {count:,} sentences", "ms", times[count] * 1e3, goal=goal))
    # n log n: ten times the sentences take at most 10 · log 20000 / log 2000 as long; a tenth more for noise.
    growth, bound = times[20000] / times[2000], 10 * 4.301 / 3.301 * 1.1
    rows.append(
        Row("time, 20,000 against 2,000 sentences", "ms", times[20000] * 1e3, times[2000] * 1e3, growth, bound)
    )
    return rows


def folder_rows(options):
    """A summary of a folder of many documents, by a daemon that has read them."""
    with tempfile.TemporaryDirectory(prefix="caspian-summary-folder-") as folder:
        articles = texts(options.folder, 12, seed=11)
        records = pathlib.Path(folder) / "articles.jsonl"
        records.write_text("".join(json.dumps({"id": str(n), "text": t}) + "\n" for n, t in enumerate(articles)))
        with adapter.Daemon(options.daemon, sources=[str(records)]) as socket:
            connection = Connection(socket)
            while True:  # the corpus is read while the daemon answers already
                socket.sendall(connection.line("corpus.list", limit=1))
                if connection.answer()["total"] == len(articles):
                    break
                time.sleep(0.05)
            seconds = min(connection.seconds(connection.line("summary", sentences=5)) for _ in range(3))
    return [Row(f"summary of {len(articles):,} documents in a folder", "s", seconds, goal=5)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--daemon", type=pathlib.Path, default=ROOT / ".build" / "release" / "caspiand")
    parser.add_argument("--documents", type=int, default=40)
    parser.add_argument("--peer-documents", type=int, default=4, help="of them, for the peers")
    parser.add_argument("--repeats", type=int, default=10)
    parser.add_argument("--folder", type=int, default=10_000, help="documents in the folder")
    parser.add_argument("--json", type=pathlib.Path)
    parser.add_argument("--strict", action="store_true")
    options = parser.parse_args()
    if not options.daemon.exists():
        sys.exit(f"bench: {options.daemon} is missing; build a release first (make build)")
    with adapter.Daemon(options.daemon) as socket:
        connection = Connection(socket)
        rows = speed_rows(connection, options, 120) + speed_rows(connection, options, 300)
        rows += growth_rows(connection) + fact_rows(connection)
    rows += folder_rows(options)
    print(show(rows))
    if options.json is not None:
        options.json.write_text(json.dumps([row.as_json() for row in rows], indent=2) + "\n")
    return 1 if options.strict and any(row.holds is False for row in rows) else 0


if __name__ == "__main__":
    sys.exit(main())
