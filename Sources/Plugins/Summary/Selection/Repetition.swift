/// How much each sentence repeats of those that are chosen: the largest cosine to one of them.
struct Repetition {
    private(set) var values: [Double]
    private let features: Features
    /// The cosines to the sentence that was just chosen, and those sentences for which they aren't 0; kept for their
    /// space.
    private var cosines: [Float]
    private var touched: [Int] = []

    /// A term of more sentences tells none of them apart, and would make the work of n choices grow with n².
    private static let mostSentences = 2000

    init(_ features: Features) {
        self.features = features
        values = [Double](repeating: 0, count: features.table.sentenceCount)
        cosines = [Float](repeating: 0, count: values.count)
    }

    /// Takes a sentence as said; calls `found` with every other sentence that shares words with it, and their cosine.
    ///
    /// - Parameter index: of the terms, with their weights.
    mutating func mark(_ chosen: Int, _ index: SentenceIndex, _ found: (Int, Double) -> Void = { _, _ in }) {
        let table = features.table
        for place in table.row(chosen) {
            let term = Int(table.terms[place])
            guard index.count(of: term) <= Self.mostSentences else { continue }
            let weight = Float(features.weighted[place])
            for entry in index[term] {
                let sentence = Int(entry.sentence)
                if cosines[sentence] == 0 { touched.append(sentence) }
                cosines[sentence] += weight * entry.weight
            }
        }
        for sentence in touched {
            let cosine = Double(cosines[sentence])
            if sentence != chosen { found(sentence, cosine) }
            values[sentence] = max(values[sentence], cosine)
            cosines[sentence] = 0
        }
        touched.removeAll(keepingCapacity: true)
    }
}
