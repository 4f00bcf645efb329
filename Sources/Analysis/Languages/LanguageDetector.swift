/// Tells the language of a passage from a few of its words.
///
/// Scripts decide first, then letters that only some languages of a script have, then frequent words. A passage is read
/// only until it is clear: some ten words where it is the language that was expected.
public enum LanguageDetector {
    /// The language of a text, by its code of BCP 47: one that Analysis can stem or at least tells apart from those.
    ///
    /// - Parameters:
    ///   - bytes: valid UTF-8.
    ///   - expected: what it is when nothing in the text says otherwise, such as the language of its document.
    ///   - mostWords: at most so many words are read.
    public static func language(
        of bytes: UnsafeBufferPointer<UInt8>,
        in range: Range<Int>,
        expected: String,
        mostWords: Int = 60
    ) -> String {
        var evidence = Evidence(expected: expected)
        var index = range.lowerBound
        var wordCount = 0
        while index < range.upperBound, wordCount < mostWords {
            evidence.readWord(bytes, &index, range.upperBound)
            wordCount += 1
            if wordCount & 7 == 0, evidence.isClear || wordCount >= quietWords && evidence.isQuiet { break }
        }
        return evidence.verdict
    }

    /// The language that a whole text is written in, `nil` when there is too little to tell.
    ///
    /// Some words from the start, the middle and the end are read, so that the cost doesn't grow with the text, and fewer
    /// where they all speak for one language.
    public static func language(of bytes: UnsafeBufferPointer<UInt8>) -> String? {
        var evidence = Evidence(expected: "")
        let starts = bytes.count < 3000 ? [0] : [0, bytes.count / 2, bytes.count - 1000]
        for start in starts {
            var index = start
            while index < bytes.count, !UTF8Reading.isBoundary(bytes[index]) { index += 1 }
            var wordCount = 0
            while index < bytes.count, wordCount < (starts.count == 1 ? 500 : 200) {
                evidence.readWord(bytes, &index, bytes.count)
                wordCount += 1
                if wordCount & 31 == 0, evidence.isPlain { break }
            }
        }
        return evidence.isEnough ? evidence.verdict : nil
    }

    /// What the words so far say.
    private struct Evidence {
        private let expected: String
        private let expectedNumber: Int?
        private let table = FunctionWords.table
        /// The characters of each script.
        private var latin = 0
        private var cyrillic = 0
        private var arabic = 0
        private var east = 0
        private var kana = 0
        /// Those of scripts that one language has.
        private var others: [String: Int] = [:]
        private var votes = [Int32](repeating: 0, count: FunctionWords.languages.count)
        /// What speaks for each language: frequent words of two letters or more, and which different ones, with the letters
        /// that few languages have, as the bits of a hash.
        private var support = [Support](repeating: Support(), count: FunctionWords.languages.count)
        private var wordCount = 0

        struct Support {
            var words: Int32 = 0
            var different: UInt64 = 0
        }

        init(expected: String) {
            self.expected = expected
            expectedNumber = FunctionWords.number(of: expected)
            if let expectedNumber { votes[expectedNumber] = LanguageDetector.trust }
        }

        /// Reads a word, and what divides it from the next one.
        @inline(__always)
        mutating func readWord(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int) {
            var packed: UInt64 = 0
            var count = 0
            let start = index
            if let base = bytes.baseAddress, index + 8 <= end {
                readPlain(UnsafeRawPointer(base), &index, end, &packed, &count)
            }
            while index < end {
                let byte = bytes[index]
                if byte < 0x80 {
                    guard (byte | 0x20) &- 0x61 < 26 || byte == UInt8(ascii: "'") else { break }
                    latin += 1
                    if count < 8 { packed |= UInt64(byte | 0x20) << UInt64(8 * count) }
                    count += 1
                    index += 1
                } else {
                    let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
                    guard index + length <= end, readWide(bytes, index) else {
                        index = min(index + length, end)
                        break
                    }
                    for place in index..<index + length {
                        if count < 8 { packed |= UInt64(bytes[place]) << UInt64(8 * count) }
                        count += 1
                    }
                    index += length
                }
            }
            if count > 0 {
                wordCount += 1
                if count <= 8, isByItself(bytes, start..<index, end) { vote(packed, isLong: count > 1) }
            }
            while index < end, bytes[index] < 0x80, (bytes[index] | 0x20) &- 0x61 >= 26 { index += 1 }
        }

        /// Reads letters of ASCII and apostrophes, eight bytes at a time: 1 in the highest bit of a byte says yes to a
        /// question.
        @inline(__always)
        private mutating func readPlain(
            _ base: UnsafeRawPointer,
            _ index: inout Int,
            _ end: Int,
            _ packed: inout UInt64,
            _ count: inout Int
        ) {
            while index + 8 <= end {
                let word = base.loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
                let small = word | 0x2020_2020_2020_2020
                let low = small & 0x7F7F_7F7F_7F7F_7F7F
                let isLetter = (low &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(low &+ 0x0505_0505_0505_0505)
                let apostrophe = (word & 0x7F7F_7F7F_7F7F_7F7F) ^ 0x2727_2727_2727_2727
                let isApostrophe = ~(apostrophe &+ 0x7F7F_7F7F_7F7F_7F7F)
                let isOther = ~((isLetter | isApostrophe) & ~word) & 0x8080_8080_8080_8080
                let length = isOther.trailingZeroBitCount >> 3
                if length == 0 { return }
                if count == 0 { packed = small & (.max >> UInt64(64 - length * 8)) }
                count += length
                latin += length
                index += length
                if length < 8 { return }
            }
        }

        /// Whether a word is none of a path, an option or an identifier, whose parts look like words of any language.
        @inline(__always)
        private func isByItself(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Range<Int>, _ end: Int) -> Bool {
            if word.lowerBound > 0 {
                let before = bytes[word.lowerBound - 1]
                guard before <= 0x22 || before == 0x27 || before == 0x28 || before == 0x5B || before >= 0x80 else {
                    return false
                }
            }
            guard word.upperBound < end else { return true }
            let behind = bytes[word.upperBound]
            switch behind {
            case 0...0x22, 0x27, 0x29, 0x2C, 0x3B, 0x3F, 0x5D, 0x80...0xFF: return true
            case UInt8(ascii: "."), UInt8(ascii: ":"):
                return word.upperBound + 1 == end || bytes[word.upperBound + 1] <= 0x20
            default: return false
            }
        }

        /// A word of one language says more than one of several.
        @inline(__always)
        private mutating func vote(_ word: UInt64, isLong: Bool) {
            let languages = FunctionWords.languages(of: word, in: table)
            guard languages != 0 else { return }
            // Single letters are also initials, options and variables.
            let weight: Int32 =
                !isLong ? 1 : languages.nonzeroBitCount == 1 ? 4 : languages.nonzeroBitCount == 2 ? 2 : 1
            let bit: UInt64 = isLong ? 1 << ((word &* 0x9E37_79B9_7F4A_7C15) >> 58) : 0
            var left = languages
            while left != 0 {
                let number = left.trailingZeroBitCount
                votes[number] += weight
                if isLong {
                    support[number].words += 1
                    support[number].different |= bit
                }
                left &= left &- 1
            }
        }

        /// Counts a character of a script, and what it says about the language; `false` for those that divide words.
        private mutating func readWide(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int) -> Bool {
            let (scalar, _) = UTF8Reading.scalar(in: bytes, at: index)
            switch scalar.value {
            case 0xC0...0x2AF, 0x1E00...0x1EFF:
                guard scalar.value != 0xD7, scalar.value != 0xF7 else { return false }
                latin += 1
                tell(scalar)
            case 0x400...0x52F:
                cyrillic += 1
                if scalar.value > 0x44F || scalar.value < 0x410 || (0x44A...0x44D).contains(scalar.value) {
                    tell(scalar)
                }
            case 0x620...0x6FF:
                guard scalar.value >= 0x621, scalar.value != 0x6D4 else { return false }
                arabic += 1
                // The letters that all languages of the script share say nothing.
                if scalar.value < 0x627 || scalar.value > 0x648 || scalar.value == 0x629 || scalar.value == 0x643 {
                    tell(scalar)
                }
            case 0x3040...0x30FF:
                kana += 1
                east += 1
            case 0x3400...0x9FFF: east += 1
            case 0x370...0x3FF, 0x1F00...0x1FFF: others["el", default: 0] += 1
            case 0x531...0x587: others["hy", default: 0] += 1
            case 0x591...0x5F4: others["he", default: 0] += 1
            case 0x900...0x97F: others["hi", default: 0] += 1
            case 0x10A0...0x10FF: others["ka", default: 0] += 1
            case 0xAC00...0xD7A3: others["ko", default: 0] += 1
            default:
                guard let language = LanguageDetector.language(ofScriptOf: scalar) else { return false }
                others[language, default: 0] += 1
            }
            return true
        }

        private mutating func tell(_ scalar: Unicode.Scalar) {
            guard let languages = LanguageDetector.letters[scalar] else { return }
            let weight: Int32 = languages.nonzeroBitCount == 1 ? 3 : 1
            let bit: UInt64 = 1 << ((UInt64(scalar.value) &* 0x9E37_79B9_7F4A_7C15) >> 58)
            var left = languages
            while left != 0 {
                let number = left.trailingZeroBitCount
                votes[number] += weight
                support[number].words += 1
                support[number].different |= bit
                left &= left &- 1
            }
        }

        /// Whether the text is so surely what was expected that there is no need to read on.
        var isClear: Bool {
            guard let expectedNumber, votes[expectedNumber] >= 12 else { return false }
            let most = votes[expectedNumber]
            for (number, count) in votes.enumerated() where number != expectedNumber && count * 3 > most * 2 {
                return false
            }
            return true
        }

        /// Whether the script is that of what was expected, and nothing speaks for another language: so it is in programs and
        /// tables, of which more words say no more.
        var isQuiet: Bool {
            guard let expectedNumber, cyrillic + arabic + east == 0, others.isEmpty, latin > 0 else { return false }
            guard LanguageDetector.isLatin[expectedNumber] else { return false }
            return votes.indices.allSatisfy { $0 == expectedNumber || votes[$0] <= LanguageDetector.quietly }
        }

        /// Whether so many words speak for one language of the Latin script, and so few for any other, that more words
        /// would hardly change it.
        var isPlain: Bool {
            guard latin > 100, cyrillic + arabic + east == 0, others.isEmpty else { return false }
            let (most, next) = mostVotes(among: votes.indices)
            return most >= LanguageDetector.plainly && next * 3 <= most
        }

        /// The two highest counts.
        private func mostVotes(among languages: some Sequence<Int>) -> (most: Int32, next: Int32) {
            var (most, next) = (Int32(0), Int32(0))
            for language in languages where votes[language] > next {
                next = min(most, votes[language])
                most = max(most, votes[language])
            }
            return (most, next)
        }

        /// Whether there are some letters, and some words where many languages share them.
        var isEnough: Bool {
            let letters = latin + cyrillic + arabic + east * 2 + others.values.reduce(0, +)
            guard letters >= 3 else { return false }
            guard latin * 2 > letters else { return true }
            let (most, next) = mostVotes(among: LanguageDetector.latinScript)
            guard most >= 4, most > next else { return false }
            return LanguageDetector.latinScript.contains { votes[$0] == most && isSupported($0) }
        }

        /// Whether a text of more than a few words says so in words that differ, and often enough: a program in which
        /// `len` stands on every line is not Slovak.
        private func isSupported(_ number: Int) -> Bool {
            let found = support[number]
            let different = found.different.nonzeroBitCount
            if wordCount <= LanguageDetector.fewWords { return different >= 2 }
            return different >= 3 && Int(found.words) * LanguageDetector.wordsForOne >= wordCount
        }

        var verdict: String {
            let other =
                others.isEmpty ? nil : others.max { $0.value != $1.value ? $0.value < $1.value : $0.key > $1.key }
            let most = max(latin, cyrillic, arabic, east * 2, (other?.value ?? 0))
            guard most > 0 else { return expected }
            if east * 2 == most { return kana * 12 > east ? "ja" : "zh" }
            if let other, other.value == most {
                return other.key == "hi" ? best(among: LanguageDetector.devanagari, otherwise: "hi") : other.key
            }
            if arabic == most { return best(among: LanguageDetector.arabicScript, otherwise: "ar") }
            if cyrillic == most { return best(among: LanguageDetector.cyrillicScript, otherwise: "ru") }
            return best(among: LanguageDetector.latinScript, otherwise: "en")
        }

        /// The language with most votes; the expected one if it is of the script and nothing speaks clearly against it.
        private func best(among candidates: [Int], otherwise fallback: String) -> String {
            guard let fallback = FunctionWords.number(of: fallback) else { return expected }
            let start = expectedNumber.map { candidates.contains($0) ? $0 : fallback } ?? fallback
            var best = start
            var most = start == expectedNumber ? max(votes[start] * 2, LanguageDetector.clearly) : votes[start]
            let isLatin = fallback == LanguageDetector.english
            for number in candidates where number != start && votes[number] > most {
                guard !isLatin || isSupported(number) else { continue }
                best = number
                most = votes[number]
            }
            return FunctionWords.languages[best]
        }
    }

    /// The language that is written most in the script of a character, of scripts that nothing more is asked of.
    private static func language(ofScriptOf scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x980...0x9FF: "bn"
        case 0xA00...0xA7F: "pa"
        case 0xA80...0xAFF: "gu"
        case 0xB00...0xB7F: "or"
        case 0xB80...0xBFF: "ta"
        case 0xC00...0xC7F: "te"
        case 0xC80...0xCFF: "kn"
        case 0xD00...0xD7F: "ml"
        case 0xD80...0xDFF: "si"
        case 0xE00...0xE7F: "th"
        case 0xE80...0xEFF: "lo"
        case 0x1000...0x109F: "my"
        case 0x1200...0x137F: "am"
        case 0x1780...0x17FF: "km"
        default: nil
        }
    }

    /// What the expectation counts before anything is read.
    private static let trust: Int32 = 2
    /// Another language of the script must have so many votes, and twice those of the expected one, before the expectation
    /// is given up: what looks like three words of Portuguese is mostly a table of English.
    private static let clearly: Int32 = 9
    /// So many words tell whether anything else might be worth reading for.
    private static let quietWords = 24
    /// One word of another language, and no more.
    private static let quietly: Int32 = 4
    /// What some ten words say that only one language has.
    private static let plainly: Int32 = 40

    /// Texts of no more words are as short as a title or a description of a line.
    private static let fewWords = 20
    /// In a text of a language at least one word of so many is one that carries grammar; in prose it is one of three.
    private static let wordsForOne = 12

    private static let english = FunctionWords.number(of: "en")
    private static let cyrillicScript = numbers("ru uk be bg sr mk kk ky tt mn az")
    private static let arabicScript = numbers("ar fa ur ckb ug ps")
    private static let devanagari = numbers("hi ne mr")
    private static let latinScript = FunctionWords.languages.indices.filter {
        !cyrillicScript.contains($0) && !arabicScript.contains($0) && !devanagari.contains($0)
            || FunctionWords.languages[$0] == "az"
    }

    private static let isLatin = FunctionWords.languages.indices.map { latinScript.contains($0) }

    private static func numbers(_ languages: String) -> [Int] {
        languages.split(separator: " ").compactMap { FunctionWords.number(of: String($0)) }
    }

    /// Letters that only some languages have: one bit for each of these.
    private static let letters: [Unicode.Scalar: UInt64] = {
        var letters: [Unicode.Scalar: UInt64] = [:]
        for (language, list) in letterLists {
            guard let number = FunctionWords.number(of: language) else { continue }
            for scalar in list.unicodeScalars { letters[scalar, default: 0] |= 1 << UInt64(number) }
        }
        return letters
    }()

    private static let letterLists: [(String, String)] = [
        ("de", "äöüß"), ("fr", "àâçèéêëîïôùûœ"), ("es", "áéíñóú"), ("it", "àèéìòù"), ("pt", "áâãçéêíóôõúà"),
        ("sv", "åäö"), ("da", "åæø"), ("nb", "åæø"), ("fi", "äö"), ("hu", "áéíóöőúüű"), ("ro", "ăâîșțşţ"),
        ("ca", "àçèéíïòóúü·"), ("lt", "ąčęėįšųūž"), ("tr", "çğıöşü"), ("az", "əçğıöşü"), ("tk", "äçňöşüýž"),
        ("pl", "ąćęłńóśźż"), ("cs", "áčďéěíňóřšťúůýž"), ("sk", "áäčďéíĺľňóôŕšťúýž"), ("sl", "čšž"), ("hr", "čćđšž"),
        ("et", "äõöüšž"), ("lv", "āčēģīķļņšūž"), ("sq", "çë"), ("vi", "ăâđêôơưạảấầẩậắằẵặẹẻếềểễệịọỏốồổộớờởợụủứừửữựỳỵỷỹ"),
        ("uk", "іїєґ"), ("be", "іўёыэ"), ("bg", "ъ"), ("ru", "ёыэ"), ("sr", "јљњђћџ"), ("mk", "јљњѓќѕџ"),
        ("kk", "әғқңөұүһі"), ("ky", "ңөү"), ("tt", "әөүҗңһ"), ("mn", "өү"), ("az", "әғҝјөүһҹ"),
        ("fa", "پچژگکی"), ("ur", "ٹڈڑںےہھکیگچپ"), ("ar", "ةىيكأإ"), ("ckb", "ێۆەڵڕ"), ("ug", "ېۇۈۆەڭ"),
        ("ps", "ښځڅډړږټۍ"),
    ]
}
