/// A square cut into right-angled triangles that meet edge to edge, finer where it is asked for: bisection of the newest
/// vertex (W. F. Mitchell, ACM Transactions on Mathematical Software 15, 1989).
struct TriangleMesh {
    /// Counter-clockwise; the long side lies opposite the first vertex.
    struct Triangle {
        var vertices: (Int32, Int32, Int32)
        /// Across the side that lies opposite each vertex; -1 at the edge of the square.
        var neighbours: (Int32, Int32, Int32)
    }

    private(set) var triangles: [Triangle] = []
    /// In the plane of the square.
    private(set) var points: [PlanePoint]

    init(centre: PlanePoint, halfSide: Double) {
        let (x, y, half) = (centre.x, centre.y, halfSide)
        points = [
            PlanePoint(x: x - half, y: y - half), PlanePoint(x: x + half, y: y - half),
            PlanePoint(x: x + half, y: y + half), PlanePoint(x: x - half, y: y + half),
        ]
        triangles = [
            Triangle(vertices: (1, 2, 0), neighbours: (1, -1, -1)),
            Triangle(vertices: (3, 0, 2), neighbours: (0, -1, -1)),
        ]
    }

    /// The middle of a triangle's long side, which is the centre of the circle through its vertices.
    func centre(of triangle: Int) -> PlanePoint {
        let vertices = triangles[triangle].vertices
        let (first, second) = (points[Int(vertices.1)], points[Int(vertices.2)])
        return PlanePoint(x: 0.5 * (first.x + second.x), y: 0.5 * (first.y + second.y))
    }

    /// Halves a triangle and the one across its long side, and before that whatever must be halved for it; adds what is
    /// new to `changed`.
    mutating func bisect(_ index: Int, _ changed: inout [Int32]) {
        var across = triangles[index].neighbours.0
        if across >= 0, triangles[Int(across)].neighbours.0 != Int32(index) {
            bisect(Int(across), &changed)
            across = triangles[index].neighbours.0
        }
        let middle = Int32(points.count)
        points.append(centre(of: index))
        let other = halve(index, middle, &changed)
        guard across >= 0 else { return }
        let beyond = halve(Int(across), middle, &changed)
        triangles[index].neighbours.1 = Int32(beyond)
        triangles[beyond].neighbours.2 = Int32(index)
        triangles[other].neighbours.2 = across
        triangles[Int(across)].neighbours.1 = Int32(other)
    }

    private mutating func halve(_ index: Int, _ middle: Int32, _ changed: inout [Int32]) -> Int {
        let old = triangles[index]
        let other = triangles.count
        let (apex, second, third) = old.vertices
        triangles[index] = Triangle(
            vertices: (middle, apex, second),
            neighbours: (old.neighbours.2, -1, Int32(other))
        )
        triangles.append(
            Triangle(vertices: (middle, third, apex), neighbours: (old.neighbours.1, Int32(index), -1))
        )
        if old.neighbours.1 >= 0 { replace(Int32(index), by: Int32(other), in: Int(old.neighbours.1)) }
        changed.append(Int32(index))
        changed.append(Int32(other))
        return other
    }

    private mutating func replace(_ old: Int32, by new: Int32, in triangle: Int) {
        if triangles[triangle].neighbours.0 == old {
            triangles[triangle].neighbours.0 = new
        } else if triangles[triangle].neighbours.1 == old {
            triangles[triangle].neighbours.1 = new
        } else if triangles[triangle].neighbours.2 == old {
            triangles[triangle].neighbours.2 = new
        }
    }
}
