import JSON

/// The waters of a map, as the daemon sends them in GeoJSON.
struct MapShapes {
    struct Water {
        /// Of the state, or `common`.
        let code: String
        let name: String
        let percent: Double
        /// Red, green and blue.
        let color: Color
        /// All rings of all polygons, in degrees: what an odd number of them contains is inside.
        let rings: [[Point]]
    }

    struct Point: Hashable {
        let longitude: Double
        let latitude: Double
    }

    struct Color: Hashable {
        let red: UInt8
        let green: UInt8
        let blue: UInt8
    }

    let waters: [Water]

    init(_ geojson: JSON) {
        waters = (geojson["features"]?.array ?? []).compactMap { feature in
            guard feature["properties"]?["kind"] == "water", let polygons = feature["geometry"]?["coordinates"]?.array
            else { return nil }
            return Water(
                code: feature["properties"]?["state"]?.string ?? "?",
                name: feature["properties"]?["name"]?.string ?? "?",
                percent: feature["properties"]?["percent"]?.number ?? 0,
                color: Color(feature["properties"]?["fill"]?.string ?? "") ?? Color(red: 128, green: 128, blue: 128),
                rings: polygons.flatMap { ($0.array ?? []).map(Self.ring) }
            )
        }
    }

    private static func ring(_ json: JSON) -> [Point] {
        (json.array ?? []).compactMap { position in
            guard let longitude = position[0]?.number, let latitude = position[1]?.number else { return nil }
            return Point(longitude: longitude, latitude: latitude)
        }
    }

    var points: [Point] { waters.flatMap { $0.rings.joined() } }
}

extension MapShapes.Color {
    /// `#0072B2`
    init?(_ text: String) {
        guard text.utf8.count == 7, text.hasPrefix("#"), let value = UInt32(text.dropFirst(), radix: 16) else {
            return nil
        }
        self.init(red: UInt8(value >> 16), green: UInt8(value >> 8 & 255), blue: UInt8(value & 255))
    }
}
