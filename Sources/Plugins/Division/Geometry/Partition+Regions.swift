extension Partition {
    /// The waters as rings: pieces of shore and lines put end to end, each with its water on the left.
    func regions(holder: (Int) -> Holder) -> [Region] {
        let states = Set(shores.map(\.holder) + bounds.flatMap { [$0.left, $0.right] })
        return states.subtracting(left.map { [$0] } ?? []).sorted().flatMap { regions(of: $0, as: holder($0)) }
    }

    private struct Chain {
        let from: Int
        let to: Int
        let points: [Vector]
    }

    private func regions(of state: Int, as holder: Holder) -> [Region] {
        Self.nested(
            vectorRings(of: state).map { (AreaPoint.area(of: $0), $0.map { Ellipsoid.place($0) }) },
            as: holder
        )
    }

    /// The rings of a state's waters; each ends where it begins.
    func vectorRings(of state: Int) -> [[Vector]] {
        var rings: [[Vector]] = []
        var chains: [Chain] = []
        for shore in shores where shore.holder == state {
            let points = points(of: shore)
            if let from = shore.from, let to = shore.to {
                chains.append(Chain(from: from, to: to, points: points))
            } else {
                rings.append(points)
            }
        }
        for line in bounds where line.left == state || line.right == state {
            let isLeft = line.left == state
            chains.append(
                Chain(
                    from: isLeft ? line.from : line.to,
                    to: isLeft ? line.to : line.from,
                    points: isLeft ? line.points : line.points.reversed()
                )
            )
        }
        return rings + Self.linked(chains)
    }

    private static func linked(_ chains: [Chain]) -> [[Vector]] {
        var rings: [[Vector]] = []
        var isUsed = [Bool](repeating: false, count: chains.count)
        for first in chains.indices where !isUsed[first] {
            isUsed[first] = true
            var ring = chains[first].points
            var end = chains[first].to
            while end != chains[first].from {
                let candidates = chains.indices.filter { !isUsed[$0] && chains[$0].from == end }
                guard let next = candidates.first else { break }
                isUsed[next] = true
                ring += chains[next].points.dropFirst()
                end = chains[next].to
            }
            if let start = ring.first { ring[ring.count - 1] = start }
            rings.append(ring)
        }
        return rings
    }

    /// Gives each hole to the ring around it.
    private static func nested(_ rings: [(area: Double, places: [Place])], as holder: Holder) -> [Region] {
        let outers = rings.filter { $0.area > 0 }.sorted { $0.area > $1.area }
        var holes = [[[Place]]](repeating: [], count: outers.count)
        for ring in rings where ring.area < 0 {
            // The smallest one that contains it.
            guard let place = ring.places.first, !outers.isEmpty else { continue }
            let index = outers.lastIndex { place.isInside($0.places) } ?? 0
            holes[index].append(ring.places)
        }
        return zip(outers, holes).map { Region(holder: holder, outer: $0.places, holes: $1) }
    }
}

extension Place {
    /// Whether it lies in a closed ring, by how often a line to the east crosses that.
    func isInside(_ ring: [Place]) -> Bool {
        // Near a pole, longitudes say little of where a point lies.
        guard latitude.magnitude < 80 else { return isInsideNearPole(ring) }
        var isInside = false
        for (start, end) in zip(ring, ring.dropFirst()) where (start.latitude > latitude) != (end.latitude > latitude) {
            let part = (latitude - start.latitude) / (end.latitude - start.latitude)
            let from = Self.near(start.longitude - longitude)
            let to = Self.near(end.longitude - longitude)
            if from + part * (to - from) > 0 { isInside.toggle() }
        }
        return isInside
    }

    private func isInsideNearPole(_ ring: [Place]) -> Bool {
        let plane = Plane(around: Ellipsoid.point(self))
        var isInside = false
        let points = ring.map { plane.point(Ellipsoid.point($0)) }
        for (start, end) in zip(points, points.dropFirst()) where (start.y > 0) != (end.y > 0) {
            if start.x - start.y / (end.y - start.y) * (end.x - start.x) > 0 { isInside.toggle() }
        }
        return isInside
    }

    /// A difference of longitudes between -180 and 180.
    private static func near(_ difference: Double) -> Double {
        difference > 180 ? difference - 360 : difference < -180 ? difference + 360 : difference
    }
}
