/// A fraction in lowest terms.
///
/// Sums and products are exact or refused: what doesn't fit into 128 bits throws `Overflow` rather than being rounded.
struct Rational: Sendable, Hashable {
    let numerator: Int128
    /// Positive.
    let denominator: Int128

    struct Overflow: Error {}

    static let zero = Rational(whole: 0)
    static let one = Rational(whole: 1)

    init(whole: Int) {
        numerator = Int128(whole)
        denominator = 1
    }

    /// - Throws: `Overflow` also for a denominator of 0.
    init(_ numerator: Int128, _ denominator: Int128) throws(Overflow) {
        guard denominator != 0, numerator != .min, denominator != .min else { throw Overflow() }
        let divisor = Self.commonDivisor(numerator.magnitude, denominator.magnitude)
        let sign: Int128 = denominator < 0 ? -1 : 1
        self.numerator = sign * numerator / Int128(divisor)
        self.denominator = sign * denominator / Int128(divisor)
    }

    var isPositive: Bool { numerator > 0 }

    /// Euclid's algorithm; the other number if one is 0.
    static func commonDivisor(_ left: UInt128, _ right: UInt128) -> UInt128 {
        var (larger, smaller) = (left, right)
        while smaller != 0 { (larger, smaller) = (smaller, larger % smaller) }
        return larger
    }

    static func + (left: Rational, right: Rational) throws(Overflow) -> Rational {
        let divisor = Int128(commonDivisor(left.denominator.magnitude, right.denominator.magnitude))
        let leftNumerator = try product(left.numerator, right.denominator / divisor)
        let rightNumerator = try product(right.numerator, left.denominator / divisor)
        let (sum, overflows) = leftNumerator.addingReportingOverflow(rightNumerator)
        guard !overflows else { throw Overflow() }
        return try Rational(sum, try product(left.denominator, right.denominator / divisor))
    }

    static func - (left: Rational, right: Rational) throws(Overflow) -> Rational {
        try left + (try Rational(try product(right.numerator, -1), right.denominator))
    }

    /// Reduces across the two before multiplying, so that only results which don't fit are refused.
    static func * (left: Rational, right: Rational) throws(Overflow) -> Rational {
        let first = try Rational(left.numerator, right.denominator)
        let second = try Rational(right.numerator, left.denominator)
        return try Rational(
            try product(first.numerator, second.numerator),
            try product(first.denominator, second.denominator)
        )
    }

    /// - Throws: `Overflow` also when `right` is 0.
    static func / (left: Rational, right: Rational) throws(Overflow) -> Rational {
        try left * (try Rational(right.denominator, right.numerator))
    }

    /// The largest whole number that is not above it.
    var floor: Int128 {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder < 0 ? quotient - 1 : quotient
    }

    private static func product(_ left: Int128, _ right: Int128) throws(Overflow) -> Int128 {
        let (product, overflows) = left.multipliedReportingOverflow(by: right)
        guard !overflows else { throw Overflow() }
        return product
    }
}

extension Rational: Comparable {
    /// By cross multiplication in 256 bits, which can't overflow.
    static func < (left: Rational, right: Rational) -> Bool {
        let first = left.numerator.multipliedFullWidth(by: right.denominator)
        let second = right.numerator.multipliedFullWidth(by: left.denominator)
        return first.high != second.high ? first.high < second.high : first.low < second.low
    }
}

extension Rational: CustomStringConvertible {
    /// `694/5657`, or `20` for a whole number.
    var description: String { denominator == 1 ? "\(numerator)" : "\(numerator)/\(denominator)" }
}
