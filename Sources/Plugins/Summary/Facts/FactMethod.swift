import JSON
import PluginKit
import Schema
import Wire

/// What the methods about facts have in common: the texts that they look at, a limit, and rows that cite sentences.
enum FactMethod {
    static let limit = Parameter("limit", .integer(1...100_000), "At most so many.", fallback: 100)

    /// A method that lists rows with a sentence each.
    static func description(
        _ name: String,
        _ summary: String,
        parameters: [Property] = [],
        list: String,
        of members: [Property],
        summaryOfList: String,
        examples: [MethodDescription.Example]
    ) -> MethodDescription {
        MethodDescription(
            name,
            summary,
            parameters: Source.parameters + parameters + [limit.property],
            result: .object([
                Property(list, .list(of: .object(members + sentence)).described(summaryOfList)),
                Property("total", .integer(0...Int.max).described("How many there are without the limit.")),
            ]),
            errors: [.invalidParams, .notFound],
            examples: examples
        )
    }

    static let sentence: [Property] =
        [Property("text", .string.described("The sentence that says so, on one line."))] + SummaryMethod.citation

    static func answer(_ list: String, _ rows: [JSON], _ call: Call) -> JSON {
        .object([list: .array(Array(rows.prefix(call[limit]))), "total": .integer(rows.count)] as Members)
    }
}

extension SummaryPlugin {
    func reading(_ call: Call) throws(Failure) -> FactReading {
        try FactReading(try texts(for: try Source(call)), aliases: aliases, call: call)
    }
}
