/// The lengths of titles and texts in words, as ranking needs them.
struct FieldLengths: Sendable {
    /// One over the normalised length, for each passage.
    let titleWeights: [Float]
    let textWeights: [Float]

    /// - Parameter saturation: b of BM25: how much of a length counts, 0 … 1.
    init(titles: [UInt32], texts: [UInt32], saturation: Float) {
        titleWeights = Self.weights(titles, saturation)
        textWeights = Self.weights(texts, saturation)
    }

    private static func weights(_ lengths: [UInt32], _ saturation: Float) -> [Float] {
        let sum = lengths.reduce(into: UInt64(0)) { $0 += UInt64($1) }
        let mean = max(Float(sum) / Float(max(lengths.count, 1)), 1e-9)
        return lengths.map { 1 / (1 - saturation + saturation * Float($0) / mean) }
    }
}
