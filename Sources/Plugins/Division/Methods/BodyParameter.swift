import JSON
import PluginKit
import Schema
import Wire

/// How requests name a body of water and say what counts.
enum BodyParameter {
    /// Who knows the names of formulas.
    static let formulas = NameSource("division.bodies", "bodies.rules")
    static let body = Parameter<JSON?>(
        "body",
        .either(
            .string(length: 1...200).named(by: NameSource("division.bodies", "bodies.name")),
            .object([], others: .any)
        ),
        "The sea or lake: its name in the configuration, {\"geojson\": FILE}, or a GeoJSON FeatureCollection; the first "
            + "one of the configuration where none is named."
    )
    static let islands = Parameter<String?>(
        "islands",
        .choice("full", "half", "none"),
        "How islands count as coasts: full (without a word), half or none."
    )
    static let lagoon = Parameter<Bool>(
        "lagoon",
        .boolean,
        "Whether lagoons are divided with the rest rather than closed off.",
        fallback: false
    )

    static let options: [Property] = [islands.property, lagoon.property]

    static func options(_ call: Call) -> Waters.Options {
        Waters.Options(
            islands: call[islands].flatMap(IslandEffect.init(rawValue:)) ?? .full,
            withLagoon: call[lagoon]
        )
    }
}

extension Waters {
    /// `IRN`, or `common`.
    func code(_ holder: Holder) -> JSON {
        switch holder {
        case .state(let index): .string(body.states[index].code)
        case .common: "common"
        }
    }

    func json(_ tripoint: Tripoint) -> JSON {
        [
            "states": .array(tripoint.holders.map { code($0) }), "lon": .number(tripoint.place.longitude),
            "lat": .number(tripoint.place.latitude),
            "km": .array(tripoint.distances.map { $0.map { .number($0) } ?? .null }),
        ]
    }
}

extension Double {
    /// With so many digits behind the point, or all of them.
    func rounded(_ decimals: Int?) -> JSON {
        guard let decimals else { return .number(self) }
        let power = (0..<decimals).reduce(1.0) { power, _ in power * 10 }
        return .number((self * power).rounded() / power)
    }
}
