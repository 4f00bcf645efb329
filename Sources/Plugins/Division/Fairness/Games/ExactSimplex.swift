/// A linear program in standard form, `minimize c·x` for `A x = b` and `x ≥ 0`, solved exactly by the revised simplex
/// method (Dantzig 1953). Columns may be made when they are needed, so that a program with thousands of them keeps only
/// its basis.
struct ExactSimplex {
    struct Column {
        /// Its place among all columns, for Bland's rule.
        let number: Int
        let entries: [Rational]
        let cost: Rational

        /// What the objective changes by for each unit of it.
        func reducedCost(_ multipliers: [Rational]) -> Rational {
            var reduced = cost
            for (entry, multiplier) in zip(entries, multipliers) where !entry.isZero { reduced -= entry * multiplier }
            return reduced
        }
    }

    private(set) var basis: [Column]
    /// The values of the basis' variables, none below 0.
    private(set) var values: [Rational]
    private var inverse: [[Rational]]

    /// Begins at a vertex.
    ///
    /// - Precondition: the columns of `basis` are independent, and give no value below 0.
    init(basis: [Column], rightSide: [Rational]) {
        self.basis = basis
        let size = basis.count
        var rows = (0..<size).map { row in basis.map { $0.entries[row] } }
        var inverse = (0..<size).map { row in (0..<size).map { $0 == row ? Rational.one : .zero } }
        for column in 0..<size {
            guard let pivot = (column..<size).first(where: { !rows[$0][column].isZero }) else {
                preconditionFailure("the first basis is singular")
            }
            rows.swapAt(pivot, column)
            inverse.swapAt(pivot, column)
            let factor = Rational.one / rows[column][column]
            rows[column] = rows[column].map { $0 * factor }
            inverse[column] = inverse[column].map { $0 * factor }
            for row in 0..<size where row != column && !rows[row][column].isZero {
                let factor = rows[row][column]
                rows[row].subtract(factor, rows[column])
                inverse[row].subtract(factor, inverse[column])
            }
        }
        self.inverse = inverse
        values = inverse.map { $0.product(with: rightSide) }
        precondition(values.allSatisfy { !$0.isNegative }, "the first basis is not feasible")
    }

    /// The prices of the rows: the solution of the dual program, once it is solved.
    var multipliers: [Rational] {
        var sums = [Rational](repeating: .zero, count: basis.count)
        for (column, row) in zip(basis, inverse) where !column.cost.isZero { sums.subtract(-column.cost, row) }
        return sums
    }

    var objective: Rational { zip(basis, values).map { $0.cost * $1 }.sum() }

    /// The value of the variable of that column.
    func value(of number: Int) -> Rational {
        basis.firstIndex { $0.number == number }.map { values[$0] } ?? .zero
    }

    /// Goes to an optimal vertex; `false` if the objective has no least value.
    ///
    /// - Parameter entering: a column whose reduced cost at these multipliers is below 0, or `nil` when there is none.
    ///   When `isCautious` the first such column must be taken, which ends every cycle (Bland, Mathematics of Operations
    ///   Research 2, 1977); otherwise any, best the cheapest.
    mutating func minimize<Stop: Error>(
        entering: (_ multipliers: [Rational], _ isCautious: Bool) throws(Stop) -> Column?
    ) throws(Stop) -> Bool {
        var stalls = 0
        while let column = try entering(multipliers, stalls > 2 * basis.count) {
            let direction = inverse.map { $0.product(with: column.entries) }
            guard let row = leavingRow(direction) else { return false }
            stalls = values[row].isZero ? stalls + 1 : 0
            pivot(row, column, direction)
        }
        return true
    }

    /// The row that bounds how far the new variable can grow; of several the one whose column stands first.
    private func leavingRow(_ direction: [Rational]) -> Int? {
        var best: (row: Int, ratio: Rational)?
        for row in direction.indices where direction[row].isPositive {
            let ratio = values[row] / direction[row]
            if let found = best, ratio > found.ratio { continue }
            if let found = best, ratio == found.ratio, basis[row].number > basis[found.row].number { continue }
            best = (row, ratio)
        }
        return best?.row
    }

    private mutating func pivot(_ row: Int, _ column: Column, _ direction: [Rational]) {
        let factor = Rational.one / direction[row]
        inverse[row] = inverse[row].map { $0.isZero ? $0 : $0 * factor }
        values[row] = values[row] * factor
        for other in direction.indices where other != row && !direction[other].isZero {
            inverse[other].subtract(direction[other], inverse[row])
            values[other] -= direction[other] * values[row]
        }
        basis[row] = column
    }
}

extension ExactSimplex {
    /// Solves a program whose columns are all there; `nil` if nothing satisfies it. The objective must be bounded.
    ///
    /// Begins with an artificial variable for each row, and drives them out first.
    static func solve(_ columns: [Column], rightSide: [Rational]) -> ExactSimplex? {
        let rows = rightSide.indices
        let artificial = rows.map { row in
            Column(
                number: columns.count + row,
                entries: rows.map { $0 != row ? .zero : rightSide[row].isNegative ? -1 : 1 },
                cost: 1
            )
        }
        var first = ExactSimplex(basis: artificial, rightSide: rightSide)
        let free = columns.map { Column(number: $0.number, entries: $0.entries, cost: .zero) }
        _ = first.minimize { (multipliers, isCautious) throws(Never) in
            choose(among: free, multipliers, isCautious)
        }
        guard first.objective.isZero else { return nil }
        // What is left of them stands for rows that say nothing new: they stay at 0, whatever enters.
        first.basis = first.basis.map { basic in
            basic.number < columns.count
                ? columns[basic.number] : Column(number: basic.number, entries: basic.entries, cost: .zero)
        }
        first.replaceArtificial(columns)
        let isBounded = first.minimize { (multipliers, isCautious) throws(Never) in
            choose(among: columns, multipliers, isCautious)
        }
        precondition(isBounded, "the objective has no least value")
        return first
    }

    /// Exchanges artificial variables, which are 0 now, for real ones wherever a column has a part in their row.
    private mutating func replaceArtificial(_ columns: [Column]) {
        for row in basis.indices where basis[row].number >= columns.count {
            for column in columns where !basis.contains(where: { $0.number == column.number }) {
                let direction = inverse.map { $0.product(with: column.entries) }
                guard !direction[row].isZero else { continue }
                pivot(row, column, direction)
                break
            }
        }
    }

    private static func choose(among columns: [Column], _ multipliers: [Rational], _ isCautious: Bool) -> Column? {
        if isCautious { return columns.first { $0.reducedCost(multipliers).isNegative } }
        var best: (column: Column, cost: Rational)?
        for column in columns {
            let cost = column.reducedCost(multipliers)
            if cost.isNegative, best.map({ cost < $0.cost }) ?? true { best = (column, cost) }
        }
        return best?.column
    }
}

extension [Rational] {
    func product(with other: [Rational]) -> Rational {
        var sum = Rational.zero
        for index in indices where !self[index].isZero && !other[index].isZero { sum += self[index] * other[index] }
        return sum
    }

    mutating func subtract(_ factor: Rational, _ other: [Rational]) {
        for index in indices where !other[index].isZero { self[index] -= factor * other[index] }
    }
}
