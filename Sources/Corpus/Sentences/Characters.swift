/// What sentence splitting and cleaning must know of single characters of UTF-8 text.
///
/// All positions are byte positions; `end` bounds every read. None of these allocates.
enum Characters {
    /// The case of a character, as far as it tells where a sentence starts.
    enum Kind {
        case upper, lower, caseless, digit, other
    }

    /// The length in bytes of the white space character at `index`, 0 when there is none.
    ///
    /// Unicode's White_Space, and with it the zero width space and the byte order mark, which scrapes leave behind.
    @inline(__always)
    static func spaceLength(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Int {
        let byte = text[index]
        if byte <= 0x20 { return byte == 0x20 || (byte >= 9 && byte <= 13) ? 1 : 0 }
        if byte < 0xC2 { return 0 }
        return wideSpaceLength(text, index, end)
    }

    @inline(never)
    private static func wideSpaceLength(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Int {
        let byte = text[index]
        guard index + 1 < end else { return 0 }
        let second = text[index + 1]
        if byte == 0xC2 { return second == 0xA0 || second == 0x85 ? 2 : 0 }
        guard index + 2 < end else { return 0 }
        let third = text[index + 2]
        switch (byte, second) {
        case (0xE2, 0x80):
            return (third >= 0x80 && third <= 0x8B) || (third >= 0xA8 && third <= 0xA9) || third == 0xAF ? 3 : 0
        case (0xE2, 0x81): return third == 0x9F ? 3 : 0
        case (0xE3, 0x80): return third == 0x80 ? 3 : 0
        case (0xE1, 0x9A): return third == 0x80 ? 3 : 0
        case (0xEF, 0xBB): return third == 0xBF ? 3 : 0
        default: return 0
        }
    }

    /// The first position from `index` on that is not white space, or `end`.
    @inline(__always)
    static func skipSpace(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Int {
        var position = index
        while position < end {
            let length = spaceLength(text, position, end)
            if length == 0 { break }
            position += length
        }
        return position
    }

    /// The end of `range` without the white space at its end.
    @inline(__always)
    static func trimmedEnd(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound {
            let previous = characterStart(text, before: end, from: range.lowerBound)
            guard spaceLength(text, previous, end) == end - previous else { break }
            end = previous
        }
        return end
    }

    /// `range` without the white space at both ends; nil when nothing is left.
    static func trimmed(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int>? {
        let start = skipSpace(text, range.lowerBound, range.upperBound)
        guard start < range.upperBound else { return nil }
        return start..<trimmedEnd(text, start..<range.upperBound)
    }

    /// The start of the character that ends at `index`.
    @inline(__always)
    static func characterStart(_ text: UnsafeBufferPointer<UInt8>, before index: Int, from start: Int) -> Int {
        var position = index - 1
        let limit = max(start, index - 4)
        while position > limit, text[position] & 0xC0 == 0x80 { position -= 1 }
        return max(position, start)
    }

    /// The length of the character that starts at `index`, cut at `end`.
    @inline(__always)
    static func length(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Int {
        let byte = text[index]
        if byte < 0x80 { return 1 }
        let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        return min(length, end - index)
    }

    /// The Unicode scalar at `index`; the replacement character when the bytes are no scalar.
    static func scalar(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Unicode.Scalar {
        let byte = UInt32(text[index])
        if byte < 0x80 { return Unicode.Scalar(UInt8(byte)) }
        let count = length(text, index, end)
        var value = count == 2 ? byte & 0x1F : count == 3 ? byte & 0x0F : byte & 0x07
        var position = index + 1
        while position < index + count {
            value = value << 6 | UInt32(text[position] & 0x3F)
            position += 1
        }
        return Unicode.Scalar(value) ?? "\u{FFFD}"
    }

    /// What the character at `index` is.
    static func kind(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> Kind {
        let byte = text[index]
        if byte < 0x80 {
            if byte >= 0x61 && byte <= 0x7A { return .lower }
            if byte >= 0x41 && byte <= 0x5A { return .upper }
            if byte >= 0x30 && byte <= 0x39 { return .digit }
            return .other
        }
        let properties = scalar(text, index, end).properties
        switch properties.generalCategory {
        case .uppercaseLetter, .titlecaseLetter: return .upper
        case .lowercaseLetter: return .lower
        case .otherLetter, .modifierLetter: return .caseless
        case .decimalNumber: return .digit
        default: return .other
        }
    }

    @inline(__always)
    static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }
}
