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
    private let folder = ScratchFolder()

    /// The first of them are common, the last ones rare. None is the inflected form of another.
    private static let words = [
        "sea", "oil", "gas", "law", "iran", "lake", "soil", "sand", "salt", "boat", "bord", "bolt", "salk", "lamp",
        "lund", "gulf", "golf", "port", "part", "pact", "fish", "fist", "dam", "dim", "roof", "root", "zinc", "zonk",
    ]

    private static func word(_ random: inout SeededNumbers) -> String {
        words[random.below(3) == 0 ? random.below(words.count) : random.below(1 + random.below(8))]
    }

    private static func words(_ count: Int, _ random: inout SeededNumbers) -> String {
        (0..<count).map { _ in word(&random) }.joined(separator: " ")
    }

    /// Records of one passage, or a text with headings.
    private static func content(_ random: inout SeededNumbers, isText: Bool) -> String {
        if isText {
            return (0..<1 + random.below(3)).map { _ in
                "# \(words(1 + random.below(3), &random))\n\n\(words(1 + random.below(40), &random))\n\n"
            }.joined()
        }
        return (0..<random.below(60)).map { _ in
            let title = random.below(2) == 0 ? words(1 + random.below(3), &random) : ""
            return "{\"title\": \"\(title)\", \"text\": \"\(words(1 + random.below(12), &random))\", "
                + "\"year\": \(1990 + random.below(10))}\n"
        }.joined()
    }

    private static func tree(_ random: inout SeededNumbers, depth: Int) -> SlowSearch.Tree {
        func tree() -> SlowSearch.Tree { Self.tree(&random, depth: depth - 1) }
        switch random.below(depth == 0 ? 11 : 17) {
        case 0, 1: return .word(word(&random), .anywhere)
        case 2: return .word(word(&random), random.below(2) == 0 ? .title : .text)
        case 3: return .phrase([word(&random), word(&random)])
        case 4: return .phrase((0..<3).map { _ in word(&random) })
        case 5: return .loosePhrase([word(&random), word(&random)], slop: 1 + random.below(3))
        case 6:
            return .near((0..<2 + random.below(2)).map { _ in word(&random) }, distance: 1 + random.below(4))
        case 7: return .prefix(String(word(&random).prefix(1 + random.below(2))))
        case 8: return .fuzzy(word(&random))
        case 9:
            let word = word(&random)
            return .wildcard(word.prefix(1) + "?" + word.dropFirst(2))
        case 10: return .regex(regex(&random))
        case 11: return .any(tree(), tree())
        case 12: return .all(tree(), tree())
        case 13: return .without(tree(), tree())
        case 14: return .boost(tree(), 2 + random.below(3))
        case 15: return .constant(tree(), random.below(5))
        default: return .all(tree(), .year(from: 1992 + random.below(6)))
        }
    }

    /// A regular expression that is nearly a word, and has a sign that makes it one.
    private static func regex(_ random: inout SeededNumbers) -> String {
        var pieces = word(&random).map { letter in
            switch random.below(8) {
            case 0: return "."
            case 1: return "[\(letter)a-f]"
            case 2: return "[^\(letter)]"
            case 3: return "(\(letter)|o|in)"
            case 4: return "\(letter)?"
            case 5: return "\\w{1,2}"
            default: return String(letter)
            }
        }
        // Behind another sign, a plus would mean something else.
        let ending = ["", "+", "*", "(s|e.)?"][random.below(4)]
        if pieces.last?.last?.isLetter == true { pieces.append(ending) }
        let pattern = pieces.joined()
        return pattern.allSatisfy(\.isLetter) ? pattern + "?" : pattern
    }

    private func change(_ random: inout SeededNumbers) {
        let isText = random.below(2) == 0
        let name = "\(random.below(isText ? 20 : 6))." + (isText ? "md" : "jsonl")
        switch random.below(5) {
        case 0: folder.remove(name)
        case 1 where !isText: folder.write(name, folder.read(name) + Self.content(&random, isText: false))
        default: folder.write(name, Self.content(&random, isText: isText))
        }
    }

    private static func plugin(_ snapshot: Snapshot, _ previous: SearchPlugin? = nil) throws -> SearchPlugin {
        try SearchPlugin(settings: Arguments(checked: Members()), corpus: snapshot, previous: previous) { _, _ in }
    }

    /// Compares `count` random queries: the same passages with the same scores, all of them and the best ten.
    private func compare(_ plugin: SearchPlugin, _ count: Int, _ random: inout SeededNumbers, _ comment: String) throws
    {
        let slow = SlowSearch(plugin.corpus)
        for _ in 0..<count {
            let tree = Self.tree(&random, depth: 1 + random.below(3))
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
            for _ in 0..<(step == 0 ? 12 : 1 + random.below(3)) { change(&random) }
            let builder = CorpusBuilder(folder.settings)
            snapshot = try builder.build(reusing: snapshot).snapshot
            if random.below(4) == 0 { snapshot = builder.compacted(snapshot) ?? snapshot }
            let next = try Self.plugin(snapshot, plugin)
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
        for _ in 0..<15 { change(&random) }
        let builder = CorpusBuilder(folder.settings)
        var snapshot = try builder.build().snapshot
        var plugin = try Self.plugin(snapshot)
        var changedPages = 0
        for round in 0..<12 {
            let tree = Self.tree(&random, depth: 1 + random.below(2))
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
                    for _ in 0..<1 + random.below(3) { change(&random) }
                    snapshot = try builder.build(reusing: snapshot).snapshot
                    if random.below(4) == 0 { snapshot = builder.compacted(snapshot) ?? snapshot }
                    plugin = try Self.plugin(snapshot, plugin)
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
        for number in 0..<30 { folder.write("\(number).md", "The sea.") }
        let builder = CorpusBuilder(folder.settings)
        let first = try builder.build().snapshot
        folder.write("0.md", "The lake.")
        let second = try builder.build(reusing: first).snapshot
        func kept(limit: Int, lifetime: Duration) throws -> PagedCorpora {
            let plugin = try Self.plugin(first)
            let old = SearchPlugin(
                on: .init(corpus: plugin.corpus, index: plugin.index, synonyms: plugin.synonyms),
                PagedCorpora(lifetime: lifetime)
            )
            _ = try old.answer(["query": "sea", "limit": .integer(limit)])
            return try Self.plugin(second, old).paged
        }
        #expect(try kept(limit: 100, lifetime: .seconds(60)).count == 0)
        #expect(try kept(limit: 10, lifetime: .seconds(60)).count == 1)
        // Who goes on in an earlier one takes nothing from those who were given pages of the one after it.
        let old = try Self.plugin(first)
        let oldPage = try old.answer(["query": "sea", "limit": 5])
        let next = try Self.plugin(second, old)
        let nextPage = try next.answer(["query": "sea", "limit": 5])
        #expect(try next.answer(["query": "sea", "limit": 5, "cursor": oldPage["next"] ?? .null])["next"] != nil)
        let last = try Self.plugin(first, next)
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
        for _ in 0..<25 { change(&random) }
        let whole = try CorpusBuilder(folder.settings).build().snapshot
        try compare(Self.plugin(whole), 150, &random, "in one segment")
        #expect(whole.segments.count == 1)
    }

    /// Texts are so long here that hardly two passages have the same score, or are as much like a third one; and at most
    /// of 64 words, up to which lengths are kept exactly.
    @Test("looks twice as docs/ranking.md says, after whatever came, changed and went", arguments: 0..<2)
    func secondLook(seed: Int) throws {
        var random = SeededNumbers(seed: 200 + seed)
        func text(_ random: inout SeededNumbers) -> String {
            (0..<1 + random.below(4)).map { _ in
                "# \(Self.words(1 + random.below(4), &random))\n\n\(Self.words(25 + random.below(40), &random))\n\n"
            }.joined()
        }
        var snapshot = Snapshot.empty
        var plugin: SearchPlugin?
        var (compared, largest) = (0, 0)
        for step in 0..<6 {
            for _ in 0..<(step == 0 ? 150 : 6) {
                let name = "\(random.below(120)).md"
                if step > 0, random.below(3) == 0 { folder.remove(name) } else { folder.write(name, text(&random)) }
            }
            snapshot = try CorpusBuilder(folder.settings).build(reusing: snapshot).snapshot
            let next = try Self.plugin(snapshot, plugin)
            let slow = SlowSearch(snapshot)
            for _ in 0..<20 {
                let words = (0..<1 + random.below(4)).map { _ in Self.word(&random) }
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

    @Test("trusts no index that was damaged, cut short or kept by another version")
    func damage() throws {
        var random = SeededNumbers(seed: 11)
        for _ in 0..<25 { change(&random) }
        let caches = ScratchFolder()
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
        let name = try #require(caches.names.first { $0.contains("search-en") })
        let kept = caches.bytes(name)
        #expect(isRight())
        for _ in 0..<200 {
            var damaged = kept
            switch random.below(3) {
            case 0: damaged[random.below(kept.count)] ^= 1 << UInt8(random.below(8))
            case 1: damaged.removeLast(1 + random.below(kept.count - 1))
            default: damaged.append(UInt8(random.below(256)))
            }
            caches.write(name, damaged)
            #expect(isRight())
        }
        try write(version: Int(IndexSegment.version) + 1)
        #expect(isRight())
        caches.write(name, kept)
        #expect(isRight())
    }

    private func bytes(_ segment: IndexSegment) -> [UInt8] { withExtendedLifetime(segment) { Array(segment.allBytes) } }
}

/// A folder of one test, removed with its files at the test's end.
private final class ScratchFolder {
    let path: String

    init() {
        var template = Array("/tmp/caspian-search-XXXXXX".utf8CString)
        _ = mkdtemp(&template)
        let made = template.withUnsafeBufferPointer { realpath($0.baseAddress, nil) }
        path = made.map { String(cString: $0) } ?? ""
        free(made)
        precondition(path.hasPrefix("/"), "no temporary folder")
    }

    deinit {
        for name in names { unlink(path + "/" + name) }
        rmdir(path)
    }

    var settings: CorpusSettings {
        CorpusSettings(sources: [.init(path: path)], cleans: false, baseFolder: path)
    }

    var names: [String] {
        guard let stream = opendir(path) else { return [] }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    func remove(_ name: String) { unlink(path + "/" + name) }

    func write(_ name: String, _ text: String) { write(name, Array(text.utf8)) }

    /// Under a new inode, so that whoever has the old file mapped keeps it.
    func write(_ name: String, _ bytes: [UInt8]) {
        unlink(path + "/" + name)
        let descriptor = open(path + "/" + name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        precondition(descriptor >= 0, "cannot write \(name)")
        let count = bytes.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
        precondition(count == bytes.count, "cannot write all of \(name)")
        close(descriptor)
    }

    func read(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

    func bytes(_ name: String) -> [UInt8] {
        let descriptor = open(path + "/" + name, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return [] }
        defer { close(descriptor) }
        var status = stat()
        fstat(descriptor, &status)
        return [UInt8](unsafeUninitializedCapacity: Int(status.st_size)) { buffer, count in
            count = max(0, Glibc.read(descriptor, buffer.baseAddress, buffer.count))
        }
    }
}
