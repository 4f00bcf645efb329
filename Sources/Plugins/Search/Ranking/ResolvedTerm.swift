/// A term of a query as this index knows it: by its numbers, one reading for each language of the corpus.
struct ResolvedTerm {
    let term: Query.Term
    /// For each language in which all its words occur somewhere: the numbers of the words, in order. A passage is in
    /// one language, so that no two readings match the same one.
    let readings: [[Int]]

    /// - Parameter analyzers: what `index.analyzers` make terms with, in their order.
    init(_ term: Query.Term, of query: Query, in index: Index, analyzers: [Analyzer.Terms]) {
        self.term = term
        let field =
            if case .named(let number) = term.field { number + 1 } else { Index.passageField }
        var readings: [[Int]] = []
        query.bytes.withUnsafeBufferPointer { bytes in
            for (language, terms) in analyzers.enumerated() {
                let key = Index.key(field: field, language: language)
                var numbers: [Int] = []
                for word in term.words {
                    var stem = key
                    terms.fold(bytes, word, into: &stem)
                    terms.stem(&stem, from: key.count)
                    guard let number = index.vocabulary.find(stem) else { break }
                    numbers.append(number)
                }
                if numbers.count == term.words.count { readings.append(numbers) }
            }
        }
        self.readings = readings
    }
}
