import JSON

/// A number of whole units of a tenth, a hundredth, a thousandth, …
struct FixedDecimal: Sendable, Hashable {
    let units: Int128
    /// How many digits stand behind the point: 0 … 12.
    let decimals: Int

    /// The nearest such number; of two equally near ones that which is farther from 0.
    init(rounding value: Rational, decimals: Int) throws(Rational.Overflow) {
        let power = Rational.power(decimals) ?? 1
        let doubled = try value * (try Rational(2 * power, 1))
        let magnitude = value < .zero ? try Rational.zero - doubled : doubled
        let rounded = (try (magnitude + Rational.one) / (try Rational(2, 1))).floor
        self.init(units: value < .zero ? -rounded : rounded, decimals: decimals)
    }

    init(units: Int128, decimals: Int) {
        self.units = units
        self.decimals = decimals
    }

    /// As a JSON number: whole numbers without a point.
    var json: JSON {
        let power = Rational.power(decimals) ?? 1
        if units % power == 0, let whole = Int(exactly: units / power) { return .integer(whole) }
        return Double(text(grouped: false)).map { .number($0) } ?? .null
    }

    /// As people read it: `12.27`, and with groups `75,733.4`; no zeros at the end.
    func text(grouped: Bool = true) -> String {
        let digits = String(units.magnitude)
        let padded = String(repeating: "0", count: max(0, decimals + 1 - digits.utf8.count)) + digits
        var whole = String(padded.dropLast(decimals))
        var fraction = padded.suffix(decimals)
        while fraction.last == "0" { fraction.removeLast() }
        if grouped {
            var groups: [Substring] = []
            var rest = whole[...]
            while rest.utf8.count > 3 {
                groups.insert(rest.suffix(3), at: 0)
                rest = rest.dropLast(3)
            }
            whole = ([rest] + groups).joined(separator: ",")
        }
        let sign = units < 0 ? "-" : ""
        return sign + whole + (fraction.isEmpty ? "" : "." + fraction)
    }
}

extension Rational {
    /// As a JSON number: the nearest double where it is no whole number.
    var json: JSON {
        if denominator == 1, let whole = Int(exactly: numerator) { return .integer(whole) }
        return .number(Double(numerator) / Double(denominator))
    }
}
