import JSON

extension Rational {
    /// The number that a decimal text says, exactly: `694`, `1894.25`, `-1.5e3`; `nil` for any other text and for
    /// numbers of more than 38 digits.
    init?(decimal text: some StringProtocol) {
        var digits: Int128 = 0
        var fractionDigits = 0
        var hasDigits = false
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
            guard (0x30...0x39).contains(byte) else { return nil }
            let (shifted, overflows) = digits.multipliedReportingOverflow(by: 10)
            let (sum, overflowsAgain) = shifted.addingReportingOverflow(Int128(byte - 0x30))
            guard !overflows, !overflowsAgain else { return nil }
            digits = sum
            hasDigits = true
            if isFraction { fractionDigits += 1 }
        }
        var exponent = 0
        if !rest.isEmpty {
            guard let value = Int(Substring(rest.dropFirst())), (-38...38).contains(value) else { return nil }
            exponent = value
        }
        guard hasDigits else { return nil }
        self.init(isNegative ? -digits : digits, exponent: exponent - fractionDigits)
    }

    /// A number from JSON or YAML, by the shortest decimal that stands for it: 0.1 is 1/10.
    init?(_ json: JSON) {
        switch json {
        case .integer(let value): self.init(whole: value)
        case .number(let value) where value.isFinite: self.init(decimal: value.description)
        case .string(let text): self.init(decimal: text)
        default: return nil
        }
    }

    private init?(_ digits: Int128, exponent: Int) {
        guard let power = Self.power(abs(exponent)) else { return nil }
        do throws(Overflow) {
            let scaled = try Rational(digits, 1)
            self =
                exponent < 0
                ? try scaled / (try Rational(power, 1))
                : try scaled * (try Rational(power, 1))
        } catch {
            return nil
        }
    }

    /// 10 to a power of at most 38.
    static func power(_ exponent: Int) -> Int128? {
        guard exponent <= 38 else { return nil }
        var power: Int128 = 1
        for _ in 0..<exponent { power *= 10 }
        return power
    }
}
