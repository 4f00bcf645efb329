import Glibc

/// What each sentence would add to those that are chosen: the weight of its words, or pairs of words, that none of them
/// has yet.
///
/// It only ever falls (the gain of a submodular function), so that a greedy choice may be lazy. What a budget of
/// concepts covers is the idea of Gillick & Favre, "A scalable global model for summarization", 2009.
struct Coverage {
    /// In units of the deviation over all sentences, as salience is.
    private(set) var gains: [Double]
    private var isCovered: [Bool]
    private let concepts: Concepts
    /// What the weight of one concept is worth in each sentence.
    private let scales: [Double]
    /// What the concepts of the sentence that is being covered weigh, and 0 for all others; kept for its space.
    private var lost: [Double] = []

    /// The words or pairs of words that are covered.
    struct Concepts {
        /// Where those of each sentence stand in `items`; sentence i has those from `rows[i]` to `rows[i + 1]`.
        let rows: [Int]
        let items: [UInt32]
        /// The weight of each.
        let weights: [Double]

        static func words(_ features: Features) -> Concepts {
            Concepts(rows: features.table.starts, items: features.table.terms, weights: features.termWeights())
        }

        /// The words of a question, the rare ones most: of those that all sentences have nobody asks.
        static func question(_ terms: [UInt32], _ features: Features) -> Concepts {
            var weights = [Double](repeating: 0, count: features.table.termCount)
            for term in terms { weights[Int(term)] = features.rarity(of: term) }
            return Concepts(rows: features.table.starts, items: features.table.terms, weights: weights)
        }

        static func pairs(_ features: Features) -> Concepts {
            Concepts(rows: features.table.pairStarts, items: features.table.pairs, weights: features.pairWeights())
        }
    }

    /// - Parameters:
    ///   - wordCounts: of each sentence.
    ///   - lengthExponent: 0 takes what is covered, 1 what is covered by each word.
    init(_ concepts: Concepts, wordCounts: [Int], lengthExponent: Double) {
        let scales = wordCounts.map { count -> Double in
            let length = Double(count) + 2
            switch lengthExponent {
            case 0: return 1
            case 0.5: return 1 / length.squareRoot()
            case 1: return 1 / length
            default: return pow(length, -lengthExponent)
            }
        }
        self.init(concepts, scales: scales)
    }

    /// - Parameter scales: what covering a concept counts in each sentence.
    init(_ concepts: Concepts, scales: [Double]) {
        self.concepts = concepts
        isCovered = [Bool](repeating: false, count: concepts.weights.count)
        var scales = scales
        var gains = scales
        let (rows, items, weights) = (concepts.rows.span, concepts.items.span, concepts.weights.span)
        for sentence in gains.indices {
            var sum = 0.0
            for place in rows[sentence]..<rows[sentence + 1] {
                sum += weights[unchecked: Int(items[unchecked: place])]
            }
            gains[sentence] *= sum
        }
        let count = Double(max(gains.count, 1))
        let mean = gains.reduce(0, +) / count
        let variance = gains.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        let unit = variance > 1e-24 ? 1 / variance.squareRoot() : 0
        for sentence in gains.indices {
            gains[sentence] *= unit
            scales[sentence] *= unit
        }
        (self.gains, self.scales) = (gains, scales)
    }

    /// An index of the concepts, for ``cover(_:_:)``.
    func makeIndex() -> SentenceIndex {
        SentenceIndex(rows: concepts.rows, items: concepts.items, count: concepts.weights.count)
    }

    /// Takes the concepts of a sentence as said.
    ///
    /// - Parameter index: of the concepts; without one all sentences are read, which is faster than to make one for a few
    ///   choices.
    mutating func cover(_ sentence: Int, _ index: SentenceIndex?) {
        if index == nil, lost.isEmpty { lost = [Double](repeating: 0, count: isCovered.count) }
        let row = concepts.rows[sentence]..<concepts.rows[sentence + 1]
        var losesAny = false
        for place in row {
            let item = Int(concepts.items[place])
            guard !isCovered[item] else { continue }
            isCovered[item] = true
            let weight = concepts.weights[item]
            guard weight > 0 else { continue }
            if let index {
                for entry in index[item] { gains[Int(entry.sentence)] -= weight * scales[Int(entry.sentence)] }
            } else {
                lost[item] = weight
                losesAny = true
            }
        }
        guard losesAny else { return }
        Self.take(lost, of: concepts, scales, from: &gains)
        for place in row { lost[Int(concepts.items[place])] = 0 }
    }

    /// Takes what is lost of each concept from what each sentence would add.
    private static func take(
        _ lost: [Double],
        of concepts: Concepts,
        _ scales: [Double],
        from gains: inout [Double]
    ) {
        let (rows, items, losses) = (concepts.rows.span, concepts.items.span, lost.span)
        let scales = scales.span
        var gains = gains.mutableSpan
        for sentence in gains.indices {
            var loss = 0.0
            // No look at the bounds: every concept has a weight.
            for place in rows[sentence]..<rows[sentence + 1] {
                loss += losses[unchecked: Int(items[unchecked: place])]
            }
            if loss > 0 { gains[sentence] -= loss * scales[sentence] }
        }
    }
}
