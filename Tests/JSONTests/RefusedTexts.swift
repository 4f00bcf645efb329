import JSON
import Testing

/// A text that is not JSON, and what must be said about it.
struct Refused: Sendable, CustomTestStringConvertible {
    let bytes: [UInt8]
    let reason: String
    let offset: Int
    let line: Int
    let column: Int
    let pointer: String

    init(_ text: String, _ reason: String, at offset: Int, pointer: String = "") {
        self.init(bytes: Array(text.utf8), reason, at: offset, line: 1, column: offset + 1, pointer: pointer)
    }

    init(bytes: [UInt8], _ reason: String, at offset: Int, line: Int, column: Int, pointer: String = "") {
        (self.bytes, self.reason, self.offset) = (bytes, reason, offset)
        (self.line, self.column, self.pointer) = (line, column, pointer)
    }

    var testDescription: String { bytes.map { UnicodeScalar($0).escaped(asASCII: true) }.joined() }
}

extension Refused {
    static let structure: [Refused] = [
        Refused("", "expected a value, found the end", at: 0),
        Refused("   ", "expected a value, found the end", at: 3),
        Refused("\u{FEFF}1", "a byte-order mark must not stand before the value", at: 0),
        Refused(" \u{FEFF}1", "expected a value, found byte 0xEF", at: 1),
        Refused("1 2", "expected nothing more after the value, found '2'", at: 2),
        Refused("1\u{0}", "expected nothing more after the value, found byte 0x0", at: 1),
        Refused("1\u{B}", "expected nothing more after the value, found byte 0xB", at: 1),
        Refused("\u{A0}1", "expected a value, found byte 0xC2", at: 0),
        Refused("{}}", "expected nothing more after the value, found '}'", at: 2),
        Refused("]", "expected a value, found ']'", at: 0),
        Refused("// c\n1", "expected a value, found '/'", at: 0),
        Refused("[", "expected a value, found the end", at: 1, pointer: "/0"),
        Refused("[1", "expected ',' or ']', found the end", at: 2),
        Refused("[1 2]", "expected ',' or ']', found '2'", at: 3),
        Refused("[1}", "expected ',' or ']', found '}'", at: 2),
        Refused("[1,", "expected a value, found the end", at: 3, pointer: "/1"),
        Refused("[1,]", "expected a value, found ']'", at: 3, pointer: "/1"),
        Refused("[,1]", "expected a value, found ','", at: 1, pointer: "/0"),
        Refused("{", "expected a key in double quotes, found the end", at: 1),
        Refused("{a:1}", "expected a key in double quotes, found 'a'", at: 1),
        Refused("{'a':1}", "expected a key in double quotes, found '''", at: 1),
        Refused("{1:1}", "expected a key in double quotes, found '1'", at: 1),
        Refused(#"{"a"}"#, "expected ':' after a key, found '}'", at: 4),
        Refused(#"{"a" 1}"#, "expected ':' after a key, found '1'", at: 5),
        Refused(#"{"a":}"#, "expected a value, found '}'", at: 5, pointer: "/a"),
        Refused(#"{"a":1"#, "expected ',' or '}', found the end", at: 6),
        Refused(#"{"a":1,}"#, "expected a key in double quotes, found '}'", at: 7),
        Refused(#"{"a":1;"b":2}"#, "expected ',' or '}', found ';'", at: 6),
        Refused(#"{"a/b~":[0,{"ü":tru}]}"#, "expected 'true', found '}'", at: 20, pointer: "/a~1b~0/1/ü"),
        Refused(
            bytes: Array("{\r\n \"ü\": x}".utf8),
            "expected a value, found 'x'",
            at: 10,
            line: 2,
            column: 8,
            pointer: "/ü"
        ),
    ]

    static let words: [Refused] = [
        Refused("nul", "expected 'null', found the end", at: 3),
        Refused("nulL", "expected 'null', found 'L'", at: 3),
        Refused("nulll", "expected nothing more after the value, found 'l'", at: 4),
        Refused("truE", "expected 'true', found 'E'", at: 3),
        Refused("falsy", "expected 'false', found 'y'", at: 4),
        Refused("True", "expected a value, found 'T'", at: 0),
        Refused("undefined", "expected a value, found 'u'", at: 0),
        Refused("NaN", "expected a value, found 'N'", at: 0),
        Refused("Infinity", "expected a value, found 'I'", at: 0),
    ]

    static let numbers: [Refused] = [
        Refused("-", "expected a digit, found the end", at: 1),
        Refused("-Infinity", "expected a digit, found 'I'", at: 1),
        Refused("--1", "expected a digit, found '-'", at: 1),
        Refused("+1", "expected a value, found '+'", at: 0),
        Refused(".5", "expected a value, found '.'", at: 0),
        Refused("00", "a number must not begin with 0", at: 0),
        Refused("-012", "a number must not begin with 0", at: 1),
        Refused("1.", "expected a digit after the point, found the end", at: 2),
        Refused("1.e1", "expected a digit after the point, found 'e'", at: 2),
        Refused("1e", "expected a digit after the exponent, found the end", at: 2),
        Refused("1E+", "expected a digit after the exponent, found the end", at: 3),
        Refused("1e-x", "expected a digit after the exponent, found 'x'", at: 3),
        Refused("1.5.2", "expected nothing more after the value, found '.'", at: 3),
        Refused("0x10", "expected nothing more after the value, found 'x'", at: 1),
        Refused("1_000", "expected nothing more after the value, found '_'", at: 1),
        Refused("[1,000]", "a number must not begin with 0", at: 3, pointer: "/1"),
        Refused("１", "expected a value, found byte 0xEF", at: 0),
        Refused("1e999", "the number does not fit a double (IEEE 754)", at: 0),
        Refused("[-1e309]", "the number does not fit a double (IEEE 754)", at: 1, pointer: "/0"),
        Refused(String(repeating: "9", count: 400), "the number does not fit a double (IEEE 754)", at: 0),
    ]

    private static let pair = #"a lone surrogate is no character; write a pair \uD800-\uDBFF then \uDC00-\uDFFF"#
    private static let escapes = #"unknown escape; known: \" \\ \/ \b \f \n \r \t \uXXXX"#
    private static let digits = #"\u needs four hexadecimal digits"#

    static let strings: [Refused] = [
        Refused(#"""#, "a string is not closed", at: 0),
        Refused(#"["ab"#, "a string is not closed", at: 1, pointer: "/0"),
        Refused(#""ab\"#, "an escape is not finished", at: 3),
        Refused(#""ab\""#, "a string is not closed", at: 0),
        Refused(#""ab\\\""#, "a string is not closed", at: 0),
        Refused(#"{"a"#, "a string is not closed", at: 1),
        Refused("'a'", "expected a value, found '''", at: 0),
        Refused(#""\a""#, escapes, at: 1),
        Refused(#""\'""#, escapes, at: 1),
        Refused(#""ab\x41""#, escapes, at: 3),
        Refused(#""\U0041""#, escapes, at: 1),
        Refused(#""\u""#, digits, at: 1),
        Refused(#""\u004""#, digits, at: 1),
        Refused(#""\u00g0""#, digits, at: 1),
        Refused(#""\u+041""#, digits, at: 1),
        Refused(#""\u 041""#, digits, at: 1),
        Refused(#""\uD800""#, pair, at: 1),
        Refused(#""ab\uDFFF""#, pair, at: 3),
        Refused(#""\uDBFFx""#, pair, at: 1),
        Refused(#""\uD800\n""#, pair, at: 1),
        Refused(#""\uD800\uD800\uDC00""#, pair, at: 1),
        Refused(#""\uDC00\uD800""#, pair, at: 1),
        Refused(#""\uD800\u00""#, digits, at: 7),
        Refused("\"a\u{0}\"", #"a control character must be written as \u0000"#, at: 2),
        Refused("\"a\tb\"", #"a control character must be written as \u0009"#, at: 2),
        Refused("\"a\nb\"", #"a control character must be written as \u000A"#, at: 2),
        Refused("\"0123456789\u{1F}\"", #"a control character must be written as \u001F"#, at: 11),
        Refused("\"\\n\u{1B}\"", #"a control character must be written as \u001B"#, at: 3),
    ]

    static let keys: [Refused] = [
        Refused(#"{"a":1,"a":1}"#, "the key \"a\" stands twice in one object", at: 7),
        Refused(#"{"a":1,"\u0061":2}"#, "the key \"a\" stands twice in one object", at: 7),
        Refused(#"{"":1,"":2}"#, "the key \"\" stands twice in one object", at: 6),
        Refused(#"[{"a":{"b":1,"b":1}}]"#, "the key \"b\" stands twice in one object", at: 13, pointer: "/0/a"),
        Refused(#"{"\ud83d\ude00":1,"😀":2}"#, "the key \"😀\" stands twice in one object", at: 18),
        Refused(
            "{\"\(String(repeating: "k", count: 1000))\":1,\"\(String(repeating: "k", count: 1000))\":2}",
            "the key \"\(String(repeating: "k", count: 40))…\" stands twice in one object",
            at: 1006
        ),
    ]

    /// Every way in which UTF-8 goes wrong (Unicode 16, table 3-7), between an `x` and an `y`.
    static let encodings: [Refused] = [
        ([0x80], 0x80), ([0xBF], 0xBF),  // a continuation without a lead
        ([0xC0, 0xAF], 0xC0), ([0xC1, 0xBF], 0xC1),  // two bytes for ASCII
        ([0xC3], 0xC3), ([0xC3, 0xC3, 0xA9], 0xC3),  // cut short
        ([0xE2, 0x82], 0xE2), ([0xE2], 0xE2),
        ([0xE0, 0x9F, 0xBF], 0xE0),  // three bytes for U+07FF
        ([0xED, 0xA0, 0x80], 0xED), ([0xED, 0xBF, 0xBF], 0xED),  // surrogates
        ([0xF0, 0x9F, 0x98], 0xF0), ([0xF0, 0x9F], 0xF0),
        ([0xF0, 0x8F, 0xBF, 0xBF], 0xF0),  // four bytes for U+FFFF
        ([0xF4, 0x90, 0x80, 0x80], 0xF4),  // above U+10FFFF
        ([0xF5, 0x80, 0x80, 0x80], 0xF5), ([0xF8, 0x88, 0x80, 0x80, 0x80], 0xF8), ([0xFE], 0xFE), ([0xFF], 0xFF),
    ].map { (bytes: [UInt8], found: Int) in
        Refused(
            bytes: Array("[\"é\n".utf8.dropLast()) + Array("x".utf8) + bytes + Array("y\"]".utf8),
            "invalid UTF-8: byte 0x" + String(found, radix: 16, uppercase: true),
            at: 5,
            line: 1,
            column: 6,
            pointer: "/0"
        )
    }

    static let all = structure + words + numbers + strings + keys + encodings
}
