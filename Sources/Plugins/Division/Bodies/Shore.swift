/// The shore of a body of water as its data gives it: coasts by state, in the order of the ring, and islands.
struct Shore: Sendable {
    /// A piece of the outer shore with one state.
    struct Stretch: Sendable {
        /// By its place among `states`.
        let state: Int
        /// Whether it is the shore of a lagoon, which a straight line can close off.
        let isLagoon: Bool
        let places: [Place]
    }

    struct Island: Sendable {
        let state: Int
        /// The first one isn't repeated.
        let places: [Place]
    }

    struct State: Sendable, Hashable {
        let code: String
        let name: String
    }

    let states: [State]
    let stretches: [Stretch]
    let islands: [Island]
    /// Where the data is from.
    let source: String?

    var hasLagoon: Bool { stretches.contains(where: \.isLagoon) }

    /// The latitude midway between the northernmost and the southernmost point, in degrees.
    var middleLatitude: Double {
        let latitudes = stretches.flatMap(\.places).map(\.latitude)
        return ((latitudes.min() ?? 0) + (latitudes.max() ?? 0)) / 2
    }

    /// The rings of the water, with or without the lagoons; edges longer than 5 km are divided. Islands in a lagoon that is
    /// closed off are left out with it.
    func rings(withLagoon: Bool) -> [Ring] {
        let used = stretches.filter { withLagoon || !$0.isLagoon }
        var points: [Vector] = []
        var owners: [Int] = []
        var places: [Place] = []
        for (index, stretch) in used.enumerated() {
            for place in stretch.places { places.append(place) }
            var last = stretch.places[0]
            points.append(Ellipsoid.point(last))
            for place in stretch.places.dropFirst() {
                let more = Geodesic.points(from: last, to: place)
                points += more
                owners += Array(repeating: stretch.state, count: more.count)
                last = place
            }
            let next = used[(index + 1) % used.count].places[0]
            if next == last {
                points.removeLast()
            } else {
                // A lagoon that is left out, closed by a straight line.
                let more = Geodesic.points(from: last, to: next)
                points += more.dropLast()
                owners += Array(repeating: -1, count: more.count)
            }
        }
        var rings = [Ring(points: points, owners: owners, isIsland: false)]
        if rings[0].area < 0 {
            // The other way round: the edge before a point becomes that behind it.
            let turned = Array(owners.dropLast().reversed()) + owners.suffix(1)
            rings[0] = Ring(points: points.reversed(), owners: turned, isIsland: false)
        }
        let outline = PlaneOutline(Domain(rings: rings))
        rings += islands.filter { outline.contains(Ellipsoid.point($0.places[0])) }.map { island in
            var points: [Vector] = []
            for (index, place) in island.places.enumerated() {
                points += Geodesic.points(from: place, to: island.places[(index + 1) % island.places.count])
            }
            if AreaPoint.area(of: points) > 0 { points.reverse() }
            return Ring(points: points, owners: Array(repeating: island.state, count: points.count), isIsland: true)
        }
        return rings
    }
}
