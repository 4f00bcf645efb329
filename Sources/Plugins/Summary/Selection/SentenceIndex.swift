/// For each term or pair of words the sentences that have it, with what it weighs there.
struct SentenceIndex {
    private let starts: [Int]
    private let entries: [Entry]

    struct Entry {
        let sentence: UInt32
        let weight: Float
    }

    /// - Parameters:
    ///   - rows: where the items of each sentence stand in `items`; sentence i has those from `rows[i]` to `rows[i + 1]`.
    ///   - count: of all different items.
    ///   - weights: for each place in `items`; none where they don't matter.
    init(rows: [Int], items: [UInt32], count: Int, weights: [Double]? = nil) {
        var starts = [Int](repeating: 0, count: count + 1)
        for item in items { starts[Int(item) + 1] += 1 }
        for item in 0..<count { starts[item + 1] += starts[item] }
        var next = starts
        var entries = [Entry](repeating: Entry(sentence: 0, weight: 0), count: items.count)
        for sentence in 0..<max(rows.count - 1, 0) {
            for place in rows[sentence]..<rows[sentence + 1] {
                let item = Int(items[place])
                let weight = weights.map { Float($0[place]) } ?? 0
                entries[next[item]] = Entry(sentence: UInt32(truncatingIfNeeded: sentence), weight: weight)
                next[item] += 1
            }
        }
        (self.starts, self.entries) = (starts, entries)
    }

    subscript(item: Int) -> ArraySlice<Entry> { entries[starts[item]..<starts[item + 1]] }

    /// How many sentences have an item.
    func count(of item: Int) -> Int { starts[item + 1] - starts[item] }
}
