import JSON
import PluginKit
import Schema
import Wire

/// What `division.map` takes and returns. The plugin makes the text, since the geometry is here: any client can show it
/// or write it to a file without knowing how maps are made.
enum MapMethod {
    static let rule = Parameter<JSON?>(
        "rule",
        .either(.string(length: 1...4000).named(by: BodyParameter.formulas), .object(FormulaSettings.inline)),
        "The formula to draw, by name or as in the configuration. Without: every one for html and geojson, the median line "
            + "for svg."
    )
    static let form = Parameter<String>(
        "as",
        .choice("svg", "geojson", "html"),
        "A picture, data for QGIS and the like (RFC 7946), or a page with a slider between the formulas.",
        fallback: "svg"
    )

    static let description = MethodDescription(
        "division.map",
        "Draws who gets which water, as a picture, as data or as a page.",
        parameters: [BodyParameter.body.property, rule.property, form.property] + BodyParameter.options,
        result: .object([
            Property("body", .string.described("The sea or lake, by name.")),
            Property("rules", .list(of: .string).described("The formulas that are drawn.")),
            Property("as", .string.described("The form that was asked for.")),
            Property("mediaType", .string.described("What the text is.")),
            Property("text", .string.described("The map, to be written to a file as it is.")),
            Property(
                "unavailable",
                .list(of: .object(unavailable)).described("Formulas that can't be drawn, and why.")
            ),
        ]),
        errors: [.invalidParams, .notFound],
        examples: [
            MethodDescription.Example(
                "the median line as a picture",
                ["body": "caspian", "rule": "median"],
                result: ["rules": ["median"], "as": "svg", "mediaType": "image/svg+xml"]
            )
        ]
    )

    private static let unavailable: [Property] = [
        Property("rule", .string.described("By name.")),
        Property("reason", .string.described("What it lacks.")),
    ]

    static func mediaType(_ form: String) -> String {
        switch form {
        case "geojson": "application/geo+json"
        case "html": "text/html"
        default: "image/svg+xml"
        }
    }

    static func text(_ scene: MapScene, as form: String) -> String {
        switch form {
        case "geojson": GeoJSONMap(scene: scene).json.description + "\n"
        case "html": HTMLMap(scene: scene).document
        default: scene.outcomes.first.map { SVGMap(scene).document(of: $0) } ?? ""
        }
    }
}

extension DivisionPlugin {
    func map(_ call: Call) throws(Failure) -> JSON {
        let waters = try waters(call[BodyParameter.body])
        let options = BodyParameter.options(call)
        let form = call[MapMethod.form]
        let named = try call[MapMethod.rule].map { (rule) throws(Failure) in try waters.formula(rule) }
        let median = waters.formulas.first { $0.name == BuiltInFormulas.median.name }
        let single = named ?? (form == "svg" ? median : nil)
        let formulas = single.map { [$0] } ?? waters.formulas
        var outcomes: [Outcome] = []
        var unavailable: [JSON] = []
        for (index, formula) in formulas.enumerated() {
            call.progress(index, of: formulas.count, formula.title)
            do throws(Failure) {
                outcomes.append(
                    try waters.outcome(formula, options) { () throws(Failure) in try call.checkpoint() }
                )
            } catch {
                let isItsOwn = error.code == .invalidParams || error.code == .internalError
                guard formulas.count > 1, isItsOwn else { throw error }
                unavailable.append(["rule": .string(formula.name), "reason": .string(error.message)])
            }
        }
        let scene = MapScene(
            title: waters.body.title,
            states: waters.body.states.map { MapScene.State(code: $0.code, name: $0.name) },
            coasts: waters.shore.stretches.filter { options.withLagoon || !$0.isLagoon }.map {
                MapScene.Coast(state: $0.state, places: $0.places)
            },
            outcomes: outcomes,
            marks: try marks(waters.body),
            source: waters.shore.source
        )
        return [
            "body": .string(waters.body.name),
            "rules": .array(outcomes.map { .string($0.formula.name) }),
            "as": .string(form),
            "mediaType": .string(MapMethod.mediaType(form)),
            "text": .string(MapMethod.text(scene, as: form)),
            "unavailable": .array(unavailable),
        ]
    }

    /// The fields whose position is published.
    private func marks(_ body: Body) throws(Failure) -> [MapScene.Mark] {
        guard let path = body.fieldsPath else { return [] }
        return (try DataFile.json(path)["fields"]?.array ?? []).compactMap { field in
            guard let name = field["name"]?.string, let longitude = field["lon"]?.number,
                let latitude = field["lat"]?.number
            else { return nil }
            return MapScene.Mark(name: name, place: Place(longitude: longitude, latitude: latitude))
        }
    }
}
