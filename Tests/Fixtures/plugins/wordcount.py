#!/usr/bin/env python3
"""A plugin in another language: counts the words, characters and lines of a text.

It speaks JSON-RPC 2.0 on standard input and output, one message per line. Python 3, standard library only.
"""

import json
import re
import sys
import threading

MANIFEST = {
    "name": "wordcount",
    "version": "1.0.0",
    "summary": "Counts words.",
    "concurrency": 4,
    "answersQuestions": True,
    "settings": {
        "type": "object",
        "properties": {
            "shortestWord": {"type": "integer", "minimum": 1, "default": 1, "description": "In characters."},
        },
        "additionalProperties": False,
    },
    "methods": [
        {
            "name": "wordcount.count",
            "summary": "Counts the words, characters and lines of a text.",
            "parameters": {
                "type": "object",
                "properties": {"text": {"type": "string", "description": "What to count in."}},
                "required": ["text"],
                "additionalProperties": False,
            },
            "result": {
                "type": "object",
                "properties": {
                    "words": {"type": "integer", "minimum": 0},
                    "characters": {"type": "integer", "minimum": 0},
                    "lines": {"type": "integer", "minimum": 0},
                },
                "required": ["words", "characters", "lines"],
                "additionalProperties": False,
            },
            "examples": [{"title": "Three words", "params": {"text": "one two three"}, "result": {"words": 3}}],
        }
    ],
}

settings = {"shortestWord": 1}
under_way = {}  # id of a request -> the event that says that nobody waits for it any more
writing = threading.Lock()


class Cancelled(Exception):
    pass


def send(message):
    """Writes one line. A lock keeps the lines of two threads apart; flush, or the daemon waits for it."""
    with writing:
        sys.stdout.write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")
        sys.stdout.flush()


def count(text, cancelled=threading.Event(), token=None):
    """Counts line by line, so that a long text can be cancelled and its progress told."""
    lines = text.splitlines()
    words = 0
    for number, line in enumerate(lines):
        if number % 1000 == 0:
            if cancelled.is_set():
                raise Cancelled()
            if token is not None:
                progress = {"progressToken": token, "progress": number, "total": len(lines), "message": "counting"}
                send({"method": "notifications/progress", "params": progress})
        words += sum(len(word) >= settings["shortestWord"] for word in re.findall(r"\w+", line))
    return {"words": words, "characters": len(text), "lines": len(lines)}


def opinion(question):
    """Answers questions such as: how many words are in "one two three"?"""
    asked = re.search(r'how many words\b.*?"(.*)"', question, re.IGNORECASE)
    if asked is None:
        return None
    result = count(asked[1])
    return {
        "confidence": 0.9,
        "method": "wordcount.count",
        "params": {"text": asked[1]},
        "text": f"{result['words']} words.",
        "result": result,
    }


def answer(request, method, params, cancelled):
    meta = params.get("_meta", {})
    try:
        if method == "wordcount.count":
            result = count(params["text"], cancelled, meta.get("progressToken"))
        elif method == "plugin/question":
            result = opinion(params["question"])
        else:
            send({"id": request, "error": {"code": -32601, "message": f"unknown method '{method}'"}})
            return
        send({"id": request, "result": result})
    except Cancelled:
        send({"id": request, "error": {"code": 1003, "message": "cancelled"}})
    except Exception as error:
        print(f"{method}: {error!r}", file=sys.stderr, flush=True)
        send({"id": request, "error": {"code": -32603, "message": str(error)}})
    finally:
        del under_way[request]


def main():
    sys.stdin.reconfigure(encoding="utf-8")
    for line in sys.stdin:  # ends when the daemon closes our input: then finish and go
        message = json.loads(line)
        method, params = message["method"], message.get("params", {})
        if method == "plugin/hello":
            settings.update(params["settings"])
            send({"id": message["id"], "result": MANIFEST})
        elif method == "notifications/cancelled":
            if params["requestId"] in under_way:
                under_way[params["requestId"]].set()
        elif "id" in message:
            cancelled = under_way[message["id"]] = threading.Event()
            threading.Thread(target=answer, args=(message["id"], method, params, cancelled)).start()


if __name__ == "__main__":
    main()
