import Analysis
import JSON
import Schema
import Wire

/// What is wrong with a query, and where.
struct QueryMistake: Error, Equatable {
    /// In bytes of the query; empty where something is missing.
    let range: Range<Int>
    let message: String
    /// What would be right.
    let remedy: String

    init(_ range: Range<Int>, _ message: String, remedy: String) {
        self.range = range
        self.message = message
        self.remedy = remedy
    }

    /// As the client gets it: with `pointer`, `offset` and `length` in bytes, and `caret`: the query and a line that
    /// points into it.
    func failure(in bytes: [UInt8]) -> Failure {
        var details = Members()
        details.append("pointer", "/query")
        details.append("offset", .integer(range.lowerBound))
        details.append("length", .integer(range.count))
        details.append("caret", .array(caretLines(in: bytes).map { .string($0) }))
        return Failure(.invalidParams, message, hint: remedy, details: details)
    }

    /// A long query is cut around the place, and its line breaks and tabs are shown as spaces.
    private func caretLines(in bytes: [UInt8]) -> [String] {
        var start = max(0, range.lowerBound - 60)
        var end = min(bytes.count, range.lowerBound + 40)
        while start > 0, !UTF8Reading.isBoundary(bytes[start]) { start -= 1 }
        while end < bytes.count, !UTF8Reading.isBoundary(bytes[end]) { end += 1 }
        func text(_ range: Range<Int>) -> String {
            String(decoding: bytes[range].map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
        }
        let place = min(range.lowerBound, end)
        let before = (start > 0 ? "…" : "") + text(start..<max(start, place))
        let marked = text(place..<max(place, min(range.upperBound, end)))
        let after = text(place..<end) + (end < bytes.count ? "…" : "")
        let mark = "^" + String(repeating: "~", count: max(marked.count - 1, 0))
        return [before + after, String(repeating: " ", count: before.count) + mark]
    }
}

extension QueryMistake {
    static func missingOperand(
        of token: QueryToken,
        isBehind: Bool,
        bytes: UnsafeBufferPointer<UInt8>
    ) -> QueryMistake {
        if case .field = token.kind { return bareField(token.range, bytes) }
        let name = String(decoding: bytes[token.range], as: UTF8.self)
        let remedy: String
        switch token.kind {
        case .not: remedy = "write NOT word; for the word itself write it in small letters"
        default: remedy = "write word \(name) word; for the word itself write it in small letters"
        }
        let place = isBehind ? token.range.upperBound : token.range.lowerBound
        return QueryMistake(
            place..<place,
            "a word is missing \(isBehind ? "after" : "before") '\(name)'",
            remedy: remedy
        )
    }

    /// A field, its colon included, without what it is to have.
    static func bareField(_ range: Range<Int>, _ bytes: UnsafeBufferPointer<UInt8>) -> QueryMistake {
        let name = String(decoding: bytes[range], as: UTF8.self)
        return QueryMistake(
            range.upperBound..<range.upperBound,
            "a word is missing after '\(name)'",
            remedy: "write \(name)word or \(name)\"several words\""
        )
    }

    static func lonely(_ token: QueryToken) -> QueryMistake {
        switch token.kind {
        case .open: QueryMistake(token.range, "this '(' is never closed", remedy: "add ')' where it ends")
        case .close: QueryMistake(token.range, "this ')' closes nothing", remedy: "remove it, or add '('")
        default:
            QueryMistake(
                token.range,
                "this quotation mark is never closed",
                remedy: "add '\"' behind the last word of the phrase"
            )
        }
    }

    static func tooComplex(_ range: Range<Int>) -> QueryMistake {
        QueryMistake(
            range,
            "this pattern needs more memory than a query may take",
            remedy: "repeat less, or repeat shorter parts: a{2} instead of (a|b|c){500}"
        )
    }

    static func tooDeep(_ token: QueryToken) -> QueryMistake {
        QueryMistake(
            token.range,
            "parentheses and fields are nested more than \(QueryParser.deepestNesting) deep",
            remedy: "leave out those that change nothing"
        )
    }

    static func tooLong(at range: Range<Int>) -> QueryMistake {
        QueryMistake(range, "the query has more than \(QueryParser.mostTerms) words", remedy: "ask with fewer words")
    }

    static func noWord(in range: Range<Int>) -> QueryMistake {
        QueryMistake(range, "the query has no word in it", remedy: "give one or more words to look for")
    }

    static func onlyUnwanted(in range: Range<Int>) -> QueryMistake {
        QueryMistake(
            range,
            "the query only says what must not occur, which nearly everything fulfils",
            remedy: "add a word that should occur, such as in: sea -oil; or a star for everything: * -oil"
        )
    }

    static func slack(_ token: QueryToken, isPhrase: Bool) -> QueryMistake {
        isPhrase
            ? QueryMistake(
                token.range,
                "a phrase may be off by at most \(QueryParser.mostSlop)",
                remedy: "write \"two words\"~5"
            )
            : QueryMistake(token.range, "a word may differ by 1 or 2 changes", remedy: "write word~1 or word~2")
    }

    static func misplaced(_ token: QueryToken, bytes: UnsafeBufferPointer<UInt8>) -> QueryMistake {
        let name = String(decoding: bytes[token.range], as: UTF8.self)
        return QueryMistake(
            token.range,
            "'\(name)' belongs right behind one word or phrase",
            remedy: "write word~1, \"two words\"~3, word^2 or (several words)^2"
        )
    }

    static func nearNeedsWords(_ range: Range<Int>) -> QueryMistake {
        QueryMistake(
            range,
            "NEAR stands between single words",
            remedy: "write word NEAR/5 word; for phrases with gaps write \"several words\"~5"
        )
    }

    static func rangeNeedsField(_ range: Range<Int>) -> QueryMistake {
        QueryMistake(
            range,
            "a range needs a field with values before it",
            remedy: "write date:[1990 TO 1999], year:>=1990 or the like; texts have no values"
        )
    }

    /// What stands before a range is no field.
    static func unknownField(
        _ range: Range<Int>,
        bytes: UnsafeBufferPointer<UInt8>,
        known: [String]
    ) -> QueryMistake {
        let name = String(decoding: bytes[range], as: UTF8.self)
        let names = ["title", "text"] + known
        return QueryMistake(
            range,
            "unknown field '\(name)'" + Suggestion.hint(Suggestion.nearest(to: name, among: names, changes: 1)),
            remedy: "a range needs a field of the documents; fields: " + names.joined(separator: ", ")
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
            // Of a short name two changes leave little: 'date' is no slip for 'path'.
            let changes = range.count <= 5 ? 1 : 2
            guard let meant = Suggestion.nearest(to: name, among: names, changes: changes) else { continue }
            return QueryMistake(
                range,
                "unknown field '\(name)' (did you mean '\(meant)'?)",
                remedy: "write \(meant):… for the field, or \"\(name)\" in quotes for the word; fields: "
                    + names.joined(separator: ", ")
            )
        }
        return nil
    }
}
