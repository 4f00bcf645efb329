import Corpus
import JSON
import PluginKit
import Schema
import Wire

/// corpus.read: what a document says, whole or in part.
extension Core {
    private static let document = Parameter<String>(
        "document",
        .string(length: 1...8192),
        "A document's id, path or file, or its address (caspian:///…), which may name lines: #L3-9."
    )
    private static let lines = Parameter<String?>(
        "lines",
        .string(length: 1...64),
        "Only these lines of the file: 3, 3-9, or with columns in bytes L3C5-L9C7."
    )
    private static let passage = Parameter<Int?>(
        "passage",
        .integer(0...Int.max),
        "Only this passage, by its number in the document, as search tells it."
    )
    private static let around = Parameter<Int>(
        "around",
        .integer(0...100),
        "So many passages before and behind it, too.",
        fallback: 0
    )
    private static let size = Parameter<Int>(
        "size",
        .integer(500...1_000_000),
        "At most so many bytes of text.",
        fallback: 20_000
    )
    private static let cursor = Parameter<String?>(
        "cursor",
        .string(length: 1...64),
        "Goes on where an answer ended: its 'next', with the same parameters."
    )

    private static let readResult = Schema.object([
        Property("document", .string), Property("path", .string), Property("title", .string),
        Property("format", .string), Property("language", .either(.null, .string)),
        Property("address", .string.described("Of the document as it is now: caspian:///….")),
        Property("line", .integer(1...Int.max).described("Where what is shown begins, in the file.")),
        Property("endLine", .integer(1...Int.max).described("Where it ends.")),
        Property("total", .integer(0...Int.max).described("How many passages there are of what was asked for.")),
        Property("passages", .list(of: .object(readPassage))),
        Property("truncated", .boolean.described("Whether there is more than is shown.")),
        Property("next", .string.described("The cursor for what follows."), isRequired: false),
        Property(
            "changed",
            .boolean.described("Whether the file has changed since its address was given out."),
            isRequired: false
        ),
    ])

    private static let readPassage: [Property] = [
        Property("passage", .integer(0...Int.max).described("Its number in the document, from 0.")),
        Property("kind", Schema(.choice(Passage.Kind.allCases.map(\.rawValue)))),
        Property("heading", .string.described("The nearest heading above."), isRequired: false),
        Property("line", .integer(1...Int.max).described("From 1, in the file.")),
        Property("column", .integer(1...Int.max).described("From 1, in bytes.")),
        Property("endLine", .integer(1...Int.max)), Property("endColumn", .integer(1...Int.max)),
        Property("text", .string.described("As it stands in the file, without markup.")),
    ]

    private static let readTool = ToolDeclaration(
        "read",
        title: "Read a document",
        "Reads a document of the corpus, or a part of it: the lines of an address that another tool gave, or a passage "
            + "with some around it. Read before you quote: a hit shows one sentence only. Repeated text and boilerplate "
            + "are left out; each passage says its lines.",
        parameters: [
            Property(
                document.property.name,
                .string(length: 1...8192).described(
                    "An address (caspian:///…) as other tools give it, with or without its lines, or a document's path."
                )
            ),
            lines.property, passage.property, around.property,
            Property(
                size.property.name,
                .integer(500...16_000).described("At most so many bytes of text."),
                fallback: 12_000
            ),
        ],
        fields: [
            "address", "title", "language", "changed", "total", "passages.passage", "passages.kind", "passages.heading",
            "passages.line", "passages.endLine", "passages.text",
        ],
        pages: ToolDeclaration.Pages(list: "passages", cursor: "cursor", next: "next")
    )

    var read: Route {
        direct(
            MethodDescription(
                "corpus.read",
                "Shows what a document says, whole or in part, passage by passage, each with its place in the file.",
                parameters: [
                    Self.document.property, Self.lines.property, Self.passage.property, Self.around.property,
                    Self.size.property, Self.cursor.property,
                ],
                result: Self.readResult,
                errors: [.invalidParams, .notFound],
                examples: [
                    .init(
                        "a passage that search has found, with its neighbours",
                        ["document": "mehr-caspian-legal-regime.txt", "passage": 8, "around": 1],
                        result: [
                            "total": 3, "passages": [["passage": 7], ["passage": 8], ["passage": 9]],
                            "truncated": false,
                        ]
                    ),
                    .init(
                        "the first sentence, by its place",
                        ["document": "mehr-caspian-legal-regime.txt", "lines": "L1C1-L1C10"],
                        result: ["total": 1, "passages": [["passage": 0, "line": 1]]]
                    ),
                ],
                tool: .tool(Self.readTool)
            ),
            needsCorpus: true
        ) { (call, origin, _) throws(Failure) in
            let address = Address(parsing: call[Self.document])
            let document = try Self.document(named: call[Self.document], in: origin.generation.corpus)
            let wanted = try Self.passages(wanted: call, address, of: document)
            let start = try call[Self.cursor].map { (text) throws(Failure) in try ReadingPoint(text, in: wanted) }
            var reading = PassageReading(document, from: start ?? ReadingPoint(passage: wanted.lowerBound))
            reading.read(to: wanted.upperBound, size: call[Self.size])
            return reading.result(total: wanted.count, isChanged: address?.version.map { $0 != document.version })
        }
    }

    /// The one document that `name` means.
    static func document(named name: String, in corpus: Snapshot) throws(Failure) -> Document {
        let found = corpus.documents(named: name)
        guard let document = found.first else {
            if name.hasPrefix(Address.scheme + ":"), Address(parsing: name) == nil {
                throw Failure(
                    .invalidParams,
                    "'\(name.clipped)' is no address; one looks like \(Address.scheme):///folder/file.txt#L3-9",
                    details: ["pointer": "/document"]
                )
            }
            throw corpus.unknownDocument(name)
        }
        guard found.count == 1 else {
            throw Failure(
                .invalidParams,
                "'\(name.clipped)' holds \(found.count) documents",
                hint: "name one of them, such as '\(document.id)'; corpus.list names all",
                details: ["pointer": "/document", "suggestion": .string(document.id)]
            )
        }
        return document
    }

    /// The numbers of the passages that are asked for.
    private static func passages(
        wanted call: Call,
        _ address: Address?,
        of document: Document
    ) throws(Failure) -> Range<Int> {
        let all = document.passages
        if let passage = call[passage] {
            guard all.indices.contains(passage) else {
                throw Failure(
                    .notFound,
                    "the document has \(all.count) passages, counted from 0; there is no \(passage)",
                    hint: "search again: the document may have changed",
                    details: ["pointer": "/passage"]
                )
            }
            return max(0, passage - call[around])..<min(all.count, passage + call[around] + 1)
        }
        guard let place = try call[lines].map({ (text) throws(Failure) in try Self.place(text) }) ?? address?.place
        else {
            return 0..<all.count
        }
        let range = document.textRange(at: place)
        let inside = all.indices.filter { !range.isEmpty && all[$0].range.overlaps(range) }
        guard let first = inside.first, let last = inside.last else {
            let end = document.end(of: 0..<document.text.count)
            let isBehind = place.line > end.line
            throw Failure(
                .notFound,
                isBehind
                    ? "the document ends in line \(end.line); there is no \(place)"
                    : "no passage stands at \(place): what stands there was repeated, boilerplate or empty",
                hint: isBehind
                    ? "search again: the document may have changed"
                    : "'caspianctl corpus explain' shows what was removed",
                details: ["pointer": call[lines] == nil ? "/document" : "/lines"]
            )
        }
        return max(0, first - call[around])..<min(all.count, last + call[around] + 1)
    }

    private static func place(_ text: String) throws(Failure) -> Address.Place {
        if let place = Address.Place(parsing: text) { return place }
        throw Failure(
            .invalidParams,
            "'lines' must be such as 3, 3-9 or L3C5-L9C7, found '\(text.clipped)'",
            details: ["pointer": "/lines"]
        )
    }
}
