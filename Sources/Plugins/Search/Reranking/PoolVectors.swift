import Glibc

/// The passages of a pool as vectors of length 1 over the terms that at least two of them have.
///
/// ```
/// v(t) = tf · (k + 1) / (tf + k (1 − b + b · length / mean length)) · ln(1 + (N − df + ½) / (df + ½))
/// ```
struct PoolVectors {
    static let saturation: Float = 1.2
    static let lengthPart: Float = 0.75

    struct Component {
        let passage: Int32
        let value: Float
    }

    let passageCount: Int
    /// The terms, and for each its components: a range of `components`.
    private(set) var terms: [Int32] = []
    private(set) var idfs: [Float] = []
    private(set) var starts: [Int] = [0]
    private(set) var components: [Component] = []

    init(_ pool: borrowing Pool) {
        passageCount = pool.passages.count
        var slots = [Int32](repeating: -1, count: pool.termCount)
        for term in 0..<pool.termCount where pool.passageCounts[term] > 1 {
            let frequency = pool.counts(ofTerm: term).passages
            guard frequency > 0 else { continue }
            slots[term] = Int32(terms.count)
            terms.append(Int32(term))
            let inside = Float(frequency)
            idfs.append(log(1 + (Float(pool.index.statistics.unitCount) - inside + 0.5) / (inside + 0.5)))
            starts.append(starts[starts.count - 1] + Int(pool.passageCounts[term]))
        }
        components = [Component](repeating: Component(passage: 0, value: 0), count: starts[starts.count - 1])
        var next = starts
        let mean = max(pool.index.statistics.titleMean + pool.index.statistics.textMean, 1e-9)
        for (number, passage) in pool.passages.enumerated() {
            let length = Float(passage.titleLength + min(passage.textLength, Reranking.comparedWords))
            let saturation = Self.saturation * (1 - Self.lengthPart + Self.lengthPart * length / mean)
            var square: Float = 0
            for occurrence in pool.occurrences[passage.occurrences] {
                let slot = Int(slots[Int(occurrence.term)])
                guard slot >= 0 else { continue }
                let frequency = Float(occurrence.title) + Float(occurrence.compared)
                let value = frequency * (Self.saturation + 1) / (frequency + saturation) * idfs[slot]
                square += value * value
                components[next[slot]] = Component(passage: Int32(number), value: value)
                next[slot] += 1
            }
            guard square > 0 else { continue }
            let factor = 1 / square.squareRoot()
            for occurrence in pool.occurrences[passage.occurrences] {
                let slot = Int(slots[Int(occurrence.term)])
                guard slot >= 0 else { continue }
                let place = next[slot] - 1
                components[place] = Component(passage: Int32(number), value: components[place].value * factor)
            }
        }
    }
}
