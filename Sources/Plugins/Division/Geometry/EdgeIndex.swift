/// Finds the nearest of many edges.
///
/// Edges that follow each other lie near each other, so a binary tree over their order is a good one, and nothing needs
/// to be sorted. A node is a ball around its edges.
struct EdgeIndex: Sendable {
    struct Edge: Sendable {
        let start: Vector
        let along: Vector
        let inverseSquare: Double

        init(from start: Vector, to end: Vector) {
            self.start = start
            along = end - start
            let square = along.lengthSquared
            inverseSquare = square > 0 ? 1 / square : 0
        }

        /// The point of the edge that is nearest to `point`.
        @inline(__always)
        func foot(of point: Vector) -> Vector {
            let position = (point - start).dot(along) * inverseSquare
            return position <= 0 ? start : position >= 1 ? start + along : start + position * along
        }
    }

    struct Hit: Sendable {
        var distanceSquared: Double
        var foot: Vector
        var edge: Int
    }

    private struct Node: Sendable {
        let centre: Vector
        let radius: Double
        let first: Int32
        let end: Int32
        /// The node behind everything below this one.
        let skip: Int32
        let isLeaf: Bool
    }

    let edges: [Edge]
    private var nodes: [Node] = []

    init(_ edges: [Edge]) {
        self.edges = edges
        guard !edges.isEmpty else { return }
        nodes.reserveCapacity(edges.count)
        _ = build(0, edges.count)
    }

    var isEmpty: Bool { edges.isEmpty }

    /// The nearest edge, if it is nearer than the square root of `limit`; looking at the edge `hint` first.
    func nearest(to point: Vector, hint: Int, within limit: Double = .infinity) -> Hit? {
        guard !edges.isEmpty else { return nil }
        return edges.withUnsafeBufferPointer { edges in
            nodes.withUnsafeBufferPointer { nodes in
                Self.nearest(to: point, hint: hint, within: limit, edges, nodes)
            }
        }
    }

    private static func nearest(
        to point: Vector,
        hint: Int,
        within limit: Double,
        _ edges: UnsafeBufferPointer<Edge>,
        _ nodes: UnsafeBufferPointer<Node>
    ) -> Hit? {
        let start = edges[hint].foot(of: point)
        var best = Hit(distanceSquared: (point - start).lengthSquared, foot: start, edge: hint)
        var isFound = true
        if best.distanceSquared > limit {
            best.distanceSquared = limit
            isFound = false
        }
        var distance = best.distanceSquared.squareRoot()
        var index = 0
        while index < nodes.count {
            let node = nodes[index]
            let reach = distance + node.radius
            if (point - node.centre).lengthSquared >= reach * reach {
                index = Int(node.skip)
                continue
            }
            if node.isLeaf {
                for edge in Int(node.first)..<Int(node.end) {
                    let foot = edges[edge].foot(of: point)
                    let square = (point - foot).lengthSquared
                    if square < best.distanceSquared {
                        best = Hit(distanceSquared: square, foot: foot, edge: edge)
                        distance = square.squareRoot()
                        isFound = true
                    }
                }
            }
            index += 1
        }
        return isFound ? best : nil
    }

    /// The edges that come as near as `distance` to a point.
    func edges(within distance: Double, of point: Vector) -> [Int] {
        var found: [Int] = []
        var index = 0
        while index < nodes.count {
            let node = nodes[index]
            let reach = distance + node.radius
            if (point - node.centre).lengthSquared >= reach * reach {
                index = Int(node.skip)
                continue
            }
            if node.isLeaf {
                for edge in Int(node.first)..<Int(node.end)
                where (point - edges[edge].foot(of: point)).lengthSquared < distance * distance { found.append(edge) }
            }
            index += 1
        }
        return found
    }

    /// Adds the node for a range of edges and those below it.
    private mutating func build(_ first: Int, _ end: Int) -> Int {
        let place = nodes.count
        var low = edges[first].start
        var high = low
        for edge in edges[first..<end] {
            for point in [edge.start, edge.start + edge.along] {
                low = Vector(x: min(low.x, point.x), y: min(low.y, point.y), z: min(low.z, point.z))
                high = Vector(x: max(high.x, point.x), y: max(high.y, point.y), z: max(high.z, point.z))
            }
        }
        let centre = 0.5 * (low + high)
        var square = 0.0
        for edge in edges[first..<end] {
            square = max(square, (edge.start - centre).lengthSquared, (edge.start + edge.along - centre).lengthSquared)
        }
        let isLeaf = end - first <= 4
        let node = { (skip: Int) in
            Node(
                centre: centre,
                // A hair more, for what rounding takes.
                radius: square.squareRoot() * (1 + 1e-12) + 1e-6,
                first: Int32(first),
                end: Int32(end),
                skip: Int32(skip),
                isLeaf: isLeaf
            )
        }
        nodes.append(node(place + 1))
        guard !isLeaf else { return place }
        let middle = (first + end) / 2
        _ = build(first, middle)
        _ = build(middle, end)
        nodes[place] = node(nodes.count)
        return place
    }
}
