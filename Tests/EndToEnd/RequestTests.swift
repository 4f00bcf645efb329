import Glibc
import JSON
import Testing
import Wire

/// What a request may say beside its parameters, and how it ends: always with one answer.
@Suite("Requests")
struct RequestTests {
    /// A daemon with a plugin that does wrong, and so many things at once.
    private func misbehaving(concurrency: Int = 1) throws -> RunningDaemon {
        let plugin = RunningDaemon.misbehaving("well", "\n  concurrency: \(concurrency)")
        return try RunningDaemon(RunningDaemon.configuration(plugins: plugin))
    }

    @Test("a field mask leaves what it names")
    func fields() throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        let result = try client.result(
            "search",
            ["query": "sea", "limit": 2],
            meta: ["fields": ["total", "hits.line", "hits.byteRange"]]
        )
        #expect(result.object?.keys.sorted() == ["_meta", "hits", "total"])
        let hits = try #require(result["hits"]?.array)
        #expect(hits.count == 2)
        for hit in hits { #expect(hit.object?.keys.sorted() == ["byteRange", "line"]) }
    }

    @Test("a repeated id is refused while its first request is under way, and free again afterwards")
    func repeatedID() throws {
        let client = try misbehaving().client()
        let slow = #"{"jsonrpc":"2.0","id":7,"method":"misbehaving.do","params":{"how":"slow","seconds":0.3}}"#
        let ping = #"{"jsonrpc":"2.0","id":7,"method":"ping"}"#
        try client.send(slow, ping)
        let refusal = try client.message()
        #expect(refusal["error", "code"] == 1016)
        #expect(refusal["id"] == 7)
        #expect(try client.message()["result", "number"] == 1)
        try client.send(ping)
        #expect(try client.message()["result"] == [:])
    }

    @Test("a request that takes longer than it may is answered in time, and the next one is answered")
    func timeout() throws {
        let client = try misbehaving(concurrency: 2).client()
        let failure = try client.failure("misbehaving.do", ["how": "hang"], meta: ["timeoutMs": 100])
        #expect(failure["code"] == 1002)
        #expect(failure["data", "retryable"] == true)
        #expect(try client.result("misbehaving.do", ["how": "behave"])["number"] == 1)
    }

    @Test("a cancelled request is answered as cancelled, once")
    func cancellation() throws {
        let client = try misbehaving().client()
        let id = try client.begin("misbehaving.do", ["how": "hang"])
        let notification: JSON = [
            "jsonrpc": "2.0", "method": "notifications/cancelled", "params": ["requestId": .integer(id)],
        ]
        try client.send(notification.description, notification.description)
        let answer = try client.message()
        #expect(answer["id"] == .integer(id))
        #expect(answer["error", "code"] == 1003)
        let ping = try client.begin("ping")
        #expect(try client.message()["id"] == .integer(ping))
    }

    @Test("progress comes under the token of its request")
    func progress() throws {
        let client = try misbehaving().client()
        let id = try client.begin(
            "misbehaving.do",
            ["how": "flood_progress"],
            meta: ["progressToken": "abc", "timeoutMs": 20_000]
        )
        let first = try client.notification("notifications/progress")
        #expect(first["progressToken"] == "abc")
        #expect(first["total"] == 20_000)
        #expect(try client.response(to: id)["result", "number"] == 1)
        let steps = client.notifications.compactMap { $0["params", "progress"]?.integer }
        #expect(steps == steps.sorted())
    }

    @Test("a request for a later generation waits for it, while others are answered")
    func minimumGeneration() throws {
        let folder = try TestFolder()
        try folder.write("corpus/a.txt", "The sea is large.\n")
        let daemon = try RunningDaemon(RunningDaemon.configuration(corpus: "\(folder.path)/corpus"), in: folder)
        let client = try daemon.client()
        let waiting = try client.begin("search", ["query": "pelican"], meta: ["minGeneration": 2])
        #expect(try client.result("search", ["query": "pelican"])["total"] == 0)
        // The new file is seen by itself.
        try folder.write("corpus/b.txt", "A pelican sits on the sea.\n")
        let answer = try client.response(to: waiting)
        #expect(answer["result", "total"] == 1)
        #expect(answer["result", "_meta", "generation"] == 2)
    }

    @Test("a generation that does not come is a deadline")
    func generationThatDoesNotCome() throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        let failure = try client.failure("ping", meta: ["minGeneration": 2, "timeoutMs": 50])
        #expect(failure["code"] == 1002)
    }

    @Test("a large result comes in lines of at most 60,000 bytes that make up the same result")
    func streaming() throws {
        let folder = try TestFolder()
        let lines = (0..<300).map {
            "In year \($0) the herring number \($0 * 7919) swam \($0 % 13) miles through the sea, "
                + "along the coast, past the islands, and back to where it had come from.\n\n"
        }
        try folder.write("corpus/long.txt", lines.joined())
        let daemon = try RunningDaemon(RunningDaemon.configuration(corpus: "\(folder.path)/corpus"), in: folder)
        let client = try daemon.client()
        let parameters: JSON = ["query": "herring", "limit": 300]
        let whole = try client.result("search", parameters, meta: ["stream": false])
        #expect(whole.bytes.count > 100_000)

        let id = try client.begin("search", parameters)
        var chunks: [JSON] = []
        while true {
            let line = try #require(try client.line())
            #expect(line.count < 60_000)
            let message = try JSON(parsing: line)
            guard message["method"] == "stream/chunk" else {
                #expect(message["id"] == .integer(id))
                #expect(try Streaming.join(chunks, message["result"] ?? .null) == whole)
                break
            }
            chunks.append(message["params"] ?? .null)
        }
        #expect(chunks.count >= 2)
    }

    @Test("a client that goes away takes its requests with it")
    func deadClient() throws {
        let daemon = try misbehaving()
        let other = try daemon.client()
        do {
            let client = try Client(daemon.socket)
            for _ in 0..<100 { try client.begin("misbehaving.do", ["how": "slow", "seconds": 0.3]) }
            // Answered in the order of the lines, so all hundred are under way.
            _ = try client.result("ping")
            #expect(try other.result("status")["connections", "open"] == 2)
        }
        // All hundred would take half a minute; those that nobody waits for don't reach the plugin any more.
        let plugin = try other.result("misbehaving.do", ["how": "behave"])
        #expect(plugin["number"] == 1)
        #expect(try other.result("status")["connections", "open"] == 1)
        #expect(try daemon.stop().status == 0)
    }

    @Test("what is logged can be read, followed and turned up")
    func log() throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        #expect(try client.result("subscribe", ["topics": ["log", "generation"]])["generation"] == 1)
        #expect(try client.result("log.level", ["level": "warning"])["level"] == "warning")
        #expect(try client.result("log.level")["level"] == "warning")
        #expect(try client.result("log.level", ["level": "info"])["level"] == "info")
        try client.logEntry("log level changed")
        #expect(try client.result("corpus.reload")["generation"] == 2)
        #expect(try client.notification("notifications/generation")["generation"] == 2)
        let recent = try client.result("log.recent", ["count": 500])["entries"]?.array ?? []
        #expect(recent.contains { $0["message"] == "ready" })
        let failure = try client.failure("log.level", ["level": "loud"])
        #expect(failure["code"] == -32602)
    }

    @Test("metrics are Prometheus text")
    func metrics() throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        for _ in 0..<5 { _ = try client.result("ping") }
        _ = try client.failure("search")
        let text = try #require(try client.result("metrics")["text"]?.string)
        // https://prometheus.io/docs/instrumenting/exposition_formats/
        let sample = /^[a-zA-Z_:][a-zA-Z0-9_:]*(\{[a-zA-Z_]\w*="[^"\\]*"(,[a-zA-Z_]\w*="[^"\\]*")*\})? -?[0-9.e+-]+$/
        var types: [Substring: Substring] = [:]
        #expect(text.hasSuffix("\n"))
        for line in text.split(separator: "\n") {
            if line.hasPrefix("# TYPE ") {
                let words = line.split(separator: " ")
                #expect(types.updateValue(words[3], forKey: words[2]) == nil, "two types of \(words[2])")
            } else if !line.hasPrefix("# HELP ") {
                #expect(line.wholeMatch(of: sample) != nil, "\(line)")
                let name = line.prefix { $0 != "{" && $0 != " " }
                let family = ["_bucket", "_sum", "_count"].first { name.hasSuffix($0) }.map { name.dropLast($0.count) }
                #expect(types[name] != nil || family.map { types[$0] == "histogram" } == true, "\(line)")
            }
        }
        #expect(text.contains(#"caspian_requests_total{method="ping",outcome="answered"} 5"#))
        #expect(text.contains(#"caspian_requests_total{method="search",outcome="invalidParams"} 1"#))
        #expect(text.contains(#"caspian_request_duration_seconds_bucket{method="ping",le="+Inf"} 5"#))
    }
}
