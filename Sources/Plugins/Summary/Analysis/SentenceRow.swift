import Analysis

/// Room for what the words of a sentence are, and for what some sentences have before it is added to the table of all terms.
///
/// - Precondition: no index reaches the room; whoever makes it deallocates it.
struct SentenceRow {
    /// So many words the longest sentence has at most.
    let capacity: Int
    /// The words as they are read, where they are short ones.
    let short: UnsafeMutablePointer<ShortWord>
    /// What is known of each word, and its number among the stems of the texts.
    let words: UnsafeMutablePointer<Vocabulary.Word>
    let numbers: UnsafeMutablePointer<UInt32>
    /// Where the different terms of the next sentence are put, how often each stands in it, and its different pairs of words.
    private(set) var terms: UnsafeMutablePointer<UInt32>
    private(set) var counts: UnsafeMutablePointer<UInt32>
    private(set) var pairs: UnsafeMutablePointer<UInt32>
    /// Where those of the first sentence stand that isn't in the table yet.
    private let firstTerms: UnsafeMutablePointer<UInt32>
    private let firstCounts: UnsafeMutablePointer<UInt32>
    private let firstPairs: UnsafeMutablePointer<UInt32>

    /// So many terms and pairs are added to the table at once, about.
    private static let batch = 2048

    init(capacity: Int) {
        self.capacity = capacity
        (short, words, numbers) = (
            .allocate(capacity: capacity), .allocate(capacity: capacity), .allocate(capacity: capacity)
        )
        (firstTerms, firstCounts, firstPairs) = (
            .allocate(capacity: capacity + Self.batch), .allocate(capacity: capacity + Self.batch),
            .allocate(capacity: capacity + Self.batch)
        )
        (terms, counts, pairs) = (firstTerms, firstCounts, firstPairs)
    }

    func deallocate() {
        short.deallocate()
        words.deallocate()
        numbers.deallocate()
        firstTerms.deallocate()
        firstCounts.deallocate()
        firstPairs.deallocate()
    }

    /// Ends a sentence with so many terms and pairs; then there is room for the longest one again.
    mutating func end(_ termCount: Int, _ pairCount: Int, of table: inout TermTable) {
        table.starts.append(table.starts[table.starts.count - 1] + termCount)
        table.pairStarts.append(table.pairStarts[table.pairStarts.count - 1] + pairCount)
        terms += termCount
        counts += termCount
        pairs += pairCount
        // There are hardly fewer pairs than terms, and no more than words.
        if max(terms - firstTerms, pairs - firstPairs) > Self.batch { add(to: &table) }
    }

    /// Adds what isn't in the table yet.
    mutating func add(to table: inout TermTable) {
        table.terms.append(contentsOf: UnsafeBufferPointer(start: firstTerms, count: terms - firstTerms))
        table.counts.append(contentsOf: UnsafeBufferPointer(start: firstCounts, count: counts - firstCounts))
        table.pairs.append(contentsOf: UnsafeBufferPointer(start: firstPairs, count: pairs - firstPairs))
        (terms, counts, pairs) = (firstTerms, firstCounts, firstPairs)
    }
}
