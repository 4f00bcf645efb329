import Corpus
import JSON
import PluginFixtures
import TestSupport
import Testing

@testable import Search

/// Expected scores were computed apart from this code, with the formula of `Ranking` written out in Python, over three
/// documents of one passage: "Caspian" / "sea sea oil", "" / "oil gas", "Gas field" / "the sea floor has gas gas gas".
@Suite("Ranking")
struct RankingTests {
    private let documents = [
        Fixture.document("a", title: "Caspian", [["sea sea oil"]]),
        Fixture.document("b", title: "", [["oil gas"]]),
        Fixture.document("c", title: "Gas field", [["the sea floor has gas gas gas"]]),
    ]

    private func scores(_ query: String) throws -> [[JSON]] {
        let hits = try Fixture.plugin(documents).answer(["query": .string(query)])["hits"]?.array ?? []
        return hits.map { [$0["document"] ?? .null, $0["score"] ?? .null] }
    }

    @Test("weighs frequency by length, and words by rarity and burstiness")
    func words() throws {
        #expect(try scores("sea") == [["a", 0.7320], ["c", 0.3787]])
    }

    @Test("counts a title six times, in proportion to its length")
    func titles() throws {
        #expect(try scores("gas") == [["c", 1.1688], ["b", 0.8033]])
    }

    @Test("weighs a phrase by all its words")
    func phrases() throws {
        #expect(try scores("\"gas gas\"") == [["c", 1.4511]])
    }

    @Test("adds the scores of several words")
    func sums() throws {
        #expect(try scores("sea oil") == [["a", 1.1822], ["b", 0.5080], ["c", 0.3787]])
    }

    @Test("explains each score as the sum of its parts")
    func explains() throws {
        let result = try Fixture.plugin(documents).answer(["query": "sea oil", "explain": true])
        for hit in result["hits"]?.array ?? [] {
            let parts = hit["explanation"]?.array?.compactMap { $0["score"]?.number } ?? []
            #expect(abs(parts.reduce(0, +) - (hit["score"]?.number ?? 0)) < 0.0002)
        }
        #expect(
            result["hits"]?[0]?["explanation"]?[0]
                == [
                    "term": "sea", "titleFrequency": 0, "textFrequency": 2, "documentFrequency": 2,
                    "collectionFrequency": 3, "rarity": 0.4950, "score": 0.7320,
                ]
        )
    }

    /// English leaves "file" as it is, Italian makes "fil" of it. ln(1 + (4 − 4 + ½) / (4 + ½)) is 0.1054, its power 1.2
    /// 0.0672, while by itself the English one would be as rare as a name: the power of ln(1 + 3½ / 1½) is 1.2495.
    @Test("takes what languages make of one word for one word, as rare as all of it together")
    func languages() throws {
        let documents =
            [Fixture.document("en", language: "en", [["file"]])]
            + ["b", "c", "d"].map { Fixture.document($0, language: "it", [["file"]]) }
        let result = try Fixture.plugin(documents).answer(["query": "file", "explain": true])
        let terms = result["hits"]?.array?.compactMap { $0["explanation"]?[0] } ?? []
        #expect(terms.map { $0["documentFrequency"] } == [4, 4, 4, 4])
        #expect(terms.map { $0["rarity"] } == [0.0672, 0.0672, 0.0672, 0.0672])
    }

    /// Of two words no language could be told, so that they were read as English ones, and found by themselves alone.
    @Test("reads a document that doesn't say its language in that of nearly all others")
    func commonLanguage() throws {
        let finnish = (0..<8).map { Fixture.document("fi\($0)", language: "fi", [["talossa"]]) }
        let other = [Fixture.document("other", [["talosta kalasta"]])]
        func found(_ documents: [Document]) throws -> Bool {
            let hits = try Fixture.plugin(documents).answer(["query": "kalassa"])["hits"]?.array ?? []
            return hits.contains { $0["document"] == "other" }
        }
        #expect(try found(finnish + other))
        // Seven are too few, and so are three quarters less one.
        #expect(try !found(Array(finnish.dropLast()) + other))
        let german = (0..<3).map { Fixture.document("de\($0)", language: "de", [["Haus"]]) }
        #expect(try !found(finnish + german + other))
    }

    /// One word that carries grammar is too little to tell the language of a line; of titles in Finnish only seven in four
    /// hundred told, so that all of them were read as English.
    @Test("reads lines that don't say their language in that of all of them together")
    func language() throws {
        let lines = ["satama ja laiva", "laiva tai vene", "vene mutta airo", "ranta kun sataa"]
        let documents = lines.enumerated().map { Fixture.document("fi\($0.offset)", [[$0.element]]) }
        #expect(documents.allSatisfy { $0.language == nil })
        let other = [Fixture.document("other", [["talosta kalasta"]])]
        func found(_ documents: [Document]) throws -> Bool {
            let hits = try Fixture.plugin(documents).answer(["query": "kalassa"])["hits"]?.array ?? []
            return hits.contains { $0["document"] == "other" }
        }
        #expect(try found(documents + other))
        #expect(try !found(other))
        // Where more than a quarter says its own, the others may be in any.
        let german = (0..<3).map { Fixture.document("de\($0)", language: "de", [["Haus"]]) }
        #expect(try !found(documents + german + other))
    }

    /// ln(1 + ½ / 1½) is 0.2877, its power 1.2 0.2242, and all of it counts where a word stands once in the only passage.
    @Test("counts a pair of characters half a word, of which it is about the half")
    func pairs() throws {
        let plugin = try Fixture.plugin([Fixture.document("a", [["東京湾 oil"]])])
        let result = try plugin.answer(["query": "東京湾 oil", "explain": true])
        let parts = result["hits"]?[0]?["explanation"]?.array ?? []
        #expect(parts.map { $0["score"] } == [0.1121, 0.1121, 0.2242])
    }

    /// Of half of 0.2242: 0.7 for 魚を and 食べ, 0.3 for the particle with the verb, and for the verb's ending.
    @Test("counts pairs with particles and endings less than those of Japanese words")
    func hiragana() throws {
        let plugin = try Fixture.plugin([Fixture.document("a", language: "ja", [["魚を食べる"]])])
        let result = try plugin.answer(["query": "魚を食べる", "explain": true])
        let parts = result["hits"]?[0]?["explanation"]?.array ?? []
        #expect(parts.map { $0["score"] } == [0.0785, 0.0336, 0.0785, 0.0336])
    }

    @Test("keeps the order of the corpus where scores are equal")
    func ties() throws {
        let same = (0..<30).map { Fixture.document("d\($0)", [["oil"]]) }
        let hits = try Fixture.plugin(same).answer(["query": "oil", "limit": 4, "offset": 2])["hits"]?.array ?? []
        #expect(hits.map { $0["document"] } == ["d2", "d3", "d4", "d5"])
    }

    @Test("keeps the best of many hits, in the order of the corpus where scores are equal")
    func best() {
        var random = SeededNumbers(seed: 3)
        let hits = (0..<5000).map { Hit(segment: $0 % 3, unit: $0, score: Float(random.below(200))) }
        let sorted = hits.sorted { left, right in
            if left.score != right.score { return left.score > right.score }
            return (left.segment, left.unit) < (right.segment, right.unit)
        }
        for count in [0, 1, 10, 999, 5000, 6000] {
            var top = TopHits(capacity: count)
            for hit in hits { top.offer(hit) }
            #expect(top.sorted.map(\.unit) == sorted.prefix(count).map(\.unit))
        }
    }

    @Test("never asks for more of a word than a score takes", arguments: [0.003, 1, 17.5] as [Float])
    func reaching(weight: Float) {
        let whole = weight * (Ranking.frequencySaturation + 1)
        for step in 1...2000 {
            let frequency = Float(step) * Float(step) * Float(step) * 1e-5
            let reaching = Ranking.frequency(
                reaching: Ranking.score(frequency: frequency, weight: weight),
                weight: whole
            )
            #expect(reaching <= frequency && reaching >= frequency * (0.999_9 - frequency * 2e-5))
        }
        #expect(Ranking.frequency(reaching: -1, weight: whole) == 0)
        #expect(Ranking.frequency(reaching: whole * 1.001, weight: whole) == .infinity)
    }
}
