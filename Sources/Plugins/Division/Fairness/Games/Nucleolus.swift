import BigInt
import Wire

/// The nucleolus: of all payoffs that give nobody less than what each has alone, the one whose largest excess (what a
/// coalition could reach, less what it gets) is least, then the second largest, and so on (Schmeidler, SIAM Journal on
/// Applied Mathematics 17, 1969). It always exists then, and is one payoff.
///
/// A chain of linear programs (Maschler, Peleg & Shapley, Mathematics of Operations Research 4, 1979): each makes the
/// largest excess that is still open as small as can be, and closes the coalitions with a price above 0, whose excess is
/// the same at every optimum. The programs are solved on their dual side, with one row for each player and one more, and
/// a column for each coalition that is made when it is wanted.
struct Nucleolus {
    /// What each player gets.
    let payoff: [Rational]
    /// The least largest excess: at most 0 when the core is not empty.
    let leastExcess: Rational

    /// 4,096 coalitions; seconds at worst.
    static let mostPlayers = 12

    /// Throws `invalidParams` for too many players, and when the players have more alone than all together; what
    /// `checkpoint` throws.
    init(of game: CoalitionGame, checkpoint: () throws(Failure) -> Void = { () throws(Failure) in }) throws(Failure) {
        try CoalitionGame.check(game.playerCount, most: Self.mostPlayers, for: "for the nucleolus")
        let count = game.playerCount
        let alone = (0..<count).map { game.worth(of: 1 << $0) }
        let all = game.worth(of: game.everybody)
        guard alone.sum() <= all else {
            throw .wrong(
                "each alone would have \(alone.sum().shown) in sum, more than the \(all.shown) that all have together",
                at: "/game",
                hint: "no payoff gives everybody as much as alone, so there is no nucleolus"
            )
        }
        var chain = Chain(game)
        while chain.rank < count {
            try chain.advance(checkpoint)
        }
        payoff = chain.payoff.map { $0 / Rational(game.scale) }
        leastExcess = count == 1 ? .zero : chain.leastExcess / Rational(game.scale)
    }
}

/// What the programs have closed so far.
private struct Chain {
    let game: CoalitionGame
    /// Coalitions whose payoff is settled, independent of each other, with that payoff; first everybody.
    var closed: [(coalition: Int, payoff: Rational)]
    var rank: Int { closed.count }
    /// By coalition: whether its payoff follows from those that are closed.
    var isSettled: [Bool]
    var payoff: [Rational]
    var leastExcess = Rational.zero

    init(_ game: CoalitionGame) {
        self.game = game
        closed = [(game.everybody, Rational(game.worths[game.everybody]))]
        payoff = [Rational](repeating: Rational(game.worths[game.everybody]), count: 1)
        isSettled = []
        settle()
    }

    private var count: Int { game.playerCount }

    mutating func advance(_ checkpoint: () throws(Failure) -> Void) throws(Failure) {
        guard let first = game.coalitions.first(where: { !isSettled[$0] }) else {
            preconditionFailure("coalitions are open while the payoff is not settled")
        }
        let excluded = first.trailingZeroBitCount
        let alone = (0..<count).filter { $0 != excluded }.map { bound($0) }
        let rightSide = [Rational](repeating: .zero, count: count) + [1]
        var program = ExactSimplex(basis: [open(first), settled(0, sign: -1)] + alone, rightSide: rightSide)
        _ = try program.minimize { (multipliers, isCautious) throws(Failure) in
            try checkpoint()
            return entering(multipliers, isCautious)
        }
        let multipliers = program.multipliers
        payoff = multipliers.prefix(count).map { -$0 }
        if rank == 1 { leastExcess = -multipliers[count] }
        let sums = CoalitionGame.sums(over: payoff)
        for (column, value) in zip(program.basis, program.values)
        where value.isPositive && game.coalitions.contains(column.number) && !isSettled[column.number] {
            closed.append((column.number, sums[column.number]))
            settle()
        }
    }

    // The columns: numbers below 2ⁿ are open coalitions, then come the players' bounds, then the closed ones, twice.

    private func open(_ coalition: Int) -> ExactSimplex.Column {
        ExactSimplex.Column(
            number: coalition,
            entries: members(coalition, 1) + [1],
            cost: Rational(-game.worths[coalition])
        )
    }

    private func bound(_ player: Int) -> ExactSimplex.Column {
        ExactSimplex.Column(
            number: game.worths.count + player,
            entries: members(1 << player, 1) + [.zero],
            cost: Rational(-game.worths[1 << player])
        )
    }

    private func settled(_ index: Int, sign: Int) -> ExactSimplex.Column {
        ExactSimplex.Column(
            number: game.worths.count + count + 2 * index + (sign > 0 ? 0 : 1),
            entries: members(closed[index].coalition, sign) + [.zero],
            cost: closed[index].payoff * Rational(whole: -sign)
        )
    }

    private func members(_ coalition: Int, _ sign: Int) -> [Rational] {
        (0..<count).map { coalition >> $0 & 1 == 1 ? Rational(whole: sign) : .zero }
    }

    private func entering(_ multipliers: [Rational], _ isCautious: Bool) -> ExactSimplex.Column? {
        if let coalition = cheapest(multipliers, isCautious) { return open(coalition) }
        for player in 0..<count {
            let column = bound(player)
            if column.reducedCost(multipliers).isNegative { return column }
        }
        for index in closed.indices {
            for sign in [1, -1] {
                let column = settled(index, sign: sign)
                if column.reducedCost(multipliers).isNegative { return column }
            }
        }
        return nil
    }

    /// The open coalition whose payoff is farthest below its worth and the level; the first one below when `isCautious`.
    private func cheapest(_ multipliers: [Rational], _ isCautious: Bool) -> Int? {
        let scale = multipliers.commonDenominator
        let whole = multipliers.map { -$0.whole(in: scale) }
        let greatest = (game.worths.map(\.magnitude).max() ?? 0) * scale.magnitude
        let reach = whole.reduce(greatest) { $0 + $1.magnitude }
        if reach.bitWidth < 126 {
            return cheapest(
                whole.map { Int128($0) },
                scale: Int128(scale),
                worths: game.worths.map { Int128($0) },
                isCautious
            )
        }
        return cheapest(whole, scale: scale, worths: game.worths, isCautious)
    }

    private func cheapest<Number: SignedInteger>(
        _ payoff: [Number],
        scale: Number,
        worths: [Number],
        _ isCautious: Bool
    ) -> Int? {
        // The last of the negated multipliers is the largest excess, as it is so far.
        let level = payoff[count]
        let sums = CoalitionGame.sums(over: Array(payoff.prefix(count)))
        var best: (coalition: Int, cost: Number)?
        for coalition in game.coalitions where !isSettled[coalition] {
            let cost = sums[coalition] - scale * worths[coalition] + level
            guard cost < 0 else { continue }
            if isCautious { return coalition }
            if best.map({ cost < $0.cost }) ?? true { best = (coalition, cost) }
        }
        return best?.coalition
    }

    /// Marks what follows from the closed coalitions: those that are at right angles to everything that the closed ones
    /// are at right angles to.
    private mutating func settle() {
        var isSettled = [Bool](repeating: true, count: game.worths.count)
        for vector in nullSpace() {
            let sums = CoalitionGame.sums(over: vector)
            for coalition in game.coalitions where !sums[coalition].isZero { isSettled[coalition] = false }
        }
        self.isSettled = isSettled
    }

    /// A basis of the vectors at right angles to all closed coalitions.
    private func nullSpace() -> [[Rational]] {
        var rows: [[Rational]] = []
        var pivots: [Int] = []
        for (coalition, _) in closed {
            var row = members(coalition, 1)
            for (pivot, other) in zip(pivots, rows) where !row[pivot].isZero { row.subtract(row[pivot], other) }
            guard let pivot = row.firstIndex(where: { !$0.isZero }) else { continue }
            let factor = Rational.one / row[pivot]
            row = row.map { $0 * factor }
            for index in rows.indices where !rows[index][pivot].isZero {
                rows[index].subtract(rows[index][pivot], row)
            }
            rows.append(row)
            pivots.append(pivot)
        }
        return (0..<count).filter { !pivots.contains($0) }.map { free in
            var vector = [Rational](repeating: .zero, count: count)
            vector[free] = 1
            for (pivot, row) in zip(pivots, rows) { vector[pivot] = -row[free] }
            return vector
        }
    }
}
