import Glibc

/// How much each sentence says of what the texts are about.
///
/// A weighted sum of features, each first brought to mean 0 and deviation 1 over the sentences. The first sentences of a
/// text are trusted as far as they talk about what the text talks about: news leads with its matter, a story doesn't.
/// The weights are fixed; they were found on news, science, reviews and fiction together.
struct Salience {
    /// One number a sentence.
    let scores: [Double]

    /// - Parameters:
    ///   - positions: the place of each sentence in its text, from 0.
    ///   - favoursLength: whether the budget counts sentences, so that a longer one costs no more.
    init(_ features: Features, positions: [Int], favoursLength: Bool) {
        let table = features.table
        let centrality = Self.standardised(features.centrality())
        let degree = Self.standardised(features.degree())
        let lead = positions.indices.filter { positions[$0] < Self.leadLength }
        let talk = lead.reduce(0) { $0 + centrality[$1] + degree[$1] } / Double(2 * max(lead.count, 1))
        let trust = min(2.1, max(0, 0.15 + 0.6 * talk))
        let closeness = Self.standardised(features.closeness(to: Array(lead.prefix(Self.leadLength))))
        let parts: [(weight: Double, values: [Double])] = [
            (0.30, Self.standardised(features.pairFrequency())),
            (0.20, centrality),
            (0.30, Self.standardised(features.attraction())),
            (-0.55, Self.standardised(table.wordCounts.map { $0 < Self.fewWords ? 1 : 0 })),
            (favoursLength ? 0.40 : -0.15, Self.standardised(table.wordCounts.map { log(Double($0) + 1) })),
            (trust * 0.50, Self.standardised(positions.map { 1 / (1 + Double($0)).squareRoot() })),
            (trust * 0.15, closeness),
        ]
        var scores = [Double](repeating: 0, count: table.sentenceCount)
        for part in parts {
            for index in scores.indices { scores[index] += part.weight * part.values[index] }
        }
        self.scores = scores
    }

    /// So many sentences are a text's lead.
    private static let leadLength = 3
    /// A sentence with fewer words rarely says anything by itself.
    private static let fewWords = 6

    private static func standardised(_ values: [Double]) -> [Double] {
        let count = Double(max(values.count, 1))
        let mean = values.reduce(0, +) / count
        let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
        guard deviation > 1e-12 else { return [Double](repeating: 0, count: values.count) }
        return values.map { ($0 - mean) / deviation }
    }
}
