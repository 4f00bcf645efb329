/// A word, a number or a mark of a sentence.
struct Token: Sendable {
    enum Kind { case word, number, mark }

    let kind: Kind
    /// In bytes of the text that the sentence is of.
    let range: Range<Int>
    let word: TokenWord

    var text: String { word.text }
    var lower: String { word.lower }
    var isCapitalised: Bool { kind == .word && word.isUppercase }
    var isPossessive: Bool { word.isPossessive }
    /// Without a possessive ending, as it is written.
    var stem: String { word.stem }

    func has(_ role: TokenWord.Roles) -> Bool { word.roles.contains(role) }

    /// The tokens of a text of its own.
    static func tokens(of text: String) -> [Token] {
        var words = TokenWords()
        return Array(text.utf8).withUnsafeBufferPointer { tokens(of: $0, 0..<$0.count, &words) }
    }

    /// The tokens of a sentence. Hyphens and apostrophes inside a word belong to it, as do the stops of "U.S." and the
    /// separators of "378,667.5".
    static func tokens(
        of bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        _ words: inout TokenWords
    ) -> [Token] {
        var tokens: [Token] = []
        tokens.reserveCapacity(range.count / 5)
        var scan = TokenScan(bytes: bytes, range: range)
        while let (kind, found) = scan.next() {
            let word = words.word(UnsafeBufferPointer(rebasing: bytes[found]))
            tokens.append(Token(kind: kind, range: found, word: word))
        }
        return tokens
    }
}

/// Finds the tokens of a sentence in its bytes.
private struct TokenScan {
    let bytes: UnsafeBufferPointer<UInt8>
    let start: Int
    let end: Int
    private var index: Int

    init(bytes: UnsafeBufferPointer<UInt8>, range: Range<Int>) {
        self.bytes = bytes
        (start, end, index) = (range.lowerBound, range.upperBound, range.lowerBound)
    }

    private enum Character { case letter, digit, space, mark }

    mutating func next() -> (kind: Token.Kind, range: Range<Int>)? {
        while index < end {
            let first = index
            let (character, length) = character(at: first)
            index += length
            switch character {
            case .space: continue
            case .mark: return (.mark, first..<index)
            case .letter:
                while index < end, isWordPart() { index += self.character(at: index).length }
                if keepsStop(from: first) { index += 1 }
                return (.word, first..<index)
            case .digit:
                while index < end, isNumberPart() { index += self.character(at: index).length }
                return (.number, first..<index)
            }
        }
        return nil
    }

    private func character(at place: Int) -> (character: Character, length: Int) {
        let byte = bytes[place]
        guard byte >= 0x80 else {
            if (byte | 0x20) &- 0x61 < 26 { return (.letter, 1) }
            if byte &- 0x30 < 10 { return (.digit, 1) }
            return (byte == 0x20 || byte &- 0x09 < 5 ? .space : .mark, 1)
        }
        let (scalar, length) = scalar(at: place)
        let properties = scalar.properties
        if properties.isAlphabetic { return (.letter, length) }
        if properties.numericType == .decimal { return (.digit, length) }
        return (properties.isWhitespace ? .space : .mark, length)
    }

    private func scalar(at place: Int) -> (Unicode.Scalar, Int) {
        let byte = bytes[place]
        let length = min(byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4, end - place)
        guard length > 1 else { return (Unicode.Scalar(byte), 1) }
        var value = UInt32(byte) & (0xFF >> UInt32(length + 1))
        for offset in 1..<length { value = value << 6 | UInt32(bytes[place + offset] & 0x3F) }
        return (Unicode.Scalar(value) ?? "\u{FFFD}", length)
    }

    private func isLetter(at place: Int) -> Bool {
        place >= start && place < end && character(at: place).character == .letter
    }

    private func isDigit(at place: Int) -> Bool { place < end && character(at: place).character == .digit }

    /// Where the character before `place` begins; -1 before the first one.
    private func before(_ place: Int) -> Int {
        guard place > start else { return -1 }
        var previous = place - 1
        while previous > start, bytes[previous] & 0xC0 == 0x80 { previous -= 1 }
        return previous
    }

    private func isWordPart() -> Bool {
        let byte = bytes[index]
        if byte < 0x80 {
            if (byte | 0x20) &- 0x61 < 26 || byte &- 0x30 < 10 { return true }
            switch byte {
            case UInt8(ascii: "-"): return isLetter(at: index + 1)
            case UInt8(ascii: "'"): return isLetter(at: index + 1) || bytes[index - 1] == UInt8(ascii: "s")
            case UInt8(ascii: "."): return isLetter(at: index + 1) && isInitial()
            default: return false
            }
        }
        let (scalar, length) = scalar(at: index)
        switch scalar {
        case "\u{200C}": return true
        case "\u{2010}", "\u{2011}": return isLetter(at: index + length)
        case "’": return isLetter(at: index + length) || bytes[index - 1] == UInt8(ascii: "s")
        default:
            let properties = scalar.properties
            return properties.isAlphabetic || properties.numericType == .decimal
                || properties.generalCategory == .nonspacingMark
        }
    }

    /// Whether the letters on both sides of the stop here stand alone: "U.S", "e.g".
    private func isInitial() -> Bool {
        let previous = before(index)
        let following = index + 1
        return isLetter(at: previous) && !isLetter(at: before(previous))
            && !isLetter(at: following + character(at: following).length)
    }

    /// Whether a stop follows that belongs to the word: "U.S." keeps its last one, a word does not.
    private func keepsStop(from first: Int) -> Bool {
        guard index < end, bytes[index] == UInt8(ascii: ".") else { return false }
        let inner = before(before(index))
        return inner > first && bytes[inner] == UInt8(ascii: ".")
    }

    private func isNumberPart() -> Bool {
        switch bytes[index] {
        case UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "-"):
            return isDigit(at: index + 1)
        case 0xD9 where index + 2 < end && (bytes[index + 1] == 0xAB || bytes[index + 1] == 0xAC):
            // The Arabic separators, U+066B and U+066C.
            return isDigit(at: index + 2)
        default:
            let character = character(at: index).character
            return character == .digit || character == .letter
        }
    }
}

extension String {
    /// Persian and Arabic digits, and the signs between them, as those of ASCII.
    func withPlainDigits() -> String {
        guard utf8.contains(where: { $0 == 0xDB || $0 == 0xD9 }) else { return self }
        return String(
            String.UnicodeScalarView(
                unicodeScalars.map { scalar in
                    switch scalar.value {
                    case 0x660...0x669: Unicode.Scalar(UInt8(scalar.value - 0x660 + 0x30))
                    case 0x6F0...0x6F9: Unicode.Scalar(UInt8(scalar.value - 0x6F0 + 0x30))
                    case 0x66B: "."
                    case 0x66C: ","
                    default: scalar
                    }
                }
            )
        )
    }

    /// Typographic apostrophes as typed ones.
    func replacingApostrophes() -> String {
        utf8.contains(0xE2) ? String(map { $0 == "\u{2019}" ? "'" : $0 }) : self
    }
}

extension [Token] {
    /// The tokens of a range as they are written, with a space wherever something stands between two.
    func text(of range: Range<Int>) -> String {
        var text = ""
        for index in range {
            let isGlued = index == range.lowerBound || self[index - 1].range.upperBound == self[index].range.lowerBound
            text += (isGlued ? "" : " ") + self[index].text
        }
        return text
    }
}
