import JSON
import Wire

/// Divides goods between two who value them differently, by adjusted winner (Brams & Taylor, Fair Division, 1996): each
/// good goes to who values it more, then goods move to the other one in the order of how little that costs, until both
/// have the same; one good at most is split. Envy-free, equitable and efficient.
struct AdjustedWinner: Sendable {
    /// What the first party gets of each good: 0 … 1.
    let fractions: [Rational]
    /// What each has in points.
    let points: [Rational]
    /// The good that had to be split, if one had to be.
    let split: Int?

    /// - Parameter points: what each good is worth to the two; of the same sum for both.
    init(_ first: [Rational], _ second: [Rational]) throws(Failure) {
        guard first.count == second.count, !first.isEmpty else {
            throw .wrong("both parties must value the same goods, at least one", at: "/goods/points")
        }
        guard (first + second).allSatisfy({ !$0.isNegative }) else {
            throw .wrong("points must not be below 0", at: "/goods/points")
        }
        guard first.sum() == second.sum(), first.sum().isPositive else {
            throw .wrong(
                "the points add up to \(first.sum().shown) and \(second.sum().shown); both must give out the same sum",
                at: "/goods/points",
                hint: "each has 100 points to give, say"
            )
        }
        var fractions = zip(first, second).map { $0 > $1 ? Rational.one : .zero }
        func have(_ worths: [Rational], _ parts: [Rational]) -> Rational { worths.product(with: parts) }
        func difference() -> Rational {
            have(first, fractions) - have(second, fractions.map { 1 - $0 })
        }
        var split: Int?
        let firstLeads = difference().isPositive
        let (leader, other) = firstLeads ? (first, second) : (second, first)
        let movable = fractions.indices.filter { fractions[$0] == (firstLeads ? 1 : .zero) }
            .filter { leader[$0].isPositive || other[$0].isPositive }
        // leader/other ascending, without dividing by 0.
        let order = movable.sorted { left, right in
            let (one, two) = (leader[left] * other[right], leader[right] * other[left])
            return one != two ? one < two : left < right
        }
        for index in order {
            let lead = firstLeads ? difference() : -difference()
            guard lead.isPositive else { break }
            // Moving a part p of it changes the difference by p · (leader + other).
            let part = min(1, lead / (leader[index] + other[index]))
            fractions[index] = firstLeads ? 1 - part : part
            if part < 1 { split = index }
        }
        self.fractions = fractions
        self.split = split
        points = [have(first, fractions), have(second, fractions.map { 1 - $0 })]
    }
}
