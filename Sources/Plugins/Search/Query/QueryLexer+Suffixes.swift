extension QueryLexer {
    /// The `~2`, `^3` or `^=1` that ends a range of the text; `nil` if there is none, or nothing before it that it could
    /// belong to.
    ///
    /// - Parameter isAlone: whether what it belongs to stands before the range.
    static func suffix(
        of range: Range<Int>,
        _ bytes: UnsafeBufferPointer<UInt8>,
        isAlone: Bool = false
    ) -> QueryToken? {
        var start = range.upperBound
        while start > range.lowerBound, bytes[start - 1] &- 0x30 < 10 || bytes[start - 1] == UInt8(ascii: ".") {
            start -= 1
        }
        let digits = start..<range.upperBound
        guard start > range.lowerBound, digits.count <= 9 else { return nil }
        start -= 1
        let isConstant = bytes[start] == UInt8(ascii: "=") && start > range.lowerBound
        if isConstant { start -= 1 }
        guard start > range.lowerBound || isAlone else { return nil }
        if start > range.lowerBound {
            let before = bytes[start - 1]
            let isPart =
                before >= 0x80 || (before | 0x20) &- 0x61 < 26 || before &- 0x30 < 10 || "*?+#".utf8.contains(before)
            guard isPart else { return nil }
        }
        let text = String(decoding: bytes[digits], as: UTF8.self)
        switch bytes[start] {
        case UInt8(ascii: "^"):
            guard let value = Float(text), value.isFinite, isConstant || value > 0 else { return nil }
            return QueryToken(kind: isConstant ? .constant(value) : .boost(value), range: start..<range.upperBound)
        case UInt8(ascii: "~") where !isConstant:
            guard digits.isEmpty || Int(text) != nil else { return nil }
            return QueryToken(kind: .slack(Int(text)), range: start..<range.upperBound)
        default: return nil
        }
    }

    /// A word with wildcards; `nil` where its stars and question marks are only signs of a text: behind a sentence, in
    /// an address, between numbers.
    ///
    /// A question mark at the end of a word ends a question. Signs that may be left out in names, as in e-mail, are.
    func wildcard(_ range: Range<Int>) -> QueryToken? {
        var end = range.upperBound
        while end > range.lowerBound, ".,;:!?".utf8.contains(bytes[end - 1]) { end -= 1 }
        let body = range.lowerBound..<end
        let signs = bytes[body].filter { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
        guard !signs.isEmpty else { return nil }
        if body.count == 1 { return QueryToken(kind: .everything, range: body) }
        var hasLetter = false
        for byte in bytes[body] {
            let isLetter = byte >= 0x80 || (byte | 0x20) &- 0x61 < 26
            guard isLetter || byte &- 0x30 < 10 || "*?-_.'".utf8.contains(byte) else { return nil }
            hasLetter = hasLetter || isLetter
        }
        guard
            hasLetter || bytes[body.lowerBound] &- 0x30 < 10 && signs.count == 1 && bytes[end - 1] == UInt8(ascii: "*")
        else { return nil }
        if signs.count == 1, bytes[end - 1] == UInt8(ascii: "*"),
            !bytes[body].contains(where: { "-_.'".utf8.contains($0) })
        {
            return QueryToken(kind: .prefix, range: body)
        }
        return QueryToken(
            kind: .wildcard(TermPattern(wildcards: String(decoding: bytes[body], as: UTF8.self))),
            range: body
        )
    }
}
