import Corpus
import JSON
import PluginKit
import Schema
import Wire

/// summary.html: the texts with what a summary takes of them highlighted.
enum HTMLMethod {
    static let description = MethodDescription(
        "summary.html",
        "Shows documents or a text as an HTML page, with the sentences of their summary highlighted in it.",
        parameters: SummaryMethod.parameters.filter { !["style", "order", "explain", "cut"].contains($0.name) },
        result: .object([
            Property("html", .string.described("A whole page that loads nothing.")),
            Property("highlighted", .integer(0...Int.max).described("How many sentences.")),
        ]),
        errors: [.invalidParams, .notFound],
        examples: [
            .init(
                "a text of one's own",
                ["text": "The sea is <large>. It is salt.", "sentences": 2],
                result: ["highlighted": 2]
            )
        ]
    )
}

extension SummaryPlugin {
    func html(_ call: Call) throws(Failure) -> JSON {
        var request = SummaryMethod.Request()
        request.source = try Source(call)
        request.budget = try Budget(call)
        request.query = call[SummaryMethod.query]
        request.cursor = call[SummaryMethod.cursor]
        request.known = call[SummaryMethod.known] ?? []
        request.since = call[SummaryMethod.since]
        let summary = try summary(request, call: call)
        var marked: [Int: [Int: Int]] = [:]
        for (rank, number) in summary.chosen.sentences.enumerated() {
            let sentence = summary.sentences[number]
            marked[sentence.text, default: [:]][sentence.range.lowerBound] = rank
        }
        var page = HighlightPage()
        for (number, text) in summary.texts.enumerated() {
            try call.checkpoint()
            page.add(text.document, marked[number] ?? [:])
        }
        return ["html": .string(page.text), "highlighted": .integer(summary.chosen.sentences.count)]
    }
}

/// An HTML page of documents with highlights.
private struct HighlightPage {
    private var body = ""

    private static let style = """
        :root { color-scheme: light dark }
        body { font: 1rem/1.5 system-ui, sans-serif; max-width: 44rem; margin: 2rem auto; padding: 0 1rem }
        mark { background: #ffe58a; color: #1a1a1a; padding: .1em 0 }
        pre { overflow: auto } h1 small { opacity: .75; font-size: .8rem }
        """

    var text: String {
        """
        <!DOCTYPE html>
        <html lang="en"><head><meta charset="utf-8"><title>Summary</title>
        <meta name="viewport" content="width=device-width"><style>
        \(Self.style)
        </style></head><body><main>
        \(body)</main></body></html>

        """
    }

    /// - Parameter marked: the first bytes of the sentences to highlight, and their ranks.
    mutating func add(_ document: Document, _ marked: [Int: Int]) {
        let language = document.language.map { " lang=\"\($0.escapedForHTML)\"" } ?? ""
        body += "<article\(language) dir=\"auto\">\n"
        if !document.title.isEmpty {
            body += "<h1>\(document.title.escapedForHTML) <small>\(document.path.escapedForHTML)</small></h1>\n"
        }
        for passage in document.passages {
            let tag = Self.tag(of: passage.kind)
            body += "<\(tag)>"
            for (index, range) in document.sentences[passage.sentences].enumerated() {
                if index > 0 { body += passage.kind == .code ? "\n" : " " }
                let sentence = document.text[range].escapedForHTML
                if let rank = marked[range.lowerBound] {
                    body += "<mark title=\"\(rank + 1)\">\(sentence)</mark>"
                } else {
                    body += sentence
                }
            }
            body += "</\(tag)>\n"
        }
        body += "</article>\n"
    }

    private static func tag(of kind: Passage.Kind) -> String {
        switch kind {
        case .heading: "h2"
        case .quotation: "blockquote"
        case .code: "pre"
        case .paragraph, .listItem, .tableRow, .field: "p"
        }
    }
}
