import BigInt
import JSON
import Testing

@testable import Division

@Suite("Exact numbers")
struct RationalTests {
    private func fraction(_ numerator: Int, _ denominator: Int) -> Rational {
        Rational(BigInt(numerator), BigInt(denominator))
    }

    @Test(
        "are kept in lowest terms with the sign above",
        arguments: [
            (6, 8, "3/4"), (-6, 8, "-3/4"), (6, -8, "-3/4"), (0, -5, "0"), (21, 7, "3"), (694, 5657, "694/5657"),
        ]
    )
    func lowestTerms(numerator: Int, denominator: Int, expected: String) {
        #expect(fraction(numerator, denominator).description == expected)
    }

    @Test("add, subtract, multiply and divide as fractions do")
    func arithmetic() {
        let third = fraction(1, 3)
        let sixth = fraction(1, 6)
        #expect(third + sixth == fraction(1, 2))
        #expect(sixth - third == fraction(-1, 6))
        #expect(third * sixth == fraction(1, 18))
        #expect(third / sixth == fraction(2, 1))
    }

    /// H(20), the sum of 1/1 … 1/20 (OEIS A001008 and A002805).
    @Test("add up the harmonic series exactly")
    func harmonic() {
        var sum = Rational.zero
        for number in 1...20 { sum += fraction(1, number) }
        #expect(sum == fraction(55_835_135, 15_519_504))
    }

    @Test("compare where doubles can't tell them apart")
    func comparison() {
        let large = BigInt(10).power(60)
        #expect(Rational(large, large - 1) < Rational(large - 1, large - 2))
        #expect(fraction(-1, 2) < fraction(-1, 3))
        #expect(!(fraction(2, 4) < fraction(1, 2)))
    }

    @Test("round down to whole numbers", arguments: [(7, 2, 3), (-7, 2, -4), (6, 2, 3), (-6, 2, -3), (1, 3, 0)])
    func floor(numerator: Int, denominator: Int, expected: Int) {
        #expect(fraction(numerator, denominator).floor == BigInt(expected))
    }

    /// 2^64 + 1 = 274,177 × 67,280,421,310,721 (Landry 1880, of the sixth Fermat number).
    @Test("have no largest")
    func large() {
        let fermat = Rational(BigInt(2).power(64)) + 1
        #expect(fermat / Rational(whole: 274_177) == Rational(whole: 67_280_421_310_721))
        #expect((fermat * fermat / fermat - fermat).isZero)
    }

    @Test(
        "become the nearest double, the even one of two",
        arguments: [
            ("1/3", 0x1.5555555555555p-2), ("2/3", 0x1.5555555555555p-1), ("-1/10", -0.1), ("9007199254740993", 0x1p53),
            ("9007199254740995", 0x1.0000000000002p53), ("9007199254740993.0000001", 0x1.0000000000001p53),
            ("1e-300", 1e-300), ("1e400", .infinity), ("0", 0), ("123456789/1e200", 1.23456789e-192),
        ] as [(String, Double)]
    )
    func nearest(text: String, expected: Double) throws {
        #expect(try #require(Rational(text: text)).double == expected)
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
            "", "-", ".", "1.2.3", "1e", "e5", "1e+-5", "1e999", "1e-9223372036854775808", "0x10", "1,5", "١", "1 2",
            String(repeating: "9", count: 401), "1e401",
        ]
    )
    func noDecimals(text: String) { #expect(Rational(decimal: text) == nil) }

    @Test("are read from fractions of decimals", arguments: [("100/3", "100/3"), ("1.5/-0.5", "-3"), ("0/7", "0")])
    func fractions(text: String, expected: String) { #expect(Rational(text: text)?.description == expected) }

    @Test("are not read from other fractions", arguments: ["1/0", "1/", "/2", "1/2/3", "", "1 / 2"])
    func noFractions(text: String) { #expect(Rational(text: text) == nil) }

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
        #expect(FixedDecimal(rounding: value, decimals: decimals).text() == expected)
    }

    @Test("become JSON numbers that read as they were rounded")
    func json() {
        #expect(FixedDecimal(units: 1227, decimals: 2).json.description == "12.27")
        #expect(FixedDecimal(units: 2000, decimals: 2).json.description == "20")
        #expect(FixedDecimal(units: -5, decimals: 3).json.description == "-0.005")
        #expect(FixedDecimal(units: 33_333_333_333_333, decimals: 12).json.description == "33.333333333333")
    }
}
