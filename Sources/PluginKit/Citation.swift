public import Corpus
public import JSON
public import Schema
public import Wire

/// The place in a source file that an answer comes from, in the one form that all answers use.
public enum Citation {
    /// The members of every object that cites.
    public static let properties: [Property] = [
        Property("document", .string.described("The document's id.")),
        Property("path", .string.described("The file, as the corpus names it.")),
        Property("line", .integer(1...Int.max).described("From 1, in the source file.")),
        Property("column", .integer(1...Int.max).described("From 1, in bytes of the source file.")),
        Property("endLine", .integer(1...Int.max).described("Where it ends.")),
        Property("endColumn", .integer(1...Int.max).described("Just behind the last byte.")),
        Property("byteRange", .list(of: .integer(0...Int.max), count: 2...2).described("Start and end in the file.")),
    ]

    /// Writes the place of a range of `document.text`.
    public static func write(_ range: Range<Int>, of document: Document, into members: inout Members) {
        let (start, end) = document.positions(of: range)
        members.append("document", .string(document.id))
        members.append("path", .string(document.path))
        members.append("line", .integer(start.line))
        members.append("column", .integer(start.column))
        members.append("endLine", .integer(end.line))
        members.append("endColumn", .integer(end.column))
        members.append("byteRange", [.integer(start.offset), .integer(end.offset)])
    }

    /// The same for a writer, without the document and its path.
    public static func write(_ range: Range<Int>, of document: Document, into writer: inout ResultWriter) {
        let (start, end) = document.positions(of: range)
        if writer.begins("line") { writer.write(start.line) }
        if writer.begins("column") { writer.write(start.column) }
        if writer.begins("endLine") { writer.write(end.line) }
        if writer.begins("endColumn") { writer.write(end.column) }
        if writer.begins("byteRange") { writer.write(start.offset..<end.offset) }
    }

    /// Writes the document's id and its path.
    public static func write(_ document: Document, into writer: inout ResultWriter) {
        if writer.begins("document") {
            document.withIDBytes { path, own in
                if let own { writer.write(utf8: path, "#", own) } else { writer.write(utf8: path) }
            }
        }
        if writer.begins("path") { document.withPathBytes { writer.write(utf8: $0) } }
    }
}
