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
    /// The places of those that begin a report behind another one.
    let starts: [Int]
    /// Those that are none of the sentences.
    let headings: [Range<Int>]

    var byteCount: Int { sentences.reduce(0) { $0 + $1.count } }
    /// By BCP 47; `nil` where it is not known.
    var language: String? { document.language }

    /// The running text of a document: without headings, tables and code, unless it has nothing else.
    init(_ document: Document, number: Int? = nil) {
        let running = document.passages.filter(\.kind.isRunningText)
        let passages = running.isEmpty ? Array(document.passages) : running
        headings = running.isEmpty ? [] : document.passages.filter { $0.kind == .heading }.map(\.range)
        self.document = document
        self.number = number
        let whole = passages.flatMap { document.sentences[$0.sentences] }
        let isPlain = whole.allSatisfy { $0.count <= Self.longest }
        let reports = document.text.withUnsafeBufferPointer { bytes in
            Reports(bytes, isPlain ? whole : whole.flatMap { Self.pieces(of: $0, in: bytes) })
        }
        (sentences, starts) = (reports.sentences, reports.starts)
    }

    /// Bytes from which a sentence is none, but a text without marks, such as what a machine has heard.
    private static let longest = 2_000
    /// Bytes of the pieces that it is read in.
    private static let piece = 240

    /// A sentence as it is, or what goes on for too long in pieces of whole words: up to a comma, a semicolon or the end of
    /// a line where there is one.
    private static func pieces(of range: Range<Int>, in bytes: UnsafeBufferPointer<UInt8>) -> [Range<Int>] {
        guard range.count > longest else { return [range] }
        var pieces: [Range<Int>] = []
        var start = range.lowerBound
        while range.upperBound - start > piece * 3 / 2 {
            let window = start + piece / 2..<start + piece
            let clause = window.last { index in
                [0x2C, 0x3B].contains(bytes[index]) && bytes[index + 1] <= 0x20 || bytes[index + 1] == 0x0A
            }
            var end = clause.map { $0 + 1 } ?? window.last { bytes[$0] <= 0x20 } ?? window.upperBound
            // Not inside a character, where there are no words.
            while end < range.upperBound, bytes[end] & 0xC0 == 0x80 { end += 1 }
            var last = end
            while last > start + 1, bytes[last - 1] <= 0x20 { last -= 1 }
            pieces.append(start..<last)
            start = end
            while start < range.upperBound, bytes[start] <= 0x20 { start += 1 }
        }
        if start < range.upperBound { pieces.append(start..<range.upperBound) }
        return pieces
    }

    /// A text that is not in the corpus.
    init(_ text: String, number: Int) {
        self.init(Document(text: Array(text.utf8)), number: number)
    }

    /// A sentence on one line.
    func text(of range: Range<Int>) -> String {
        document.text.withUnsafeBufferPointer { bytes in
            let sentence = UnsafeBufferPointer(rebasing: bytes[range])
            // Few have anything to change.
            guard sentence.contains(where: { $0 < 0x20 }) else { return String(decoding: sentence, as: UTF8.self) }
            return String(decoding: sentence.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
        }
    }

    /// The length of a sentence in Unicode scalars.
    func characterCount(of range: Range<Int>) -> Int {
        document.text.withUnsafeBufferPointer { bytes in bytes[range].count { $0 & 0xC0 != 0x80 } }
    }

    /// The whole words at the beginning of a sentence for which there is room, without marks behind the last one.
    ///
    /// - Parameter room: in words, else in characters with one for an ellipsis and one behind it; at least one word is
    ///   shown.
    func beginning(of range: Range<Int>, room: Int, countsCharacters: Bool) -> Range<Int> {
        document.text.withUnsafeBufferPointer { bytes in
            var (end, words, characters) = (range.lowerBound, 0, 0)
            var first: UInt8 = 0x20
            var index = range.lowerBound
            while index < range.upperBound {
                if bytes[index] & 0xC0 != 0x80 {
                    first = bytes[index]
                    characters += 1
                }
                index += 1
                guard first > 0x20, Self.endsWord(first, before: index < range.upperBound ? bytes[index] : 0x20) else {
                    continue
                }
                words += 1
                guard words == 1 || (countsCharacters ? characters + 2 : words) <= room else { break }
                end = index
            }
            guard end < range.upperBound else { return range }
            while end > range.lowerBound + 1, [0x2C, 0x3B, 0x3A, 0x2D, 0x28].contains(bytes[end - 1]) { end -= 1 }
            return range.lowerBound..<end
        }
    }

    /// Whether a word ends with the character of this first byte; each of Chinese and Japanese is one.
    private static func endsWord(_ first: UInt8, before next: UInt8) -> Bool {
        let ideographs: ClosedRange<UInt8> = 0xE3...0xE9
        return next <= 0x20 || ideographs.contains(next) || ideographs.contains(first) && next & 0xC0 != 0x80
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
