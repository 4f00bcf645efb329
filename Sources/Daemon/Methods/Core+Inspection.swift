import Corpus
import JSON
import PluginKit
import Schema
import Wire

/// corpus.clean, corpus.sentences: what cleaning and splitting make of a file or a text that need not be in the corpus.
extension Core {
    var inspectionRoutes: [Route] { [clean, sentences] }

    private static let file = Parameter<String?>(
        "file",
        .string(length: 1...4096),
        "An absolute path, read as the corpus would read it: by its extension, filters included."
    )
    private static let text = Parameter<String?>("text", .string, "A plain text in its place, or subtitles.")
    private static let language = Parameter<String?>(
        "language",
        .language,
        "By BCP 47; else what the file says, else what it looks like. There are rules for "
            + Language.allCases.map(\.rawValue).joined(separator: ", ") + "; others are read by what these share."
    )

    private static let place = [
        Property("line", .integer(1...Int.max)), Property("column", .integer(1...Int.max).described("In bytes.")),
        Property("endLine", .integer(1...Int.max)), Property("endColumn", .integer(1...Int.max)),
        Property("byteRange", .list(of: .integer(0...Int.max), count: 2...2).described("In the file or text.")),
    ]
    private static let document = Property(
        "document",
        .string.described("Its id; empty for a text."),
        isRequired: false
    )
    private static let source: [Property] = [
        Property("path", .string.described("Empty for a text.")),
        Property("documents", .integer(0...Int.max).described("One, or one a record.")),
        Property("bytes", .integer(0...Int.max).described("Of the file or text.")),
        Property("encoding", .string),
        Property("language", .either(.null, .string).described("Of the first document.")),
        Property(
            "positionsIn",
            .choice("file", "filter output").described("What the places are places in.")
        ),
        Property("problems", .list(of: .string).described("What could not be read as it should be.")),
    ]

    private static let repeatingPage = """
        The sea has five littoral states around it. They have talked about its legal regime since 1996. \
        A formula that all five of them can accept has not been found in all of these years.
        They have talked about its legal regime since 1996. A formula that all five of them can accept has not been found in all of these years.
        A formula that all five of them can accept has not been found in all of these years.
        All content is licensed under a Creative Commons Attribution 4.0 International License.
        """

    private var clean: Route {
        direct(
            MethodDescription(
                "corpus.clean",
                "Shows what cleaning makes of any file or text: paragraphs in order, boilerplate, and what was repeated.",
                parameters: [Self.file.property, Self.text.property, Self.language.property],
                result: .object(
                    [
                        Property(
                            "paragraphs",
                            .list(
                                of: .object(
                                    [
                                        Self.document, Property("kind", .string),
                                        Property("text", .string.described("As it stands in the source.")),
                                        Property("sentences", .integer(0...Int.max)),
                                    ] + Self.place
                                )
                            )
                            .described("In reading order.")
                        ),
                        Property(
                            "removed",
                            .list(
                                of: .object(
                                    [
                                        Self.document, Property("reason", .string), Property("text", .string),
                                        Property(
                                            "survivor",
                                            .list(of: .integer(0...Int.max), count: 2...2)
                                                .described("The bytes of the copy that stays, in the same document."),
                                            isRequired: false
                                        ),
                                    ] + Self.place
                                )
                            )
                            .described("Copies.")
                        ),
                        Property(
                            "boilerplate",
                            .list(
                                of: .object(
                                    [Self.document, Property("reason", .string), Property("text", .string)] + Self.place
                                )
                            )
                            .described("Lines about the page: licences, navigation, cookies, where to follow.")
                        ),
                    ] + Self.source
                ),
                errors: [.invalidParams, .notFound],
                examples: [
                    .init(
                        "a page that repeats its text from each paragraph on",
                        ["text": .string(Self.repeatingPage)],
                        result: [
                            "paragraphs": [
                                ["text": "The sea has five littoral states around it.", "byteRange": [0, 43]],
                                ["text": "They have talked about its legal regime since 1996."],
                                [
                                    "text":
                                        "A formula that all five of them can accept has not been found in all of these years."
                                ],
                            ],
                            "removed": [["reason": "repeated-run"], ["reason": "repeated-run"]],
                            "boilerplate": [["reason": "licence"]],
                        ]
                    )
                ]
            )
        ) { (call, _, services) throws(Failure) in
            let inspected = try Self.inspect(call, services)
            var paragraphs: [JSON] = []
            var removed: [JSON] = []
            var boilerplate: [JSON] = []
            for document in inspected.documents {
                try call.checkpoint()
                for passage in document.passages {
                    paragraphs.append(
                        Self.item(
                            passage.range,
                            of: document,
                            [
                                "kind": .string(passage.kind.rawValue),
                                "sentences": .integer(passage.sentences.count),
                            ]
                        )
                    )
                }
                for removal in document.removals {
                    var members: Members = ["reason": .string(removal.reason)]
                    if let survivor = removal.survivor {
                        let range = document.sourceRange(of: survivor)
                        members.append("survivor", [.integer(range.lowerBound), .integer(range.upperBound)])
                    }
                    let item = Self.item(removal.range, of: document, members)
                    if removal.survivor == nil { boilerplate.append(item) } else { removed.append(item) }
                }
            }
            return .object(
                ["paragraphs": .array(paragraphs), "removed": .array(removed), "boilerplate": .array(boilerplate)]
                    + inspected.members
            )
        }
    }

    private var sentences: Route {
        direct(
            MethodDescription(
                "corpus.sentences",
                "Shows the sentences of any file or text, cleaned, each with its place.",
                parameters: [Self.file.property, Self.text.property, Self.language.property, Self.cleaning.property],
                result: .object(
                    [
                        Property(
                            "sentences",
                            .list(
                                of: .object(
                                    [
                                        Self.document,
                                        Property("text", .string.described("As it stands in the source.")),
                                        Property(
                                            "paragraph",
                                            .integer(0...Int.max).described("In its document, from 0.")
                                        ), Property("kind", .string.described("Of the paragraph.")),
                                    ] + Self.place
                                )
                            )
                        )
                    ] + Self.source
                ),
                errors: [.invalidParams, .notFound],
                examples: [
                    .init(
                        "an abbreviation ends no sentence",
                        ["text": "Dr. Smith came at 5 p.m. on Friday. He left at once."],
                        result: [
                            "sentences": [
                                ["text": "Dr. Smith came at 5 p.m. on Friday.", "byteRange": [0, 35]],
                                ["text": "He left at once.", "byteRange": [36, 52]],
                            ],
                            "language": "en",
                        ]
                    )
                ]
            )
        ) { (call, _, services) throws(Failure) in
            let inspected = try Self.inspect(call, services)
            var sentences: [JSON] = []
            for document in inspected.documents {
                try call.checkpoint()
                for (number, passage) in document.passages.enumerated() {
                    for range in document.sentences[passage.sentences] {
                        sentences.append(
                            Self.item(
                                range,
                                of: document,
                                ["paragraph": .integer(number), "kind": .string(passage.kind.rawValue)]
                            )
                        )
                    }
                }
            }
            return .object(["sentences": .array(sentences)] + inspected.members)
        }
    }

    private static let cleaning = Parameter(
        "clean",
        .boolean,
        "Whether copies and boilerplate are left out.",
        fallback: true
    )

    private struct Inspected {
        let documents: [Document]
        let members: Members
    }

    private static func inspect(_ call: Call, _ services: Services) throws(Failure) -> Inspected {
        let cleans = call.arguments.members["clean"]?.bool ?? true
        switch (call[file], call[text]) {
        case (nil, let text?):
            let document = Document(text: Array(text.utf8), language: call[language], cleans: cleans)
            return Inspected(documents: [document], members: members([document], [], path: "", call[language]))
        case (let file?, nil): return try inspect(file, cleans, call, services)
        default:
            throw Failure(.invalidParams, "either 'file' or 'text' must be given", hint: "give one of the two")
        }
    }

    private static func inspect(
        _ file: String,
        _ cleans: Bool,
        _ call: Call,
        _ services: Services
    ) throws(Failure) -> Inspected {
        guard file.hasPrefix("/") else {
            throw Failure(
                .invalidParams,
                "'file' must be an absolute path, found '\(file)'",
                hint: "the daemon does not stand in the client's folder",
                details: ["pointer": "/file"]
            )
        }
        var settings = Corpus.CorpusSettings(services.loader.configuration)
        settings.cleans = cleans
        settings.sources = [Corpus.CorpusSettings.Source(path: file, language: call[language])]
        let snapshot: Snapshot
        do throws(CorpusBuilder.Abandoned) {
            snapshot = try CorpusBuilder(settings).build(isCancelled: { call.control.ending != nil }).snapshot
        } catch {
            if case .shortage(let reason) = error { throw Failure(.overloaded, "'\(file)' can't be read: \(reason)") }
            throw call.control.ending ?? Failure(.cancelled, "the reading of '\(file)' was stopped")
        }
        guard !snapshot.documents.isEmpty else {
            let reason = snapshot.problems.first.map { ": " + $0.message } ?? ""
            throw Failure(.notFound, "'\(file)' can't be read\(reason)", details: ["pointer": "/file"])
        }
        let documents = Array(snapshot.documents)
        return Inspected(
            documents: documents,
            members: members(documents, snapshot.problems, path: file, call[language])
        )
    }

    private static func members(
        _ documents: [Document],
        _ problems: [CorpusProblem],
        path: String,
        _ language: String?
    ) -> Members {
        let reading = documents.first?.reading
        return [
            "path": .string(path), "documents": .integer(documents.count),
            "bytes": .integer(reading?.byteCount ?? 0), "encoding": .string(reading?.encoding ?? "utf-8"),
            "language": (documents.first?.language ?? language).map { .string($0) } ?? .null,
            "positionsIn": reading?.isFiltered == true ? "filter output" : "file",
            "problems": .array(problems.map { .string($0.message) }),
        ]
    }

    private static func item(_ range: Range<Int>, of document: Document, _ others: Members) -> JSON {
        let start = document.position(of: range.lowerBound)
        let end = document.end(of: range)
        var members: Members = ["text": .string(document.text[range])]
        if !document.id.isEmpty { members.append("document", .string(document.id)) }
        for (key, value) in others { members.append(key, value) }
        members.append("line", .integer(start.line))
        members.append("column", .integer(start.column))
        members.append("endLine", .integer(end.line))
        members.append("endColumn", .integer(end.column))
        members.append("byteRange", [.integer(start.offset), .integer(end.offset)])
        return .object(members)
    }
}

private func + (left: Members, right: Members) -> Members {
    var result = left
    for (key, value) in right { result.append(key, value) }
    return result
}
