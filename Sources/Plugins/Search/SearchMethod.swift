import JSON
import PluginKit
import Schema
import Wire

/// What `search` takes and returns.
enum SearchMethod {
    static let query = Parameter<JSON>(
        "query",
        .either(.string(length: 1...1_048_576).named(by: .words), StructuredQuery.node),
        "Words, \"phrases\", \"near phrases\"~2, AND, OR, NOT or -word, +word, parentheses, field:word, date:[1990 TO 1999], "
            + "prefix*, wild?card, /regex/, fuzzy~1, boost^2, NEAR/5; or a plain question; or the same as an object."
    )
    static let filter = Parameter<JSON?>(
        "filter",
        .either(.string(length: 1...1_048_576).named(by: .words), StructuredQuery.node),
        "A query that hits must match as well; it doesn't change their order."
    )
    static let limit = Parameter<Int>("limit", .integer(0...1000), "At most so many hits.", fallback: 10)
    static let offset = Parameter<Int>("offset", .integer(0...100_000), "Leaves out so many hits.", fallback: 0)
    static let document = Parameter<String?>(
        "document",
        .string(length: 1...4096).named(by: .documents),
        "Only in this document: its id, its path or its file."
    )
    static let syntax = Parameter<String>(
        "syntax",
        .choice("query", "plain"),
        "'plain' takes every text as words alone, whatever signs and operators seem to stand in it.",
        fallback: "query"
    )
    static let mode = Parameter<String>(
        "mode",
        .choice("deep", "fast"),
        "'deep' looks at the best passages again and puts them in a better order; 'fast' is for as one types, and does not count what it needs not read.",
        fallback: "deep"
    )
    static let explain = Parameter<Bool>(
        "explain",
        .boolean,
        "Whether each hit says what each term adds to its score.",
        fallback: false
    )

    static let sort = Parameter<String>(
        "sort",
        .string(length: 1...256),
        "score, title or the name of a field such as date; with a minus before it for the highest first.",
        fallback: "score"
    )
    static let cursor = Parameter<String?>(
        "cursor",
        .string(length: 1...20_000),
        "Goes on behind a page: 'next' of its answer, with the same query. It stays valid when the corpus changes: for five minutes all pages are of the corpus that the first one was of, later of the newest, behind the last hit."
    )
    static let group = Parameter<String>(
        "group",
        .choice("none", "document"),
        "'document' keeps the passages of a document together; limit and offset then count documents.",
        fallback: "none"
    )
    static let passages = Parameter<Int>(
        "passages",
        .integer(1...100),
        "At most so many of each document.",
        fallback: 3
    )
    static let duplicates = Parameter<String>(
        "duplicates",
        .choice("keep", "collapse"),
        "'collapse' shows the best of passages that say nearly the same, and how many it stands for.",
        fallback: "keep"
    )
    static let facets = Parameter<[String]>(
        "facets",
        .list(of: .string(length: 1...256), count: 0...16),
        "Fields whose values are counted, such as language, format, path or any metadata.",
        fallback: []
    )
    static let positions = Parameter<Bool>(
        "positions",
        .boolean,
        "Whether each hit says where its highlights stand in the file: bytes, line and column, UTF-16.",
        fallback: false
    )
    static let timings = Parameter<Bool>(
        "timings",
        .boolean,
        "Whether the answer says how long each stage took.",
        fallback: false
    )

    struct Request {
        let query: JSON
        let limit: Int
        var offset = 0
        var document: String?
        var explains = false
        /// Whether the query is words and nothing else.
        var isPlain = false
        /// Whether the best passages are looked at again.
        var isDeep = true
        var filter: JSON?
        var sort = "score"
        var cursor: String?
        /// Whether it goes on in the corpus that its cursor is of, which is not the newest.
        var isOfEarlierCorpus = false
        var isGrouped = false
        /// At most so many of each document, where they are grouped.
        var passages = 3
        var collapses = false
        var facets: [String] = []
        var tellsPositions = false
        var tellsTimings = false
    }

    static let description = MethodDescription(
        "search",
        "Finds the passages that a query asks for, best first.",
        parameters: [
            query.property, limit.property, offset.property, document.property, syntax.property, explain.property,
            filter.property, sort.property, cursor.property, group.property, passages.property, duplicates.property,
            facets.property, positions.property, timings.property, mode.property,
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
                "a pattern, a word with a slip, and words near each other",
                ["query": "region* AND litoral~1 AND (peace NEAR/3 stability)"],
                result: ["total": 1, "hits": [["passage": 9]]]
            ),
            MethodDescription.Example(
                "the same kinds of things as an object",
                [
                    "query": [
                        "all": [
                            ["phrase": "regime legal", "slop": 2], ["not": ["prefix": "rus"]],
                            ["near": ["long", "term"], "distance": 2],
                        ]
                    ]
                ],
                result: ["query": "\"regime legal\"~2 AND NOT rus* AND (long NEAR/2 term)", "hits": [["passage": 9]]]
            ),
            MethodDescription.Example(
                "by document, with what there is of each format",
                ["query": "sea", "group": "document", "passages": 2, "facets": ["format"]],
                result: [
                    "groups": [["hits": 2]],
                    "facets": ["format": ["values": [["value": "plain", "count": 1]], "distinct": 1]],
                ]
            ),
            MethodDescription.Example(
                "a word that the corpus lacks",
                ["query": "kaspian"],
                result: ["total": 0, "hits": [], "suggestion": "Caspian"]
            ),
        ],
        tool: .tool(tool)
    )

    private static let result: Schema = .object([
        Property("query", .string.described("The query as it was understood.")),
        Property("total", .integer(0...Int.max).described("How many passages match, or are known to.")),
        Property(
            "isTotalExact",
            .boolean.described("False where more passages match than were counted; left out where the total is exact."),
            isRequired: false
        ),
        Property("hits", .list(of: .object(hit)).described("The best of them, best first.")),
        Property(
            "groups",
            .list(of: .object(ofGroup)).described(
                "The documents that the hits are of, in their order, where asked for."
            ),
            isRequired: false
        ),
        Property("next", .string.described("The cursor for the next page, if there is one."), isRequired: false),
        Property(
            "corpusChanged",
            .boolean.described(
                "Whether the corpus is another one by now than that of the first page: ask without a cursor to see it."
            ),
            isRequired: false
        ),
        Property(
            "facets",
            .map(of: .object(facet)).described("Of all matching documents, by field; where asked for."),
            isRequired: false
        ),
        Property("documents", .integer(0...Int.max).described("How many match; with facets."), isRequired: false),
        Property(
            "notes",
            .list(of: .object(note)).described(
                "What was cut short or read otherwise than meant, and where in the query."
            ),
            isRequired: false
        ),
        Property("timings", .map(of: .number).described("Microseconds by stage; where asked for."), isRequired: false),
        Property(
            "suggestion",
            .string.described("The query with words of the corpus for those that it lacks."),
            isRequired: false
        ),
    ])

    static let hit: [Property] =
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
                "duplicates",
                .integer(1...Int.max).described("How many others say nearly the same; with 'collapse'."),
                isRequired: false
            ),
            Property("place", .object(place).described("The snippet's, where asked for."), isRequired: false),
            Property(
                "places",
                .list(of: .object(place)).described("Those of the highlights, where asked for."),
                isRequired: false
            ),
            Property(
                "highlightsUTF16",
                .list(of: .list(of: .integer(0...Int.max), count: 2...2))
                    .described("The highlights in UTF-16 of the snippet, where asked for."),
                isRequired: false
            ),
            Property(
                "explanation",
                .list(of: .object(explanation)).described("What each term adds; where it was asked for."),
                isRequired: false
            ),
            Property(
                "reranking",
                .object(reranking).described("What the second look made of it; where an explanation was asked for."),
                isRequired: false
            ),
        ]

    private static let place: [Property] = [
        Property("byteRange", .list(of: .integer(0...Int.max), count: 2...2).described("In the file.")),
        Property("line", .integer(1...Int.max)), Property("column", .integer(1...Int.max).described("In bytes.")),
        Property("endLine", .integer(1...Int.max)), Property("endColumn", .integer(1...Int.max)),
        Property(
            "utf16Column",
            .integer(0...Int.max).described("From 0, where the file's line is known."),
            isRequired: false
        ),
        Property("utf16EndColumn", .integer(0...Int.max), isRequired: false),
    ]

    private static let ofGroup: [Property] = [
        Property("document", .string), Property("path", .string), Property("title", .string),
        Property("score", .number.described("That of its best passage.")),
        Property("hits", .integer(1...Int.max).described("How many of the hits are its own.")),
    ]

    private static let facet: [Property] = [
        Property(
            "values",
            .list(of: .object([Property("value", .string), Property("count", .integer(1...Int.max))]))
                .described("The most frequent, with the number of documents.")
        ),
        Property("distinct", .integer(0...Int.max).described("How many different values there are.")),
    ]

    private static let note: [Property] = [
        Property("message", .string),
        Property("offset", .integer(0...Int.max).described("In bytes of the query.")),
        Property("length", .integer(0...Int.max)),
    ]

    /// Of the second look: what ``Reranking/Parts`` holds.
    private static let reranking: [Property] = [
        Property("first", .number.described("The score of the first look: the sum of its terms.")),
        Property("closeness", .number.described("What it adds that words of the query stand near each other.")),
        Property("siblings", .number.described("What it adds that other passages of the document say of the query.")),
        Property(
            "feedback",
            .number.described("How much it has of the terms that the first ten share; 1 for the most.")
        ),
        Property("feedbackPart", .number.described("The part of that in the whole: less where these are short.")),
        Property("titleCosine", .number.described("How alike query and title are, 0 … 1.")),
        Property("own", .number.described("All of this together, in shares of the best.")),
        Property("coverage", .number.described("The part of the query's weight that it has the words of.")),
        Property("neighbours", .number.described("The mean of the passages that are most alike.")),
        Property("attraction", .number.described("How far it moves towards that: less where the first ten are short.")),
        Property("final", .number.described("After it has moved towards its neighbours.")),
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
    /// Whether the best passages of `index` are read again and ranked anew, which takes some milliseconds.
    func looksTwice(in index: Index) -> Bool {
        isDeep && limit > 0 && index.passageCount >= Reranking.fewestPassages
    }

    init(_ call: Call) {
        query = call[SearchMethod.query]
        limit = call[SearchMethod.limit]
        offset = call[SearchMethod.offset]
        document = call[SearchMethod.document]
        explains = call[SearchMethod.explain]
        isPlain = call[SearchMethod.syntax] == "plain"
        isDeep = call[SearchMethod.mode] == "deep"
        filter = call[SearchMethod.filter]
        sort = call[SearchMethod.sort]
        cursor = call[SearchMethod.cursor]
        isGrouped = call[SearchMethod.group] == "document"
        passages = call[SearchMethod.passages]
        collapses = call[SearchMethod.duplicates] == "collapse"
        facets = call[SearchMethod.facets].map { $0.lowercased() }
        tellsPositions = call[SearchMethod.positions]
        tellsTimings = call[SearchMethod.timings]
    }
}
