import JSON
import Wire

/// Goods that change hands whole, each worth something of its own to everybody (Nash, Econometrica 18, 1950, has such an
/// example).
struct Barter: Sendable {
    struct Good: Sendable {
        let name: String
        let owner: Int
        /// To each party.
        let worths: [Rational]
    }

    let parties: [String]
    let goods: [Good]

    struct Outcome: Sendable {
        /// Who has each good then.
        let owners: [Int]
        let utilities: [Rational]
        let product: Rational
    }

    /// So many ways to hand goods over are looked at.
    static let mostWays = 1 << 20

    /// What everybody has without agreement.
    var disagreement: [Rational] {
        parties.indices.map { party in goods.filter { $0.owner == party }.map { $0.worths[party] }.sum() }
    }

    /// The outcome with the greatest product of gains among those where nobody loses; of several the one that moves the
    /// fewest goods, and then the first.
    ///
    /// Complexity: O(n^goods), which must be at most `mostWays`.
    func nash(_ checkpoint: () throws(Failure) -> Void = { () throws(Failure) in }) throws(Failure) -> Outcome {
        var ways = 1
        for _ in goods {
            ways *= parties.count
            guard ways <= Self.mostWays else {
                throw .wrong(
                    "\(goods.count) goods among \(parties.count) can be handed over in more than \(Self.mostWays) ways",
                    at: "/bargain/goods",
                    hint: "join goods that belong together"
                )
            }
        }
        let start = disagreement
        var utilities = start
        var owners = goods.map(\.owner)
        var best = Outcome(owners: owners, utilities: start, product: .zero)
        var fewest = 0
        for way in 1..<max(2, ways) where ways > 1 {
            if way & 0xFF == 0 { try checkpoint() }
            // Counts in base n, from the owners on, and keeps the sums up.
            var index = 0
            repeat {
                let good = goods[index]
                utilities[owners[index]] -= good.worths[owners[index]]
                owners[index] = (owners[index] + 1) % parties.count
                utilities[owners[index]] += good.worths[owners[index]]
                guard owners[index] == good.owner else { break }
                index += 1
            } while index < goods.count
            var product = Rational.one
            for (utility, before) in zip(utilities, start) where product.isPositive {
                product = utility > before ? product * (utility - before) : .zero
            }
            guard product.isPositive, product >= best.product else { continue }
            let moved = zip(owners, goods).count { $0 != $1.owner }
            guard product > best.product || moved < fewest else { continue }
            best = Outcome(owners: owners, utilities: utilities, product: product)
            fewest = moved
        }
        return best
    }
}
