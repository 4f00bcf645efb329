/// The word at a place of a text: letters, digits and marks, joined by single hyphens, apostrophes and underscores.
enum Word {
    /// No word is longer; more is not looked at, however long the line is.
    private static let longest = 256

    /// The word that a byte stands in or right behind; `nil` where there is none.
    static func range(at offset: Int, in bytes: [UInt8]) -> Range<Int>? {
        let start = start(before: offset, in: bytes)
        // A joiner joins only what goes on behind it.
        if start < offset, let last = scalar(at: characterStart(before: offset, in: bytes), bytes), isJoiner(last),
            scalar(at: offset, bytes).map(isLetter) != true
        {
            return nil
        }
        var end = offset
        while end < bytes.count, end - offset < longest, let scalar = scalar(at: end, bytes) {
            let width = scalar.utf8Width
            if isLetter(scalar) {
                end += width
            } else if isJoiner(scalar), end > start, let next = self.scalar(at: end + width, bytes), isLetter(next) {
                end += width
            } else {
                break
            }
        }
        return start < end ? start..<end : nil
    }

    /// Where the word begins that ends at a byte, or goes on behind it; the byte itself where none does.
    static func start(before offset: Int, in bytes: [UInt8]) -> Int {
        var start = offset
        while start > 0, offset - start < longest {
            let before = characterStart(before: start, in: bytes)
            guard let scalar = scalar(at: before, bytes) else { break }
            if isLetter(scalar) {
                start = before
            } else if isJoiner(scalar), before > 0,
                let earlier = self.scalar(at: characterStart(before: before, in: bytes), bytes), isLetter(earlier)
            {
                start = before
            } else {
                break
            }
        }
        // A joiner at the front belongs to nothing.
        while start < offset, let scalar = scalar(at: start, bytes), isJoiner(scalar) { start += scalar.utf8Width }
        return start
    }

    private static func characterStart(before offset: Int, in bytes: [UInt8]) -> Int {
        var start = offset - 1
        while start > 0, bytes[start] & 0xC0 == 0x80 { start -= 1 }
        return start
    }

    private static func scalar(at offset: Int, _ bytes: [UInt8]) -> UnicodeScalar? {
        guard offset < bytes.count else { return nil }
        return String(decoding: bytes[offset..<min(offset + 4, bytes.count)], as: UTF8.self).unicodeScalars.first
    }

    private static func isLetter(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
            .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
            true
        // Persian joins the parts of a word by a mark without width.
        default: scalar.value == 0x200C || scalar == "_"
        }
    }

    private static func isJoiner(_ scalar: UnicodeScalar) -> Bool { scalar == "-" || scalar == "'" || scalar == "’" }
}

extension UnicodeScalar {
    fileprivate var utf8Width: Int { UTF8.width(self) }
}
