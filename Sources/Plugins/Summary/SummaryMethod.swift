import JSON
import PluginKit
import Schema
import Wire

/// What `summary` takes and returns.
enum SummaryMethod {
    static let sentences = Parameter<Int?>(
        "sentences",
        .integer(1...10_000),
        "At most so many sentences; 3 where no budget is given."
    )
    static let words = Parameter<Int?>(
        "words",
        .integer(1...10_000_000),
        "At most so many words, but at least one sentence."
    )
    static let characters = Parameter<Int?>(
        "characters",
        .integer(1...100_000_000),
        "At most so many characters, a space between two sentences included, but at least one sentence."
    )
    static let percent = Parameter<Double?>(
        "percent",
        .number(0.01...100),
        "At most so many percent of the words, but one sentence."
    )
    static let cut = Parameter(
        "cut",
        .boolean,
        "Whether a sentence may be cut to fill a budget of words or characters, as previews of a fixed size need it.",
        fallback: false
    )
    static let query = Parameter<String?>(
        "query",
        .string(length: 1...10_000),
        "A question or a matter: only what the texts say about it."
    )
    static let style = Parameter(
        "style",
        .choice("sentences", "bullets", "headline"),
        "How 'text' reads; a headline is the core of the one best sentence.",
        fallback: "sentences"
    )
    static let order = Parameter(
        "order",
        .choice("source", "weight"),
        "As the sentences stand in the source, or the best first.",
        fallback: "source"
    )
    static let cursor = Parameter<String?>(
        "cursor",
        .string(length: 1...1_000_000),
        "The 'cursor' of an earlier answer about the same texts: what to say next, without what was said."
    )
    static let known = Parameter<[String]?>(
        "known",
        .list(of: .string(length: 1...4096), count: 1...10_000),
        "Documents that the reader knows: only what is new beside them. Folders as in 'documents'."
    )
    static let since = Parameter<String?>(
        "since",
        .string(length: 1...100),
        "A day, month or year such as 2021-05-30: only what documents dated since then say that older ones don't."
    )
    static let explain = Parameter(
        "explain",
        .boolean,
        "Whether each sentence says what its score is made of.",
        fallback: false
    )

    struct Request {
        var source: Source = .corpus
        var budget: Budget = .sentences(3)
        var cuts = false
        var query: String?
        var style = "sentences"
        var isByWeight = false
        var cursor: String?
        var known: [String] = []
        var since: String?
        var explains = false
    }

    static let parameters: [Property] =
        Source.parameters + [
            sentences.property, words.property, characters.property, percent.property, cut.property, query.property,
            style.property, order.property, cursor.property, known.property, since.property, explain.property,
        ]

    static let description = MethodDescription(
        "summary",
        "Picks the sentences that say what documents or a text are about, or what they say about a question.",
        parameters: parameters,
        result: .object([
            Property("sentences", .list(of: .object(sentence)).described("In the order that was asked for.")),
            Property("text", .string.described("All of it as one text, in the style that was asked for.")),
            Property("wordCount", .integer(0...Int.max).described("How many words they have together.")),
            Property("of", .object(extent).described("What was summarised.")),
            Property(
                "cursor",
                .either(.null, .string).described("Says more when it is sent back; null when nothing is left.")
            ),
        ]),
        errors: [.invalidParams, .notFound],
        examples: [
            MethodDescription.Example(
                "the corpus in three sentences",
                result: [
                    "sentences": [["position": 1], ["position": 5], ["position": 12]],
                    "of": ["documents": 1, "sentences": 13, "words": 355],
                ]
            ),
            MethodDescription.Example(
                "in at most 60 words",
                ["words": 60],
                result: ["sentences": [["position": 1], ["position": 7]], "wordCount": 48]
            ),
            MethodDescription.Example(
                "for a preview of 100 characters",
                ["characters": 100, "cut": true],
                result: ["sentences": [["position": 1, "isCut": true]]]
            ),
            MethodDescription.Example(
                "what does it say about joint exploitation?",
                ["query": "joint exploitation of resources", "sentences": 1],
                result: ["sentences": [["position": 9]]]
            ),
            MethodDescription.Example(
                "a headline",
                ["style": "headline"],
                result: [
                    "text":
                        "The main problem regarding the Caspian issue is drawing a formula for the legal regime of the sea"
                ]
            ),
            MethodDescription.Example(
                "a text of one's own",
                ["text": "The sea is large. It is salt.", "sentences": 2],
                result: ["wordCount": 7, "of": ["documents": 0, "sentences": 2, "words": 7]]
            ),
        ],
        tool: .tool(tool)
    )

    private static let extent: [Property] = [
        Property("documents", .integer(0...Int.max).described("0 for a text that is not in the corpus.")),
        Property("sentences", .integer(0...Int.max).described("Those that could be chosen.")),
        Property("words", .integer(0...Int.max).described("In those sentences.")),
        Property(
            "undated",
            .integer(0...Int.max).described("Documents without a date, which 'since' leaves out."),
            isRequired: false
        ),
    ]

    private static let sentence: [Property] =
        citation + [
            Property("text", .string.described("As it stands in the source, on one line.")),
            Property(
                "isCut",
                .boolean.described("True where only the beginning is shown; left out where all of it is."),
                isRequired: false
            ),
            Property("score", .number.described("Of use only to compare sentences of one answer.")),
            Property("position", .integer(0...Int.max).described("Its number in its document or text, from 0.")),
            Property(
                "also",
                .list(of: .object(citation)).described("Where other documents or texts say nearly the same."),
                isRequired: false
            ),
            Property(
                "parts",
                .map(of: .number).described("What the score is made of; 'added' and 'repeated' count in its turn."),
                isRequired: false
            ),
        ]

    /// A citation of a document, or a place in a text that came with the request.
    static let citation: [Property] =
        Citation.properties.map { property in
            property.name == "document" || property.name == "path"
                ? Property(property.name, property.schema, isRequired: false) : property
        } + [
            Property(
                "source",
                .integer(0...Int.max).described("The number of the text, from 0, if texts were given."),
                isRequired: false
            )
        ]
}

extension SummaryMethod.Request {
    init(_ call: Call) throws(Failure) {
        source = try Source(call)
        budget = try Budget(call)
        cuts = call[SummaryMethod.cut]
        query = call[SummaryMethod.query]
        style = call[SummaryMethod.style]
        isByWeight = call[SummaryMethod.order] == "weight"
        cursor = call[SummaryMethod.cursor]
        known = call[SummaryMethod.known] ?? []
        since = call[SummaryMethod.since]
        explains = call[SummaryMethod.explain]
        if style == "headline" { budget = .sentences(1) }
    }
}
