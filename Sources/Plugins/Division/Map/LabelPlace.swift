/// Where a name stands best in a piece of water: far from its shores.
enum LabelPlace {
    /// The point of a grid that is farthest from the region's borders, and how far; `nil` when the region is too thin for
    /// the grid. In units of the drawing.
    ///
    /// Complexity: a few hundred times the number of points.
    static func find(in region: Region, _ projection: MapProjection) -> (point: MapPoint, distance: Int)? {
        let rings = ([region.outer] + region.holes).map { thinned(projection.points($0)) }
        guard let outer = rings.first, outer.count > 2 else { return nil }
        let (xs, ys) = (outer.map(\.x), outer.map(\.y))
        guard let west = xs.min(), let east = xs.max(), let north = ys.min(), let south = ys.max() else { return nil }
        var best: (point: MapPoint, distance: Int)?
        let steps = 18
        for row in 0..<steps {
            for column in 0..<steps {
                let point = MapPoint(
                    x: west + (east - west) * (2 * column + 1) / (2 * steps),
                    y: north + (south - north) * (2 * row + 1) / (2 * steps)
                )
                guard contains(rings, point) else { continue }
                let distance = self.distance(from: point, to: rings)
                if best.map({ distance > $0.distance }) ?? true { best = (point, distance) }
            }
        }
        return best
    }

    /// At most some hundred points: names need no exact shore.
    private static func thinned(_ points: [MapPoint]) -> [MapPoint] {
        let step = max(1, points.count / 250)
        return points.indices.filter { $0 % step == 0 }.map { points[$0] }
    }

    private static func contains(_ rings: [[MapPoint]], _ point: MapPoint) -> Bool {
        var isInside = false
        for ring in rings {
            for (index, end) in ring.enumerated() {
                let start = ring[index == 0 ? ring.count - 1 : index - 1]
                guard (start.y > point.y) != (end.y > point.y) else { continue }
                let x = Double(start.x) + Double(point.y - start.y) * Double(end.x - start.x) / Double(end.y - start.y)
                if Double(point.x) < x { isInside.toggle() }
            }
        }
        return isInside
    }

    private static func distance(from point: MapPoint, to rings: [[MapPoint]]) -> Int {
        var least = Double.infinity
        for ring in rings {
            for (index, end) in ring.enumerated() {
                let start = ring[index == 0 ? ring.count - 1 : index - 1]
                let (dx, dy) = (Double(end.x - start.x), Double(end.y - start.y))
                let (px, py) = (Double(point.x - start.x), Double(point.y - start.y))
                let length = dx * dx + dy * dy
                let along = length > 0 ? min(1, max(0, (px * dx + py * dy) / length)) : 0
                let (ox, oy) = (px - along * dx, py - along * dy)
                least = min(least, ox * ox + oy * oy)
            }
        }
        return Int(least.squareRoot())
    }
}
