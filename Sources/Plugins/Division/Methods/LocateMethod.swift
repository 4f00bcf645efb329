import JSON
import PluginKit
import Schema
import Wire

/// What `division.locate` takes and returns.
enum LocateMethod {
    static let longitude = Parameter<Double>("lon", .number(-180...180), "Degrees east of Greenwich, on WGS84.")
    static let latitude = Parameter<Double>("lat", .number(-90...90), "Degrees north of the equator.")

    static let description = MethodDescription(
        "division.locate",
        "Says whose water a point is under every formula, and how far from each coast.",
        parameters: [longitude.property, latitude.property, BodyParameter.body.property] + BodyParameter.options,
        result: .object([
            Property("body", .string.described("The sea or lake, by name.")),
            Property("inWater", .boolean.described("Whether the point lies in it.")),
            Property("coasts", .list(of: .object(coast)).described("The distance to each state's coast.")),
            Property("owners", .list(of: .object(owner)).described("One for each formula; none on land.")),
        ]),
        errors: [.invalidParams, .notFound],
        examples: [
            MethodDescription.Example(
                "the field Kashagan",
                ["lon": 51.583, "lat": 46.167],
                result: ["inWater": true]
            )
        ]
    )

    private static let coast: [Property] = [
        Property("state", .string.described("The state's code.")),
        Property("km", .number.described("To its nearest coast or island.")),
        Property("lon", .number.described("Of the nearest point.")),
        Property("lat", .number.described("Of the nearest point.")),
    ]
    static let owner: [Property] = [
        Property("rule", .string.described("The formula.")),
        Property("owner", .string.described("A state's code, or common.")),
        Property("marginKm", .number.described("To the nearest line; absent where there is none."), isRequired: false),
        Property("neighbour", .string.described("Who holds what is beyond that line."), isRequired: false),
        Property(
            "tooCloseToCall",
            .boolean.described("Whether the position is less certain than the margin."),
            isRequired: false
        ),
    ]
}

extension DivisionPlugin {
    func locate(_ call: Call) throws(Failure) -> JSON {
        let waters = try waters(call[BodyParameter.body])
        let options = BodyParameter.options(call)
        let place = Place(longitude: call[LocateMethod.longitude], latitude: call[LocateMethod.latitude])
        let point = Ellipsoid.point(place)
        var field = DistanceField(waters.ground(options).coasts, islands: options.islands)
        let coasts = waters.body.states.indices.compactMap { state -> JSON? in
            guard let foot = field.foot(state, point) else { return nil }
            let nearest = Ellipsoid.place(foot)
            return [
                "state": .string(waters.body.states[state].code),
                "km": .number(Geodesic(from: place, to: nearest).length / 1000),
                "lon": .number(nearest.longitude), "lat": .number(nearest.latitude),
            ]
        }
        let inWater = waters.contains(place, options)
        return [
            "body": .string(waters.body.name), "inWater": .bool(inWater), "coasts": .array(coasts),
            "owners": .array(inWater ? try owners(of: place, 0, waters, options, call) : []),
        ]
    }

    /// Who holds a place under each formula.
    ///
    /// - Parameter uncertainty: how far off the place may be, in km.
    func owners(
        of place: Place,
        _ uncertainty: Double,
        _ waters: Waters,
        _ options: Waters.Options,
        _ call: Call
    ) throws(Failure) -> [JSON] {
        var found: [JSON] = []
        for formula in waters.formulas {
            let outcome: Outcome
            do throws(Failure) {
                outcome = try waters.outcome(formula, options) { () throws(Failure) in try call.checkpoint() }
            } catch {
                // Formulas that can't be drawn have no owners to tell.
                guard error.code == .invalidParams || error.code == .internalError else { throw error }
                continue
            }
            guard let holder = outcome.holder(of: place) else { continue }
            var members: Members = ["rule": .string(formula.name), "owner": waters.code(holder)]
            if let nearest = outcome.nearestLine(to: place, of: holder) {
                members.append("marginKm", .number(nearest.kilometres))
                members.append("neighbour", waters.code(nearest.beyond))
                if uncertainty > 0 { members.append("tooCloseToCall", .bool(nearest.kilometres < uncertainty)) }
            } else if uncertainty > 0 {
                members.append("tooCloseToCall", false)
            }
            found.append(.object(members))
        }
        return found
    }
}

extension Outcome {
    func holder(of place: Place) -> Holder? {
        regions.first { region in
            place.isInside(region.outer) && !region.holes.contains { place.isInside($0) }
        }?.holder
    }

    /// The nearest line that bounds a holder's water, how far it is, and who holds what is beyond.
    func nearestLine(to place: Place, of holder: Holder) -> (kilometres: Double, beyond: Holder)? {
        let point = Ellipsoid.point(place)
        var best: (square: Double, foot: Vector, beyond: Holder)?
        for line in lines where line.left == holder || line.right == holder {
            let points = line.points
            for (start, end) in zip(points, points.dropFirst()) {
                let foot = EdgeIndex.Edge(from: start, to: end).foot(of: point)
                let square = (foot - point).lengthSquared
                if square < best?.square ?? .infinity {
                    best = (square, foot, line.left == holder ? line.right : line.left)
                }
            }
        }
        return best.map { (Geodesic(from: place, to: Ellipsoid.place($0.foot)).length / 1000, $0.beyond) }
    }
}

extension Waters {
    func contains(_ place: Place, _ options: Options) -> Bool {
        ground(options).outline.contains(Ellipsoid.point(place))
    }
}
