/// Terms that were found in the dictionaries of an index's parts, of which the most frequent are wanted.
struct GatheredTerms: ~Copyable {
    private let partCount: Int
    private let limit: Int
    /// Numbers the terms.
    private var terms = ByteStringTable()
    /// In how many passages of all parts each term is.
    private var passageCounts: [Int] = []
    /// The way to ask that found each term first.
    private var ways: [Int] = []
    private var way = 0
    private var found: [Record] = []
    /// What fewer passages have than this is not written down, as there are enough others; known where there is one part.
    private var least = 0
    private var leftOut = 0

    /// What one part says of a term.
    private struct Record {
        let term: Int
        let part: Int
        let entry: TermDictionary.Entry
    }

    init(partCount: Int, limit: Int) {
        self.partCount = partCount
        self.limit = limit
    }

    /// Says that what follows is found in another way, which may find the same terms again, in all parts that have them.
    mutating func beginWay() { way += 1 }

    mutating func add(_ term: UnsafeBufferPointer<UInt8>, _ entry: TermDictionary.Entry, ofPart part: Int) {
        if entry.passageCount < least {
            leftOut += 1
            return
        }
        let number = terms.insert(term)
        if number == passageCounts.count {
            passageCounts.append(0)
            ways.append(way)
        }
        if ways[number] < way { return }
        passageCounts[number] += entry.passageCount
        found.append(Record(term: number, part: part, entry: entry))
        if partCount == 1, found.count.isMultiple(of: limit * 4) { raiseLeast() }
    }

    var isEmpty: Bool { passageCounts.isEmpty }

    private mutating func raiseLeast() {
        let counts = passageCounts.sorted(by: >)
        least = counts[min(limit, counts.count - 1)]
    }

    /// The most frequent terms, and how many there are; among equals in the order of their bytes.
    func most() -> (terms: [KnownTerm], count: Int) {
        var numbers = Array(0..<terms.count)
        // A closure can't borrow what can't be copied; the table stays where it is while it is sorted by.
        withUnsafePointer(to: terms) { terms in
            numbers.sort { left, right in
                passageCounts[left] != passageCounts[right]
                    ? passageCounts[left] > passageCounts[right]
                    : ByteStringTable.precedes(terms.pointee[left], terms.pointee[right])
            }
        }
        let count = numbers.count + leftOut
        numbers.removeLast(max(0, numbers.count - limit))
        var places = [Int](repeating: -1, count: terms.count)
        for (place, number) in numbers.enumerated() { places[number] = place }
        var entries = [[TermDictionary.Entry?]](
            repeating: Array(repeating: nil, count: partCount),
            count: numbers.count
        )
        for record in found where places[record.term] >= 0 { entries[places[record.term]][record.part] = record.entry }
        return (numbers.indices.compactMap { KnownTerm(Array(terms[numbers[$0]]), entries: entries[$0]) }, count)
    }
}
