import Glibc

/// Measures coasts: along the data, by steps of a divider, or straight.
struct CoastRuler: Sendable {
    /// A state's coast between two others', the mouths of lagoons included; open.
    struct Front: Sendable {
        let points: [Vector]
        /// The same length, of the coast alone.
        let length: Double
    }

    /// By state.
    let fronts: [[Front]]
    /// Closed; the first point stands again at the end.
    let islands: [[[Vector]]]
    private let radius: Double

    init(rings: [Ring], stateCount: Int, radius: Double) {
        self.radius = radius
        var fronts = [[Front]](repeating: [], count: stateCount)
        var islands = [[[Vector]]](repeating: [], count: stateCount)
        for ring in rings {
            if ring.isIsland {
                islands[ring.owners[0]].append(ring.points + [ring.points[0]])
            } else {
                for (state, front) in Self.fronts(of: ring, radius) { fronts[state].append(front) }
            }
        }
        self.fronts = fronts
        self.islands = islands
    }

    private static func fronts(of ring: Ring, _ radius: Double) -> [(Int, Front)] {
        let count = ring.points.count
        // A place where one state's coast ends and another's begins.
        let starts = ring.owners.indices.filter { index in
            guard ring.owners[index] >= 0 else { return false }
            var before = (index + count - 1) % count
            while ring.owners[before] < 0, before != index { before = (before + count - 1) % count }
            return ring.owners[before] != ring.owners[index]
        }
        guard !starts.isEmpty else {
            guard let owner = ring.owners.first(where: { $0 >= 0 }) else { return [] }
            return [(owner, front(ring, from: 0, edges: count, radius))]
        }
        return starts.map { start in
            let owner = ring.owners[start]
            var edges = 0
            var last = 0
            while edges < count {
                let found = ring.owners[(start + edges) % count]
                if found >= 0, found != owner { break }
                edges += 1
                if found == owner { last = edges }
            }
            return (owner, front(ring, from: start, edges: last, radius))
        }
    }

    private static func front(_ ring: Ring, from start: Int, edges: Int, _ radius: Double) -> Front {
        let count = ring.points.count
        var length = 0.0
        for edge in 0..<edges where ring.owners[(start + edge) % count] >= 0 {
            let chord = (ring.points[(start + edge + 1) % count] - ring.points[(start + edge) % count]).length
            length += Ellipsoid.arc(chord: chord, radius: radius)
        }
        return Front(points: (0...edges).map { ring.points[(start + $0) % count] }, length: length)
    }

    /// In metres, by state.
    func lengths(_ ruler: Ruler, islands withIslands: Bool) -> [Double] {
        fronts.indices.map { state in
            let coast = fronts[state].reduce(0) { $0 + length(of: $1, ruler) }
            guard withIslands else { return coast }
            return coast + islands[state].reduce(0) { $0 + length(ofIsland: $1, ruler) }
        }
    }

    private func length(of front: Front, _ ruler: Ruler) -> Double {
        switch ruler {
        case .digitised: return front.length
        case .straight:
            guard let first = front.points.first, let last = front.points.last else { return 0 }
            return Ellipsoid.arc(chord: (last - first).length, radius: radius)
        case .divider(let kilometres):
            // From both ends, so that it doesn't matter which way the data runs.
            let step = kilometres * 1000
            return (steps(front.points, step) + steps(front.points.reversed(), step)) / 2
        }
    }

    private func length(ofIsland points: [Vector], _ ruler: Ruler) -> Double {
        switch ruler {
        case .straight: return 0
        case .divider(let kilometres):
            let step = kilometres * 1000
            return (steps(points, step) + steps(points.reversed(), step)) / 2
        case .digitised:
            return zip(points, points.dropFirst()).reduce(0) { sum, edge in
                sum + Ellipsoid.arc(chord: (edge.1 - edge.0).length, radius: radius)
            }
        }
    }

    /// How far one gets with a divider: whole steps, each to the first point of the line that is so far away, and what is
    /// left to the end.
    private func steps(_ points: [Vector], _ step: Double) -> Double {
        guard var centre = points.first, let last = points.last else { return 0 }
        let chord = 2 * radius * sin(step / (2 * radius))
        var count = 0
        var index = 1
        var start = centre
        while index < points.count {
            let end = points[index]
            guard (end - centre).length >= chord else {
                start = end
                index += 1
                continue
            }
            // The edge leaves the circle between `start`, which is in it, and `end`.
            let along = end - start
            let offset = start - centre
            let square = along.lengthSquared
            let half = along.dot(offset)
            let root = (half * half - square * (offset.lengthSquared - chord * chord)).squareRoot()
            let part = square > 0 ? min(max((root - half) / square, 0), 1) : 1
            centre = start + part * along
            start = centre
            count += 1
        }
        return Double(count) * step + Ellipsoid.arc(chord: (last - centre).length, radius: radius)
    }

    /// How the length of each state's coast grows as the ruler shrinks: by the slope of log length over log ruler (L. F.
    /// Richardson 1961; B. Mandelbrot, Science 156, 1967); 1 for a smooth coast, `nil` where there is too little of it.
    func fractalDimensions(_ rulers: [Double], islands: Bool) -> [Double?] {
        let lengths = rulers.map { self.lengths(.divider($0), islands: islands) }
        let xs = rulers.map { log($0) }
        let mean = xs.reduce(0, +) / Double(xs.count)
        return fronts.indices.map { state in
            guard lengths.allSatisfy({ $0[state] > 0 }) else { return nil }
            let ys = lengths.map { log($0[state]) }
            let middle = ys.reduce(0, +) / Double(ys.count)
            var product = 0.0
            var square = 0.0
            for (x, y) in zip(xs, ys) {
                product += (x - mean) * (y - middle)
                square += (x - mean) * (x - mean)
            }
            return square > 0 ? 1 - product / square : nil
        }
    }
}
