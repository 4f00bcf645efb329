import Glibc
import JSON
import Testing

/// How the daemon ends.
@Suite("Stop")
struct StopTests {
    private func misbehaving(_ more: String = "", concurrency: Int = 8) throws -> RunningDaemon {
        let plugin = RunningDaemon.misbehaving("wide", "\n  concurrency: \(concurrency)")
        return try RunningDaemon(RunningDaemon.configuration(plugins: plugin, more: more))
    }

    @Test("what is under way at SIGTERM is finished, what comes later refused, and the status is 0")
    func drain() throws {
        let daemon = try misbehaving()
        let client = try daemon.client()
        let slow = try client.begin("misbehaving.do", ["how": "slow", "seconds": 0.5])
        // Lines are taken in their order, so the slow one is under way when the ping is answered.
        let ping = try client.begin("ping")
        #expect(try client.message()["id"] == .integer(ping))
        daemon.program.signal(SIGTERM)
        var answers: [Int: JSON] = [:]
        var refusal: JSON?
        while refusal == nil || answers[slow] == nil {
            if refusal == nil { try client.begin("ping") }
            let message = try client.message()
            if let id = message["id"]?.integer { answers[id] = message }
            if let error = message["error"] { refusal = error }
        }
        #expect(answers[slow]?["result", "number"] == 1)
        #expect(refusal?["code"] == 1006)
        #expect(try client.line() == nil)
        #expect(try daemon.program.wait().status == 0)
    }

    @Test("what can't be finished within the grace is refused, and the status is 0")
    func grace() throws {
        let daemon = try misbehaving("limits: {grace: 200ms}")
        let client = try daemon.client()
        let hanging = try client.begin("misbehaving.do", ["how": "hang"])
        _ = try client.result("ping")
        daemon.program.signal(SIGTERM)
        let answer = try client.response(to: hanging)
        #expect(answer["error", "code"] == 1006)
        #expect(try client.line() == nil)
        #expect(try daemon.program.wait().status == 0)
    }

    /// Told to stop while it indexed a file of two gigabytes, it went on for more than a minute.
    @Test("an index that is being made at SIGTERM is given up soon, and the status is 0")
    func indexing() throws {
        let folder = try TestFolder()
        let texts = (0..<8_000).map { number in
            "{\"text\":\"" + (0..<60).map { "w\((number * 61 + $0 * $0 * 17) % 50_021)" }.joined(separator: " ") + "\"}"
        }
        let file = try folder.write("notes/all.jsonl", texts.joined(separator: "\n"))
        let daemon = try RunningDaemon(starting: RunningDaemon.configuration(corpus: file), in: folder)
        let client = try Deadline.eventually("the socket") { try? daemon.client() }
        try Deadline.eventually("the index") {
            try client.result("status")["reading", "message"] == "preparing search" ? () : nil
        }
        daemon.program.signal(SIGTERM)
        #expect(try client.line() == nil)
        #expect(try daemon.program.wait().status == 0)
    }

    /// It answered some milliseconds before it trapped the signal, which then ended it with its socket left behind.
    @Test(
        "a SIGTERM while it still starts ends it in order, and who waits for the corpus is told so",
        arguments: ["reads a file", "waits for a plugin"]
    )
    func starting(what: String) throws {
        let folder = try TestFolder()
        _ = try folder.write("notes/one.slow", "One sentence.")
        // What says that it is there and then neither ends nor says anything.
        mkfifo(folder.path + "/here", 0o600)
        let here = open(folder.path + "/here", O_RDWR | O_CLOEXEC)
        defer { close(here) }
        let command = "[sh, -c, \"echo here > \(folder.path)/here; exec sleep 60\", \"{}\"]"
        let filters = "  filters: [{match: [\"*.slow\"], command: \(command), format: plain, timeout: 60s}]\n"
        let configuration =
            what == "reads a file"
            ? RunningDaemon.configuration(corpus: folder.path + "/notes")
                .replacing("plugins:", with: filters + "plugins:")
            : RunningDaemon.configuration(plugins: "late: {command: \(command)}\nsearch: {}")
        let daemon = try RunningDaemon(starting: configuration + "limits: {grace: 200ms}\n", in: folder)
        _ = try Deadline().wait(here, for: POLLIN, "the program")
        let client = try Deadline.eventually("the socket") { try? daemon.client() }
        let search = try client.begin("search", ["query": "sea"])
        #expect(try client.result("ping") == [:])
        daemon.program.signal(SIGTERM)
        #expect(try client.response(to: search)["error", "code"] == 1006)
        #expect(try daemon.program.wait().status == 0)
        #expect(access(daemon.socket, F_OK) != 0)
    }

    @Test("a second SIGTERM ends it at once")
    func twice() throws {
        let daemon = try misbehaving("limits: {grace: 1h}")
        let client = try daemon.client()
        _ = try client.result("subscribe", ["topics": ["log"]])
        try client.begin("misbehaving.do", ["how": "hang"])
        _ = try client.result("ping")
        daemon.program.signal(SIGTERM)
        try client.logEntry("stopping")
        daemon.program.signal(SIGTERM)
        #expect(try daemon.program.wait().status == 128 + SIGTERM)
        #expect(access(daemon.socket, F_OK) != 0)
    }

    @Test("a client can ask for the end")
    func shutdown() throws {
        let daemon = try misbehaving()
        let client = try daemon.client()
        #expect(try client.result("shutdown") == [:])
        #expect(try client.line() == nil)
        #expect(try daemon.program.wait().status == 0)
    }

    @Test("idle clients don't hold up the end")
    func idle() throws {
        let daemon = try misbehaving("limits: {grace: 1h}")
        let clients = try (0..<20).map { _ in try Client(daemon.socket) }
        _ = try daemon.client().result("ping")
        #expect(try daemon.stop().status == 0)
        for client in clients { #expect(try client.line() == nil) }
    }

    @Test("no plugin outlives the daemon", arguments: [SIGTERM, SIGKILL])
    func orphans(signal: Int32) throws {
        let plugins = RunningDaemon.misbehaving() + "\nsearch: {isolation: process}"
        let daemon = try RunningDaemon(RunningDaemon.configuration(plugins: plugins))
        let client = try daemon.client()
        let child = try client.result("misbehaving.do", ["how": "fork"])["number"]?.integer
        let listed = try client.result("plugin.list")["plugins"]?.array ?? []
        let pids = listed.compactMap { $0["pid"]?.integer }
        #expect(pids.count == 2)
        let processes = try pids.map(OtherProcess.init)
        let grandchild = try OtherProcess(#require(child))
        daemon.program.signal(signal)
        try daemon.program.wait()
        for process in processes { try process.waitForEnd() }
        // What a plugin has started dies with it, unless nobody is left who could kill it.
        if signal == SIGTERM { try grandchild.waitForEnd() } else { kill(pid_t(child ?? 0), SIGKILL) }
    }
}
