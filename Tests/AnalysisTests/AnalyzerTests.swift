import Testing

@testable import Analysis

@Suite("Terms")
struct AnalyzerTests {
    /// Terms as `term@offset`, a whole marked by a star; then how far they advance.
    private func terms(_ text: String, _ language: String = "en") -> String {
        terms(text, Analyzer(language: language))
    }

    private func terms(_ text: String, _ analyzer: Analyzer) -> String {
        let bytes = Array(text.utf8)
        var parts: [String] = []
        var position = 0
        bytes.withUnsafeBufferPointer { buffer in
            analyzer.read(buffer, in: 0..<buffer.count) { _, terms in
                for entry in terms.entries {
                    let term = String(decoding: terms[entry], as: UTF8.self)
                    parts.append("\(term)@\(position + entry.offset)" + (entry.isWhole ? "*" : ""))
                }
                position += terms.advance
            }
        }
        return parts.joined(separator: " ") + " |\(position)"
    }

    @Test(
        "are stems, and of names the whole and the parts",
        arguments: [
            ("disputes", "disput@0 |1"),
            ("legal_regimes", "legal@0 regim@1 legalregim@0* legalregim@1* |2"),
            ("legal regimes", "legal@0 regim@1 |2"),
            ("fooBars x", "foo@0 bar@1 foobar@0* foobar@1* x@2 |3"),
            ("HTMLParser", "html@0 parser@1 htmlparser@0* htmlparser@1* |2"),
            ("e-mails", "e@0 mail@1 email@0* email@1* |2"),
            ("Node.js", "node@0 js@1 nodej@0* nodej@1* |2"),
            ("U.S. law", "u@0 s@1 us@0* us@1* law@2 |3"),
            ("std::vector", "std@0 vector@1 std::vector@0* |2"),
            ("C++", "c@0 c++@0* |1"),
            ("C#", "c@0 c#@0* |1"),
            ("2.3.1", "2@0 3@1 1@2 2.3.1@0* |3"),
            ("covid-19", "covid@0 19@1 covid19@0* covid19@1* |2"),
            ("5th", "5@0 th@1 5th@0* 5th@1* |2"),
            ("1,000,000", "1000000@0 |1"),
            ("3.14", "3.14@0 |1"),
            ("usr/share", "usr@0 share@1 usr/share@0* |2"),
            ("a1b2c3d4e5f6", "a1b2c3d4e5f6@0 |1"),
            ("__init__", "init@0 |1"),
        ]
    )
    func english(text: String, expected: String) {
        #expect(terms(text) == expected)
        // Whoever reads a corpus remembers stems.
        let reader = Analyzer(language: "en", addsPlainForms: true)
        #expect(terms(text, reader) == expected)
        #expect(terms(text, reader) == expected)
    }

    @Test(
        "have no endings that stand behind a colon",
        arguments: [
            ("GIMP:lle", "fi", "gimp@0 gimp:lle@0* |1"), ("EU:n", "fi", "eu@0 eu:n@0* |1"),
            ("EU:s", "sv", "eu@0 eu:s@0* |1"),
            ("std:vector", "fi", "std@0 vector@1 std:vector@0* |2"), ("EU:n", "en", "eu@0 n@1 eu:n@0* |2"),
        ]
    )
    func colonEndings(text: String, language: String, expected: String) {
        #expect(terms(text, language) == expected)
    }

    @Test("are the same of names with wide characters or apostrophes, which are taken apart character by character")
    func wideNames() {
        #expect(terms("naïve_users") == "naïv@0 user@1 naïveus@0* naïveus@1* |2")
        #expect(terms("don't_stop") == "don't@0 stop@1 don'tstop@0* don'tstop@1* |2")
    }

    @Test(
        "have a form without marks in an index, and only there",
        arguments: [
            ("fr", "café", "caf café cafe"), ("tr", "doğalgaz", ""), ("az", "dəniz", ""), ("de", "öl", "öl ol"),
            ("en", "łódź", "łódź lodz"), ("vi", "tiếng", "tiếng tieng"), ("ru", "ёж", "еж"), ("en", "sea", "sea"),
        ]
    )
    func plainForms(language: String, text: String, expected: String) {
        let bytes = Array(text.utf8)
        func found(_ analyzer: Analyzer) -> [String] {
            var found: [String] = []
            bytes.withUnsafeBufferPointer { buffer in
                analyzer.read(buffer, in: 0..<buffer.count) { _, terms in
                    found += terms.entries.map { String(decoding: terms[$0], as: UTF8.self) }
                }
            }
            return found
        }
        let indexed = found(Analyzer(language: language, addsPlainForms: true))
        let asked = found(Analyzer(language: language))
        #expect(indexed.starts(with: asked) && asked.count == 1)
        if !expected.isEmpty {
            let words = expected.split(separator: " ").map(String.init)
            #expect(indexed.allSatisfy(words.contains), "\(indexed)")
        }
        let typed = Array((PlainLetters.plain(bytes).map { String(decoding: $0, as: UTF8.self) } ?? text).utf8)
        var plain: [String] = []
        typed.withUnsafeBufferPointer { buffer in
            Analyzer(language: language).read(buffer, in: 0..<buffer.count) { _, terms in
                plain += terms.entries.map { String(decoding: terms[$0], as: UTF8.self) }
            }
        }
        #expect(plain.allSatisfy(indexed.contains), "\(plain) in \(indexed)")
    }

    @Test("of a long name are its parts only")
    func long() {
        let name = (0..<40).map { _ in "part" }.joined(separator: "_")
        #expect(!terms(name).contains("*"))
        #expect(terms(name).hasSuffix("part@39 |40"))
    }

    @Test("say where they are written")
    func sources() {
        let bytes = Array("x fooBar-бар".utf8)
        var found: [String] = []
        bytes.withUnsafeBufferPointer { buffer in
            Analyzer(language: "en").read(buffer, in: 0..<buffer.count) { surface, terms in
                for entry in terms.entries where !entry.isWhole {
                    let start = surface.range.lowerBound
                    let range = start + entry.source.lowerBound..<start + entry.source.upperBound
                    found.append(String(decoding: buffer[range], as: UTF8.self))
                }
            }
        }
        #expect(found == ["x", "foo", "Bar", "бар"])
    }

    @Test("keep as many letters of words as the language says", arguments: Self.languages)
    func keptLetters(language: String) {
        let analyzer = Analyzer(language: language)
        for word in Self.words {
            let stem = terms(word, language).prefix { $0 != "@" }
            let kept = stem.count >= 4 ? analyzer.keptLetters : min(analyzer.keptLetters, 1)
            #expect(stem.prefix(kept) == word.prefix(kept), "\(word) \(stem)")
        }
    }

    /// More words than it remembers stems of, and every one again when others have taken its place.
    @Test("are the same when an index remembers stems", arguments: ["en", "de", "fr"])
    func remembered(language: String) {
        let analyzer = Analyzer(language: language, addsPlainForms: true)
        let stemmer = WordStemmer(language: language)
        let endings = ["", "s", "ing", "ed", "ational", "ungen", "ly", "izationalism", "ies", "abcdefghijklm"]
        for number in 0..<20_000 {
            let seed = number % 7000 * 2_654_435_761 % 456_976
            let letters = (0..<4).map { UInt8(ascii: "a") + UInt8(seed / [1, 26, 676, 17_576][$0] % 26) }
            let word = letters + Array(endings[number % 7000 % endings.count].utf8)
            var expected = word
            stemmer.stem(&expected)
            word.withUnsafeBufferPointer { word in
                analyzer.read(word, in: 0..<word.count) { _, terms in
                    #expect(terms.entries.first.map { Array(terms[$0]) } == expected)
                }
            }
        }
    }

    private static let languages = [
        "ca", "da", "de", "en", "es", "fi", "fr", "hu", "id", "it", "nl", "no", "pt", "ro", "ru", "sr", "sv", "tr",
        "uz",
    ]
    /// English, German, French, Indonesian, Serbian and Finnish words, and some that stemmers are known to change at their
    /// beginnings.
    private static let words = """
        dying lying skies ties flies gently early singly ugliness hopping relational agreement agreements disputes guess
        doesn message different generated german geometry together object django issue array auxiliary muxed bindir
        gefunden gebaut gegangen haeuser ueberall aerger menulis berjalan penulis memperbaiki perpetuity djak odjek njegov
        quelques yeux aimer oubliant issuing coefficient guerra querer quedar cuisine preuve essai ouest aequus
        """
        .split(whereSeparator: \.isWhitespace).map(String.init)
}
