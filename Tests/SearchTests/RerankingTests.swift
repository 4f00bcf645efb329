import Analysis
import Corpus
import JSON
import PluginFixtures
import PluginKit
import Schema
import TestSupport
import Testing
import Wire

@testable import Search

/// Expected values were computed apart from this code, with the formulas of `Reranking`, `Closeness`, `Feedback` and
/// `Neighbours` written out in Python over the five documents below, which have five words on average.
@Suite("Second look")
struct RerankingTests {
    private static let documents = [
        Fixture.document("a", title: "Caspian", [["sea oil port ship sea salt"]]),
        Fixture.document("b", title: "", [["oil gas sea deep cold"]]),
        Fixture.document("c", title: "Sea oil", [["fish salt port ship"]]),
        Fixture.document("d", title: "Cold", [["deep sea fish salt oil gas gas"]]),
        Fixture.document("e", title: "", [["gas port ship"]]),
    ]

    private func look(_ text: String) throws -> (names: [String], hits: [Hit], parts: [Reranking.Parts]) {
        let plugin = try Fixture.plugin(Self.documents)
        let query = try QueryParser.literal(text)
        let evaluation = try Evaluation(query, in: plugin.index, call: Call(arguments: Arguments(checked: Members())))
        let first = try evaluation.best(10).hits
        let (hits, parts) = Reranking.rerank(first, terms: evaluation.terms, in: plugin.index)
        return (hits.map { plugin.index.place(of: $0).document.id }, hits, parts)
    }

    @Test(
        "makes of each passage what the formulas say",
        arguments: [
            (0, "d", [1.0879, 0.2259, 1.0000, 0.0000, 1.0000, 1.0000, 0.8862, 1.0000]),
            (1, "b", [1.0249, 0.2790, 0.6527, 0.0000, 0.9913, 1.0000, 0.9530, 0.9913]),
            (2, "c", [0.7740, 0.0937, 0.9910, 0.6807, 0.7976, 0.4634, 0.6145, 0.7915]),
            (3, "e", [0.6576, 0.0000, 0.6250, 0.0000, 0.5009, 0.5366, 0.6678, 0.5113]),
            (4, "a", [0.5336, 0.1025, 0.6616, 0.0000, 0.4847, 0.4634, 0.7110, 0.4988]),
        ] as [(Int, String, [Float])]
    )
    func formulas(place: Int, name: String, expected: [Float]) throws {
        let found = try look("sea oil gas")
        #expect(found.names[place] == name)
        let parts = found.parts[place]
        let values = [
            parts.first, parts.closeness, parts.feedback, parts.titleCosine, parts.own, parts.coverage,
            parts.neighbours,
            parts.final,
        ]
        for (value, wanted) in zip(values, expected) { #expect(abs(value - wanted) < 0.0005, "\(values)") }
        #expect(abs(found.hits[place].score - 1.0879 * expected[7]) < 0.001)
    }

    @Test("never draws down a passage that has every word of the query")
    func covered() throws {
        for text in ["sea", "sea oil", "gas port", "salt ship", "oil cold deep"] {
            for parts in try look(text).parts where parts.coverage == 1 { #expect(parts.final >= parts.own) }
        }
    }

    /// 200 passages are more than the pool, and more than a corpus that is too small for a second look.
    @Test("finds the same passages as the first look, pages without repeating one, and ranks the pool above the rest")
    func pages() throws {
        let words = ["sea", "oil", "gas", "port", "ship", "salt", "fish", "deep"]
        var random = SeededNumbers(seed: 5)
        let many = (0..<200).map { number in
            let text = (0..<12).map { _ in words[random.below(words.count)] }.joined(separator: " ")
            return Fixture.document("d\(number)", [["sea \(text)"]])
        }
        let plugin = try Fixture.plugin(many)
        func documents(_ more: Members) throws -> [String] {
            var parameters: Members = ["query": "sea oil"]
            for member in more { parameters.append(member.key, member.value) }
            let hits = try plugin.answer(parameters)["hits"]?.array ?? []
            let scores = hits.compactMap { $0["score"]?.number }
            #expect(scores == scores.sorted(by: >))
            return hits.compactMap { $0["document"]?.string }
        }
        let fast = try documents(["mode": "fast", "limit": 1000])
        let deep = try documents(["limit": 1000])
        #expect(deep != fast)
        #expect(Set(deep) == Set(fast) && deep.count == 200)
        #expect(Set(deep.prefix(Reranking.poolSize)) == Set(fast.prefix(Reranking.poolSize)))
        #expect(Array(deep[Reranking.poolSize...]) == Array(fast[Reranking.poolSize...]))
        var paged: [String] = []
        for offset in stride(from: 0, to: 200, by: 40) {
            paged += try documents(["limit": 40, "offset": .integer(offset)])
        }
        #expect(paged == deep)
    }

    @Test(
        "sees where titles fall into pieces",
        arguments: [
            ("File system | Node", 2), ("12.2. Virtualization", 2), ("Doxygen: Features", 2), ("Missing data (GNU)", 2),
            ("Codec - Library - io", 3), ("Codec — io", 2), ("a-b c", 1), ("Dr. Who and I, too", 1), ("Load/Save", 1),
        ]
    )
    func pieces(title: String, count: Int) {
        let bytes = Array(title.utf8)
        bytes.withUnsafeBufferPointer { bytes in
            var scanner = SurfaceScanner(bytes, in: 0..<bytes.count, folding: Folding(isTurkic: false))
            var (borders, end) = (0, 0)
            while let word = scanner.next() {
                if TitlePieces.isBorder(bytes, end..<word.range.lowerBound) { borders += 1 }
                end = word.range.upperBound
            }
            #expect(borders + 1 == count)
        }
    }

    @Test("explains both looks, and leaves a small corpus to the first")
    func explains() throws {
        let many = (0..<100).map { Fixture.document("d\($0)", [["sea oil \($0) port"]]) }
        let hit = try Fixture.plugin(many).answer(["query": "sea port", "explain": true])["hits"]?[0]
        let terms = hit?["explanation"]?.array?.compactMap { $0["score"]?.number } ?? []
        let first = try #require(hit?["reranking"]?["first"]?.number)
        #expect(terms.count == 2 && abs(terms.reduce(0, +) - first) < 0.0002)
        #expect(hit?["reranking"]?["coverage"]?.number == 1)
        // 0.75 · 4 / 60, for texts of four words.
        #expect(hit?["reranking"]?["attraction"]?.number == 0.05)
        let few = try Fixture.plugin(Self.documents).answer(["query": "sea", "explain": true])["hits"]?[0]
        #expect(few?["explanation"] != nil && few?["reranking"] == nil)
    }
}
