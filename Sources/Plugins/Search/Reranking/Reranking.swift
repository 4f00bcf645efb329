/// The second, deeper look: it puts the best passages of the first one in a better order, by what their texts say together.
///
/// ```
/// x  = s / max s                                       s: the score of the first look
/// s' = s + c Σ closeness + d Σ siblings                query words near each other, see ``Closeness``, and those that its
///                                                      document has elsewhere, see ``Siblings``
/// f  = (1 − λ) s' / max s' + λ e / max e               e: the terms that the first ten share; see ``Feedback``
/// t  = f + g · cosine(query, title), over its maximum
/// y  = t + a (n − t) if n > t, else t − a (1 − coverage) (t − n)
/// ```
///
/// n is the mean of t over the passages that are most alike, see ``Neighbours``, and coverage the part of the query's weight
/// that a passage has the words of: whoever has them all is never drawn down by its neighbours.
///
/// Only passages that match the query are ever found, and behind the pool the order stays that of the first look. The
/// numbers were chosen on judged collections of several kinds, each left out in turn: docs/ranking.md tells how, and
/// what did not help.
enum Reranking {
    /// So many passages are looked at again.
    static let poolSize = 150
    /// A corpus of fewer passages has nothing to learn from.
    static let fewestPassages = 65
    /// A longer text is compared with others by its first words.
    static let comparedWords = 250
    /// And of a long one no more words than these are read.
    static let mostWords = 1000

    /// c: what closeness counts beside words.
    static let closenessWeight: Float = 0.2
    /// d: what the other passages of its document add to a passage.
    static let siblingWeight: Float = 0.6
    /// λ: the part of feedback in the score, where the passages that it comes from have so many words or more; of fewer, as
    /// much less, for from short ones it learns little but what they happen to say.
    static let feedbackPart: Float = 0.1
    static let feedbackWords: Float = 150
    /// g: what a title that says what the query says is worth, in shares of the best score.
    static let titleWeight: Float = 0.2
    /// a: how far a passage moves to where its neighbours are, where the best ones have so many words or more; among shorter
    /// ones less far, for lines that share some words are alike by chance, and have few words of a long question.
    static let attraction: Float = 0.75
    static let attractionWords: Float = 60

    /// Everything that the second look adds up, for `explain`.
    struct Parts {
        /// Of the first look.
        let first: Float
        /// What closeness adds to it.
        let closeness: Float
        /// What the rest of its document adds to it.
        let siblings: Float
        /// e of the terms that the first ten share, over the best one's.
        let feedback: Float
        /// λ, the part of it in t.
        let feedbackPart: Float
        /// Of query and title.
        let titleCosine: Float
        let coverage: Float
        /// n: the mean of its neighbours, a: how far it moves there, and t: its own before it moved.
        let neighbours: Float
        let attraction: Float
        let own: Float
        /// y.
        let final: Float
    }

    /// The best hits of the first look in their new order, with scores that are above those of all the others.
    ///
    /// - Parameters:
    ///   - hits: the best ones, best first; what is behind the pool stays as it is.
    static func rerank(_ hits: [Hit], terms: [WeightedTerm], in index: Index) -> (hits: [Hit], parts: [Parts]) {
        let count = min(hits.count, poolSize)
        guard count > 1, hits[0].score > 0 else { return (hits, []) }
        let query = PoolQuery(terms)
        guard query.weight > 0 else { return (hits, []) }
        var pool = Pool(query, in: index)
        for hit in hits[..<count] { pool.read(hit) }
        let parts = parts(of: pool, hits[..<count].map(\.score))
        let order = parts.indices.sorted { left, right in
            parts[left].final != parts[right].final ? parts[left].final > parts[right].final : left < right
        }
        // Above what stays behind.
        let floor = hits.count > count ? hits[count].score : 0
        let scale = hits[0].score
        let ranked = order.map { place in
            Hit(place: hits[place].place, score: floor + scale * parts[place].final)
        }
        return (ranked + hits[count...], order.map { parts[$0] })
    }

    private static func parts(of pool: borrowing Pool, _ first: [Float]) -> [Parts] {
        let count = first.count
        let closeness = (0..<count).map { closenessWeight * Closeness.score(of: $0, in: pool) }
        let siblings = Siblings.scores(in: pool).map { siblingWeight * $0 }
        let close = normalized((0..<count).map { first[$0] + closeness[$0] + siblings[$0] })
        // Stable: what is equal stays in the order of the first look.
        let order = close.indices.sorted { close[$0] != close[$1] ? close[$0] > close[$1] : $0 < $1 }
        let vectors = PoolVectors(pool)
        let feedback = normalized(Feedback(best: order, vectors, pool).scores(in: pool))
        let words = meanLength(of: order.prefix(Feedback.passages), in: pool)
        let part = feedback.contains { $0 > 0 } ? feedbackPart * min(1, words / feedbackWords) : 0
        let attraction = attraction * min(1, words / attractionWords)
        let cosines = (0..<count).map { pool.titleCosine(of: $0) }
        let own = normalized(
            (0..<count).map { place in
                (1 - part) * close[place] + part * feedback[place] + titleWeight * cosines[place]
            }
        )
        let means = Neighbours(vectors).means(of: own)
        return (0..<count).map { place in
            let coverage = pool.coverage(of: place)
            let difference = (means[place] ?? own[place]) - own[place]
            let pull = difference > 0 ? difference : difference * (1 - coverage)
            return Parts(
                first: first[place],
                closeness: closeness[place],
                siblings: siblings[place],
                feedback: feedback[place],
                feedbackPart: part,
                titleCosine: cosines[place],
                coverage: coverage,
                neighbours: means[place] ?? own[place],
                attraction: attraction,
                own: own[place],
                final: own[place] + attraction * pull
            )
        }
    }

    /// In words of their texts.
    private static func meanLength(of passages: ArraySlice<Int>, in pool: borrowing Pool) -> Float {
        var words = 0
        for passage in passages { words += pool.passages[passage].textLength }
        return Float(words) / Float(max(passages.count, 1))
    }

    /// Over the largest one.
    private static func normalized(_ scores: [Float]) -> [Float] {
        guard let largest = scores.max(), largest > 0 else { return scores }
        return scores.map { $0 / largest }
    }
}
