import Corpus
import JSON
import PluginKit
import Schema
import Wire

/// corpus.outline, corpus.copies: how a text is built that stands in an editor, and what it has in common with others.
extension Core {
    var outlineRoutes: [Route] { [outline, copies] }

    private static let text = Parameter<String>("text", .string, "A text, as it stands in an editor.")
    private static let markup = Parameter(
        "markup",
        Schema(.choice(Markup.allCases.map(\.rawValue))),
        "How it marks headings, lists and code.",
        fallback: Markup.plain.rawValue
    )
    private static let language = Parameter<String?>(
        "language",
        .language,
        "By BCP 47; else what it looks like."
    )
    private static let edited = Parameter<String?>(
        "file",
        .string(length: 1...4096),
        "The absolute path of the file that the text is to become: its own document is no other one."
    )

    private static func range(_ summary: String) -> Property {
        Property("byteRange", .list(of: .integer(0...Int.max), count: 2...2).described(summary))
    }

    private static let section: [Property] = [
        Property("title", .string), Property("level", .integer(1...Int.max).described("1 is the highest.")),
        Property("titleRange", .list(of: .integer(0...Int.max), count: 2...2)),
        range("From the heading to the end of the section."),
        Property(
            "parent",
            .integer(0...Int.max).described("The section around it, by its place in this list."),
            isRequired: false
        ),
    ]

    private static let block: [Property] = [
        Property("kind", Schema(.choice(Outline.Block.Kind.allCases.map(\.rawValue)))),
        range("Of the block."),
        Property(
            "section",
            .integer(0...Int.max).described("The innermost section that it stands in."),
            isRequired: false
        ),
        Property(
            "sentences",
            .list(of: .list(of: .integer(0...Int.max), count: 2...2))
                .described("Start and end of each; none in code, comments, tables and metadata.")
        ),
    ]

    private var outline: Route {
        direct(
            MethodDescription(
                "corpus.outline",
                "Tells the sections, blocks and sentences of a text, in bytes of the text.",
                parameters: [Self.text.property, Self.markup.property, Self.language.property],
                result: .object([
                    Property("sections", .list(of: .object(Self.section))),
                    Property("blocks", .list(of: .object(Self.block))),
                    Property("language", .either(.null, .string)),
                ]),
                examples: [
                    .init(
                        "a heading of Org and two sentences",
                        ["text": "* The sea\nIt is large. It is salt.\n", "markup": "org"],
                        result: [
                            "sections": [
                                ["title": "The sea", "level": 1, "titleRange": [2, 9], "byteRange": [0, 34]]
                            ],
                            "blocks": [["kind": "paragraph", "byteRange": [10, 34], "section": 0]],
                        ]
                    )
                ]
            )
        ) { call, _, _ in
            let text = Array(call[Self.text].utf8)
            let markup = Markup(rawValue: call[Self.markup]) ?? .plain
            let outline = text.withUnsafeBufferPointer {
                Outline(of: $0, markup: markup, language: call[Self.language])
            }
            return [
                "sections": .array(outline.sections.map(Self.json)),
                "blocks": .array(outline.blocks.map(Self.json)),
                "language": outline.language.map { .string($0) } ?? .null,
            ]
        }
    }

    private static func json(_ section: Outline.Section) -> JSON {
        var members: Members = [
            "title": .string(section.title), "level": .integer(section.level), "titleRange": json(section.titleRange),
            "byteRange": json(section.range),
        ]
        if let parent = section.parent { members.append("parent", .integer(parent)) }
        return .object(members)
    }

    private static func json(_ block: Outline.Block) -> JSON {
        var members: Members = ["kind": .string(block.kind.rawValue), "byteRange": json(block.range)]
        if let section = block.section { members.append("section", .integer(section)) }
        members.append("sentences", .array(block.sentences.map(json)))
        return .object(members)
    }

    private static func json(_ range: Range<Int>) -> JSON {
        [.integer(range.lowerBound), .integer(range.upperBound)]
    }

    private static let twin: [Property] = [
        Property("document", .string.described("Left out where it is this text itself."), isRequired: false),
        Property("path", .string, isRequired: false),
        Property("text", .string.described("As it stands there.")),
        Property("line", .integer(1...Int.max)), Property("column", .integer(1...Int.max).described("In bytes.")),
        Property("endLine", .integer(1...Int.max)), Property("endColumn", .integer(1...Int.max)),
        range("In the twin's file, or in this text."),
    ]

    private var copies: Route {
        direct(
            MethodDescription(
                "corpus.copies",
                "Finds what a text repeats of itself and of the corpus, each passage with its twin.",
                parameters: [
                    Self.text.property, Self.markup.property, Self.language.property, Self.edited.property,
                ],
                result: .object([
                    Property(
                        "copies",
                        .list(of: .object([Self.range("In the text."), Property("twin", .object(Self.twin))]))
                            .described("In the order of the text: whole sentences, of 120 letters or more together.")
                    )
                ]),
                examples: [
                    .init(
                        "two sentences of the article in a text of one's own",
                        [
                            "text":
                                "I read this. Iran supports the consensus among Caspian littoral states that is totally in line with the standards of modern law. However, three other Caspian states are pursuing short-term interests in their efforts to draw up the legal regime of the sea."
                        ],
                        result: ["copies": [["byteRange": [13, 255], "twin": ["line": 1]]]]
                    )
                ]
            ),
            needsCorpus: true
        ) { (call, origin, _) throws(Failure) in
            let text = Array(call[Self.text].utf8)
            let markup = Markup(rawValue: call[Self.markup]) ?? .plain
            let outline = text.withUnsafeBufferPointer {
                Outline(of: $0, markup: markup, language: call[Self.language])
            }
            try call.checkpoint()
            let copies = origin.generation.corpus.copies(in: text, outline, except: call[Self.edited])
            return ["copies": .array(copies.map { Self.json($0, of: text) })]
        }
    }

    private static func json(_ copy: Copy, of text: [UInt8]) -> JSON {
        var twin = Members()
        if let document = copy.document {
            twin.append("document", .string(document.id))
            twin.append("path", .string(document.path))
            twin.append("text", .string(document.text[copy.twin]))
        } else {
            twin.append("text", .string(String(decoding: text[copy.twin], as: UTF8.self)))
        }
        twin.append("line", .integer(copy.start.line))
        twin.append("column", .integer(copy.start.column))
        twin.append("endLine", .integer(copy.end.line))
        twin.append("endColumn", .integer(copy.end.column))
        twin.append("byteRange", [.integer(copy.start.offset), .integer(copy.end.offset)])
        return ["byteRange": json(copy.range), "twin": .object(twin)]
    }
}
