import Testing

@testable import Corpus

/// Words and sentences are read eight bytes at a time where they are plain: it must not show.
@Suite("Folded words")
struct FoldedWordTests {
    private func words(_ text: String) -> [WordReader.Word] {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            var reader = WordReader(bytes, 0..<bytes.count)
            var words: [WordReader.Word] = []
            while let word = reader.next() { words.append(word) }
            return words
        }
    }

    private func hash(_ text: String) -> UInt64 {
        Array(text.utf8).withUnsafeBufferPointer { FoldedHash.hash(of: $0, 0..<$0.count).hash }
    }

    @Test(
        "are the same whatever the quotation marks, wherever they stand in a word",
        arguments: 0...20
    )
    func quotes(place: Int) {
        let letters = Array("abcdefghijklmnopqrstu")
        let plain = String(letters[..<place]) + "'" + String(letters[place...])
        let curly = String(letters[..<place]) + "\u{2019}" + String(letters[place...])
        let (one, other) = (words(plain), words(curly))
        #expect(one.map(\.hash) == other.map(\.hash))
        #expect(one.map(\.size) == other.map(\.size))
        #expect(hash("He \(plain) it") == hash("He  \(curly)\nit"))
        #expect(hash("He \(plain) it") != hash("He \(plain)it"))
    }

    @Test("differ when one byte does, at any place", arguments: 0...30)
    func change(place: Int) {
        var bytes = Array("the quick brown fox jumps over it".utf8)
        let before = words(String(decoding: bytes, as: UTF8.self)).map(\.hash)
        let whole = hash(String(decoding: bytes, as: UTF8.self))
        guard bytes[place] != 0x20 else { return }
        bytes[place] ^= 1
        let text = String(decoding: bytes, as: UTF8.self)
        #expect(words(text).map(\.hash) != before)
        #expect(hash(text) != whole)
    }

    @Test(
        "know whether they end a sentence",
        arguments: [
            ("end.", true), ("longer-than-eight-bytes.", true), ("quoted.\"", true), ("bracketed?)]", true),
            ("3.5", false), ("e.g", false), ("(", false), ("abcdefgh.ijklmnop", false), ("abcdefg.", true),
            ("abcdefgh.", true), ("said.\u{201D}", true), ("said\u{201D}", false), ("дом.", true), ("里海。", true),
        ]
    )
    func ends(text: String, ends: Bool) { #expect(words(text).map(\.endsSentence) == [ends]) }

    @Test(
        "stand where they stand",
        arguments: [" a  bc\u{A0}d\te.  ", "one", "", "  ", "ein längeres Wort, größer als acht"]
    )
    func places(text: String) {
        let bytes = Array(text.utf8)
        let found = words(text).map { String(decoding: bytes[$0.start..<$0.end], as: UTF8.self) }
        #expect(found == text.split { $0.isWhitespace }.map(String.init))
    }

    /// What follows by reading byte after byte.
    private func slowHash(_ text: String) -> (hash: UInt64, size: Int) {
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            var reader = FoldedReader(bytes, 0..<bytes.count)
            var hash = FoldedHash()
            var size = 0
            while let byte = reader.next() {
                hash.add(byte)
                size += 1
            }
            return (hash.value, size)
        }
    }

    @Test("are the same as byte after byte, of any text without white space at its ends")
    func anyText() {
        let pieces = [
            "word", "a", "longer-word.", " ", "  ", "\n", "\n        ", "\t", "\u{A0}", "\u{2003}", "\u{2019}", "«",
            "é", "里", "\u{AD}", "\u{1}", "\u{7F}", " \u{AD} ", "…",
        ]
        var state: UInt64 = 7
        for _ in 0..<5000 {
            var text = "x"
            for _ in 0..<12 {
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                text += pieces[Int(state >> 33) % pieces.count]
            }
            text += "x"
            let fast = Array(text.utf8).withUnsafeBufferPointer { FoldedHash.hash(of: $0, 0..<$0.count) }
            #expect(fast == slowHash(text), "\(text.debugDescription)")
        }
    }
}
