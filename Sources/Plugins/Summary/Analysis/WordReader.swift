/// Reads the words of UTF-8 text in lower case: runs of letters, digits and their marks. A character of a script without
/// spaces is a word of its own.
struct WordReader {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index: Int
    private let end: Int
    /// Whether the word that was read last is a character of a script without spaces.
    private(set) var isAtIdeograph = false

    init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
        self.bytes = bytes
        index = range.lowerBound
        end = range.upperBound
    }

    /// Puts the next word into `word`; `false` at the end of the text.
    mutating func next(into word: inout [UInt8]) -> Bool {
        word.removeAll(keepingCapacity: true)
        isAtIdeograph = false
        while index < end {
            let byte = bytes[index]
            if byte < 0x80 {
                if (byte | 0x20) &- 0x61 < 26 {
                    word.append(byte | 0x20)
                } else if byte &- 0x30 < 10 {
                    word.append(byte)
                } else if !word.isEmpty {
                    return true
                }
                index += 1
                continue
            }
            let (scalar, length) = Self.scalar(bytes, at: index, end)
            switch Self.kind(of: scalar) {
            case .part: Self.append(scalar, to: &word)
            case .alone:
                if !word.isEmpty { return true }
                word.append(contentsOf: bytes[index..<index + length])
                index += length
                isAtIdeograph = true
                return true
            case .none: if !word.isEmpty { return true }
            }
            index += length
        }
        return !word.isEmpty
    }

    private enum Kind { case part, alone, none }

    private static func kind(of scalar: Unicode.Scalar) -> Kind {
        switch scalar.value {
        case 0xD7, 0xF7: return .none
        case 0xC0...0x24F, 0x400...0x481, 0x48A...0x52F, 0x621...0x652: return .part
        case 0x200C, 0x200D: return .part
        default: break
        }
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .decimalNumber: return .part
        case .nonspacingMark, .spacingMark: return .part
        case .otherLetter:
            switch scalar.value {
            case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x31FF, 0x3400...0x9FFF, 0xF900...0xFAFF,
                0xFF66...0xFF9F, 0x20000...0x3FFFF:
                return .alone
            default: return .part
            }
        default: return .none
        }
    }

    private static func append(_ scalar: Unicode.Scalar, to word: inout [UInt8]) {
        switch scalar.value {
        case 0x200C, 0x200D: break
        case 0x430...0x45F, 0xDF...0xFF, 0x621...0x652: word.append(contentsOf: String(scalar).utf8)
        default: word.append(contentsOf: scalar.properties.lowercaseMapping.utf8)
        }
    }

    private static func scalar(
        _ bytes: UnsafeBufferPointer<UInt8>,
        at index: Int,
        _ end: Int
    ) -> (Unicode.Scalar, Int) {
        let first = UInt32(bytes[index])
        let length = first < 0xE0 ? 2 : first < 0xF0 ? 3 : 4
        guard index + length <= end else { return ("\u{FFFD}", end - index) }
        var value = first & (0x7F >> UInt32(length))
        for next in index + 1..<index + length { value = value << 6 | UInt32(bytes[next] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }
}
