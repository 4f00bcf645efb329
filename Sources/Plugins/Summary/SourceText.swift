import Corpus
import JSON
import PluginKit

/// A text that is summarised: a document, or one that came with the request.
struct SourceText {
    let bytes: [UInt8]
    /// What may be chosen, in its order.
    let sentences: [Range<Int>]
    /// By BCP 47; `nil` where it is not known.
    let language: String?
    private let origin: Origin

    private enum Origin {
        case document(Document)
        case request(LineIndex)
    }

    /// The running text of a document: without headings, tables and code, unless it has nothing else.
    init(_ document: Document) {
        let running = document.passages.filter(\.kind.isRunningText)
        let passages = running.isEmpty ? document.passages : running
        bytes = document.text.bytes
        sentences = passages.flatMap { document.sentences[$0.sentences] }
        language = document.language
        origin = .document(document)
    }

    /// A text that is not in the corpus.
    init(_ text: String) {
        let bytes = Array(text.utf8)
        self.bytes = bytes
        var starts: [UInt32] = [0]
        for (index, byte) in bytes.enumerated() where byte == UInt8(ascii: "\n") { starts.append(UInt32(index + 1)) }
        origin = .request(LineIndex(starts: starts))
        let (language, sentences) = bytes.withUnsafeBufferPointer { buffer in
            let language = Language.detect(buffer)
            return (language, SentenceSplitter.sentences(in: buffer, language: language))
        }
        self.language = language?.rawValue
        self.sentences = sentences
    }

    var isDocument: Bool {
        if case .document = origin { true } else { false }
    }

    /// A sentence on one line.
    func text(of range: Range<Int>) -> String {
        String(decoding: bytes[range].map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
    }

    /// Writes where a sentence stands: in its file, or in the text of the request.
    func cite(_ range: Range<Int>, into members: inout Members) {
        switch origin {
        case .document(let document): Citation.write(range, of: document, into: &members)
        case .request(let lines):
            let start = lines.position(of: range.lowerBound)
            let end = lines.position(of: range.upperBound)
            members.append("line", .integer(start.line))
            members.append("column", .integer(start.column))
            members.append("endLine", .integer(end.line))
            members.append("endColumn", .integer(end.column))
            members.append("byteRange", [.integer(range.lowerBound), .integer(range.upperBound)])
        }
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
