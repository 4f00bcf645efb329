import BigInt
import JSON
import Wire

/// A game with transferable utility: what every coalition of players can reach by itself (von Neumann & Morgenstern 1944).
struct CoalitionGame: Sendable {
    let playerCount: Int
    /// By the bits of the coalition; 0 for nobody. In units of `1/scale`.
    let worths: [BigInt]
    /// Positive.
    let scale: BigInt

    /// 65,536 coalitions: the Shapley value takes about a tenth of a second.
    static let mostPlayers = 16

    /// - Parameter worth: in the order of the coalitions' bits; the first one, nobody's, counts as 0.
    init(playerCount: Int, worths: [Rational]) {
        precondition(worths.count == 1 << playerCount, "a worth for each coalition")
        var scale: BigInt = 1
        for worth in worths where (scale % worth.denominator).signum() != 0 {
            scale = scale / scale.greatestCommonDivisor(with: worth.denominator) * worth.denominator
        }
        self.playerCount = playerCount
        self.scale = scale
        self.worths = worths.map { $0.numerator * (scale / $0.denominator) }
    }

    /// A game in which a coalition's worth hangs on the sum of what its members bring.
    init(additive parts: [Rational], _ worth: (Rational) -> Rational) throws(Failure) {
        try Self.check(parts.count)
        let sums = Self.sums(over: parts)
        self.init(playerCount: parts.count, worths: [.zero] + sums.dropFirst().map(worth))
    }

    /// A weighted vote: a coalition wins 1 when its weights reach the quota.
    static func voting(weights: [Rational], quota: Rational) throws(Failure) -> CoalitionGame {
        if let index = weights.firstIndex(where: \.isNegative) {
            throw .wrong("a weight must not be below 0, found \(weights[index])", at: "/game/weights/\(index)")
        }
        guard quota.isPositive, quota <= weights.sum() else {
            throw .wrong(
                "'quota' must be above 0 and at most the sum of the weights, \(weights.sum().shown); found "
                    + quota.shown,
                at: "/game/quota",
                hint: "otherwise nobody decides anything, or nobody can"
            )
        }
        return try CoalitionGame(additive: weights) { $0 >= quota ? 1 : 0 }
    }

    /// Who needs at most so long a runway: a coalition costs what its largest member costs (Littlechild & Owen 1973).
    static func airport(costs: [Rational]) throws(Failure) -> CoalitionGame {
        try check(costs.count)
        var worths = [Rational](repeating: .zero, count: 1 << costs.count)
        for coalition in worths.indices.dropFirst() {
            let last = coalition.bitWidth - 1 - coalition.leadingZeroBitCount
            worths[coalition] = max(worths[coalition & ~(1 << last)], costs[last])
        }
        return CoalitionGame(playerCount: costs.count, worths: worths)
    }

    static func check(_ count: Int, most: Int = mostPlayers, for what: String = "its") throws(Failure) {
        guard count >= 1 else { throw .wrong("a game needs players", at: "/game") }
        guard count <= most else {
            throw .wrong(
                "\(count) players are too many: \(what) coalitions double with each, and at most \(most) are computed",
                at: "/game",
                hint: "join players that always act together"
            )
        }
    }

    var coalitions: Range<Int> { 1..<worths.count }

    var everybody: Int { worths.count - 1 }

    func worth(of coalition: Int) -> Rational { Rational(worths[coalition], scale) }

    /// With gains for costs and costs for gains.
    var negated: CoalitionGame {
        CoalitionGame(playerCount: playerCount, worths: worths.map { Rational(-$0, scale) })
    }

    /// The sum of the parts of each coalition's members.
    static func sums<Number: AdditiveArithmetic>(over parts: [Number]) -> [Number] {
        var sums = [Number](repeating: .zero, count: 1 << parts.count)
        for coalition in sums.indices.dropFirst() {
            let member = coalition.trailingZeroBitCount
            sums[coalition] = sums[coalition & (coalition - 1)] + parts[member]
        }
        return sums
    }
}
