import Analysis
import Corpus
import JSON
import PluginFixtures
import PluginKit
import Schema
import TestSupport
import Testing

@testable import Search

@Suite("Snippets")
struct SnippetTests {
    private func hit(_ sentences: [String], _ query: String) throws -> JSON {
        let result = try Fixture.plugin([Fixture.document("d", [sentences])]).answer(["query": .string(query)])
        return result["hits"]?[0] ?? .null
    }

    /// The parts of the snippet that its highlights mark.
    private func marked(_ hit: JSON) -> [String] {
        let bytes = Array((hit["snippet"]?.string ?? "").utf8)
        return hit["highlights"]?.array?.map { range in
            String(decoding: bytes[(range[0]?.integer ?? 0)..<(range[1]?.integer ?? 0)], as: UTF8.self)
        } ?? []
    }

    private let filler =
        "Nothing of this kind was ever said there, and nobody who was present would say otherwise today at all."

    /// Two clusters of Thai are part of many words: ระเ of ประเทศ, a country, stands in ระเบียบ, order, too.
    @Test("mark no pair of clusters inside another word, unless it is all that was asked for")
    func clusters() throws {
        #expect(try marked(hit(["ระเบียบของประเทศ"], "ประเทศ")).joined() == "ประเทศ")
        #expect(try marked(hit(["ระเบียบ"], "ระเ")).joined() == "ระเ")
    }

    @Test("show the sentence with the rarest words, and cite it")
    func best() throws {
        let sea =
            "The sea is a sea and the sea remains a sea, as everybody along the sea has always said of the sea itself."
        let hit = try hit(
            [sea, filler, "In truth the sea has a consensus, which those who were asked about it declined to name."],
            "sea consensus"
        )
        #expect(
            hit["snippet"] == "In truth the sea has a consensus, which those who were asked about it declined to name."
        )
        #expect(marked(hit) == ["sea", "consensus"])
        #expect(hit["byteRange"]?[0]?.integer == sea.utf8.count + filler.utf8.count + 2)
    }

    @Test(
        "mark stems, capitals and whole phrases",
        arguments: [
            ("The Sea's disputes.", "dispute sea", ["Sea's", "disputes"]),
            ("A legal regime, legal in form.", "\"legal regime\"", ["legal regime"]),
            ("A legal regime, legal in form.", "\"legal regime\" legal", ["legal regime", "legal"]),
            ("sea sea sea", "\"sea sea\"", ["sea sea sea"]),
            ("Новое море — мо\u{301}ре.", "море", ["море", "мо\u{301}ре"]),
            ("里海的法律", "法律", ["法律"]),
            // A run of such characters ended one place too early where something else followed it in a phrase.
            ("設定項目: APT を使う", "\"設定項目: APT\"", ["設定項目: APT"]),
            ("printf をマニュアル", "\"printf を\"", ["printf を"]),
            ("本 abc の中", "\"本 abc の\"", ["本 abc の"]),
            ("Iran, not Russia.", "iran -turkey", ["Iran"]),
            ("title and text", "title:text text", []),
            ("The legalRegime, a_legal-thing and HTMLegal.", "legal", ["legal", "legal", "Legal"]),
            ("In XMLRegime2 and regime3, not preregime.", "regime", ["Regime", "regime"]),
            ("A high-sea-level and e-mail, or email.", "\"sea level\" email", ["sea-level", "e-mail", "email"]),
            ("I read DivideItem and divideItem.", "item divide", ["Divide", "Item", "divide", "Item"]),
        ]
    )
    func marks(sentence: String, query: String, expected: [String]) throws {
        #expect(marked(try hit([sentence], query)) == expected)
    }

    @Test(
        "mark words that begin otherwise than their stems do, or as few of their letters",
        arguments: [
            ("id", "Orang itu membaca surat dan buku.", "baca", ["membaca"]),
            ("de", "Das Wort Guess bleibt.", "guess", ["Guess"]),
            ("en", "They were dying there.", "die", ["dying"]),
            ("en", "It costs 1,000 rials.", "1000", ["1,000"]),
        ]
    )
    func beginnings(language: String, sentence: String, query: String, expected: [String]) throws {
        let plugin = try Fixture.plugin([Fixture.document("d", language: language, [[sentence]])])
        #expect(try marked(plugin.answer(["query": .string(query)])["hits"]?[0] ?? .null) == expected)
    }

    @Test("take in the next sentence when the best one is short")
    func short() throws {
        #expect(try hit(["Why?", "Because of the sea.", "Then more."], "why")["snippet"] == "Why? Because of the sea.")
    }

    /// A phrase of two sentences was found, and its snippet had one of them and nothing marked.
    @Test("take in the sentence in which a phrase goes on")
    func acrossSentences() throws {
        let hit = try hit(
            [filler, filler + " It needs a header.", "In its absence " + filler],
            "\"header in its absence\""
        )
        #expect(marked(hit) == ["header. In its absence"])
    }

    @Test("are cut between words when a sentence is long")
    func long() throws {
        let words = (0..<200).map { "word\($0)" }.joined(separator: " ")
        let hit = try hit([words], "word100 word101")
        let snippet = try #require(hit["snippet"]?.string)
        #expect(snippet.hasPrefix("…word") && snippet.hasSuffix("…"))
        #expect(snippet.utf8.count <= Snippet.longest + 6)
        #expect(marked(hit) == ["word100", "word101"])
        let start = try #require(hit["byteRange"]?[0]?.integer)
        let end = try #require(hit["byteRange"]?[1]?.integer)
        #expect("…" + Text(words)[start..<end] + "…" == snippet)
    }

    @Test("are cut between characters where there are no spaces")
    func longWithoutSpaces() throws {
        let hit = try hit([String(repeating: "海", count: 200) + "里" + String(repeating: "海", count: 200)], "里")
        #expect(marked(hit) == ["里"])
        #expect(hit["snippet"]?.string?.contains("\u{FFFD}") == false)
    }

    @Test("stand on one line")
    func oneLine() throws {
        #expect(try hit(["The sea\nand\tthe law."], "law")["snippet"] == "The sea and the law.")
    }

    @Test("mark what they say, in random texts")
    func random() throws {
        var random = SeededNumbers(seed: 23)
        let words = ["sea", "SEAS", "oil", "море", "МОРЕ", "里", "law", "x"]
        for _ in 0..<200 {
            let sentences = (0...random.below(4)).map { _ in
                (0...random.below(40)).map { _ in words[random.below(8)] }.joined(separator: " ")
            }
            let hit = try hit(sentences, "sea море \"oil law\"")
            for part in marked(hit) {
                #expect(["sea", "seas", "море"].contains(part.lowercased()) || part.hasPrefix("oil law"))
            }
        }
    }

    @Test(
        "mark each word that has the stem, and each part of one, however it is written",
        arguments: ["en", "de", "fr"]
    )
    func everything(language: String) throws {
        let written = [
            "regimes", "Regime", "legalRegime", "HTMLRegime2", "a_legal-thing", "preregime", "l'email", "e-mail",
            "(dying)",
            "Die", "I.B.M.", "1,000", "1000", "C++", "a", "A", "al", "naïve-regime", "море", "guess", "legal/die",
            "--a",
            "die*regime", "+die", "die_", "\"Die:/", "die&", "[legal]", "#al", "al+", "LegaL", "(a)(al)", "DIEs",
            "x86_64", "node.js", "nodejs,", "里a", "«legal»", "o'al", "régime", "DIE", "iOS", "ios", "\u{212A}al", "tal",
        ]
        let asked = [
            "regime", "legal", "email", "die", "1000", "a", "al", "guess", "nodejs", "ios", "ibm", "x86", "kal",
        ]
        let (texts, queries) = (Analyzer(language: language, addsPlainForms: true), Analyzer(language: language))
        var random = SeededNumbers(seed: 7)
        for _ in 0..<60 {
            let sentence = (0...random.below(14)).map { _ in written[random.below(written.count)] }.joined(
                separator: " "
            )
            let plugin = try Fixture.plugin([Fixture.document("d", language: language, [[sentence]])])
            let bytes = Array(sentence.utf8)
            for word in asked {
                var terms: Set<[UInt8]> = []
                let query = Array(word.utf8)
                query.withUnsafeBufferPointer { query in
                    queries.read(query, in: 0..<query.count) { _, found in
                        for entry in found.entries { terms.insert(Array(found[entry])) }
                    }
                }
                var expected: [Range<Int>] = []
                bytes.withUnsafeBufferPointer { bytes in
                    texts.read(bytes, in: 0..<bytes.count) { surface, found in
                        for entry in found.entries where terms.contains(Array(found[entry])) {
                            let start = surface.range.lowerBound
                            expected.append(start + entry.source.lowerBound..<start + entry.source.upperBound)
                        }
                    }
                }
                let hit = try plugin.answer(["query": .string(word), "syntax": "plain"])["hits"]?[0] ?? .null
                let marked =
                    hit["highlights"]?.array?.compactMap { ($0[0]?.integer ?? 0)..<($0[1]?.integer ?? 0) } ?? []
                #expect(united(marked) == united(expected), "\(word) in \(sentence)")
            }
        }
    }

    /// Only what lies around its words is read for a phrase: told beside reading all of the text.
    @Test(
        "mark phrases and near words, however far they are from each other",
        arguments: [
            ("\"oil law\"", Arrangement(isOrdered: true, slack: 0)),
            ("\"oil law\"~2", Arrangement(isOrdered: true, slack: 2)),
            ("oil NEAR/3 law", Arrangement(isOrdered: false, slack: 3)),
        ]
    )
    func phrases(query: String, arrangement: Arrangement) throws {
        let written = [
            "oil", "law", "Oil", "law,", "(oil)", "sea", "sand", "rock", "a", "--", "legal-oil", "don't", "море",
            "field.x",
            "of", "the", "x86",
        ]
        let texts = Analyzer(language: "en", addsPlainForms: true)
        var random = SeededNumbers(seed: 11)
        var markCount = 0
        for _ in 0..<400 {
            let most = random.below(2) == 0 ? written.count : 9
            let sentence = (0...random.below(40)).map { _ in written[random.below(most)] }.joined(separator: " ")
            let bytes = Array(sentence.utf8)
            var positions: [[Int]] = [[], []]
            var ranges: [(position: Int, range: Range<Int>)] = []
            var position = 0
            bytes.withUnsafeBufferPointer { bytes in
                texts.read(bytes, in: 0..<bytes.count) { surface, found in
                    for entry in found.entries {
                        guard let word = ["oil", "law"].firstIndex(of: String(decoding: found[entry], as: UTF8.self))
                        else { continue }
                        let start = surface.range.lowerBound
                        positions[word].append(position + entry.offset)
                        ranges.append(
                            (position + entry.offset, start + entry.source.lowerBound..<start + entry.source.upperBound)
                        )
                    }
                    position += found.advance
                }
            }
            let expected = arrangement.occurrences(positions).map { occurrence in
                let inside = ranges.filter { occurrence.contains($0.position) }.map(\.range)
                return (inside.map(\.lowerBound).min() ?? 0)..<(inside.map(\.upperBound).max() ?? 0)
            }
            let hit =
                try Fixture.plugin([Fixture.document("d", language: "en", [[sentence]])])
                .answer(["query": .string(query)])["hits"]?[0] ?? .null
            let marked = hit["highlights"]?.array?.compactMap { ($0[0]?.integer ?? 0)..<($0[1]?.integer ?? 0) } ?? []
            #expect(united(marked) == united(expected), "\(sentence)")
            markCount += marked.count
        }
        #expect(markCount > 100)
    }

    /// The ranges in their order, those that overlap or touch as one.
    private func united(_ ranges: [Range<Int>]) -> [Range<Int>] {
        ranges.sorted { $0.lowerBound < $1.lowerBound }.reduce(into: []) { result, range in
            if let last = result.last, range.lowerBound <= last.upperBound {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, range.upperBound)
            } else {
                result.append(range)
            }
        }
    }
}

@Suite("Search in a question to all")
struct SearchOpinionTests {
    private func opinion(_ text: String) throws -> Opinion? {
        let call = Call(arguments: Arguments(checked: Members()))
        return try Fixture.plugin([Fixture.seed]).opinion(on: Question(text: text, limit: 3), call: call)
    }

    @Test("answers with the best sentence")
    func answers() throws {
        let opinion = try #require(try opinion("who reported that Baku is in favor of joint exploitation?"))
        #expect(opinion.text.hasPrefix("It has been reported in Azeri media that Baku is in favor"))
        #expect(opinion.confidence == 0.5)
        #expect(opinion.method == "search")
    }

    @Test("answers each part of a question, and a question of one part with one sentence")
    func parts() throws {
        let both = try #require(try opinion("what did the agreements of 1921 and 1940 say, and what does Baku favour?"))
        #expect(both.text.contains("based on the 1921 and 1940 agreements"))
        #expect(both.text.hasSuffix("Baku is in favor of joint exploitation of the sea's disputed resources."))
        let one = try #require(try opinion("what does Baku favour?"))
        #expect(one.text.hasPrefix("It has been reported") && one.text.count { $0 == "." } == 1)
    }

    @Test("is surer the more words of the question are found together")
    func confidence() throws {
        #expect(try opinion("Baku Brussels")?.confidence == 0.25)
        #expect(try opinion("Brussels") == nil)
    }

    /// "Which ministry spoke about the Caspian?" was answered by a sentence about something else, as if it were the answer.
    @Test("says which words stand nowhere, if most of them do")
    func unknownWords() throws {
        let closest = try #require(try opinion("Which ministry spoke about the Caspian?")).text
        #expect(closest.hasPrefix("Nothing says 'ministry' or 'spoke'; the closest: "))
        #expect(try opinion("Who is against dividing the sea by coastline?")?.text.hasPrefix("Iran, in fact") == true)
    }

    @Test("takes for words what the query language would refuse", arguments: ["Baku AND", "OR (Baku", "what is ? NOT"])
    func literal(text: String) throws { #expect((try opinion(text) != nil) == text.contains("Baku")) }
}
