/// Where a compound is taken apart: at signs, before capitals inside, between letters and digits.
enum CompoundParts {
    /// A piece between signs that falls into more parts is no name of words, but a number in disguise, such as a hash.
    static let mostParts = 4

    /// Whether there is a border between letters, by their case, in a range without signs.
    static func hasInnerBorder(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        var count = 1
        forEachBorder(bytes, range) { _ in count += 1 }
        return count > 1 && count <= mostParts
    }

    /// Appends the parts of a compound to `parts`.
    ///
    /// - Parameter onlyAtSigns: whether capitals and digits inside a word don't divide it.
    static func parts(
        of bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        onlyAtSigns: Bool = false,
        into parts: inout [Range<Int>]
    ) {
        func add(_ piece: Range<Int>) {
            if onlyAtSigns { parts.append(piece) } else { split(bytes, piece, into: &parts) }
        }
        var start: Int?
        var index = range.lowerBound
        while index < range.upperBound {
            if bytes[index] < 0x80, CharacterKind.ofASCII(bytes[index]) != .other {
                if start == nil { start = index }
                index += 1
                continue
            }
            let (scalar, length) = UTF8Reading.scalar(in: bytes, at: index)
            let kind = CharacterKind(scalar)
            if kind == .other || isJoint(scalar, bytes, at: index) {
                if let first = start, !isApostrophe(scalar, bytes, before: index + length, range) {
                    add(first..<index)
                    start = nil
                }
            } else if start == nil {
                start = index
            }
            index += length
        }
        if let start { add(start..<range.upperBound) }
    }

    /// Whether a zero-width non-joiner stands between letters of Arabic: there it divides a word from its endings, or the
    /// words of a compound.
    static func isJoint(_ scalar: Unicode.Scalar, _ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        guard scalar.value == 0x200C, index >= 2, index + 4 < bytes.count else { return false }
        return (0xD8...0xDB).contains(bytes[index - 2]) && (0xD8...0xDB).contains(bytes[index + 3])
    }

    /// Whether a sign is an apostrophe inside a word, which a letter follows.
    private static func isApostrophe(
        _ scalar: Unicode.Scalar,
        _ bytes: UnsafeBufferPointer<UInt8>,
        before next: Int,
        _ range: Range<Int>
    ) -> Bool {
        guard scalar == "'" || scalar == "\u{2019}", next < range.upperBound else { return false }
        return CharacterKind(UTF8Reading.scalar(in: bytes, at: next).0).isLetter
    }

    /// Appends the parts of a piece without signs.
    private static func split(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        into parts: inout [Range<Int>]
    ) {
        let count = parts.count
        var start = range.lowerBound
        forEachBorder(bytes, range) { border in
            parts.append(start..<border)
            start = border
        }
        parts.append(start..<range.upperBound)
        if parts.count - count > mostParts {
            parts.removeSubrange(count...)
            parts.append(range)
        }
    }

    /// Calls `body` with each place inside a piece without signs where a part ends and another begins, in their order.
    @inline(__always)
    private static func forEachBorder(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        _ body: (Int) -> Void
    ) {
        var start = range.lowerBound
        var last: (kind: CharacterKind, start: Int) = (.other, start)
        var beforeLast = CharacterKind.other
        var index = range.lowerBound
        while index < range.upperBound {
            let (kind, length) = kind(bytes, at: index)
            if kind.isWordPart {
                var border: Int?
                if last.kind.isWordPart, (kind == .digit) != (last.kind == .digit) {
                    border = index
                } else if last.kind == .lower, kind == .upper {
                    border = index
                } else if kind == .lower, last.kind == .upper, beforeLast == .upper,
                    isWord(bytes, from: index, range.upperBound)
                {
                    // The last capital of `HTMLParser` begins a word; but DVDs and USAs have a plural's ending.
                    border = last.start
                }
                if let border, border > start {
                    body(border)
                    start = border
                }
                beforeLast = last.kind
                last = (kind, index)
            } else if kind == .other {
                beforeLast = .other
                last = (.other, index)
            }
            index += length
        }
    }

    /// The kind and the length in bytes of the character at `index`.
    @inline(__always)
    private static func kind(_ bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> (CharacterKind, Int) {
        let byte = bytes[index]
        if byte < 0x80 { return (CharacterKind.ofASCII(byte), 1) }
        let (scalar, length) = UTF8Reading.scalar(in: bytes, at: index)
        return (CharacterKind(scalar), length)
    }

    /// Whether at least two small letters of ASCII stand here. Elsewhere an abbreviation is inflected by longer endings,
    /// such as those of Russian НАТОвский.
    private static func isWord(_ bytes: UnsafeBufferPointer<UInt8>, from index: Int, _ end: Int) -> Bool {
        index + 1 < end && CharacterKind.ofASCII(bytes[index]) == .lower
            && CharacterKind.ofASCII(bytes[index + 1]) == .lower
    }
}
