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

    static func answer(_ list: String, _ rows: FactRows) -> JSON {
        .object([list: .array(rows.shown), "total": .integer(rows.total)] as Members)
    }

    /// The answer about all of some things.
    static func answer<Fact>(
        _ list: String,
        _ facts: some Collection<Fact>,
        _ call: Call,
        _ row: (Fact) -> JSON
    ) -> JSON {
        var rows = FactRows(call)
        for fact in facts { rows.add(row(fact)) }
        return answer(list, rows)
    }
}

/// The rows of an answer: those that it shows are made, the rest are counted.
struct FactRows {
    private(set) var shown: [JSON] = []
    private(set) var total = 0
    private let limit: Int

    init(_ call: Call) { limit = call[FactMethod.limit] }

    mutating func add(_ row: @autoclosure () -> JSON) {
        total += 1
        if shown.count < limit { shown.append(row()) }
    }
}

extension SummaryPlugin {
    func reading(_ call: Call) throws(Failure) -> FactReading {
        try FactReading(try texts(for: try Source(call)), aliases: aliases, call: call)
    }
}
