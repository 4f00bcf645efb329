#!/usr/bin/env python3
"""Pages, progress and cancellation by the official Python SDK, in the version that this interpreter has:
`work.py MODE COMMAND ARGUMENT…`; prints what it found as JSON. MODE is how version 2 chooses a revision.

All lines in both directions are kept beside, because the SDK shows no answer that nobody waits for.
"""

import asyncio
import contextlib
import json
import sys

from mcp.client.stdio import StdioServerParameters, stdio_client

try:
    from mcp.client.client import Client
except ImportError:
    import mcp.types as types
    from mcp import ClientSession

    Client = None

MODE, *COMMAND = sys.argv[1:]
RECORDED = ["/bin/sh", "-c", 'tee host.jsonl | "$@" | tee server.jsonl', "sh"] + COMMAND


@contextlib.asynccontextmanager
async def connect():
    transport = stdio_client(StdioServerParameters(command=RECORDED[0], args=RECORDED[1:]))
    if Client is not None:
        async with Client(transport, mode=MODE) as client:
            yield client
    else:
        async with transport as streams, ClientSession(*streams) as session:
            await session.initialize()
            yield session


def structured(result):
    return result.structured_content if Client is not None else result.structuredContent


def lines(name):
    with open(name) as file:
        return [json.loads(line) for line in file if line.endswith("\n")]


def calls(how):
    """The ids of the calls that were made with this argument."""
    made = [m for m in lines("host.jsonl") if m.get("method") == "tools/call"]
    return [m["id"] for m in made if m["params"]["arguments"].get("how") == how]


async def cancel(client, task, how):
    """As the SDK does it where it does it by itself; version 1 leaves the notification to its user."""
    if Client is None:
        notice = types.CancelledNotification(params=types.CancelledNotificationParams(requestId=calls(how)[-1]))
        await client.send_notification(types.ClientNotification(notice))
    task.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await task


async def main():
    found = {}
    async with connect() as client:
        # Pages.
        found["pages"] = []
        more = {}
        while True:
            page = structured(await client.call_tool("search", {"query": "sea", "limit": 3, **more}))
            found["pages"].append([len(page["hits"]), page["total"], page["truncated"], "next" in page])
            if not page["truncated"]:
                break
            more = {"cursor": page["next"]}

        # Progress, which ends before the answer comes.
        steps = []

        async def step(done, total, message):
            steps.append([done, total])

        answer = await client.call_tool("misbehaving_do", {"how": "flood_progress"}, progress_callback=step)
        found["answer"] = structured(answer)["number"]
        found["rises"] = len(steps) > 1 and steps == sorted(steps) and len({done for done, _ in steps}) == len(steps)
        found["of"] = sorted({total for _, total in steps})

        # A call that has begun, and is cancelled.
        begun = asyncio.Event()

        async def begins(done, total, message):
            begun.set()

        task = asyncio.create_task(client.call_tool("misbehaving_do", {"how": "linger"}, progress_callback=begins))
        await begun.wait()
        await cancel(client, task, "linger")
        # What is asked behind it is answered.
        found["behind"] = structured(await client.call_tool("misbehaving_do", {"how": "behave"}))["number"]
    asked = calls("linger")
    found["asked"] = len(asked)
    said = [m for m in lines("host.jsonl") if m.get("method") == "notifications/cancelled"]
    found["cancelled"] = [m["params"]["requestId"] for m in said] == asked
    found["answered"] = [m for m in lines("server.jsonl") if m.get("id") in asked]
    print(json.dumps(found))


asyncio.run(main())
