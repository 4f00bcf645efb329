/// What a character does to the word that it stands in: the classes of UAX #29 that matter for searching, with the case
/// of letters, because names such as `fooBar` are read by it.
enum CharacterKind: UInt8 {
    case other
    case lower, upper
    /// A letter of a script without cases.
    case letter
    case digit
    /// Belongs to the character before it: combining marks, joiners, soft hyphens.
    case extending
    /// A character of a script that is written without spaces: Han, kana, Yi.
    case ideograph
    /// A syllable of Hangul, whose words stick to the particles behind them.
    case hangul
    /// A letter of a script without spaces whose letters combine to clusters: Thai, Lao, Burmese, Khmer.
    case clustered
    /// A picture that stands for itself: an emoji.
    case pictograph

    var isLetter: Bool { self == .lower || self == .upper || self == .letter }
    /// Whether it makes words of letters or digits.
    var isWordPart: Bool { isLetter || self == .digit }
    /// Whether it is found by pairs with its neighbour.
    var isGram: Bool { self == .ideograph || self == .hangul || self == .clustered || self == .pictograph }

    @inline(__always)
    static func ofASCII(_ byte: UInt8) -> CharacterKind {
        if byte &- 0x61 < 26 { return .lower }
        if byte &- 0x41 < 26 { return .upper }
        return byte &- 0x30 < 10 ? .digit : .other
    }

    /// The scripts that fill whole ranges are told apart without asking for the general category, which costs ten times
    /// as much.
    init(_ scalar: Unicode.Scalar) {
        switch scalar.value {
        case 0..<0x80: self = Self.ofASCII(UInt8(truncatingIfNeeded: scalar.value))
        case 0x430...0x45F: self = .lower
        case 0x400...0x42F: self = .upper
        case 0x621...0x63A, 0x641...0x64A: self = .letter
        // Joiners and the soft hyphen are parts of words; the zero width space and the byte order mark divide them.
        case 0xAD, 0x200C, 0x200D, 0x2060, 0xFF9E, 0xFF9F, 0x1_F3FB...0x1_F3FF: self = .extending
        case 0x200B, 0x2010...0x2029, 0x202F...0x205F, 0xFEFF: self = .other
        // Small digits below the line belong to names such as CO₂; those above it are mostly footnotes.
        case 0x2080...0x2089: self = .digit
        case 0x3040...0x30FF: self = Self.ofCategory(scalar).isLetter ? .ideograph : Self.ofCategory(scalar)
        case 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF: self = .ideograph
        case 0xAC00...0xD7A3: self = .hangul
        case 0x0E00...0x0EFF, 0x1000...0x109F, 0x1780...0x17FF, 0x1A20...0x1AAF, 0xA9E0...0xA9FF, 0xAA60...0xAADF:
            self = Self.ofCategory(scalar).isLetter ? .clustered : Self.ofCategory(scalar)
        case 0x2F00...0x2FD5: self = .ideograph
        case 0x3005...0x3007, 0x3021...0x3035, 0x303B, 0x3105...0x312F, 0x31A0...0x31BF,
            0x31F0...0x31FF, 0xA000...0xA48C, 0xFF66...0xFF9D, 0x1_6FE0...0x1_8CFF, 0x1_AFF0...0x1_B2FF,
            0x2_0000...0x3_FFFF:
            self = Self.ofCategory(scalar) == .other ? .other : .ideograph
        default: self = Self.ofCategory(scalar)
        }
    }

    private static func ofCategory(_ scalar: Unicode.Scalar) -> CharacterKind {
        switch scalar.properties.generalCategory {
        case .lowercaseLetter: .lower
        case .uppercaseLetter, .titlecaseLetter: .upper
        case .modifierLetter, .otherLetter, .letterNumber: .letter
        case .decimalNumber: .digit
        case .nonspacingMark, .spacingMark, .enclosingMark, .format: .extending
        case .otherSymbol: scalar.properties.isAlphabetic ? .letter : isPictograph(scalar) ? .pictograph : .other
        default: .other
        }
    }

    /// Whether it is an emoji, or half a flag, and no sign that texts had before there were emoji, such as ©.
    private static func isPictograph(_ scalar: Unicode.Scalar) -> Bool {
        (0x2600...0x2BFF).contains(scalar.value) || scalar.value >= 0x1_F000 ? scalar.properties.isEmoji : false
    }
}
