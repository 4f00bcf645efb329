"""What every engine of the benchmark speaks, line by line: one JSON object in, one out.

    {"op":"index","docs":FILE,"dir":DIR}                  {"seconds","cpu_seconds","docs","bytes_in","bytes_on_disk"}
    {"op":"open","dir":DIR}                               {"seconds"}
    {"op":"search","kind":K,"k":10,"queries":[{"text"}]}  {"ns":[…],"n":[…]}: time and number of hits of each query
    {"op":"rss"}                                          {"rss_kb","peak_kb"}

An engine is a subclass of Engine. Documents are one field: the title, a line break and the text. Reading the JSON is in no
engine's time, except caspiand's, which reads the file itself.
"""

import json
import os
import pathlib
import re
import sys
import time

WORD = re.compile(r"\w+")


def words(text):
    return [word.lower() for word in WORD.findall(text)]


def documents(path):
    """(id, text) of each document."""
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            document = json.loads(line)
            title = document.get("title")
            yield document["id"], f"{title}\n{document['text']}" if title else document["text"]


def size(path):
    """Bytes of a file, or of all files in a folder."""
    path = pathlib.Path(path)
    if path.is_file():
        return path.stat().st_size
    return sum(file.stat().st_size for file in path.rglob("*") if file.is_file())


def memory():
    status = pathlib.Path("/proc/self/status").read_text()
    found = dict(re.findall(r"^(VmRSS|VmHWM):\s+(\d+) kB", status, re.M))
    return {"rss_kb": int(found["VmRSS"]), "peak_kb": int(found["VmHWM"])}


class Engine:
    """An engine makes an index, opens it, turns a text into a query, and runs that."""

    def build(self, folder, texts):
        """Makes the index of a list of (id, text) in a folder."""
        raise NotImplementedError

    def open(self, folder):
        raise NotImplementedError

    def query(self, kind, text):
        """The query, or None where the engine has no such kind."""
        raise NotImplementedError

    def run(self, query, limit):
        """The hits, best first."""
        raise NotImplementedError

    def index(self, job):
        texts = list(documents(job["docs"]))
        wall, cpu = time.perf_counter(), time.process_time()
        self.build(job["dir"], texts)
        return {
            "seconds": time.perf_counter() - wall,
            "cpu_seconds": time.process_time() - cpu,
            "docs": len(texts),
            "bytes_in": sum(len(text.encode()) for _, text in texts),
            "bytes_on_disk": size(job["dir"]),
        }

    def search(self, job):
        times, counts = [], []
        for asked in job["queries"]:
            query = self.query(job["kind"], asked["text"])
            start = time.perf_counter_ns()
            hits = self.run(query, job.get("k", 10)) if query is not None else []
            times.append(time.perf_counter_ns() - start)
            counts.append(len(hits))
        return {"ns": times, "n": counts}

    def answer(self, job):
        if job["op"] == "index":
            return self.index(job)
        if job["op"] == "open":
            start = time.perf_counter()
            self.open(job["dir"])
            return {"seconds": time.perf_counter() - start}
        return memory() if job["op"] == "rss" else self.search(job)

    def serve(self):
        for line in sys.stdin:
            job = json.loads(line)
            try:
                answer = self.answer(job)
            except Exception as error:  # whatever an engine throws is for the driver to report
                answer = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)


def clear(folder):
    """An empty folder of that name."""
    folder = pathlib.Path(folder)
    if folder.exists():
        for path in sorted(folder.rglob("*"), reverse=True):
            path.rmdir() if path.is_dir() else path.unlink()
    os.makedirs(folder, exist_ok=True)
    return folder
