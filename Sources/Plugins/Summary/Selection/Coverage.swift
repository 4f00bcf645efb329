import Glibc

/// What each sentence would add to those that are chosen: the weight of its pairs of words that none of them has yet.
///
/// It only ever falls (the gain of a submodular function), so that a greedy choice may be lazy. What a budget of
/// concepts covers is the idea of Gillick & Favre, "A scalable global model for summarization", 2009.
struct Coverage {
    /// In units of the deviation over all sentences, as salience is.
    private(set) var gains: [Double]
    private var isCovered: [Bool]
    private let weights: [Double]
    /// What the weight of one pair is worth in each sentence.
    private let scales: [Double]
    private let table: TermTable
    /// The sentences with each pair, made when the first is chosen.
    private var starts: [Int] = []
    private var entries: [UInt32] = []

    /// - Parameter lengthExponent: 0 takes what is covered, 1 what is covered by each word.
    init(_ features: Features, lengthExponent: Double) {
        table = features.table
        weights = features.pairWeights()
        isCovered = [Bool](repeating: false, count: weights.count)
        let lengths = table.wordCounts.map { pow(Double($0) + 2, -lengthExponent) }
        let weights = weights
        let table = table
        let raw = (0..<table.sentenceCount).map { sentence in
            table.pairRow(sentence).reduce(0) { $0 + weights[Int($1)] } * lengths[sentence]
        }
        let mean = raw.reduce(0, +) / Double(max(raw.count, 1))
        let variance = raw.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(max(raw.count, 1))
        let unit = variance > 1e-24 ? 1 / variance.squareRoot() : 0
        gains = raw.map { $0 * unit }
        scales = lengths.map { $0 * unit }
    }

    /// Takes the pairs of a sentence as said.
    mutating func cover(_ sentence: Int) {
        if starts.isEmpty { indexPairs() }
        for pair in table.pairRow(sentence) where !isCovered[Int(pair)] {
            let pair = Int(pair)
            isCovered[pair] = true
            guard weights[pair] > 0 else { continue }
            for entry in entries[starts[pair]..<starts[pair + 1]] {
                gains[Int(entry)] -= weights[pair] * scales[Int(entry)]
            }
        }
    }

    private mutating func indexPairs() {
        starts = [Int](repeating: 0, count: weights.count + 1)
        for pair in table.pairs { starts[Int(pair) + 1] += 1 }
        for pair in weights.indices { starts[pair + 1] += starts[pair] }
        var next = starts
        entries = [UInt32](repeating: 0, count: table.pairs.count)
        for sentence in 0..<table.sentenceCount {
            for pair in table.pairRow(sentence) {
                entries[next[Int(pair)]] = UInt32(sentence)
                next[Int(pair)] += 1
            }
        }
    }
}
