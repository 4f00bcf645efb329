import JSON

/// Guesses the encoding of a file that does not say it.
enum EncodingDetector {
    /// The bytes that are looked at; what follows has the encoding of the beginning.
    static let sampleLength = 64 << 10

    static func detect(_ bytes: UnsafeBufferPointer<UInt8>) -> EncodingChoice {
        if let wide = wide(bytes) { return EncodingChoice(encoding: wide, evidence: .detection, markLength: 0) }
        let valid = UTF8Check.validPrefix(of: bytes)
        if valid == bytes.count, shiftsToJapanese(bytes), let encoding = Encoding(label: "iso-2022-jp") {
            return EncodingChoice(encoding: encoding, evidence: .detection, markLength: 0)
        }
        if valid == bytes.count { return EncodingChoice(encoding: .utf8, evidence: .validUTF8, markLength: 0) }
        if isMostlyUTF8(bytes) { return EncodingChoice(encoding: .utf8, evidence: .detection, markLength: 0) }
        // The first byte that is not UTF-8 may come late: the sample is what is around it.
        let start = max(0, min(valid - 1024, bytes.count - sampleLength))
        let sample = UnsafeBufferPointer(rebasing: bytes[start..<min(bytes.count, start + sampleLength)])
        let legacy = MultiByteScore.best(sample) ?? LegacyScore.best(sample) ?? Encoding(label: "windows-1252") ?? .utf8
        return EncodingChoice(encoding: legacy, evidence: .detection, markLength: 0)
    }

    /// Whether it has the escapes before and behind Japanese in ISO-2022-JP, which is all ASCII.
    private static func shiftsToJapanese(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let sample = UnsafeBufferPointer(rebasing: bytes.prefix(sampleLength))
        guard let escape = sample.firstIndex(of: 0x1B), escape + 2 < sample.count,
            sample[escape + 1] == UInt8(ascii: "$"), "@B".utf8.contains(sample[escape + 2])
        else { return false }
        return sample[(escape + 3)...].firstIndex(of: 0x1B).map { $0 + 1 < sample.count && sample[$0 + 1] == 0x28 }
            ?? false
    }

    /// Whether it is UTF-8 with a few broken places: legacy text hardly ever makes a valid sequence of several bytes.
    private static func isMostlyUTF8(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var broken = 0
        var sequences = 0
        var index = 0
        while index < bytes.count {
            if bytes[index] < 0x80 {
                index += 1
                continue
            }
            var length = 1
            while index + length < bytes.count, length < 4, bytes[index + length] & 0xC0 == 0x80 { length += 1 }
            let end = index + length
            if UTF8Check.validPrefix(of: UnsafeBufferPointer(rebasing: bytes[index..<end])) == length {
                sequences += 1
            } else {
                broken += 1
            }
            index = end
        }
        return sequences > 0 && broken * 10 <= sequences
    }

    /// UTF-16 without a byte-order mark: it has zero bytes, as a rule in every space and line feed, and read the right
    /// way round nearly all of it is letters of few scripts.
    private static func wide(_ bytes: UnsafeBufferPointer<UInt8>) -> Encoding? {
        guard bytes.count >= 4, bytes.count % 2 == 0 else { return nil }
        let end = min(bytes.count, sampleLength) & ~1
        var zeros = (even: 0, odd: 0)
        var index = 0
        while index < end {
            if bytes[index] == 0 { zeros.even += 1 }
            if bytes[index + 1] == 0 { zeros.odd += 1 }
            index += 2
        }
        guard zeros.even + zeros.odd > 0 else { return nil }
        let units = end / 2
        let little = plausibleUnits(bytes, end, isBigEndian: false)
        let big = plausibleUnits(bytes, end, isBigEndian: true)
        guard max(little, big) * 100 >= units * 97, little != big else { return nil }
        return little > big ? .utf16LittleEndian : .utf16BigEndian
    }

    /// How many units are printable ASCII, white space, letters of alphabets of the corpus's languages or punctuation.
    private static func plausibleUnits(_ bytes: UnsafeBufferPointer<UInt8>, _ end: Int, isBigEndian: Bool) -> Int {
        var count = 0
        var index = 0
        while index < end {
            let (first, second) = (UInt32(bytes[index]), UInt32(bytes[index + 1]))
            switch isBigEndian ? first << 8 | second : second << 8 | first {
            case 0x09, 0x0A, 0x0D, 0x20..<0x7F, 0xA0..<0x250, 0x370..<0x6FF, 0x2010..<0x2040, 0x20AC, 0x2116: count += 1
            case 0x3000..<0x3100, 0x4E00..<0xA000, 0xAC00..<0xD7A4, 0xFF00..<0xFF60: count += 1
            default: break
            }
            index += 2
        }
        return count
    }
}

/// How well a text reads in a legacy encoding of one byte a character.
///
/// Each word with bytes from 0x80 on is judged: letters that are frequent in a language of the encoding speak for it;
/// undefined bytes, marks inside words, capitals inside words and two alphabets in one word speak against it.
struct LegacyScore {
    private enum Kind: UInt8 {
        case other, asciiLetter, lower, upper, uncased, mark, control, opening, closing, dash

        var isLetter: Bool { self == .asciiLetter || self == .lower || self == .upper || self == .uncased }
    }

    private struct Candidate: Sendable {
        let encoding: Encoding
        let kinds: [UInt8]
        /// How much the letter says: 3 frequent, 1 known, 0 strange.
        let weights: [Int8]
        /// Whether the encoding's own letters may stand beside ASCII letters in a word.
        let isLatin: Bool
    }

    /// The best of all candidates; `nil` when none of the bytes is above 0x7F.
    static func best(_ bytes: UnsafeBufferPointer<UInt8>) -> Encoding? {
        guard bytes.contains(where: { $0 >= 0x80 }) else { return nil }
        var best: (score: Int, encoding: Encoding, isLatin: Bool)?
        for candidate in candidates {
            let score = score(bytes, candidate)
            if best.map({ score > $0.score }) ?? true { best = (score, candidate.encoding, candidate.isLatin) }
        }
        if let best, !best.isLatin, isHebrew(bytes) { return Encoding(label: "windows-1255") }
        return best?.encoding
    }

    /// Whether text that reads well as letters of another alphabet is Hebrew, whose letters have the same places. It has
    /// five that stand at the end of words and nowhere else; in other alphabets frequent letters have their places, or most
    /// letters are below all of these, as in Russian from DOS.
    private static func isHebrew(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        var (letters, finals, misplaced, signs) = (0, 0, 0, 0)
        for (index, byte) in bytes.enumerated() where byte >= 0x80 {
            guard byte >= 0xC0 else {
                signs += 1
                continue
            }
            guard (0xE0...0xFA).contains(byte) else { return false }
            letters += 1
            guard [0xEA, 0xED, 0xEF, 0xF3, 0xF5].contains(byte) else { continue }
            finals += 1
            if index + 1 < bytes.count, bytes[index + 1] >= 0xC0 { misplaced += 1 }
        }
        return letters >= 20 && finals >= 2 && misplaced * 20 <= finals && signs < letters
    }

    private static func score(_ bytes: UnsafeBufferPointer<UInt8>, _ candidate: Candidate) -> Int {
        var score = 0
        var previous = Kind.other
        var previousIsHigh = false
        var previousByte: UInt8 = 0x20
        for byte in bytes {
            let kind = Kind(rawValue: candidate.kinds[Int(byte)]) ?? .other
            let isHigh = byte >= 0x80
            if isHigh {
                score += Int(candidate.weights[Int(byte)])
                switch kind {
                case .control: score -= 20
                case .mark: if previous == .lower || previous == .asciiLetter { score -= 1 }
                case .upper: if previous == .lower || (previous == .asciiLetter && candidate.isLatin) { score -= 4 }
                // In their places they say as much as letters: elsewhere these bytes are é and í, which stand in others.
                case .opening: if candidate.isLatin, !previous.isLetter { score += 3 }
                case .closing: if candidate.isLatin, previousByte > 0x20 { score += 3 }
                case .dash: if candidate.isLatin, previousByte <= 0x20 { score += 3 }
                default: break
                }
                if !candidate.isLatin, previous == .asciiLetter, kind.isLetter || kind == .control { score -= 4 }
                // In Latin alphabets letters beyond ASCII seldom stand side by side.
                if candidate.isLatin, previousIsHigh, kind.isLetter, previous.isLetter { score -= 2 }
            } else if kind == .asciiLetter, previousIsHigh, !candidate.isLatin,
                previous.isLetter || previous == .control
            {
                score -= 4
            }
            previousByte = byte
            previous = kind
            previousIsHigh = isHigh
        }
        return score
    }

    /// Frequent letters beyond ASCII, and other letters, of the languages that are written in an encoding. The order
    /// decides between equals.
    private static let alphabets: [(name: String, isLatin: Bool, frequent: String, known: String)] = [
        ("windows-1252", true, western.frequent, western.known),
        (
            "windows-1251", false, "оеаинтсрвлкмдпуОЕАИНТСРВЛКМДПУ",
            "яыьгзбчйхжшюцщэфъёЯЫЬГЗБЧЙХЖШЮЦЩЭФЪЁіїєґІЇЄҐўЎјљњђћџ"
        ),
        ("koi8-r", false, "оеаинтсрвлкмдпуОЕАИНТСРВЛКМДПУ", "яыьгзбчйхжшюцщэфъёЯЫЬГЗБЧЙХЖШЮЦЩЭФЪЁ"),
        ("koi8-u", false, "оеаинтсрвлкмдпуОЕАИНТСРВЛКМДПУ", "яыьгзбчйхжшюцщэфъёЯЫЬГЗБЧЙХЖШЮЦЩЭФЪЁіїєґІЇЄҐ"),
        ("ibm866", false, "оеаинтсрвлкмдпуОЕАИНТСРВЛКМДПУ", "яыьгзбчйхжшюцщэфъёЯЫЬГЗБЧЙХЖШЮЦЩЭФЪЁ"),
        ("iso-8859-5", false, "оеаинтсрвлкмдпуОЕАИНТСРВЛКМДПУ", "яыьгзбчйхжшюцщэфъёЯЫЬГЗБЧЙХЖШЮЦЩЭФЪЁ"),
        ("x-mac-cyrillic", false, "оеаинтсрвлкмдпуОЕАИНТСРВЛКМДПУ", "яыьгзбчйхжшюцщэфъёЯЫЬГЗБЧЙХЖШЮЦЩЭФЪЁіїєґІЇЄҐ"),
        ("windows-1254", true, "ığşüöç", "İĞŞÜÖÇâîû"),
        ("windows-1250", true, "áéíóöőúüűčšžýřěůłąężśćńţşă", "ÁÉÍÓÖŐÚÜŰČŠŽÝŘĚŮŁĄĘŻŚĆŃŢŞâîđĐňťďĂÂÎ"),
        ("iso-8859-2", true, "áéíóöőúüűčšžýřěůłąężśćńţşă", "ÁÉÍÓÖŐÚÜŰČŠŽÝŘĚŮŁĄĘŻŚĆŃŢŞâîđĐňťďĂÂÎ"),
        ("windows-1256", false, "اليمنوتربةعدسفكهقپگیک", "أإآءئؤىثجحخذزشصضطظغچژـًٌٍَُِّْ،؛؟"),
        ("iso-8859-6", false, "اليمنوتربةعدسفكهق", "أإآءئؤىثجحخذزشصضطظغـ"),
        ("windows-1253", false, "αοιετσνηυρπκμλςόίάέήώ", "δγωχθφβξζψύϊϋΐΰΑΟΙΕΤΣΝΗΥΡΠΚΜΛΔΓΩΧΘΦΒΞΖΨΆΈΉΊΌΎΏ"),
        ("iso-8859-7", false, "αοιετσνηυρπκμλςόίάέήώ", "δγωχθφβξζψύϊϋΐΰΑΟΙΕΤΣΝΗΥΡΠΚΜΛΔΓΩΧΘΦΒΞΖΨΆΈΉΊΌΎΏ"),
        ("windows-1255", false, "ויהלאתרבמשנ", "דעחקפכסגצטזםןךףץ"),
        ("windows-1257", true, "ąčęėįšųūžāēģīķļņõäöü", "ĄČĘĖĮŠŲŪŽĀĒĢĪĶĻŅÕÄÖÜ"),
        ("macintosh", true, western.frequent, western.known), ("cp850", true, western.frequent, western.known),
    ]

    private static let western = (frequent: "éèàçêëïäöüßñóíáúåøæãòðÇÒÔ", known: "âîôûõìùýþœÉÈÀÄÖÜÑÓÍÁÚÅØÆÊÎÞÐ")

    private static let candidates: [Candidate] = alphabets.compactMap { alphabet in
        guard let encoding = Encoding(label: alphabet.name) else { return nil }
        let table = ByteTable.of(encoding)
        let frequent = Set(alphabet.frequent.unicodeScalars)
        let known = Set(alphabet.known.unicodeScalars)
        var kinds: [UInt8] = []
        var weights: [Int8] = []
        for byte in 0..<256 {
            let scalar = table.scalars[byte]
            kinds.append(kind(of: scalar, byte).rawValue)
            guard byte >= 0x80, let scalar, scalar.properties.isAlphabetic else {
                weights.append(0)
                continue
            }
            weights.append(frequent.contains(scalar) ? 3 : known.contains(scalar) ? 1 : -1)
        }
        return Candidate(encoding: encoding, kinds: kinds, weights: weights, isLatin: alphabet.isLatin)
    }

    private static func kind(of scalar: Unicode.Scalar?, _ byte: Int) -> Kind {
        guard let scalar else { return byte >= 0x80 ? .control : .other }
        if scalar.value < 0x80 {
            return scalar.properties.isAlphabetic ? .asciiLetter : .other
        }
        if scalar.value < 0xA0 { return .control }
        guard scalar.properties.isAlphabetic else {
            let isSpace = scalar.properties.isWhitespace
            // Quotation marks and dashes of typography do stand beside letters.
            switch scalar {
            case "‘", "“", "‚", "„": return .opening
            case "’", "”", "…": return .closing
            case "–", "—": return .dash
            case "«", "»", "\u{2010}"..<"\u{2040}": return .other
            default: return isSpace ? .other : .mark
            }
        }
        if scalar.properties.isLowercase { return .lower }
        return scalar.properties.isUppercase ? .upper : .uncased
    }
}
