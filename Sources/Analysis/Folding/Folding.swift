/// Brings the spellings of one word together: capitals, digits of other scripts, ligatures, wide and joined forms,
/// letters in one piece or in two.
///
/// That is NFKC with the case folded, for what can be part of a word, but: letters that a language tells apart stay apart,
/// so that й is no и, ё no е, é no e (Snowball makes ё and е alike in Russian, where they are); raised digits are no
/// digits; vowel signs of Arabic and Hebrew, stress marks of Cyrillic and joiners are left out; I is ı in Turkic. Persian and Arabic write yeh and kaf with
/// different characters, as do their keyboards; they become the Arabic ones, which the Arabic stemmer knows.
public struct Folding: Sendable, Hashable {
    /// Whether I is the capital of ı, and İ that of i, as in Turkish and Azerbaijani.
    public let isTurkic: Bool

    public init(isTurkic: Bool) { self.isTurkic = isTurkic }

    /// Appends the folded form of a word to `output`.
    public func fold(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into output: inout [UInt8]) {
        var index = range.lowerBound
        while index < range.upperBound {
            let byte = bytes[index]
            if byte < 0x80 {
                if byte &- 0x41 < 26 {
                    if isTurkic, byte == UInt8(ascii: "I") {
                        output.append("\u{131}" as Unicode.Scalar)
                    } else {
                        output.append(byte | 0x20)
                    }
                } else {
                    output.append(byte)
                }
                index += 1
            } else {
                let (scalar, length) = UTF8Reading.scalar(in: bytes, at: index)
                fold(scalar, into: &output)
                index += length
            }
        }
    }

    /// Appends the folded form of one character, which may change the one before it.
    func fold(_ scalar: Unicode.Scalar, into output: inout [UInt8]) {
        switch scalar.value {
        case 0x430...0x44F: output.append(scalar)
        case 0x410...0x42F: append(scalar.value + 0x20, to: &output)
        case 0x400...0x40F: append(scalar.value + 0x50, to: &output)
        case 0xC0...0xDE: append(scalar.value + 0x20, to: &output)
        case 0xDF, 0x1E9E: output.append(contentsOf: "ss".utf8)
        case 0xE0...0xFF, 0x621...0x63A, 0x641...0x648: output.append(scalar)
        case 0x130: output.append(UInt8(ascii: "i"))
        case 0x3C2: append(0x3C3, to: &output)
        case _ where Self.drops(scalar): break
        case 0x649, 0x6CC: append(0x64A, to: &output)
        case 0x6A9: append(0x643, to: &output)
        // Romanian was long typed with the cedillas of Turkish.
        case 0x218, 0x219: append(0x15F, to: &output)
        case 0x21A, 0x21B: append(0x163, to: &output)
        case 0x6C0, 0x6C1: append(0x647, to: &output)
        case 0x2019, 0x2BB, 0x2BC, 0xFF07: output.append(UInt8(ascii: "'"))
        // The breathings of transliterated Arabic.
        case 0x2BE, 0x2BF: break
        case 0xFB00...0xFB06: output.append(contentsOf: Self.ligatures[Int(scalar.value - 0xFB00)].utf8)
        case 0xFF9E: Composition.append("\u{3099}", to: &output)
        case 0xFF9F: Composition.append("\u{309A}", to: &output)
        case 0xFF21...0xFF3A: output.append(UInt8(truncatingIfNeeded: scalar.value - 0xFEE0) | 0x20)
        case 0xFF01...0xFF5E: output.append(UInt8(truncatingIfNeeded: scalar.value - 0xFEE0))
        default: foldByProperties(scalar, into: &output)
        }
    }

    /// Whether a character is left out: the soft hyphen, joiners, tatweel, the vowel signs that Arabic and Hebrew texts mostly
    /// leave out, and what chooses the look of an emoji.
    @inline(__always)
    static func drops(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xAD, 0x200C, 0x200D, 0x2060, 0x640, 0x64B...0x652, 0x670: true
        case 0x591...0x5BD, 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7, 0x610...0x61A, 0x6D6...0x6DC, 0x6DF...0x6E4,
            0x6E7, 0x6E8, 0x6EA...0x6ED, 0xFE0E, 0xFE0F, 0x1_F3FB...0x1_F3FF:
            true
        default: false
        }
    }

    private func foldByProperties(_ scalar: Unicode.Scalar, into output: inout [UInt8]) {
        if CompatibilityForms.mayHave(scalar), let meaning = CompatibilityForms.meaning(of: scalar) {
            for part in meaning.unicodeScalars { fold(part, into: &output) }
            return
        }
        let properties = scalar.properties
        switch properties.generalCategory {
        case .decimalNumber:
            guard let value = properties.numericValue else { return output.append(scalar) }
            output.append(UInt8(ascii: "0") + UInt8(value))
        case .nonspacingMark: Composition.append(scalar, to: &output)
        case .format: break
        case .uppercaseLetter, .titlecaseLetter: output.append(contentsOf: properties.lowercaseMapping.utf8)
        default: output.append(scalar)
        }
    }

    private func append(_ value: UInt32, to output: inout [UInt8]) {
        if let scalar = Unicode.Scalar(value) { output.append(scalar) }
    }

    private static let ligatures = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"]
}
