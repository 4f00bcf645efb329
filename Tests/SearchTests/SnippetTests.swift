import Corpus
import JSON
import PluginFixtures
import PluginKit
import Schema
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
        var random = Linear(seed: 23)
        let words = ["sea", "SEAS", "oil", "море", "МОРЕ", "里", "law", "x"]
        for _ in 0..<200 {
            let sentences = (0...random.next(4)).map { _ in
                (0...random.next(40)).map { _ in words[random.next(8)] }.joined(separator: " ")
            }
            let hit = try hit(sentences, "sea море \"oil law\"")
            for part in marked(hit) {
                #expect(["sea", "seas", "море"].contains(part.lowercased()) || part.hasPrefix("oil law"))
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

    @Test("is surer the more words of the question are found together")
    func confidence() throws {
        #expect(try opinion("Baku Brussels")?.confidence == 0.25)
        #expect(try opinion("Brussels") == nil)
    }

    @Test("takes for words what the query language would refuse", arguments: ["Baku AND", "OR (Baku", "what is ? NOT"])
    func literal(text: String) throws { #expect((try opinion(text) != nil) == text.contains("Baku")) }
}
