import Analysis

/// Room for what a sentence has, before it is added to the table of all terms.
///
/// - Precondition: no index reaches `capacity`; whoever makes it deallocates it.
struct SentenceRow {
    let capacity: Int
    /// The words as they are read, where they are short ones.
    let short: UnsafeMutablePointer<ShortWord>
    /// What is known of each word, and its number among the stems of the texts.
    let words: UnsafeMutablePointer<Vocabulary.Word>
    let numbers: UnsafeMutablePointer<UInt32>
    /// Its different terms, how often each stands in it, and its different pairs of words.
    let terms: UnsafeMutablePointer<UInt32>
    let counts: UnsafeMutablePointer<UInt32>
    let pairs: UnsafeMutablePointer<UInt32>

    init(capacity: Int) {
        self.capacity = capacity
        (short, words, numbers) = (
            .allocate(capacity: capacity), .allocate(capacity: capacity), .allocate(capacity: capacity)
        )
        (terms, counts, pairs) = (
            .allocate(capacity: capacity), .allocate(capacity: capacity), .allocate(capacity: capacity)
        )
    }

    func deallocate() {
        short.deallocate()
        words.deallocate()
        numbers.deallocate()
        terms.deallocate()
        counts.deallocate()
        pairs.deallocate()
    }
}
