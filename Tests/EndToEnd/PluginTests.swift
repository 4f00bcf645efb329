import Glibc
import JSON
import Testing

/// A plugin can do what it wants: the daemon answers, and the plugin is there again.
@Suite("Plugins")
struct PluginTests {
    private func daemon(_ start: String = "well", _ more: String = "") throws -> RunningDaemon {
        let block = RunningDaemon.misbehaving(start, "\n  timeout: 1500ms" + more)
        return try RunningDaemon(RunningDaemon.configuration(plugins: block + "\nsearch: {}"))
    }

    /// Asks until the plugin has been started again; each refusal says that this may be tried again.
    private func recovered(
        _ client: Client,
        _ method: String = "misbehaving.do",
        _ parameters: JSON = ["how": "behave"]
    )
        throws -> JSON
    {
        try Deadline.eventually("the plugin to come back") {
            let response = try client.response(to: try client.begin(method, parameters))
            guard let error = response["error"] else { return response["result"] }
            guard error["data", "retryable"] == true else { throw TestError("\(error)") }
            return nil
        }
    }

    @Test(
        "a plugin that does wrong costs its call, with the reason, and comes back",
        arguments: [
            ("die", 1008), ("half", 1008), ("deaf", 1009), ("stubborn", 1009), ("flood", 1008), ("endless", 1008),
            ("close_output", 1008), ("wrong_result", 1018), ("long_line", 1018), ("unreadable_answer", 1018),
            ("foreign_error", 1018),
            ("own_error", 1010), ("hang", 1009), ("flood_errors", 1009), ("flood_log", 1008),
        ]
    )
    func wrong(how: String, code: Int) throws {
        let daemon = try daemon()
        let client = try daemon.client()
        let before = try daemon.memory("VmHWM")
        let failure = try client.failure("misbehaving.do", ["how": .string(how)])
        #expect(failure["code"]?.integer == code, "\(failure)")
        #expect(try daemon.memory("VmHWM") - before < 32 << 20)
        #expect(failure["message"]?.string?.isEmpty == false)
        #expect(failure["data", "kind"] != nil)
        #expect(try client.result("search", ["query": "sea", "limit": 1])["hits", "0"] != nil)
        #expect(try recovered(client)["number"] == 1)
        #expect(try daemon.stop().status == 0)
    }

    @Test(
        "nonsense beside a right answer is counted and never delivered",
        arguments: [("wrong_id", 1), ("twice", 1), ("invalid_json", 1), ("asks", 1), ("long_log", 2)]
    )
    func nonsense(how: String, number: Int) throws {
        let client = try daemon().client()
        #expect(try client.result("misbehaving.do", ["how": .string(how)])["number"]?.integer == number)
        // The answer of this call comes behind the nonsense, which therefore has been counted.
        #expect(try client.result("misbehaving.do", ["how": "behave"])["number"] == 1)
        let plugin = try client.result("plugin.list")["plugins", "0"]
        #expect(plugin?["nonsense"]?.integer ?? 0 > 0)
        #expect(plugin?["state"] == "ready")
        #expect(client.notifications.isEmpty)
    }

    @Test("a plugin that is gone can be seen in status and health, with its last words")
    func visible() throws {
        // It is not started again within the test.
        let client = try daemon("well", "\n  restart: {min: 1h, max: 1h}").client()
        let failure = try client.failure("misbehaving.do", ["how": "die"])
        #expect(failure["data", "lastWords"]?.array?.contains("about to die") == true)
        let health = try client.result("health")
        #expect(health["status"] == "degraded")
        let check = health["checks"]?.array?.first { $0["name"] == "plugin misbehaving" }
        #expect(check?["ok"] == false)
        #expect(check?["message"]?.string?.contains("about to die") == true)
        let refused = try client.failure("misbehaving.do", ["how": "behave"])
        #expect(refused["code"] == 1007)
        #expect(refused["data", "retryAfterMs"]?.integer ?? 0 > 0)
    }

    @Test("query goes on without a plugin that fails, and names the failure")
    func partialQuery() throws {
        let client = try daemon("well", "\n  restart: {min: 1h, max: 1h}").client()
        _ = try client.failure("misbehaving.do", ["how": "die"])
        let result = try client.result("query", ["question": "who wants joint exploitation?"])
        #expect(result["answers", "0", "plugin"] == "search")
        #expect(result["failures", "0"]?.contains(["plugin": "misbehaving", "kind": "pluginUnavailable"]) == true)
    }

    @Test("a plugin that eats memory is stopped by its limit")
    func memory() throws {
        let client = try daemon("well", "\n  limits: {memory: 256MiB}").client()
        #expect(try client.failure("misbehaving.do", ["how": "eat"])["code"] == 1008)
        #expect(try recovered(client)["number"] == 1)
    }

    @Test("a plugin that keeps dying behind its hello is left alone after some deaths, and the others answer")
    func brief() throws {
        let client = try daemon("brief", "\n  restart: {min: 10ms, max: 20ms, breaker: 3}").client()
        #expect(try client.result("search", ["query": "sea", "limit": 1])["hits", "0"] != nil)
        // After three deaths in a row it is left alone.
        try Deadline.eventually("the breaker") {
            try client.result("plugin.list")["plugins", "0", "state"] == "broken" ? () : nil
        }
    }

    @Test("a built-in plugin in a process of its own answers as one inside, and its crash is its own")
    func isolation() throws {
        let plugins = "search: {isolation: process}\nsummary: {}"
        let daemon = try RunningDaemon(RunningDaemon.configuration(plugins: plugins))
        let inside = try RunningDaemon(RunningDaemon.configuration()).client()
        let client = try daemon.client()
        // All hits, so that nothing follows: a cursor names the corpus, which each process has read for itself.
        let query: JSON = ["query": "\"legal regime\" -Moscow", "limit": 1000]
        let expected = try inside.result("search", query)
        #expect(try client.result("search", query) == expected)
        let wrong: JSON = ["query": "sea", "document": "none.txt"]
        #expect(try client.failure("search", wrong) == (try inside.failure("search", wrong)))

        let pid = try #require(try client.result("plugin.list")["plugins", "0", "pid"]?.integer)
        #expect(pid != Int(daemon.pid))
        let worker = try OtherProcess(pid)
        // As by a crash. SIGSEGV itself is taken by the runtime, which writes a backtrace and goes back to the
        // instruction at fault; a signal from outside has none.
        #expect(kill(pid_t(pid), SIGSYS) == 0)
        try worker.waitForEnd()
        #expect(try recovered(client, "search", query) == expected)
        #expect(try client.result("summary", ["sentences": 1])["sentences", "0"] != nil)
    }

    @Test("a call under way when the process of a built-in plugin dies is answered as a crash")
    func crashUnderWay() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration(plugins: "search: {isolation: process}"))
        let client = try daemon.client()
        let pid = try #require(try client.result("plugin.list")["plugins", "0", "pid"]?.integer)
        // A stopped process reads nothing, so the call is still there when it dies.
        #expect(kill(pid_t(pid), SIGSTOP) == 0)
        let id = try client.begin("search", ["query": "sea"])
        _ = try client.result("ping")
        #expect(kill(pid_t(pid), SIGKILL) == 0)
        let code = try client.response(to: id)["error", "code"]?.integer
        #expect([1007, 1008].contains(code))
    }

    @Test("a method of a plugin in Python is called, validated, introspected and asked like any other")
    func python() throws {
        let client = try RunningDaemon(RunningDaemon.configuration(plugins: RunningDaemon.wordcount)).client()
        let counted = try client.result("wordcount.count", ["text": "eins zwei\ndrei"])
        #expect(counted.contains(["words": 3, "characters": 14, "lines": 2]))
        #expect(try client.failure("wordcount.count", ["txt": "a"])["code"] == -32602)
        let method = try client.result("introspect", ["method": "wordcount.count"])["methods", "0"]
        #expect(method?["parameters", "properties", "text"] != nil)
        let answers = try client.result("query", ["question": "how many words are in \"a b c d\"?"])["answers"]
        #expect(answers?[0]?["text"] == "4 words.")
    }
}
