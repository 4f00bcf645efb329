import JSON
import Wire

/// Sealed bids (Knaster; Steinhaus, Econometrica 17, 1949): each good goes to the highest bidder, everybody is owed an
/// even part of the own bids, and what is then left in money is shared evenly.
struct Knaster: Sendable {
    /// Who gets each good; of equal bids the first.
    let winners: [Int]
    /// What each bidder thinks to be owed.
    let fairShares: [Rational]
    /// What is left when everybody has got that.
    let surplus: Rational
    /// What each receives in money; below 0: pays. Together 0.
    let payments: [Rational]

    /// - Parameter bids: for each bidder, in money, one for each good.
    init(bids: [[Rational]]) throws(Failure) {
        guard let count = bids.first?.count, count > 0, bids.allSatisfy({ $0.count == count }) else {
            throw .wrong("every bidder must bid for the same goods, at least one", at: "/goods/bids")
        }
        guard bids.allSatisfy({ $0.allSatisfy { !$0.isNegative } }) else {
            throw .wrong("a bid must not be below 0", at: "/goods/bids")
        }
        let winners = (0..<count).map { good in
            bids.indices.reduce(0) { bids[$1][good] > bids[$0][good] ? $1 : $0 }
        }
        let received = bids.indices.map { bidder in
            winners.indices.filter { winners[$0] == bidder }.map { bids[bidder][$0] }.sum()
        }
        let fairShares = bids.map { $0.sum() / bids.count }
        let surplus = received.sum() - fairShares.sum()
        self.winners = winners
        self.fairShares = fairShares
        self.surplus = surplus
        payments = bids.indices.map { fairShares[$0] + surplus / bids.count - received[$0] }
    }
}
