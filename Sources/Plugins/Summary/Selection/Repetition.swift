/// How much each sentence repeats of those that are chosen: the largest cosine to one of them.
struct Repetition {
    private(set) var values: [Double]
    private let features: Features
    /// The cosines to the sentence that was just chosen, and those sentences for which they aren't 0; kept for their
    /// space, as is …
    private var cosines: [Float] = []
    private var touched: [Int] = []
    /// … what each term weighs in that sentence.
    private var vector: [Float] = []

    /// Terms of more sentences would make the work of n choices grow with n²; they are looked up only while …
    private static let mostSentences = 2000
    /// … those that are left are more than this part of a sentence, squared: whoever shares nothing but the rest with it
    /// has a cosine of at most a half, and says something else.
    private static let largestRest = 0.25

    init(_ features: Features) {
        self.features = features
        values = [Double](repeating: 0, count: features.table.sentenceCount)
    }

    /// Takes a sentence as said; calls `found` with every other sentence that shares words with it, and their cosine.
    ///
    /// - Parameter index: of the terms, with their weights; without one all sentences are read, which is faster than to
    ///   make one for a few choices.
    mutating func mark(_ chosen: Int, _ index: SentenceIndex?, _ found: (Int, Double) -> Void = { _, _ in }) {
        guard let index else { return markAll(chosen, found) }
        if cosines.isEmpty { cosines = [Float](repeating: 0, count: values.count) }
        addCosines(to: chosen, index)
        for sentence in touched {
            let cosine = Double(cosines[sentence])
            if sentence != chosen { found(sentence, cosine) }
            values[sentence] = max(values[sentence], cosine)
            cosines[sentence] = 0
        }
        touched.removeAll(keepingCapacity: true)
    }

    private mutating func addCosines(to chosen: Int, _ index: SentenceIndex) {
        let table = features.table
        let places = table.row(chosen).map { (place: $0, count: index.count(of: Int(table.terms[$0]))) }
            .sorted { ($0.count, $0.place) < ($1.count, $1.place) }
        var rest = places.reduce(0) { $0 + features.weighted[$1.place] * features.weighted[$1.place] }
        var common: [(term: UInt32, weight: Float)] = []
        for (place, count) in places {
            let term = table.terms[place]
            let weight = Float(features.weighted[place])
            guard common.isEmpty, count <= Self.mostSentences || rest > Self.largestRest else {
                common.append((term, weight))
                continue
            }
            for entry in index[Int(term)] {
                let sentence = Int(entry.sentence)
                if cosines[sentence] == 0 { touched.append(sentence) }
                cosines[sentence] += weight * entry.weight
            }
            rest -= features.weighted[place] * features.weighted[place]
        }
        if !common.isEmpty { add(common) }
    }

    /// Reads all sentences.
    private mutating func markAll(_ chosen: Int, _ found: (Int, Double) -> Void) {
        let (table, row) = (features.table, features.table.row(chosen))
        if vector.isEmpty { vector = [Float](repeating: 0, count: table.termCount) }
        for place in row { vector[Int(table.terms[place])] = Float(features.weighted[place]) }
        Self.raise(&values, to: vector, of: chosen, features, found)
        for place in row { vector[Int(table.terms[place])] = 0 }
    }

    /// Raises each value to the cosine to a vector of terms, where it is lower.
    private static func raise(
        _ values: inout [Double],
        to vector: [Float],
        of chosen: Int,
        _ features: Features,
        _ found: (Int, Double) -> Void
    ) {
        let starts = features.table.starts.span
        let (terms, weighted, vector) = (features.table.terms.span, features.weighted.span, vector.span)
        var values = values.mutableSpan
        for sentence in values.indices {
            var cosine = Float(0)
            // No look at the bounds: every term has a place.
            for place in starts[sentence]..<starts[sentence + 1] {
                cosine += vector[unchecked: Int(terms[unchecked: place])] * Float(weighted[unchecked: place])
            }
            guard cosine > 0 else { continue }
            if sentence != chosen { found(sentence, Double(cosine)) }
            values[sentence] = max(values[sentence], Double(cosine))
        }
    }

    /// The cosine of two sentences, as ``mark(_:_:_:)`` finds it without an index.
    func cosine(_ one: Int, _ other: Int) -> Double {
        let table = features.table
        var cosine = Float(0)
        for place in table.row(other) {
            for own in table.row(one) where table.terms[own] == table.terms[place] {
                cosine += Float(features.weighted[own]) * Float(features.weighted[place])
            }
        }
        return Double(cosine)
    }

    /// Adds what common terms make of the cosines of the sentences that share rarer ones.
    private mutating func add(_ common: [(term: UInt32, weight: Float)]) {
        for sentence in touched {
            for place in features.table.row(sentence) {
                let term = features.table.terms[place]
                for one in common where one.term == term {
                    cosines[sentence] += one.weight * Float(features.weighted[place])
                }
            }
        }
    }

    /// How much of its words two sentences share, as a part of the words of the one that has more; each word once.
    func sharedPart(_ one: Int, _ other: Int) -> Double {
        let table = features.table
        let (left, right) = (table.row(one), table.row(other))
        let words = Set(table.terms[left])
        let shared = table.terms[right].count { words.contains($0) }
        return Double(shared) / Double(max(left.count, right.count, 1))
    }
}
