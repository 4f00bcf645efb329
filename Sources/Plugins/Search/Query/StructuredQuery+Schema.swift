import Schema

extension StructuredQuery {
    /// The members that say what an object looks for.
    static let kinds = [
        "all", "any", "not", "filter", "constant", "everything", "words", "phrase", "near", "prefix", "wildcard",
        "regex",
        "fuzzy", "range",
    ]
    /// What may stand beside each of them.
    static let common = ["field", "boost"]
    /// What may stand beside some of them.
    static let additions = ["phrase": ["slop"], "near": ["distance"], "fuzzy": ["edits"], "constant": ["score"]]

    private static let text = Schema.string(length: 1...1_048_576)
    private static let inner = Schema.either(text, .object([], others: .any))
    private static let value = Schema.either(.string(length: 1...4096), .number)

    private static func optional(_ name: String, _ schema: Schema, _ summary: String) -> Property {
        Property(name, schema.described(summary), isRequired: false)
    }

    /// One object; what stands inside it is checked as one again.
    static let node = Schema.object([
        optional("all", .list(of: inner, count: 1...10_000), "All of these queries."),
        optional("any", .list(of: inner, count: 1...10_000), "At least one of these queries."),
        optional("not", inner, "Not this query; belongs into 'all'."),
        optional("filter", inner, "This query, without adding to the score."),
        optional("constant", inner, "This query, each match with the same 'score'."),
        optional("score", .number(0...1e6), "Beside 'constant'; 1 when left out."),
        optional("everything", .boolean, "Every passage; true."),
        optional("words", text, "Any of these words; a plain string means the same."),
        optional("phrase", text, "These words one after the other."),
        optional(
            "slop",
            .integer(0...QueryParser.mostSlop),
            "Beside 'phrase': how far they may be off; 0 when left out."
        ),
        optional("near", .list(of: text, count: 2...100), "These words near each other, in any order."),
        optional("distance", .integer(1...QueryParser.mostSlop), "Beside 'near': 1 for neighbours; 10 when left out."),
        optional("prefix", text, "Words that begin so."),
        optional("wildcard", text, "A word with * for any characters and ? for one."),
        optional("regex", text, "A regular expression that matches a whole word."),
        optional("fuzzy", text, "Words that differ from this one by some changes."),
        optional("edits", .integer(1...2), "Beside 'fuzzy': by how many; 2 when left out."),
        optional(
            "range",
            .object([
                Property("field", .string(length: 1...256).described("A field with values, such as date.")),
                optional("gte", value, "From this value on."), optional("gt", value, "Behind this value."),
                optional("lte", value, "Up to this value."), optional("lt", value, "Before this value."),
            ]),
            "Documents whose field has a value between bounds."
        ),
        optional("field", .string(length: 1...256), "Where to look: title, text, anywhere, or a field of documents."),
        optional("boost", .number(0...1e6), "Multiplies the score."),
    ])
}
