import BigInt
import JSON

/// A number of whole units of a tenth, a hundredth, a thousandth, …
struct FixedDecimal: Sendable, Hashable {
    let units: BigInt
    /// How many digits stand behind the point: 0 … 12.
    let decimals: Int

    /// The nearest such number; of two equally near ones that which is farther from 0.
    init(rounding value: Rational, decimals: Int) {
        let doubled = value * Rational(2 * BigInt.powerOfTen(decimals))
        let rounded = ((value.isNegative ? -doubled : doubled) + 1).floor / 2
        self.init(units: value.isNegative ? -rounded : rounded, decimals: decimals)
    }

    init(units: BigInt, decimals: Int) {
        self.units = units
        self.decimals = decimals
    }

    /// A measured number, of which people read two digits behind the point.
    init(hundredths value: Double) { self.init(units: BigInt((value * 100).rounded()), decimals: 2) }

    /// As a JSON number: whole numbers without a point.
    var json: JSON {
        let power = BigInt.powerOfTen(decimals)
        if (units % power).isZero, let whole = Int(exactly: units / power) { return .integer(whole) }
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
        let sign = units.sign == .minus && !units.isZero ? "-" : ""
        return sign + whole + (fraction.isEmpty ? "" : "." + fraction)
    }
}
