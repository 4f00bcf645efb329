import Corpus
import Glibc
import JSON
import PluginFixtures
import Schema
import TestSupport
import Testing

@testable import Search

/// Random queries on a corpus whose files come, change and go, against a search that looks at every word.
@Suite("Searching a corpus that changes")
struct ChangingCorpusTests {
    private let folder = TemporaryFolder()

    /// Compares `count` random queries: the same passages with the same scores, all of them and the best ten.
    private func compare(_ plugin: SearchPlugin, _ count: Int, _ random: inout SeededNumbers, _ comment: String) throws
    {
        let slow = SlowSearch(plugin.corpus)
        for _ in 0..<count {
            let tree = RandomCorpus.tree(&random, depth: 1 + random.below(3))
            let expected = slow.find(tree)
            for limit in [1000, 10] {
                let query: Members = ["query": .string(tree.text), "mode": "fast", "limit": .integer(limit)]
                let hits = try plugin.answer(query)["hits"]?.array ?? []
                let mistake = Self.mistake(in: hits, expected, limit)
                #expect(mistake == nil, "\(tree.text), \(comment)")
            }
        }
    }

    /// The first thing that is wrong with an answer.
    private static func mistake(in hits: [JSON], _ expected: [String: Double], _ limit: Int) -> String? {
        guard hits.count == min(limit, expected.count) else { return "\(hits.count) hits of \(expected.count)" }
        for (hit, best) in zip(hits, expected.values.sorted(by: >)) {
            let name = "\(hit["document"]?.string ?? "") \(hit["passage"]?.integer ?? -1)"
            guard let wanted = expected[name] else { return "\(name) doesn't match" }
            let score = hit["score"]?.number ?? -1
            // Single precision, and four digits in the answer.
            let isRight = abs(score - wanted) <= 2e-3 * max(1, wanted) && abs(score - best) <= 2e-3 * max(1, best)
            guard isRight else { return "\(name) has \(score) for \(wanted), in a place for \(best)" }
        }
        return nil
    }

    @Test(
        "finds what is there and scores it as the formula says, after whatever came, changed and went",
        arguments: 0..<4
    )
    func changes(seed: Int) throws {
        var random = SeededNumbers(seed: 100 + seed)
        var snapshot = Snapshot.empty
        var plugin: SearchPlugin?
        var segmentCounts: Set<Int> = []
        var hasDeleted = false
        for step in 0..<12 {
            for _ in 0..<(step == 0 ? 12 : 1 + random.below(3)) { folder.change(&random) }
            let builder = CorpusBuilder(folder.settings)
            snapshot = try builder.build(reusing: snapshot).snapshot
            if random.below(4) == 0 { snapshot = builder.compacted(snapshot) ?? snapshot }
            let next = try SearchPlugin.on(snapshot, plugin)
            segmentCounts.insert(snapshot.segments.count)
            hasDeleted = hasDeleted || snapshot.segments.contains { !$0.deleted.isEmpty }
            try compare(next, 25, &random, "after step \(step) of \(seed), in \(snapshot.segments.count) segments")
            plugin = next
        }
        #expect(segmentCounts.count > 2 && hasDeleted)
    }

    /// A document that was rewritten while somebody paged could come twice, and what had moved ahead of the page never came.
    @Test("gives pages that go on in the corpus of the first one, each hit once, whatever changes", arguments: 0..<3)
    func paging(seed: Int) throws {
        var random = SeededNumbers(seed: 300 + seed)
        for _ in 0..<15 { folder.change(&random) }
        let builder = CorpusBuilder(folder.settings)
        var snapshot = try builder.build().snapshot
        var plugin = try SearchPlugin.on(snapshot)
        var changedPages = 0
        for round in 0..<12 {
            let tree = RandomCorpus.tree(&random, depth: 1 + random.below(2))
            let isDeep = random.below(2) == 0
            var query: Members = [
                "query": .string(tree.text), "mode": isDeep ? "deep" : "fast", "limit": 1000,
                "group": random.below(3) == 0 ? "document" : "none", "passages": 1,
                "sort": [.string("score"), .string("-year"), .string("title")][random.below(3)],
            ]
            let whole = Self.names(try plugin.answer(query))
            // What matches is known from elsewhere.
            if query["group"] == "none" { #expect(Set(whole) == Set(SlowSearch(snapshot).find(tree).keys)) }
            query["limit"] = .integer(1 + random.below(9))
            var paged: [String] = []
            repeat {
                let page = try plugin.answer(query)
                changedPages += page["corpusChanged"] == true ? 1 : 0
                paged += Self.names(page)
                query["cursor"] = page["next"]
                if random.below(2) == 0 {
                    for _ in 0..<1 + random.below(3) { folder.change(&random) }
                    snapshot = try builder.build(reusing: snapshot).snapshot
                    if random.below(4) == 0 { snapshot = builder.compacted(snapshot) ?? snapshot }
                    plugin = try SearchPlugin.on(snapshot, plugin)
                }
            } while query["cursor"] != nil && paged.count <= whole.count
            #expect(paged == whole, "\(tree.text), round \(round) of \(seed)")
        }
        #expect(changedPages > 20)
        #expect(plugin.paged.count <= PagedCorpora.mostKept)
    }

    private static func names(_ answer: JSON) -> [String] {
        (answer["hits"]?.array ?? []).map { "\($0["document"]?.string ?? "") \($0["passage"]?.integer ?? -1)" }
    }

    @Test("keeps an earlier corpus for a while, and only where somebody may go on in it")
    func forgetting() throws {
        for number in 0..<30 { folder.replace("\(number).md", "The sea.") }
        let builder = CorpusBuilder(folder.settings)
        let first = try builder.build().snapshot
        folder.replace("0.md", "The lake.")
        let second = try builder.build(reusing: first).snapshot
        func kept(limit: Int, lifetime: Duration) throws -> PagedCorpora {
            let plugin = try SearchPlugin.on(first)
            let old = SearchPlugin(
                on: .init(corpus: plugin.corpus, index: plugin.index, synonyms: plugin.synonyms),
                PagedCorpora(lifetime: lifetime)
            )
            _ = try old.answer(["query": "sea", "limit": .integer(limit)])
            return try SearchPlugin.on(second, old).paged
        }
        #expect(try kept(limit: 100, lifetime: .seconds(60)).count == 0)
        #expect(try kept(limit: 10, lifetime: .seconds(60)).count == 1)
        // Who goes on in an earlier one takes nothing from those who were given pages of the one after it.
        let old = try SearchPlugin.on(first)
        let oldPage = try old.answer(["query": "sea", "limit": 5])
        let next = try SearchPlugin.on(second, old)
        let nextPage = try next.answer(["query": "sea", "limit": 5])
        #expect(try next.answer(["query": "sea", "limit": 5, "cursor": oldPage["next"] ?? .null])["next"] != nil)
        let last = try SearchPlugin.on(first, next)
        #expect(last.paged.count == 2)
        let page = try last.answer(["query": "sea", "limit": 5, "cursor": nextPage["next"] ?? .null])
        #expect(page["total"] == 29 && page["corpusChanged"] == true)
        let paged = try kept(limit: 10, lifetime: .milliseconds(20))
        let deadline = ContinuousClock.now + .seconds(20)
        while paged.count > 0, ContinuousClock.now < deadline { usleep(1000) }
        #expect(paged.count == 0)
    }

    @Test("finds the same in one segment as in several")
    func layouts() throws {
        var random = SeededNumbers(seed: 7)
        for _ in 0..<25 { folder.change(&random) }
        let whole = try CorpusBuilder(folder.settings).build().snapshot
        try compare(SearchPlugin.on(whole), 150, &random, "in one segment")
        #expect(whole.segments.count == 1)
    }

    /// Texts are so long here that hardly two passages have the same score, or are as much like a third one; and at most
    /// of 64 words, up to which lengths are kept exactly.
    @Test("looks twice as docs/ranking.md says, after whatever came, changed and went", arguments: 0..<2)
    func secondLook(seed: Int) throws {
        var random = SeededNumbers(seed: 200 + seed)
        func text(_ random: inout SeededNumbers) -> String {
            (0..<1 + random.below(4)).map { _ in
                let heading = RandomCorpus.words(1 + random.below(4), &random)
                return "# \(heading)\n\n\(RandomCorpus.words(25 + random.below(40), &random))\n\n"
            }.joined()
        }
        var snapshot = Snapshot.empty
        var plugin: SearchPlugin?
        var (compared, largest) = (0, 0)
        for step in 0..<6 {
            for _ in 0..<(step == 0 ? 150 : 6) {
                let name = "\(random.below(120)).md"
                if step > 0, random.below(3) == 0 { folder.remove(name) } else { folder.replace(name, text(&random)) }
            }
            snapshot = try CorpusBuilder(folder.settings).build(reusing: snapshot).snapshot
            let next = try SearchPlugin.on(snapshot, plugin)
            let slow = SlowSearch(snapshot)
            for _ in 0..<20 {
                let words = (0..<1 + random.below(4)).map { _ in RandomCorpus.word(&random) }
                guard Set(words).count == words.count, let expected = SlowReranking.scores(of: words, slow) else {
                    continue
                }
                compared += 1
                largest = max(largest, expected.count)
                let query: Members = ["query": .string(words.joined(separator: " ")), "limit": 1000]
                let mistake = Self.mistake(in: try next.answer(query)["hits"]?.array ?? [], expected, 1000)
                #expect(mistake == nil, "\(words), after step \(step) of \(seed)")
            }
            plugin = next
        }
        #expect(compared > 40 && largest > Reranking.poolSize, "\(compared) \(largest)")
    }
}
