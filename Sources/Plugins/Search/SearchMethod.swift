import JSON
import PluginKit
import Schema
import Wire

/// What `search` takes and returns.
enum SearchMethod {
    static let query = Parameter<String>(
        "query",
        .string(length: 1...10_000),
        "Words, \"phrases\", AND, OR, NOT or -word, +word, parentheses, field:word; or a plain question."
    )
    static let limit = Parameter<Int>("limit", .integer(0...1000), "At most so many hits.", fallback: 10)
    static let offset = Parameter<Int>("offset", .integer(0...100_000), "Leaves out so many hits.", fallback: 0)
    static let document = Parameter<String?>(
        "document",
        .string(length: 1...4096),
        "Only in this document: its id, its path or its file."
    )
    static let syntax = Parameter<String>(
        "syntax",
        .choice("query", "plain"),
        "'plain' takes every text as words alone, whatever signs and operators seem to stand in it.",
        fallback: "query"
    )
    static let explain = Parameter<Bool>(
        "explain",
        .boolean,
        "Whether each hit says what each term adds to its score.",
        fallback: false
    )

    struct Request {
        let query: String
        let limit: Int
        var offset = 0
        var document: String?
        var explains = false
        /// Whether the query is words and nothing else.
        var isPlain = false
    }

    static let description = MethodDescription(
        "search",
        "Finds the passages that a query asks for, best first.",
        parameters: [
            query.property, limit.property, offset.property, document.property, syntax.property, explain.property,
        ],
        result: result,
        errors: [.invalidParams, .notFound],
        examples: [
            MethodDescription.Example(
                "a plain question",
                ["query": "who wants joint exploitation of the disputed resources?", "limit": 1],
                result: [
                    "query": "joint OR exploitation OR disputed OR resources", "total": 5,
                    "hits": [["passage": 8, "highlights": [[61, 66], [67, 79], [93, 101], [102, 111]]]],
                ]
            ),
            MethodDescription.Example(
                "a phrase, and a word that must not occur",
                ["query": "\"new approach\" -Iran"],
                result: ["query": "\"new approach\" AND NOT Iran", "total": 1, "hits": [["passage": 8]]]
            ),
            MethodDescription.Example(
                "a question with signs that mean nothing",
                ["query": "(the \"new approach: NOT Iran", "syntax": "plain", "limit": 1],
                result: ["query": "new OR approach OR Iran", "hits": [["passage": 8]]]
            ),
            MethodDescription.Example(
                "a word that the corpus lacks",
                ["query": "kaspian"],
                result: ["total": 0, "hits": [], "suggestion": "Caspian"]
            ),
        ]
    )

    private static let result: Schema = .object([
        Property("query", .string.described("The query as it was understood.")),
        Property("total", .integer(0...Int.max).described("How many passages match.")),
        Property(
            "isTotalExact",
            .boolean.described("False where more passages match than were counted; left out where the total is exact."),
            isRequired: false
        ),
        Property("hits", .list(of: .object(hit)).described("The best of them, best first.")),
        Property(
            "suggestion",
            .string.described("The query with words of the corpus for those that it lacks."),
            isRequired: false
        ),
    ])

    private static let hit: [Property] =
        Citation.properties + [
            Property("score", .number.described("Of use only to compare hits of one query.")),
            Property("snippet", .string.described("The sentence that matches best, or a part of it; cited.")),
            Property(
                "highlights",
                .list(of: .list(of: .integer(0...Int.max), count: 2...2))
                    .described("What matches: start and end in bytes of the snippet's UTF-8.")
            ),
            Property("title", .string.described("The title of the document.")),
            Property("passage", .integer(0...Int.max).described("The passage's number in its document, from 0.")),
            Property("heading", .string.described("The nearest heading above."), isRequired: false),
            Property(
                "explanation",
                .list(of: .object(explanation)).described("What each term adds; where it was asked for."),
                isRequired: false
            ),
        ]

    private static let explanation: [Property] = [
        Property("term", .string.described("As it is indexed.")),
        Property("titleFrequency", .integer(0...Int.max).described("Occurrences in title and heading.")),
        Property("textFrequency", .integer(0...Int.max).described("Occurrences in the passage.")),
        Property("documentFrequency", .integer(0...Int.max).described("Passages that it occurs in.")),
        Property("collectionFrequency", .integer(0...Int.max).described("Occurrences in all passages.")),
        Property("rarity", .number.described("Its weight.")),
        Property("score", .number.described("What it adds to the score.")),
    ]
}

extension SearchMethod.Request {
    init(_ call: Call) {
        query = call[SearchMethod.query]
        limit = call[SearchMethod.limit]
        offset = call[SearchMethod.offset]
        document = call[SearchMethod.document]
        explains = call[SearchMethod.explain]
        isPlain = call[SearchMethod.syntax] == "plain"
    }
}
