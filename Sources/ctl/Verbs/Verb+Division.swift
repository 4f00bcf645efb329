import JSON
import Wire

extension Verb {
    static let division = Verb(
        name: "division",
        summary: "Says what each state would get of a sea, and draws it.",
        words: "[RULE|METHOD]",
        wordCount: 0...1,
        flags: MapOutput.flags,
        details: "Without a word all rules are compared. A rule, such as equal or coast, calculates by it; what stands "
            + "behind 'division.' in the name of a method calls that.",
        examples: [
            Example("division", "All rules beside each other."),
            Example("division equal --of 1000", "A fifth of a thousand for each of five."),
            Example("division median --format csv", "By equal distance from the coasts, for a spreadsheet."),
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
        if let word, let declared, declared.name != method.name(word) { parameters["rule"] = .string(word) }
        let found = declared
        let maps = MapOutput(invocation)
        if maps.isWanted {
            try maps.write(parameters)
            if maps.takesOutput { return .answered }
        }
        return try invocation.session.answer(found?.name ?? "division.compare", parameters) { () throws(Exit) in found }
    }

    /// A declaration without its schemas.
    static func nameAndSummary(_ method: JSON) -> JSON {
        ["name": method["name"] ?? .null, "summary": method["summary"] ?? .null]
    }
}
