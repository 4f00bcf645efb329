#!/usr/bin/env python3
"""A worker that lets a driver of several search engines measure caspiand through its socket.

One JSON object a line comes in, and one goes out:

    {"op":"index","docs":FILE,"dir":DIR}    starts a daemon on FILE that keeps what it read in DIR, and nothing there before;
                                            seconds, CPU seconds, documents, bytes of text and of what is kept
    {"op":"open","dir":DIR}                 starts one on the file and with what is kept, if no daemon runs yet
    {"op":"search","kind":K,"k":10,"reps":1,"queries":[{"id","text"}…],"want_hits":false}
                                            nanoseconds of each round trip on the socket, and the number of hits
                                            (with --engine those until the hits are found)
    {"op":"rss"}                            resident memory of the daemon, now and at its peak

Kinds: term, or, and, phrase, prefix, fuzzy, and bag, a question in plain words. Options: --mode fast|deep; --engine, which
takes the time that the daemon says it needed until the hits were found, and asks for nothing but these; and --ping, which
sends as many pings instead and so shows what the socket alone costs. Standard library only.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import sys
import time

from daemon import Daemon, Failed, stop_on_signals

WORD = re.compile(r"\w+")


def query(kind, text):
    """A query of the daemon's language, and whether it is plain words."""
    words = list(dict.fromkeys(word.lower() for word in WORD.findall(text)))
    if kind == "bag":
        return text, True
    if kind == "term" or kind == "or":
        return " OR ".join(words), False
    if kind == "and":
        return " AND ".join(words), False
    if kind == "phrase":
        return '"' + " ".join(word.lower() for word in WORD.findall(text)) + '"', False
    if kind == "prefix":
        return text.lower() + "*", False
    if kind == "fuzzy":
        return text.lower() + "~1", False
    raise Failed(f"unknown kind '{kind}'")


class Worker:
    def __init__(self, options):
        self.options = options
        self.daemon = None

    def close(self):
        if self.daemon is not None:
            self.daemon.__exit__()
            self.daemon = None

    def start(self, documents, folder):
        self.close()
        started = time.perf_counter()
        self.daemon = Daemon(documents, cache=folder / "cache")
        return time.perf_counter() - started

    def index(self, job):
        folder = pathlib.Path(job["dir"])
        shutil.rmtree(folder / "cache", ignore_errors=True)
        (folder / "cache").mkdir(parents=True)
        seconds = self.start(job["docs"], folder)
        fields = pathlib.Path(f"/proc/{self.daemon.pid}/stat").read_text().rsplit(")", 1)[1].split()
        cpu_seconds = (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
        (folder / "documents").write_text(str(pathlib.Path(job["docs"]).resolve()), encoding="utf-8")
        count = byte_count = 0
        with open(job["docs"], encoding="utf-8") as lines:
            for line in lines:
                document = json.loads(line)
                title = document.get("title") or ""
                byte_count += len((f"{title}\n" if title else "").encode()) + len(document["text"].encode())
                count += 1
        return {
            "seconds": seconds,
            "cpu_seconds": cpu_seconds,
            "merge_seconds": 0,
            "docs": count,
            "bytes_in": byte_count,
            "bytes_on_disk": sum(path.stat().st_size for path in folder.rglob("*.search-*") if path.is_file()),
        }

    def open(self, job):
        if self.daemon is None:
            folder = pathlib.Path(job["dir"])
            return {"seconds": self.start((folder / "documents").read_text(encoding="utf-8"), folder)}
        return {"seconds": 0}

    def search(self, job):
        settings = {"limit": job.get("k", 10)}
        if self.options.mode is not None:
            settings["mode"] = self.options.mode
        fields = list(self.options.fields)
        if self.options.engine:
            settings["timings"] = True
            fields += ["timings", "hits.document", "hits.path", "hits.score"]
        times, counts, hits = [], [], []
        clock, exchange = time.perf_counter_ns, self.daemon.exchange
        for asked in job["queries"]:
            text, is_plain = query(job["kind"], asked["text"])
            syntax = {"syntax": "plain"} if is_plain else {}
            if self.options.ping:
                line = self.daemon.line("ping", {})
            else:
                line = self.daemon.line("search", {"query": text, **settings, **syntax}, fields or None)
            samples = []
            for _ in range(job.get("reps", 1)):
                start = clock()
                answer = exchange(line)
                samples.append(clock() - start)
                if self.options.engine:
                    stages = json.loads(answer)["result"]["timings"]
                    samples[-1] = (stages["understand"] + stages["find"]) * 1e3
            answer = json.loads(answer)
            if "error" in answer:
                raise Failed(f"{text}: {answer['error']['message']}")
            found = answer["result"].get("hits", [None] if self.options.ping else [])
            times.append(int(statistics.median(samples)))
            counts.append(len(found))
            if job.get("want_hits"):
                hits.append(list(dict.fromkeys(hit["document"].removeprefix(hit["path"] + "#") for hit in found)))
        return {"ns": times, "n": counts, **({"hits": hits} if job.get("want_hits") else {})}

    def rss(self, _):
        if self.daemon is None:
            return {"rss_kb": 0, "peak_kb": 0}
        status = pathlib.Path(f"/proc/{self.daemon.pid}/status").read_text()
        sizes = {name: int(size) for name, size in re.findall(r"^(VmRSS|VmHWM):\s+(\d+) kB", status, re.MULTILINE)}
        return {"rss_kb": sizes["VmRSS"], "peak_kb": sizes["VmHWM"]}

    def answer(self, line):
        job = json.loads(line)
        work = {"index": self.index, "open": self.open, "search": self.search, "rss": self.rss}.get(job["op"])
        if work is None:
            return {"error": "unknown op"}
        try:
            return work(job)
        except (Failed, OSError, KeyError, ValueError) as failure:
            return {"error": f"{type(failure).__name__}: {failure}"}


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--mode", choices=["fast", "deep"])
    parser.add_argument("--engine", action="store_true", help="take the time until hits are found, by the daemon's clock")
    parser.add_argument("--ping", action="store_true", help="send pings instead of searches")
    parser.add_argument("--fields", nargs="*", default=[], help="ask only for these members, such as hits.document")
    stop_on_signals()
    worker = Worker(parser.parse_args())
    try:
        for line in sys.stdin:
            print(json.dumps(worker.answer(line), ensure_ascii=False), flush=True)
    finally:
        worker.close()


if __name__ == "__main__":
    try:
        main()
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(1)
