#!/usr/bin/env python3
"""Measures caspiand against the floor, a C server and client of our own, in one run. See README.md beside this file.

    bench.py                      every section, seven rounds
    bench.py --only latency       one section (repeat for more): %(sections)s
    bench.py --strict             exit 1 if a goal is missed
    bench.py --json FILE          the table as JSON too
"""

import argparse
import datetime
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys
import tempfile

from sections import SECTIONS
from servers import Client, Failed, Server
from table import show

ROOT = pathlib.Path(__file__).resolve().parent.parent


class Bench:
    """What the sections share: programs, paths, and how often to measure."""

    def __init__(self, options, folder):
        self.folder = folder
        self.rounds = options.rounds
        self.reload_requests = options.reload_requests
        self.cleaning_sizes = options.megabytes
        self.caspiand, self.ctl, self.config = options.daemon, options.ctl, options.config
        self.floor_server = options.build / "floor-server"
        self.client = Client(options.build / "floor-client")
        self.cores = os.sched_getaffinity(0)

    def socket(self, name):
        return self.folder / f"{name}.sock"

    def floor_command(self, path):
        return [self.floor_server, path]

    def daemon_command(self, path, config=None):
        return [self.caspiand, "--config", config or self.config, "--socket", path]

    def floor(self, cores=None):
        return Server("floor-server", self.floor_command(self.socket("floor")), self.socket("floor"), cores)

    def daemon(self, cores=None):
        return Server("caspiand", self.daemon_command(self.socket("ours")), self.socket("ours"), cores)

    def house(self, name):
        """A folder with a copy of the configuration in it, which keeps nothing for the next start, and room for other
        seeds: (configuration, seeds)."""
        house = self.folder / name
        (house / "config").mkdir(parents=True)
        for beside in self.config.parent.glob("*.txt"):  # which the configuration names
            shutil.copy(beside, house / "config")
        shutil.copytree(self.config.parent / "data", house / "config" / "data")
        config = house / "config" / self.config.name
        kept, count = re.subn(r"^  cache: auto\b", "  cache: none", self.config.read_text(), flags=re.MULTILINE)
        if count != 1:
            raise Failed(f"{self.config} has no 'cache: auto' to turn off")
        config.write_text(kept)
        return config, house / "seeds"


def first_line(*command):
    try:
        return subprocess.run(command, capture_output=True, text=True, timeout=20).stdout.strip().splitlines()[0]
    except (OSError, IndexError, subprocess.TimeoutExpired):
        return "unknown"


def header(bench):
    """What was measured, on what."""
    models = [line for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines() if line.startswith("model name")]
    return {
        "date": datetime.datetime.now().astimezone().isoformat(timespec="seconds"),
        "machine": models[0].partition(":")[2].strip() if models else platform.machine(),
        "cores": len(bench.cores),
        "kernel": platform.release(),
        "load": f"{os.getloadavg()[0]:.2f}",
        "compiler": first_line("cc", "--version"),
        "caspiand": first_line(bench.caspiand, "--version"),
        "rounds": bench.rounds,
        "latency": "pinned, batch scheduling",
    }


def parse():
    parser = argparse.ArgumentParser(
        description=__doc__ % {"sections": ", ".join(SECTIONS)}, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    binaries = ROOT / ".build" / "release"
    parser.add_argument("--only", action="append", choices=list(SECTIONS), help="measure this section only")
    parser.add_argument("--rounds", type=int, default=7)
    parser.add_argument("--reload-requests", type=int, default=200_000, help="searches while reloading")
    parser.add_argument("--megabytes", type=int, nargs="+", default=[1, 10, 100], help="sizes of the nested corpora")
    parser.add_argument("--daemon", type=pathlib.Path, default=binaries / "caspiand")
    parser.add_argument("--ctl", type=pathlib.Path, default=binaries / "caspianctl")
    parser.add_argument("--config", type=pathlib.Path, default=ROOT / "config" / "caspian.yaml")
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / ".build" / "bench", help="where the floor stands")
    parser.add_argument("--json", type=pathlib.Path, help="write the table there as JSON too")
    parser.add_argument("--strict", action="store_true", help="exit 1 if a goal is missed or a section failed")
    return parser.parse_args()


def main():
    options = parse()
    floor = pathlib.Path(__file__).resolve().parent / "floor"
    subprocess.run(["make", "-s", "-C", floor, f"OUT={options.build.resolve()}"], check=True)
    for program in (options.daemon, options.ctl):
        if not program.exists():
            sys.exit(f"bench: {program} is missing; build a release first (swift build -c release)")

    rows, failures = [], []
    with tempfile.TemporaryDirectory(prefix="caspian-bench-") as folder:
        bench = Bench(options, pathlib.Path(folder))
        about = header(bench)
        print("  ".join(f"{key}: {value}" for key, value in about.items()), flush=True)
        for name in options.only or SECTIONS:
            print(f"measuring {name} …", file=sys.stderr, flush=True)
            try:
                rows += SECTIONS[name](bench)
            except (Failed, OSError) as failure:
                failures.append(f"{name}: {failure}")

    print(show(rows))
    for failure in failures:
        print(f"not measured: {failure}")
    if options.json is not None:
        result = {"header": about, "rows": [row.as_json() for row in rows], "failures": failures}
        options.json.write_text(json.dumps(result, indent=2, ensure_ascii=False) + "\n")
    missed = [row for row in rows if row.holds is False]
    return 1 if options.strict and (missed or failures) else 0


if __name__ == "__main__":
    sys.exit(main())
