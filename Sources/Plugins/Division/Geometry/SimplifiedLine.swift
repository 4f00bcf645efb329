/// A line with few points that leaves as much water on either side.
///
/// Points go by the least area first (M. Visvalingam, J. D. Whyatt, Cartographic Journal 30, 1993); then those that are
/// left, but for the ends, move aside together until the areas are as before.
struct SimplifiedLine {
    let points: [Vector]
    /// What went over to the left side, in m².
    let moved: Double

    init(_ line: [Vector], vertices: Int) {
        var kept = Self.thinned(line, to: max(vertices, 2))
        let area = Partition.area(along: line)
        if kept.count > 2 {
            for _ in 0..<6 {
                let excess = Self.area(along: kept) - area
                guard excess.magnitude > 0.01 else { break }
                kept = Self.shifted(kept, by: excess)
            }
        }
        points = kept
        moved = Self.area(along: kept) - area
    }

    private static func area(along points: [Vector]) -> Double {
        var dense = [points[0]]
        for (start, end) in zip(points, points.dropFirst()) {
            dense += Geodesic.points(from: Ellipsoid.place(start), to: Ellipsoid.place(end))
        }
        return Partition.area(along: dense)
    }

    private static func thinned(_ line: [Vector], to count: Int) -> [Vector] {
        var kept = line
        let area = { (points: [Vector], index: Int) in
            0.5 * (points[index] - points[index - 1]).cross(points[index + 1] - points[index]).length
        }
        guard kept.count > max(count, 2) else { return kept }
        var areas = [Double.infinity] + (1..<(kept.count - 1)).map { area(kept, $0) } + [.infinity]
        while kept.count > count {
            var least = 1
            for index in areas.indices where areas[index] < areas[least] { least = index }
            let removed = areas[least]
            kept.remove(at: least)
            areas.remove(at: least)
            for index in [least - 1, least] where index > 0 && index < kept.count - 1 {
                areas[index] = max(area(kept, index), removed)
            }
        }
        return kept
    }

    /// All points but the ends aside, so that the area on the left shrinks by `excess`.
    private static func shifted(_ points: [Vector], by excess: Double) -> [Vector] {
        var sum = 0.0
        var directions: [Vector] = []
        for index in 1..<(points.count - 1) {
            let chord = points[index + 1] - points[index - 1]
            directions.append(Ellipsoid.normal(points[index]).cross(chord).unit)
            sum += 0.5 * chord.length
        }
        guard sum > 0 else { return points }
        // A point that moves to the left takes area from there.
        let distance = excess / sum
        var shifted = points
        for (index, direction) in directions.enumerated() {
            shifted[index + 1] = Ellipsoid.surface(near: points[index + 1] + distance * direction)
        }
        return shifted
    }
}
