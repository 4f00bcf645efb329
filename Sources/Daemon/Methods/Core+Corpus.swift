import Corpus
import JSON
import PluginKit
import Schema
import Wire

/// corpus.list, corpus.read, corpus.problems, corpus.explain, corpus.reload.
extension Core {
    var corpusRoutes: [Route] { [list, read, problems, explain, reload] }

    private static let limit = Parameter("limit", .integer(1...10_000), "At most so many.", fallback: 100)
    private static let offset = Parameter("offset", .integer(0...Int.max), "Leave out so many first.", fallback: 0)
    private static let document = Parameter<String>(
        "document",
        .string(length: 1...4096).named(by: .documents),
        "A document's id, its path, or its absolute file."
    )

    private static let listed = Schema.object(
        [
            Property("id", .string), Property("path", .string), Property("title", .string), Property("format", .string),
            Property("language", .either(.null, .string)), Property("passages", .integer),
            Property("sentences", .integer),
            Property("bytes", .integer.described("Of its text before cleaning.")), Property("metadata", .map(of: .any)),
        ]
    )

    private var list: Route {
        direct(
            MethodDescription(
                "corpus.list",
                "Lists the documents.",
                parameters: [Self.limit.property, Self.offset.property],
                result: .object([Property("documents", .list(of: Self.listed)), Property("total", .integer)]),
                examples: [
                    .init("What is there?", result: ["total": 1, "documents": [["sentences": 13, "passages": 11]]])
                ]
            ),
            needsCorpus: true
        ) { call, origin, _ in
            let all = origin.generation.corpus.documents
            let page = all.dropFirst(call[Self.offset]).prefix(call[Self.limit])
            return ["documents": .array(page.map(Self.summary)), "total": .integer(all.count)]
        }
    }

    private static func summary(of document: Document) -> JSON {
        [
            "id": .string(document.id), "path": .string(document.path), "title": .string(document.title),
            "format": .string(document.format), "language": document.language.map { .string($0) } ?? .null,
            "passages": .integer(document.passages.count), "sentences": .integer(document.sentences.count),
            "bytes": .integer(document.text.count), "metadata": .object(document.metadata),
        ]
    }

    private static let problem = Schema.object(
        [
            Property("path", .string), Property("message", .string.described("What is wrong and what would be right.")),
            Property("fatal", .boolean.described("Whether the file is left out; else it was read with a loss.")),
            Property("line", .integer(1...Int.max), isRequired: false),
            Property("skipped", .string.described("What a skipped file is."), isRequired: false),
        ]
    )

    private static let skipped = Parameter<Bool>(
        "skipped",
        .boolean,
        "Whether the files are listed instead that are no text, which is nobody's fault, and that were not asked for by name.",
        fallback: false
    )

    /// How many files were skipped for being what they are.
    static let skippedCounts = Schema.map(of: .integer).described(
        "How many files are left out for being no text, by what they are."
    )

    static func skippedCounts(_ corpus: Snapshot) -> JSON {
        .object(Members(corpus.skippedKinds.map { ($0.kind.name, .integer($0.count)) }))
    }

    private var problems: Route {
        direct(
            MethodDescription(
                "corpus.problems",
                "Lists the files that could not be read, or not as they should be, each with its reason.",
                parameters: [Self.limit.property, Self.offset.property, Self.skipped.property],
                result: .object(
                    [
                        Property("problems", .list(of: Self.problem)), Property("total", .integer),
                        Property("skipped", Self.skippedCounts),
                    ]
                ),
                examples: [
                    .init("Is anything wrong with the files?", result: ["total": 0]),
                    .init("What is in the folders that is no text?", ["skipped": true], result: ["skipped": [:]]),
                ]
            ),
            needsCorpus: true
        ) { call, origin, _ in
            let corpus = origin.generation.corpus
            let all = call[Self.skipped] ? corpus.skipped : corpus.problems
            let page = all.dropFirst(call[Self.offset]).prefix(call[Self.limit])
            return [
                "problems": .array(page.map(\.json)), "total": .integer(all.count),
                "skipped": Self.skippedCounts(corpus),
            ]
        }
    }

    private static let explained = Schema.object(
        [
            Property("document", .string), Property("path", .string), Property("title", .string),
            Property("format", .string), Property("encoding", .string),
            Property("encodingFrom", .string.described("What spoke for the encoding.")),
            Property("language", .either(.null, .string)), Property("bytes", .integer),
            Property("positionsIn", .choice("file", "filter output")), Property("passages", .integer),
            Property("sentences", .integer), Property("metadata", .map(of: .any)),
            Property("removed", .list(of: removed)),
        ]
    )

    private static let place = [
        Property("line", .integer), Property("column", .integer), Property("endLine", .integer),
        Property("endColumn", .integer), Property("byteRange", .list(of: .integer, count: 2...2)),
    ]

    private static let removed = Schema.object(
        [
            Property("reason", .string), Property("excerpt", .string.described("How it begins.")),
            Property(
                "survivor",
                .object([Property("document", .string), Property("path", .string)] + place)
                    .described("Where the same words are kept."),
                isRequired: false
            ),
        ] + place
    )

    private var explain: Route {
        direct(
            MethodDescription(
                "corpus.explain",
                "Shows how a file was read, what cleaning took from it, why, and where the surviving copy stands.",
                parameters: [Self.document.property],
                result: .object(
                    [
                        Property(
                            "documents",
                            .list(of: Self.explained).described("One, or one for each record of the file.")
                        ),
                        Property("problems", .list(of: Self.problem)),
                    ]
                ),
                errors: [.notFound],
                examples: [
                    .init(
                        "Why is the article shorter than its file?",
                        ["document": "mehr-caspian-legal-regime.txt"],
                        result: ["documents": [["passages": 11, "sentences": 13]]]
                    )
                ]
            ),
            needsCorpus: true
        ) { (call, origin, _) throws(Failure) in
            let name = call[Self.document]
            let corpus = origin.generation.corpus
            guard let explanation = Explanation(of: name, in: corpus) else {
                throw corpus.unknownDocument(name)
            }
            return explanation.json
        }
    }

    private var reload: Route {
        later(
            MethodDescription(
                "corpus.reload",
                "Reads the corpus again and swaps to it when it is ready; the reply names the new generation.",
                result: .object([Property("generation", .integer), Property("elapsedMs", .integer)]),
                errors: [.configInvalid],
                isReadOnly: false
            )
        ) { call, _, services, complete in
            services.reload(.corpus, for: call, trigger: "corpus.reload", complete)
        }
    }
}
