"""Runs a program in a terminal of its own and types into it, for tests.

usage: terminal.py '{"program": [...], "columns": 80, "rows": 24, "steps": [...]}'

A step is {"expect": TEXT}, which waits until the text has come since the last step (escape sequences and carriage
returns are left out of what is looked at), {"raw": TEXT}, which looks at every byte, {"send": TEXT}, or {"end": STATUS},
which waits for the end of the program. {"press": KEY, "expect": TEXT} presses the key again when nothing has come of it for
two seconds, as a person does: what has a time limit may be too slow for it on a machine that is busy.
Prints what came, and exits with 1 and the reason when a step fails.
"""

import fcntl, json, os, pty, re, select, signal, struct, sys, termios, time

PATIENCE = 20
ESCAPES = re.compile(
    rb"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\|\x1b[ -/]*[0-~]", re.S)


def first(wanted, came, strip):
    """How many bytes of what came are needed for all that is wanted to be there; None when it isn't."""
    def has(count):
        text = strip(b"", came[:count]).replace(b"\r", b"") if strip else came[:count]
        return wanted in text

    if not has(len(came)):
        return None
    low, high = 0, len(came)
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if has(middle) else (middle + 1, high)
    return low


def main(plan):
    pid, terminal = pty.fork()
    if pid == 0:
        os.execvp(plan["program"][0], plan["program"])
    fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("HHHH", plan.get("rows", 24), plan.get("columns", 80), 0, 0))
    came, seen, status = b"", 0, None

    def read(until):
        """Whether something came; None when it is too late for it, False when nothing will."""
        nonlocal came
        ready, _, _ = select.select([terminal], [], [], max(0, until - time.monotonic()))
        if not ready:
            return None
        try:
            data = os.read(terminal, 65536)
        except OSError:
            data = b""
        came += data
        return bool(data)

    def fail(reason):
        os.kill(pid, signal.SIGKILL)
        sys.stdout.write(came.decode("utf-8", "replace"))
        sys.exit("\nterminal: " + reason)

    for step in plan["steps"]:
        until = time.monotonic() + PATIENCE
        if "send" in step:
            os.write(terminal, step["send"].encode())
        elif "end" in step:
            while read(until):
                pass
            while status is None and time.monotonic() < until:
                ended, code = os.waitpid(pid, os.WNOHANG)
                if ended:
                    status = os.waitstatus_to_exitcode(code)
                else:
                    time.sleep(0.01)
            if status != step["end"]:
                fail(f"ended with {status}, not {step['end']}")
        else:
            wanted = (step.get("expect") or step["raw"]).encode()
            pressed = 0
            while True:
                if "press" in step and time.monotonic() - pressed > 2:
                    os.write(terminal, step["press"].encode())
                    pressed = time.monotonic()
                end = first(wanted, came[seen:], ESCAPES.sub if "expect" in step else None)
                if end is not None:
                    seen += end
                    break
                more = read(min(until, pressed + 2.1) if pressed else until)
                if more is False or more is None and time.monotonic() >= until:
                    fail(f"no {wanted.decode()!r} came; since the last: {came[seen:].decode('utf-8', 'replace')!r}")
    sys.stdout.write(came.decode("utf-8", "replace"))
    if status is None:
        os.kill(pid, signal.SIGKILL)


main(json.loads(sys.argv[1]))
