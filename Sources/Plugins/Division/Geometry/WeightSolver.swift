import Wire

/// Finds the weights with which lines of equal distance yield given shares.
///
/// With additive weights the areas are the gradient of a concave function (semi-discrete optimal transport: F. Aurenhammer,
/// F. Hoffmann, B. Aronov, Algorithmica 20, 1998), so Newton's method with damping finds the one solution; its matrix is
/// made of the lengths of the lines (J. Kitagawa, Q. Mérigot, B. Thibert, J. Eur. Math. Soc. 21, 2019).
struct WeightSolver {
    struct Solution: Sendable {
        /// In metres; the last state that takes part has 0.
        let weights: [Double]
        let partition: Partition
        /// The largest difference between a share and what was asked for.
        let error: Double
    }

    let domain: Domain
    let coasts: Coasts
    let islands: IslandEffect
    let states: [Int]
    let checkpoint: () throws(Failure) -> Void

    /// - Parameter targets: shares of the domain by state; together 1.
    func solve(_ targets: [Double]) throws(Failure) -> Solution {
        let total = domain.area
        var weights = [Double](repeating: 0, count: targets.count)
        var (partition, matrix) = try divide(weights, isCoarse: true)
        var isCoarse = true
        for _ in 0..<60 {
            let error = Self.error(partition.areas, targets, total)
            if isCoarse, error < 1e-4 {
                isCoarse = false
                (partition, matrix) = try divide(weights, isCoarse: false)
                continue
            }
            if error < 5e-7 { break }
            guard let change = step(matrix, partition.areas, targets, total) else { break }
            var factor = 1.0
            var isBetter = false
            for _ in 0..<(isCoarse ? 12 : 3) {
                let tried = zip(weights, change).map { $0 + factor * $1 }
                let (next, nextMatrix) = try divide(tried, isCoarse: isCoarse)
                let hasAll = states.allSatisfy { targets[$0] == 0 || next.areas[$0] > 0 }
                if hasAll, Self.error(next.areas, targets, total) < error * (1 - 0.1 * factor) {
                    (weights, partition, matrix) = (tried, next, nextMatrix)
                    isBetter = true
                    break
                }
                factor /= 2
            }
            if !isBetter {
                guard isCoarse else { break }
                isCoarse = false
                (partition, matrix) = try divide(weights, isCoarse: false)
            }
        }
        let last = states.last.map { weights[$0] } ?? 0
        return Solution(
            weights: weights.map { $0 - last },
            partition: partition,
            error: Self.error(partition.areas, targets, total)
        )
    }

    private static func error(_ areas: [Double], _ targets: [Double], _ total: Double) -> Double {
        zip(areas, targets).map { ($0 / total - $1).magnitude }.max() ?? 0
    }

    private func divide(_ weights: [Double], isCoarse: Bool) throws(Failure) -> (Partition, [[Double]]) {
        let isEven = weights.allSatisfy { $0 == 0 }
        let field = DistanceField(
            coasts,
            weighting: isEven ? .none : .additive(weights),
            islands: islands,
            states: states
        )
        let options =
            isCoarse
            ? Mosaic.Options(tolerance: 20, widest: 10_000, ratio: 0.5, finest: 50) : Mosaic.Options(tolerance: 0.25)
        var mosaic = Mosaic(domain, field: field, options: options, checkpoint: checkpoint)
        let partition = try mosaic.partition()
        return (partition, Self.matrix(partition, &mosaic.field, weights.count))
    }

    /// How the areas change with the weights: a line moves by the change over the slope of the difference.
    private static func matrix(_ partition: Partition, _ field: inout DistanceField, _ count: Int) -> [[Double]] {
        var matrix = [[Double]](repeating: [Double](repeating: 0, count: count + 1), count: count + 1)
        for line in partition.lines {
            var sum = 0.0
            for (start, end) in zip(line.points, line.points.dropFirst()) {
                let middle = Ellipsoid.surface(near: 0.5 * (start + end))
                let slope = field.value(line.left, middle).gradient - field.value(line.right, middle).gradient
                sum += (end - start).length / max(slope.length, 0.01)
            }
            matrix[line.left][line.right] -= sum
            matrix[line.right][line.left] -= sum
            matrix[line.left][line.left] += sum
            matrix[line.right][line.right] += sum
        }
        return matrix
    }

    /// Newton's step, with the last state's weight kept: Gauss's elimination.
    private func step(_ matrix: [[Double]], _ areas: [Double], _ targets: [Double], _ total: Double) -> [Double]? {
        let free = states.dropLast().filter { matrix[$0][$0] > 0 }
        var rows = free.map { row in free.map { matrix[row][$0] } + [targets[row] * total - areas[row]] }
        for pivot in rows.indices {
            guard let best = (pivot..<rows.count).max(by: { rows[$0][pivot].magnitude < rows[$1][pivot].magnitude }),
                rows[best][pivot].magnitude > 1e-9
            else { return nil }
            rows.swapAt(pivot, best)
            for row in rows.indices where row != pivot {
                let factor = rows[row][pivot] / rows[pivot][pivot]
                for column in pivot...free.count { rows[row][column] -= factor * rows[pivot][column] }
            }
        }
        var change = [Double](repeating: 0, count: targets.count)
        for (index, state) in free.enumerated() { change[state] = rows[index][free.count] / rows[index][index] }
        return change
    }
}
