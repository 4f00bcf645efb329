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
        let scale = worths.commonDenominator
        self.init(playerCount: playerCount, worths: worths.map { $0.whole(in: scale) }, scale: scale)
    }

    private init(playerCount: Int, worths: [BigInt], scale: BigInt) {
        self.playerCount = playerCount
        self.worths = worths
        self.scale = scale
    }

    /// A game in which a coalition's worth hangs on the sum of what its members bring, and on a level.
    ///
    /// - Parameter worth: of that sum; both numbers, the level and the worth in parts of which `unit` are one.
    init(
        additive parts: [Rational],
        level: Rational,
        _ worth: (_ inside: BigInt, _ level: BigInt, _ unit: BigInt) -> BigInt
    ) throws(Failure) {
        try Self.check(parts.count)
        let unit = (parts + [level]).commonDenominator
        let level = level.whole(in: unit)
        let sums = Self.sums(over: parts.map { $0.whole(in: unit) })
        self.init(
            playerCount: parts.count,
            worths: [0] + sums.dropFirst().map { worth($0, level, unit) },
            scale: unit
        )
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
        return try CoalitionGame(additive: weights, level: quota) { inside, quota, unit in inside >= quota ? unit : 0 }
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
        CoalitionGame(playerCount: playerCount, worths: worths.map { -$0 }, scale: scale)
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
