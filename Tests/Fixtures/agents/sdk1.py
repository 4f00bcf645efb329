#!/usr/bin/env python3
"""Drives caspianctl mcp by the official Python SDK, version 1: `sdk1.py COMMAND ARGUMENT…`; prints what it found as JSON.

The SDK checks every answer against its types, and the structured answer of a tool against the tool's schema.
"""

import asyncio
import json
import sys

from mcp import ClientSession, McpError, StdioServerParameters
from mcp.client.stdio import stdio_client


async def main():
    found = {}
    async with stdio_client(StdioServerParameters(command=sys.argv[1], args=sys.argv[2:])) as (reading, writing):
        async with ClientSession(reading, writing) as session:
            hello = await session.initialize()
            found["revision"] = hello.protocolVersion
            found["tools"] = [tool.name for tool in (await session.list_tools()).tools]
            hits = await session.call_tool("search", {"query": "\"joint exploitation\""})
            found["total"] = hits.structuredContent["total"]
            uri = hits.structuredContent["hits"][0]["uri"]
            found["text"] = (await session.read_resource(uri)).contents[0].text
            for name, arguments in [
                ("read", {"document": uri}),
                ("similar", {"document": uri}),
                ("summarize", {}),
                ("divide", {"rule": "median"}),
                ("compare_divisions", {}),
            ]:
                # All formulas are worked out, which takes its time where much else runs.
                result = await session.call_tool(name, arguments, meta={"timeoutMs": 120_000})
                assert not result.isError, name
            wrong = await session.call_tool("search", {"query": 7})
            found["wrong"] = [wrong.isError, wrong.content[0].text.split("\n")[0]]
            found["resources"] = len((await session.list_resources()).resources)
            found["templates"] = [t.uriTemplate for t in (await session.list_resource_templates()).resourceTemplates]
            found["prompts"] = [prompt.name for prompt in (await session.list_prompts()).prompts]
            prompt = await session.get_prompt("ask", {"question": "Who?"})
            found["prompt"] = prompt.messages[0].content.text.split("\n")[0]
            await session.subscribe_resource(uri)
            await session.unsubscribe_resource(uri)
            await session.send_ping()
            try:
                await session.read_resource("caspian:///none.txt")
            except McpError as error:
                found["missing"] = error.error.code
    print(json.dumps(found))


asyncio.run(main())
