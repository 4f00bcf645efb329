/// What a character does to the word that it stands in: the classes of UAX #29 that matter for searching.
enum CharacterClass {
    case letter
    case digit
    /// Belongs to the character before it: combining marks, joiners, soft hyphens.
    case extending
    /// Joins two letters: the apostrophe of "sea's", the point of Catalan "col·lega".
    case joiningLetters
    /// Joins two digits: the point of "3.14".
    case joiningDigits
    /// Joins letters as well as digits: the apostrophe, which groups digits in Switzerland.
    case joiningBoth
    /// A word of its own, in scripts without spaces: Han, kana, Thai, Lao, Khmer, Burmese.
    case ideograph
    case other

    @inline(__always)
    init(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        if value < 0x80 {
            self = Self.ofASCII(UInt8(truncatingIfNeeded: value))
        } else {
            self = Self.beyondASCII(scalar)
        }
    }

    @inline(__always)
    static func ofASCII(_ byte: UInt8) -> CharacterClass {
        if (byte | 0x20) &- 0x61 < 26 { return .letter }
        if byte &- 0x30 < 10 { return .digit }
        switch byte {
        case UInt8(ascii: "'"): return .joiningBoth
        case UInt8(ascii: "."), UInt8(ascii: ","): return .joiningDigits
        default: return .other
        }
    }

    /// The alphabets that fill whole ranges are told apart without asking for the general category, which costs ten
    /// times as much.
    @inline(never)
    private static func beyondASCII(_ scalar: Unicode.Scalar) -> CharacterClass {
        switch scalar.value {
        case 0xB7, 0x387: return .joiningLetters
        case 0xD7, 0xF7: return .other
        case 0xC0...0x24F, 0x410...0x44F, 0x621...0x63A, 0x641...0x64A: return .letter
        case 0x66B, 0x66C: return .joiningDigits
        case 0x2019, 0x2BC, 0xFF07: return .joiningBoth
        case 0xAD, 0x200C, 0x200D, 0x2060: return .extending
        case 0x200B, 0xFEFF: return .other
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x2E80...0x2FDF, 0x3005...0x3007, 0x3021...0x30FF,
            0x31F0...0x31FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0xFF66...0xFF9F, 0x20000...0x3FFFF:
            let byCategory = ofCategory(scalar)
            return byCategory == .letter ? .ideograph : byCategory
        default: return ofCategory(scalar)
        }
    }

    private static func ofCategory(_ scalar: Unicode.Scalar) -> CharacterClass {
        switch scalar.properties.generalCategory {
        case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .letterNumber: .letter
        case .decimalNumber: .digit
        case .nonspacingMark, .spacingMark, .enclosingMark, .format: .extending
        default: .other
        }
    }
}
