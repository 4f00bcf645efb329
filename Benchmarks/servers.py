"""The programs of a run: servers, and the floor's client that measures them."""

import contextlib
import json
import os
import pathlib
import socket
import subprocess
import tempfile
import time

PATIENCE = 120  # seconds that anything may take


class Failed(Exception):
    """A program of the run did not do its part; the text says which and how."""


@contextlib.contextmanager
def on_cores(cores):
    """What is started inside runs on these cores only, in batch scheduling; None leaves both to the kernel.

    Batch: a program that is woken waits until the other one sleeps. Otherwise the client may take the core from the
    server in the middle of its write, in one run at every answer and in the next at every third, which is one switch
    between programs or two for the same work.
    """
    if cores is None:
        yield
        return
    before, policy = os.sched_getaffinity(0), os.sched_getscheduler(0)
    os.sched_setaffinity(0, cores)
    os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))
    try:
        yield
    finally:
        os.sched_setscheduler(0, policy, os.sched_param(0))
        os.sched_setaffinity(0, before)


# What daemons keep for their next start goes when we do.
CACHES = tempfile.TemporaryDirectory(prefix="caspian-bench-cache-")


def environment():
    """Ours without colour, and without anything that would tell a program about another socket or supervisor."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("CASPIAN", "LISTEN_", "NOTIFY_"))}
    return {**kept, "NO_COLOR": "1", "XDG_CACHE_HOME": CACHES.name}


def ask(path, method, params=None):
    """Sends one request and returns (the answer, the bytes of all lines that came for it)."""
    request = {"jsonrpc": "2.0", "id": 1, "method": method, **({"params": params} if params else {})}
    with socket.socket(socket.AF_UNIX) as connection:
        connection.settimeout(PATIENCE)
        connection.connect(str(path))
        connection.sendall(json.dumps(request).encode() + b"\n")
        byte_count = 0
        for line in connection.makefile("rb"):
            byte_count += len(line)
            message = json.loads(line)
            if "id" in message:
                return message, byte_count
    raise Failed(f"{method}: the server closed the connection before it answered")


class Server:
    """A running server, until the end of its `with`."""

    def __init__(self, name, command, path, cores=None):
        self.name, self.path = name, path
        self.log = pathlib.Path(f"{path}.log")
        with on_cores(cores), self.log.open("wb") as log:
            self.process = subprocess.Popen(
                [str(part) for part in command], stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=environment()
            )
        self.wait_for_answer("ping")

    def wait_for_answer(self, method, params=None):
        """Asks until the answer is no error, which it is while the server starts."""
        deadline = time.monotonic() + PATIENCE
        while not self.answers(method, params):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise Failed(f"{self.name} did not answer {method}: {self.log.read_text()[-2000:]}")
            time.sleep(0.01)

    def answers(self, method, params):
        try:
            return "error" not in ask(self.path, method, params)[0]
        except (FileNotFoundError, ConnectionError, Failed):
            return False

    def settle(self):
        """Waits until the daemon has given back what only its start needed, half a second after it."""
        time.sleep(1)

    def memory(self):
        """Resident and proportional memory in bytes."""
        sizes = {}
        for name in ("status", "smaps_rollup"):
            for line in pathlib.Path(f"/proc/{self.process.pid}/{name}").read_text().splitlines():
                key, _, value = line.partition(":")
                if value.endswith(" kB"):
                    sizes.setdefault(key, int(value.split()[0]) * 1024)
        return sizes["VmRSS"], sizes["Pss"]

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def stop(self):
        """Ends it and waits for that."""
        self.process.terminate()
        try:
            self.process.wait(timeout=15)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


class Client:
    """The floor's client. Every run returns what the program printed."""

    def __init__(self, program):
        self.program = program

    def command(self, mode, path, *options, program=()):
        command = [str(part) for part in (self.program, mode, path, *options)]
        return command + (["--", *map(str, program)] if program else [])

    def start(self, command, cores=None):
        with on_cores(cores):
            pipe = subprocess.PIPE
            return subprocess.Popen(command, stdin=pipe, stdout=pipe, stderr=pipe, text=True, env=environment())

    def finish(self, process, command):
        try:
            output, errors = process.communicate(timeout=600)
        except subprocess.TimeoutExpired:
            process.kill()
            raise Failed(f"{' '.join(command)}: no end after ten minutes") from None
        if process.returncode != 0:
            raise Failed(f"{' '.join(command)}: {errors.strip()}")
        return json.loads(output.splitlines()[-1])

    def run(self, mode, path, *options, cores=None, program=()):
        command = self.command(mode, path, *options, program=program)
        return self.finish(self.start(command, cores), command)
