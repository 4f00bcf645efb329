#!/usr/bin/env python3
"""A daemon that does wrong on purpose, for tests: `faulty.py SOCKET HOW`.

It says who it is, and then, by HOW: `older` and `newer` speak another protocol, `mute` never answers, `half` closes in the
middle of an answer, `closes` before it, `stranger` is no daemon of ours.
"""

import json
import socket
import sys
import threading

path, how = sys.argv[1:]
IDENTITY = {
    "name": "caspiand", "version": "9.8.7", "protocol": {"older": 0, "newer": 99}.get(how, 1), "pid": 1, "socket": path,
    "limits": {"line": 1 << 20}, "methods": [],
}


def answer(peer, request):
    """Whether the connection goes on."""
    if how == "stranger":
        peer.sendall(b"HTTP/1.1 400 Bad Request\r\n")
    elif request["method"] == "discover":
        peer.sendall(json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": IDENTITY}).encode() + b"\n")
    elif how == "half":
        peer.sendall(b'{"jsonrpc":"2.0","id":')
    return how not in ("half", "closes") or request["method"] == "discover"


def serve(peer):
    with peer, peer.makefile("rb") as lines:
        for line in lines:
            if not answer(peer, json.loads(line)):
                return


server = socket.socket(socket.AF_UNIX)
server.bind(path)
server.listen()
while True:
    threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()
