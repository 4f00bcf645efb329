import Wire

/// Divides water by following the lines on which two states' claims are equal.
///
/// Every line ends on the shore where its holder changes, or where a third state's claim is as high; so the lines are
/// found from their ends: first all changes along the shore, then from each of them into the water, by steps that are
/// short against the distance to the nearest coast. What is left are lines around islands; every way from an island to
/// the shore must cross them.
struct Tracer {
    struct Branch {
        let left: Int
        let right: Int
        let direction: Vector
        /// Half the angle under which the water is seen from here.
        var halfAngle = Double.pi
        var isUsed = false
    }

    struct Node {
        let point: Vector
        let isOnShore: Bool
        /// Where a line was met on the way from an island; it is no end of it but the place at which the ring is cut.
        let isSeed: Bool
        var branches: [Branch]
    }

    struct Options {
        /// How far the lines may be off, in metres.
        var tolerance = 0.5
        /// The longest step, in metres.
        var longestStep = 5_000.0
        /// The longest step against the distance to the nearest shore.
        var stepRatio = 0.3
        /// Lines that surround neither coast nor island are looked for along rows so many metres apart; 0: not at all.
        var rowSpacing = 0.0
    }

    let domain: Domain
    let options: Options
    let steepest: Double
    /// Nothing in the water is so far from the shore, in metres.
    private let extent: Double
    let shoreIndex: EdgeIndex
    /// The rings for telling water from land; empty where nobody asks.
    let domainPlaces: [[Place]]
    var field: DistanceField
    var shoreHint = 0
    var nodes: [Node] = []
    var lines: [Partition.Line] = []
    var shores: [Partition.ShorePart] = []
    private let checkpoint: () throws(Failure) -> Void

    init(
        _ domain: Domain,
        field: DistanceField,
        options: Options = Options(),
        checkpoint: @escaping () throws(Failure) -> Void = {}
    ) {
        self.domain = domain
        self.field = field
        self.options = options
        self.checkpoint = checkpoint
        steepest = field.states.map { field.slope($0) }.max() ?? 1
        var edges: [EdgeIndex.Edge] = []
        for ring in domain.rings {
            for index in ring.points.indices {
                edges.append(EdgeIndex.Edge(from: ring.points[index], to: ring.points[ring.next(index)]))
            }
        }
        shoreIndex = EdgeIndex(edges)
        let points = domain.rings.flatMap(\.points)
        let first = points.first ?? .zero
        extent = 10 + points.reduce(0) { max($0, ($1 - first).length) }
        // Off one's own coast there is no land between; otherwise a way may cross some.
        domainPlaces =
            options.rowSpacing > 0 || !field.weighting.isNone || field.islands != .full
            ? domain.rings.map { ring in (ring.points + [ring.points[0]]).map { Ellipsoid.place($0) } } : []
    }

    /// Divides the water. Where two lines of one pair of states nearly touch, a step can go from one to the other; then
    /// the waters don't close, and it is done again with shorter steps.
    mutating func partition() throws(Failure) -> Partition {
        for ratio in [1, 0.3, 0.1] {
            var options = options
            options.stepRatio *= ratio
            options.longestStep *= ratio
            var tracer = Tracer(domain, field: field, options: options, checkpoint: checkpoint)
            do throws(Failure) {
                let partition = try tracer.attempt()
                guard partition.isClosed else { continue }
                field = tracer.field
                return partition
            } catch {
                guard error.code == .internalError else { throw error }
            }
        }
        throw Failure(.internalError, "the lines between these waters could not be followed to their ends")
    }

    private mutating func attempt() throws(Failure) -> Partition {
        for ring in domain.rings.indices { try walk(ring) }
        try traceAll()
        try seedIslands()
        if options.rowSpacing > 0 { try seedRows() }
        return Partition(
            domain: domain,
            nodes: nodes.map { node in
                var holders: [Int] = []
                for branch in node.branches {
                    for holder in [branch.left, branch.right] where !holders.contains(holder) { holders.append(holder) }
                }
                return Partition.Node(point: node.point, holders: holders, isOnShore: node.isOnShore)
            },
            lines: lines,
            shores: shores,
            stateCount: field.coasts.coasts.count + 1
        )
    }

    mutating func traceAll() throws(Failure) {
        var node = 0
        while node < nodes.count {
            for branch in nodes[node].branches.indices where !nodes[node].branches[branch].isUsed {
                try trace(from: node, branch)
            }
            node += 1
        }
    }

    func check() throws(Failure) { try checkpoint() }

    /// How far it is to the shore of the water, whoever it belongs to.
    mutating func clearance(_ point: Vector) -> Double {
        guard let hit = shoreIndex.nearest(to: point, hint: shoreHint) else { return .infinity }
        shoreHint = hit.edge
        return hit.distanceSquared.squareRoot()
    }

    // MARK: One line

    private mutating func trace(from start: Int, _ branch: Int) throws(Failure) {
        nodes[start].branches[branch].isUsed = true
        let (left, right) = (nodes[start].branches[branch].left, nodes[start].branches[branch].right)
        var walk = LineWalk(from: nodes[start].point, nodes[start].branches[branch].direction, left, right)
        guard let first = firstPoint(of: start, walk, within: nodes[start].branches[branch].halfAngle) else {
            throw Failure(.internalError, "a line between two waters could not be begun")
        }
        walk.append(first)
        var longest = Double.infinity
        for count in 0..<30_000 {
            if count % 32 == 0 { try check() }
            let clearance = clearance(walk.point)
            if let end = shoreEnd(of: walk, clearance, start: start) { return finish(walk, at: end, from: start) }
            if let end = seed(near: walk, start: start) { return finish(walk, at: end, from: start) }
            guard clearance < extent else { break }
            var step = min(options.stepRatio * clearance, options.longestStep, longest)
            longest = .infinity
            let own = field.weighted(field.distance(left, walk.point), left)
            if let third = field.lowest(except: left, right, walk.point, under: own + 2.2 * steepest * step) {
                let gap = gap(of: third, to: walk, own)
                if let point = tripoint(walk, third.state, within: 0.3 * clearance, from: start) {
                    return finish(walk, at: node(at: point), from: start)
                }
                if gap < -1e-3, walk.points.count > 2 {
                    // It went past the point where a third state comes in: back, and nearer to it.
                    let length = (walk.points[walk.points.count - 2] - walk.point).length
                    guard length > 0.02 else { return finish(walk, at: node(at: walk.point), from: start) }
                    walk.removeLast()
                    longest = length / 2
                    step = min(step, longest)
                } else {
                    step = min(step, max(gap / (2.1 * steepest), 0.3))
                }
            }
            var next: Vector?
            for _ in 0..<9 {
                next = self.step(walk, by: step)
                if let next, step < 20 || isStraight(walk, to: next) { break }
                step /= next == nil ? 4 : 2
            }
            guard let next else { break }
            walk.append(next)
        }
        throw Failure(.internalError, "a line between two waters could not be followed to its end")
    }

    /// By how much a third state's claim is higher than those of a line's two; in a wedge it is as high as one of them,
    /// and the distance from the bisector tells.
    private mutating func gap(of third: (state: Int, value: Double), to walk: LineWalk, _ own: Double) -> Double {
        let gap = third.value - own
        guard gap.magnitude < 0.01 else { return gap }
        let left = field.difference(walk.left, third.state, walk.point)
        let right = field.difference(walk.right, third.state, walk.point)
        return -(left.magnitude > right.magnitude ? left : right)
    }

    private mutating func finish(_ walk: LineWalk, at end: Int, from start: Int) {
        use(walk.right, walk.left, of: end, towards: walk.point)
        var points = walk.points
        points.append(nodes[end].point)
        let line = refined(points, walk.left, walk.right)
        lines.append(Partition.Line(from: start, to: end, left: walk.left, right: walk.right, points: line))
    }

    /// Marks the branch of a node by which a line came in.
    private mutating func use(_ left: Int, _ right: Int, of node: Int, towards point: Vector) {
        let direction = (point - nodes[node].point).unit
        var best: (branch: Int, cosine: Double)?
        for (index, branch) in nodes[node].branches.enumerated()
        where branch.left == left && branch.right == right && !branch.isUsed {
            let cosine = direction.dot(branch.direction)
            if cosine > best?.cosine ?? -2 { best = (index, cosine) }
        }
        if let best { nodes[node].branches[best.branch].isUsed = true }
    }

    func isFree(_ node: Int, _ left: Int, _ right: Int) -> Bool {
        nodes[node].branches.contains { $0.left == left && $0.right == right && !$0.isUsed }
    }

    /// The end on the shore that a line has come near.
    private func shoreEnd(of walk: LineWalk, _ clearance: Double, start: Int) -> Int? {
        guard clearance < 100, walk.points.count > 2 else { return nil }
        var best: (node: Int, distance: Double)?
        for (index, node) in nodes.enumerated() where node.isOnShore && index != start {
            guard isFree(index, walk.right, walk.left) else { continue }
            let distance = (node.point - walk.point).length
            if distance < best?.distance ?? .infinity { best = (index, distance) }
        }
        guard let best else { return nil }
        let isNear = best.distance < 2 * clearance && (nodes[best.node].point - walk.point).dot(walk.forward) > 0
        return isNear || (clearance < 0.02 && best.distance < 5) ? best.node : nil
    }

    /// The place at which a ring around an island was cut, if the next step would pass it.
    private mutating func seed(near walk: LineWalk, start: Int) -> Int? {
        for (index, node) in nodes.enumerated() where node.isSeed {
            guard isFree(index, walk.right, walk.left), index != start || walk.points.count > 8 else { continue }
            let way = node.point - walk.point
            if way.length < 1.05 * walk.lastStep, way.dot(walk.forward) > 0 { return index }
        }
        return nil
    }
}

/// A line while it is followed.
struct LineWalk {
    let left: Int
    let right: Int
    private(set) var points: [Vector]
    private(set) var forward: Vector

    init(from start: Vector, _ direction: Vector, _ left: Int, _ right: Int) {
        points = [start]
        forward = direction
        self.left = left
        self.right = right
    }

    var point: Vector { points[points.count - 1] }

    var lastStep: Double { points.count < 2 ? 0 : (point - points[points.count - 2]).length }

    mutating func append(_ next: Vector) {
        forward = (next - point).unit
        points.append(next)
    }

    mutating func removeLast() {
        points.removeLast()
        if points.count > 1 { forward = (point - points[points.count - 2]).unit }
    }
}
