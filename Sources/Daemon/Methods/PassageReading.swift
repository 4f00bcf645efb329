import Corpus
import JSON
import Wire

/// Where reading begins: a passage, and how many bytes of it were read already.
struct ReadingPoint: Hashable {
    var passage: Int
    var byte = 0

    init(passage: Int, byte: Int = 0) {
        self.passage = passage
        self.byte = byte
    }

    /// Reads a cursor.
    init(_ cursor: String, in passages: Range<Int>) throws(Failure) {
        let numbers = cursor.split(separator: ".", omittingEmptySubsequences: false).map { Int($0) }
        guard (1...2).contains(numbers.count), let passage = numbers[0], passages.contains(passage),
            let byte = numbers.count == 2 ? numbers[1] : 0, byte >= 0
        else {
            throw Failure(
                .invalidParams,
                "'cursor' must be 'next' of an answer to the same question, found '\(cursor.clipped)'",
                hint: "leave it out to begin anew",
                details: ["pointer": "/cursor"]
            )
        }
        self.init(passage: passage, byte: byte)
    }

    var cursor: String { byte == 0 ? String(passage) : "\(passage).\(byte)" }
}

/// Takes passages of a document until so many bytes are full.
struct PassageReading {
    private let document: Document
    private let start: ReadingPoint
    private var items: [JSON] = []
    private var shown: Range<Int>?
    private var next: ReadingPoint?

    init(_ document: Document, from start: ReadingPoint) {
        self.document = document
        self.start = start
    }

    /// Reads up to the passage of number `end`. A passage that is longer than `size` is cut, between two words where that
    /// can be.
    mutating func read(to end: Int, size: Int) {
        var left = size
        let passages = document.passages
        var point = start
        while point.passage < end {
            let whole = passages[point.passage].range
            let from = min(whole.lowerBound + point.byte, whole.upperBound)
            var range = snapped(from, in: whole)..<whole.upperBound
            if range.count > left {
                // Half a passage reads worse than a page that is less than full.
                guard items.isEmpty else { break }
                range = range.lowerBound..<cut(range, after: left)
            }
            add(range, of: point.passage)
            left -= range.count
            guard range.upperBound == whole.upperBound else {
                next = ReadingPoint(passage: point.passage, byte: range.upperBound - whole.lowerBound)
                return
            }
            point = ReadingPoint(passage: point.passage + 1)
        }
        if point.passage < end { next = point }
    }

    private mutating func add(_ range: Range<Int>, of number: Int) {
        let passage = document.passages[number]
        let start = document.position(of: range.lowerBound)
        let end = document.end(of: range)
        var members: Members = ["passage": .integer(number), "kind": .string(passage.kind.rawValue)]
        if let heading = passage.heading {
            members.append("heading", .string(document.text[document.passages[heading].range]))
        }
        members.append("line", .integer(start.line))
        members.append("column", .integer(start.column))
        members.append("endLine", .integer(end.line))
        members.append("endColumn", .integer(end.column))
        members.append("text", .string(document.text[range]))
        items.append(.object(members))
        shown = (shown?.lowerBound ?? range.lowerBound)..<range.upperBound
    }

    /// The end of at most `count` bytes from the start of `range`: behind the last white space, else behind a character.
    private func cut(_ range: Range<Int>, after count: Int) -> Int {
        let end = range.lowerBound + count
        return document.text.withUnsafeBufferPointer { bytes in
            let isWhite = { (index: Int) in bytes[index] == 0x20 || bytes[index] == 0x0A }
            if let space = (range.lowerBound..<end).last(where: isWhite), space > range.lowerBound + count / 2 {
                return space + 1
            }
            var end = end
            while end > range.lowerBound, bytes[end] & 0xC0 == 0x80 { end -= 1 }
            return end
        }
    }

    private func snapped(_ offset: Int, in range: Range<Int>) -> Int {
        document.text.withUnsafeBufferPointer { bytes in
            var offset = offset
            while offset < range.upperBound, bytes[offset] & 0xC0 == 0x80 { offset += 1 }
            return offset
        }
    }

    func result(total: Int, isChanged: Bool?) -> JSON {
        let range = shown ?? 0..<0
        var members: Members = [
            "document": .string(document.id), "path": .string(document.path), "title": .string(document.title),
            "format": .string(document.format), "language": document.language.map { .string($0) } ?? .null,
            "address": .string(
                Address(document: document.id, version: document.version, place: nil).description
            ),
            "line": .integer(document.position(of: range.lowerBound).line),
            "endLine": .integer(document.end(of: range).line), "total": .integer(total),
            "passages": .array(items), "truncated": .bool(next != nil),
        ]
        if let next { members.append("next", .string(next.cursor)) }
        if let isChanged { members.append("changed", .bool(isChanged)) }
        return .object(members)
    }
}
