import JSON
import Wire

/// Refuses shores that cross themselves or each other.
enum CrossingCheck {
    private struct Edge {
        let start: Place
        let end: Place
        /// The same in a plane in which geodesics are straight but for some metres, wherever on the globe the water is.
        let flatStart: PlanePoint
        let flatEnd: PlanePoint
        /// Which line, and where on it.
        let line: Int
        let index: Int
    }

    /// Two edges cross when each has the ends of the other on its two sides; a point in common is no crossing.
    ///
    /// - Complexity: O(n) for edges of about one length, by a grid.
    static func check(_ coasts: [Pointer], _ islands: [Pointer], _ shore: Shore) throws(Failure) {
        let sum = shore.stretches.flatMap(\.places).reduce(Vector.zero) { $0 + Ellipsoid.point($1) }
        guard sum.length > 0 else { return }
        let plane = Plane(around: sum)
        var edges: [Edge] = []
        let add = { (places: [Place], isClosed: Bool, line: Int) in
            let flat = places.map { plane.point(Ellipsoid.point($0)) }
            for index in 0..<(places.count - (isClosed ? 0 : 1)) {
                let next = (index + 1) % places.count
                edges.append(
                    Edge(
                        start: places[index],
                        end: places[next],
                        flatStart: flat[index],
                        flatEnd: flat[next],
                        line: line,
                        index: index
                    )
                )
            }
        }
        for (line, stretch) in shore.stretches.enumerated() { add(stretch.places, false, line) }
        for (line, island) in shore.islands.enumerated() { add(island.places, true, coasts.count + line) }
        guard let (first, second) = crossing(of: edges) else { return }
        let pointer = { (edge: Edge) in
            let isCoast = edge.line < coasts.count
            let feature = isCoast ? coasts[edge.line] : islands[edge.line - coasts.count]
            let line = feature.appending("geometry").appending("coordinates")
            return (isCoast ? line : line.appending(0)).appending(edge.index)
        }
        throw .shore(
            "coasts that cross: the edge from \(second.start.text) crosses that from \(first.start.text) "
                + "(\(pointer(first)))",
            pointer(second)
        )
    }

    private static func crossing(of edges: [Edge]) -> (Edge, Edge)? {
        var low = edges[0].flatStart
        var high = low
        for edge in edges {
            low = PlanePoint(x: min(low.x, edge.flatStart.x), y: min(low.y, edge.flatStart.y))
            high = PlanePoint(x: max(high.x, edge.flatStart.x), y: max(high.y, edge.flatStart.y))
        }
        let count = max(1, min(512, Int(Double(edges.count).squareRoot() * 2)))
        let width = max((high.x - low.x) / Double(count), 1e-12)
        let height = max((high.y - low.y) / Double(count), 1e-12)
        var cells = [[Int32]](repeating: [], count: count * count)
        let place = { (value: Double, low: Double, size: Double) in min(max(Int((value - low) / size), 0), count - 1) }
        for (number, edge) in edges.enumerated() {
            let columns = [edge.flatStart.x, edge.flatEnd.x].map { place($0, low.x, width) }
            let rows = [edge.flatStart.y, edge.flatEnd.y].map { place($0, low.y, height) }
            for row in min(rows[0], rows[1])...max(rows[0], rows[1]) {
                for column in min(columns[0], columns[1])...max(columns[0], columns[1]) {
                    let cell = row * count + column
                    for other in cells[cell] where cross(edges[Int(other)], edge) { return (edges[Int(other)], edge) }
                    cells[cell].append(Int32(number))
                }
            }
        }
        return nil
    }

    private static func cross(_ first: Edge, _ second: Edge) -> Bool {
        let a = PlanePoint.turn(first.flatStart, first.flatEnd, second.flatStart)
        let b = PlanePoint.turn(first.flatStart, first.flatEnd, second.flatEnd)
        guard (a > 0 && b < 0) || (a < 0 && b > 0) else { return false }
        let c = PlanePoint.turn(second.flatStart, second.flatEnd, first.flatStart)
        let d = PlanePoint.turn(second.flatStart, second.flatEnd, first.flatEnd)
        return (c > 0 && d < 0) || (c < 0 && d > 0)
    }
}
