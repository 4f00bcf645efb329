import JSON
import Wire

/// Refuses shores that cross themselves or each other.
enum CrossingCheck {
    private struct Edge {
        let start: Place
        let end: Place
        /// Which line, and where on it.
        let line: Int
        let index: Int
    }

    /// Two edges cross when each has the ends of the other on its two sides; a point in common is no crossing.
    ///
    /// - Complexity: O(n) for edges of about one length, by a grid.
    static func check(_ coasts: [Pointer], _ islands: [Pointer], _ shore: Shore) throws(Failure) {
        var edges: [Edge] = []
        for (line, stretch) in shore.stretches.enumerated() {
            for index in 0..<(stretch.places.count - 1) {
                edges.append(
                    Edge(start: stretch.places[index], end: stretch.places[index + 1], line: line, index: index)
                )
            }
        }
        for (line, island) in shore.islands.enumerated() {
            for (index, place) in island.places.enumerated() {
                let next = island.places[(index + 1) % island.places.count]
                edges.append(Edge(start: place, end: next, line: coasts.count + line, index: index))
            }
        }
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
        var low = edges[0].start
        var high = low
        for edge in edges {
            low = Place(
                longitude: min(low.longitude, edge.start.longitude),
                latitude: min(low.latitude, edge.start.latitude)
            )
            high = Place(
                longitude: max(high.longitude, edge.start.longitude),
                latitude: max(high.latitude, edge.start.latitude)
            )
        }
        let count = max(1, min(512, Int(Double(edges.count).squareRoot() * 2)))
        let width = max((high.longitude - low.longitude) / Double(count), 1e-9)
        let height = max((high.latitude - low.latitude) / Double(count), 1e-9)
        var cells = [[Int32]](repeating: [], count: count * count)
        let place = { (value: Double, low: Double, size: Double) in min(max(Int((value - low) / size), 0), count - 1) }
        for (number, edge) in edges.enumerated() {
            let columns = [edge.start.longitude, edge.end.longitude].map { place($0, low.longitude, width) }
            let rows = [edge.start.latitude, edge.end.latitude].map { place($0, low.latitude, height) }
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
        // Across the date line nothing is compared: both ends must lie on one side.
        guard (first.start.longitude - second.start.longitude).magnitude < 180 else { return false }
        let a = side(first.start, first.end, second.start)
        let b = side(first.start, first.end, second.end)
        guard (a > 0 && b < 0) || (a < 0 && b > 0) else { return false }
        let c = side(second.start, second.end, first.start)
        let d = side(second.start, second.end, first.end)
        return (c > 0 && d < 0) || (c < 0 && d > 0)
    }

    private static func side(_ start: Place, _ end: Place, _ point: Place) -> Double {
        (end.longitude - start.longitude) * (point.latitude - start.latitude)
            - (end.latitude - start.latitude) * (point.longitude - start.longitude)
    }
}
