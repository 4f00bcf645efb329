extension Parser {
    /// Reads a string; the current byte is its opening quote.
    mutating func string() throws(Fault) -> String {
        let opening = position
        position = bytes.endOfPlain(from: opening + 1)
        guard position < bytes.count else { throw Fault(reason: "a string is not closed", offset: opening) }
        switch bytes[position] {
        case UInt8(ascii: "\""):
            let text = try decoded(opening + 1..<position)
            position += 1
            return text
        case UInt8(ascii: "\\"): return try escapedString(opening: opening)
        default: throw controlCharacter(bytes[position])
        }
    }

    /// Reads on from the first backslash of the string that began at `opening`.
    private mutating func escapedString(opening: Int) throws(Fault) -> String {
        var text = Array(bytes[opening + 1..<position])
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                // Escapes are ASCII, so what is invalid is so in the source as well, which knows its place.
                try checkEncoding(of: opening + 1..<position)
                position += 1
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\\"):
                text.append(contentsOf: try escape().utf8)
            case 0..<0x20: throw controlCharacter(bytes[position])
            default:
                let plain = position
                position = bytes.endOfPlain(from: plain)
                text.append(contentsOf: bytes[plain..<position])
            }
        }
        throw Fault(reason: "a string is not closed", offset: opening)
    }

    private func controlCharacter(_ byte: UInt8) -> Fault {
        let digits = String(byte, radix: 16, uppercase: true)
        let padding = digits.utf8.count == 1 ? "0" : ""
        return fault("a control character must be written as \\u00\(padding)\(digits)")
    }

    private func decoded(_ range: Range<Int>) throws(Fault) -> String {
        try checkEncoding(of: range)
        // `String(validating:as:)` is never specialized and looks up metadata in each call: 40 ns more.
        return String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
    }

    private func checkEncoding(of range: Range<Int>) throws(Fault) {
        let slice = UnsafeBufferPointer(rebasing: bytes[range])
        let valid = UTF8Check.validPrefix(of: slice)
        guard valid == slice.count else {
            throw Fault(
                reason: "invalid UTF-8: byte 0x" + String(slice[valid], radix: 16, uppercase: true),
                offset: range.lowerBound + valid
            )
        }
    }

    /// Reads one escape; the current byte is its backslash.
    private mutating func escape() throws(Fault) -> UnicodeScalar {
        guard position + 1 < bytes.count else { throw fault("an escape is not finished") }
        let letter = bytes[position + 1]
        let plain: UnicodeScalar
        switch letter {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): plain = UnicodeScalar(letter)
        case UInt8(ascii: "b"): plain = "\u{8}"
        case UInt8(ascii: "f"): plain = "\u{C}"
        case UInt8(ascii: "n"): plain = "\n"
        case UInt8(ascii: "r"): plain = "\r"
        case UInt8(ascii: "t"): plain = "\t"
        case UInt8(ascii: "u"): return try unicodeEscape()
        default: throw fault("unknown escape; known: \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\uXXXX")
        }
        position += 2
        return plain
    }

    private mutating func unicodeEscape() throws(Fault) -> UnicodeScalar {
        let start = position
        let first = try hexadecimal()
        if let scalar = UnicodeScalar(first) { return scalar }
        if first < 0xDC00, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        {
            let second = try hexadecimal()
            if (0xDC00..<0xE000).contains(second),
                let scalar = UnicodeScalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
            {
                return scalar
            }
        }
        position = start
        throw fault("a lone surrogate is no character; write a pair \\uD800-\\uDBFF then \\uDC00-\\uDFFF")
    }

    private mutating func hexadecimal() throws(Fault) -> UInt32 {
        var value: UInt32 = 0
        for index in position + 2..<position + 6 {
            guard index < bytes.count, let digit = hexadecimalDigit(bytes[index]) else {
                throw fault("\\u needs four hexadecimal digits")
            }
            value = value << 4 | digit
        }
        position += 6
        return value
    }

    private func hexadecimalDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }

    /// Reads a number; the current byte is its minus or first digit.
    mutating func number() throws(Fault) -> JSON {
        let start = position
        let isNegative = bytes[position] == UInt8(ascii: "-")
        if isNegative { position += 1 }
        let firstDigit = position
        var magnitude = 0
        while let digit {
            // Wraps only where there are too many digits to use it.
            magnitude = magnitude &* 10 &+ digit
            position += 1
        }
        let digitCount = position - firstDigit
        guard digitCount > 0 else { throw fault("expected a digit, found \(found)") }
        guard bytes[firstDigit] != UInt8(ascii: "0") || digitCount == 1 else {
            position = firstDigit
            throw fault("a number must not begin with 0")
        }
        let isFractional = try skipFractionAndExponent()
        let isNegativeZero = isNegative && magnitude == 0 && digitCount == 1
        if !isFractional, digitCount <= 18, !isNegativeZero {
            return .integer(isNegative ? -magnitude : magnitude)
        }
        let text = String(decoding: UnsafeBufferPointer(rebasing: bytes[start..<position]), as: UTF8.self)
        if !isFractional, !isNegativeZero, let value = Int(text) { return .integer(value) }
        guard let value = Double(text), value.isFinite else {
            position = start
            throw fault("the number does not fit a double (IEEE 754)")
        }
        return .number(value)
    }

    private var digit: Int? {
        guard position < bytes.count else { return nil }
        let digit = bytes[position] &- UInt8(ascii: "0")
        return digit < 10 ? Int(digit) : nil
    }

    private mutating func skipFractionAndExponent() throws(Fault) -> Bool {
        var isFractional = false
        if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
            isFractional = true
            position += 1
            try skipDigits(after: "the point")
        }
        if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
            isFractional = true
            position += 1
            if position < bytes.count, bytes[position] == UInt8(ascii: "+") || bytes[position] == UInt8(ascii: "-") {
                position += 1
            }
            try skipDigits(after: "the exponent")
        }
        return isFractional
    }

    private mutating func skipDigits(after what: StaticString) throws(Fault) {
        guard digit != nil else { throw fault("expected a digit after \(what), found \(found)") }
        while digit != nil { position += 1 }
    }
}
