/// A leaf of a query as this index knows it.
struct ResolvedLeaf {
    let leaf: Query.Leaf
    /// For each way to write it whose words all occur somewhere. Languages read a word in different ways, and a name of
    /// several words can be written in one.
    let readings: [Reading]
    /// How many terms the leaf stands for, where they were not all looked up.
    let uncut: Int?

    struct Reading {
        /// For each word the terms that will do for it, at least one.
        let words: [[KnownTerm]]

        /// Postings of the rarest word.
        var leastPostingCount: Int {
            var least = Int.max
            for terms in words {
                var sum = 0
                for place in terms.indices { sum += terms[place].postingCount }
                least = min(least, sum)
            }
            return words.isEmpty ? 0 : least
        }
    }

    /// How many terms were looked up for it.
    var termCount: Int { readings.reduce(0) { $0 + $1.words.reduce(0) { $0 + $1.count } } }

    /// Whether nothing of it occurs anywhere.
    var isUnknown: Bool { readings.isEmpty }
}

/// A term that occurs in the corpus.
struct KnownTerm {
    let bytes: ArraySlice<UInt8>
    /// What the dictionary of each part of the index says of it.
    let entries: ArraySlice<TermDictionary.Entry?>
    /// In all parts; a title counts for the first passage of its document alone.
    let passageCount: Int
    let occurrenceCount: Int

    /// What the dictionary of one part says of it.
    func entry(inPart number: Int) -> TermDictionary.Entry? { entries[entries.startIndex + number] }

    /// In all parts.
    let postingCount: Int

    /// - Returns: `nil` where no part knows it.
    init?(_ bytes: [UInt8], key: [UInt8], in index: Index) {
        self.init(bytes[...], entries: index.parts.map { $0.segment.dictionary.find(key) }[...])
    }

    init?(_ bytes: ArraySlice<UInt8>, entries: ArraySlice<TermDictionary.Entry?>) {
        guard entries.contains(where: { $0 != nil }) else { return nil }
        self.bytes = bytes
        self.entries = entries
        postingCount = entries.reduce(0) { $0 + ($1?.count ?? 0) }
        passageCount = entries.reduce(0) { $0 + ($1?.passageCount ?? 0) }
        occurrenceCount = entries.reduce(0) { $0 + ($1?.occurrenceCount ?? 0) }
    }
}
