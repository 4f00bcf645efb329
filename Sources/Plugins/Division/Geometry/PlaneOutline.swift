/// A point in a plane.
struct PlanePoint: Sendable {
    var x: Double
    var y: Double

    /// Twice the area of the triangle with two others, positive where it runs counter-clockwise.
    @inline(__always)
    static func turn(_ a: PlanePoint, _ b: PlanePoint, _ c: PlanePoint) -> Double {
        (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
    }
}

/// Tells water from land in a plane in which the edges of the shore are straight: by the number of edges to the east,
/// looked for among those of the same row.
struct PlaneOutline: Sendable {
    let plane: Plane
    let low: PlanePoint
    let high: PlanePoint
    /// In the order of the rings.
    let edges: [(PlanePoint, PlanePoint)]
    private let rows: [[Int32]]
    private let rowsPerUnit: Double

    init(_ domain: Domain) {
        let first = domain.rings.first { !$0.isIsland } ?? domain.rings[0]
        // The mean of the points is near enough to the middle.
        let sum = first.points.reduce(Vector.zero) { $0 + $1 }
        let plane = Plane(around: sum.length > 0 ? sum : first.points[0])
        var edges: [(PlanePoint, PlanePoint)] = []
        var low = PlanePoint(x: .infinity, y: .infinity)
        var high = PlanePoint(x: -.infinity, y: -.infinity)
        for ring in domain.rings {
            let flat = ring.points.map { plane.point($0) }
            for index in flat.indices {
                edges.append((flat[index], flat[ring.next(index)]))
                low = PlanePoint(x: min(low.x, flat[index].x), y: min(low.y, flat[index].y))
                high = PlanePoint(x: max(high.x, flat[index].x), y: max(high.y, flat[index].y))
            }
        }
        let count = max(1, min(4096, edges.count / 2))
        let rowsPerUnit = high.y > low.y ? Double(count) / (high.y - low.y) : 0
        var rows = [[Int32]](repeating: [], count: count)
        for (index, edge) in edges.enumerated() {
            let (start, end) = (min(edge.0.y, edge.1.y), max(edge.0.y, edge.1.y))
            let from = min(max(Int((start - low.y) * rowsPerUnit), 0), count - 1)
            let to = min(max(Int((end - low.y) * rowsPerUnit), 0), count - 1)
            for row in from...to { rows[row].append(Int32(index)) }
        }
        self.plane = plane
        self.edges = edges
        self.low = low
        self.high = high
        self.rows = rows
        self.rowsPerUnit = rowsPerUnit
    }

    func contains(_ point: Vector) -> Bool { plane.isInFront(point) && contains(plane.point(point)) }

    func contains(_ point: PlanePoint) -> Bool {
        guard point.y >= low.y, point.y <= high.y, point.x >= low.x, point.x <= high.x else { return false }
        var isInside = false
        for index in rows[min(max(Int((point.y - low.y) * rowsPerUnit), 0), rows.count - 1)] {
            let (start, end) = edges[Int(index)]
            guard (start.y > point.y) != (end.y > point.y) else { continue }
            let crossing = start.x + (point.y - start.y) / (end.y - start.y) * (end.x - start.x)
            if crossing > point.x { isInside.toggle() }
        }
        return isInside
    }
}
