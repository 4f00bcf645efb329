import TestSupport
import Testing

@testable import Search

@Suite("Lists of postings")
struct PostingListTests {
    private let unitCount = 40_000
    private let pool = MemoryPool()
    /// One in so many units has the word: the fewer, the more bits a gap takes.
    private static let shares = [("often", 7), ("seldom", 25), ("hardly", 70)]
    /// For each word the units that have it, with its positions in title and text.
    private var expected: [String: [(unit: Int, title: [Int], text: [Int])]] = [:]
    private let segment: IndexSegment

    /// Words in few units, in some hundreds and in half of them, next to each other and far apart, once and very often.
    init() throws {
        var random = SeededNumbers(seed: 97)
        var builder = SegmentBuilder()
        for unit in 0..<unitCount {
            builder.beginDocument()
            var words = [random.below(2) == 0 ? "common" : "", random.below(130) == 0 ? "middling" : ""]
            for (word, share) in Self.shares where random.below(share) == 0 { words.append(word) }
            if (20_000..<20_400).contains(unit) { words.append("crowded") }
            if [3, 4, 17_000, 39_999].contains(unit) { words.append("few") }
            if unit == 31_007 { words.append("single") }
            if random.below(150) == 0 { words.append("twins") }
            if [5, 6, 20_000].contains(unit) { words.append("twinsOfFew") }
            words.removeAll { $0.isEmpty }
            let title = random.below(4) == 0 ? Self.add(words, most: 3, &random, &builder) : [:]
            builder.endPart(.title)
            let text = Self.add(words, most: random.below(50) == 0 ? 400 : 4, &random, &builder)
            builder.endPart(.text)
            builder.endUnit(language: 0)
            for word in words where title[word] != nil || text[word] != nil {
                expected[word, default: []].append((unit, title[word] ?? [], text[word] ?? []))
            }
        }
        segment = try #require(IndexSegment(builder.finish(fieldNames: [], languages: ["en"]).bytes()))
    }

    /// Adds each of `words` some times, between others, and tells where they stand; twins stand with their last one of three
    /// words, too, as the whole of a name does.
    private static func add(
        _ words: [String],
        most: Int,
        _ random: inout SeededNumbers,
        _ builder: inout SegmentBuilder
    ) -> [String: [Int]] {
        var places: [String: [Int]] = [:]
        var position = 0
        for word in words {
            for _ in 0..<random.below(most + 1) {
                let gap = [0, 0, 1, 5, 90, 4000][random.below(6)]
                if gap > 0 { add("gap\(gap)", offsets: [0], advance: gap, &builder) }
                position += gap
                let isTwin = word.hasPrefix("twins")
                places[word, default: []] += isTwin ? [position, position + 2] : [position]
                add(word, offsets: isTwin ? [0, 2] : [0], advance: isTwin ? 3 : 1, &builder)
                position += isTwin ? 3 : 1
            }
        }
        return places
    }

    private static func add(_ word: String, offsets: [Int], advance: Int, _ builder: inout SegmentBuilder) {
        let bytes = Array(word.utf8)
        let surface = bytes.withUnsafeBufferPointer {
            builder.surface($0, tag: 0, hash: ByteStringTable.hash($0, 0))
        }
        if surface.isNew {
            for offset in offsets { bytes.withUnsafeBufferPointer { builder.expand($0, offset: offset) } }
            builder.endExpansion(advance: advance)
        }
        builder.add(surface.number)
    }

    @Test("finds units that ascend in what is packed", arguments: ["common", "crowded", "often", "seldom", "hardly"])
    func lookUp(word: String) throws {
        let all = try #require(expected[word])
        let counts = Dictionary(uniqueKeysWithValues: all.map { ($0.unit, [$0.text.count, $0.title.count]) })
        let entry = try #require(segment.dictionary.find(TermKey.word(Array(word.utf8))))
        #expect("\(entry.kind)" == "ranges")
        var random = SeededNumbers(seed: 99)
        for most in [1, 3, 20, 200] {
            let list = ListReader(entry, in: segment, unitCount: unitCount, memory: QueryMemory(pool, holding: segment))
            for window in 0..<Window.count(unitCount: unitCount) {
                let units = window << Window.shift..<min((window + 1) << Window.shift, unitCount)
                let wanted = units.filter { _ in random.below(200) < most }
                var cursor = PostingCursor(list, in: window)
                for unit in wanted {
                    let found = cursor.posting(of: UInt32(unit)).map { posting in
                        let (text, title) = list.frequencies(at: posting)
                        return [Int(text), Int(title)]
                    }
                    try #require(found == counts[unit], "unit \(unit)")
                }
            }
        }
    }

    /// Positions are found by counting from where the last ones were read, or from the start of their block.
    @Test(
        "gives the positions of any posting, in any order",
        arguments: [
            ("common", "ranges"), ("middling", "chain"), ("crowded", "ranges"), ("few", "tiny"), ("single", "tiny"),
            ("twins", "chain"), ("twinsOfFew", "tiny"),
        ]
    )
    func positions(word: String, kind: String) throws {
        let expected = try #require(expected[word])
        let entry = try #require(segment.dictionary.find(TermKey.word(Array(word.utf8))))
        #expect("\(entry.kind)" == kind && entry.count == expected.count)
        let memory = QueryMemory(pool, holding: segment)
        let list = ListReader(entry, in: segment, unitCount: unitCount, memory: memory)
        let places = memory.take(2000, of: UInt32.self)
        var random = SeededNumbers(seed: 98)
        for round in 0..<3000 {
            let wanted = expected[round < expected.count ? round : random.below(expected.count)]
            let window = wanted.unit >> Window.shift
            let posting = try #require(list.postings(in: window).first { Int(list.units[$0]) == wanted.unit })
            try #require(list.title[posting] == wanted.title.count && list.text[posting] == wanted.text.count)
            list.positions(of: posting, into: places)
            let found = (0..<wanted.title.count + wanted.text.count).map { Int(places[$0]) }
            try #require(found == wanted.title + wanted.text, "unit \(wanted.unit)")
        }
    }
}
