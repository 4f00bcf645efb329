import Corpus
import JSON
import PluginKit
import Schema
import Wire

/// corpus.list, corpus.problems, corpus.explain, corpus.reload.
extension Core {
    var corpusRoutes: [Route] { [list, problems, explain, reload] }

    private static let limit = Parameter("limit", .integer(1...10_000), "At most so many.", fallback: 100)
    private static let offset = Parameter("offset", .integer(0...Int.max), "Leave out so many first.", fallback: 0)
    private static let document = Parameter<String>(
        "document",
        .string(length: 1...4096),
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

    private var problems: Route {
        direct(
            MethodDescription(
                "corpus.problems",
                "Lists the files that could not be read, or not as they should be, each with its reason.",
                parameters: [Self.limit.property, Self.offset.property],
                result: .object(
                    [
                        Property(
                            "problems",
                            .list(
                                of: .object(
                                    [
                                        Property("path", .string), Property("message", .string),
                                        Property("fatal", .boolean.described("Whether the file is left out.")),
                                        Property("line", .integer(1...Int.max), isRequired: false),
                                    ]
                                )
                            )
                        ), Property("total", .integer),
                    ]
                ),
                examples: [.init("Is anything wrong with the files?", result: ["total": 0])]
            ),
            needsCorpus: true
        ) { call, origin, _ in
            let all = origin.generation.corpus.problems
            let page = all.dropFirst(call[Self.offset]).prefix(call[Self.limit]).map { problem in
                var members: Members = [
                    "path": .string(problem.path), "message": .string(problem.message), "fatal": .bool(problem.isFatal),
                ]
                if let line = problem.line { members.append("line", .integer(line)) }
                return JSON.object(members)
            }
            return ["problems": .array(page), "total": .integer(all.count)]
        }
    }

    private var explain: Route {
        direct(
            MethodDescription(
                "corpus.explain",
                "Shows what cleaning took from a document, why, and where the surviving copy stands.",
                parameters: [Self.document.property],
                result: .object(Citation.documentProperties, others: .any),
                errors: [.notFound],
                examples: [
                    .init(
                        "Why is the article shorter than its file?",
                        ["document": "seeds/mehr-caspian-legal-regime.txt"],
                        result: ["kept": ["passages": 11, "sentences": 13]]
                    )
                ]
            ),
            needsCorpus: true
        ) { (call, origin, _) throws(Failure) in
            try Self.explanation(call[Self.document], in: origin.generation.corpus)
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
        ) { _, _, services, complete in
            services.reloader.reload(.corpus, trigger: "corpus.reload", complete)
        }
    }
}
