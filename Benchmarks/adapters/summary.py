#!/usr/bin/env python3
"""Summarises JSON lines with caspiand: starts a release daemon on a corpus of its own, asks over the socket, stops it.

Reads lines on standard input, answers each on standard output, in their order:

    {"id": …, "text": "…", "budget": {"sentences": 3}}       or "docs": ["…", "…"] for several texts at once
    {"id": …, "text": "…", "budget": {"words": 100}, "query": "…"}     budgets: sentences, words, characters, percent

    {"id": …, "sentences": ["…", "…"]}          in the order of the source, as they stand there

    summary.py [--daemon PROGRAM] < requests > answers

Standard library only. The daemon is `caspiand` of the release build beside this file, or $CASPIAND.
"""

import argparse
import json
import os
import pathlib
import socket
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
CONFIGURATION = """\
log: {level: error}
limits: {line: 64MiB, timeout: 10m}
watch: {enabled: false}
corpus: {sources: SOURCES}
plugins: {summary: {enabled: true}}
"""


class Daemon:
    """A caspiand in a folder of its own, for as long as the `with` lasts."""

    def __init__(self, program, sources=("corpus",)):
        self.program = program
        self.sources = sources
        self.folder = tempfile.TemporaryDirectory(prefix="caspian-summary-")

    def __enter__(self):
        folder = pathlib.Path(self.folder.name)
        (folder / "corpus").mkdir()
        (folder / "caspian.yaml").write_text(CONFIGURATION.replace("SOURCES", json.dumps(list(self.sources))))
        path = folder / "s"
        self.process = subprocess.Popen([self.program, "--config", folder / "caspian.yaml", "--socket", path])
        deadline = time.monotonic() + 20
        while True:
            connection = socket.socket(socket.AF_UNIX)
            try:
                connection.connect(str(path))
                return connection
            except (FileNotFoundError, ConnectionRefusedError):
                connection.close()
                if self.process.poll() is not None or time.monotonic() > deadline:
                    self.__exit__()
                    sys.exit(f"summary.py: {self.program} does not answer")
                time.sleep(0.005)

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()
        self.folder.cleanup()


def parameters(request):
    """What the method is asked for."""
    result = {"texts": request["docs"]} if request.get("docs") else {"text": request["text"]}
    budget = request.get("budget") or {}
    result.update(budget)
    # Whoever gives a budget of words wants them filled, as peers do by going over it.
    if "words" in budget or "characters" in budget or "percent" in budget:
        result["cut"] = True
    if request.get("query"):
        result["query"] = request["query"]
    return result


def send(connection, lines, waiting):
    """Asks, with at most so many requests under way as `waiting` lets through, so that no answer piles up."""
    number = 0
    for line in lines:
        if not line.strip():
            continue
        request = json.loads(line)
        message = {"jsonrpc": "2.0", "id": number, "method": "summary", "params": parameters(request)}
        waiting.acquire()
        PENDING[number] = request["id"]
        connection.sendall((json.dumps(message, ensure_ascii=False) + "\n").encode())
        number += 1
    connection.shutdown(socket.SHUT_WR)


PENDING = {}


def joined(result, chunks):
    """The result with what was streamed before it put into its places."""
    for chunk in chunks:
        whole = {"": result}
        place, key = whole, ""
        for part in chunk["path"].split("/")[1:]:
            place, key = place[key], part.replace("~1", "/").replace("~0", "~")
            key = int(key) if isinstance(place, list) else key
        if "items" in chunk:
            place[key] += chunk["items"]
        elif "members" in chunk:
            place[key].update(chunk["members"])
        else:
            place[key] += chunk["text"]
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--daemon", default=os.environ.get("CASPIAND") or ROOT / ".build" / "release" / "caspiand")
    options = parser.parse_args()
    with Daemon(options.daemon) as connection:
        waiting = threading.Semaphore(8)
        sender = threading.Thread(target=send, args=(connection, sys.stdin, waiting), daemon=True)
        sender.start()
        answers, chunks, following, failures = {}, {}, 0, 0
        for line in connection.makefile("r", encoding="utf-8"):
            message = json.loads(line)
            if message.get("method") == "stream/chunk":
                chunks.setdefault(message["params"]["id"], []).append(message["params"])
                continue
            number = message["id"]
            if "error" in message:
                failures += 1
                print(f"summary.py: {PENDING[number]}: {message['error']['message']}", file=sys.stderr)
                answers[number] = []
            else:
                result = joined(message["result"], chunks.pop(number, []))
                answers[number] = [sentence["text"] for sentence in result["sentences"]]
            waiting.release()
            while following in answers:
                answer = {"id": PENDING.pop(following), "sentences": answers.pop(following)}
                print(json.dumps(answer, ensure_ascii=False), flush=True)
                following += 1
        sender.join()
    return 1 if failures or PENDING else 0


if __name__ == "__main__":
    sys.exit(main())
