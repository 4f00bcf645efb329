import Corpus
import JSON

/// Places in source files as clients count them.
enum HitPlaces {
    /// A range of a document's text: bytes of the file, line and column from 1, and where the line stands in the file
    /// as it stands in the text the columns in UTF-16 as well, from 0, as editors' protocols count.
    static func json(_ range: Range<Int>, of document: Document) -> JSON {
        let (start, end) = document.positions(of: range)
        var members: Members = [
            "byteRange": [.integer(start.offset), .integer(end.offset)],
            "line": .integer(start.line), "column": .integer(start.column),
            "endLine": .integer(end.line), "endColumn": .integer(end.column),
        ]
        if let column = utf16Column(range.lowerBound, start, document) { members["utf16Column"] = .integer(column) }
        if let column = utf16Column(range.upperBound, end, document) { members["utf16EndColumn"] = .integer(column) }
        return .object(members)
    }

    /// `nil` where the text before it in its line is not the file's.
    private static func utf16Column(_ offset: Int, _ position: Position, _ document: Document) -> Int? {
        let start = offset - (position.column - 1)
        guard start >= 0, start <= offset else { return nil }
        let source = document.sourceRange(of: start..<offset)
        guard source == position.offset - (position.column - 1)..<position.offset,
            document.position(of: start).offset == source.lowerBound
        else { return nil }
        var column = 0
        for byte in document.text.bytes[start..<offset] {
            if byte & 0xC0 != 0x80 { column += byte >= 0xF0 ? 2 : 1 }
        }
        return column
    }

    /// The same ranges of a text in UTF-16.
    static func utf16(_ ranges: [Range<Int>], of text: String) -> JSON {
        var starts: [Int] = [0]
        for byte in text.utf8 {
            starts.append(starts[starts.count - 1] + (byte & 0xC0 == 0x80 ? 0 : byte >= 0xF0 ? 2 : 1))
        }
        // What begins behind a character counts it as a whole.
        return .array(ranges.map { [.integer(starts[$0.lowerBound]), .integer(starts[$0.upperBound])] })
    }
}
