"""What is measured. Every section takes a `Bench` and returns rows; floor and ours take turns in every round."""

import statistics
import threading

import nested
from servers import Failed, Server, ask
from table import Row

SEARCH = ("--method", "search", "--params", '{"query":"coastline","limit":3}')
LARGE = ("introspect", "discover", "status", "corpus.list")


def median(values):
    return statistics.median(list(values))


def ratio_row(what, unit, divisor, floor, ours, goal, note=""):
    """Medians of the rounds, and the median of the rounds' ratios."""
    ratio = median(mine / least for mine, least in zip(ours, floor))
    return Row(what, unit, median(ours) / divisor, median(floor) / divisor, ratio, goal, note)


def placements(bench):
    """Where the server and the client run, the floor's and ours alike.

    Left to the kernel they share a core in one run and not in the next, which is a factor of six where waking another
    core costs more than the answer. So both cases are measured by themselves.
    """
    first, *others = sorted(bench.cores)
    yield "same core", {first}, {first}
    if others:
        yield "a core each", {first}, {others[0]}


def latency(bench):
    """One persistent connection: round trips, pipelining, and a cheap search."""
    rows = []
    for place, server_cores, client_cores in placements(bench):
        with bench.floor(server_cores) as floor, bench.daemon(server_cores) as ours:
            runs = {"floor": [], "ours": [], "search": [], "floor batch": [], "our batch": []}
            for _ in range(bench.rounds):
                for name, server, mode, options in (
                    ("floor", floor, "roundtrip", ()),
                    ("ours", ours, "roundtrip", ()),
                    ("search", ours, "roundtrip", SEARCH),
                    ("floor batch", floor, "pipeline", ("--depth", 128)),
                    ("our batch", ours, "pipeline", ("--depth", 128)),
                ):
                    runs[name].append(bench.client.run(mode, server.path, *options, cores=client_cores))

        p50, p99, mean = (
            {name: [run.get(key) for run in measured] for name, measured in runs.items()}
            for key in ("p50", "p99", "mean")
        )
        above = [query - ping for query, ping in zip(p50["search"], p50["ours"])]
        rows += [
            ratio_row(f"ping p50, {place}", "us", 1e3, p50["floor"], p50["ours"], 1.6),
            ratio_row(f"ping p99, {place}", "us", 1e3, p99["floor"], p99["ours"], 2.5),
            ratio_row(f"ping, 128 in flight, {place}", "ns", 1, mean["floor batch"], mean["our batch"], 6),
        ]
        if server_cores == client_cores:  # elsewhere the wake-ups vary by more than a search takes
            rows.append(Row(f"search minus ping p50, {place}", "us", median(above) / 1e3, goal=15))
    return rows


def commands(bench):
    """`caspianctl ping` from exec to exit, against a C client that asks the same daemon."""
    with bench.daemon() as ours:
        once = bench.client.command("once", ours.path)
        ping = [bench.ctl, "--socket", ours.path, "ping"]
        floor, mine = [], []
        for _ in range(bench.rounds):
            floor.append(bench.client.run("exec", ours.path, program=once)["p50"])
            mine.append(bench.client.run("exec", ours.path, program=ping)["p50"])
    return [ratio_row("caspianctl ping, exec to exit", "ms", 1e6, floor, mine, 3)]


def starts(bench):
    """From exec to the first answer; ours is to a search, which needs the seeds read and indexed."""
    echo, daemon = bench.socket("start-floor"), bench.socket("start-ours")
    floor, ours = [], []
    for _ in range(bench.rounds):
        floor.append(bench.client.run("start", echo, program=bench.floor_command(echo))["p50"])
        ours.append(bench.client.run("start", daemon, *SEARCH, program=bench.daemon_command(daemon))["p50"])
    return [ratio_row("daemon, exec to first answer", "ms", 1e6, floor, ours, 10)]


def memory(bench):
    """Idle on the seeds, then with a thousand clients that say nothing."""
    with bench.daemon() as ours:
        ask(ours.path, "search", {"query": "coastline", "limit": 3})
        ours.settle()
        ask(ours.path, "search", {"query": "coastline", "limit": 3})
        resident, proportional = ours.memory()
        idle = bench.client.start(bench.client.command("idle", ours.path, "--count", 1000))
        if not idle.stdout.readline():
            raise Failed(f"1,000 idle connections: {idle.stderr.read().strip()}")
        crowded, _ = ours.memory()
        ping = bench.client.run("roundtrip", ours.path, "--count", 5000)
        answered = bench.client.finish(idle, ["floor-client", "idle"])["answered"]
    each = (crowded - resident) / 1000
    return [
        Row("memory idle on the seeds", "MB", resident / 1e6, goal=20, note=f"Pss {proportional / 1e6:.1f} MB"),
        Row(
            "1,000 idle clients, unanswered",
            "of them",
            1000 - answered,
            goal=0,
            note=f"{each / 1e3:.1f} kB each; ping p50 beside them {ping['p50'] / 1e3:.1f} us",
        ),
    ]


def slow_reader(bench):
    """40,000 large answers that a client asks for and does not read, then reads."""
    with bench.daemon() as ours:
        sizes = {}
        for method in LARGE:
            answer, sizes[method] = ask(ours.path, method)
            if "error" in answer:
                del sizes[method]
        method = max(sizes, key=sizes.get)
        ours.settle()
        ask(ours.path, method)
        run = bench.client.run("slow", ours.path, "--method", method, "--pid", ours.process.pid)
    lost = run["requests"] - run["answered"] + run["strangers"]
    return [
        Row(
            "40,000 large answers unread",
            "MB more",
            run["unreadGrowthKiB"] * 1024 / 1e6,
            goal=16,
            note=f"{method}, {sizes[method] / 1e3:.1f} kB each; longest line {run['longestLine']:,} bytes",
        ),
        Row(
            "… then read: lost or twice",
            "answers",
            lost,
            goal=0,
            note=f"{run['bytesRead'] / 1e6:,.0f} MB read; {run['errors']} errors; "
            + ("connection kept" if run["stayedOpen"] else "connection closed by the daemon"),
        ),
    ]


def reload(bench):
    """Reloads, one after the other, while a client searches; the client fails if one request is lost or refused."""
    with bench.daemon() as ours:
        command = bench.client.command("pipeline", ours.path, *SEARCH, "--depth", 32, "--count", bench.reload_requests)
        load = bench.client.start(command)
        finished, reloads, refused = threading.Event(), 0, []
        waiter = threading.Thread(target=lambda: (load.wait(), finished.set()))
        waiter.start()
        while not finished.is_set():
            answer, _ = ask(ours.path, "config.reload")
            refused += [answer["error"]] if "error" in answer else []
            reloads += 1
        waiter.join()
        try:
            bench.client.finish(load, command)
            note = ""
        except Failed as failure:
            note = str(failure).split(": ")[-1]
    if refused:
        note += f"; {len(refused)} reloads refused: {refused[0]}"
    what = f"{reloads} reloads under {bench.reload_requests:,} searches: failed"
    return [Row(what, "runs", int(bool(note)), goal=0, note=note)]


def cleaning(bench):
    """Exec to first search on nested text of growing size; linear means the time of a megabyte stays the same."""
    rows, rates, astray = [], {}, 0
    for megabytes in bench.cleaning_sizes:
        config, seeds = bench.house(f"nested-{megabytes}")
        byte_count, file_count, sentence_count = nested.write(seeds, megabytes * 1_000_000)
        path = bench.socket(f"nested-{megabytes}")
        command = bench.daemon_command(path, config)
        counts = ("--count", min(bench.rounds, 3), "--warm-up", 1)
        seconds = bench.client.run("start", path, *SEARCH, *counts, program=command)["p50"] / 1e9
        with Server("caspiand", command, path) as ours:
            ours.wait_for_answer("search", {"query": "coastline", "limit": 3})
            kept = ask(ours.path, "status")[0]["result"]["corpus"]["sentences"]
            resident, _ = ours.memory()
        astray += abs(sentence_count - kept)
        rates[megabytes] = byte_count / 1e6 / seconds
        note = f"{rates[megabytes]:.1f} MB/s; {file_count} files, {kept:,} sentences, {resident / 1e6:.0f} MB resident"
        rows.append(Row(f"load and clean {megabytes} MB", "s", seconds, note=note))
    rows.append(Row("sentences kept twice or lost", "of them", astray, goal=0))
    if len(rates) > 1:
        first, last = sorted(rates)[-2:]
        what = f"time per MB, {last} MB against {first} MB"
        rows.append(Row(what, "ms/MB", 1e3 / rates[last], 1e3 / rates[first], rates[first] / rates[last], 1.5))
    return rows


SECTIONS = {
    "latency": latency,
    "commands": commands,
    "starts": starts,
    "memory": memory,
    "slow": slow_reader,
    "reload": reload,
    "cleaning": cleaning,
}
