import JSON

extension Verb {
    static let introspect = Verb(
        name: "introspect",
        summary: "Lists the methods; shows all that is declared about one.",
        words: "[METHOD]",
        wordCount: 0...1,
        wordNames: .methods,
        details: "'--format json' prints the declarations with their JSON Schemas.",
        examples: [
            Example("introspect", "All methods, one a line."),
            Example(
                "introspect search --format json | jq '.methods[0].parameters'",
                "The schema of what search takes."
            ),
        ]
    ) { (invocation) throws(Exit) in
        let session = invocation.session
        if let name = invocation.words.first, session.format == .table || session.format == .plain {
            return Help(session: session).showMethod(try session.describe(name))
        }
        let parameters: Members = invocation.words.first.map { ["method": .string($0)] } ?? [:]
        let whole = try session.call("introspect", parameters)
        guard session.format != .json, session.format != .jsonl else {
            try session.print(Answer(method: "introspect", whole: whole))
            return .answered
        }
        let short = (whole["methods"]?.array ?? []).map(nameAndSummary)
        try session.print(Answer(method: "introspect", whole: ["methods": .array(short)]))
        return .answered
    }
}
