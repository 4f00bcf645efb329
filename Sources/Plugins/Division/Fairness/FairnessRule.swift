import JSON
import Schema
import Wire

/// What is said about a rule, whatever it is a rule for.
struct FairnessRule: Sendable {
    /// As requests name it.
    let name: String
    let title: String
    /// What it does, in a clause.
    let meaning: String
    /// Who proposed it where.
    let source: String
    let aliases: [String]

    init(_ name: String, _ title: String, _ meaning: String, _ source: String, aliases: [String] = []) {
        self.name = name
        self.title = title
        self.meaning = meaning
        self.source = source
        self.aliases = aliases
    }

    var json: Members {
        [
            "rule": .string(name), "title": .string(title), "meaning": .string(meaning), "source": .string(source),
        ]
    }

    /// Whether `text` names it, however words are put together: `reverse_talmud`, `Reverse Talmud`.
    func answers(to text: String) -> Bool {
        let wanted = Self.plain(text)
        return ([name, title] + aliases).contains { Self.plain($0) == wanted }
    }

    /// The one of `cases` that `name` means; all of them for `nil`.
    ///
    /// Throws `invalidParams` with what was probably meant.
    static func select<Case>(
        _ name: String?,
        among cases: [Case],
        _ rule: (Case) -> FairnessRule
    ) throws(Failure) -> [Case] {
        guard let name else { return cases }
        if let found = cases.first(where: { rule($0).answers(to: name) }) { return [found] }
        let known = cases.map { rule($0).name }
        let meant = Suggestion.nearest(to: name, among: known)
        var details: Members = ["pointer": "/rule"]
        if let meant { details.append("suggestion", .string(meant)) }
        throw Failure(
            .invalidParams,
            "unknown rule '\(name)'\(Suggestion.hint(meant)); known here: \(known.joined(separator: ", "))",
            details: details
        )
    }

    private static func plain(_ text: String) -> String {
        String(String.UnicodeScalarView(text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic }))
    }
}
