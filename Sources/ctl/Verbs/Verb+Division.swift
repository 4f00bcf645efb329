import JSON
import Schema
import Wire

extension Verb {
    static let division = Verb(
        name: "division",
        summary: "Says what each state would get of a sea, and draws it.",
        words: "[RULE|METHOD [RULE]]",
        wordCount: 0...2,
        flags: MapOutput.flags,
        details:
            "Without a word all rules are compared. A rule, such as equal or median, calculates by it; what stands behind "
            + "'division.' in the name of a method calls that, with a rule where it takes one. As 'division coast' "
            + "measures coasts, what they would give is 'division calculate coast'.",
        examples: [
            Example("division", "All rules beside each other."),
            Example("division equal --of 1000", "A fifth of a thousand for each of five."),
            Example("division median --format csv", "By equal distance from the coasts, for a spreadsheet."),
            Example("division calculate coast", "By the length of the coasts."),
            Example("division sensitivity coast", "What that hangs on: islands, ruler, lagoon."),
            Example("division --map", "With a map, as good as the terminal can show one."),
            Example("division --html caspian.html", "A page with the map, every formula and the table."),
            Example("division fairness --estate 200 --claims 100,200,300", "What every rule of fairness would give."),
            Example("division fairness --ballots '3 A>B>C; 2 C>B>A'", "Who would win, by every way to count votes."),
            Example("division bodies", "The seas that can be divided."),
        ],
        method: .ofPlugin("division", withoutWord: "compare", otherwise: "calculate")
    ) { (invocation) throws(Exit) in
        let word = invocation.words.first
        let method = invocation.verb.method
        var declared = invocation.description
        // Without a word there is nothing to ask: the method is sure.
        if declared == nil, word != nil { declared = try method.describe(word, by: invocation.session) }
        var parameters = invocation.parameters
        if let word, let declared {
            let rule = try rule(declared, isNamed: declared.name == method.name(word), invocation)
            if let rule { parameters["rule"] = .string(rule) }
        }
        let found = declared
        let maps = MapOutput(invocation)
        if maps.isWanted {
            try maps.write(parameters)
            if maps.takesOutput { return .answered }
        }
        return try invocation.session.answer(found?.name ?? "division.compare", parameters) { () throws(Exit) in found }
    }

    /// The word that is a rule: the first one, or behind the name of a method that takes one the second.
    private static func rule(
        _ declared: MethodDescription,
        isNamed: Bool,
        _ invocation: Invocation
    ) throws(Exit) -> String? {
        let words = invocation.words
        let rule = isNamed ? words.dropFirst().first : words.first
        let takesIt = declared.parameters.contains { $0.name == "rule" }
        guard words.count < 2 || isNamed && takesIt else {
            let reason = isNamed ? "'\(declared.name)' takes no rule" : "'\(words[0])' is a rule, and one is enough"
            throw .usage(reason + ", found '\(words[1])'", hint: "'caspianctl help division' shows what it takes")
        }
        return rule
    }

    /// A declaration without its schemas.
    static func nameAndSummary(_ method: JSON) -> JSON {
        ["name": method["name"] ?? .null, "summary": method["summary"] ?? .null]
    }
}
