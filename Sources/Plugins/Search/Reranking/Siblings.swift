/// What the other passages of its document add to a passage: the words of the query that they have and it lacks, or that
/// they say more of.
///
/// ```
/// score = Σ (best share of a word in any passage of the document − the share in this one)
/// ```
///
/// What a document is about is said once, mostly at its start, and its passages go on without the words: a passage is
/// judged with its document (Callan 1994, "Passage-level evidence in document retrieval").
enum Siblings {
    /// For each passage of the pool, by the passages of the pool.
    static func scores(in pool: borrowing Pool) -> [Float] {
        let count = pool.passages.count
        let partCount = pool.query.weights.count
        var scores = [Float](repeating: 0, count: count)
        var passages: [UInt64: [Int]] = [:]
        for place in 0..<count { passages[pool.passages[place].document, default: []].append(place) }
        for siblings in passages.values where siblings.count > 1 {
            let all = siblings.map { shares(of: $0, in: pool) }
            for part in 0..<partCount {
                var best: Float = 0
                for own in all { best = max(best, own[part]) }
                guard best > 0 else { continue }
                for (place, own) in zip(siblings, all) { scores[place] += best - own[part] }
            }
        }
        return scores
    }

    /// What each part of the query adds to the score of a passage.
    private static func shares(of passage: Int, in pool: borrowing Pool) -> [Float] {
        var shares = [Float](repeating: 0, count: pool.query.weights.count)
        let own = pool.passages[passage]
        let titleWeight = pool.index.statistics.titleWeight(ofLength: own.titleLength)
        let textWeight = pool.index.statistics.textWeight(ofLength: own.textLength)
        for occurrence in pool.occurrences[own.occurrences] where pool.isAsked(occurrence.term) {
            let term = pool.query.terms[Int(occurrence.term)]
            let frequency = Ranking.frequency(
                title: term.field == .text ? 0 : UInt32(occurrence.title),
                text: term.field == .title ? 0 : UInt32(occurrence.text),
                titleWeight: titleWeight,
                textWeight: textWeight
            )
            let share = Ranking.score(frequency: frequency, weight: term.weight)
            shares[term.part] = max(shares[term.part], share)
        }
        return shares
    }
}
