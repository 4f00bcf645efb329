import BigInt

/// A fraction in lowest terms, of any size: sums, products and comparisons are exact.
struct Rational: Sendable, Hashable {
    let numerator: BigInt
    /// Positive.
    let denominator: BigInt

    static let one = Rational(whole: 1)

    init(whole: Int) { self.init(BigInt(whole)) }

    init(_ whole: BigInt) {
        numerator = whole
        denominator = 1
    }

    /// - Precondition: `denominator` is not 0.
    init(_ numerator: BigInt, _ denominator: BigInt) {
        precondition(!denominator.isZero, "a fraction over 0")
        let divisor = numerator.greatestCommonDivisor(with: denominator)
        let sign: BigInt = denominator.sign == .minus ? -1 : 1
        self.numerator = sign * numerator / divisor
        self.denominator = sign * denominator / divisor
    }

    private init(lowest numerator: BigInt, _ denominator: BigInt) {
        self.numerator = numerator
        self.denominator = denominator
    }

    var isPositive: Bool { numerator.signum() > 0 }
    var isNegative: Bool { numerator.signum() < 0 }
    var isZero: Bool { numerator.isZero }
    var isWhole: Bool { denominator == 1 }

    /// The largest whole number that is not above it.
    var floor: BigInt {
        let (quotient, remainder) = numerator.quotientAndRemainder(dividingBy: denominator)
        return remainder.signum() < 0 ? quotient - 1 : quotient
    }
}

extension Rational: AdditiveArithmetic, ExpressibleByIntegerLiteral {
    static let zero = Rational(whole: 0)

    init(integerLiteral value: Int) { self.init(whole: value) }

    static func + (left: Rational, right: Rational) -> Rational {
        if left.denominator == right.denominator {
            let sum = left.numerator + right.numerator
            return left.isWhole ? Rational(sum) : Rational(sum, left.denominator)
        }
        return Rational(
            left.numerator * right.denominator + right.numerator * left.denominator,
            left.denominator * right.denominator
        )
    }

    static func - (left: Rational, right: Rational) -> Rational { left + -right }

    static prefix func - (value: Rational) -> Rational { Rational(lowest: -value.numerator, value.denominator) }

    static func * (left: Rational, right: Rational) -> Rational {
        if left.isWhole, right.isWhole { return Rational(left.numerator * right.numerator) }
        return Rational(left.numerator * right.numerator, left.denominator * right.denominator)
    }

    /// - Precondition: `right` is not 0.
    static func / (left: Rational, right: Rational) -> Rational {
        Rational(left.numerator * right.denominator, left.denominator * right.numerator)
    }

    static func += (left: inout Rational, right: Rational) { left = left + right }
    static func -= (left: inout Rational, right: Rational) { left = left - right }

    static func / (left: Rational, right: Int) -> Rational { left / Rational(whole: right) }
}

extension Rational: Comparable {
    static func < (left: Rational, right: Rational) -> Bool {
        if left.denominator == right.denominator { return left.numerator < right.numerator }
        return left.numerator * right.denominator < right.numerator * left.denominator
    }
}

extension Rational: CustomStringConvertible {
    /// `694/5657`, or `20` for a whole number.
    var description: String { isWhole ? "\(numerator)" : "\(numerator)/\(denominator)" }
}

extension Sequence<Rational> {
    func sum() -> Rational { reduce(.zero, +) }
}

extension Collection<Rational> {
    /// The least number that makes all of them whole when they are multiplied by it; 1 of none.
    var commonDenominator: BigInt {
        var common: BigInt = 1
        for value in self where !(common % value.denominator).isZero {
            common = common / common.greatestCommonDivisor(with: value.denominator) * value.denominator
        }
        return common
    }
}

extension Rational {
    /// As a number of parts of which `scale`, a multiple of the denominator, are one.
    func whole(in scale: BigInt) -> BigInt { numerator * (scale / denominator) }
}

extension BigInt {
    /// 10 to a power that is not negative.
    static func powerOfTen(_ exponent: Int) -> BigInt { BigInt(10).power(exponent) }
}
