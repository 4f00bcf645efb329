import BigInt
import JSON

extension Rational {
    /// Every double, written out, fits into so many digits before or behind the point.
    private static let longest = 400

    /// The number that a decimal text says, exactly: `694`, `1894.25`, `-1.5e3`; `nil` for any other text, for more
    /// than 400 digits, and for exponents beyond ±400.
    init?(decimal text: some StringProtocol) {
        var digits: [UInt8] = []
        var fractionDigits = 0
        var isFraction = false
        var rest = Substring(text).utf8[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative || rest.first == UInt8(ascii: "+") { rest.removeFirst() }
        while let byte = rest.first, byte != UInt8(ascii: "e"), byte != UInt8(ascii: "E") {
            rest.removeFirst()
            if byte == UInt8(ascii: "."), !isFraction {
                isFraction = true
                continue
            }
            guard (0x30...0x39).contains(byte), digits.count < Self.longest else { return nil }
            digits.append(byte)
            if isFraction { fractionDigits += 1 }
        }
        var exponent = 0
        if !rest.isEmpty {
            guard let value = Int(Substring(rest.dropFirst())), abs(value.clamped) <= Self.longest else { return nil }
            exponent = value
        }
        guard let magnitude = BigInt(String(decoding: digits, as: UTF8.self), radix: 10), !digits.isEmpty else {
            return nil
        }
        let whole = isNegative ? -magnitude : magnitude
        let shift = exponent - fractionDigits
        if shift >= 0 {
            self.init(whole * BigInt.powerOfTen(shift))
        } else {
            self.init(whole, BigInt.powerOfTen(-shift))
        }
    }

    /// A decimal, or one over another: `12.5`, `100/3`.
    init?(text: String) {
        let parts = text.split(separator: "/", maxSplits: 1, omittingEmptySubsequences: false)
        guard let numerator = Rational(decimal: parts[0]) else { return nil }
        guard parts.count == 2 else {
            self = numerator
            return
        }
        guard let denominator = Rational(decimal: parts[1]), !denominator.isZero else { return nil }
        self = numerator / denominator
    }

    /// A number from JSON or YAML, by the shortest decimal that stands for it: 0.1 is 1/10. Also a text that says one.
    init?(_ json: JSON) {
        switch json {
        case .integer(let value): self.init(whole: value)
        case .number(let value) where value.isFinite: self.init(decimal: value.description)
        case .string(let text): self.init(text: text)
        default: return nil
        }
    }

    /// The shortest decimal that stands for a finite double: 0.1 is 1/10.
    init(_ double: Double) { self = Rational(decimal: double.description) ?? .zero }

    /// The nearest double; of two equally near ones the even one. Infinite where it is too large for any; below 1e-307,
    /// where doubles have fewer digits, perhaps the second nearest.
    var double: Double {
        guard !numerator.isZero else { return 0 }
        // 64 bits or 65 of the quotient, and whether anything stands behind them, decide how it is rounded.
        let shift = 65 - (numerator.magnitude.bitWidth - denominator.magnitude.bitWidth)
        let (over, under) = shift >= 0 ? (shift, 0) : (0, -shift)
        let (quotient, remainder) = (numerator.magnitude << over).quotientAndRemainder(
            dividingBy: denominator.magnitude << under
        )
        let excess = max(0, quotient.bitWidth - 64)
        let top = quotient >> excess
        let isExact = remainder.isZero && (top << excess) == quotient
        let bits = UInt64(top) | (isExact ? 0 : 1)
        let magnitude = Double(sign: .plus, exponent: excess - shift, significand: Double(bits))
        return isNegative ? -magnitude : magnitude
    }

    /// As a JSON number: the nearest double where it is no whole number.
    var json: JSON {
        if isWhole, let whole = Int(exactly: numerator) { return .integer(whole) }
        let double = double
        return double.isFinite ? .number(double) : .string(description)
    }
}

extension Int {
    /// Itself, but for the one number that has no magnitude of its own kind.
    fileprivate var clamped: Int { self == .min ? .max : self }
}
