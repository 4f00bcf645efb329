import JSON
import Schema
import Wire

/// How a user's own formulas stand in the configuration.
enum FormulaSettings {
    static let schema: Schema = .list(of: .object(formula))

    private static let numbers: Schema = .map(of: .number)

    /// A formula in a request needs no name.
    static let inline: [Property] = formula.map { one in
        Property(one.name, one.schema, isRequired: false)
    }

    private static let place: Schema = .list(of: .number, count: 2...2)
    private static let places: Schema = .list(of: place, count: 2...10_000)

    private static let formula: [Property] = [
        Property("name", .string(length: 1...64).described("What requests call it.")),
        Property("title", .string(length: 1...200).described("To follow \"by\"."), isRequired: false),
        Property("year", .integer.described("When it was proposed."), isRequired: false),
        Property("source", .string.described("Where it is from."), isRequired: false),
        Property("shares", numbers.described("A number for each state's code."), isRequired: false),
        Property("coast-ruler-km", .number.described("By coast length in steps of so many km."), isRequired: false),
        Property("keeping-belt-nm", .number.described("A belt that each state keeps."), isRequired: false),
        Property("ratios", numbers.described("Distances in proportion, by code."), isRequired: false),
        Property("weights-km", numbers.described("Taken off the distances, by code."), isRequired: false),
        Property(
            "belts-nm",
            .either(.number, numbers, .list(of: .number)).described(
                "Nautical miles, or one after the other: [15, 10]; the rest is common."
            ),
            isRequired: false
        ),
        Property(
            "line",
            places.described("Points from shore to shore: what is on the left is the state's of 'left'."),
            isRequired: false
        ),
        Property(
            "front",
            .string.described("A state: what is behind the geodesic between the ends of its coast is its own."),
            isRequired: false
        ),
        Property("median", .boolean.described("By equal distance."), isRequired: false),
        Property("left", .string.described("Whose the water on the left of 'line' is."), isRequired: false),
        Property(
            "rest",
            .choice("common", "divided").described("What becomes of the water beyond 'line' or 'front'."),
            isRequired: false
        ),
        Property(
            "baselines",
            .map(of: .list(of: places)).described("Straight baselines and closings of bays, by code."),
            isRequired: false
        ),
        Property("words", .list(of: .string).described("Of a passage that proposes it."), isRequired: false),
    ]

    private static let kinds = [
        "shares", "coast-ruler-km", "ratios", "weights-km", "belts-nm", "line", "front", "median",
    ]

    static func read(_ json: JSON, _ states: [Body.State], at pointer: Pointer) throws(Failure) -> Formula {
        let name = json["name"]?.string ?? "own"
        let given = kinds.filter { json[$0] != nil }
        guard given.count == 1 else {
            let found = given.isEmpty ? "none" : given.joined(separator: " and ")
            throw mistake(
                "the formula '\(name)' must have one of \(kinds.joined(separator: ", ")), found \(found)",
                pointer
            )
        }
        let belt = json["keeping-belt-nm"]?.number
        if let belt, belt <= 0 {
            throw mistake("'keeping-belt-nm' must be above 0, found \(belt)", pointer.appending("keeping-belt-nm"))
        }
        let geometry: Formula.Geometry
        var zones: [Formula.Zone] = []
        switch given[0] {
        case "shares":
            let shares = try numbers(json["shares"], states, at: pointer.appending("shares"), least: 0)
            guard shares.contains(where: { $0 > 0 }) else {
                throw mistake("the shares of '\(name)' add up to 0", pointer.appending("shares"))
            }
            geometry = .shares(.given(shares), keepingBelt: belt)
        case "coast-ruler-km":
            let ruler = json["coast-ruler-km"]?.number ?? 0
            guard ruler > 0 else {
                throw mistake("'coast-ruler-km' must be above 0", pointer.appending("coast-ruler-km"))
            }
            geometry = .shares(.coast(.divider(ruler), islands: false), keepingBelt: belt)
        case "ratios":
            geometry = .equiratio(try numbers(json["ratios"], states, at: pointer.appending("ratios"), least: 1e-6))
        case "weights-km":
            let weights = try numbers(json["weights-km"], states, at: pointer.appending("weights-km"), least: -1e4)
            geometry = .weights(weights.map { $0 * 1000 })
        case "median":
            guard json["median"] == true else {
                throw mistake("'median' must be true; leave it out for another formula", pointer.appending("median"))
            }
            geometry = .equidistance(parties: nil)
        case "line":
            let left = try state(json["left"], states, at: pointer.appending("left"))
            let line = try line(json["line"], at: pointer.appending("line"))
            geometry = .line(line, left: left, dividesRest: json["rest"] == "divided")
        case "front":
            let state = try state(json["front"], states, at: pointer.appending("front"))
            geometry = .front(of: state, dividesRest: json["rest"] == "divided")
        default:
            let place = pointer.appending("belts-nm")
            if let width = json["belts-nm"]?.number {
                guard width > 0 else { throw mistake("'belts-nm' must be above 0", place) }
                geometry = .belts(states.map { _ in width })
            } else if let widths = json["belts-nm"]?.array?.compactMap(\.number) {
                guard !widths.isEmpty, widths.allSatisfy({ $0 > 0 }) else {
                    throw mistake("the widths of 'belts-nm' must be above 0", place)
                }
                for (index, width) in widths.enumerated() {
                    let outer = (zones.last?.outerEdge ?? 0) + width
                    zones.append(Formula.Zone(name: "belt \(index + 1)", outerEdge: outer))
                }
                geometry = .belts(states.map { _ in widths.reduce(0, +) })
            } else {
                geometry = .belts(try numbers(json["belts-nm"], states, at: place, least: 0))
            }
        }
        return Formula(
            name: name,
            title: json["title"]?.string ?? name,
            year: json["year"]?.integer,
            source: json["source"]?.string,
            geometry: geometry,
            cues: (json["words"]?.array ?? []).compactMap { $0.string.map { [$0.lowercased()] } },
            baselines: try baselines(json["baselines"], states, geometry, at: pointer.appending("baselines")),
            zones: zones
        )
    }

    private static func baselines(
        _ json: JSON?,
        _ states: [Body.State],
        _ geometry: Formula.Geometry,
        at pointer: Pointer
    ) throws(Failure) -> [Formula.Baseline] {
        guard let members = json?.object else { return [] }
        if case .shares = geometry {
            throw mistake("baselines move lines of distance; given shares stay as they are", pointer)
        }
        var found: [Formula.Baseline] = []
        for member in members {
            let state = try state(.string(member.key), states, at: pointer.appending(member.key))
            for (index, one) in (member.value.array ?? []).enumerated() {
                let line = try line(one, at: pointer.appending(member.key).appending(index))
                found.append(Formula.Baseline(state: state, places: line))
            }
        }
        return found
    }

    private static func line(_ json: JSON?, at pointer: Pointer) throws(Failure) -> [Place] {
        var places: [Place] = []
        for (index, one) in (json?.array ?? []).enumerated() {
            let place = try Place(one, at: pointer.appending(index))
            if place != places.last { places.append(place) }
        }
        guard places.count > 1 else { throw mistake("a line needs two points or more", pointer) }
        return places
    }

    private static func state(_ json: JSON?, _ states: [Body.State], at pointer: Pointer) throws(Failure) -> Int {
        guard let name = json?.string else { throw mistake("a state's code is missing", pointer) }
        let wanted = name.lowercased()
        if let index = states.firstIndex(where: { [$0.code, $0.name].contains { $0.lowercased() == wanted } }) {
            return index
        }
        let meant = Suggestion.hint(Suggestion.nearest(to: name, among: states.map(\.code)))
        throw mistake("unknown state '\(name)'\(meant); known: \(states.map(\.code).joined(separator: ", "))", pointer)
    }

    private static func numbers(
        _ json: JSON?,
        _ states: [Body.State],
        at pointer: Pointer,
        least: Double
    ) throws(Failure) -> [Double] {
        let members = json?.object ?? Members()
        for member in members where !states.contains(where: { $0.code == member.key }) {
            let meant = Suggestion.hint(Suggestion.nearest(to: member.key, among: states.map(\.code)))
            throw mistake("unknown state '\(member.key)'\(meant)", pointer.appending(member.key))
        }
        var numbers: [Double] = []
        for state in states {
            guard let number = members[state.code]?.number, number >= least else {
                let found = members[state.code].map { ", found \($0)" } ?? ", and has none"
                throw mistake(
                    "'\(state.code)' needs a number of at least \(least == 0 ? "0" : "\(least)")\(found)",
                    pointer
                )
            }
            numbers.append(number)
        }
        return numbers
    }

    private static func mistake(_ message: String, _ pointer: Pointer) -> Failure {
        Failure(.configInvalid, message, details: ["pointer": .string(pointer.description)])
    }
}
