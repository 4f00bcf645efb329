import JSON
import Testing

@testable import Division

/// A square lake with a hole, halves of two states, and a strip that is common.
@Suite("Maps")
struct MapTests {
    private static func place(_ longitude: Double, _ latitude: Double) -> Place {
        Place(longitude: longitude, latitude: latitude)
    }

    private static func rectangle(_ west: Double, _ south: Double, _ east: Double, _ north: Double) -> [Place] {
        [place(west, south), place(east, south), place(east, north), place(west, north), place(west, south)]
    }

    private static let scene = MapScene(
        title: "Lake <\"A&B\">",
        states: [MapScene.State(code: "A", name: "Ayland"), MapScene.State(code: "B", name: "Bee & Co")],
        coasts: [MapScene.Coast(state: 0, places: [place(50, 42), place(50, 40), place(51, 40)])],
        outcomes: ["one", "two"].map { name in
            Outcome(
                formula: Formula(name: name, title: "the \(name) line", geometry: .belts([1, 1])),
                allocation: Allocation(squareKilometres: [60, 30], common: 10),
                lines: [
                    BoundaryLine(
                        left: .state(0),
                        right: .state(1),
                        places: [place(51, 40), place(51, 41), place(51, 41.8)],
                        points: [place(51, 40), place(51, 41), place(51, 41.8)].map { Ellipsoid.point($0) },
                        kilometres: 200.04
                    )
                ],
                tripoints: [
                    Tripoint(place: place(51, 41.8), holders: [.state(0), .state(1), .common], kilometres: 22)
                ],
                regions: [
                    Region(
                        holder: .state(0),
                        outer: rectangle(50, 40, 51, 41.8),
                        holes: [rectangle(50.4, 40.4, 50.6, 40.6).reversed()]
                    ),
                    Region(holder: .state(1), outer: rectangle(51, 40, 52, 41.8), holes: []),
                    Region(holder: .common, outer: rectangle(50, 41.8, 52, 42), holes: []),
                ],
                conventions: []
            )
        },
        marks: [MapScene.Mark(name: "Field's", place: place(50.5, 41))],
        source: "a survey"
    )

    @Test("are projected so that angles stay and north is up")
    func projection() {
        let projection = MapProjection(fitting: Self.scene.places, size: 1000, margin: 50)
        #expect(projection.x(50) == 50 && projection.y(42) == 50)
        // Mercator's ordinates of 40° and 42° differ by 2.6509°, computed apart from this code: more than 2° of longitude.
        #expect(projection.height == 1000)
        #expect(abs(Double(projection.x(52) - 50) - 900 * 2 / 2.6509) < 1)
        // A degree of longitude at 41° is 111.195 km · cos 41°.
        #expect(abs(Double(projection.x(51) - projection.x(50)) / projection.unitsPerKilometre - 83.92) < 0.5)
    }

    @Test("leave out points that say nothing")
    func path() {
        let projection = MapProjection(fitting: Self.scene.places, size: 1000, margin: 0)
        let places = [50, 50.00001, 50.5, 51].map { Self.place($0, 42) } + [Self.place(51, 41)]
        #expect(projection.points(places).count == 3)
        #expect(projection.path([Self.place(50, 42)], isClosed: false) == "")
        #expect(projection.path(places, isClosed: false).hasPrefix("M0 0l"))
        #expect(projection.path(Self.rectangle(50, 40, 52, 42), isClosed: true).hasSuffix("z"))
    }

    @Test("as SVG have a title, a description, every water and line, and no tag of others' making")
    func svg() throws {
        let text = SVGMap(Self.scene).document(of: Self.scene.outcomes[0])
        try XMLCheck.check(text)
        #expect(text.contains("<title id=\"title\">Lake &lt;&quot;A&amp;B&quot;&gt; by the one line</title>"))
        #expect(
            text.contains(
                ">Ayland: 60.00 % (60 km²); Bee &amp; Co: 30.00 % (30 km²); common to all: 10.00 % (10 km²).</desc>"
            )
        )
        #expect(text.contains("<title>Ayland – Bee &amp; Co: 200.0 km</title>"))
        #expect(text.contains("<title>Field&#39;s</title>"))
        #expect(text.components(separatedBy: "class=\"water\"") == 4)
        #expect(!text.contains("http://") || text.components(separatedBy: "http") == 2)
    }

    @Test("as GeoJSON follow RFC 7946: outer rings counter-clockwise, holes clockwise, all closed")
    func geojson() throws {
        let json = try JSON(parsing: Array(GeoJSONMap(scene: Self.scene).json.description.utf8))
        #expect(json["type"] == "FeatureCollection")
        #expect(json["bbox"]?.array?.map(\.number) == [50, 40, 52, 42])
        let features = json["features"]?.array ?? []
        #expect(features.count == 2 * (3 + 1 + 1) + 1 + 1)
        #expect(json["crs"] == nil)
        for feature in features {
            #expect(feature["type"] == "Feature" && feature["properties"]?.object != nil)
            guard feature["geometry"]?["type"] == "MultiPolygon" else { continue }
            for polygon in feature["geometry"]?["coordinates"]?.array ?? [] {
                for (index, ring) in (polygon.array ?? []).enumerated() {
                    let positions = try #require(ring.array)
                    #expect(positions.count >= 4 && positions.first == positions.last)
                    #expect((area(positions) > 0) == (index == 0))
                }
            }
        }
        let water = try #require(features.first)
        #expect(water["properties"]?["state"] == "A" && water["properties"]?["formula"] == "one")
        #expect(water["properties"]?["km2"]?.number == 60 && water["properties"]?["percent"]?.number == 60)
    }

    @Test("as a page ask for nothing else, and have every formula in the table and on the slider")
    func page() throws {
        let text = HTMLMap(scene: Self.scene).document
        #expect(text.contains("default-src 'none'"))
        for word in ["src=", "href=", "@import", "url(http", "fetch(", "//cdn"] { #expect(!text.contains(word)) }
        #expect(text.contains("<input id=\"slider\" type=\"range\" min=\"0\" max=\"1\""))
        #expect(text.contains("aria-live=\"polite\"") && text.contains("<html lang=\"en\">"))
        #expect(text.components(separatedBy: "<button type=\"button\">") == 3)
        #expect(text.contains("const ids=[\"one\",\"two\"],names=[\"the one line\",\"the two line\"]"))
        #expect(text.contains("body=\"Lake \\u003c\\\"A\\u0026B\\\"\\u003e\""))
        #expect(text.components(separatedBy: "</script>") == 2)
    }

    /// Okabe & Ito's palette as they print it.
    @Test("use colours that everybody tells apart")
    func colors() {
        #expect(Set(MapColors.states).count == 7)
        #expect(MapColors.states.contains("#0072B2") && MapColors.states.contains("#E69F00"))
        #expect(MapColors.isHatched(.state(7)) && MapColors.fill(.state(7)) == MapColors.fill(.state(0)))
    }

    @Test("put a name where its water is widest")
    func label() throws {
        let projection = MapProjection(fitting: Self.scene.places, size: 1800, margin: 0)
        let place = try #require(LabelPlace.find(in: Self.scene.outcomes[0].regions[1], projection))
        // The middle of a rectangle a degree wide is half a degree from its sides.
        #expect(abs(place.point.x - projection.x(51.5)) < 60)
        #expect(abs(place.distance - (projection.x(51.5) - projection.x(51))) < 60)
    }

    private func area(_ positions: [JSON]) -> Double {
        zip(positions, positions.dropFirst()).reduce(0) { sum, pair in
            let (x1, y1) = (pair.0[0]?.number ?? 0, pair.0[1]?.number ?? 0)
            let (x2, y2) = (pair.1[0]?.number ?? 0, pair.1[1]?.number ?? 0)
            return sum + x1 * y2 - x2 * y1
        }
    }
}

/// Whether tags close as they open and every `&` begins an entity.
private enum XMLCheck {
    static func check(_ text: String) throws {
        var open: [Substring] = []
        var rest = text[...]
        while let start = rest.firstIndex(of: "<") {
            let end = try #require(rest[start...].firstIndex(of: ">"))
            let tag = rest[rest.index(after: start)..<end]
            rest = rest[rest.index(after: end)...]
            if tag.hasPrefix("?") || tag.hasPrefix("!") || tag.hasSuffix("/") { continue }
            if tag.hasPrefix("/") {
                #expect(open.popLast() == tag.dropFirst())
            } else {
                open.append(tag.prefix { $0 != " " && $0 != "\n" })
            }
        }
        #expect(open.isEmpty)
        let entities = ["amp;", "lt;", "gt;", "quot;", "#39;"]
        for piece in text.split(separator: "&").dropFirst() {
            #expect(entities.contains { piece.hasPrefix($0) }, "&\(piece.prefix(10))")
        }
    }
}

extension String {
    /// How many pieces lie between occurrences of `separator`.
    fileprivate func components(separatedBy separator: String) -> Int {
        var count = 1
        var rest = self[...]
        while let range = rest.firstRange(of: separator) {
            count += 1
            rest = rest[range.upperBound...]
        }
        return count
    }
}
