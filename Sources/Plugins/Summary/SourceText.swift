import Corpus
import JSON
import PluginKit

/// A text that is summarised: a document, or one that came with the request.
struct SourceText {
    let document: Document
    /// Its number among the texts of the request; `nil` for a document of the corpus.
    let number: Int?
    /// What may be chosen, in its order.
    let sentences: [Range<Int>]

    var byteCount: Int { sentences.reduce(0) { $0 + $1.count } }
    /// By BCP 47; `nil` where it is not known.
    var language: String? { document.language }

    /// The running text of a document: without headings, tables and code, unless it has nothing else.
    init(_ document: Document, number: Int? = nil) {
        let running = document.passages.filter(\.kind.isRunningText)
        let passages = running.isEmpty ? Array(document.passages) : running
        self.document = document
        self.number = number
        sentences = passages.flatMap { document.sentences[$0.sentences] }
    }

    /// A text that is not in the corpus.
    init(_ text: String, number: Int) {
        self.init(Document(text: Array(text.utf8)), number: number)
    }

    /// A sentence on one line.
    func text(of range: Range<Int>) -> String {
        document.text.withUnsafeBufferPointer { bytes in
            String(decoding: bytes[range].map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
        }
    }

    /// The length of a sentence in Unicode scalars.
    func characterCount(of range: Range<Int>) -> Int {
        document.text.withUnsafeBufferPointer { bytes in bytes[range].count { $0 & 0xC0 != 0x80 } }
    }

    /// When its metadata say that it is from: `date`, `published` or `created`.
    var date: PlainDate? {
        let metadata = document.metadata
        for key in ["date", "published", "created"] {
            if let date = metadata[key]?.string.flatMap({ PlainDate($0) }) { return date }
        }
        return nil
    }

    func citation(of range: Range<Int>) -> JSON {
        var members = Members()
        cite(range, into: &members)
        return .object(members)
    }

    /// Writes where a sentence stands: in its file, or in the text of the request.
    func cite(_ range: Range<Int>, into members: inout Members) {
        guard let number else {
            Citation.write(range, of: document, into: &members)
            return
        }
        let start = document.position(of: range.lowerBound)
        let end = document.end(of: range)
        members.append("source", .integer(number))
        members.append("line", .integer(start.line))
        members.append("column", .integer(start.column))
        members.append("endLine", .integer(end.line))
        members.append("endColumn", .integer(end.column))
        members.append("byteRange", [.integer(start.offset), .integer(end.offset)])
    }
}

extension Passage.Kind {
    fileprivate var isRunningText: Bool {
        switch self {
        case .paragraph, .listItem, .quotation, .field: true
        case .heading, .tableRow, .code: false
        }
    }
}
