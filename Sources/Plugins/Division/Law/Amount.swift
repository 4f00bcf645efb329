import JSON
import Wire

/// Something to divide: a number and what it counts.
struct Amount {
    let value: Rational
    /// Empty where nothing was said.
    let unit: String

    /// Reads `378667`, `"378,667 km²"`, `"12.5 billion barrels"`.
    init(_ json: JSON) throws(Failure) {
        let text =
            if case .string(let text) = json { text } else { json.description }
        let number = text.prefix { $0.isASCII && ($0.isNumber || ".,eE+-".contains($0)) }
        let unit = text.dropFirst(number.count).drop { $0 == " " }
        // An e that belongs to no number begins the unit, as in "5eggs"; nobody writes that, so it is refused below.
        guard let plain = Self.ungrouped(String(number)), let value = Rational(decimal: plain), value.isPositive else {
            throw Failure(
                .invalidParams,
                "'of' must be an amount above 0, found \(json)",
                hint: "write a number, or a number and its unit, such as 378667 or \"378,667 km²\"",
                details: ["pointer": "/of"]
            )
        }
        self.value = value
        self.unit = String(unit)
    }

    init(area: Rational) {
        value = area
        unit = "km²"
    }

    /// The number without the commas that group its digits by three; `nil` where commas stand elsewhere.
    private static func ungrouped(_ number: String) -> String? {
        guard number.utf8.contains(UInt8(ascii: ",")) else { return number }
        let parts = number.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let groups = parts[0].split(separator: ",", omittingEmptySubsequences: false)
        guard let first = groups.first, (1...3).contains(first.utf8.count),
            groups.dropFirst().allSatisfy({ $0.utf8.count == 3 })
        else { return nil }
        return ([groups.joined()] + parts.dropFirst().map(String.init)).joined(separator: ".")
    }
}
