#!/usr/bin/env python3
"""A plugin that does wrong on purpose, for tests.

Its argument says how it starts: `well`, `wide` (takes many calls at once), `dies`, `silent`, `lies`, `noisy`, `impostor`
or `brief` (dies after hello). What it does with a call is in the call: {"how": …}.
"""

import json
import os
import signal
import sys
import time

START = sys.argv[1] if len(sys.argv) > 1 else "well"
METHOD = {
    "name": "misbehaving.do",
    "summary": "Does wrong.",
    "parameters": {
        "type": "object",
        "properties": {
            "how": {"type": "string"},
            "seconds": {"type": "number"},
            "message": {"type": "string"},
            "load": {"type": "string"},
        },
        "additionalProperties": False,
    },
    "result": {
        "type": "object",
        "properties": {"number": {"type": "integer"}},
        "required": ["number"],
        "additionalProperties": False,
    },
}
MANIFEST = {
    "name": "misbehaving",
    "version": "1",
    "summary": "Does wrong.",
    "methods": [METHOD],
    "answersQuestions": True,
}
GENERATIONS = []


def write(text):
    sys.stdout.write(text)
    sys.stdout.flush()


def send(message):
    write(json.dumps({"jsonrpc": "2.0", **message}) + "\n")


def right(request, number=1):
    send({"id": request, "result": {"number": number}})


def begin(params):
    """Tells whoever wants to know that a call has come this far."""
    token = params["_meta"].get("progressToken")
    if token is not None:
        send({"method": "notifications/progress", "params": {"progressToken": token, "progress": 0, "total": 1}})


def forever():
    while True:
        time.sleep(1000)


def behave(request, params):
    right(request)


def hang(request, params):
    """Reads on, but never answers."""


def linger(request, params):
    """The same, but tells that it has begun."""
    begin(params)


def deaf(request, params):
    begin(params)
    forever()


def stubborn(request, params):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    begin(params)
    forever()


def flood(request, params):
    while True:
        write("nonsense\n" * 1000)


def endless(request, params):
    while True:
        write("x" * 65536)


def flood_errors(request, params):
    line = "an error\n" * 1000
    while True:
        sys.stderr.write(line)


def flood_log(request, params):
    while True:
        send({"method": "log", "params": {"level": "info", "message": "again"}})


def flood_progress(request, params):
    token = params["_meta"]["progressToken"]
    for step in range(20000):
        send({"method": "notifications/progress", "params": {"progressToken": token, "progress": step, "total": 20000}})
    right(request)


def wrong_id(request, params):
    right(request + 1000, 666)
    send({"id": str(request), "result": {"number": 666}})
    right(request)


def twice(request, params):
    right(request, 1)
    right(request, 2)


def wrong_result(request, params):
    send({"id": request, "result": {"number": "one"}})


def unreadable_answer(request, params):
    send({"id": request, "result": {"number": 1}, "error": {"code": -32603, "message": "both"}})


def invalid_json(request, params):
    write('{"jsonrpc": "2.0", "id": %d, "result": {"number": 1,}}\n' % request)
    write("\xff\n")
    write("\x1b[2J\n")
    right(request)


def long_line(request, params):
    write(json.dumps({"jsonrpc": "2.0", "id": request, "result": {"number": 1, "text": "x" * (10 << 20)}}) + "\n")


def long_line_backwards(request, params):
    write(json.dumps({"result": {"id": 0, "text": "x" * (10 << 20)}, "id": request, "jsonrpc": "2.0"}) + "\n")


def long_log(request, params):
    write(json.dumps({"jsonrpc": "2.0", "method": "log", "params": {"message": "x" * (10 << 20)}}) + "\n")
    right(request, 2)


def foreign_error(request, params):
    send({"id": request, "error": {"code": 1006, "message": "the daemon is stopping"}})


def own_error(request, params):
    send({"id": request, "error": {"code": 1010, "message": "no such number", "data": {"hint": "try 7"}}})


def asks(request, params):
    send({"id": 1, "method": "shutdown"})
    right(request)


def die(request, params):
    print("about to die", file=sys.stderr, flush=True)
    os._exit(7)


def half(request, params):
    write('{"jsonrpc": "2.0", "id": %d, "resu' % request)
    os.kill(os.getpid(), signal.SIGKILL)


def answer_and_die(request, params):
    right(request)
    os._exit(0)


def close_output(request, params):
    os.close(1)
    forever()


def fork(request, params):
    """Leaves a child behind in its group that holds the pipes open."""
    right(request, os.spawnlp(os.P_NOWAIT, "sleep", "sleep", "1000"))


def eat(request, params):
    hoard = []
    while True:
        hoard.append(bytearray(1 << 24))


def slow(request, params):
    time.sleep(params["seconds"])
    right(request)


def log(request, params):
    send({"method": "log", "params": {"level": "notice", "message": params["message"]}})
    right(request)


def generation(request, params):
    right(request, GENERATIONS[-1] if GENERATIONS else 0)


def answer(request, method, params):
    if method == "plugin/question":
        send({"id": request, "result": json.loads(params["question"])})
    else:
        globals()[params["how"]](request, params)


def hello(request):
    if START == "lies":
        send({"id": request, "result": {**MANIFEST, "methods": [{**METHOD, "result": {"type": "integer", "multipleOf": 2}}]}})
    elif START == "impostor":
        send({"id": request, "result": {**MANIFEST, "methods": [{**METHOD, "name": "search"}]}})
    else:
        send({"id": request, "result": {**MANIFEST, "concurrency": 100 if START == "wide" else 2}})
    if START == "brief":
        os._exit(1)


def main():
    if START == "dies":
        print("no database\nno cry", file=sys.stderr, flush=True)
        sys.exit(3)
    if START == "chatty":
        write("Loading model ...\nusage: model FILE\n")
        forever()
    if START == "silent":
        forever()
    if START == "noisy":
        write("Loading model ... done\n")
    for line in sys.stdin:
        message = json.loads(line)
        if message["method"] == "plugin/hello":
            hello(message["id"])
        elif message["method"] == "corpus/changed":
            GENERATIONS.append(message["params"]["generation"])
        elif "id" in message:
            answer(message["id"], message["method"], message["params"])


if __name__ == "__main__":
    main()
