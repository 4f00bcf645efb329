/// Cuts lines off at the shore and notes where they meet it.
struct ShoreCut {
    private struct Contact {
        let node: Int
        let position: RingPosition
        /// Who holds the water before and behind it, along the ring.
        let before: Int
        let after: Int
    }

    /// Where a piece of a line crosses an edge of the shore.
    private struct Crossing {
        let part: Double
        let ring: Int
        let position: RingPosition
        let point: Vector
        let isEntering: Bool
    }

    private let domain: Domain
    private let outline: PlaneOutline
    private let index: EdgeIndex
    private let ringStarts: [Int]
    private let stateCount: Int
    private var nodes: [Partition.Node] = []
    private var lines: [Partition.Line] = []
    private var contacts: [[Contact]]
    /// The node of each point where three waters meet; -1 where none was needed.
    private var nodeOfMeeting: [Int]
    private let meetings: [Vector]
    private var hint = 0

    init(_ mosaic: Mosaic, _ meetings: [Vector]) {
        domain = mosaic.domain
        outline = mosaic.outline
        index = mosaic.shoreIndex
        ringStarts = mosaic.ringStarts
        stateCount = mosaic.field.coasts.coasts.count
        contacts = domain.rings.map { _ in [] }
        nodeOfMeeting = meetings.map { _ in -1 }
        self.meetings = meetings
    }

    /// - Returns: whether every line enters the water and leaves it by turns.
    mutating func add(_ found: [LineWeb.Line]) -> Bool {
        for line in found {
            var line = line
            let isClosed =
                line.from == nil && line.to == nil
                && (line.points[0] - line.points[line.points.count - 1]).length < 1e-6
            var isInside = outline.contains(line.points[0])
            if isClosed, isInside, let outside = line.points.firstIndex(where: { !outline.contains($0) }) {
                line.points = Array(line.points[outside...] + line.points[1...outside])
                isInside = false
            }
            guard cut(line, isInside: isInside, isClosed: isClosed) else { return false }
        }
        return true
    }

    private mutating func cut(_ line: LineWeb.Line, isInside: Bool, isClosed: Bool) -> Bool {
        var isInside = isInside
        var piece: [Vector] = isInside ? [line.points[0]] : []
        var start = isInside ? line.from.map { meeting($0, line) } : nil
        let startsWithin = isInside
        for (from, to) in zip(line.points, line.points.dropFirst()) {
            var crossings = crossings(from, to)
            while let first = crossings.first {
                // Through a corner of the shore a line crosses several edges at once, in an order that rounding decides.
                let isNear = { (other: Crossing) in (other.point - first.point).length < 0.01 }
                guard let turn = crossings.firstIndex(where: { $0.isEntering != isInside }),
                    turn == 0 || isNear(crossings[turn])
                else { return false }
                let crossing = crossings.remove(at: turn)
                let node = nodes.count
                nodes.append(
                    Partition.Node(point: crossing.point, holders: [line.left, line.right], isOnShore: true)
                )
                let (before, after) = isInside ? (line.right, line.left) : (line.left, line.right)
                contacts[crossing.ring].append(
                    Contact(node: node, position: crossing.position, before: before, after: after)
                )
                if isInside {
                    guard let from = start else { return false }
                    piece.append(crossing.point)
                    lines.append(
                        Partition.Line(from: from, to: node, left: line.left, right: line.right, points: piece)
                    )
                    piece = []
                } else {
                    piece = [crossing.point]
                    start = node
                }
                isInside.toggle()
            }
            if isInside { piece.append(to) }
        }
        guard isInside else { return true }
        if isClosed, startsWithin {
            nodes.append(Partition.Node(point: piece[0], holders: [line.left, line.right], isOnShore: false))
            let node = nodes.count - 1
            // It must not have left the water on its way, or the first piece has no start.
            guard start == nil else { return false }
            lines.append(Partition.Line(from: node, to: node, left: line.left, right: line.right, points: piece))
            return true
        }
        guard let from = start, let end = line.to else { return false }
        let node = meeting(end, line)
        lines.append(Partition.Line(from: from, to: node, left: line.left, right: line.right, points: piece))
        return true
    }

    private mutating func meeting(_ number: Int, _ line: LineWeb.Line) -> Int {
        if nodeOfMeeting[number] < 0 {
            nodeOfMeeting[number] = nodes.count
            nodes.append(Partition.Node(point: meetings[number], holders: [], isOnShore: false))
        }
        let node = nodeOfMeeting[number]
        var holders = nodes[node].holders
        for holder in [line.left, line.right] where !holders.contains(holder) { holders.append(holder) }
        nodes[node] = Partition.Node(point: meetings[number], holders: holders, isOnShore: false)
        return node
    }

    // MARK: The shore

    /// The crossings of a piece with the shore, in its order. A point on an edge counts as on its right, so that of two
    /// edges that meet there exactly one is crossed.
    private mutating func crossings(_ start: Vector, _ end: Vector) -> [Crossing] {
        let length = (end - start).length
        guard let nearest = index.nearest(to: start, hint: hint) else { return [] }
        hint = nearest.edge
        // A chord of 5 km runs half a metre below the ground.
        let reach = 1.01 * length + 1.5
        guard nearest.distanceSquared < reach * reach else { return [] }
        let (from, to) = (outline.plane.point(start), outline.plane.point(end))
        var found: [Crossing] = []
        for number in index.edges(within: reach, of: start) {
            let (first, second) = outline.edges[number]
            let (a, b) = (PlanePoint.turn(first, second, from), PlanePoint.turn(first, second, to))
            guard (a > 0) != (b > 0) else { continue }
            let (c, d) = (PlanePoint.turn(from, to, first), PlanePoint.turn(from, to, second))
            guard (c > 0) != (d > 0) else { continue }
            let ring = (ringStarts.lastIndex { $0 <= number }) ?? 0
            let edge = number - ringStarts[ring]
            let part = c / (c - d)
            let along = domain.rings[ring].points[domain.rings[ring].next(edge)] - domain.rings[ring].points[edge]
            found.append(
                Crossing(
                    part: a / (a - b),
                    ring: ring,
                    position: RingPosition(edge: edge, offset: part * along.length),
                    point: domain.rings[ring].points[edge] + part * along,
                    isEntering: b > 0
                )
            )
        }
        return found.sorted { $0.part < $1.part }
    }

    /// The waters, if the pieces of shore between the lines have one holder each.
    func partition(_ field: inout DistanceField) -> Partition? {
        var shores: [Partition.ShorePart] = []
        for (number, ring) in domain.rings.enumerated() {
            let around = contacts[number].sorted { first, second in
                first.position.edge != second.position.edge
                    ? first.position.edge < second.position.edge : first.position.offset < second.position.offset
            }
            guard !around.isEmpty else {
                let start = RingPosition(edge: 0, offset: 0)
                let holder = field.holder(0.5 * (ring.points[0] + ring.points[ring.next(0)])).state
                shores.append(
                    Partition.ShorePart(ring: number, holder: holder, from: nil, to: nil, start: start, end: start)
                )
                continue
            }
            for (place, contact) in around.enumerated() {
                let next = around[(place + 1) % around.count]
                guard contact.after == next.before else { return nil }
                shores.append(
                    Partition.ShorePart(
                        ring: number,
                        holder: contact.after,
                        from: contact.node,
                        to: next.node,
                        start: contact.position,
                        end: next.position
                    )
                )
            }
        }
        return Partition(domain: domain, nodes: nodes, lines: lines, shores: shores, stateCount: stateCount + 1)
    }
}
