/// A word, a number or a mark of a sentence.
struct Token: Sendable {
    enum Kind { case word, number, mark }

    let kind: Kind
    /// In bytes of the text that the sentence is of.
    let range: Range<Int>
    let text: String
    let lower: String

    var isCapitalised: Bool { kind == .word && text.unicodeScalars.first?.properties.isUppercase == true }
    /// Whether it ends like "Iran's"; `stem` leaves that out.
    var isPossessive: Bool { lower.hasSuffix("'s") || lower.hasSuffix("s'") }
    /// Without a possessive ending, as it is written.
    var stem: String {
        lower.hasSuffix("'s") ? String(text.dropLast(2)) : lower.hasSuffix("s'") ? String(text.dropLast()) : text
    }

    /// The tokens of a sentence. Hyphens and apostrophes inside a word belong to it, as do the stops of "U.S." and the
    /// separators of "378,667.5".
    static func tokens(of bytes: [UInt8], _ range: Range<Int>) -> [Token] {
        var tokens: [Token] = []
        let scalars = scalars(of: bytes, range)
        var index = 0
        while index < scalars.count {
            let first = scalars[index].scalar
            var end = index + 1
            let kind: Kind
            if first.properties.isAlphabetic {
                kind = .word
                while end < scalars.count, isWordPart(scalars, end) { end += 1 }
                // "U.S." keeps its last stop, a word does not.
                if end < scalars.count, scalars[end].scalar == ".", end - index >= 3, scalars[end - 2].scalar == "." {
                    end += 1
                }
            } else if isDigit(first) {
                kind = .number
                while end < scalars.count, isNumberPart(scalars, end) { end += 1 }
            } else {
                kind = .mark
            }
            if !first.properties.isWhitespace {
                let start = scalars[index].offset
                let bound = end < scalars.count ? scalars[end].offset : range.upperBound
                let text = String(decoding: bytes[start..<bound], as: UTF8.self).replacingApostrophes()
                tokens.append(Token(kind: kind, range: start..<bound, text: text, lower: text.lowercased()))
            }
            index = end
        }
        return tokens
    }

    private static func scalars(of bytes: [UInt8], _ range: Range<Int>) -> [(scalar: Unicode.Scalar, offset: Int)] {
        var result: [(scalar: Unicode.Scalar, offset: Int)] = []
        result.reserveCapacity(range.count)
        var offset = range.lowerBound
        for scalar in String(decoding: bytes[range], as: UTF8.self).unicodeScalars {
            result.append((scalar, offset))
            offset += UTF8.width(scalar)
        }
        return result
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.numericType == .decimal }

    private static func isWordPart(_ scalars: [(scalar: Unicode.Scalar, offset: Int)], _ index: Int) -> Bool {
        let scalar = scalars[index].scalar
        if scalar.properties.isAlphabetic || isDigit(scalar) || scalar.properties.generalCategory == .nonspacingMark
            || scalar == "\u{200C}"
        {
            return true
        }
        let hasNext = index + 1 < scalars.count && scalars[index + 1].scalar.properties.isAlphabetic
        switch scalar {
        case "-", "\u{2010}", "\u{2011}": return hasNext
        case "'", "’": return hasNext || scalars[index - 1].scalar == "s"
        case ".": return hasNext && isInitial(scalars, index)
        default: return false
        }
    }

    /// Whether the letters on both sides of the stop at `index` stand alone: "U.S", "e.g".
    private static func isInitial(_ scalars: [(scalar: Unicode.Scalar, offset: Int)], _ index: Int) -> Bool {
        func isLetter(_ place: Int) -> Bool {
            place >= 0 && place < scalars.count && scalars[place].scalar.properties.isAlphabetic
        }
        return isLetter(index - 1) && !isLetter(index - 2) && isLetter(index + 1) && !isLetter(index + 2)
    }

    private static func isNumberPart(_ scalars: [(scalar: Unicode.Scalar, offset: Int)], _ index: Int) -> Bool {
        let scalar = scalars[index].scalar
        if isDigit(scalar) || scalar.properties.isAlphabetic { return true }
        guard scalar == "." || scalar == "," || scalar == ":" || scalar == "/" || scalar == "-" else { return false }
        return index + 1 < scalars.count && isDigit(scalars[index + 1].scalar)
    }
}

extension String {
    /// Typographic apostrophes as typed ones.
    func replacingApostrophes() -> String {
        utf8.contains(0xE2) ? String(map { $0 == "\u{2019}" ? "'" : $0 }) : self
    }
}
