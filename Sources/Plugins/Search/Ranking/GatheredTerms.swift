/// Terms that were found in the dictionaries of an index's parts, of which the most frequent are wanted.
struct GatheredTerms: ~Copyable {
    private let partCount: Int
    private let limit: Int
    /// Numbers the terms.
    private var terms = ByteStringTable(slots: 1 << 10)
    /// By the terms' numbers.
    private var counted = PlainBuffer<Counted>()
    private var way: Int32 = 0
    private var found = PlainBuffer<Record>()
    /// What fewer passages have than this is not written down, as there are enough others; known where there is one part.
    private var least = 0
    private var leftOut = 0

    /// What is known of a term.
    struct Counted {
        /// In how many passages of all parts it is.
        var passageCount: Int
        /// The way to ask that found it first.
        let way: Int32
        /// Its place among the terms that are wanted, or -1.
        var place: Int32 = -1
    }

    /// What one part says of a term.
    struct Record {
        let term: Int32
        let part: Int32
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
        if number == counted.count {
            counted.append(Counted(passageCount: entry.passageCount, way: way))
        } else if counted[number].way < way {
            return
        } else {
            counted[number].passageCount += entry.passageCount
        }
        found.append(Record(term: Int32(number), part: Int32(part), entry: entry))
        if partCount == 1, found.count.isMultiple(of: limit * 4) { raiseLeast() }
    }

    var isEmpty: Bool { counted.count == 0 }

    private mutating func raiseLeast() {
        let counts = (0..<counted.count).map { counted[$0].passageCount }.sorted(by: >)
        least = counts[min(limit, counts.count - 1)]
    }

    /// The most frequent terms, and how many there are; among equals in the order of their bytes.
    consuming func most() -> (terms: [KnownTerm], count: Int) {
        let kept = mostFrequent().prefix(limit)
        for (place, term) in kept.enumerated() { counted[term.number].place = Int32(place) }
        var entries = [TermDictionary.Entry?](repeating: nil, count: kept.count * partCount)
        for number in 0..<found.count {
            let place = Int(counted[Int(found[number].term)].place)
            if place >= 0 { entries[place * partCount + Int(found[number].part)] = found[number].entry }
        }
        // All of them share two arrays: two for each would take longer to make and to free than to find them.
        var bytes: [UInt8] = []
        var ends: [Int] = []
        ends.reserveCapacity(kept.count)
        for term in kept {
            bytes.append(contentsOf: terms[term.number])
            ends.append(bytes.count)
        }
        var start = 0
        let known = ends.enumerated().compactMap { place, end in
            defer { start = end }
            return KnownTerm(bytes[start..<end], entries: entries[(place * partCount)..<((place + 1) * partCount)])
        }
        return (known, terms.count + leftOut)
    }

    private struct Ranked {
        let number: Int
        let passageCount: Int
        /// The first bytes that not all have in common, which sort as all of them do where they differ.
        let head: UInt64
    }

    /// As many passages as the last of the terms has that are wanted, or fewer.
    ///
    /// Nearly all terms are in a few passages, which are counted; the others are fewer than are wanted or nearly so.
    private var leastWanted: Int {
        guard terms.count > limit else { return 0 }
        let mostCounted = 256
        var termCounts = [Int](repeating: 0, count: mostCounted + 1)
        for number in 0..<counted.count { termCounts[min(counted[number].passageCount, mostCounted)] += 1 }
        var wanted = limit
        var least = mostCounted
        while least > 0 {
            wanted -= termCounts[least]
            if wanted <= 0 { break }
            least -= 1
        }
        return least
    }

    /// Terms up to the limit, and some more, the most frequent first, and among equals in the order of their bytes.
    private func mostFrequent() -> [Ranked] {
        let least = leastWanted
        let numbers = (0..<terms.count).filter { counted[$0].passageCount >= least }
        guard let firstNumber = numbers.first else { return [] }
        var common = terms[firstNumber].count
        for number in numbers {
            let (first, other) = (terms[firstNumber], terms[number])
            common = min(common, other.count)
            var place = 0
            while place < common, first[place] == other[place] { place += 1 }
            common = place
        }
        var ranked = numbers.map { number in
            let head = TermDictionary.key(of: UnsafeBufferPointer(rebasing: terms[number][common...]))
            return Ranked(number: number, passageCount: counted[number].passageCount, head: head)
        }
        // A closure can't borrow what can't be copied; the table stays where it is while it is sorted by.
        withUnsafePointer(to: terms) { terms in
            ranked.sort { left, right in
                if left.passageCount != right.passageCount { return left.passageCount > right.passageCount }
                if left.head != right.head { return left.head < right.head }
                return ByteStringTable.precedes(terms.pointee[left.number], terms.pointee[right.number])
            }
        }
        return ranked
    }
}
