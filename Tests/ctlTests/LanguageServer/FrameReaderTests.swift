import Testing

@testable import ctl

@Suite("Frames of the Language Server Protocol")
struct FrameReaderTests {
    @Test("a message comes out whole, whatever pieces it comes in", arguments: [1, 2, 3, 7, 100])
    func pieces(size: Int) {
        let stream = "Content-Length: 2\r\nContent-Type: x\r\n\r\n{}content-length:3\n\n[1]Content-Length: 0\r\n\r\n"
        #expect(Self.read(stream, size: size) == ["{}", "[1]", ""])
    }

    @Test("what is too long costs itself only")
    func tooLong() {
        #expect(
            Self.read(
                "Content-Length: 30\r\n\r\n\(String(repeating: "x", count: 30))Content-Length: 2\r\n\r\n{}",
                size: 5
            )
                == ["too long: 30", "{}"]
        )
    }

    @Test("headers without a length are told of")
    func noLength() {
        #expect(Self.read("Content-Type: x\r\n\r\nContent-Length: 2\r\n\r\n{}", size: 4) == ["no length", "{}"])
        #expect(Self.read(String(repeating: "x", count: 9000), size: 4096) == ["no length"])
        #expect(Self.read("Content-Length: -1\r\n\r\n", size: 4) == ["no length"])
    }

    /// With a limit of 20 bytes.
    private static func read(_ stream: String, size: Int) -> [String] {
        var reader = FrameReader(limit: 20)
        var found: [String] = []
        let bytes = Array(stream.utf8)
        for start in stride(from: 0, to: bytes.count, by: size) {
            bytes[start..<min(start + size, bytes.count)].withUnsafeBytes { reader.append($0) }
            reading: while true {
                switch reader.next() {
                case .message(let message): found.append(String(decoding: message, as: UTF8.self))
                case .tooLong(let count): found.append("too long: \(count)")
                case .noLength: found.append("no length")
                case .incomplete: break reading
                }
            }
        }
        return found
    }
}

@Suite("Halves of characters in messages")
struct LoneSurrogatesTests {
    @Test(
        "are replaced, and nothing else is",
        arguments: [
            (#""\ud83d""#, #""\ufffd""#), (#""\ud83d\ude00""#, #""\ud83d\ude00""#),
            (#""\ude00\ud83d""#, #""\ufffd\ufffd""#),
            (#""\\ud83d""#, #""\\ud83d""#), (#""\uD83Dx""#, #""\ufffdx""#), (#""a\n\u00e9""#, #""a\n\u00e9""#),
            (#""\"#, #""\"#),
            (#""\ud83d\n""#, #""\ufffd\n""#),
        ]
    )
    func replaced(text: String, expected: String) {
        #expect(String(decoding: LoneSurrogates.replaced(in: Array(text.utf8)), as: UTF8.self) == expected)
    }
}
