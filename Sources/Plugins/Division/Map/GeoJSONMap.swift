import JSON

/// A map as GeoJSON (RFC 7946), which QGIS and others open: the waters as MultiPolygons, the lines between them, the
/// points where three meet, and the coasts.
struct GeoJSONMap {
    let scene: MapScene

    var json: JSON {
        var features: [JSON] = []
        for outcome in scene.outcomes { features += self.features(of: outcome) }
        features += scene.coasts.map { coast in
            feature(
                "LineString",
                .array(coast.places.map(Self.position)),
                ["kind": "coast", "state": .string(scene.states[coast.state].code)]
            )
        }
        features += scene.marks.map { mark in
            feature("Point", Self.position(mark.place), ["kind": "field", "name": .string(mark.name)])
        }
        var members: Members = ["type": "FeatureCollection", "name": .string(scene.title)]
        if let source = scene.source { members.append("source", .string(source)) }
        if let box = boundingBox { members.append("bbox", .array(box.map(Self.degree))) }
        members.append("features", .array(features))
        return .object(members)
    }

    private func features(of outcome: Outcome) -> [JSON] {
        let formula = JSON.string(outcome.formula.name)
        var features: [JSON] = []
        for holder in scene.holders {
            let regions = outcome.regions.filter { $0.holder == holder && $0.outer.count > 3 }
            guard !regions.isEmpty else { continue }
            let polygons = regions.map { region in
                JSON.array(([region.outer] + region.holes).map { .array($0.map(Self.position)) })
            }
            features.append(
                feature(
                    "MultiPolygon",
                    .array(polygons),
                    [
                        "kind": "water", "formula": formula, "state": .string(scene.code(of: holder)),
                        "name": .string(scene.name(of: holder)), "km2": .number(outcome.area(of: holder)),
                        "percent": .number(outcome.percent(of: holder)), "fill": .string(MapColors.fill(holder)),
                    ]
                )
            )
        }
        features += outcome.lines.filter { $0.places.count > 1 }.map { line in
            feature(
                "LineString",
                .array(line.places.map(Self.position)),
                [
                    "kind": "line", "formula": formula, "left": .string(scene.code(of: line.left)),
                    "right": .string(scene.code(of: line.right)), "km": .number(line.kilometres),
                ]
            )
        }
        features += outcome.tripoints.map { tripoint in
            feature(
                "Point",
                Self.position(tripoint.place),
                [
                    "kind": "tripoint", "formula": formula,
                    "states": .array(tripoint.holders.map { .string(scene.code(of: $0)) }),
                    "km": .number(tripoint.kilometres),
                ]
            )
        }
        return features
    }

    private func feature(_ type: String, _ coordinates: JSON, _ properties: Members) -> JSON {
        [
            "type": "Feature", "properties": .object(properties),
            "geometry": ["type": .string(type), "coordinates": coordinates],
        ]
    }

    /// West, south, east, north.
    private var boundingBox: [Double]? {
        let places = scene.places
        let (longitudes, latitudes) = (places.map(\.longitude), places.map(\.latitude))
        guard let west = longitudes.min(), let south = latitudes.min(), let east = longitudes.max(),
            let north = latitudes.max()
        else { return nil }
        return [west, south, east, north]
    }

    private static func position(_ place: Place) -> JSON { [degree(place.longitude), degree(place.latitude)] }

    /// To a hundred-millionth of a degree, about a millimetre: lines stay together, and files small.
    private static func degree(_ value: Double) -> JSON { .number((value * 1e8).rounded() / 1e8) }
}
