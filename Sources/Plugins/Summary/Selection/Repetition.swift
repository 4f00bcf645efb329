/// How much each sentence repeats of those that are chosen: the largest cosine to one of them.
struct Repetition {
    private(set) var values: [Double]
    private let features: Features
    /// The cosines to the sentence that was just chosen, and those sentences for which they aren't 0; kept for their
    /// space.
    private var cosines: [Float]
    private var touched: [Int] = []
    /// The sentences with each term: those of term t are `entries[starts[t]..<starts[t + 1]]`.
    private var starts: [Int] = []
    private var entries: [Entry] = []

    private struct Entry {
        let sentence: UInt32
        let weight: Float
    }

    /// A term of more sentences tells none of them apart, and would make the work of n choices grow with n².
    private static let mostSentences = 2000

    init(_ features: Features) {
        self.features = features
        values = [Double](repeating: 0, count: features.table.sentenceCount)
        cosines = [Float](repeating: 0, count: values.count)
    }

    /// Takes a sentence as said; calls `found` with every other sentence that shares words with it, and their cosine.
    mutating func mark(_ chosen: Int, _ found: (Int, Double) -> Void = { _, _ in }) {
        if starts.isEmpty { indexTerms() }
        let table = features.table
        for place in table.row(chosen) {
            let term = Int(table.terms[place])
            guard starts[term + 1] - starts[term] <= Self.mostSentences else { continue }
            let weight = Float(features.weighted[place])
            for entry in entries[starts[term]..<starts[term + 1]] {
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

    private mutating func indexTerms() {
        let table = features.table
        starts = [Int](repeating: 0, count: table.termCount + 1)
        for term in table.terms { starts[Int(term) + 1] += 1 }
        for term in 0..<table.termCount { starts[term + 1] += starts[term] }
        var next = starts
        entries = [Entry](repeating: Entry(sentence: 0, weight: 0), count: table.terms.count)
        for sentence in 0..<table.sentenceCount {
            for place in table.row(sentence) {
                let term = Int(table.terms[place])
                entries[next[term]] = Entry(sentence: UInt32(sentence), weight: Float(features.weighted[place]))
                next[term] += 1
            }
        }
    }
}
