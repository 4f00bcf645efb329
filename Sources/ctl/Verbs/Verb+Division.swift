import JSON
import Wire

extension Verb {
    static let division = Verb(
        name: "division",
        summary: "Says what each state would get.",
        words: "[METHOD]",
        wordCount: 0...1,
        details:
            "METHOD is the part behind 'division.' of a method of that plugin; without it, what there is is listed.",
        examples: [
            Example("division", "The methods."),
            Example("help division.shares", "What a method takes."),
            Example("division shares --format csv", "The shares, for a spreadsheet."),
        ],
        method: .firstWord(after: "division.")
    ) { (invocation) throws(Exit) in
        let session = invocation.session
        if let word = invocation.words.first {
            return try invocation.callMethod("division." + word, invocation.options)
        }
        let all = try session.call("introspect")["methods"]?.array ?? []
        let own = all.filter { $0["name"]?.string?.hasPrefix("division.") ?? false }
        try session.print(Answer(method: "introspect", whole: ["methods": .array(own.map(Self.nameAndSummary))]))
        return own.isEmpty ? .nothingFound : .answered
    }

    /// A declaration without its schemas.
    static func nameAndSummary(_ method: JSON) -> JSON {
        ["name": method["name"] ?? .null, "summary": method["summary"] ?? .null]
    }
}
