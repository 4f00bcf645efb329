import Glibc

extension Tracer {
    /// The next point of a line: where a circle around the last one crosses it, in front.
    mutating func step(_ walk: LineWalk, by radius: Double) -> Vector? {
        let circle = Circle(around: walk.point, radius: radius, forward: walk.forward)
        return crossing(of: circle, walk.left, walk.right)
    }

    /// Whether the line between two of its points stays near the chord; otherwise a bay of it may have been passed over.
    mutating func isStraight(_ walk: LineWalk, to next: Vector) -> Bool {
        let middle = 0.5 * (walk.point + next)
        let aside = Ellipsoid.normal(middle).cross(next - walk.point)
        for part in [0.1, 0.3] {
            let left = Ellipsoid.surface(near: middle + part * aside)
            let right = Ellipsoid.surface(near: middle - part * aside)
            guard field.difference(walk.left, walk.right, left) <= 0,
                field.difference(walk.left, walk.right, right) >= 0
            else { return false }
        }
        return true
    }

    /// Where a circle crosses from the water of `right` to that of `left`, counter-clockwise, nearest to its front.
    /// - Parameter limit: how far from its front, in radians.
    mutating func crossing(of circle: Circle, _ left: Int, _ right: Int, within limit: Double = .pi) -> Vector? {
        var low = -min(0.3, limit)
        var high = min(0.3, limit)
        var lowValue = field.difference(left, right, circle.point(low))
        var highValue = field.difference(left, right, circle.point(high))
        // Where both are on one side, the line turns: further around, to that side.
        let turns = [0.7, 1.2, 1.8, 2.4, 2.9].filter { $0 < limit } + (limit < 2.9 ? [limit] : [])
        if lowValue > 0, highValue > 0 {
            for turn in turns where highValue > 0 {
                (low, lowValue) = (high, highValue)
                high = turn
                highValue = field.difference(left, right, circle.point(high))
            }
        } else if lowValue <= 0, highValue <= 0 {
            for turn in turns where lowValue <= 0 {
                (high, highValue) = (low, lowValue)
                low = -turn
                lowValue = field.difference(left, right, circle.point(low))
            }
        }
        guard lowValue > 0, highValue <= 0 else { return nil }
        let angle = root(low, lowValue, high, highValue, width: min(0.01, 0.001 * circle.radius) / circle.radius) {
            (tracer, angle) in tracer.field.difference(left, right, circle.point(angle))
        }
        return circle.point(angle)
    }

    /// Where `function` goes from positive at `low` to negative at `high`: by the Illinois method, with bisection where
    /// that is slow (as in a jump).
    mutating func root(
        _ low: Double,
        _ lowValue: Double,
        _ high: Double,
        _ highValue: Double,
        width: Double,
        _ function: (inout Tracer, Double) -> Double
    ) -> Double {
        var (low, lowValue, high, highValue) = (low, lowValue, high, highValue)
        var side = 0
        for round in 0..<80 {
            guard (high - low).magnitude > width else { break }
            var middle = (low * highValue - high * lowValue) / (highValue - lowValue)
            if round > 6, round % 2 == 1 { middle = 0.5 * (low + high) }
            let value = function(&self, middle)
            if value.magnitude < 1e-4 * width { return middle }
            if value > 0 {
                if (middle - low).magnitude < 0.1 * width {
                    // Looked at from this side it is found; the other side is closed in on at once.
                    let beyond = middle + (high > low ? 0.5 : -0.5) * width
                    let beyondValue = function(&self, beyond)
                    if beyondValue <= 0 { return middle }
                }
                (low, lowValue) = (middle, value)
                if side == 1 { highValue /= 2 }
                side = 1
            } else {
                if (high - middle).magnitude < 0.1 * width {
                    let before = middle - (high > low ? 0.5 : -0.5) * width
                    let beforeValue = function(&self, before)
                    if beforeValue > 0 { return middle }
                }
                (high, highValue) = (middle, value)
                if side == -1 { lowValue /= 2 }
                side = -1
            }
        }
        return 0.5 * (low + high)
    }

    /// The first point of a line that begins at a node.
    mutating func firstPoint(of start: Int, _ walk: LineWalk, within halfAngle: Double) -> Vector? {
        let node = nodes[start]
        guard node.isOnShore else {
            let radius = min(1, 0.3 * clearance(node.point))
            return Ellipsoid.surface(near: node.point + radius * walk.forward)
        }
        for radius in [0.25, 0.05, 0.5] {
            let circle = Circle(around: node.point, radius: radius, forward: walk.forward)
            if let point = crossing(of: circle, walk.left, walk.right, within: halfAngle) { return point }
        }
        return nil
    }

    // MARK: Between the steps

    /// The same line with so many points between that no edge is off by more than the tolerance.
    mutating func refined(_ points: [Vector], _ left: Int, _ right: Int) -> [Vector] {
        var refined = [points[0]]
        for (start, end) in zip(points, points.dropFirst()) {
            refine(from: start, to: end, left, right, depth: 0, into: &refined)
            refined.append(end)
        }
        return refined
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
                let find = { (tracer: inout Tracer, offset: Double) in
                    tracer.field.difference(left, right, Ellipsoid.surface(near: middle + offset * across))
                }
                return sign > 0
                    ? root(near, nearValue, reach, value, width: width, find)
                    : root(-reach, value, -near, nearValue, width: width, find)
            }
            (near, nearValue) = (reach, value)
            reach *= 2.5
        }
        return nil
    }
}

/// A circle on the ground, with angles counter-clockwise from its front.
struct Circle {
    let radius: Double
    private let centre: Vector
    private let forward: Vector
    private let leftward: Vector

    init(around centre: Vector, radius: Double, forward: Vector) {
        self.centre = centre
        self.radius = radius
        let up = Ellipsoid.normal(centre)
        self.forward = forward.flattened(along: up).unit
        leftward = up.cross(self.forward)
    }

    func point(_ angle: Double) -> Vector {
        Ellipsoid.surface(near: centre + radius * direction(angle))
    }

    func direction(_ angle: Double) -> Vector { cos(angle) * forward + sin(angle) * leftward }
}
