import Testing

@testable import Analysis

@Suite("Words met last")
struct RecentWordsTests {
    /// A word in memory behind which sixteen bytes can be read.
    private func packed(_ word: String, tag: UInt16 = 0) -> PackedWord? {
        let bytes = Array(word.utf8)
        return (bytes + [UInt8](repeating: 0x78, count: 16)).withUnsafeBufferPointer {
            PackedWord(UnsafeBufferPointer(rebasing: $0[..<bytes.count]), tag: tag)
        }
    }

    @Test(
        "are the same with whatever stands behind them, from wherever they come",
        arguments: ["a", "sea", "littoral", "sturgeons", "transboundary", "internationalize", "море", "里海"]
    )
    func packs(word: String) throws {
        let found = try #require(packed(word))
        #expect(found.count == word.utf8.count)
        let text = Array(("x " + word).utf8)
        #expect(PackedWord(text, from: 2) == found)
        var written = Array("the seas around it".utf8)
        found.write(to: &written, from: 4)
        #expect(String(decoding: written, as: UTF8.self) == "the " + word)
        #expect(packed(word, tag: 1) != found)
        #expect(packed(word + "x") != found)
    }

    @Test(
        "of letters of ASCII are the same as the scanner reads them at once",
        arguments: ["Sea", "littoral", "transboundary"]
    )
    func scans(word: String) throws {
        let text = Array((word + " and what else is there").utf8)
        let short = text.withUnsafeBufferPointer { text in
            var scanner = SurfaceScanner(text, in: 0..<text.count, folding: Folding(isTurkic: false))
            return scanner.nextShort()
        }
        #expect(try PackedWord(#require(short)) == packed(word.lowercased()))
    }

    @Test(
        "have the same in small letters, if they are all ASCII",
        arguments: ["Sea", "HTTPServer", "@AZ[`az{", "snake_case-9", "MÜLL", "Каспий"]
    )
    func folds(word: String) throws {
        let small = word.utf8.allSatisfy { $0 < 0x80 } ? packed(word.lowercased()) : nil
        #expect(try #require(packed(word)).inSmallLetters == small)
    }

    @Test("are none of no bytes, nor of more than sixteen")
    func refuses() {
        #expect(packed("") == nil)
        #expect(packed("internationalizes") == nil)
        #expect(PackedWord(Array("internationalizes".utf8), from: 0) == nil)
        #expect(PackedWord(Array("nationalize".utf8), from: 11) == nil)
    }

    @Test("have what was said of them last, until others take their place")
    func remembers() throws {
        let words = RecentWords<UInt32>(mostBits: 1)
        let sea = try #require(packed("sea"))
        #expect(words[sea] == nil)
        words[sea] = 7
        #expect(words[sea] == 7)
        words[sea] = 8
        #expect(words[sea] == 8)
        let others = (0..<50).compactMap { packed("other\($0)") }
        for other in others { words[other] = 1 }
        #expect(words[sea] == nil)
        #expect(others.count { words[$0] != nil } <= 2)
    }
}
