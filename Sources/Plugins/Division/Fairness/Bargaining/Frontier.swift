import JSON
import Wire

/// What two parties can reach together: everything below the upper right hull of some points (outcomes can be mixed by
/// lot), down to the disagreement.
struct Frontier: Sendable {
    struct Point: Sendable, Hashable {
        let x: Rational
        let y: Rational
    }

    let disagreement: Point
    /// From the one that is best for the second party to the one that is best for the first: `x` grows, `y` falls. None is
    /// below the disagreement.
    let corners: [Point]

    /// Throws `invalidParams` when no point is better than the disagreement for both.
    init(points: [Point], disagreement: Point) throws(Failure) {
        guard points.contains(where: { $0.x >= disagreement.x && $0.y >= disagreement.y }) || points.count > 1 else {
            throw .wrong("no point of the frontier is better for both than disagreement", at: "/bargain/frontier")
        }
        self.disagreement = disagreement
        corners = Self.clipped(Self.hull(points), to: disagreement)
        guard let first = corners.first, let last = corners.last,
            last.x > disagreement.x, first.y > disagreement.y
        else {
            throw .wrong(
                "no mixture of the frontier's points is better for both than disagreement",
                at: "/bargain/frontier",
                hint: "give the points that both can reach by agreement, such as [[0, 50], [100, 0]]"
            )
        }
    }

    /// The corners of the hull that no other point beats in both coordinates, `x` ascending.
    private static func hull(_ points: [Point]) -> [Point] {
        let sorted = Set(points).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        var hull: [Point] = []
        for point in sorted {
            while let last = hull.last {
                if last.y <= point.y {
                    hull.removeLast()
                    continue
                }
                guard hull.count > 1 else { break }
                let before = hull[hull.count - 2]
                let turn = (last.x - before.x) * (point.y - before.y) - (last.y - before.y) * (point.x - before.x)
                guard !turn.isNegative else { break }
                hull.removeLast()
            }
            hull.append(point)
        }
        return hull
    }

    /// Without what is below the disagreement. Outcomes can be thrown away, so that the ends are straight down and left.
    private static func clipped(_ hull: [Point], to least: Point) -> [Point] {
        var corners: [Point] = []
        for (index, point) in hull.enumerated() {
            if index > 0 {
                let before = hull[index - 1]
                // y = least.y on this edge, or x = least.x.
                if before.x < least.x, point.x > least.x { corners.append(before.toward(point, x: least.x)) }
                if before.y > least.y, point.y < least.y, before.y != point.y {
                    corners.append(before.toward(point, y: least.y))
                }
            }
            if point.x >= least.x, point.y >= least.y { corners.append(point) }
        }
        return corners.filter { $0.x >= least.x && $0.y >= least.y }.sorted { $0.x < $1.x }
    }

    /// The most that each can hope for while the other doesn't lose.
    var utopia: Point { Point(x: corners[corners.count - 1].x, y: corners[0].y) }

    private var edges: [(from: Point, to: Point)] { zip(corners, corners.dropFirst()).map { ($0, $1) } }

    /// The point that `rule` chooses.
    ///
    /// - Parameter weights: of the two for Nash's rule; equal without.
    func point(by rule: BargainingRule, weights: (Rational, Rational) = (1, 1)) -> Point {
        switch rule {
        case .nash: nash(weights)
        case .kalaiSmorodinsky: onRay(toward: utopia)
        case .egalitarian: onRay(toward: Point(x: disagreement.x + 1, y: disagreement.y + 1))
        case .equalArea: equalArea
        }
    }

    /// Along an edge the product of the powers is greatest where `w₁·dx/(x-d₁) + w₂·dy/(y-d₂) = 0`, which is linear.
    private func nash(_ weights: (Rational, Rational)) -> Point {
        for (from, to) in edges {
            let (dx, dy) = (to.x - from.x, to.y - from.y)
            let (gainX, gainY) = (from.x - disagreement.x, from.y - disagreement.y)
            let place = -(weights.0 * dx * gainY + weights.1 * dy * gainX) / ((weights.0 + weights.1) * dx * dy)
            if place <= .zero { return from }
            if place < 1 { return from.along(to, place) }
        }
        return corners[corners.count - 1]
    }

    /// Where the line from the disagreement through `target` leaves what can be reached.
    private func onRay(toward target: Point) -> Point {
        let (rayX, rayY) = (target.x - disagreement.x, target.y - disagreement.y)
        /// Above 0 on the left of the ray.
        func side(_ point: Point) -> Rational {
            rayX * (point.y - disagreement.y) - rayY * (point.x - disagreement.x)
        }
        // Above the first corner the border is level, below the last one it falls straight: beyond them outcomes are
        // thrown away.
        let (first, last) = (corners[0], corners[corners.count - 1])
        if !side(first).isPositive {
            return Point(x: disagreement.x + rayX * (first.y - disagreement.y) / rayY, y: first.y)
        }
        for (from, to) in edges where !side(to).isPositive {
            return from.along(to, side(from) / (side(from) - side(to)))
        }
        return Point(x: last.x, y: disagreement.y + rayY * (last.x - disagreement.x) / rayX)
    }

    /// The area on the left of the line to a point grows linearly along each edge.
    private var equalArea: Point {
        let (first, last) = (corners[0], corners[corners.count - 1])
        let border =
            [Point(x: disagreement.x, y: first.y)] + corners + [Point(x: last.x, y: disagreement.y)]
        let parts = zip(border, border.dropFirst()).map { from, to in
            // Twice the triangle of the disagreement and an edge.
            (to.x - disagreement.x) * (from.y - disagreement.y) - (from.x - disagreement.x) * (to.y - disagreement.y)
        }
        var left = parts.sum() / 2
        for (index, part) in parts.enumerated() {
            if part.isPositive, left <= part { return border[index].along(border[index + 1], left / part) }
            left -= part
        }
        return last
    }
}

extension Frontier.Point {
    func along(_ other: Frontier.Point, _ place: Rational) -> Frontier.Point {
        Frontier.Point(x: x + (other.x - x) * place, y: y + (other.y - y) * place)
    }

    fileprivate func toward(_ other: Frontier.Point, x wanted: Rational) -> Frontier.Point {
        along(other, (wanted - x) / (other.x - x))
    }

    fileprivate func toward(_ other: Frontier.Point, y wanted: Rational) -> Frontier.Point {
        along(other, (wanted - y) / (other.y - y))
    }
}
