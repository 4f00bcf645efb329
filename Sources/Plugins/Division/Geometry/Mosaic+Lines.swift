import Glibc

extension Mosaic {
    /// Where the holder changes between two points, to a centimetre, and whether a third one comes between them.
    mutating func crossing(from start: Vector, _ left: Int, to end: Vector, _ right: Int) -> (
        point: Vector, hasThird: Bool
    ) {
        let along = end - start
        let low = field.difference(left, right, start)
        let high = field.difference(left, right, end)
        var part = 0.5
        if low <= 0, high > 0 {
            part = root(0, low, 1, high, width: 0.01 / max(along.length, 0.01)) { (mosaic, part) in
                mosaic.field.difference(left, right, Ellipsoid.surface(near: start + part * along))
            }
        }
        let point = Ellipsoid.surface(near: start + part * along)
        let own = field.weighted(field.distance(left, point), left)
        return (point, field.lowest(except: left, right, point, under: own - 0.02) != nil)
    }

    /// The point in a small triangle at which the claims of three are equal: by Newton's method, else its middle.
    mutating func meeting(_ states: [Int], _ corners: [Vector]) -> Vector {
        let middle = Ellipsoid.surface(near: 1 / 3 * (corners[0] + corners[1] + corners[2]))
        let reach = 2 * (corners[0] - middle).length
        var point = middle
        for _ in 0..<12 {
            let values = states.map { field.value($0, point) }
            let up = Ellipsoid.normal(point)
            let forward = (corners[0] - middle).flattened(along: up).unit
            let leftward = up.cross(forward)
            let first = values[0].gradient - values[1].gradient
            let second = values[0].gradient - values[2].gradient
            let (a, b) = (first.dot(forward), first.dot(leftward))
            let (c, d) = (second.dot(forward), second.dot(leftward))
            let determinant = a * d - b * c
            guard determinant.magnitude > 1e-9 else { return middle }
            let firstGap = values[1].value - values[0].value
            let secondGap = values[2].value - values[0].value
            let ahead = (firstGap * d - secondGap * b) / determinant
            let aside = (a * secondGap - c * firstGap) / determinant
            point = Ellipsoid.surface(near: point + ahead * forward + aside * leftward)
            guard (point - middle).length <= reach else { return middle }
            if ahead.magnitude + aside.magnitude < 1e-5 { return point }
        }
        return middle
    }

    /// The same line with so many points between that no edge is off by more than the tolerance.
    mutating func refined(_ points: [Vector], _ left: Int, _ right: Int) -> [Vector] {
        let points = Self.thinned(points, 0.1 * options.tolerance)
        var refined = [points[0]]
        for (start, end) in zip(points, points.dropFirst()) {
            refine(from: start, to: end, left, right, depth: 0, into: &refined)
            refined.append(end)
        }
        return refined
    }

    /// Without points that lie as good as on the way between their neighbours.
    private static func thinned(_ points: [Vector], _ tolerance: Double) -> [Vector] {
        guard points.count > 2 else { return points }
        var kept = [points[0]]
        for index in 1..<(points.count - 1) {
            let last = kept[kept.count - 1]
            let foot = EdgeIndex.Edge(from: last, to: points[index + 1]).foot(of: points[index])
            let isNear = (foot - points[index]).length < tolerance
            if isNear, (points[index] - last).length < 20 || (points[index + 1] - points[index]).length < 20 {
                continue
            }
            kept.append(points[index])
        }
        kept.append(points[points.count - 1])
        return kept
    }

    private mutating func refine(
        from start: Vector,
        to end: Vector,
        _ left: Int,
        _ right: Int,
        depth: Int,
        into points: inout [Vector]
    ) {
        let chord = end - start
        let length = chord.length
        guard length > 2 * options.tolerance, depth < 16 else { return }
        let middle = Ellipsoid.surface(near: 0.5 * (start + end))
        // To the left.
        let across = Ellipsoid.normal(middle).cross(chord).unit
        guard let offset = offset(middle, across, length, left, right) else { return }
        let point = Ellipsoid.surface(near: middle + offset * across)
        guard offset.magnitude > options.tolerance else {
            // An arc is off most in its middle: with the middle, what is left is a quarter.
            points.append(point)
            return
        }
        refine(from: start, to: point, left, right, depth: depth + 1, into: &points)
        points.append(point)
        refine(from: point, to: end, left, right, depth: depth + 1, into: &points)
    }

    /// How far to the left of `middle` the line passes.
    private mutating func offset(
        _ middle: Vector,
        _ across: Vector,
        _ length: Double,
        _ left: Int,
        _ right: Int
    ) -> Double? {
        let value = field.difference(left, right, middle)
        if value == 0 { return 0 }
        // Positive: the water is the right one's, so the line is to the left.
        let sign: Double = value > 0 ? 1 : -1
        var (near, nearValue) = (0.0, value)
        var reach = max(min(value.magnitude, 0.3 * length), 0.02 * length)
        while reach < 0.8 * length {
            let value = field.difference(left, right, Ellipsoid.surface(near: middle + sign * reach * across))
            if (value > 0) != (nearValue > 0) {
                let width = min(0.02, 0.02 * options.tolerance + 1e-4 * length)
                return root(sign * near, nearValue, sign * reach, value, width: width) { (mosaic, offset) in
                    mosaic.field.difference(left, right, Ellipsoid.surface(near: middle + offset * across))
                }
            }
            (near, nearValue) = (reach, value)
            reach *= 2.5
        }
        return nil
    }

    /// Where a function changes its sign between two places: by the Illinois method, and by halves where that is slow, as
    /// in a jump.
    mutating func root(
        _ start: Double,
        _ startValue: Double,
        _ end: Double,
        _ endValue: Double,
        width: Double,
        _ function: (inout Mosaic, Double) -> Double
    ) -> Double {
        var (low, lowValue, high, highValue) = (start, startValue, end, endValue)
        var side = 0
        for round in 0..<80 {
            guard (high - low).magnitude > width else { break }
            var middle = (low * highValue - high * lowValue) / (highValue - lowValue)
            if round > 4, round % 2 == 1 { middle = 0.5 * (low + high) }
            let value = function(&self, middle)
            // Values are metres, and grow by up to two of these for each one of the way.
            if value.magnitude < 1e-3 { return middle }
            if (value > 0) == (lowValue > 0) {
                (low, lowValue) = (middle, value)
                if side == 1 { highValue /= 2 }
                side = 1
            } else {
                (high, highValue) = (middle, value)
                if side == -1 { lowValue /= 2 }
                side = -1
            }
        }
        return 0.5 * (low + high)
    }
}
