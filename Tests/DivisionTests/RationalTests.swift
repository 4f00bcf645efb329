import JSON
import Testing

@testable import Division

@Suite("Exact numbers")
struct RationalTests {
    private func fraction(_ numerator: Int, _ denominator: Int) throws -> Rational {
        try Rational(Int128(numerator), Int128(denominator))
    }

    @Test(
        "are kept in lowest terms with the sign above",
        arguments: [
            (6, 8, "3/4"), (-6, 8, "-3/4"), (6, -8, "-3/4"), (0, -5, "0"), (21, 7, "3"), (694, 5657, "694/5657"),
        ]
    )
    func lowestTerms(numerator: Int, denominator: Int, expected: String) throws {
        #expect(try fraction(numerator, denominator).description == expected)
    }

    @Test("add, subtract, multiply and divide as fractions do")
    func arithmetic() throws {
        let third = try fraction(1, 3)
        let sixth = try fraction(1, 6)
        #expect(try third + sixth == fraction(1, 2))
        #expect(try sixth - third == fraction(-1, 6))
        #expect(try third * sixth == fraction(1, 18))
        #expect(try third / sixth == fraction(2, 1))
    }

    /// H(20), the sum of 1/1 … 1/20 (OEIS A001008 and A002805).
    @Test("add up the harmonic series exactly")
    func harmonic() throws {
        var sum = Rational.zero
        for number in 1...20 { sum = try sum + fraction(1, number) }
        #expect(sum == (try fraction(55_835_135, 15_519_504)))
    }

    @Test("compare where the cross products don't fit into 128 bits")
    func comparison() throws {
        let large = Int128.max / 2
        #expect(try Rational(large, large - 1) < Rational(large - 1, large - 2))
        #expect(try fraction(-1, 2) < fraction(-1, 3))
        #expect(try !(fraction(2, 4) < fraction(1, 2)))
    }

    @Test("round down to whole numbers", arguments: [(7, 2, 3), (-7, 2, -4), (6, 2, 3), (-6, 2, -3), (1, 3, 0)])
    func floor(numerator: Int, denominator: Int, expected: Int) throws {
        #expect(try fraction(numerator, denominator).floor == Int128(expected))
    }

    @Test("refuse what does not fit rather than round it")
    func overflow() throws {
        let large = try Rational(.max, 1)
        #expect(throws: Rational.Overflow.self) { try large + large }
        #expect(throws: Rational.Overflow.self) { try large * large }
        #expect(throws: Rational.Overflow.self) { try Rational(1, 0) }
        #expect(throws: Rational.Overflow.self) { try Rational.one / Rational.zero }
    }

    @Test(
        "are read from decimals as they are written",
        arguments: [
            ("694", "694"), ("1894.25", "7577/4"), ("0.1", "1/10"), ("-2.50", "-5/2"), ("1e3", "1000"),
            ("1.5E-2", "3/200"),
            ("+7", "7"), (".5", "1/2"), ("5.", "5"),
        ]
    )
    func decimals(text: String, expected: String) { #expect(Rational(decimal: text)?.description == expected) }

    @Test(
        "are not read from anything else",
        arguments: [
            "", "-", ".", "1.2.3", "1e", "e5", "1e99", "1e-9223372036854775808", "0x10", "1,5", "١", "1 2",
            String(repeating: "9", count: 40),
        ]
    )
    func noDecimals(text: String) { #expect(Rational(decimal: text) == nil) }

    @Test("take the double 0.1 for one tenth")
    func doubles() {
        #expect(Rational(JSON.number(0.1))?.description == "1/10")
        #expect(Rational(JSON.number(1e21))?.description == "1000000000000000000000")
        #expect(Rational(JSON.number(2.5e-7))?.description == "1/4000000")
    }

    @Test(
        "are rounded to decimals, halves away from zero",
        arguments: [
            ("0.125", 2, "0.13"), ("0.124999", 2, "0.12"), ("-0.125", 2, "-0.13"), ("1234567.891", 1, "1,234,567.9"),
            ("999", 0, "999"), ("1000", 0, "1,000"), ("20", 2, "20"), ("0.004", 2, "0"), ("-0.004", 2, "0"),
        ]
    )
    func rounding(text: String, decimals: Int, expected: String) throws {
        let value = try #require(Rational(decimal: text))
        #expect(try FixedDecimal(rounding: value, decimals: decimals).text() == expected)
    }

    @Test("become JSON numbers that read as they were rounded")
    func json() throws {
        #expect(FixedDecimal(units: 1227, decimals: 2).json.description == "12.27")
        #expect(FixedDecimal(units: 2000, decimals: 2).json.description == "20")
        #expect(FixedDecimal(units: -5, decimals: 3).json.description == "-0.005")
        #expect(FixedDecimal(units: 33_333_333_333_333, decimals: 12).json.description == "33.333333333333")
    }
}
