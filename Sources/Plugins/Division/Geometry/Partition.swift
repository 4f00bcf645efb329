import Wire

/// Water divided: who holds which piece of the shore, and the lines between the waters.
struct Partition: Sendable {
    /// A line with the water of `left` on its left hand.
    struct Line: Sendable {
        let from: Int
        let to: Int
        let left: Int
        let right: Int
        /// With both ends; the edges are geodesics and off the true line by at most half a metre.
        var points: [Vector]
    }

    struct Node: Sendable {
        let point: Vector
        /// Two on the shore, three or more in the water.
        let holders: [Int]
        let isOnShore: Bool
    }

    /// A piece of a ring whose water has one holder. Without nodes it is the whole ring.
    struct ShorePart: Sendable {
        let ring: Int
        let holder: Int
        let from: Int?
        let to: Int?
        let start: RingPosition
        let end: RingPosition
    }

    let domain: Domain
    let nodes: [Node]
    let lines: [Line]
    let shores: [ShorePart]
    /// In m², by state, and last of all the common water; together the domain's.
    let areas: [Double]
    /// A holder whose waters others divide: its regions aren't drawn, and lines to it only bound the others'.
    private(set) var left: Int?
    private var allLines: [Line] = []

    init(
        domain: Domain,
        nodes: [Node],
        lines: [Line],
        shores: [ShorePart],
        allLines: [Line],
        areas: [Double],
        left: Int
    ) {
        self.domain = domain
        self.nodes = nodes
        self.lines = lines
        self.shores = shores
        self.allLines = allLines
        self.areas = areas
        self.left = left
    }

    /// The lines that bound regions.
    var bounds: [Line] { left == nil ? lines : allLines }

    init(domain: Domain, nodes: [Node], lines: [Line], shores: [ShorePart], stateCount: Int) {
        self.domain = domain
        self.nodes = nodes
        self.lines = lines
        self.shores = shores
        var areas = [Double](repeating: 0, count: stateCount)
        // What lies between a directed line and the equator, summed around a region, is the region's area: so a region
        // needs no polygon, and the coast's part of the sum is known already.
        for shore in shores where shore.holder >= 0 {
            areas[shore.holder] += Self.area(of: shore, on: domain.rings[shore.ring], nodes)
        }
        for line in lines {
            let area = Self.area(along: line.points)
            areas[line.left] += area
            areas[line.right] -= area
        }
        self.areas = areas.map { AreaPoint.withoutPole($0) }
    }

    /// Whether every holder's waters close: as many pieces of their edge end at each node as begin there.
    var isClosed: Bool {
        var balances = [[Int]](repeating: [Int](repeating: 0, count: areas.count), count: nodes.count)
        for line in lines {
            balances[line.from][line.left] += 1
            balances[line.from][line.right] -= 1
            balances[line.to][line.left] -= 1
            balances[line.to][line.right] += 1
        }
        for shore in shores where shore.holder >= 0 {
            guard let from = shore.from, let to = shore.to else { continue }
            balances[from][shore.holder] += 1
            balances[to][shore.holder] -= 1
        }
        return balances.allSatisfy { $0.allSatisfy { $0 == 0 } } && areas.allSatisfy { $0 > -1 }
    }

    static func area(along points: [Vector]) -> Double {
        var sum = 0.0
        guard let first = points.first else { return 0 }
        var before = AreaPoint(first)
        for point in points.dropFirst() {
            let next = AreaPoint(point)
            sum += before.area(to: next)
            before = next
        }
        return sum
    }

    private static func area(of shore: ShorePart, on ring: Ring, _ nodes: [Node]) -> Double {
        guard let from = shore.from, let to = shore.to else { return ring.area }
        let first = AreaPoint(nodes[from].point)
        let last = AreaPoint(nodes[to].point)
        guard shore.wraps else {
            return shore.start.edge == shore.end.edge ? first.area(to: last) : between(shore, ring, first, last)
        }
        return between(shore, ring, first, last)
    }

    private static func between(_ shore: ShorePart, _ ring: Ring, _ first: AreaPoint, _ last: AreaPoint) -> Double {
        let begin = shore.start.edge + 1
        let end = shore.end.edge
        // Whole edges from the end of the first one to the start of the last one.
        let whole =
            shore.wraps
            ? ring.areaSums[ring.points.count] - ring.areaSums[begin] + ring.areaSums[end]
            : ring.areaSums[end] - ring.areaSums[begin]
        return first.area(to: AreaPoint(ring.points[begin == ring.points.count ? 0 : begin])) + whole
            + AreaPoint(ring.points[end]).area(to: last)
    }

    /// The points of a piece of shore, with both ends.
    func points(of shore: ShorePart) -> [Vector] {
        let ring = domain.rings[shore.ring]
        guard let from = shore.from, let to = shore.to else { return ring.points + [ring.points[0]] }
        var points = [nodes[from].point]
        if shore.wraps || shore.start.edge != shore.end.edge {
            var index = ring.next(shore.start.edge)
            while index != shore.end.edge {
                points.append(ring.points[index])
                index = ring.next(index)
            }
            points.append(ring.points[shore.end.edge])
        }
        points.append(nodes[to].point)
        return points
    }
}

extension Partition.ShorePart {
    /// Whether it passes the ring's first point on its way.
    var wraps: Bool {
        end.edge < start.edge || (end.edge == start.edge && end.offset <= start.offset)
    }
}
