import Testing

@testable import Analysis

@Suite("Word reader")
struct WordReaderTests {
    @Test(
        "reads words one by one",
        arguments: [
            ("The sea's LAW.", ["the", "sea", "law"]),
            ("I don't, we'll, O'Neil's", ["i", "don", "we", "neil's"]),
            ("l’homme d'État", ["homme", "état"]),
            ("fooBar legal_regime e-mail room12", ["foobar", "legal", "regime", "e", "mail", "room12"]),
            ("里海 sea", ["里海", "海", "sea"]),
            ("می\u{200C}خواهم", ["مي", "خواهم"]),
            ("", []),
        ]
    )
    func words(text: String, expected: [String]) {
        let bytes = Array(text.utf8)
        var found: [String] = []
        bytes.withUnsafeBufferPointer { buffer in
            var reader = WordReader(buffer, in: 0..<buffer.count)
            while let word = reader.next() { found.append(String(decoding: word, as: UTF8.self)) }
        }
        #expect(found == expected)
    }

    @Test("goes on with another range, and forgets what was left of a compound")
    func moves() {
        let bytes = Array("e-mail of the sea, and more of it".utf8)
        var found: [String] = []
        bytes.withUnsafeBufferPointer { buffer in
            var reader = WordReader(buffer, in: 0..<buffer.count)
            if let word = reader.next() { found.append(String(decoding: word, as: UTF8.self)) }
            reader.move(to: 10..<17)
            while let word = reader.next() { found.append(String(decoding: word, as: UTF8.self)) }
        }
        #expect(found == ["e", "the", "sea"])
    }

    @Test("stems by the primary subtag", arguments: [("en-GB", "disputes", "disput"), ("cy", "cestyll", "cestyll")])
    func stems(language: String, word: String, expected: String) {
        var bytes = Array(word.utf8)
        WordStemmer(language: language).stem(&bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == expected)
    }
}
