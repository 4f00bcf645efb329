import JSON
import TestSupport
import Testing

/// Lines of the Model Context Protocol that no client should send. The seed is fixed, so every run sends the same.
@Suite("Agents, fuzzed")
struct AgentFuzzTests {
    /// What is changed: requests as clients write them.
    private static let lines = [
        #"{"jsonrpc":"2.0","id":1,"method":"initialize","params":{"protocolVersion":"2025-11-25","capabilities":{}}}"#,
        #"{"jsonrpc":"2.0","id":2,"method":"tools/call","params":{"name":"search","arguments":{"query":"sea","limit":2}}}"#,
        #"{"jsonrpc":"2.0","id":3,"method":"tools/call","params":{"name":"read","arguments":{"document":"caspian:///mehr-caspian-legal-regime.txt#L1C5-L1C50","around":1,"cursor":"0~1.5"}}}"#,
        #"{"jsonrpc":"2.0","id":4,"method":"resources/read","params":{"uri":"caspian:///mehr-caspian-legal-regime.txt?v=00000000#L1-2"}}"#,
        #"{"jsonrpc":"2.0","id":5,"method":"completion/complete","params":{"ref":{"type":"ref/prompt","name":"ask"},"argument":{"name":"question","value":"se"}}}"#,
        #"{"jsonrpc":"2.0","id":6,"method":"prompts/get","params":{"name":"ask","arguments":{"question":"{question}"}}}"#,
        #"{"jsonrpc":"2.0","id":7,"method":"resources/subscribe","params":{"uri":"caspian:///mehr-caspian-legal-regime.txt"}}"#,
        #"{"jsonrpc":"2.0","id":8,"method":"server/discover","params":{"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"#,
        #"{"jsonrpc":"2.0","id":9,"method":"subscriptions/listen","params":{"notifications":{"toolsListChanged":true},"_meta":{"io.modelcontextprotocol/protocolVersion":"2026-07-28","io.modelcontextprotocol/clientCapabilities":{}}}}"#,
        #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":9}}"#,
        #"{"jsonrpc":"2.0","id":10,"method":"tools/list","params":{"cursor":"0"}}"#,
    ]
    private static let pieces = [
        "\"", "{", "}", "[", "]", ":", ",", "null", "-1", "1e400", "9223372036854775807", "\\u0000", "\\ud800", "é",
        "%",
        "#L99999999999999999999", "~", "true", "{}", "[]",
    ]

    @Test("each line is answered or ignored, every answer is a message, and the daemon goes on")
    func fuzz() throws {
        let client = try RunningDaemon.onSeeds().client()
        var random = SeededNumbers(seed: 20_260_728)
        for round in 0..<40 {
            for _ in 0..<25 { try client.send(changed(Self.lines[random.below(Self.lines.count)], &random)) }
            // What is under way is answered before or after; the id is no other line's.
            try client.send(#"{"jsonrpc":"2.0","id":"round \#(round)","method":"ping"}"#)
            while true {
                let message = try client.message()
                #expect(message["jsonrpc"] == "2.0")
                #expect(message["result"] != nil || message["error"] != nil || message["method"] != nil)
                if message["id"] == .string("round \(round)") { break }
            }
        }
    }

    private func changed(_ line: String, _ random: inout SeededNumbers) -> String {
        var bytes = Array(line.utf8)
        for _ in 0...random.below(3) {
            guard !bytes.isEmpty else { break }
            let place = random.below(bytes.count)
            switch random.below(5) {
            case 0: bytes.remove(at: place)
            case 1: bytes.insert(contentsOf: Self.pieces[random.below(Self.pieces.count)].utf8, at: place)
            case 2: bytes[place] = UInt8(32 + random.below(95))
            case 3:
                let end = min(bytes.count, place + 1 + random.below(20))
                bytes.replaceSubrange(place..<end, with: Self.pieces[random.below(Self.pieces.count)].utf8)
            default:
                let end = min(bytes.count, place + random.below(30))
                bytes.insert(contentsOf: bytes[place..<end], at: place)
            }
        }
        return String(decoding: bytes.filter { $0 != 0x0A }, as: UTF8.self)
    }
}
