import JSON
import PluginKit
import Schema
import Wire

/// How bodies of water stand in the configuration.
enum BodySettings {
    static let bodies = Parameter<[JSON]>(
        "bodies",
        .list(of: .object(body)),
        "The seas and lakes to divide; the first one is meant where a request names none.",
        fallback: []
    )

    private static let body: [Property] = [
        Property("name", .string(length: 1...64).described("What requests call it.")),
        Property("title", .string(length: 1...200).described("What answers call it."), isRequired: false),
        Property("aliases", names.described("Other names in questions."), isRequired: false),
        Property("area-km2", amount.described("Its area in square kilometres."), isRequired: false),
        Property("area-source", .string.described("Where that figure is from."), isRequired: false),
        Property("source", .string.described("Where the coast lengths are from."), isRequired: false),
        Property("shore", .path.described("A GeoJSON file with its coasts and islands."), isRequired: false),
        Property("fields", .path.described("A JSON file with fields of oil and gas."), isRequired: false),
        Property("published", .path.described("A JSON file with shares as published."), isRequired: false),
        Property("formulas", FormulaSettings.schema.described("Formulas of your own."), isRequired: false),
        Property("states", .list(of: .object(state)).described("The states on its shore.")),
    ]

    private static let state: [Property] = [
        Property("code", .string(length: 1...16).described("Short and of its own, such as IRN.")),
        Property("name", .string(length: 1...100).described("What answers call it.")),
        Property("aliases", names.described("Other names in questions."), isRequired: false),
        Property("coast-km", amount.described("The length of its coast in kilometres."), isRequired: false),
        Property(
            "source",
            .string.described("Where that length is from, if not from the body's source."),
            isRequired: false
        ),
    ]

    private static let names: Schema = .list(of: .string(length: 1...100))
    private static let amount: Schema = .number

    /// Reads the bodies. Throws `configInvalid` with the `pointer` of the first mistake that a schema can't see.
    static func read(_ settings: Arguments) throws(Failure) -> [Body] {
        var found: [Body] = []
        for (index, json) in settings[bodies].enumerated() {
            let pointer = Pointer(["bodies"]).appending(index)
            let body = try read(json, at: pointer)
            if found.contains(where: { $0.name == body.name }) {
                throw mistake(
                    "two bodies are named '\(body.name)'; give each a name of its own",
                    pointer.appending("name")
                )
            }
            found.append(body)
        }
        return found
    }

    private static func read(_ json: JSON, at pointer: Pointer) throws(Failure) -> Body {
        let name = json["name"]?.string ?? ""
        let source = json["source"]?.string
        var states: [Body.State] = []
        for (index, one) in (json["states"]?.array ?? []).enumerated() {
            let state = try readState(one, source: source, at: pointer.appending("states").appending(index))
            if let other = states.first(where: { $0.code.lowercased() == state.code.lowercased() }) {
                throw mistake(
                    "'\(state.name)' and '\(other.name)' have the same code '\(state.code)'; give each its own",
                    pointer.appending("states").appending(index).appending("code")
                )
            }
            states.append(state)
        }
        guard !states.isEmpty else {
            throw mistake(
                "'\(name)' has no states; list those on its shore, each with 'code', 'name' and 'coast-km'",
                pointer.appending("states")
            )
        }
        for key in ["shore", "fields", "published"] {
            guard let path = json[key]?.string, !DataFile.exists(path) else { continue }
            throw mistake("the file '\(path)' of '\(name)' is missing", pointer.appending(key))
        }
        return Body(
            name: name,
            title: json["title"]?.string ?? name,
            aliases: names(json["aliases"]),
            area: try positive(json["area-km2"], "area-km2", of: name, at: pointer),
            areaSource: json["area-source"]?.string,
            states: states,
            shorePath: json["shore"]?.string,
            fieldsPath: json["fields"]?.string,
            publishedPath: json["published"]?.string,
            formulas: try readFormulas(json, states, of: name, at: pointer)
        )
    }

    private static func readFormulas(
        _ json: JSON,
        _ states: [Body.State],
        of name: String,
        at pointer: Pointer
    ) throws(Failure) -> [Formula] {
        let given = json["formulas"]?.array ?? []
        let list = pointer.appending("formulas")
        if !given.isEmpty, json["shore"] == nil {
            throw mistake(
                "formulas are worked out from a shore, and '\(name)' has none; name one by 'shore', or leave them out",
                list
            )
        }
        var taken = Set(BuiltInFormulas.all(for: states).map(\.name))
        var formulas: [Formula] = []
        for (index, one) in given.enumerated() {
            let formula = try FormulaSettings.read(one, states, at: list.appending(index))
            guard taken.insert(formula.name).inserted else {
                throw mistake(
                    "'\(name)' has a formula '\(formula.name)' already; give this one a name of its own",
                    list.appending(index).appending("name")
                )
            }
            formulas.append(formula)
        }
        return formulas
    }

    private static func readState(_ json: JSON, source: String?, at pointer: Pointer) throws(Failure) -> Body.State {
        let name = json["name"]?.string ?? ""
        return Body.State(
            code: json["code"]?.string ?? "",
            name: name,
            aliases: names(json["aliases"]),
            coastLength: try positive(json["coast-km"], "coast-km", of: name, at: pointer),
            coastSource: json["source"]?.string ?? source
        )
    }

    private static func names(_ json: JSON?) -> [String] { json?.array?.compactMap(\.string) ?? [] }

    private static func positive(
        _ json: JSON?,
        _ key: String,
        of name: String,
        at pointer: Pointer
    ) throws(Failure) -> Rational? {
        guard let json, json != .null else { return nil }
        guard let value = Rational(json), value.isPositive, value < limit else {
            throw mistake(
                "'\(key)' of '\(name)' must be above 0 and below 1,000,000,000, found \(json); "
                    + "leave it out if it is not known",
                pointer.appending(key)
            )
        }
        return value
    }

    private static let limit = Rational(whole: 1_000_000_000)

    private static func mistake(_ message: String, _ pointer: Pointer) -> Failure {
        Failure(.configInvalid, message, details: ["pointer": .string(pointer.description)])
    }
}
