import JSON
import PluginKit
import Schema
import Wire

/// What `summary` takes and returns.
enum SummaryMethod {
    static let document = Parameter<String?>(
        "document",
        .string(length: 1...4096),
        "The document to summarise, by its id, path or file; the whole corpus where nothing is named."
    )
    static let documents = Parameter<[String]?>(
        "documents",
        .list(of: .string(length: 1...4096), count: 1...10_000),
        "Several documents to summarise together."
    )
    static let text = Parameter<String?>("text", .string, "A text that is not in the corpus.")
    static let texts = Parameter<[String]?>(
        "texts",
        .list(of: .string, count: 1...10_000),
        "Several such texts to summarise together, each with a lead of its own."
    )
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

    struct Request {
        let source: Source
        let budget: Budget
    }

    enum Source {
        case corpus
        /// By name.
        case document(String)
        /// By their names.
        case documents([String])
        case texts([String])
    }

    static let description = MethodDescription(
        "summary",
        "Picks the sentences that say what documents or a text are about, in their order.",
        parameters: [
            document.property, documents.property, text.property, texts.property, sentences.property, words.property,
            characters.property, percent.property,
        ],
        result: .object([
            Property("sentences", .list(of: .object(sentence)).described("In the order of the source.")),
            Property("wordCount", .integer(0...Int.max).described("How many words they have together.")),
            Property("of", .object(extent).described("What was summarised.")),
        ]),
        errors: [.invalidParams, .notFound],
        examples: [
            MethodDescription.Example(
                "the corpus in three sentences",
                result: [
                    "sentences": [["position": 1], ["position": 3], ["position": 12]],
                    "of": ["documents": 1, "sentences": 13, "words": 355],
                ]
            ),
            MethodDescription.Example(
                "in at most 60 words",
                ["words": 60],
                result: ["sentences": [["position": 1], ["position": 7]], "wordCount": 48]
            ),
            MethodDescription.Example(
                "a text of one's own",
                ["text": "The sea is large. It is salt.", "sentences": 2],
                result: ["wordCount": 7, "of": ["documents": 0, "sentences": 2, "words": 7]]
            ),
        ]
    )

    private static let sentence: [Property] =
        Citation.properties.map { property in
            property.name == "document" || property.name == "path"
                ? Property(property.name, property.schema, isRequired: false) : property
        } + [
            Property(
                "source",
                .integer(0...Int.max).described("The number of the text, from 0, if texts were given."),
                isRequired: false
            ),
            Property("text", .string.described("As it stands in the source, on one line.")),
            Property("score", .number.described("Of use only to compare sentences of one answer.")),
            Property("position", .integer(0...Int.max).described("Its number in its document or text, from 0.")),
        ]

    private static let extent: [Property] = [
        Property("documents", .integer(0...Int.max).described("0 for a text that is not in the corpus.")),
        Property("sentences", .integer(0...Int.max).described("Those that could be chosen.")),
        Property("words", .integer(0...Int.max).described("In those sentences.")),
    ]
}

extension SummaryMethod.Request {
    init(_ call: Call) throws(Failure) {
        source = try Self.source(call)
        budget = try Self.budget(call)
    }

    private static func source(_ call: Call) throws(Failure) -> SummaryMethod.Source {
        var given: [SummaryMethod.Source] = []
        if let name = call[SummaryMethod.document] { given.append(.document(name)) }
        if let names = call[SummaryMethod.documents] { given.append(.documents(names)) }
        if let text = call[SummaryMethod.text] { given.append(.texts([text])) }
        if let texts = call[SummaryMethod.texts] { given.append(.texts(texts)) }
        guard given.count < 2 else {
            throw Failure(
                .invalidParams,
                "only one of 'document', 'documents', 'text' and 'texts' can be summarised",
                hint: "leave out the others"
            )
        }
        return given.first ?? .corpus
    }

    private static func budget(_ call: Call) throws(Failure) -> Budget {
        var given: [Budget] = []
        if let count = call[SummaryMethod.sentences] { given.append(.sentences(count)) }
        if let count = call[SummaryMethod.words] { given.append(.words(count)) }
        if let count = call[SummaryMethod.characters] { given.append(.characters(count)) }
        if let share = call[SummaryMethod.percent] { given.append(.percent(share)) }
        guard given.count < 2 else {
            throw Failure(
                .invalidParams,
                "only one of 'sentences', 'words', 'characters' and 'percent' can be the limit",
                hint: "leave out the others"
            )
        }
        return given.first ?? .sentences(3)
    }
}
