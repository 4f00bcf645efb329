import TestSupport
import Testing

@testable import Search

@Suite("Lists of postings")
struct PostingListTests {
    private let unitCount = 40_000
    private let pool = MemoryPool()
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
            if (20_000..<20_400).contains(unit) { words.append("crowded") }
            if [3, 4, 17_000, 39_999].contains(unit) { words.append("few") }
            if unit == 31_007 { words.append("single") }
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

    /// Adds each of `words` some times, between others, and tells where they stand.
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
                if gap > 0 { add("gap\(gap)", advance: gap, &builder) }
                position += gap
                places[word, default: []].append(position)
                add(word, advance: 1, &builder)
                position += 1
            }
        }
        return places
    }

    private static func add(_ word: String, advance: Int, _ builder: inout SegmentBuilder) {
        let bytes = Array(word.utf8)
        let surface = bytes.withUnsafeBufferPointer {
            builder.surface($0, tag: 0, hash: ByteStringTable.hash($0, 0))
        }
        if surface.isNew {
            bytes.withUnsafeBufferPointer { builder.expand($0, offset: 0) }
            builder.endExpansion(advance: advance)
        }
        builder.add(surface.number)
    }

    /// Positions are found by counting from where the last ones were read, or from the start of their block.
    @Test(
        "gives the positions of any posting, in any order",
        arguments: [
            ("common", "ranges"), ("middling", "chain"), ("crowded", "ranges"), ("few", "tiny"), ("single", "tiny"),
        ]
    )
    func positions(word: String, kind: String) throws {
        let expected = try #require(expected[word])
        let entry = try #require(segment.dictionary.find(TermKey.word(Array(word.utf8))))
        #expect("\(entry.kind)" == kind && entry.count == expected.count)
        let memory = QueryMemory(pool)
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
