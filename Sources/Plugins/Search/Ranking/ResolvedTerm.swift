import Analysis

/// A term of a query as this index knows it: by its numbers, one reading for each way to write it.
struct ResolvedTerm {
    let term: Query.Term
    /// For each way to write it whose words all occur somewhere: the numbers of the words, in order. Languages read a
    /// word in different ways, and a name of several words can be written in one.
    let readings: [[Int]]

    /// Whether it is a single character of a script without spaces, which is found as the first one of pairs.
    let isLonelyGram: Bool

    /// - Parameter analyzers: one for each of `index.languages`.
    init(_ term: Query.Term, of query: Query, in index: Index, analyzers: [Analyzer]) {
        self.term = term
        let isLonelyGram = term.words.count == 1 && term.words[0].kind == .gram && term.words[0].reach == 0
        let field =
            if case .named(let number) = term.field { number + 1 } else { Index.passageField }
        var readings: [[Int]] = []
        query.bytes.withUnsafeBufferPointer { bytes in
            for analyzer in analyzers {
                let key = Index.key(field: field)
                for reading in Self.readings(of: term, bytes, analyzer) {
                    if isLonelyGram, let gram = reading.first {
                        readings += index.vocabulary.numbers(startingWith: key + gram).map { [$0] }
                        continue
                    }
                    let numbers = reading.compactMap { index.vocabulary.find(key + $0) }
                    if numbers.count == reading.count, !readings.contains(numbers) { readings.append(numbers) }
                }
            }
        }
        self.readings = readings
        self.isLonelyGram = isLonelyGram
    }

    /// The terms of its words one after the other; and those of a single name as one.
    private static func readings(
        of term: Query.Term,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ analyzer: Analyzer
    ) -> [[ArraySlice<UInt8>]] {
        var sequence: [ArraySlice<UInt8>] = []
        var whole: [ArraySlice<UInt8>] = []
        for word in term.words {
            analyzer.read(bytes, in: word.range.lowerBound..<word.range.upperBound + word.reach) { surface, terms in
                guard surface.range.lowerBound == word.range.lowerBound else { return }
                let parts = terms.entries.filter { !$0.isWhole }
                sequence.append(contentsOf: (parts.isEmpty ? terms.entries : parts).map { terms[$0] })
                if let entry = terms.entries.first(where: \.isWhole) { whole.append(terms[entry]) }
            }
        }
        return term.words.count == 1 && !whole.isEmpty && sequence != whole ? [whole, sequence] : [sequence]
    }
}
