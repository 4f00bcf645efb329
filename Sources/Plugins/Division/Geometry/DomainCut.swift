/// Water cut in two by a line between two points of its outer shore.
struct DomainCut: Sendable {
    /// What lies on the left hand of whoever goes from the line's start to its end, and on the right one.
    let left: Domain
    let right: Domain
    /// The pieces of the line that lie in the water, from its start to its end.
    let pieces: [[Vector]]

    /// What `Ring.owners` has on edges of the line.
    static let owner = -2

    private struct Crossing {
        let point: Vector
        /// How far along the line: the number of its edge, and the part of that.
        let order: Double
        let ring: Int
        let edge: Int
        /// The part of the ring's edge.
        let part: Double
    }

    /// - Parameter line: its points, of which the first and the last lie on the outer shore.
    init(_ domain: Domain, along line: [Vector]) {
        let plane = Plane(around: line[line.count / 2])
        let crossings = Self.crossings(of: line, with: domain, plane)
        let rings = domain.rings.map { ring in (ring.points + [ring.points[0]]).map { Ellipsoid.place($0) } }
        var chords: [(from: Int, to: Int, points: [Vector])] = []
        for (index, (start, end)) in zip(crossings, crossings.dropFirst()).enumerated() {
            guard end.order - start.order > 1e-9 else { continue }
            let middle = Ellipsoid.place(Self.point(on: line, 0.5 * (start.order + end.order)))
            guard rings.filter({ middle.isInside($0) }).count % 2 == 1 else { continue }
            let between = line.indices.filter { Double($0) > start.order + 1e-9 && Double($0) < end.order - 1e-9 }
            chords.append((index, index + 1, [start.point] + between.map { line[$0] } + [end.point]))
        }
        pieces = chords.map(\.points)
        var faces = FaceWalk(
            domain,
            crossings.map { FaceWalk.Node(point: $0.point, $0.ring, $0.edge, $0.part) },
            chords
        )
        (left, right) = faces.walk()
    }

    private static func point(on line: [Vector], _ order: Double) -> Vector {
        let index = min(Int(order), line.count - 2)
        return line[index] + (order - Double(index)) * (line[index + 1] - line[index])
    }

    private static func crossings(of line: [Vector], with domain: Domain, _ plane: Plane) -> [Crossing] {
        let flat = line.map { plane.flat($0) }
        var crossings: [Crossing] = []
        for (number, ring) in domain.rings.enumerated() {
            let shore = ring.points.map { plane.flat($0) }
            for edge in shore.indices {
                let (start, end) = (shore[edge], shore[ring.next(edge)])
                for index in 0..<(flat.count - 1) {
                    guard let (along, part) = Plane.crossing(flat[index], flat[index + 1], start, end) else { continue }
                    let point = ring.points[edge] + part * (ring.points[ring.next(edge)] - ring.points[edge])
                    crossings.append(
                        Crossing(point: point, order: Double(index) + along, ring: number, edge: edge, part: part)
                    )
                }
            }
        }
        crossings.sort { $0.order < $1.order }
        // A point of the shore is the end of one edge and the start of the next: once is enough.
        var kept: [Crossing] = []
        for crossing in crossings {
            if let last = kept.last, (last.point - crossing.point).length < 0.01 { continue }
            kept.append(crossing)
        }
        return kept
    }
}

/// A plane through the middle of a line: gnomonic, so that great circles are straight.
struct Plane {
    private let centre: Vector
    private let east: Vector
    private let north: Vector

    init(around point: Vector) {
        centre = point.unit
        let axis = centre.z.magnitude > 0.99 ? Vector(x: 1, y: 0, z: 0) : Vector(x: 0, y: 0, z: 1)
        east = axis.cross(centre).unit
        north = centre.cross(east)
    }

    func flat(_ point: Vector) -> (x: Double, y: Double) {
        let depth = point.dot(centre)
        return (point.dot(east) / depth, point.dot(north) / depth)
    }

    func point(_ point: Vector) -> PlanePoint {
        let depth = point.dot(centre)
        return PlanePoint(x: point.dot(east) / depth, y: point.dot(north) / depth)
    }

    /// The point of the ellipsoid that is seen there from its centre.
    func lifted(_ point: PlanePoint) -> Vector {
        let direction = centre + point.x * east + point.y * north
        // As long as the ellipsoid is thick in this direction.
        return Ellipsoid.surface(along: direction)
    }

    /// Whether it is on the half of the globe that the plane shows.
    func isInFront(_ point: Vector) -> Bool { point.dot(centre) > 0 }

    /// Where two edges cross or touch: the parts of both, 0 … 1.
    static func crossing(
        _ a: (x: Double, y: Double),
        _ b: (x: Double, y: Double),
        _ c: (x: Double, y: Double),
        _ d: (x: Double, y: Double)
    ) -> (Double, Double)? {
        guard max(a.x, b.x) >= min(c.x, d.x) - 1e-9, max(c.x, d.x) >= min(a.x, b.x) - 1e-9,
            max(a.y, b.y) >= min(c.y, d.y) - 1e-9, max(c.y, d.y) >= min(a.y, b.y) - 1e-9
        else { return nil }
        let determinant = (b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)
        guard determinant != 0 else { return nil }
        let along = ((c.x - a.x) * (d.y - c.y) - (c.y - a.y) * (d.x - c.x)) / determinant
        let part = ((c.x - a.x) * (b.y - a.y) - (c.y - a.y) * (b.x - a.x)) / determinant
        let slack = 1e-7
        guard along >= -slack, along <= 1 + slack, part >= -slack, part <= 1 + slack else { return nil }
        return (min(max(along, 0), 1), min(max(part, 0), 1))
    }
}

/// Puts the pieces of rings between the ends of chords together to the rings of what is left and right of these.
struct FaceWalk {
    struct Node {
        let point: Vector
        let ring: Int
        /// The edge on which it lies, and the part of that.
        let edge: Int
        let part: Double

        init(point: Vector, _ ring: Int, _ edge: Int, _ part: Double) {
            self.point = point
            self.ring = ring
            self.edge = edge
            self.part = part
        }
    }

    private let domain: Domain
    private let nodes: [Node]
    private let chords: [(from: Int, to: Int, points: [Vector])]
    /// The nodes of each ring that end a chord, in the order of the ring.
    private var stops: [[Int]]

    init(_ domain: Domain, _ nodes: [Node], _ chords: [(from: Int, to: Int, points: [Vector])]) {
        self.domain = domain
        self.nodes = nodes
        self.chords = chords
        stops = domain.rings.map { _ in [] }
        for node in Set(chords.flatMap { [$0.from, $0.to] }) { stops[nodes[node].ring].append(node) }
        for ring in stops.indices {
            stops[ring].sort { left, right in
                (Double(nodes[left].edge) + nodes[left].part) < (Double(nodes[right].edge) + nodes[right].part)
            }
        }
    }

    mutating func walk() -> (left: Domain, right: Domain) {
        var left: [Ring] = []
        var right: [Ring] = []
        var isUsed = [[Bool]](repeating: [false, false], count: chords.count)
        for chord in chords.indices {
            for side in 0...1 where !isUsed[chord][side] {
                let ring = face(from: chord, side, &isUsed)
                if side == 0 { left.append(ring) } else { right.append(ring) }
            }
        }
        // Rings that no chord touches lie on the side of the ring around them.
        let outlines = left.map { ($0.points + [$0.points[0]]).map { Ellipsoid.place($0) } }
        for (index, ring) in domain.rings.enumerated() where stops[index].isEmpty {
            let place = Ellipsoid.place(ring.points[0])
            if outlines.contains(where: { place.isInside($0) }) { left.append(ring) } else { right.append(ring) }
        }
        return (Domain(rings: left), Domain(rings: right))
    }

    /// The ring that follows a chord, forward (0) or back (1), and then the shore with the water on the left.
    private func face(from first: Int, _ firstSide: Int, _ isUsed: inout [[Bool]]) -> Ring {
        var points: [Vector] = []
        var owners: [Int] = []
        var (chord, side) = (first, firstSide)
        while !isUsed[chord][side] {
            isUsed[chord][side] = true
            let line = side == 0 ? chords[chord].points : chords[chord].points.reversed()
            points += line.dropLast()
            owners += Array(repeating: DomainCut.owner, count: line.count - 1)
            var node = side == 0 ? chords[chord].to : chords[chord].from
            node = follow(node, &points, &owners)
            // Of two chords that end here the one that begins here: both are the same line on its way through an island.
            if let next = chords.indices.first(where: { chords[$0].from == node }) {
                (chord, side) = (next, 0)
            } else if let next = chords.indices.first(where: { chords[$0].to == node }) {
                (chord, side) = (next, 1)
            }
        }
        return Ring(points: points, owners: owners, isIsland: false)
    }

    /// Follows the shore from one node to the next one.
    private func follow(_ node: Int, _ points: inout [Vector], _ owners: inout [Int]) -> Int {
        let ring = domain.rings[nodes[node].ring]
        let stops = stops[nodes[node].ring]
        let next = stops[((stops.firstIndex(of: node) ?? 0) + 1) % stops.count]
        let count = ring.points.count
        let start = Double(nodes[node].edge) + nodes[node].part
        var end = Double(nodes[next].edge) + nodes[next].part
        if end <= start + 1e-9 { end += Double(count) }
        points.append(nodes[node].point)
        var index = Int(start + 1e-9)
        owners.append(ring.owners[index % count])
        index += 1
        while Double(index) < end - 1e-9 {
            points.append(ring.points[index % count])
            owners.append(ring.owners[index % count])
            index += 1
        }
        return next
    }
}
