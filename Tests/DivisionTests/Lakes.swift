@testable import Division

/// Small bodies of water of known form.
struct Lake {
    var coasts: [(state: String, places: [Place])]
    var islands: [(state: String, places: [Place])] = []

    /// One state on each side of a rectangle from 0 to 1 degree east and a quarter degree around the equator.
    static let rectangle = Lake(coasts: [
        ("S", [Place(0, -0.25), Place(1, -0.25)]), ("E", [Place(1, -0.25), Place(1, 0.25)]),
        ("N", [Place(1, 0.25), Place(0, 0.25)]), ("W", [Place(0, 0.25), Place(0, -0.25)]),
    ])

    /// A square without its south-west quarter; the coasts of A and B meet at the corner that juts out.
    static let headland = Lake(coasts: [
        ("A", [Place(-0.5, 0), Place(0, 0)]), ("B", [Place(0, 0), Place(0, -0.5)]),
        ("C", [Place(0, -0.5), Place(0.5, -0.5), Place(0.5, 0.5), Place(-0.5, 0.5), Place(-0.5, 0)]),
    ])

    /// A disc of 100 km of which three states have a fifth, three tenths and a half of the shore.
    static let pie = Lake.disc([("A", 72), ("B", 108), ("C", 180)], radius: 100_000, around: Place(51, 42))

    /// A disc whose shore is shared as the arcs say, which begin in the north and run counter-clockwise.
    static func disc(_ arcs: [(String, degrees: Double)], radius: Double, around centre: Place) -> Lake {
        var angle = 0.0
        var coasts: [(String, [Place])] = []
        let place = { (degrees: Double) in
            Geodesic(from: centre, azimuth: -degrees * .pi / 180, length: radius).place(at: radius)
        }
        for (state, degrees) in arcs {
            let steps = Int(degrees * 2)
            coasts.append((state, (0...steps).map { place(angle + degrees * Double($0) / Double(steps)) }))
            angle += degrees
        }
        for index in coasts.indices {
            let last = coasts[index].1.count - 1
            coasts[index].1[last] = coasts[(index + 1) % coasts.count].1[0]
        }
        return Lake(coasts: coasts)
    }

    var shore: Shore {
        var states: [Shore.State] = []
        let number = { (code: String) in
            if let index = states.firstIndex(where: { $0.code == code }) { return index }
            states.append(Shore.State(code: code, name: code))
            return states.count - 1
        }
        let stretches = coasts.map { Shore.Stretch(state: number($0.state), isLagoon: false, places: $0.places) }
        let islands = islands.map { Shore.Island(state: number($0.state), places: $0.places) }
        return Shore(states: states, stretches: stretches, islands: islands, source: nil)
    }

    func partition(
        _ weighting: Weighting = .none,
        islands: IslandEffect = .full
    ) throws -> Partition {
        let shore = shore
        let rings = shore.rings(withLagoon: true)
        let radius = Ellipsoid.meanRadius(latitude: shore.middleLatitude)
        let coasts = Coasts(rings: rings, stateCount: shore.states.count, radius: radius)
        let field = DistanceField(coasts, weighting: weighting, islands: islands)
        var mosaic = Mosaic(Domain(rings: rings), field: field)
        return try mosaic.partition()
    }

    /// In percent, by state.
    func shares(_ weighting: Weighting = .none, islands: IslandEffect = .full) throws -> [String: Double] {
        let partition = try partition(weighting, islands: islands)
        let whole = partition.areas.reduce(0, +)
        return Dictionary(
            uniqueKeysWithValues: zip(shore.states.map(\.code), partition.areas.map { 100 * $0 / whole })
        )
    }

    func mapped(_ change: (Place) -> Place) -> Lake {
        Lake(
            coasts: coasts.map { ($0.state, $0.places.map(change)) },
            islands: islands.map { ($0.state, $0.places.map(change)) }
        )
    }

    /// East and west exchanged. The shore then runs the other way, so it is turned.
    var mirrored: Lake {
        let lake = mapped { Place(-$0.longitude, $0.latitude) }
        return Lake(
            coasts: lake.coasts.reversed().map { ($0.state, $0.places.reversed()) },
            islands: lake.islands.map { ($0.state, $0.places.reversed()) }
        )
    }

    /// With further points on every edge.
    func subdivided(_ count: Int) -> Lake {
        let divide = { (places: [Place]) -> [Place] in
            var divided = [places[0]]
            for (start, end) in zip(places, places.dropFirst()) {
                let line = Geodesic(from: start, to: end)
                for step in 1..<count { divided.append(line.place(at: line.length * Double(step) / Double(count))) }
                divided.append(end)
            }
            return divided
        }
        return Lake(
            coasts: coasts.map { ($0.state, divide($0.places)) },
            islands: islands.map { ($0.state, divide($0.places + [$0.places[0]]).dropLast()) }
        )
    }
}
