"""A caspiand of one's own on a file of JSON Lines, for programs that measure search through its socket."""

import contextlib
import json
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
PATIENCE = 1800  # seconds for the corpus to be read and indexed

CONFIG = """\
socket: {socket}
log: {{level: warning}}
limits: {{timeout: 10m, line: 4MiB, unsent: 64MiB}}
watch: {{enabled: false}}
corpus:
  sources:
    - {{path: {documents}, format: jsonl}}
  limits: {{file: 64GiB, files: 1000000, total: 64GiB}}
  clean: {clean}
  cache: {cache}
plugins:
  search: {{}}
"""


class Failed(Exception):
    """Something did not work; the text says what, for a person."""


def program(name="caspiand"):
    """The release build in this checkout, else the one on PATH."""
    built = ROOT / ".build" / "release" / name
    if os.access(built, os.X_OK):
        return str(built)
    found = shutil.which(name)
    if found is None:
        raise Failed(f"no {name}: neither {built} nor on PATH; build it with 'make build'")
    return found


class Daemon:
    """A running daemon and one connection to it, until the end of its `with`. Nothing of it stays behind."""

    def __init__(self, documents, clean=False, cache=None):
        documents = pathlib.Path(documents).resolve()
        if not documents.is_file():
            raise Failed(f"no such file: {documents}")
        self.pid, self.ids = None, 0
        self.cleanup = contextlib.ExitStack()
        try:
            self._start(documents, clean, cache)
        except BaseException:
            self.cleanup.close()
            raise

    def _start(self, documents, clean, cache):
        folder = pathlib.Path(self.cleanup.enter_context(tempfile.TemporaryDirectory(prefix="caspian-search-")))
        path, config, log = folder / "socket", folder / "caspian.yaml", folder / "log"
        quoted = "'" + str(documents).replace("'", "''") + "'"
        kept_in = "'" + str(cache or folder / "cache").replace("'", "''") + "'"
        config.write_text(CONFIG.format(socket=path, documents=quoted, clean=str(clean).lower(), cache=kept_in), encoding="utf-8")
        kept = {key: value for key, value in os.environ.items() if not key.startswith(("CASPIAN", "LISTEN_", "NOTIFY_"))}
        with log.open("wb") as output:
            process = subprocess.Popen(
                [program(), "--config", str(config)], stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=kept
            )
        self.cleanup.callback(self._stop, process)
        self.pid = process.pid
        deadline = time.monotonic() + PATIENCE
        connection = socket.socket(socket.AF_UNIX)
        self.cleanup.callback(connection.close)
        while True:
            if process.poll() is not None or time.monotonic() > deadline:
                raise Failed(f"caspiand did not start:\n{log.read_text(errors='replace')[-2000:]}")
            try:
                connection.connect(str(path))
                break
            except OSError:
                time.sleep(0.002)
        self.connection, self.lines = connection, connection.makefile("rb")
        # Waits until the corpus is read and indexed; before, there is no plugin to describe.
        self.ask("search", {"query": "ready", "limit": 0}, timeout=PATIENCE)
        self.describe = self.ask("introspect", {"method": "search"})["methods"][0]

    @staticmethod
    def _stop(process):
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.cleanup.close()

    def takes(self, parameter):
        """Whether `search` of this daemon has that parameter."""
        return parameter in self.describe["parameters"]["properties"]

    def line(self, method, params, fields=None, timeout=600):
        """One request as it goes over the socket."""
        self.ids += 1
        meta = {"stream": False, "timeoutMs": timeout * 1000}
        if fields:
            meta["fields"] = fields
        request = {"jsonrpc": "2.0", "id": self.ids, "method": method, "params": {**params, "_meta": meta}}
        return json.dumps(request, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"

    def exchange(self, line):
        """Sends a line and returns the line that answers it."""
        self.connection.sendall(line)
        answer = self.lines.readline()
        if not answer:
            raise Failed("the daemon closed the connection")
        return answer

    def answer(self, method, params, fields=None, timeout=600):
        """The whole answer: with a `result` or an `error`."""
        return json.loads(self.exchange(self.line(method, params, fields, timeout)))

    def ask(self, method, params, fields=None, timeout=600):
        """The result."""
        answer = self.answer(method, params, fields, timeout)
        if "error" in answer:
            error = answer["error"]
            raise Failed(f"{method}: {error['code']} {error['message']}")
        return answer["result"]


def stop_on_signals():
    """Lets SIGTERM and SIGHUP end the program as an exception does, so that what it started is ended too."""

    def end(number, _):
        raise SystemExit(128 + number)

    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, end)
