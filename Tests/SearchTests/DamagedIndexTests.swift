import Corpus
import JSON
import PluginFixtures
import Schema
import TestSupport
import Testing

@testable import Search

/// Files of an index whose bits are flipped, cut short or of another version.
@Suite("A damaged index")
struct DamagedIndexTests {
    private let folder = TemporaryFolder()

    @Test("trusts no index that was damaged, cut short or kept by another version")
    func damage() throws {
        var random = SeededNumbers(seed: 11)
        for _ in 0..<25 { folder.change(&random) }
        let caches = TemporaryFolder()
        let cache = try CorpusCache(caches.path)
        let segment = try #require(CorpusBuilder(folder.settings, cache: cache).build().snapshot.segments.first).segment
        let store = try #require(segment.store)
        let right = bytes(.inMemory(SegmentIndexer.content(of: segment, language: "en") { _ in }))
        func isRight() -> Bool { bytes(KeptIndex.segment(of: segment, language: "en") { _ in }) == right }
        func write(version: Int) throws {
            try store.write(named: "search-en", version: UInt32(version)) { sink in
                right.withUnsafeBytes { sink.put($0) }
            }
        }
        try write(version: Int(IndexSegment.version))
        let name = try #require(TemporaryFolder.names(in: caches.path).first { $0.contains("search-en") })
        let kept = caches.bytes(name)
        #expect(isRight())
        for _ in 0..<200 {
            var damaged = kept
            switch random.below(3) {
            case 0: damaged[random.below(kept.count)] ^= 1 << UInt8(random.below(8))
            case 1: damaged.removeLast(1 + random.below(kept.count - 1))
            default: damaged.append(UInt8(random.below(256)))
            }
            caches.replace(name, damaged)
            #expect(isRight())
        }
        try write(version: Int(IndexSegment.version) + 1)
        #expect(isRight())
        caches.replace(name, kept)
        #expect(isRight())
    }

    @Test("answers rightly from an index that is damaged where it is read, and makes it anew")
    func lateDamage() throws {
        var random = SeededNumbers(seed: 12)
        folder.write(
            "large.jsonl",
            (0..<8_000).map { _ in
                let text = RandomCorpus.words(1 + random.below(20), &random)
                return "{\"title\": \"\(RandomCorpus.words(2, &random))\", \"text\": \"\(text)\", \"year\": 1990}\n"
            }.joined()
        )
        let caches = TemporaryFolder()
        let cache = try CorpusCache(caches.path)
        let snapshot = try CorpusBuilder(folder.settings, cache: cache).build().snapshot
        let intact = try SearchPlugin.on(snapshot)
        let name = try #require(TemporaryFolder.names(in: caches.path).first { $0.contains("search-en") })
        let kept = caches.bytes(name)
        let segment = try #require(intact.index.parts.first).segment
        try #require(segment.byteCount - segment.checkedByteCount > 3 << 15, "\(segment.byteCount)")
        var late = 0
        for round in 0..<40 {
            var damaged = kept
            for _ in 0..<1 + random.below(3) { damaged[random.below(kept.count)] ^= 1 << UInt8(random.below(8)) }
            caches.replace(name, damaged)
            let plugin = try SearchPlugin.on(snapshot)
            let isFoundLater = !plugin.index.isDamaged
            try compare(plugin, with: intact, &random, "round \(round)")
            guard isFoundLater, plugin.index.isDamaged else { continue }
            late += 1
            let next = try SearchPlugin.on(snapshot, plugin)
            try compare(next, with: intact, &random, "after round \(round)")
            #expect(!next.index.isDamaged)
            #expect(caches.bytes(name) == kept)
        }
        #expect(late > 10, "\(late)")
    }

    /// Compares the answers of two plugins to all methods.
    private func compare(
        _ plugin: SearchPlugin,
        with other: SearchPlugin,
        _ random: inout SeededNumbers,
        _ comment: String
    ) throws {
        var requests: [(method: String, parameters: Members)] = [
            ("search.complete", ["text": .string(String(RandomCorpus.word(&random).prefix(2)))]),
            ("search.similar", ["text": .string(RandomCorpus.words(8, &random))]),
        ]
        for mode in ["fast", "deep", "fast", "fast", "fast", "fast"] {
            let text = RandomCorpus.tree(&random, depth: 1 + random.below(3)).text
            requests.append(("search", ["query": .string(text), "mode": .string(mode), "limit": 100]))
        }
        for (method, parameters) in requests {
            let (answer, expected) = try (plugin.answer(method, parameters), other.answer(method, parameters))
            #expect(answer == expected, "\(method) \(parameters), \(comment)")
        }
    }

    private func bytes(_ segment: IndexSegment) -> [UInt8] { withExtendedLifetime(segment) { Array(segment.allBytes) } }
}
