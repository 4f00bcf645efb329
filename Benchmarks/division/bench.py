#!/usr/bin/env python3
"""Measures division beside what one would do by hand with shapely and pyproj, in one run.

    bench.py              five rounds
    bench.py --rounds N
    bench.py --strict     exit 1 if a goal is missed

Both begin with the file of the shore and end with the shares; ours also goes through the socket. The goals: cold at most
half of the time by hand; all formulas with their lines under three times of it; warm answers under 20 ms.
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]


SHORE = ROOT / "config" / "data" / "caspian-shore.geojson"
PACKAGES = ["shapely==2.1.2", "pyproj==3.7.2"]


def environment():
    """A Python with the packages, made once below .build."""
    folder = ROOT / ".build" / "bench-division"
    python = folder / "bin" / "python"
    if not python.exists():
        subprocess.run([sys.executable, "-m", "venv", folder], check=True)
        subprocess.run([python, "-m", "pip", "install", "-q", *PACKAGES], check=True)
    return python


def densified(path, count, folder):
    """The same shore with every edge cut into so many."""
    shore = json.loads(path.read_text(encoding="utf-8"))

    def cut(line):
        points = [line[0]]
        for start, end in zip(line, line[1:]):
            points += [[a + (b - a) * step / count for a, b in zip(start, end)] for step in range(1, count)] + [end]
        return points

    for feature in shore["features"]:
        geometry = feature["geometry"]
        if geometry["type"] == "LineString":
            geometry["coordinates"] = cut(geometry["coordinates"])
        elif geometry["type"] == "Polygon":
            geometry["coordinates"] = [cut(ring) for ring in geometry["coordinates"]]
    made = folder / f"times-{count}.geojson"
    made.write_text(json.dumps(shore), encoding="utf-8")
    return made


def vertices(path):
    shore = json.loads(path.read_text(encoding="utf-8"))
    lines = [f["geometry"]["coordinates"] for f in shore["features"] if f["geometry"]["type"] != "Point"]
    return sum(len(line[0]) if isinstance(line[0][0], list) else len(line) for line in lines)


class Daemon:
    """A caspiand on the shipped configuration, asked through caspianctl's socket line by line."""

    def __init__(self, folder):
        self.socket = folder / "socket"
        self.process = subprocess.Popen(
            [ROOT / ".build/release/caspiand", "--config", ROOT / "config/caspian.yaml", "--socket", self.socket],
            stderr=subprocess.DEVNULL,
        )
        import socket as sockets

        for _ in range(500):
            if self.socket.exists():
                break
            time.sleep(0.01)
        self.connection = sockets.socket(sockets.AF_UNIX)
        self.connection.connect(str(self.socket))
        self.file = self.connection.makefile("rwb")

    def ask(self, method, **parameters):
        start = time.perf_counter()
        request = {"jsonrpc": "2.0", "id": 1, "method": method, "params": {**parameters, "_meta": {"timeoutMs": 120000}}}
        self.file.write(json.dumps(request).encode() + b"\n")
        self.file.flush()
        while True:
            answer = json.loads(self.file.readline())
            if "id" in answer:
                break
        if "error" in answer:
            raise SystemExit(f"{method}: {answer['error']['message']}")
        return time.perf_counter() - start, answer["result"]

    def memory(self):
        status = pathlib.Path(f"/proc/{self.process.pid}/status").read_text()
        return int(status.split("VmHWM:")[1].split()[0]) / 1024

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait()


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--rounds", type=int, default=5)
    options.add_argument("--strict", action="store_true")
    options = options.parse_args()
    python = environment()
    by_hand, cold, warm, everything = [], [], [], []
    shares = {}
    for round in range(options.rounds):
        made = json.loads(subprocess.check_output([python, pathlib.Path(__file__).with_name("by_hand.py"), SHORE]))
        by_hand.append(made["seconds"])
        with tempfile.TemporaryDirectory() as folder, Daemon(pathlib.Path(folder)) as daemon:
            seconds, answer = daemon.ask("division.calculate", rule="median")
            cold.append(seconds)
            shares = {row["state"]: row["percent"] for row in answer["rows"]}
            warm.append(statistics.median(daemon.ask("division.calculate", rule="median")[0] for _ in range(20)))
            start = time.perf_counter()
            for rule in daemon.ask("division.bodies")[1]["bodies"][0]["rules"]:
                daemon.ask("division.line", rule=rule)
            everything.append(time.perf_counter() - start + seconds)
    hand, ours = statistics.median(by_hand), statistics.median(cold)
    off = max(abs(made["shares"][state] - shares[state]) for state in shares)
    rows = [
        ("by hand: shapely and pyproj", hand, ""),
        ("division.calculate median, cold", ours, f"{ours / hand:.2f} of it; goal 0.50"),
        ("every formula with its lines", statistics.median(everything), f"{statistics.median(everything) / hand:.2f}; 3"),
        ("division.calculate median, warm", statistics.median(warm), "goal 0.020"),
    ]
    for name, seconds, remark in rows:
        print(f"{name:36} {seconds * 1000:10.1f} ms  {remark}")
    print(f"largest difference of a share: {off:.4f} points")
    print("how it grows: GSHHG at four resolutions, then the finest with every edge cut into so many")
    with tempfile.TemporaryDirectory() as folder:
        shores = [SHORE.with_stem(f"{SHORE.stem}-{name}") for name in ("low", "intermediate", "high")] + [SHORE]
        shores += [densified(SHORE, count, pathlib.Path(folder)) for count in (2, 5, 10)]
        for path in shores:
            with tempfile.TemporaryDirectory() as house, Daemon(pathlib.Path(house)) as daemon:
                body = {"geojson": str(path)}
                first, _ = daemon.ask("division.calculate", rule="median", body=body)
                belts, _ = daemon.ask("division.calculate", rule={"belts-nm": 10}, body=body)
                equal, _ = daemon.ask("division.calculate", rule="equal", body=body)
                again, _ = daemon.ask("division.calculate", rule="median", body=body)
                times = " ".join(f"{seconds * 1000:8.1f}" for seconds in (first, belts, equal, again))
                print(f"{vertices(path):8} points: median, belts, equal, median again {times} ms, {daemon.memory():6.1f} MiB")
    missed = ours > hand / 2 or statistics.median(everything) > 3 * hand or statistics.median(warm) > 0.02
    return 1 if options.strict and missed else 0


if __name__ == "__main__":
    sys.exit(main())
