import Glibc
import JSON
import Testing

/// Lines that are wrong cost the line, not the connection, and say where they are wrong.
@Suite("Bad input")
struct BadInputTests {
    @Test("half a line before the end is refused as one, and the connection closes")
    func half() throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        try client.send(Array(#"{"jsonrpc":"2.0","id":1,"meth"#.utf8))
        client.closeWriting()
        let answer = try client.message()
        #expect(answer["error", "code"] == -32700)
        #expect(answer["id"] == .some(.null))
        // Where the string begins that has no end.
        #expect(answer["error", "data", "offset"] == 24)
        #expect(try client.line() == nil)
    }

    @Test("a last line without its line feed is answered before the connection closes")
    func lastLine() throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        try client.send(Array(#"{"jsonrpc":"2.0","id":1,"method":"search","params":{"query":"sea"}}"#.utf8))
        client.closeWriting()
        #expect(try client.message()["result", "hits", "0", "line"] != nil)
        #expect(try client.line() == nil)
    }

    @Test(
        "a line that is no request says what is wrong and where",
        arguments: [
            (#"{"jsonrpc":"2.0","id":1,"method":"ping","id":2}"#, -32700, "offset", 40),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"n":1e999}}"#, -32700, "offset", 54),
            (#"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"t":"\ud800"}}"#, -32700, "offset", 55),
            (#"{"jsonrpc":"2.0","id":1,}"#, -32700, "offset", 24),
            (#"hello"#, -32700, "offset", 0),
        ]
    )
    func syntax(line: String, code: Int, key: String, place: Int) throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        try client.send(line)
        let answer = try client.message()
        #expect(answer["error", "code"]?.integer == code)
        #expect(answer["error", "data", key]?.integer == place)
        #expect(answer["error", "data", "hint"] != nil)
        #expect(try client.result("ping") == [:])
    }

    @Test("bytes that are not UTF-8 are refused at their place")
    func invalidUTF8() throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        try client.send(Array(#"{"jsonrpc":"2.0","id":1,"method":""#.utf8) + [0xFF, 0xFE] + Array("\"}\n".utf8))
        let answer = try client.message()
        #expect(answer["error", "code"] == -32700)
        #expect(answer["error", "data", "offset"] == 34)
        #expect(try client.result("ping") == [:])
    }

    @Test("nesting of 100,000 is refused at the limit")
    func nesting() throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        let depth = 100_000
        try client.send(
            Array(repeating: UInt8(ascii: "["), count: depth) + Array(repeating: 0x5D, count: depth) + [0x0A]
        )
        let answer = try client.message()
        #expect(answer["error", "code"] == -32700)
        #expect(answer["error", "message"]?.string?.contains("128") == true)
        #expect(try client.result("ping") == [:])
    }

    @Test("an array is refused with the advice to send lines")
    func batch() throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        try client.send(#"[{"jsonrpc":"2.0","id":1,"method":"ping"}]"#)
        let answer = try client.message()
        #expect(answer["error", "code"] == -32600)
        #expect(answer["error", "data", "hint"]?.string?.contains("lines") == true)
    }

    @Test("a line of 1 GiB is refused once, costs no memory, and what follows is answered")
    func hugeLine() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration())
        let client = try daemon.client()
        _ = try client.result("ping")
        let before = try daemon.memory("VmHWM")
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 20)
        for _ in 0..<1024 { try client.send(piece) }
        try client.send("")
        let answer = try client.message()
        #expect(answer["error", "code"] == 1004)
        #expect(answer["error", "data", "limit"] == .integer(1 << 20))
        #expect(try client.result("ping") == [:])
        #expect(try daemon.memory("VmHWM") - before < 16 << 20)
    }

    @Test("a line of exactly the limit is read, one byte more is not")
    func limit() throws {
        let client = try RunningDaemon(RunningDaemon.configuration(more: "limits: {line: 4KiB}")).client()
        let request = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
        let padding = String(repeating: " ", count: 4096 - request.utf8.count)
        try client.send(request + padding, request + padding + " ")
        #expect(try client.message()["result"] == [:])
        #expect(try client.message()["error", "code"] == 1004)
    }

    @Test("an unknown method is refused with the one that was meant")
    func unknownMethod() throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        let failure = try client.failure("serach", ["query": "sea"])
        #expect(failure["code"] == -32601)
        #expect(failure["data", "suggestion"] == "search")
        #expect(failure["data", "kind"] == "methodNotFound")
        #expect(failure["data", "retryable"] == false)
    }

    @Test(
        "wrong parameters are refused with a pointer to them",
        arguments: [
            (["query": "sea", "limit": "3"], "/limit"), (["query": "sea", "limit": 1.5], "/limit"),
            (["query": 7], "/query"), (["query": "sea", "lmit": 3], "/lmit"), ([:], ""),
            (["query": "sea", "_meta": ["timeoutMs": 0]], "/_meta/timeoutMs"),
            (["query": "sea", "_meta": ["fields": ["hits.lin"]]], "/_meta/fields/0"),
        ] as [(JSON, String)]
    )
    func parameters(parameters: JSON, pointer: String) throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        let failure = try client.failure("search", parameters)
        #expect(failure["code"] == -32602)
        #expect(failure["data", "pointer"]?.string == pointer)
        #expect(try client.result("ping") == [:])
    }

    @Test("a request without 'jsonrpc', or of another version, is refused under its id")
    func version() throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        try client.send(#"{"id":7,"method":"ping"}"#, #"{"jsonrpc":"1.0","id":8,"method":"ping"}"#)
        let missing = try client.message()
        #expect(missing["id"] == 7)
        #expect(missing["error", "code"] == -32600)
        let other = try client.message()
        #expect(other["id"] == 8)
        #expect(other["error", "code"] == 1014)
    }

    @Test("empty lines and notifications are not answered")
    func silent() throws {
        let client = try RunningDaemon(RunningDaemon.configuration()).client()
        try client.send("", " \t", #"{"jsonrpc":"2.0","method":"ping"}"#, #"{"jsonrpc":"2.0","method":"no/such"}"#)
        try client.send(#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#)
        let only = try client.message()
        #expect(only["id"] == 1)
        #expect(only["result"] == [:])
    }
}
