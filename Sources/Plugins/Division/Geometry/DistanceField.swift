/// Distances from the coasts of each state, and what follows from comparing them.
///
/// It remembers the last answers, from which the next ones nearby are found faster; so it belongs to one thread.
struct DistanceField {
    /// What a state's claim to a point amounts to; the lowest one wins.
    struct Value {
        var value: Double
        /// The direction and rate in which it grows.
        var gradient: Vector
        var foot: Vector
    }

    private struct Memory {
        var mainEdge = 0
        var islandEdge = 0
        var point = Vector.zero
        var distance = -1.0
    }

    let coasts: Coasts
    let weighting: Weighting
    let islands: IslandEffect
    /// States that take part, and the place behind the last state where common water does.
    let states: [Int]
    private var memories: [Memory]

    init(
        _ coasts: Coasts,
        weighting: Weighting = .none,
        islands: IslandEffect = .full,
        states: [Int]? = nil,
        withCommon: Bool = false
    ) {
        self.coasts = coasts
        self.weighting = weighting
        self.islands = islands
        let common = withCommon ? [coasts.coasts.count] : []
        self.states =
            (states ?? Array(coasts.coasts.indices)).filter {
                !coasts.coasts[$0].main.isEmpty || (islands != .none && !coasts.coasts[$0].islands.isEmpty)
            } + common
        memories = Array(repeating: Memory(), count: coasts.coasts.count + 1)
    }

    // MARK: One state

    /// The distance to a state's coast as islands count, in metres along the ellipsoid.
    mutating func distance(_ state: Int, _ point: Vector) -> Double {
        let (distance, _) = reach(state, point)
        return distance
    }

    /// The nearest points of a state's coast, without and with islands.
    private mutating func hits(_ state: Int, _ point: Vector) -> (main: EdgeIndex.Hit?, all: EdgeIndex.Hit?) {
        let coast = coasts.coasts[state]
        let main = coast.main.nearest(to: point, hint: memories[state].mainEdge)
        if let main { memories[state].mainEdge = main.edge }
        guard islands != .none, !coast.islands.isEmpty else { return (main, main) }
        let island = coast.islands.nearest(
            to: point,
            hint: memories[state].islandEdge,
            within: main?.distanceSquared ?? .infinity
        )
        guard let island else { return (main, main) }
        memories[state].islandEdge = island.edge
        return (main ?? island, island)
    }

    /// Common water is nobody's: its claim is 0 everywhere, and a belt is where a state's claim is lower.
    @inline(__always)
    private func isCommon(_ state: Int) -> Bool { state == coasts.coasts.count }

    private mutating func reach(_ state: Int, _ point: Vector) -> (distance: Double, foot: Vector) {
        guard !isCommon(state) else { return (0, point) }
        let (main, all) = hits(state, point)
        guard let main, let all else { return (.infinity, point) }
        let radius = coasts.radius
        var distance = Ellipsoid.arc(chord: all.distanceSquared.squareRoot(), radius: radius)
        if islands == .half {
            distance = (distance + Ellipsoid.arc(chord: main.distanceSquared.squareRoot(), radius: radius)) / 2
        }
        memories[state].point = point
        memories[state].distance = distance
        return (distance, islands == .half ? main.foot : all.foot)
    }

    /// The nearest point of a state's coast.
    mutating func foot(_ state: Int, _ point: Vector) -> Vector? { hits(state, point).all?.foot }

    @inline(__always)
    func weighted(_ distance: Double, _ state: Int) -> Double {
        guard !isCommon(state) else { return 0 }
        return switch weighting {
        case .none: distance
        case .additive(let weights): distance - weights[state]
        case .multiplicative(let weights): distance / weights[state]
        }
    }

    /// How fast a state's claim can change.
    @inline(__always)
    func slope(_ state: Int) -> Double {
        guard !isCommon(state) else { return 0 }
        return if case .multiplicative(let weights) = weighting { 1 / weights[state] } else { 1 }
    }

    /// A state's claim with its gradient.
    mutating func value(_ state: Int, _ point: Vector) -> Value {
        guard !isCommon(state) else { return Value(value: 0, gradient: .zero, foot: point) }
        let (main, all) = hits(state, point)
        guard let main, let all else { return Value(value: .infinity, gradient: .zero, foot: point) }
        let up = Ellipsoid.normal(point)
        var distance = Ellipsoid.arc(chord: all.distanceSquared.squareRoot(), radius: coasts.radius)
        var gradient = (point - all.foot).flattened(along: up).unit
        if islands == .half {
            distance = (distance + Ellipsoid.arc(chord: main.distanceSquared.squareRoot(), radius: coasts.radius)) / 2
            gradient = 0.5 * (gradient + (point - main.foot).flattened(along: up).unit)
        }
        memories[state].point = point
        memories[state].distance = distance
        return Value(
            value: weighted(distance, state),
            gradient: slope(state) * gradient,
            foot: islands == .half ? main.foot : all.foot
        )
    }

    // MARK: Two states

    /// Negative where the water is `left`'s rather than `right`'s, positive where it is the other's; its size is that of
    /// the difference between their claims, and in a wedge the distance from its bisector.
    mutating func difference(_ left: Int, _ right: Int, _ point: Vector) -> Double {
        let (leftDistance, leftFoot) = reach(left, point)
        let (rightDistance, rightFoot) = reach(right, point)
        let difference = weighted(leftDistance, left) - weighted(rightDistance, right)
        guard difference.magnitude < 1e-5 else { return difference }
        return tie(left, right, leftFoot, rightFoot, point) ?? difference
    }

    private func tie(
        _ left: Int,
        _ right: Int,
        _ leftFoot: Vector,
        _ rightFoot: Vector,
        _ point: Vector
    ) -> Double? {
        // Beside the wedge, up to where rounding decides: feet on both coasts within some metres of the tip.
        guard (leftFoot - rightFoot).lengthSquared < 9 else { return nil }
        for wedge in coasts.wedges where (wedge.tip - leftFoot).lengthSquared < 9 {
            let isSame = wedge.left == left && wedge.right == right
            guard isSame || (wedge.left == right && wedge.right == left) else { continue }
            let offset = wedge.offset(of: point)
            return isSame ? offset : -offset
        }
        return nil
    }

    // MARK: All states

    /// Whose water it is, and by how much the next one's claim is higher.
    mutating func holder(_ point: Vector) -> (state: Int, margin: Double) {
        var best = -1
        var bestValue = Double.infinity
        var second = Double.infinity
        // The holder nearby is asked first, so that the others can be passed over.
        var likely = states[0]
        for state in states where bound(state, point) < bound(likely, point) { likely = state }
        for turn in -1..<states.count {
            let state = turn < 0 ? likely : states[turn]
            guard turn < 0 || (state != likely && bound(state, point) < second) else { continue }
            let (distance, _) = reach(state, point)
            let value = weighted(distance, state)
            let isBetter = best < 0 || value < bestValue - 1e-5
            let isTie = !isBetter && value < bestValue + 1e-5 && difference(state, best, point) < 0
            if isBetter || isTie {
                second = bestValue
                bestValue = value
                best = state
            } else {
                second = min(second, value)
            }
        }
        return (best, second - bestValue)
    }

    /// The lowest claim of the states other than these two, if it may be under `limit`.
    mutating func lowest(except left: Int, _ right: Int, _ point: Vector, under limit: Double) -> (
        state: Int, value: Double
    )? {
        var found: (state: Int, value: Double)?
        for state in states where state != left && state != right {
            guard bound(state, point) < (found?.value ?? limit) else { continue }
            let value = weighted(reach(state, point).distance, state)
            if value < (found?.value ?? limit) { found = (state, value) }
        }
        return found
    }

    /// Who may hold water near a point.
    struct Contest {
        let holder: Int
        /// How many others may hold some within the radius that was asked for, as far as their own lines go.
        var rivals = 0
        /// Whether another one may, because both claims come from one point of the shore and one of them may have a nearer
        /// coast a little further on.
        var isTied = false
    }

    /// Who may hold water within `radius` of a point.
    mutating func contest(_ point: Vector, within radius: Double) -> Contest {
        let (holder, margin) = holder(point)
        var contest = Contest(holder: holder)
        guard margin < 1.01 * 2 * steepest * radius else { return contest }
        let own = weighted(reach(holder, point).distance, holder)
        for state in states where state != holder {
            let reach = 1.01 * (slope(state) + slope(holder)) * radius
            guard bound(state, point) < own + reach else { continue }
            var gap = weighted(self.reach(state, point).distance, state) - own
            // In a wedge both claims are equal everywhere, and the distance from its bisector tells.
            if gap.magnitude < 1e-4 {
                gap = difference(holder, state, point).magnitude
                contest.isTied = true
            }
            if gap < reach { contest.rivals += 1 }
        }
        return contest
    }

    /// The fastest that a claim can change.
    private var steepest: Double {
        var steepest = 0.0
        for state in states { steepest = max(steepest, slope(state)) }
        return steepest
    }

    /// A state's claim is at least so high, by the last answer and how far it is away.
    private func bound(_ state: Int, _ point: Vector) -> Double {
        guard !isCommon(state) else { return 0 }
        let memory = memories[state]
        guard memory.distance >= 0 else { return -.infinity }
        // The straight line is a little shorter than that along the ellipsoid.
        let moved = (point - memory.point).length * (1 + 1e-3)
        return weighted(memory.distance - moved, state)
    }
}
