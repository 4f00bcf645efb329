"""What goes wrong between a client and its daemon: python3 -m unittest discover clients/python."""

import json
import os
import socket
import sys
import tempfile
import threading
import time
import unittest

sys.path.insert(0, os.path.dirname(__file__))
import caspian  # noqa: E402


class Daemon:
    """Listens on a socket of its own and does with each request what the test says."""

    def __init__(self, answer, protocol=caspian.PROTOCOL):
        self.folder = tempfile.TemporaryDirectory()
        self.path = self.folder.name + "/s"
        self.requests = []
        self.connections = 0
        self._answer, self._protocol = answer, protocol
        self._listener = socket.socket(socket.AF_UNIX)
        self._listener.bind(self.path)
        self._listener.listen()
        threading.Thread(target=self._accept, daemon=True).start()

    def client(self, **options):
        return caspian.Client(self.path, start=False, **options)

    def _accept(self):
        while True:
            client, _ = self._listener.accept()
            self.connections += 1
            threading.Thread(target=self._serve, args=(client,), daemon=True).start()

    def _serve(self, client):
        with client, client.makefile("rb") as lines:
            for line in lines:
                request = json.loads(line)
                if request["method"] == "discover":
                    result = {"protocol": self._protocol, "limits": {"line": 1000}}
                    client.sendall(json.dumps({"jsonrpc": "2.0", "id": request["id"], "result": result}).encode() + b"\n")
                    continue
                self.requests.append(request)
                for piece in self._answer(request, self):
                    if piece is None:
                        return
                    client.sendall(piece if isinstance(piece, bytes) else json.dumps(piece).encode() + b"\n")


def result(request, value):
    return {"jsonrpc": "2.0", "id": request["id"], "result": value}


class Faults(unittest.TestCase):
    def test_no_daemon(self):
        with self.assertRaisesRegex(caspian.NoDaemon, "no daemon runs at /nowhere/s .*caspianctl ping"):
            caspian.Client("/nowhere/s", start=False).ping()

    def test_daemon_that_can_not_start(self):
        with tempfile.TemporaryDirectory() as folder:
            program = folder + "/caspianctl"
            with open(program, "w") as file:
                file.write("#!/bin/sh\necho 'caspian.yaml:2:1: unknown key' >&2\nexit 4\n")
            os.chmod(program, 0o755)
            os.environ["CASPIANCTL"] = program
            try:
                with self.assertRaisesRegex(caspian.NoDaemon, "caspian.yaml:2:1: unknown key"):
                    caspian.Client(folder + "/s").ping()
            finally:
                del os.environ["CASPIANCTL"]

    def test_other_versions(self):
        for protocol, hint in [(0, "restart the daemon"), (2, "install the module")]:
            with self.assertRaisesRegex(caspian.VersionMismatch, f"speaks protocol {protocol}.*{hint}"):
                Daemon(lambda request, daemon: [], protocol).client().ping()

    def test_nonsense(self):
        daemon = Daemon(lambda request, daemon: [b"HTTP/1.1 400 Bad Request\r\n"])
        with self.assertRaisesRegex(caspian.ConnectionLost, "does not speak Caspian's protocol"):
            daemon.client().shutdown()

    def test_lost_in_the_middle_of_an_answer(self):
        half = b'{"jsonrpc":"2.0","id":'
        daemon = Daemon(lambda request, daemon: [half, None])
        with self.assertRaisesRegex(caspian.ConnectionLost, "in the middle of the answer"):
            daemon.client().shutdown()
        # What changes the daemon is not asked twice.
        self.assertEqual(len(daemon.requests), 1)

    def test_restarted_under_way(self):
        daemon = Daemon(lambda request, daemon: [None] if daemon.connections == 1 else [result(request, {"total": 3})])
        self.assertEqual(daemon.client().search("sea"), {"total": 3})
        self.assertEqual(daemon.connections, 2)

    def test_no_answer_in_time(self):
        daemon = Daemon(lambda request, daemon: [])
        started = time.monotonic()
        with self.assertRaisesRegex(caspian.TimedOut, "no answer to 'search' in time"):
            daemon.client().search("sea", options=caspian.Options(timeout=0.01))
        self.assertLess(time.monotonic() - started, 10)
        self.assertEqual(daemon.requests[0]["params"]["_meta"]["timeoutMs"], 10)
        for _ in range(1000):
            if len(daemon.requests) == 2:
                break
            time.sleep(0.01)
        self.assertEqual(daemon.requests[1]["method"], "notifications/cancelled")
        self.assertEqual(daemon.requests[1]["params"], {"requestId": daemon.requests[0]["id"]})

    def test_line_that_is_too_long(self):
        daemon = Daemon(lambda request, daemon: [result(request, {})])
        with daemon.client() as client:
            with self.assertRaisesRegex(caspian.Failure, "the daemon reads lines of 1000") as caught:
                client.search("x" * 2000)
            self.assertEqual(caught.exception.code, caspian.Code.TOO_LARGE)
            self.assertEqual(client.ping(), {})

    def test_line_that_the_daemon_could_not_read(self):
        error = {"jsonrpc": "2.0", "id": None, "error": {"code": -32700, "message": "no JSON", "data": {"kind": "parseError"}}}
        with self.assertRaisesRegex(caspian.Failure, "no JSON"):
            Daemon(lambda request, daemon: [error]).client().ping()

    def test_codes_of_tomorrow(self):
        error = {"code": 1999, "message": "new", "data": {"kind": "new", "retryable": True, "retryAfterMs": 250}}
        with self.assertRaises(caspian.Failure) as caught:
            Daemon(lambda request, daemon: [{"jsonrpc": "2.0", "id": request["id"], "error": error}]).client().ping()
        self.assertEqual((caught.exception.code, caught.exception.retry_after), (1999, 0.25))


class Answers(unittest.TestCase):
    def test_pieces(self):
        def answer(request, daemon):
            def chunk(path, **part):
                return {"jsonrpc": "2.0", "method": "stream/chunk", "params": {"id": request["id"], "path": path, **part}}

            return [
                chunk("/hits", items=[1, 2]), chunk("/hits", items=[3]), chunk("/a~1b/0", members={"x": 1}),
                chunk("/text", text="one "), chunk("/text", text="two"),
                result(request, {"hits": [], "a/b": [{}], "text": ""}),
            ]

        self.assertEqual(
            Daemon(answer).client().ping(), {"hits": [1, 2, 3], "a/b": [{"x": 1}], "text": "one two"}
        )

    def test_other_order(self):
        waiting = []

        def answer(request, daemon):
            waiting.append(request)
            return [result(one, one["params"]["n"]) for one in reversed(waiting)] if len(waiting) == 3 else []

        client = Daemon(answer).client()
        asked = [client.submit("echo", {"n": number}) for number in range(3)]
        self.assertEqual([request.result() for request in asked], [0, 1, 2])

    def test_threads(self):
        client = Daemon(lambda request, daemon: [result(request, request["params"]["n"])]).client()
        found = {}
        threads = [
            threading.Thread(target=lambda n=n: found.__setitem__(n, client.call("echo", {"n": n}))) for n in range(50)
        ]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        self.assertEqual(found, {n: n for n in range(50)})

    def test_progress_and_notifications(self):
        def answer(request, daemon):
            token = request["params"]["_meta"]["progressToken"]
            told = {"progressToken": token, "progress": 1, "total": 4, "message": "reading"}
            return [
                {"jsonrpc": "2.0", "method": "notifications/progress", "params": told},
                {"jsonrpc": "2.0", "method": "notifications/generation", "params": {"generation": 2}},
                result(request, {}),
            ]

        seen = []
        client = Daemon(answer).client()
        client.search("sea", options=caspian.Options(progress=seen.append, fields=["total"]))
        self.assertEqual(seen, [caspian.Progress(1, 4, "reading")])
        self.assertEqual(
            list(client.notifications(timeout=0.01)), [caspian.Notification("notifications/generation", {"generation": 2})]
        )

    def test_cancel(self):
        def answer(request, daemon):
            if request["method"] == "slow":
                return []
            error = {"code": 1003, "message": "cancelled", "data": {"kind": "cancelled"}}
            return [{"jsonrpc": "2.0", "id": request["params"]["requestId"], "error": error}]

        request = Daemon(answer).client().submit("slow")
        request.cancel()
        with self.assertRaises(caspian.Failure) as caught:
            request.result()
        self.assertEqual(caught.exception.code, caspian.Code.CANCELLED)


if __name__ == "__main__":
    unittest.main()
