import Wire

extension Tracer {
    /// Finds the lines that end nowhere: those around islands, and whatever lies within them.
    mutating func seedIslands() throws(Failure) {
        let outer = domain.rings.filter { !$0.isIsland }
        var edges: [EdgeIndex.Edge] = []
        for ring in outer {
            for index in ring.points.indices {
                edges.append(EdgeIndex.Edge(from: ring.points[index], to: ring.points[ring.next(index)]))
            }
        }
        let index = EdgeIndex(edges)
        for ring in domain.rings where ring.isIsland {
            guard let hit = index.nearest(to: ring.points[0], hint: 0) else { continue }
            try followPath(from: ring.points[0], to: hit.foot)
        }
    }

    /// Finds what lies in the middle of the water, such as common water between belts.
    mutating func seedRows() throws(Failure) {
        let places = domain.rings.filter { !$0.isIsland }.flatMap(\.points).map { Ellipsoid.place($0) }
        guard let first = places.first else { return }
        // Longitudes from the first point on, so that the date line is no edge.
        let offsets = places.map { ($0.longitude - first.longitude).remainder(dividingBy: 360) }
        let latitudes = places.map(\.latitude)
        guard let west = offsets.min(), let east = offsets.max(), let south = latitudes.min(),
            let north = latitudes.max()
        else { return }
        let count = max(2, Int((north - south) * 111_000 / options.rowSpacing))
        for row in 1..<count {
            let latitude = south + (north - south) * Double(row) / Double(count)
            // By pieces, because a straight way in space is none along the ellipsoid.
            let pieces = max(1, Int((east - west).rounded(.up)))
            let place = { (piece: Int) in
                let longitude = first.longitude + west + (east - west) * Double(piece) / Double(pieces)
                return Ellipsoid.point(Place(longitude: longitude, latitude: latitude))
            }
            for piece in 0..<pieces { try followPath(from: place(piece), to: place(piece + 1)) }
        }
    }

    /// Whether a point lies in the water.
    func isInside(_ point: Vector) -> Bool {
        let place = Ellipsoid.place(point)
        var isInside = false
        for ring in domainPlaces where place.isInside(ring) { isInside.toggle() }
        return isInside
    }

    /// Traces every line that a straight way crosses and that isn't known yet.
    private mutating func followPath(from start: Vector, to end: Vector) throws(Failure) {
        let length = (end - start).length
        let place = { (distance: Double) in Ellipsoid.surface(near: start + (distance / length) * (end - start)) }
        var distance = 0.0
        var current = field.holder(place(0))
        while distance < length {
            try check()
            let next = min(distance + max(current.margin / (2.05 * steepest), 2), length)
            let here = field.holder(place(next))
            if here.state != current.state {
                var (low, high) = (distance, next)
                while high - low > 0.001 {
                    let middle = 0.5 * (low + high)
                    if field.holder(place(middle)).state == current.state { low = middle } else { high = middle }
                }
                try seed(at: place(high), from: current.state, to: field.holder(place(high)).state)
            }
            current = here
            distance = next
        }
    }

    private mutating func seed(at point: Vector, from first: Int, to second: Int) throws(Failure) {
        guard clearance(point) > 1, domainPlaces.isEmpty || isInside(point) else { return }
        // Along rows only what is far from the known lines is new; their narrowest bays may have been passed over.
        let reach = options.rowSpacing > 0 ? options.longestStep : 4 * options.tolerance + 1
        for line in lines where Set([line.left, line.right]) == [first, second] {
            for (start, end) in zip(line.points, line.points.dropFirst()) {
                // Most edges are far away.
                let edge = EdgeIndex.Edge(from: start, to: end)
                if (edge.foot(of: point) - point).length < reach { return }
            }
        }
        nodes.append(Node(point: point, isOnShore: false, isSeed: true, branches: branches(around: point)))
        try traceAll()
    }
}
