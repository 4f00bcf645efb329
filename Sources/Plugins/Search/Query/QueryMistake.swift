import Analysis
import JSON
import Schema
import Wire

/// What is wrong with a query, and where.
struct QueryMistake: Error, Equatable {
    /// In bytes of the query.
    let offset: Int
    let message: String
    /// What would be right.
    let remedy: String

    /// As the client gets it: with `pointer`, `offset`, and `caret`: the query and a line that points into it.
    func failure(in bytes: [UInt8]) -> Failure {
        var details = Members()
        details.append("pointer", "/query")
        details.append("offset", .integer(offset))
        details.append("caret", .array(caretLines(in: bytes).map { .string($0) }))
        return Failure(.invalidParams, message, hint: remedy, details: details)
    }

    /// A long query is cut around the place, and its line breaks and tabs are shown as spaces.
    private func caretLines(in bytes: [UInt8]) -> [String] {
        let line = bytes.map { $0 < 0x20 ? 0x20 : $0 }
        var start = max(0, offset - 60)
        var end = min(line.count, offset + 40)
        while start > 0, !UTF8Reading.isBoundary(line[start]) { start -= 1 }
        while end < line.count, !UTF8Reading.isBoundary(line[end]) { end += 1 }
        let before =
            (start > 0 ? "…" : "") + String(decoding: line[start..<max(start, min(offset, end))], as: UTF8.self)
        let after = String(decoding: line[min(offset, end)..<end], as: UTF8.self) + (end < line.count ? "…" : "")
        return [before + after, String(repeating: " ", count: before.count) + "^"]
    }
}

extension QueryMistake {
    static func missingOperand(
        of token: QueryToken,
        side: String,
        bytes: UnsafeBufferPointer<UInt8>
    ) -> QueryMistake {
        let name = String(decoding: bytes[token.range], as: UTF8.self)
        let remedy: String
        switch token.kind {
        case .not: remedy = "write NOT word; for the word itself write \"not\" in small letters"
        case .field: remedy = "write \(name)word or \(name)\"several words\""
        default: remedy = "write word \(name) word; for the word itself write it in small letters"
        }
        let isAfter = side == "after"
        return QueryMistake(
            offset: isAfter ? token.range.upperBound : token.range.lowerBound,
            message: "a word is missing \(side) '\(name)'",
            remedy: remedy
        )
    }

    static func lonely(_ token: QueryToken) -> QueryMistake {
        let offset = token.range.lowerBound
        switch token.kind {
        case .open:
            return QueryMistake(offset: offset, message: "this '(' is never closed", remedy: "add ')' where it ends")
        case .close:
            return QueryMistake(offset: offset, message: "this ')' closes nothing", remedy: "remove it, or add '('")
        default:
            return QueryMistake(
                offset: offset,
                message: "this quotation mark is never closed",
                remedy: "add '\"' behind the last word of the phrase"
            )
        }
    }

    static func tooComplex(_ range: Range<Int>) -> QueryMistake {
        QueryMistake(
            offset: range.lowerBound,
            message: "this pattern needs more memory than a query may take",
            remedy: "repeat less, or repeat shorter parts: a{2} instead of (a|b|c){500}"
        )
    }

    static func tooDeep(_ token: QueryToken) -> QueryMistake {
        QueryMistake(
            offset: token.range.lowerBound,
            message: "parentheses and fields are nested more than \(QueryParser.deepestNesting) deep",
            remedy: "leave out those that change nothing"
        )
    }

    static func tooLong(at offset: Int) -> QueryMistake {
        QueryMistake(
            offset: offset,
            message: "the query has more than \(QueryParser.mostTerms) words",
            remedy: "ask with fewer words"
        )
    }

    /// The first of the names before a colon that is nearly the name of a field. A name that is far from all of them is
    /// a word with a colon.
    static func doubtfulField(
        _ ranges: [Range<Int>],
        bytes: UnsafeBufferPointer<UInt8>,
        known: [String]
    ) -> QueryMistake? {
        for range in ranges where range.count > 3 && range.count <= 64 {
            let name = String(decoding: bytes[range], as: UTF8.self)
            let names = ["title", "text"] + known
            guard let meant = Suggestion.nearest(to: name, among: names) else { continue }
            return QueryMistake(
                offset: range.lowerBound,
                message: "unknown field '\(name)' (did you mean '\(meant)'?)",
                remedy: "write \(meant):… for the field, or \"\(name)\" in quotes for the word; fields: "
                    + names.joined(separator: ", ")
            )
        }
        return nil
    }
}
