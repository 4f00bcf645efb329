/// What the words of a text that were read so far say about its language.
struct LanguageEvidence: ~Copyable {
    let expected: String
    let expectedNumber: Int?
    private let table = FunctionWords.table
    private let filter = FunctionWords.filter
    /// The characters of each script.
    private(set) var latin = 0
    private(set) var cyrillic = 0
    /// Which letters of that script: one bit for each, as `LanguageScripts.cyrillicBit` says.
    private(set) var cyrillicLetters: UInt64 = 0
    private(set) var arabic = 0
    private(set) var east = 0
    private(set) var kana = 0
    /// Those of scripts that one language has.
    private(set) var others: [String: Int] = [:]
    /// By the number of a language.
    let votes: UnsafeMutableBufferPointer<Int32>
    /// What speaks for each language: frequent words of two letters or more, and which different ones, with the letters
    /// that few languages have, as the bits of a hash.
    let support: UnsafeMutableBufferPointer<Support>
    private(set) var wordCount = 0

    struct Support {
        var words: Int32 = 0
        var different: UInt64 = 0
    }

    /// What the expectation counts before anything is read.
    private static let trust: Int32 = 2

    init(expected: String) {
        self.expected = expected
        votes = .allocate(capacity: FunctionWords.languages.count)
        votes.initialize(repeating: 0)
        support = .allocate(capacity: FunctionWords.languages.count)
        support.initialize(repeating: Support())
        expectedNumber = FunctionWords.number(of: expected)
        if let expectedNumber { votes[expectedNumber] = Self.trust }
    }

    deinit {
        votes.deallocate()
        support.deallocate()
    }

    /// Reads a word, and what divides it from the next one.
    @inline(__always)
    mutating func readWord(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int) {
        if readShort(bytes, &index, end) { return }
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

    /// Reads a word of at most seven letters of ASCII that stands between two spaces before another word, as most words of
    /// most texts do; `false` where there is none, and then nothing has been read.
    @inline(__always)
    private mutating func readShort(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int) -> Bool {
        guard index > 0, index + 9 < end, let base = bytes.baseAddress else { return false }
        let word = UnsafeRawPointer(base).loadUnaligned(fromByteOffset: index, as: UInt64.self).littleEndian
        let small = word | 0x2020_2020_2020_2020
        let others = Self.others(word, small)
        let length = others.trailingZeroBitCount >> 3
        guard length & 7 != 0, bytes[index - 1] == 0x20, bytes[index + length] == 0x20,
            (bytes[index + length + 1] | 0x20) &- 0x61 < 26
        else { return false }
        latin &+= length
        wordCount &+= 1
        index += length + 1
        vote(small & (.max &>> UInt64(64 &- length &* 8)), isLong: length > 1)
        return true
    }

    /// The highest bit of those bytes that are neither letters of ASCII nor apostrophes.
    @inline(__always)
    private static func others(_ word: UInt64, _ small: UInt64) -> UInt64 {
        let low = small & 0x7F7F_7F7F_7F7F_7F7F
        let isLetter = (low &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(low &+ 0x0505_0505_0505_0505)
        let apostrophe = (word & 0x7F7F_7F7F_7F7F_7F7F) ^ 0x2727_2727_2727_2727
        let isApostrophe = ~(apostrophe &+ 0x7F7F_7F7F_7F7F_7F7F)
        return ~((isLetter | isApostrophe) & ~word) & 0x8080_8080_8080_8080
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
            let length = Self.others(word, small).trailingZeroBitCount >> 3
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
        let languages = FunctionWords.languages(of: word, in: table, filter)
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
            cyrillicLetters |= LanguageScripts.cyrillicBit(scalar)
            if scalar.value > 0x44F || scalar.value < 0x410 || (0x44A...0x44D).contains(scalar.value) {
                // Before е, ё, ю and я a hard sign stands in Russian, too.
                if scalar.value == 0x44A, index + 3 < bytes.count,
                    [0x435, 0x451, 0x44E, 0x44F].contains(UTF8Reading.scalar(in: bytes, at: index + 2).0.value)
                {
                    return true
                }
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
            guard let language = LanguageScripts.language(ofScriptOf: scalar) else { return false }
            others[language, default: 0] += 1
        }
        return true
    }

    private mutating func tell(_ scalar: Unicode.Scalar) {
        guard let languages = LanguageScripts.letters[scalar] else { return }
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
}
