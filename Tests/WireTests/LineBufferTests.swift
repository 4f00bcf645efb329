import TestSupport
import Testing

@testable import Wire

@Suite("Line buffer")
struct LineBufferTests {
    private enum Piece: Equatable {
        case line(String)
        case tooLong
    }

    private func feed(_ text: some Sequence<UInt8>, into buffer: inout LineBuffer) -> [Piece] {
        Array(text).withUnsafeBytes { buffer.append($0) }
        var pieces: [Piece] = []
        while true {
            switch buffer.next() {
            case .line(let range):
                pieces.append(.line(buffer.withBytes(of: range) { String(decoding: $0, as: UTF8.self) }))
            case .tooLong: pieces.append(.tooLong)
            case .incomplete: return pieces
            }
        }
    }

    @Test("cuts random pieces into the lines of the whole")
    func pieces() {
        var random = SeededNumbers(seed: 5)
        for _ in 0..<300 {
            let limit = random.below(20)
            var lines: [String] = []
            for _ in 0..<random.below(30) { lines.append(String(repeating: "x", count: random.below(25))) }
            let expected = lines.map { $0.utf8.count > limit ? Piece.tooLong : .line($0) }
            var bytes = lines.map { $0 + "\n" }.joined().utf8[...]
            var buffer = LineBuffer(limit: limit)
            var found: [Piece] = []
            while !bytes.isEmpty {
                let piece = bytes.prefix(1 + random.below(40))
                bytes = bytes.dropFirst(piece.count)
                found += feed(piece, into: &buffer)
            }
            #expect(found == expected)
            #expect(!buffer.hasPartialLine)
        }
    }

    @Test("takes a line of exactly the limit, refuses one byte more, and goes on behind it")
    func limit() {
        var buffer = LineBuffer(limit: 3)
        #expect(feed("abc\nabcd\nab\n".utf8, into: &buffer) == [.line("abc"), .tooLong, .line("ab")])
        #expect(feed("abcd".utf8, into: &buffer) == [.tooLong])
        #expect(buffer.hasPartialLine)
        #expect(feed("efghijk".utf8, into: &buffer) == [])
        #expect(feed("\nabc".utf8, into: &buffer) == [])
        #expect(feed("\r\n\n".utf8, into: &buffer) == [.tooLong, .line("")])
    }

    @Test("holds little while it drops a line of 128 MiB")
    func hugeLine() {
        var buffer = LineBuffer(limit: 1 << 20)
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 1 << 16)
        var tooLongCount = 0
        for _ in 0..<1 << 11 {
            tooLongCount += feed(piece, into: &buffer).count
            #expect(buffer.capacity <= 4 << 20)
        }
        #expect(tooLongCount == 1)
        #expect(buffer.capacity <= LineBuffer.keptCapacity)
        #expect(feed("\nping\n".utf8, into: &buffer) == [.line("ping")])
    }

    @Test("gives the memory of a long line back once it is read")
    func longLine() {
        var buffer = LineBuffer(limit: 1 << 20)
        let line = String(repeating: "x", count: 1 << 20)
        #expect(feed((line + "\n").utf8, into: &buffer) == [.line(line)])
        #expect(buffer.capacity <= LineBuffer.keptCapacity)
    }

    @Test("keeps the partial line when it forgets what was read before")
    func compaction() {
        var buffer = LineBuffer(limit: 100)
        let many = String(repeating: String(repeating: "x", count: 99) + "\n", count: 1000)
        #expect(feed((many + "begin").utf8, into: &buffer).count == 1000)
        #expect(feed("ning\n".utf8, into: &buffer) == [.line("beginning")])
    }
}
