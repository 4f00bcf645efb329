/// How near to each other the words of a query stand in a passage.
///
/// ```
/// nearness(t) = Σ 1 / distance      over all pairs of an occurrence of t and one of another word of the query
///                                   that are at most 8 words apart
/// score       = Σ w(t) · nearness(t) · (k + 1) / (nearness(t) + k (1 − b + b · length / mean length))
/// ```
///
/// After Büttcher, Clarke & Lushman 2006, "Term proximity scoring for ad-hoc retrieval on very large text collections",
/// with all pairs rather than neighbouring ones, and the inverse of the distance rather than of its square.
enum Closeness {
    static let widest: Int32 = 8
    static let saturation: Float = 1.2
    static let lengthPart: Float = 0.75

    static func score(of passage: Int, in pool: borrowing Pool) -> Float {
        let range = pool.passages[passage].places
        guard range.count > 1 else { return 0 }
        var nearness = [Float](repeating: 0, count: pool.query.weights.count)
        for first in range {
            let place = pool.places[first]
            let part = pool.query.terms[Int(place.term)].part
            var second = first + 1
            while second < range.upperBound {
                let other = pool.places[second]
                let distance = other.position - place.position
                if distance > widest { break }
                second += 1
                let otherPart = pool.query.terms[Int(other.term)].part
                // Two readings of one word stand at one place.
                guard part != otherPart, distance > 0 else { continue }
                nearness[part] += 1 / Float(distance)
                nearness[otherPart] += 1 / Float(distance)
            }
        }
        let lengths = pool.passages[passage]
        let statistics = pool.index.statistics
        let mean = max(statistics.titleMean + statistics.textMean, 1e-9)
        let length = Float(lengths.titleLength + lengths.textLength)
        let saturation = saturation * (1 - lengthPart + lengthPart * length / mean)
        var score: Float = 0
        for (part, near) in nearness.enumerated() where near > 0 {
            score += pool.query.weights[part] * near * (Self.saturation + 1) / (near + saturation)
        }
        return score
    }
}
