import JSON
import TestSupport
import Testing

@testable import Wire

@Suite("Plain requests")
struct PlainRequestTests {
    private static let shapes = [
        #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#,
        #"{"jsonrpc": "2.0", "id": "a-7", "method": "search", "params": {"query": "sea", "limit": 3}}"#,
        #"{"id":999999999999999999,"method":"x","jsonrpc":"2.0"}"#,
        #"{"jsonrpc":"2.0","method":"notifications/cancelled","params":{"requestId":4}}"#,
        #"{"jsonrpc":"2.0","id":2,"method":"m","params":{"a":[1,{"b":null}],"_meta":{"timeoutMs":5,"stream":false}}}"#,
    ]

    @Test("are read at once", arguments: shapes)
    func quick(line: String) throws {
        let quick = Array(line.utf8).withUnsafeBufferPointer { PlainRequest.read($0, Limits()) }
        #expect(try quick.map(Message.request) == strict(line).get())
        #expect(quick != nil)
    }

    @Test(
        "are left to the strict reader when anything about them is unusual",
        arguments: [
            #"{"jsonrpc":"2.0","id":01,"method":"ping"}"#, #"{"jsonrpc":"2.0","id":1,"id":2,"method":"ping"}"#,
            #"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#, #"{"jsonrpc":"2.0","id":1,"method":"p\u0069ng"}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"ping"} x"#, #"{"jsonrpc":"2.0","id":1,"method":""}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{}},"#, #"{"jsonrpc":"2.0","id":1,"method":"ping",}"#,
            #"{"jsonrpc":"2.0","params":{},"id":1,"method":"ping"}"#, #"{"jsonrpc":"1.0","id":1,"method":"ping"}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"ping","params":{"a":1,"a":2}}"#,
            #"{"jsonrpc":"2.0","id":"é","method":"m"}"#,
            #"{"jsonrpc":"2.0","id":1,"method":"m","params":{"_meta":{"timeoutMs":0}}}"#, "", "{", "[]",
        ]
    )
    func unusual(line: String) {
        #expect(Array(line.utf8).withUnsafeBufferPointer { PlainRequest.read($0, Limits()) } == nil)
    }

    @Test("mean the same as to the strict reader, whatever a line is changed into")
    func agree() throws {
        var generator = SeededNumbers(seed: 20)
        for _ in 0..<20_000 {
            var line = Array(Self.shapes.randomElement(using: &generator, or: "").utf8)
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let place = Int.random(in: 0..<line.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: line.remove(at: place)
                case 1: line.insert(Self.bytes.randomElement(using: &generator, or: 0), at: place)
                default: line[place] = Self.bytes.randomElement(using: &generator, or: 0)
                }
            }
            guard let quick = line.withUnsafeBufferPointer({ PlainRequest.read($0, Limits()) }) else { continue }
            let text = String(decoding: line, as: UTF8.self)
            #expect(try strict(text).get() == .request(quick), "\(text)")
        }
    }

    private static let bytes = Array(#"{}[]",:\ 019.-eidmethodparamsjsonrpc"#.utf8) + [0x00, 0x0D, 0xC3, 0xFF]

    private func strict(_ line: String) -> Result<Message, MessageError> {
        Array(line.utf8).withUnsafeBufferPointer { bytes in
            do throws(MessageError) {
                return .success(try Message(strictly: bytes, limits: Limits()))
            } catch {
                return .failure(error)
            }
        }
    }
}

extension Array {
    fileprivate func randomElement(using generator: inout SeededNumbers, or fallback: Element) -> Element {
        randomElement(using: &generator) ?? fallback
    }
}
