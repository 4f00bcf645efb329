import PluginFixtures
import TestSupport
import Testing

@testable import Search

/// Index segments and what is found in them, against the words that went in.
@Suite("Index segment")
struct SegmentTests {
    /// A unit's words, and its title's.
    private struct Unit {
        let title: [Int]
        let text: [Int]
    }

    private let units: [[Unit]]
    private let segment: IndexSegment
    private let statistics: Statistics
    private let pool = MemoryPool()

    /// Some thousands of units, so that lists of all kinds occur: word n is about n times rarer than word 0.
    init() throws {
        var random = SeededNumbers(seed: 41)
        func word() -> Int {
            let first = random.below(40)
            return first < 30 ? random.below(first + 1) : random.below(3000)
        }
        units = (0..<1500).map { document in
            let title = (0..<random.below(3)).map { _ in word() }
            return (0..<(document % 3 == 0 ? 1 + random.below(5) : 1)).map { _ in
                Unit(title: title, text: (0..<random.below(40)).map { _ in word() })
            }
        }
        var builder = SegmentBuilder()
        for document in units {
            builder.beginDocument()
            for unit in document {
                Self.add(unit.title, &builder)
                builder.endPart(.title)
                Self.add(unit.text, &builder)
                builder.endPart(.text)
                builder.endUnit(language: 0)
            }
        }
        segment = try #require(IndexSegment(builder.finish(fieldNames: ["year"], languages: ["en"]).bytes()))
        statistics = Statistics([segment])
    }

    private static func bytes(_ word: Int) -> [UInt8] { Array("w\(word)".utf8) }

    private static func add(_ words: [Int], _ builder: inout SegmentBuilder) {
        for word in words { add(bytes(word), [(bytes(word), 0)], advance: 1, &builder) }
    }

    /// Adds a surface, with its terms if it is new.
    private static func add(
        _ key: [UInt8],
        _ terms: [(term: [UInt8], offset: Int)],
        advance: Int,
        _ builder: inout SegmentBuilder
    ) {
        let surface = key.withUnsafeBufferPointer {
            builder.surface($0, tag: 0, hash: ByteStringTable.hash($0, 0))
        }
        if surface.isNew {
            for (term, offset) in terms { term.withUnsafeBufferPointer { builder.expand($0, offset: offset) } }
            builder.endExpansion(advance: advance)
        }
        builder.add(surface.number)
    }

    private var flat: [Unit] { Array(units.joined()) }

    /// The index of Python's documentation stopped the daemon: one of the parts of a name had the stem of the whole, which
    /// stands before it.
    @Test("takes a name whose later part has the same stem as the whole")
    func descending() throws {
        var builder = SegmentBuilder()
        let name = Array("name".utf8)
        builder.beginDocument()
        Self.add(name, [([1], 0), (name, 1), (name, 0)], advance: 2, &builder)
        builder.endPart(.text)
        builder.endUnit(language: 0)
        let segment = try #require(IndexSegment(builder.finish(fieldNames: [], languages: ["en"]).bytes()))
        let entry = try #require(segment.dictionary.find(TermKey.word(name)))
        #expect(entry.count == 1 && entry.occurrenceCount == 2)
    }

    /// Places are sorted as numbers of 32 bits, unless there are many units and one of them is as long as a book.
    @Test("finds a word at the end of a passage of very many words")
    func long() throws {
        var builder = SegmentBuilder()
        for unit in 0..<5000 {
            builder.beginDocument()
            builder.endPart(.title)
            let words = unit == 7 ? Array(repeating: 0, count: 300_000) + [1] : [2, 0]
            Self.add(words, &builder)
            builder.endPart(.text)
            builder.endUnit(language: 0)
        }
        let segment = try #require(IndexSegment(builder.finish(fieldNames: [], languages: ["en"]).bytes()))
        let entry = try #require(segment.dictionary.find(TermKey.word(Self.bytes(1))))
        let memory = QueryMemory(pool, holding: segment)
        let list = ListReader(entry, in: segment, unitCount: 5000, memory: memory)
        let places = memory.take(1, of: UInt32.self)
        let posting = try #require(list.postings(in: 0).first)
        #expect(entry.count == 1 && list.units[posting] == 7 && list.text[posting] == 1)
        list.positions(of: posting, into: places)
        #expect(places[0] == 300_000)
        #expect(segment.dictionary.find(TermKey.word(Self.bytes(0)))?.occurrenceCount == 304_999)
    }

    @Test("has the documents, units and names that went in")
    func sizes() {
        #expect(segment.documentCount == units.count)
        #expect(segment.unitCount == flat.count)
        #expect(segment.fieldNames == ["year"] && segment.languages == ["en"])
        #expect(segment.textLength == flat.reduce(0) { $0 + $1.text.count })
        for (number, document) in units.enumerated() {
            #expect(segment.units(ofDocument: number).count == document.count)
            for unit in segment.units(ofDocument: number) { #expect(segment.document(ofUnit: unit) == number) }
        }
    }

    @Test("lists each word with its places, in lists of every kind")
    func lists() throws {
        let flat = flat
        var kinds: Set<PostingListWriter.Kind> = []
        for word in [0, 1, 2, 5, 9, 20, 29, 40, 100, 1000, 2999] {
            guard let entry = segment.dictionary.find(TermKey.word(Self.bytes(word))) else {
                #expect(flat.allSatisfy { !$0.title.contains(word) && !$0.text.contains(word) })
                continue
            }
            kinds.insert(entry.kind)
            let memory = QueryMemory(pool, holding: segment)
            let list = ListReader(entry, in: segment, unitCount: flat.count, memory: memory)
            let places = memory.take(100, of: UInt32.self)
            var found = 0
            for window in 0..<Window.count(unitCount: flat.count) {
                for posting in list.postings(in: window) {
                    let unit = flat[Int(list.units[posting])]
                    let title = unit.title.indices.filter { unit.title[$0] == word }
                    let text = unit.text.indices.filter { unit.text[$0] == word }
                    try #require(list.title[posting] == title.count && list.text[posting] == text.count)
                    list.positions(of: posting, into: places)
                    #expect((0..<title.count).map { Int(places[$0]) } == title)
                    #expect((0..<text.count).map { Int(places[title.count + $0]) } == text)
                    found += 1
                }
            }
            #expect(found == flat.count { $0.title.contains(word) || $0.text.contains(word) } && found == entry.count)
        }
        #expect(kinds == [.tiny, .chain, .ranges])
    }

    @Test("counts a title once a document")
    func counts() throws {
        for word in [0, 3, 17, 50, 1500] {
            guard let entry = segment.dictionary.find(TermKey.word(Self.bytes(word))) else { continue }
            var passages = 0
            var occurrences = 0
            for document in units {
                for (number, unit) in document.enumerated() {
                    let text = unit.text.count { $0 == word }
                    let title = number == 0 ? unit.title.count { $0 == word } : 0
                    if text + title > 0 { passages += 1 }
                    occurrences += text + title
                }
            }
            #expect(entry.passageCount == passages && entry.occurrenceCount == occurrences)
        }
    }

    @Test("finds its terms and no others, and walks through them in order")
    func dictionary() {
        let words = Set(flat.flatMap { $0.title + $0.text })
        let known = words.map { TermKey.word(Self.bytes($0)) }.sorted { $0.lexicographicallyPrecedes($1) }
        var walked: [[UInt8]] = []
        segment.dictionary.forEach(withPrefix: TermKey.word([])) { term, _ in
            walked.append(Array(term))
            return true
        }
        #expect(walked == known)
        for term in known { #expect(segment.dictionary.find(term) != nil) }
        for text in ["", "v", "w", "w00", "w3000", "x"] {
            #expect(segment.dictionary.find(TermKey.word(Array(text.utf8))) == nil)
        }
        var behind: [[UInt8]] = []
        segment.dictionary.forEach(withPrefix: TermKey.word(Array("w29".utf8))) { term, _ in
            behind.append(Array(term))
            return true
        }
        #expect(behind == known.filter { $0.starts(with: TermKey.word(Array("w29".utf8))) })
    }

    @Test("keeps the best of whatever matches, whether it looks at everything or not")
    func pruning() throws {
        var random = SeededNumbers(seed: 43)
        for round in 0..<300 {
            let words = (0...random.below(6)).map { _ in random.below(3) == 0 ? random.below(3000) : random.below(30) }
            let memory = QueryMemory(pool, holding: segment)
            let source = source(words, round % 3, memory)
            let search = SegmentSearch(segment: segment, number: 0, live: nil, source: source, memory: memory)
            var every = TopHits(capacity: 10)
            var matches = 0
            search.forEach(
                checkpoint: {},
                body: { unit, score in
                    matches += 1
                    every.offer(Hit(segment: 0, unit: unit, score: score))
                }
            )
            var best = TopHits(capacity: 10)
            search.find(into: &best, checkpoint: {})
            #expect(best.sorted.map(\.place) == every.sorted.map(\.place), "\(words) in round \(round)")
            #expect(best.sorted.map(\.score) == every.sorted.map(\.score), "\(words) in round \(round)")
            #expect(best.sorted.count == min(10, matches))
        }
    }

    @Test("lists the units that have any of several words, or all, with the scores of all windows")
    func listing() throws {
        let words = flat.map { (text: Set($0.text), all: Set($0.text).union($0.title)) }
        var random = SeededNumbers(seed: 47)
        var listed = [0, 0]
        var selections = 0
        for round in 0..<100 {
            let wanted = (0...1 + random.below(3)).map { _ in random.below(random.below(2) == 0 ? 3000 : 40) }
            let memory = QueryMemory(pool, holding: segment)
            let kind = round % 2
            guard let naming = source(wanted, kind, memory).naming, naming.isListable(from: -1) else { continue }
            let found = naming.listed(from: -1)
            listed[kind] += 1
            let expected = words.indices.filter { number in
                kind == 0 ? !words[number].all.isDisjoint(with: wanted) : words[number].all.isSuperset(of: wanted)
            }
            #expect((0..<found.count).map { Int(found.units[$0]) } == expected, "\(wanted) in round \(round)")
            let alone = wanted.map { source([$0], 0, memory) }
            for index in 0..<found.count {
                let unit = Int(found.units[index])
                let sums = WindowScores(memory)
                for word in alone { _ = word.evaluate(unit >> Window.shift, sums) }
                let score = sums.scores[unit & (Window.size - 1)]
                #expect(abs(found.scores[index] - score) <= 0.000_01 * score, "\(wanted) in round \(round)")
                let isInText = !words[unit].text.isDisjoint(with: wanted)
                #expect(found.inText(index).value == isInText, "\(wanted) in round \(round)")
            }
            guard found.count > 0, case let least = found.scores[random.below(found.count)] * 0.999,
                let selective = source(wanted, kind, memory).naming, selective.isListable(from: least)
            else { continue }
            func units(_ listed: Candidates) -> [UInt32] {
                (0..<listed.count).filter { listed.scores[$0] >= least }.map { listed.units[$0] }
            }
            #expect(units(selective.listed(from: least)) == units(found), "\(wanted) from \(least)")
            selections += 1
        }
        #expect(listed.allSatisfy { $0 > 10 } && selections > 10, "\(listed), \(selections)")
    }

    @Test("names the postings of a short list with so much of a word, whatever the lengths of their units")
    func frequencies() throws {
        let flat = flat
        let scoring = Scoring(segment, statistics)
        var (named, leftOut) = (0, 0)
        for word in stride(from: 20, to: 3000, by: 60) {
            let memory = QueryMemory(pool, holding: segment)
            guard let entry = segment.dictionary.find(TermKey.word(Self.bytes(word))) else { continue }
            let list = ListReader(entry, in: segment, unitCount: segment.unitCount, memory: memory)
            guard list.isWhole else { continue }
            for wanted: Float in [-1, 0.5, 2, 4.5, 9, 20] {
                var found: [Int] = []
                list.forEachFrequency(from: wanted, scoring) { posting, _ in found.append(Int(list.units[posting])) }
                let expected = flat.indices.filter { unit in
                    let title = UInt32(flat[unit].title.count { $0 == word })
                    let text = UInt32(flat[unit].text.count { $0 == word })
                    guard title + text > 0 else { return false }
                    return scoring.frequency(title: title, text: text, unit: UInt32(unit)) >= wanted
                }
                #expect(found == expected, "\(word) from \(wanted)")
                named += found.count
                leftOut += entry.count - found.count
            }
        }
        #expect(named > 100 && leftOut > 100, "\(named), \(leftOut)")
    }

    @Test("lists the units in which two words follow each other, with the scores of their windows")
    func listingPhrases() throws {
        let flat = flat
        var random = SeededNumbers(seed: 48)
        var listed = 0
        for round in 0..<100 {
            let text = flat[random.below(flat.count)].text
            guard text.count > 1 else { continue }
            let start = random.below(text.count - 1)
            let wanted = Array(text[start...start + 1])
            func count(in words: [Int]) -> Int { zip(words, words.dropFirst()).count { [$0, $1] == wanted } }
            let memory = QueryMemory(pool, holding: segment)
            guard let source = source(wanted, 2, memory).naming, source.isListable(from: -1) else { continue }
            listed += 1
            let found = source.listed(from: -1)
            let expected = flat.indices.filter { count(in: flat[$0].text) + count(in: flat[$0].title) > 0 }
            #expect((0..<found.count).map { Int(found.units[$0]) } == expected, "\(wanted) in round \(round)")
            for (index, unit) in expected.enumerated() {
                let sums = WindowScores(memory)
                #expect(source.evaluate(unit >> Window.shift, sums).has(unit & (Window.size - 1)))
                #expect(found.scores[index] == sums.scores[unit & (Window.size - 1)])
                #expect(found.inText(index).value == (count(in: flat[unit].text) > 0))
                let frequencies = source.frequencies(in: UInt32(unit))
                #expect(frequencies.title == count(in: flat[unit].title))
                #expect(frequencies.text == count(in: flat[unit].text))
            }
        }
        #expect(listed > 20)
    }

    @Test("scores as the formula says, within what single precision and the steps of lengths allow")
    func scores() throws {
        let flat = flat
        let titleMean = Double(flat.reduce(0) { $0 + $1.title.count }) / Double(flat.count)
        let textMean = Double(flat.reduce(0) { $0 + $1.text.count }) / Double(flat.count)
        for words in [[0], [7, 1200], [3, 11, 25], [2999, 4]] {
            let memory = QueryMemory(pool, holding: segment)
            let source = source(words, 0, memory)
            let search = SegmentSearch(segment: segment, number: 0, live: nil, source: source, memory: memory)
            var found: [Int: Float] = [:]
            search.forEach(checkpoint: {}, body: { found[$0] = $1 })
            for (number, unit) in flat.enumerated() {
                var expected = 0.0
                for word in words {
                    let title = Double(unit.title.count { $0 == word })
                    let text = Double(unit.text.count { $0 == word })
                    let frequency =
                        6 * title / (0.5 + 0.5 * Double(unit.title.count) / titleMean)
                        + text / (0.25 + 0.75 * Double(unit.text.count) / textMean)
                    expected += Double(word + 1) * frequency * 2.2 / (frequency + 1.2)
                }
                if let score = found[number] { #expect(abs(Double(score) - expected) < 0.0001 * expected + 0.0001) }
            }
        }
    }

    /// Any, all, or all in a row; a word weighs its number plus 1.
    private func source(_ words: [Int], _ kind: Int, _ memory: QueryMemory) -> any Source {
        let windowCount = Window.count(unitCount: segment.unitCount)
        let scoring = Scoring(segment, statistics)
        let entries = words.map { segment.dictionary.find(TermKey.word(Self.bytes($0))) }
        func open(_ entry: TermDictionary.Entry) -> ListReader {
            ListReader(entry, in: segment, unitCount: segment.unitCount, memory: memory)
        }
        let terms: [any Source] = zip(words, entries).map { word, entry in
            guard let entry else { return NothingSource(windowCount: windowCount) }
            return TermSource(
                open(entry),
                scoring: scoring,
                weight: Float(word + 1),
                part: .anywhere,
                windowCount: windowCount,
                memory: memory
            )
        }
        switch kind {
        case 0: return AnySource(terms, windowCount: windowCount, memory: memory)
        case 1: return AllSource(terms, excluding: [], windowCount: windowCount, memory: memory)
        default:
            guard entries.allSatisfy({ $0 != nil }) else { return NothingSource(windowCount: windowCount) }
            return PlainPhraseSource(
                entries.compactMap { $0 }.prefix(2).map(open),
                scoring: scoring,
                weight: 2,
                part: .anywhere,
                windowCount: windowCount,
                memory: memory
            )
        }
    }
}
