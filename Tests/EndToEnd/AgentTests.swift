import JSON
import Schema
import Testing

/// The Model Context Protocol on the daemon's socket. What is expected is taken from its specification, revisions
/// 2026-07-28 and 2025-11-25 (modelcontextprotocol.io).
@Suite("Agents")
struct AgentTests {
    private static let article = "mehr-caspian-legal-regime.txt"

    private func misbehaving() throws -> Client {
        try RunningDaemon(RunningDaemon.configuration(plugins: RunningDaemon.misbehaving())).client()
    }

    // MARK: Revisions

    @Test("since 2026-07-28 each request names its revision, and each result says who answered and that it is complete")
    func stateless() throws {
        let client = try RunningDaemon.onSeeds().client()
        let found = try client.result("server/discover", meta: AgentHost.meta)
        #expect(found["supportedVersions"]?.array?.contains("2026-07-28") == true)
        #expect(found["supportedVersions"]?.array?.contains("2025-11-25") == true)
        for capability in ["tools", "resources", "prompts", "completions"] {
            #expect(found["capabilities"]?[capability]?.object != nil)
        }
        let lists = ["tools/list", "resources/list", "resources/templates/list", "prompts/list"]
        for method in ["server/discover"] + lists {
            let result = try client.result(method, meta: AgentHost.meta)
            #expect(result["resultType"] == "complete", "\(method)")
            #expect(result["_meta", "io.modelcontextprotocol/serverInfo", "name"] == "caspian", "\(method)")
            #expect((result["ttlMs"]?.integer ?? -1) >= 0, "\(method)")
            #expect(result["cacheScope"] == "private", "\(method)")
        }
    }

    @Test(
        "a request that says too little or too much of itself is refused",
        arguments: [
            (#"{"io.modelcontextprotocol/protocolVersion":"2026-07-28"}"#, "tools/list", -32602),
            ("{}", "server/discover", -32602),
            (
                #"{"io.modelcontextprotocol/protocolVersion":7,"io.modelcontextprotocol/clientCapabilities":{}}"#,
                "tools/list", -32602
            ),
            (
                #"{"io.modelcontextprotocol/protocolVersion":"1900-01-01","io.modelcontextprotocol/clientCapabilities":{}}"#,
                "tools/list", -32022
            ),
            (
                #"{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}"#,
                "resources/subscribe", -32601
            ),
        ]
    )
    func malformed(meta: String, method: String, code: Int) throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        let failure = try client.failure(method, ["uri": "caspian:///x"], meta: try JSON(parsing: meta))
        #expect(failure["code"] == .integer(code))
        guard code == -32022 else { return }
        #expect(failure["data", "requested"] == "1900-01-01")
        #expect(failure["data", "supported"]?.array?.contains("2026-07-28") == true)
    }

    @Test(
        "the handshake settles on what was asked for, or on the newest that has a handshake",
        arguments: [
            ("2025-11-25", "2025-11-25"), ("2025-06-18", "2025-06-18"), ("2026-07-28", "2025-11-25"),
            ("1999-01-01", "2025-11-25"),
        ]
    )
    func handshake(wanted: String, settled: String) throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        let hello = try client.result("initialize", AgentHost.greeting(wanted))
        #expect(hello["protocolVersion"] == .string(settled))
        #expect(hello["serverInfo", "name"] == "caspian")
        #expect(hello["instructions"]?.string?.contains("1 document") == true)
        #expect(hello["resultType"] == nil)
        try client.send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
        #expect(try client.result("ping") == [:])
    }

    @Test("both kinds of requests, and the daemon's own, are told apart on one connection")
    func mixed() throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        #expect(try client.result("tools/list", meta: AgentHost.meta)["resultType"] == "complete")
        let old = try client.result("tools/list")
        #expect(old["resultType"] == nil)
        #expect(old["ttlMs"] == nil)
        #expect(try client.result("search", ["query": "sea", "limit": 1])["hits"]?.array?.count == 1)
    }

    // MARK: Tools

    @Test("the tools are few, named as all models take names, and say what they take and give")
    func tools() throws {
        let client = try RunningDaemon.onSeeds().client()
        let tools = try #require(try client.result("tools/list")["tools"]?.array)
        #expect(
            tools.compactMap { $0["name"]?.string }
                == ["read", "search", "similar", "summarize", "divide", "compare_divisions"]
        )
        for tool in tools {
            let name = tool["name"]?.string ?? ""
            #expect(name.wholeMatch(of: /[a-zA-Z0-9_-]{1,64}/) != nil)
            #expect((tool["description"]?.string ?? "").count > 100, "\(name)")
            #expect(tool["annotations", "readOnlyHint"] == true, "\(name)")
            #expect(tool["annotations", "openWorldHint"] == false, "\(name)")
            #expect(tool["inputSchema", "type"] == "object", "\(name)")
            #expect(tool["outputSchema", "type"] == "object", "\(name)")
            for (parameter, schema) in tool["inputSchema", "properties"]?.object ?? Members() {
                #expect(schema["description"]?.string?.isEmpty == false, "\(name).\(parameter)")
            }
        }
    }

    @Test(
        "what a tool answers is as its schema says, in structure and in words",
        arguments: [
            ("search", ["query": "legal regime", "limit": 2], "hits"),
            ("read", ["document": .string(article)], "passages"),
            ("similar", ["document": .string(article), "passage": 8], "hits"),
            ("summarize", ["sentences": 2], "sentences"), ("divide", ["rule": "coast"], "rows"),
            ("compare_divisions", [:], "rows"),
        ] as [(String, JSON, String)]
    )
    func answers(tool: String, arguments: JSON, list: String) throws {
        let client = try RunningDaemon.onSeeds().client()
        let tools = try #require(try client.result("tools/list")["tools"]?.array)
        let declared = try #require(tools.first { $0["name"] == .string(tool) }?["outputSchema"])
        let call: JSON = ["name": .string(tool), "arguments": arguments]
        // All formulas are worked out, which takes its time where much else runs.
        let result = try client.result("tools/call", call, meta: ["timeoutMs": 120_000])
        #expect(result["isError"] == nil)
        let structured = try #require(result["structuredContent"])
        #expect(try Schema(json: declared).problems(with: structured).map { "\($0.pointer): \($0.message)" } == [])
        let items = try #require(structured[list]?.array)
        #expect(!items.isEmpty)
        let text = try #require(result["content", "0", "text"]?.string)
        #expect(result["content", "0", "type"] == "text")
        for item in items {
            for (key, value) in item.object ?? Members() where value.string != nil {
                #expect(text.contains("\(key): \(value.string ?? "")"))
            }
        }
    }

    @Test("a hit's address leads to its sentence, by the tool and as a resource")
    func addresses() throws {
        let client = try RunningDaemon.onSeeds().client()
        let result = try client.result(
            "tools/call",
            ["name": "search", "arguments": ["query": "\"joint exploitation\""]]
        )
        let hit = try #require(result["structuredContent", "hits", "0"])
        let uri = try #require(hit["uri"])
        let read = try client.result("tools/call", ["name": "read", "arguments": ["document": uri]])
        #expect(read["structuredContent", "passages", "0", "passage"] == 8)
        #expect(read["structuredContent", "changed"] == false)
        let contents = try client.result("resources/read", ["uri": uri])["contents"]
        #expect(contents?[0]?["text"] == hit["snippet"])
        #expect(contents?[0]?["uri"] == uri)
        let similar = try client.result(
            "tools/call",
            ["name": "similar", "arguments": ["document": uri, "passage": 8]]
        )
        #expect(similar["isError"] == nil)
    }

    @Test("pages follow each other without a gap, and say how much there is")
    func pages() throws {
        let client = try RunningDaemon.onSeeds().client()
        let all = try client.result("search", ["query": "sea", "limit": 100])
        let expected = try #require(all["hits"]?.array).compactMap { $0["snippet"] }
        #expect(expected.count > 4)
        var found: [JSON] = []
        var cursor: JSON?
        repeat {
            var arguments: Members = ["query": "sea", "limit": 2]
            if let cursor { arguments["cursor"] = cursor }
            let result = try client.result("tools/call", ["name": "search", "arguments": .object(arguments)])
            let page = try #require(result["structuredContent"])
            let hits = try #require(page["hits"]?.array)
            #expect(hits.count <= 2)
            #expect(page["total"] == .integer(expected.count))
            #expect(page["truncated"] == .bool(page["next"] != nil))
            found += hits.compactMap { $0["snippet"] }
            cursor = page["next"]
        } while cursor != nil && found.count <= expected.count
        #expect(found == expected)
    }

    @Test("no answer is longer than hosts can take, and nothing is lost by that")
    func budget() throws {
        let folder = try TestFolder()
        // One passage of 120,000 bytes, in a script whose tokens are short.
        let long = (0..<12_000).map { "دریا\($0 % 10)" }.joined(separator: " ")
        try folder.write("corpus/long.txt", long + "\n")
        try folder.write("corpus/short.txt", "The sea is large.\n")
        let daemon = try RunningDaemon(RunningDaemon.configuration(corpus: folder.path + "/corpus"), in: folder)
        let client = try daemon.client()
        var text = ""
        var cursor: JSON?
        repeat {
            var arguments: Members = ["document": "long.txt", "size": 16_000]
            if let cursor { arguments["cursor"] = cursor }
            let result = try client.result("tools/call", ["name": "read", "arguments": .object(arguments)])
            #expect(result.description.utf8.count <= 50_000)
            for passage in result["structuredContent", "passages"]?.array ?? [] {
                text += passage["text"]?.string ?? ""
            }
            cursor = result["structuredContent", "next"]
            #expect(result["structuredContent", "truncated"] == .bool(cursor != nil))
        } while cursor != nil && text.utf8.count <= long.utf8.count
        #expect(text == long)
    }

    @Test(
        "a wrong value is answered to the model, with what would be right",
        arguments: [
            ("search", [:], "'query' is missing"), ("search", ["query": "sea", "limit": "many"], "from 1 to 20"),
            ("search", ["qeury": "sea"], "did you mean 'query'?"), ("search", ["query": "(sea AND"], "never closed"),
            ("search", ["query": "sea", "cursor": "x"], "'cursor' must be 'next' of an answer"),
            ("read", ["document": "mehr-caspian-legal-regim.txt"], "did you mean 'mehr-caspian-legal-regime.txt'?"),
            ("read", ["document": .string(article + "#L7000")], "no document is called"),
            ("read", ["document": .string(article), "lines": "7000"], "ends in line"),
            ("read", ["document": .string(article), "passage": 700], "11 passages"),
            ("read", ["document": "caspian:/x"], "is no address"),
            ("similar", [:], "exactly one of 'text' and 'document'"),
            ("summarize", ["cursor": "0~7"], "'cursor'"), ("divide", ["rule": "cost"], "did you mean 'coast'?"),
            ("divide", ["rule": "cost"], "'compare_divisions' shows them all"),
        ] as [(String, JSON, String)]
    )
    func wrongValues(tool: String, arguments: JSON, expected: String) throws {
        let client = try RunningDaemon.onSeeds().client()
        let result = try client.result(
            "tools/call",
            ["name": .string(tool), "arguments": arguments],
            meta: AgentHost.meta
        )
        #expect(result["isError"] == true)
        #expect(result["resultType"] == "complete")
        let text = try #require(result["content", "0", "text"]?.string)
        #expect(text.contains(expected), "\(text)")
    }

    @Test("an unknown tool is a mistake of the host")
    func unknownTool() throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        let failure = try client.failure("tools/call", ["name": "serch"])
        #expect(failure["code"] == -32602)
        #expect(failure["message"]?.string?.contains("did you mean 'search'?") == true)
    }

    @Test("a plugin that knows nothing of agents is a tool by itself")
    func pluginAppears() throws {
        let plugins = RunningDaemon.wordcount
        let client = try RunningDaemon(RunningDaemon.configuration(plugins: plugins)).client()
        let tools = try #require(try client.result("tools/list")["tools"]?.array)
        #expect(tools.compactMap { $0["name"]?.string } == ["read", "wordcount_count"])
        #expect(tools[1]["description"] == "Counts the words, characters and lines of a text.")
        let call: JSON = ["name": "wordcount_count", "arguments": ["text": "one two three"]]
        let result = try client.result("tools/call", call)
        #expect(result["structuredContent"]?.contains(["words": 3, "truncated": false]) == true)
    }

    // MARK: Calls that take longer

    @Test("a cancelled request is not answered")
    func cancelled() throws {
        let client = try misbehaving()
        let call: JSON = ["name": "misbehaving_do", "arguments": ["how": "hang"]]
        let id = try client.begin("tools/call", call, meta: AgentHost.meta)
        let notification: JSON = [
            "jsonrpc": "2.0", "method": "notifications/cancelled",
            "params": ["requestId": .integer(id), "reason": "no longer wanted"],
        ]
        try client.send(notification.description)
        let ping = try client.begin("ping")
        #expect(try client.message()["id"] == .integer(ping))
    }

    @Test("a call that takes too long is answered to the model")
    func late() throws {
        let client = try misbehaving()
        let call: JSON = ["name": "misbehaving_do", "arguments": ["how": "hang"]]
        let result = try client.result("tools/call", call, meta: ["timeoutMs": 100])
        #expect(result["isError"] == true)
        #expect(result["content", "0", "text"]?.string?.contains("not answered within 100 ms") == true)
    }

    @Test("a plugin that dies is answered to the model")
    func crash() throws {
        let client = try misbehaving()
        let call: JSON = ["name": "misbehaving_do", "arguments": ["how": "die"]]
        let result = try client.result("tools/call", call)
        #expect(result["isError"] == true)
        #expect(result["content", "0", "text"]?.string?.contains("try again") == true)
    }

    @Test("progress comes under the token of its call, and rises")
    func progress() throws {
        let client = try misbehaving()
        let call: JSON = ["name": "misbehaving_do", "arguments": ["how": "flood_progress"]]
        let id = try client.begin("tools/call", call, meta: ["progressToken": "p", "timeoutMs": 20_000])
        let first = try client.notification("notifications/progress")
        #expect(first["progressToken"] == "p")
        #expect(try client.response(to: id)["result", "isError"] == nil)
        let steps = client.notifications.compactMap { $0["params", "progress"]?.integer }
        #expect(steps == steps.sorted())
    }

    // MARK: Prompts and completion

    @Test("a prompt has its arguments put in, and leaves out the lines of those that are missing")
    func prompts() throws {
        let client = try RunningDaemon.onSeeds().client()
        let prompts = try #require(try client.result("prompts/list")["prompts"]?.array)
        #expect(prompts.compactMap { $0["name"] } == ["ask", "brief", "who-gets-what"])
        func text(_ name: String, _ arguments: JSON) throws -> String {
            let result = try client.result("prompts/get", ["name": .string(name), "arguments": arguments])
            #expect(result["messages", "0", "role"] == "user")
            return result["messages", "0", "content", "text"]?.string ?? ""
        }
        #expect(try text("ask", ["question": "Who fishes {where}?"]).contains("alone: Who fishes {where}?"))
        let brief = try text("brief", ["matter": "oil"])
        #expect(brief.contains("It is about: oil\n"))
        #expect(!brief.contains("document only"))
        #expect(try client.failure("prompts/get", ["name": "ask"])["code"] == -32602)
        #expect(try client.failure("prompts/get", ["name": "asks"])["code"] == -32602)
    }

    @Test(
        "arguments are completed",
        arguments: [
            (
                ["type": "ref/resource", "uri": "caspian:///{+document}{?v}{#lines}"], "document", "",
                "mehr-caspian-legal-regime.txt"
            ),
            (["type": "ref/prompt", "name": "brief"], "document", "MEHR", "mehr-caspian-legal-regime.txt"),
            (["type": "ref/prompt", "name": "ask"], "question", "the lit", "the littoral"),
        ] as [(JSON, String, String, String)]
    )
    func completion(reference: JSON, argument: String, typed: String, expected: String) throws {
        let client = try RunningDaemon.onSeeds().client()
        let result = try client.result(
            "completion/complete",
            ["ref": reference, "argument": ["name": .string(argument), "value": .string(typed)]]
        )
        let values = try #require(result["completion", "values"]?.array)
        #expect(values.first?.string?.hasSuffix(expected) == true)
        #expect(values.count <= 100)
        #expect(result["completion", "total"] == .integer(values.count))
    }
}
