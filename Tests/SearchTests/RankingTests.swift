import JSON
import PluginFixtures
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
        #expect(try scores("sea") == [["a", 0.8804], ["c", 0.4677]])
    }

    @Test("counts a title five times, in proportion to its length")
    func titles() throws {
        #expect(try scores("gas") == [["c", 1.4977], ["b", 0.8783]])
    }

    @Test("treats a phrase as a word of its own")
    func phrases() throws {
        #expect(try scores("\"gas gas\"") == [["c", 1.7174]])
    }

    @Test("adds the scores of several words")
    func sums() throws {
        #expect(try scores("sea oil") == [["a", 1.3896], ["b", 0.5555], ["c", 0.4677]])
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
                    "collectionFrequency": 3, "rarity": 0.5756, "score": 0.8804,
                ]
        )
    }

    @Test("keeps the order of the corpus where scores are equal")
    func ties() throws {
        let same = (0..<30).map { Fixture.document("d\($0)", [["oil"]]) }
        let hits = try Fixture.plugin(same).answer(["query": "oil", "limit": 4, "offset": 2])["hits"]?.array ?? []
        #expect(hits.map { $0["document"] } == ["d2", "d3", "d4", "d5"])
    }

    @Test("gives the same page whether it sorts everything or keeps the best")
    func pages() throws {
        var random = Linear(seed: 3)
        let matches = (0..<5000).map {
            Match(passage: UInt32($0), score: Float(random.next(200)), isInText: true)
        }
        let sorted = matches.sorted { $0.score != $1.score ? $0.score > $1.score : $0.passage < $1.passage }
        for range in [0..<10, 990..<1000, 4990..<5010, 6000..<6010] {
            let page = Matches.ranked(matches, range)
            #expect(page.map(\.passage) == sorted[range.clamped(to: 0..<5000)].map(\.passage))
        }
    }
}
