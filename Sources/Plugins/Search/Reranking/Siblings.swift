/// What its document as a whole adds to a passage: the words of the query that others of its passages have and it lacks, or
/// that they say more of.
///
/// ```
/// score = Σ max(0, the share of a word in the document − the share in this passage)
/// ```
///
/// What a document is about is said once, mostly at its start, and its passages go on without the words: a passage is
/// judged with its document (Callan 1994, "Passage-level evidence in document retrieval"). The document is as long as all
/// its passages together, for one of fifty has nearly every word somewhere.
enum Siblings {
    /// For each passage of the pool, by the passages of the pool.
    static func scores(in pool: borrowing Pool) -> [Float] {
        let count = pool.passages.count
        var scores = [Float](repeating: 0, count: count)
        var passages: [UInt64: [Int]] = [:]
        for place in 0..<count { passages[pool.passages[place].document, default: []].append(place) }
        for siblings in passages.values where siblings.count > 1 {
            let whole = shares(of: siblings, in: pool)
            for place in siblings {
                for (whole, own) in zip(whole, shares(of: [place], in: pool)) { scores[place] += max(0, whole - own) }
            }
        }
        return scores
    }

    /// What each part of the query adds to the score of one passage, or of the document that several are from.
    private static func shares(of siblings: [Int], in pool: borrowing Pool) -> [Float] {
        var counts = [(title: UInt32, text: UInt32)](repeating: (0, 0), count: pool.query.terms.count)
        var (titleLength, textLength) = (0, 0)
        for place in siblings {
            let own = pool.passages[place]
            titleLength = max(titleLength, own.titleLength)
            textLength += own.textLength
            for occurrence in pool.occurrences[own.occurrences] where pool.isAsked(occurrence.term) {
                // All have the same title.
                let title = max(counts[Int(occurrence.term)].title, UInt32(occurrence.title))
                counts[Int(occurrence.term)] = (title, counts[Int(occurrence.term)].text + UInt32(occurrence.text))
            }
        }
        if siblings.count > 1 {
            // Those that the pool lacks are as long as those that it has.
            textLength = textLength * max(pool.passages[siblings[0]].passageCount, siblings.count) / siblings.count
        }
        let titleWeight = pool.index.statistics.titleWeight(ofLength: titleLength)
        let textWeight = pool.index.statistics.textWeight(ofLength: textLength)
        var shares = [Float](repeating: 0, count: pool.query.weights.count)
        for (term, count) in zip(pool.query.terms, counts) {
            let frequency = Ranking.frequency(
                title: term.field == .text ? 0 : count.title,
                text: term.field == .title ? 0 : count.text,
                titleWeight: titleWeight,
                textWeight: textWeight
            )
            shares[term.part] = max(shares[term.part], Ranking.score(frequency: frequency, weight: term.weight))
        }
        return shares
    }
}
