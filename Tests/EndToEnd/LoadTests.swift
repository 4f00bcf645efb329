import Glibc
import JSON
import Testing

/// Many requests, many clients, and clients that don't read: every request gets exactly one final answer.
@Suite("Load")
struct LoadTests {
    @Test("200,000 requests in one stream are answered, each once")
    func pipelined() throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        let count = 200_000
        var bytes: [UInt8] = []
        for id in 0..<count { bytes += #"{"jsonrpc":"2.0","id":\#(id),"method":"ping"}"#.utf8 + [0x0A] }
        var next = 0
        var strange = 0
        try client.exchange(bytes, lines: count) { line in
            // Cheap ones are answered in the order in which they came.
            if !line.elementsEqual(#"{"jsonrpc":"2.0","id":\#(next),"result":{}}"#.utf8) { strange += 1 }
            next += 1
        }
        #expect(strange == 0)
        #expect(try client.result("ping") == [:])
    }

    @Test("cheap and slow requests, right and wrong, mixed in one stream are each answered once")
    func mixed() throws {
        // On a busy machine its five seconds for an answer are soon over.
        let plugins = "search: {}\nsummary: {}\n" + RunningDaemon.wordcount + "\n  timeout: 2m"
        let client = try RunningDaemon(RunningDaemon.configuration(plugins: plugins)).client()
        let count = 4000
        let bodies = [
            #""method":"ping""#, #""method":"search","params":{"query":"legal regime"}"#, #""method":"none""#,
            #""method":"summary","params":{"sentences":2}"#, #""method":"search""#,
            #""method":"corpus.list""#, #""method":"ping","params":{"_meta":{"minGeneration":1}}"#,
            #""method":"wordcount.count","params":{"text":"one two three"}"#,
        ]
        var bytes: [UInt8] = []
        for id in 0..<count {
            bytes += #"{"jsonrpc":"2.0","id":\#(id),\#(bodies[id % bodies.count])}"#.utf8 + [0x0A]
        }
        var outcomes = [Int](repeating: 0, count: count)
        var results = 0
        var codes: Set<Int> = []
        try client.exchange(bytes, lines: count) { line in
            guard let message = try? JSON(parsing: line), let id = message["id"]?.integer else { return }
            outcomes[id] += 1
            if message["result"] != nil { results += 1 }
            if let code = message["error", "code"]?.integer { codes.insert(code) }
        }
        #expect(outcomes.allSatisfy { $0 == 1 })
        // Wrong are the unknown method and the search without a query; a full queue may refuse some others.
        #expect(codes.isSuperset(of: [-32601, -32602]))
        #expect(codes.subtracting([-32601, -32602, 1001]).isEmpty)
        #expect(results > count / 2)
        #expect(try client.result("status")["workers", "load"]?.integer ?? 0 <= 1)
    }

    @Test("no more clients are served than leave files to be opened")
    func fewDescriptors() throws {
        let daemon = try RunningDaemon(starting: RunningDaemon.configuration(), prelude: "ulimit -n 80; ")
        #expect(try daemon.readySaid() == "READY\n")
        let client = try daemon.client()
        #expect(try client.result("discover")["limits", "connections"] == 20)
        let others = try (1...19).map { _ in try daemon.client() }
        #expect(try others.last?.result("ping") == [:])
        let refusal = try daemon.client().message()
        #expect(refusal["error", "message"] == "20 connections are open already")
        #expect(daemon.log.contains("fewer clients than configured"))
    }

    /// Each connection and its port held each other, and so 50 kB of every client that had ever called. Fuzzing the socket
    /// with 29,000 connections left a gigabyte behind.
    @Test("clients that are gone take no memory")
    func goneClients() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration())
        func call(_ count: Int) throws {
            for _ in 0..<count {
                let client = try daemon.client()
                _ = try client.result("subscribe", ["topics": ["generation", "log"]])
                _ = try client.result("introspect")  // some 30 kB of answer
            }
        }
        try call(100)
        let before = try daemon.memory("RssAnon")
        try call(600)
        #expect(try daemon.memory("RssAnon") - before < 10 << 20)
    }

    @Test("a client that does not read costs bounded memory, and gets every answer once it reads")
    func slowReader() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration(more: "limits: {unsent: 1MiB}"))
        let client = try daemon.client()
        let request = #"{"jsonrpc":"2.0","id":1,"method":"introspect","params":{"_meta":{"stream":false}}}"#
        try client.send(request)
        let answer = try #require(try client.line())
        let count = 2000
        #expect(answer.count * count > 32 << 20)
        let before = try daemon.memory("VmHWM")
        var bytes: [UInt8] = []
        for _ in 0..<count { bytes += request.utf8 + [0x0A] }
        // All that fits is sent; then nothing goes any more, because the daemon has stopped reading.
        let other = try daemon.client()
        let sent = try client.sendWhatFits(bytes, beside: other)
        for _ in 0..<3 { #expect(try other.result("ping") == [:]) }
        #expect(try daemon.memory("VmHWM") - before < 24 << 20)
        var wrong = 0
        try client.exchange(Array(bytes[sent...]), lines: count) { line in
            if !line.elementsEqual(answer) { wrong += 1 }
        }
        #expect(wrong == 0)
        #expect(try daemon.memory("VmHWM") - before < 24 << 20)
    }

    @Test("the limit of connections is kept: one more is refused with the reason, and the others stay")
    func connections() throws {
        try allowDescriptors(2048)
        let daemon = try RunningDaemon(RunningDaemon.configuration())
        let first = try daemon.client()
        var clients: [Client] = []
        for _ in 1..<1024 { clients.append(try Client(daemon.socket)) }
        // Each is known to be accepted once it has been answered.
        #expect(try clients[1022].result("ping") == [:])
        let one = try Client(daemon.socket)
        let refusal = try one.message()
        #expect(refusal["error", "code"] == 1001)
        #expect(refusal["error", "data", "retryAfterMs"] != nil)
        #expect(try one.line() == nil)
        #expect(try first.result("status")["connections", "open"] == 1024)
        for client in clients { #expect(try client.result("ping") == [:]) }
        clients.removeAll()
        // As soon as the daemon has seen the others go, there is room again.
        let later = try admitted(daemon)
        #expect(try later.result("ping") == [:])
    }

    /// Many systems allow a process 1024 descriptors until it asks for more.
    private func allowDescriptors(_ count: rlim_t) throws {
        var limit = rlimit()
        getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit)
        limit.rlim_cur = max(limit.rlim_cur, count)
        guard setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0 else {
            throw TestError("can't open \(count) descriptors")
        }
    }

    /// A client that the daemon has taken in, among those that it may still refuse.
    private func admitted(_ daemon: RunningDaemon) throws -> Client {
        try Deadline.eventually("room for one more") {
            let client = try Client(daemon.socket)
            try client.send(#"{"jsonrpc":"2.0","id":"in","method":"ping"}"#)
            return try client.message()["id"] == "in" ? client : nil
        }
    }

    @Test("more requests than the queue holds are refused as overloaded, and retried with success")
    func overload() throws {
        let more = "limits: {queue: 4, in-flight: 1024}\nthreads: {workers: 1}"
        let client = try RunningDaemon(RunningDaemon.configuration(plugins: "summary: {}", more: more)).client()
        let count = 400
        var bytes: [UInt8] = []
        for id in 0..<count { bytes += #"{"jsonrpc":"2.0","id":\#(id),"method":"summary"}"#.utf8 + [0x0A] }
        var codes: [Int: Int] = [:]
        try client.exchange(bytes, lines: count) { line in
            let message = try? JSON(parsing: line)
            codes[message?["error", "code"]?.integer ?? 0, default: 0] += 1
        }
        #expect(Set(codes.keys) == [0, 1001])
        #expect(codes.values.reduce(0, +) == count)
        #expect(try client.result("summary")["sentences"] != nil)
    }
}
