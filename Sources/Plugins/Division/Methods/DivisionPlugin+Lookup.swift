import JSON
import Schema
import Wire

extension DivisionPlugin {
    /// The body of that name, title or alias; the first one for `nil`.
    func body(named name: String?) throws(Failure) -> Body {
        guard let first = bodies.first else {
            throw Failure(
                .notFound,
                "the configuration names no body of water",
                hint: "add one under 'bodies' in the settings of the division plugin"
            )
        }
        guard let name else { return first }
        let wanted = name.lowercased()
        if let body = bodies.first(where: { body in body.names.contains { $0.lowercased() == wanted } }) { return body }
        throw unknown("body", name, known: bodies.map(\.name), pointer: "/body", hint: "'division.bodies' lists them")
    }

    /// The rule of that name.
    func rule(named name: String) throws(Failure) -> Rule {
        if let rule = Rule(rawValue: name.lowercased()) { return rule }
        throw unknown(
            "rule",
            name,
            known: Rule.allCases.map(\.rawValue),
            pointer: "/rule",
            hint: "equal: as much for each; coast: as much as its part of the coast"
        )
    }

    private func unknown(_ what: String, _ name: String, known: [String], pointer: String, hint: String) -> Failure {
        let meant = Suggestion.nearest(to: name, among: known)
        let question = meant.map { " (did you mean '\($0)'?)" } ?? ""
        var details: Members = ["pointer": .string(pointer)]
        if let meant { details.append("suggestion", .string(meant)) }
        return Failure(
            .invalidParams,
            "unknown \(what) '\(name)'\(question); known: \(known.joined(separator: ", "))",
            hint: hint,
            details: details
        )
    }
}

extension Body {
    /// Everything that it is called.
    var names: [String] { [name, title] + aliases }
}
