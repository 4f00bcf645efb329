import Testing

@testable import Division

/// Expected values are GeographicLib's (Python package geographiclib 2.1, `Geodesic.WGS84`).
@Suite("Geometry on the ellipsoid")
struct GeometryTests {
    private static let lines: [(Place, Place, metres: Double, azimuth: Double)] = [
        (Place(48.87, 38.43), Place(53.85, 37.34), 454_418.4448269722, 103.89897667815491),
        (Place(47, 45), Place(54, 37), 1_064_960.0472344025, 144.10223016324622),
        (Place(-71, -16), Place(-69.5, -15.5), 170_003.96162516196, 71.21182676888377),
        (Place(179.5, 10), Place(-179.5, 11), 155_620.20173844136, 44.6122489341116),
        (Place(0, 0), Place(1, 0), 111_319.49079327357, 90),
    ]

    @Test("measures the shortest line to half a millimetre", arguments: lines)
    func inverse(line: (Place, Place, metres: Double, azimuth: Double)) {
        let found = Geodesic(from: line.0, to: line.1)
        #expect((found.length - line.metres).magnitude < 0.0005)
        #expect((found.azimuth * 180 / .pi - line.azimuth).magnitude < 1e-8)
    }

    @Test("finds where a line is after 200 km")
    func direct() {
        let end = Geodesic(from: Place(48.87, 38.43), azimuth: 100 * .pi / 180, length: 200_000).place(at: 200_000)
        #expect((end.longitude - 51.115593429567994).magnitude < 1e-8)
        #expect((end.latitude - 38.095561841293325).magnitude < 1e-8)
    }

    @Test(
        "measures areas between shortest lines to a hundred-millionth",
        arguments: [
            ([Place(0, -0.25), Place(1, -0.25), Place(1, 0.25), Place(0, 0.25)], 6_154_674_319.497202),
            ([Place(47, 37), Place(54, 37), Place(54, 47), Place(47, 47)], 643_071_792_603.8755),
            ([Place(-71, -17), Place(-69, -16.5), Place(-70, -15)], 20_682_571_614.711975),
            ([Place(179, 10), Place(-179, 10), Place(-179, 12), Place(179, 12)], 48_357_252_006.53711),
        ]
    )
    func areas(corners: [Place], expected: Double) {
        var points: [Vector] = []
        for (index, corner) in corners.enumerated() {
            points += Geodesic.points(from: corner, to: corners[(index + 1) % corners.count])
        }
        let area = AreaPoint.area(of: points)
        #expect((area / expected - 1).magnitude < 1e-8)
        #expect((AreaPoint.area(of: points.reversed()) + area).magnitude < 1)
    }

    @Test("turns places into points and back", arguments: [Place(50, 42), Place(-120.5, -33.25), Place(0, 0)])
    func places(place: Place) {
        let back = Ellipsoid.place(Ellipsoid.point(place))
        #expect((back.longitude - place.longitude).magnitude < 1e-12)
        #expect((back.latitude - place.latitude).magnitude < 1e-12)
    }

    @Test("makes arcs of chords to 15 cm up to 300 km")
    func arcs() {
        let start = Place(51, 42)
        let radius = Ellipsoid.meanRadius(latitude: 42)
        for azimuth in stride(from: 0.0, to: 6, by: 0.5) {
            for length in [1_000.0, 50_000, 300_000] {
                let end = Geodesic(from: start, azimuth: azimuth, length: length).place(at: length)
                let chord = (Ellipsoid.point(end) - Ellipsoid.point(start)).length
                #expect((Ellipsoid.arc(chord: chord, radius: radius) - length).magnitude < 0.15)
            }
        }
    }
}

extension Place {
    init(_ longitude: Double, _ latitude: Double) { self.init(longitude: longitude, latitude: latitude) }
}
