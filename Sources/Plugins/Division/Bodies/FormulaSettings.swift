import JSON
import Schema
import Wire

/// How a user's own formulas stand in the configuration.
enum FormulaSettings {
    static let schema: Schema = .list(of: .object(formula))

    private static let numbers: Schema = .map(of: .number)

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
            .either(.number, numbers).described("Nautical miles; the rest is common."),
            isRequired: false
        ),
        Property("words", .list(of: .string).described("Of a passage that proposes it."), isRequired: false),
    ]

    private static let kinds = ["shares", "coast-ruler-km", "ratios", "weights-km", "belts-nm"]

    static func read(_ json: JSON, _ states: [Body.State], at pointer: Pointer) throws(Failure) -> Formula {
        let name = json["name"]?.string ?? ""
        let given = kinds.filter { json[$0] != nil }
        guard given.count == 1 else {
            throw mistake("the formula '\(name)' must have one of \(kinds.joined(separator: ", "))", pointer)
        }
        let belt = json["keeping-belt-nm"]?.number
        let geometry: Formula.Geometry
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
        default:
            let place = pointer.appending("belts-nm")
            if let width = json["belts-nm"]?.number {
                guard width > 0 else { throw mistake("'belts-nm' must be above 0", place) }
                geometry = .belts(states.map { _ in width })
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
            cues: (json["words"]?.array ?? []).compactMap { $0.string.map { [$0.lowercased()] } }
        )
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
                throw mistake("'\(state.code)' needs a number of at least \(least)", pointer)
            }
            numbers.append(number)
        }
        return numbers
    }

    private static func mistake(_ message: String, _ pointer: Pointer) -> Failure {
        Failure(.configInvalid, message, details: ["pointer": .string(pointer.description)])
    }
}
