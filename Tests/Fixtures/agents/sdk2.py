#!/usr/bin/env python3
"""Drives the daemon by the official Python SDK, version 2: `sdk2.py MODE COMMAND ARGUMENT…`, or `sdk2.py MODE SOCKET` for
a daemon's own socket; prints what it found as JSON.

The SDK checks every answer against its types, and the structured answer of a tool against the tool's schema.
"""

import asyncio
import contextlib
import json
import sys

import anyio
import mcp_types
from mcp.client.client import Client
from mcp.client.stdio import StdioServerParameters, stdio_client
from mcp.shared.exceptions import MCPError
from mcp.shared.message import SessionMessage


@contextlib.asynccontextmanager
async def socket_client(path):
    """The framing of stdio on a Unix socket."""
    stream = await anyio.connect_unix(path)
    to_session, reading = anyio.create_memory_object_stream(100)
    writing, from_session = anyio.create_memory_object_stream(100)

    async def receive():
        rest = b""
        with contextlib.suppress(anyio.EndOfStream, anyio.ClosedResourceError, anyio.BrokenResourceError):
            while True:
                *lines, rest = (rest + await stream.receive()).split(b"\n")
                for line in lines:
                    message = mcp_types.jsonrpc_message_adapter.validate_json(line)
                    await to_session.send(SessionMessage(message))
        await to_session.aclose()

    async def send():
        async for message in from_session:
            text = message.message.model_dump_json(by_alias=True, exclude_unset=True)
            await stream.send(text.encode() + b"\n")

    async with stream, anyio.create_task_group() as tasks:
        tasks.start_soon(receive)
        tasks.start_soon(send)
        yield reading, writing
        tasks.cancel_scope.cancel()


async def main():
    mode, *target = sys.argv[1:]
    found = {}
    if len(target) == 1:
        transport = socket_client(target[0])
    else:
        transport = stdio_client(StdioServerParameters(command=target[0], args=target[1:]))
    async with Client(transport, mode=mode) as client:
        found["revision"] = client.protocol_version
        found["tools"] = [tool.name for tool in (await client.list_tools()).tools]
        hits = await client.call_tool("search", {"query": "\"joint exploitation\""})
        found["total"] = hits.structured_content["total"]
        uri = hits.structured_content["hits"][0]["uri"]
        found["text"] = (await client.read_resource(uri)).contents[0].text
        for name, arguments in [
            ("read", {"document": uri}),
            ("similar", {"document": uri}),
            ("summarize", {}),
            ("divide", {"rule": "median"}),
            ("compare_divisions", {}),
        ]:
            # All formulas are worked out, which takes its time where much else runs.
            result = await client.call_tool(name, arguments, meta={"timeoutMs": 120_000})
            assert not result.is_error, name
        wrong = await client.call_tool("search", {"query": 7})
        found["wrong"] = [wrong.is_error, wrong.content[0].text.split("\n")[0]]
        found["resources"] = len((await client.list_resources()).resources)
        found["templates"] = [t.uri_template for t in (await client.list_resource_templates()).resource_templates]
        found["prompts"] = [prompt.name for prompt in (await client.list_prompts()).prompts]
        prompt = await client.get_prompt("ask", {"question": "Who?"})
        found["prompt"] = prompt.messages[0].content.text.split("\n")[0]
        if mode != "legacy":
            async with client.listen(tools_list_changed=True) as stream:
                found["listens"] = stream.honored.tools_list_changed
        try:
            await client.read_resource("caspian:///none.txt")
        except MCPError as error:
            found["missing"] = error.error.code
    print(json.dumps(found))


asyncio.run(main())
