extension QueryLexer {
    /// `[a TO b]` or `{a TO b}` from `opening` on; `nil` where the bracket is only a sign of a text.
    ///
    /// - Parameter isExpected: whether a field stands before it, so that it can't be anything else.
    func readRange(at opening: Int, isExpected: Bool) throws(QueryMistake) -> QueryToken? {
        var place = opening + 1
        func refuse(_ at: Int, _ message: String) throws(QueryMistake) -> QueryToken? {
            guard isExpected else { return nil }
            let place = min(at, bytes.count)
            throw QueryMistake(
                place..<place,
                message,
                remedy: "write [1990 TO 1999], {1990 TO 1999} without the bounds, or [1990 TO *]"
            )
        }
        let lower = bound(at: &place)
        guard let lower else { return try refuse(place, "a lower bound is missing here") }
        skipSpaces(&place)
        guard place + 2 < bytes.count, bytes[place..<place + 2].elementsEqual("TO".utf8), bytes[place + 2] <= 0x20
        else {
            return try refuse(place, "'TO' is missing between the bounds of this range")
        }
        place += 2
        let upper = bound(at: &place)
        guard let upper else { return try refuse(place, "an upper bound is missing here") }
        skipSpaces(&place)
        guard place < bytes.count, bytes[place] == UInt8(ascii: "]") || bytes[place] == UInt8(ascii: "}") else {
            return try refuse(place, "this range is never closed: ']' or '}' is missing")
        }
        let range = ValueRange(
            lower: lower.value.map { ValueRange.Bound(value: $0, isIncluded: bytes[opening] == UInt8(ascii: "[")) },
            upper: upper.value.map { ValueRange.Bound(value: $0, isIncluded: bytes[place] == UInt8(ascii: "]")) }
        )
        try refuseReversed(range, opening..<place + 1)
        return QueryToken(kind: .values(range), range: opening..<place + 1)
    }

    /// Nothing lies between bounds that stand the wrong way round, and whoever wrote them does not see why nothing is found.
    private func refuseReversed(_ range: ValueRange, _ place: Range<Int>) throws(QueryMistake) {
        guard let lower = range.lower?.value, let upper = range.upper?.value, lower.order(to: upper) ?? 0 > 0 else {
            return
        }
        throw QueryMistake(
            place,
            "the lower bound of this range is above the upper one",
            remedy: "write [\(upper.text) TO \(lower.text)]"
        )
    }

    /// `>=a`, `<b`, `a..b` or `*` right behind a field; `nil` for anything else.
    ///
    /// - Parameter end: where the text without spaces or quotation marks ends; moved if the value reaches further.
    func readValues(to end: inout Int) throws(QueryMistake) -> QueryToken? {
        if bytes[index..<end].elementsEqual("*".utf8) {
            return QueryToken(kind: .values(ValueRange(lower: nil, upper: nil)), range: index..<end)
        }
        let sign = bytes[index]
        if sign == UInt8(ascii: "<") || sign == UInt8(ascii: ">") {
            var place = index + 1
            let isIncluded = place < bytes.count && bytes[place] == UInt8(ascii: "=")
            if isIncluded { place += 1 }
            guard let value = self.bound(at: &place)?.value else {
                throw QueryMistake(place..<place, "a value is missing here", remedy: "write field:>=1990")
            }
            let bound = ValueRange.Bound(value: value, isIncluded: isIncluded)
            let isLower = sign == UInt8(ascii: ">")
            let range = ValueRange(lower: isLower ? bound : nil, upper: isLower ? nil : bound)
            return QueryToken(kind: .values(range), range: index..<place)
        }
        guard end - index <= Self.longestRange, let dots = firstDots(index..<end) else { return nil }
        func bound(_ range: Range<Int>) -> ValueRange.Bound? {
            guard !range.isEmpty, !bytes[range].elementsEqual("*".utf8) else { return nil }
            return ValueRange.Bound(value: FieldValue(String(decoding: bytes[range], as: UTF8.self)), isIncluded: true)
        }
        let range = ValueRange(lower: bound(index..<dots), upper: bound(dots + 2..<end))
        try refuseReversed(range, index..<end)
        return QueryToken(kind: .values(range), range: index..<end)
    }

    /// In bytes, of a range with points.
    private static let longestRange = 256

    func firstDots(_ range: Range<Int>) -> Int? {
        range.dropLast().first { place in
            bytes[place] == UInt8(ascii: ".") && bytes[place + 1] == UInt8(ascii: ".")
        }
    }

    private func skipSpaces(_ place: inout Int) {
        while place < bytes.count, bytes[place] <= 0x20 { place += 1 }
    }

    /// A bound, in quotation marks where it has spaces; without a value for `*`. `nil` if there is none.
    private func bound(at place: inout Int) -> (value: FieldValue?, range: Range<Int>)? {
        skipSpaces(&place)
        guard place < bytes.count else { return nil }
        let start = place
        if bytes[place] == UInt8(ascii: "\"") {
            guard let end = bytes[(place + 1)...].firstIndex(of: UInt8(ascii: "\"")) else { return nil }
            place = end + 1
            return (FieldValue(String(decoding: bytes[start + 1..<end], as: UTF8.self)), start..<place)
        }
        while place < bytes.count, bytes[place] > 0x20, !"]})(\"".utf8.contains(bytes[place]) { place += 1 }
        guard place > start, !bytes[start..<place].elementsEqual("TO".utf8) else {
            place = start
            return nil
        }
        let text = String(decoding: bytes[start..<place], as: UTF8.self)
        return (text == "*" ? nil : FieldValue(text), start..<place)
    }
}
