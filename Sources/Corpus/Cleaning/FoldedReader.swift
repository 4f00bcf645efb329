/// Reads text with differences smoothed that scraping makes: any white space is one space, quotation marks are straight,
/// dashes are hyphens, soft hyphens are gone.
struct FoldedReader {
    let text: UnsafeBufferPointer<UInt8>
    private(set) var index: Int
    let end: Int

    /// Starts at the first word from `range.lowerBound` on.
    init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.text = text
        end = range.upperBound
        index = Characters.skipSpace(text, range.lowerBound, range.upperBound)
    }

    /// The next folded byte, nil at the end. White space at the end of the range is not read.
    @inline(__always)
    mutating func next() -> UInt8? {
        guard index < end else { return nil }
        let byte = text[index]
        if byte > 0x20 && byte < 0xC2 {
            index += 1
            return byte
        }
        return nextOther()
    }

    private mutating func nextOther() -> UInt8? {
        while index < end {
            let space = Characters.spaceLength(text, index, end)
            if space > 0 {
                index = Characters.skipSpace(text, index, end)
                return index < end ? 0x20 : nil
            }
            let (folded, length) = Self.fold(text, index, end)
            index += length
            if folded != 0 { return folded }
        }
        return nil
    }

    /// The folded byte for what starts at `index`, 0 for nothing, and the bytes that it stands for.
    @inline(__always)
    static func fold(_ text: UnsafeBufferPointer<UInt8>, _ index: Int, _ end: Int) -> (byte: UInt8, length: Int) {
        let byte = text[index]
        if byte == 0xE2, index + 2 < end, text[index + 1] == 0x80 {
            switch text[index + 2] {
            case 0x98...0x9B: return (0x27, 3)  // ‘ ’ ‚ ‛
            case 0x9C...0x9F: return (0x22, 3)  // “ ” „ ‟
            case 0x90...0x95: return (0x2D, 3)  // dashes
            default: return (byte, 1)
            }
        }
        if byte == 0xC2, index + 1 < end {
            if text[index + 1] == 0xAB || text[index + 1] == 0xBB { return (0x22, 2) }  // « »
            if text[index + 1] == 0xAD { return (0, 2) }  // soft hyphen
        }
        return (byte, 1)
    }
}

/// How a text compares with the beginning of another, folded.
enum PrefixComparison: Equatable {
    case different
    /// The first is all of the second.
    case equal
    /// The first is a proper beginning of the second, which was read up to `end`.
    case prefix(end: Int)

    /// Compares `part` with the beginning of `whole`; an ellipsis at the end of `part` may stand for the rest.
    ///
    /// - Complexity: O(length of the common beginning).
    init(_ text: UnsafeBufferPointer<UInt8>, part: Range<Int>, whole: Range<Int>) {
        let partEnd = Self.withoutEllipsis(text, part)
        var first = FoldedReader(text, part.lowerBound..<partEnd)
        var second = FoldedReader(text, whole)
        while let byte = first.next() {
            guard let other = second.next(), other == byte else {
                self = .different
                return
            }
        }
        let end = second.index
        let isWhole = Characters.skipSpace(text, end, whole.upperBound) == whole.upperBound
        self = isWhole && partEnd == Characters.trimmedEnd(text, part) ? .equal : .prefix(end: end)
    }

    private static func withoutEllipsis(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
        let end = Characters.trimmedEnd(text, range)
        var position = end
        var dots = 0
        while position > range.lowerBound {
            if text[position - 1] == 0x2E {
                dots += 1
                position -= 1
            } else if position - 3 >= range.lowerBound, text[position - 3] == 0xE2, text[position - 2] == 0x80,
                text[position - 1] == 0xA6
            {
                dots += 3
                position -= 3
            } else {
                break
            }
        }
        return dots >= 3 ? Characters.trimmedEnd(text, range.lowerBound..<position) : end
    }
}
