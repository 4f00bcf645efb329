import JSON
import Wire

/// A sum that parties may share as they like; when they don't agree each gets its part of `disagreement`.
struct Pie: Sendable {
    let size: Rational
    let disagreement: [Rational]
    /// Bargaining power, each above 0.
    let weights: [Rational]?
    /// The most that each can hope for.
    let utopia: [Rational]?

    /// Throws `invalidParams` when there is nothing to gain together, or when everybody's hopes can be met at once.
    init(
        size: Rational,
        disagreement: [Rational],
        weights: [Rational]? = nil,
        utopia: [Rational]? = nil
    ) throws(Failure) {
        guard !disagreement.isEmpty else { throw .wrong("there is nobody to bargain", at: "/bargain/disagreement") }
        guard size >= disagreement.sum() else {
            throw .wrong(
                "without agreement all have \(disagreement.sum().shown) together, more than the \(size.shown) to share",
                at: "/bargain/pie",
                hint: "an agreement must be worth at least as much as none"
            )
        }
        if let index = weights?.firstIndex(where: { !$0.isPositive }) {
            throw .wrong("a weight must be above 0", at: "/bargain/weights/\(index)")
        }
        if let utopia, let index = utopia.indices.first(where: { utopia[$0] < disagreement[$0] }) {
            throw .wrong(
                "'utopia' must be nowhere below 'disagreement', found \(utopia[index].shown) below "
                    + disagreement[index].shown,
                at: "/bargain/utopia/\(index)"
            )
        }
        if let utopia, utopia.sum() < size {
            throw .wrong(
                "the hopes add up to \(utopia.sum().shown), less than the \(size.shown) to share",
                at: "/bargain/utopia",
                hint: "all of them can be met at once, so there is nothing to bargain about"
            )
        }
        self.size = size
        self.disagreement = disagreement
        self.weights = weights
        self.utopia = utopia
    }

    private var surplus: Rational { size - disagreement.sum() }

    /// What each gets, in closed form; `nil` for the rule that needs a frontier.
    func shares(by rule: BargainingRule) -> [Rational]? {
        switch rule {
        case .nash: shares(inProportionTo: weights ?? disagreement.map { _ in 1 })
        case .egalitarian: shares(inProportionTo: disagreement.map { _ in 1 })
        case .kalaiSmorodinsky:
            // Without hopes of their own each can hope for all that is above the others' disagreement.
            shares(inProportionTo: utopia.map { zip($0, disagreement).map { $0 - $1 } } ?? disagreement.map { _ in 1 })
        case .equalArea: nil
        }
    }

    private func shares(inProportionTo weights: [Rational]) -> [Rational] {
        let sum = weights.sum()
        guard !sum.isZero else { return disagreement }
        return zip(disagreement, weights).map { $0 + $1 * surplus / sum }
    }
}
