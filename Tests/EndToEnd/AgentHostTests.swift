import Glibc
import JSON
import Testing

/// `caspianctl mcp`, as hosts start it, over whatever happens to the daemon.
@Suite("caspianctl mcp")
struct AgentHostTests {
    private static let plugins = RunningDaemon.misbehaving("wide")

    private func configuration() -> String { RunningDaemon.configuration(plugins: Self.plugins) }

    /// A host whose daemon runs already.
    private func host(of daemon: RunningDaemon) throws -> AgentHost {
        try AgentHost(
            ["--socket", daemon.socket, "--config", daemon.configuration],
            in: daemon.folder,
            environment: ["CASPIAND": Programs.daemon]
        )
    }

    /// Ends a daemon that caspianctl has started by itself, and waits for its end: until then it answers whoever is connected.
    private func stopDaemon(at socket: String) throws {
        let client = try Client(socket)
        let daemon = try OtherProcess(#require(try client.result("discover")["pid"]?.integer))
        _ = try client.result("shutdown")
        try daemon.waitForEnd()
    }

    private func call(_ how: String, seconds: Double = 0) -> JSON {
        ["name": "misbehaving_do", "arguments": ["how": .string(how), "seconds": .number(seconds)]]
    }

    @Test("speaks with the daemon that runs, and ends with its input, when all is answered")
    func plain() throws {
        let daemon = try RunningDaemon(configuration())
        let host = try host(of: daemon)
        #expect(try host.greet()["serverInfo", "name"] == "caspian")
        let id = try host.begin("tools/call", call("slow", seconds: 0.3))
        host.closeInput()
        #expect(try host.answer(to: id)["result", "structuredContent", "number"] == 1)
        #expect(try host.message() == nil)
        let ended = try host.program.wait()
        #expect(ended.status == 0)
        #expect(ended.errors == "")
    }

    @Test("an open stream does not keep it when its input ends")
    func streamAtTheEnd() throws {
        let daemon = try RunningDaemon(configuration())
        let host = try host(of: daemon)
        try host.begin("subscriptions/listen", ["notifications": [:], "_meta": AgentHost.meta])
        #expect(try host.message()?["method"] == "notifications/subscriptions/acknowledged")
        host.closeInput()
        #expect(try host.program.wait(seconds: 5).status == 0)
    }

    // Streams counted as unanswered requests, and enough of them shut everything else out.
    @Test("many open streams leave room for requests")
    func manyStreams() throws {
        let daemon = try RunningDaemon(configuration())
        let host = try host(of: daemon)
        for _ in 0..<100 { try host.begin("subscriptions/listen", ["notifications": [:], "_meta": AgentHost.meta]) }
        #expect(try host.result("ping") == [:])
    }

    @Test("starts the daemon where none runs, with nothing but what hosts pass on in the environment")
    func starting() throws {
        let folder = try TestFolder()
        // Where caspian looks below $HOME.
        try folder.write(".config/caspian/caspian.yaml", configuration())
        let socket = folder.path + "/s"
        let host = try AgentHost(["--socket", socket], in: folder, environment: ["CASPIAND": Programs.daemon])
        try host.greet()
        #expect(try host.call("misbehaving_do", ["how": "behave"])["structuredContent", "number"] == 1)
        try stopDaemon(at: socket)
    }

    @Test("says in every answer why there is no daemon, and works as soon as there is one")
    func absent() throws {
        let folder = try TestFolder()
        let file = try folder.write("caspian.yaml", "corpus:\n  sources: [\(Programs.seeds)]\nplugins: {serch: {}}\n")
        let socket = folder.path + "/s"
        let host = try AgentHost(
            ["--socket", socket, "--config", file],
            in: folder,
            environment: ["CASPIAND": Programs.daemon]
        )
        let refused = try host.ask("initialize", AgentHost.greeting())
        let message = try #require(refused["error", "message"]?.string)
        #expect(message.contains("caspiand could not start"))
        #expect(message.contains("caspian.yaml:3:"))
        #expect(!message.contains("\n"))
        #expect(refused["error", "data", "hint"]?.string?.isEmpty == false)
        let call = try host.call("read", ["document": "x"])
        #expect(call["isError"] == true)
        #expect(call["content", "0", "text"]?.string?.contains("could not start") == true)
        #expect(host.program.errors.contains("caspianctl mcp: caspiand could not start"))

        try folder.write("caspian.yaml", configuration())
        try host.greet()
        #expect(try host.result("tools/list")["tools"]?.array?.count == 2)
        try stopDaemon(at: socket)
    }

    @Test("says what to do where no daemon may be started")
    func forbidden() throws {
        let folder = try TestFolder()
        let host = try AgentHost(["--socket", folder.path + "/s", "--no-spawn"], in: folder)
        let refused = try host.ask("server/discover", ["_meta": AgentHost.meta])
        #expect(refused["error", "message"]?.string?.contains("no daemon runs at") == true)
        #expect(refused["error", "data", "hint"]?.string?.contains("start one with 'caspiand'") == true)
    }

    @Test("a daemon that was stopped meanwhile is started again by the next request, which knows of no change")
    func restarted() throws {
        let daemon = try RunningDaemon(configuration())
        let host = try host(of: daemon)
        try host.greet()
        try daemon.stop()
        #expect(try host.result("tools/list")["tools"]?.array?.count == 2)
        try stopDaemon(at: daemon.socket)
        #expect(try host.call("misbehaving_do", ["how": "behave"])["structuredContent", "number"] == 1)
        try stopDaemon(at: daemon.socket)
    }

    @Test("a daemon that is killed in the middle of an answer is replaced, and the question asked again")
    func killed() throws {
        let daemon = try RunningDaemon(configuration())
        let host = try host(of: daemon)
        try host.greet()
        let id = try host.begin("tools/call", call("slow", seconds: 0.5))
        // The call is under way when what came behind it is answered.
        _ = try host.result("ping")
        daemon.program.signal(SIGKILL)
        #expect(try host.answer(to: id)["result", "structuredContent", "number"] == 1)
        #expect(host.program.errors.contains("the daemon was restarted"))
        _ = try host.result("ping")
        // What a host keeps of the daemon before may be wrong now.
        let told = Set(host.others.compactMap { $0["method"]?.string })
        #expect(told.isSuperset(of: ["notifications/tools/list_changed", "notifications/resources/list_changed"]))
        try stopDaemon(at: daemon.socket)
    }

    @Test("what is under way when a daemon stops is asked of the next one")
    func drained() throws {
        let daemon = try RunningDaemon(configuration() + "limits: {grace: 100ms}\n")
        let host = try host(of: daemon)
        try host.greet()
        let id = try host.begin("tools/call", call("slow", seconds: 1))
        _ = try host.result("ping")
        daemon.program.signal(SIGTERM)
        #expect(try host.answer(to: id)["result", "structuredContent", "number"] == 1)
        try stopDaemon(at: daemon.socket)
    }

    @Test("a stream goes on with the next daemon")
    func streamGoesOn() throws {
        let daemon = try RunningDaemon(configuration())
        let host = try host(of: daemon)
        let id = try host.begin(
            "subscriptions/listen",
            ["notifications": ["toolsListChanged": true], "_meta": AgentHost.meta]
        )
        for _ in 0..<2 {
            let acknowledged = try #require(try host.message())
            #expect(acknowledged["method"] == "notifications/subscriptions/acknowledged")
            #expect(
                acknowledged["params", "_meta", "io.modelcontextprotocol/subscriptionId"] == .integer(id)
            )
            daemon.program.signal(SIGKILL)
        }
        try stopDaemon(at: daemon.socket)
    }

    @Test("ends when nobody reads its output any more")
    func closedOutput() throws {
        let daemon = try RunningDaemon(configuration())
        let host = try host(of: daemon)
        try host.greet()
        host.closeOutput()
        #expect(try host.program.wait(seconds: 5).status == 141)
        #expect(host.program.errors == "")
    }

    @Test(
        "what is no request is refused without an id, as the protocol has no null, and the next one is answered",
        arguments: [("{", -32700), ("[]", -32600), ("7", -32600), ("{\"jsonrpc\":\"2.0\"}", -32600)]
    )
    func nonsense(line: String, code: Int) throws {
        let daemon = try RunningDaemon(configuration())
        let host = try host(of: daemon)
        try host.send(line)
        let refusal = try #require(try host.message())
        #expect(refusal["error", "code"] == .integer(code))
        #expect(refusal.object?.keys.contains("id") == false)
        #expect(try host.result("ping") == [:])
    }

    @Test("a line over the daemon's limit is refused under its own id, wherever that stands")
    func longLine() throws {
        let daemon = try RunningDaemon(configuration())
        let host = try host(of: daemon)
        let filler = String(repeating: "a", count: 1 << 20)
        let reading = #"{"method":"resources/read","params":{"uri":"\#(filler)"},"jsonrpc":"2.0","id":"last"}"#
        try host.send(reading)
        let refusal = try #require(try host.message())
        #expect(refusal["id"] == "last")
        #expect(refusal["error", "code"] == 1004)
        try host.send(#"{"method":"tools/call","params":{"name":"\#(filler)"},"jsonrpc":"2.0","id":2}"#)
        let answer = try #require(try host.message())
        #expect(answer["id"] == 2)
        #expect(answer["result", "isError"] == true)
        #expect(try host.result("ping") == [:])
    }

    @Test("what answers at the socket but is no daemon of ours is named in the answer")
    func stranger() throws {
        let folder = try TestFolder()
        let path = folder.path + "/s"
        let listener = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(listener) }
        #expect(Client.withAddress(path) { bind(listener, $0, $1) } == 0)
        #expect(listen(listener, 4) == 0)
        let host = try AgentHost(["--socket", path, "--no-spawn"], in: folder)
        // Whoever closes without having read takes back what it has said, so this one reads first.
        func greet() -> Int32 {
            let peer = accept(listener, nil, nil)
            var buffer = [UInt8](repeating: 0, count: 4096)
            #expect(read(peer, &buffer, buffer.count) > 0)
            let words = Array("SSH-2.0-nobody\r\n".utf8)
            #expect(write(peer, words, words.count) == words.count)
            return peer
        }
        let first = greet()
        let id = try host.begin("initialize", AgentHost.greeting())
        let second = greet()
        let answer = try host.answer(to: id)
        close(first)
        close(second)
        #expect(answer["error", "message"]?.string?.contains("doesn't speak Caspian's protocol") == true)
    }

    @Test(
        "a daemon of another age, or that speaks with no agents, is not asked, and every answer says what to do",
        arguments: [
            ("older", "is older than caspianctl", "install both of one version"),
            ("newer", "is newer than caspianctl", "install both of one version"),
            ("mute", "doesn't speak MCP", "run 'caspianctl shutdown'"),
        ]
    )
    func otherVersion(how: String, says: String, does: String) throws {
        let folder = try TestFolder()
        let socket = folder.path + "/s"
        let daemon = try RunningProgram.faultyDaemon(how, at: socket, in: folder)
        let host = try AgentHost(["--socket", socket, "--no-spawn"], in: folder)
        let refused = try host.ask("server/discover", ["_meta": AgentHost.meta])
        #expect(refused["error", "message"]?.string?.contains(says) == true, "\(refused)")
        #expect(refused["error", "data", "hint"]?.string?.contains(does) == true, "\(refused)")
        let call = try host.call("search", ["query": "sea"])
        #expect(call["isError"] == true)
        #expect(call["content", "0", "text"]?.string?.contains(says) == true)
        #expect(host.program.errors.contains(says))
        host.closeInput()
        #expect(try host.program.wait(seconds: 5).status == 0)
        daemon.signal(SIGKILL)
    }
}
