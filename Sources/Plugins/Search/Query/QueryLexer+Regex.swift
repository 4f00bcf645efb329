extension QueryLexer {
    /// `/…/` from `index` on; `nil` where the slash is only a sign of a text: of a path, a fraction, and/or.
    ///
    /// A regular expression has no space, ends with its second slash, and has at least one sign that means something:
    /// without one, the word says the same, and better.
    func readRegularExpression() throws(QueryMistake) -> QueryToken? {
        let start = index + 1
        var end = start
        var isInSet = false
        var lastSlash: Int?
        while end < bytes.count, bytes[end] > 0x20 {
            if bytes[end] == UInt8(ascii: "\\") {
                end += 2
                continue
            }
            if bytes[end] == UInt8(ascii: "[") { isInSet = true }
            if bytes[end] == UInt8(ascii: "]") { isInSet = false }
            if bytes[end] == UInt8(ascii: "/") {
                guard isInSet else { break }
                lastSlash = end
            }
            end += 1
        }
        // A set that is never closed is for the reader to tell.
        if end >= bytes.count || bytes[end] <= 0x20 { end = lastSlash ?? end }
        guard end < bytes.count, end > start, bytes[end] == UInt8(ascii: "/"),
            bytes[start..<end].contains(where: { "[](){}*+?|.\\^$".utf8.contains($0) })
        else { return nil }
        let next = end + 1 < bytes.count ? bytes[end + 1] : 0x20
        guard next <= 0x20 || next == UInt8(ascii: ")") || next == UInt8(ascii: "^") else { return nil }
        let pattern = try RegularExpression.pattern(in: bytes, start..<end)
        guard PatternMachine(pattern) != nil else { throw .tooComplex(index..<end + 1) }
        return QueryToken(kind: .regularExpression(pattern), range: index..<end + 1)
    }
}
