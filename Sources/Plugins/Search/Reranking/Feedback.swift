/// What the best passages of the first look share, as a query of its own (Rocchio 1971).
///
/// The means of the vectors of the best ten have their thirty largest components taken; each, divided by the idf that it
/// holds, multiplies the weight of its term.
struct Feedback {
    static let passages = 10
    static let mostTerms = 30

    /// The terms, and what each adds at most.
    let terms: [(term: Int, weight: Float)]

    /// - Parameter best: the passages, best first.
    init(best: [Int], _ vectors: PoolVectors, _ pool: borrowing Pool) {
        let count = min(best.count, Self.passages)
        var isBest = [Bool](repeating: false, count: vectors.passageCount)
        for passage in best.prefix(count) { isBest[passage] = true }
        var means: [(slot: Int, value: Float)] = []
        for slot in vectors.terms.indices {
            var sum: Float = 0
            for component in vectors.components[vectors.starts[slot]..<vectors.starts[slot + 1]]
            where isBest[Int(component.passage)] { sum += component.value }
            if sum > 0 { means.append((slot, sum / Float(count))) }
        }
        means.sort { $0.value != $1.value ? $0.value > $1.value : vectors.terms[$0.slot] < vectors.terms[$1.slot] }
        var found: [(term: Int, weight: Float)] = []
        for mean in means.prefix(Self.mostTerms) {
            let term = Int(vectors.terms[mean.slot])
            found.append((term, mean.value / vectors.idfs[mean.slot] * pool.weight(ofTerm: term)))
        }
        terms = found
    }

    /// e of each passage: as the first look scores a query of these terms.
    func scores(in pool: borrowing Pool) -> [Float] {
        var weights = [Float](repeating: 0, count: pool.termCount)
        for (term, weight) in terms { weights[term] = weight }
        let statistics = pool.index.statistics
        return pool.passages.map { passage in
            let titleWeight = statistics.titleWeight(ofLength: passage.titleLength)
            let textWeight = statistics.textWeight(ofLength: passage.textLength)
            var score: Float = 0
            for occurrence in pool.occurrences[passage.occurrences] where weights[Int(occurrence.term)] > 0 {
                let frequency = Ranking.frequency(
                    title: UInt32(occurrence.title),
                    text: UInt32(occurrence.text),
                    titleWeight: titleWeight,
                    textWeight: textWeight
                )
                score += Ranking.score(frequency: frequency, weight: weights[Int(occurrence.term)])
            }
            return score
        }
    }
}
