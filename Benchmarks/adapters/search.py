#!/usr/bin/env python3
"""Answers questions about a file of JSON Lines with a caspiand of its own, through its socket.

    search.py DOCS.jsonl [--mode fast|deep] [--clean] < questions

DOCS.jsonl has an object with `id`, `title` and `text` on each line. Standard input has one {"id", "text"} a line, of which
the text is a plain question, whatever signs stand in it. For each, one {"id", "hits": [document id, …]} is printed: the
ids of at most 1,000 documents, best first, each by its best passage. Standard library only.
"""

import argparse
import json
import sys

from daemon import Daemon, Failed, stop_on_signals

MOST_DOCUMENTS = 1000
PAGE = 1000
MOST_PASSAGES = 20_000


def documents(daemon, question):
    """The ids of the best documents: those of the best passages, each once."""
    found = {}
    for offset in range(0, MOST_PASSAGES, PAGE):
        page = {**question, "limit": PAGE, "offset": offset}
        answer = daemon.answer("search", page, fields=["total", "hits.document", "hits.path"])
        if "error" in answer:
            if answer["error"].get("code") == -32602 and "no word" in answer["error"]["message"]:
                return []
            raise Failed(f"search: {answer['error']['message']}: {question['query']}")
        result = answer["result"]
        for hit in result["hits"]:
            found.setdefault(hit["document"].removeprefix(hit["path"] + "#"))
        if len(found) >= MOST_DOCUMENTS or offset + PAGE >= result["total"]:
            break
    return list(found)[:MOST_DOCUMENTS]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("documents", metavar="DOCS.jsonl")
    parser.add_argument("--mode", choices=["fast", "deep"], help="how thoroughly to rank; left out: as the daemon does")
    parser.add_argument("--clean", action="store_true", help="leave repeated text out, as the daemon does by default")
    options = parser.parse_args()
    stop_on_signals()
    with Daemon(options.documents, clean=options.clean) as daemon:
        settings = {"syntax": "plain"}
        if options.mode is not None:
            if not daemon.takes("mode"):
                raise Failed("this caspiand knows no modes of ranking")
            settings["mode"] = options.mode
        for line in sys.stdin:
            if not line.strip():
                continue
            question = json.loads(line)
            hits = []
            if question["text"].strip():
                hits = documents(daemon, {"query": question["text"], **settings})
            print(json.dumps({"id": question["id"], "hits": hits}, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    try:
        main()
    except Failed as failure:
        sys.exit(f"search.py: {failure}")
    except (KeyboardInterrupt, BrokenPipeError):
        sys.exit(1)
