import TestSupport
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

    /// Short words are read in registers; what they are must not depend on it.
    @Test("reads the same words whether short ones are asked for or not")
    func shortWords() {
        let parts = [
            "sea", "The", "NATO", "e-mail", "don't", "state's", "fooBar", "C++", "C#", "libstdc++6", "U.S.", "3.5",
            "room12",
            "agreement", "Constitution", "internationally", "internationalist", "internationalists", "é", "naïve",
            "Баку",
            "里海", "a", "I", "std::vector", "__init__", "at&t", "don’t", "x", "incomprehensibilities", "MacDonald",
        ]
        let gaps = [
            " ", ". ", ", ", "; ", "\n", " (", ") ", "\"", "—", ": ", "... ", "?! ", "/", "-", "'", "’s ", " \u{A0}",
            ":: ",
        ]
        var random = SeededNumbers(seed: 3)
        for _ in 0..<3000 {
            var text = ""
            for _ in 0..<Int.random(in: 1...9, using: &random) {
                text += (parts.randomElement(using: &random) ?? "") + (gaps.randomElement(using: &random) ?? "")
            }
            #expect(read(text, asksForShort: true) == read(text, asksForShort: false), "\(text)")
        }
    }

    @Test("reads ordinary words as short ones", arguments: ["the", "Caspian", "agreement", "internationalism"])
    func isShort(word: String) {
        let bytes = Array((word + ", and then some more").utf8)
        bytes.withUnsafeBufferPointer { buffer in
            var reader = WordReader(buffer, in: 0..<buffer.count)
            let found = reader.nextShort()?.withBytes { String(decoding: $0, as: UTF8.self) }
            #expect(found == word.lowercased())
        }
    }

    private func read(_ text: String, asksForShort: Bool) -> [String] {
        let bytes = Array(text.utf8)
        var found: [String] = []
        bytes.withUnsafeBufferPointer { buffer in
            var reader = WordReader(buffer, in: 0..<buffer.count)
            while true {
                if asksForShort, let word = reader.nextShort() {
                    found.append(word.withBytes { String(decoding: $0, as: UTF8.self) })
                } else if let word = reader.next() {
                    found.append(String(decoding: word, as: UTF8.self))
                } else {
                    break
                }
            }
        }
        return found
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
