import JSON

/// What a plain scalar means: the core schema of YAML 1.2.2, section 10.3.2, in which `yes`, `no`, `on` and `off` are
/// strings.
enum CoreSchema {
    struct Refusal: Error {
        let message: String
    }

    /// The value of a scalar whose expansions are done.
    static func value(_ scalar: Scalar) throws(Refusal) -> JSON {
        guard let tag = scalar.tag else { return scalar.isPlain ? try plain(scalar.text) : .string(scalar.text) }
        if tag == .string { return .string(scalar.text) }
        let value = try plain(scalar.text)
        switch (tag, value) {
        case (.integer, .integer), (.number, .number), (.boolean, .bool), (.null, .null): return value
        case (.number, .integer(let whole)): return .number(Double(whole))
        default: throw Refusal(message: "'\(scalar.text)' is not what the tag '!!\(tag.rawValue)' says")
        }
    }

    /// The value of a scalar without quotes.
    static func plain(_ text: String) throws(Refusal) -> JSON {
        switch text {
        case "", "~", "null", "Null", "NULL": return .null
        case "true", "True", "TRUE": return true
        case "false", "False", "FALSE": return false
        case ".nan", ".NaN", ".NAN", ".inf", ".Inf", ".INF", "+.inf", "+.Inf", "+.INF", "-.inf", "-.Inf", "-.INF":
            throw Refusal(message: "a number must be finite, found \(text)")
        default: break
        }
        guard let first = text.utf8.first, first <= 0x39 else { return .string(text) }
        if let digits = radixDigits(text) {
            guard let number = Int(digits.text, radix: digits.radix) else { throw tooLarge(text) }
            return .integer(number)
        }
        switch NumberShape(text) {
        case .integer:
            guard let number = Int(text) else { throw tooLarge(text) }
            return .integer(number)
        case .fraction:
            // The standard library reads no number that ends in a point.
            guard let number = Double(text.replacingPointBeforeExponent), number.isFinite else { throw tooLarge(text) }
            return .number(number)
        case nil: return .string(text)
        }
    }

    private static func tooLarge(_ text: String) -> Refusal { Refusal(message: "the number \(text) is too large") }

    private static func radixDigits(_ text: String) -> (text: Substring, radix: Int)? {
        let digits = text.dropFirst(2)
        guard let first = digits.utf8.first, first != UInt8(ascii: "+"), first != UInt8(ascii: "-") else { return nil }
        if text.hasPrefix("0x"), digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) { return (digits, 16) }
        if text.hasPrefix("0o"), digits.utf8.allSatisfy({ (0x30...0x37).contains($0) }) { return (digits, 8) }
        return nil
    }
}

/// How a decimal number is written.
private enum NumberShape {
    case integer
    case fraction

    init?(_ text: String) {
        var rest = text.utf8[...]
        func skipDigits() -> Int {
            let before = rest.count
            rest = rest.drop { (0x30...0x39).contains($0) }
            return before - rest.count
        }
        if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
        let whole = skipDigits()
        if rest.isEmpty {
            guard whole > 0 else { return nil }
            self = .integer
            return
        }
        var fraction = 0
        if rest.first == UInt8(ascii: ".") {
            rest = rest.dropFirst()
            fraction = skipDigits()
        }
        guard whole + fraction > 0 else { return nil }
        if rest.first == UInt8(ascii: "e") || rest.first == UInt8(ascii: "E") {
            rest = rest.dropFirst()
            if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest = rest.dropFirst() }
            guard skipDigits() > 0 else { return nil }
        }
        guard rest.isEmpty else { return nil }
        self = .fraction
    }
}

extension String {
    /// `1.` and `1.e3` with the zero that belongs there.
    fileprivate var replacingPointBeforeExponent: String {
        var result = ""
        var followsPoint = false
        for scalar in unicodeScalars {
            if followsPoint, !("0"..."9").contains(scalar) { result += "0" }
            result.unicodeScalars.append(scalar)
            followsPoint = scalar == "."
        }
        return followsPoint ? result + "0" : result
    }
}
