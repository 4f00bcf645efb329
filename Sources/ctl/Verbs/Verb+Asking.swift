import JSON
import Schema
import Wire

extension Verb {
    /// A verb for one method: its words become one parameter, its options the others, those that the daemon declares
    /// included.
    static func asking(
        _ method: String,
        as name: String? = nil,
        _ summary: String,
        words: (usage: String, parameter: String, count: ClosedRange<Int>)? = nil,
        flags: [Flag] = [],
        details: String = "",
        examples: [Example]
    ) -> Verb {
        Verb(
            name: name ?? method,
            summary: summary,
            words: words?.usage ?? "",
            wordCount: words?.count ?? 0...0,
            flags: flags,
            details: details,
            examples: examples,
            method: .fixed(method)
        ) { (invocation) throws(Exit) in
            var parameters = invocation.options
            if let words, !invocation.words.isEmpty {
                parameters[words.parameter] = .string(invocation.words.joined(separator: " "))
            }
            let description = invocation.description
            return try invocation.session.answer(method, parameters) { () throws(Exit) in description }
        }
    }

    static func limit(_ summary: String) -> Flag {
        Flag("limit", letter: "n", .integer(0...Int.max), "N", summary)
    }
}
