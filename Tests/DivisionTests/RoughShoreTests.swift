import Testing

@testable import Division

/// What lines that were followed step by step lost, and a mesh of triangles doesn't.
@Suite("Shores that are hard on lines")
struct RoughShoreTests {
    /// A wavy shore of so many arcs around a place; its states stand by turns.
    private static func wavy(_ centre: Place, radius: Double, states: Int, points: Int = 360) -> Lake {
        let place = { (index: Int) -> Place in
            let angle = 2 * Double.pi * Double(index % points) / Double(points)
            let length = radius * (1 + 0.2 * wave(7 * angle) + 0.1 * wave(31 * angle + 1))
            return Geodesic(from: centre, azimuth: -angle, length: length).place(at: length)
        }
        return Lake(
            coasts: (0..<states).map { state in
                let (from, to) = (points * state / states, points * (state + 1) / states)
                return (String(UnicodeScalar(UInt8(65 + state))), (from...to).map(place))
            }
        )
    }

    /// A wave of straight pieces between -1 and 1.
    private static func wave(_ angle: Double) -> Double {
        let part = (angle / (2 * .pi)).truncatingRemainder(dividingBy: 1)
        return part < 0.5 ? 4 * part - 1 : 3 - 4 * part
    }

    @Test(
        "are divided wherever they lie",
        arguments: [Place(51, 42), Place(179.9, -20), Place(-179.9, 65), Place(30, 89.5), Place(0, -89.7), Place(0, 0)]
    )
    func everywhere(centre: Place) throws {
        let shares = try Self.wavy(centre, radius: 80_000, states: 6).shares()
        let here = try Self.wavy(Place(51, 42), radius: 80_000, states: 6).shares()
        // The ellipsoid is not the same everywhere; a lake of 80 km hardly notices.
        for (state, share) in shares { #expect((share - (here[state] ?? 0)).magnitude < 0.02, "\(state) \(share)") }
    }

    @Test("are divided with weights that take whole coasts", arguments: [5_000.0, 20_000, 60_000])
    func weighted(weight: Double) throws {
        let lake = Self.wavy(Place(179.95, 10), radius: 50_000, states: 5)
        let partition = try lake.partition(.additive([weight, 0, weight / 2, 0, 0]))
        #expect(partition.isClosed)
        let whole = Domain(rings: lake.shore.rings(withLagoon: true)).area
        #expect((partition.areas.reduce(0, +) / whole - 1).magnitude < 1e-9)
        #expect(partition.areas.allSatisfy { $0 > -1 })
    }

    @Test("are divided in the middle of a disc, where all are equally far", arguments: 2...12)
    func disc(states: Int) throws {
        let arcs = (0..<states).map { (String(UnicodeScalar(UInt8(65 + $0))), degrees: 360 / Double(states)) }
        let shares = try Lake.disc(arcs, radius: 30_000, around: Place(20, 60)).shares()
        for share in shares.values { #expect((share - 100 / Double(states)).magnitude < 0.01) }
    }

    @Test("have their pole counted")
    func pole() throws {
        let lake = Lake.disc([("A", 120), ("B", 240)], radius: 100_000, around: Place(0, 90))
        // A cap of 100 km: 2πR²(1 - cos(r/R)), with R = a²/b at the pole.
        let area = try lake.partition().areas.reduce(0, +)
        #expect((area / 31_415_275_000 - 1).magnitude < 1e-4)
    }

    @Test("leave islands in a closed lagoon out, and take them in with it")
    func lagoon() {
        let outer: [Place] = [Place(0, 0), Place(1, 0), Place(1, 0.4)]
        let bay: [Place] = [Place(1, 0.4), Place(1.3, 0.4), Place(1.3, 0.6), Place(1, 0.6)]
        let rest: [Place] = [Place(1, 0.6), Place(1, 1), Place(0, 1), Place(0, 0)]
        let island = [Place(1.1, 0.45), Place(1.1, 0.5), Place(1.15, 0.45)]
        let shore = Shore(
            states: [Shore.State(code: "A", name: "A")],
            stretches: [
                Shore.Stretch(state: 0, isLagoon: false, places: outer),
                Shore.Stretch(state: 0, isLagoon: true, places: bay),
                Shore.Stretch(state: 0, isLagoon: false, places: rest),
            ],
            islands: [Shore.Island(state: 0, places: island)],
            source: nil
        )
        #expect(shore.rings(withLagoon: false).count == 1)
        #expect(shore.rings(withLagoon: true).count == 2)
    }
}
