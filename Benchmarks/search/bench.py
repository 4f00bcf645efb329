#!/usr/bin/env python3
"""Measures search beside other engines, in one run. See README.md beside this file.

    bench.py --quick                 some thousand pages, without Lucene: below three minutes
    bench.py                         the documentation corpus
    bench.py --corpus mixed          about two million short documents
    bench.py --docs FILE.jsonl       any JSON Lines of {"id", "title", "text"}
    bench.py --growth                caspiand alone, from a thousand documents of the corpus to all, tenfold each
"""

import argparse
import json
import os
import pathlib
import statistics
import subprocess
import sys
import time

import corpus
import peers
import queries

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent))

from table import number  # noqa: E402

KINDS = {"term": "term", "or": "or", "and": "and", "phrase": "phrase", "prefix": "prefix", "fuzzy": "fuzzy", "bag": "bag"}
OURS = "caspian"
# Until the hits are found, as the peers are measured: without snippets, JSON and socket.
ENGINE = "caspian engine"
# Through the socket, but only which documents they are and what they score, as the peers tell.
IDS = "caspian ids"
# What is no engine to beat: our own other modes, the socket alone, and the search without an index.
ASIDE = {ENGINE, IDS, "caspian deep", "socket", "ripgrep"}
SLOW = {"ripgrep": 5}  # so many queries of each kind


class Failed(Exception):
    """An engine did not answer."""


class Worker:
    """One engine's process."""

    def __init__(self, name, command):
        self.name = name
        pipe = subprocess.PIPE
        command = [str(part) for part in command]
        self.process = subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=subprocess.DEVNULL, text=True, bufsize=1)

    def ask(self, **job):
        try:
            self.process.stdin.write(json.dumps(job, ensure_ascii=False) + "\n")
            self.process.stdin.flush()
            line = self.process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise Failed(f"{self.name}: the worker ended at '{job['op']}'")
        answer = json.loads(line)
        if "error" in answer:
            raise Failed(f"{self.name}: {job['op']}: {answer['error']}")
        return answer

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.stdin.close()
        try:
            self.process.wait(timeout=60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def percentile(values, share):
    values = sorted(values)
    return values[min(len(values) - 1, int(share * len(values)))]


def table(heads, rows):
    """Aligned; the first column to the left."""
    cells = [heads, *rows]
    widths = [max(len(line[column]) for line in cells) for column in range(len(heads))]
    lines = []
    for line in cells:
        parts = [line[0].ljust(widths[0])] + [cell.rjust(width) for cell, width in zip(line[1:], widths[1:])]
        lines.append("  ".join(parts).rstrip())
    lines.insert(1, "-" * max(map(len, lines)))
    return "\n".join(lines)


class Bench:
    def __init__(self, documents, commands, folder, rounds):
        self.documents, self.commands, self.folder, self.rounds = documents, commands, folder, rounds
        self.result = {"documents": str(documents), "index": {}, "start": {}, "search": {}, "memory": {}}

    def directory(self, name):
        return str(self.folder / "index" / f"{name.split()[0]}-{self.documents.stem}")

    def index(self):
        """Builds each index once, and asks a fresh process for its first answer."""
        for name, command in list(self.commands.items()):
            if name in (ENGINE, IDS, "caspian deep", "socket"):
                continue
            try:
                with Worker(name, command) as worker:
                    built = worker.ask(op="index", docs=str(self.documents), dir=self.directory(name))
                    built["peak_mb"] = worker.ask(op="rss")["peak_kb"] / 1024
                self.result["index"][name] = built
                self.result["start"][name] = statistics.median(self.first_answer(name, command) for _ in range(3))
            except Failed as failure:
                print(f"left out: {failure}", file=sys.stderr)
                del self.commands[name]

    def first_answer(self, name, command):
        """Milliseconds from opening the index, in a process that is there already, to the first answer."""
        with Worker(name, command) as worker:
            worker.ask(op="rss")
            start = time.perf_counter()
            worker.ask(op="open", dir=self.directory(name))
            worker.ask(op="search", kind="term", k=10, queries=[{"id": "0", "text": self.first_word}])
            return (time.perf_counter() - start) * 1e3

    def search(self, drawn):
        """All engines take turns in every round; a query's time is its best one."""
        workers = {name: Worker(name, command) for name, command in self.commands.items()}
        try:
            for name, worker in workers.items():
                worker.ask(op="open", dir=self.directory("caspian" if name == "socket" else name))
            for kind, texts in drawn.items():
                if texts:
                    self.result["search"][kind] = self.times(kind, texts, workers)
            for name, worker in workers.items():
                self.result["memory"][name] = worker.ask(op="rss")["rss_kb"] / 1024
        finally:
            for worker in workers.values():
                worker.__exit__()

    def times(self, kind, texts, workers):
        asked = [{"id": str(place), "text": text} for place, text in enumerate(texts)]
        samples, hits = {}, {}
        for turn in range(self.rounds + 1):
            for name, worker in workers.items():
                if hits.get(name) == 0:
                    continue
                some = asked[: SLOW.get(name, len(asked))]
                try:
                    answer = worker.ask(op="search", kind=KINDS[kind.split()[0]], k=10, queries=some)
                except Failed as failure:
                    print(f"{kind}: {failure}", file=sys.stderr)
                    hits[name] = 0
                    samples.pop(name, None)
                    continue
                hits[name] = sum(answer["n"])
                if turn > 0:  # the first one warms caches and compilers
                    samples.setdefault(name, []).append(answer["ns"])
        found = {}
        for name, rounds in samples.items():
            if hits[name] == 0:
                continue
            best = [min(times) / 1e3 for times in zip(*rounds)]
            found[name] = {
                "p50": percentile(best, 0.5),
                "p99": percentile(best, 0.99),
                "qps": 1e6 / statistics.mean(best),
                "hits": hits[name],
            }
        return found

    def report(self):
        print(f"\n{self.documents.name}: ", end="")
        any_index = next(iter(self.result["index"].values()))
        print(f"{any_index['docs']:,} documents, {any_index['bytes_in'] / 1e6:,.0f} MB of text; load {os.getloadavg()[0]:.2f}")
        heads = ["index", "MB/CPU s", "s", "peak MB", "size MB", "of text", "first answer ms", "then resident MB"]
        rows = []
        for name, built in self.result["index"].items():
            disk = built["bytes_on_disk"]
            rows.append(
                [
                    name,
                    number(built["bytes_in"] / 1e6 / max(built["cpu_seconds"], 1e-9)),
                    number(built["seconds"]),
                    number(built["peak_mb"]),
                    number(disk / 1e6) if disk else "-",
                    f"{disk / built['bytes_in']:.0%}" if disk else "-",
                    number(self.result["start"].get(name, 0)),
                    number(self.result["memory"].get(name, 0)),
                ]
            )
        print("\n" + table(heads, rows))
        heads = ["search, µs at top 10", *(f"{name} p50/p99" for name in self.commands)]
        for part in ("engine", "ids", "all"):
            heads += [f"{part} to best peer p50", "p99", "QPS"]
        rows = []
        for kind, found in self.result["search"].items():
            row = [kind]
            for name in self.commands:
                one = found.get(name)
                row.append(f"{number(round(one['p50'], 1))}/{number(round(one['p99'], 1))}" if one else "-")
            row += [ratio for name in (ENGINE, IDS, OURS) for ratio in self.ratios(found, name)]
            rows.append(row)
        print("\n" + table(heads, rows))
        print("\nratios: ours to the best peer's, until hits are found, and through the socket with ids alone and with everything;")
        print("p50 and p99 at most 0.50 and QPS at least 2 are the goal")

    @staticmethod
    def ratios(found, name):
        ours, others = found.get(name), [one for other, one in found.items() if other != OURS and other not in ASIDE]
        if ours is None or not others:
            return ["", "", ""]
        return [
            f"{ours['p50'] / min(one['p50'] for one in others):.2f} x",
            f"{ours['p99'] / min(one['p99'] for one in others):.2f} x",
            f"{ours['qps'] / max(one['qps'] for one in others):.2f} x",
        ]


def ours(modes):
    """caspiand's workers: the cheap pass, the deep one where there are two, and the socket without a search."""
    fast = ("--mode", "fast") if modes else ()
    found = {OURS: peers.caspian(*fast)}
    found[ENGINE] = peers.caspian(*fast, "--engine")
    found[IDS] = peers.caspian(*fast, "--fields", "hits.document", "hits.path", "hits.score")
    if modes:
        found["caspian deep"] = peers.caspian("--mode", "deep")
    found["socket"] = peers.caspian("--ping")
    return found


def has_modes():
    """Whether this caspiand ranks in two ways."""
    sys.path.insert(0, str(HERE.parent / "adapters"))
    import daemon

    program = daemon.program()
    reference = subprocess.run([program, "--print-reference"], capture_output=True, text=True, check=False).stdout
    return "| `mode` |" in reference.partition("### search")[2].partition("###")[0]


def cut(documents, count, folder):
    """The first documents of a file, as a file."""
    path = folder / f"{documents.stem}-{count}.jsonl"
    with documents.open("rb") as lines, path.open("wb") as output:
        for _, line in zip(range(count), lines):
            output.write(line)
    return path


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--corpus", choices=["docs", "mixed"], default="docs")
    parser.add_argument("--docs", type=pathlib.Path)
    parser.add_argument("--limit", type=int, help="only so many documents of the corpus")
    parser.add_argument("--peers", default=None, help="comma-separated: tantivy,sqlite,xapian,lucene,ripgrep")
    parser.add_argument("--rounds", type=int, default=None)
    parser.add_argument("--count", type=int, default=None, help="queries of each kind")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--folder", type=pathlib.Path, default=corpus.FOLDER)
    parser.add_argument("--json", type=pathlib.Path, help="write the results there too")
    options = parser.parse_args()
    quick = options.quick
    rounds = options.rounds or (3 if quick else 5)
    count = options.count or (40 if quick else 100)
    wanted = (options.peers or ("tantivy,sqlite,ripgrep" if quick else "tantivy,lucene,sqlite,xapian,ripgrep")).split(",")
    documents = options.docs or corpus.make("quick" if quick else options.corpus, options.folder, options.limit)
    found, missing = ({}, []) if options.growth else peers.commands(options.folder, [name for name in wanted if name])
    if missing:
        print(f"can't run here, left out: {', '.join(missing)}", file=sys.stderr)
    sizes = [None]
    if options.growth:
        total = sum(1 for _ in documents.open("rb"))
        sizes = [size for size in (1_000, 10_000, 100_000, 1_000_000) if size < total] + [None]
    results = []
    for size in sizes:
        part = documents if size is None else cut(documents, size, options.folder)
        drawn = queries.draw(part, count)
        bench = Bench(part, {**ours(has_modes()), **found}, options.folder, rounds)
        bench.first_word = (drawn["term middling"] or drawn["term rare"])[0]
        bench.index()
        bench.search(drawn)
        bench.report()
        results.append(bench.result)
    if options.json:
        options.json.write_text(json.dumps(results, indent=1), encoding="utf-8")


if __name__ == "__main__":
    try:
        main()
    except (Failed, corpus.Failed) as failure:
        sys.exit(f"bench.py: {failure}")
