import JSON
import Testing

@Suite("JSON parser")
struct ParserTests {
    @Test("refuses what is not JSON, saying why and where", arguments: Refused.all)
    func refuses(_ text: Refused) {
        let error = #expect(throws: SyntaxError.self) { try JSON(parsing: text.bytes) }
        #expect(error?.reason == text.reason)
        #expect(error?.offset == text.offset)
        #expect(error?.line == text.line)
        #expect(error?.column == text.column)
        #expect(error?.pointer.description == text.pointer)
    }

    @Test(
        "reads every form of every value",
        arguments: [
            ("null", .null), (" \t\r\n true \t\r\n ", true), ("false", false),
            ("0", 0), ("-1", -1), ("1234567890", 1_234_567_890),
            ("9223372036854775807", .integer(.max)), ("-9223372036854775808", .integer(.min)),
            ("9223372036854775808", 0x1p63), ("-9223372036854775809", -0x1p63),
            ("1e0", 1.0), ("1E+2", 100.0), ("1e-2", 0.01), ("0e0", 0.0), ("0.0", 0.0), ("-0.5", -0.5),
            ("0.1", 0.1), ("3.141592653589793", 3.141592653589793), ("123.456e2", 12345.6),
            ("1.7976931348623157e308", .number(.greatestFiniteMagnitude)),
            ("5e-324", .number(.leastNonzeroMagnitude)), ("1e-999", 0.0), ("1e0000000000000000000002", 100.0),
            (#""""#, ""), (#""a""#, "a"), (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#""\u0000\u001f\u007F\u00e9\u2028\uFFFF""#, "\u{0}\u{1F}\u{7F}\u{E9}\u{2028}\u{FFFF}"),
            (#""\uD83D\uDE00\ud800\udc00\uDBFF\uDFFF""#, "😀\u{10000}\u{10FFFF}"),
            ("\"\u{7F}é–😀\u{FEFF}\"", "\u{7F}é–😀\u{FEFF}"),
            ("\"seventeen letters é and more of them\"", "seventeen letters é and more of them"),
            ("[]", []), ("[ ]", []), ("[1 , [ ] ,{ }]", [1, [], [:]]),
            ("{}", [:]), (#"{ "a" : 1 , "b":[2]}"#, ["a": 1, "b": [2]]), (#"{"":0}"#, ["": 0]),
        ] as [(String, JSON)]
    )
    func reads(text: String, value: JSON) throws {
        #expect(try JSON(parsing: text) == value)
    }

    @Test("keeps the sign of a negative zero", arguments: ["-0", "-0.0", "-0e5"])
    func negativeZero(text: String) throws {
        guard case .number(let value) = try JSON(parsing: text) else {
            Issue.record("not a floating-point number")
            return
        }
        #expect(value == 0 && value.sign == .minus)
    }

    // "é" as one scalar and as two are equal as Swift strings, so one of these keys was once refused as a duplicate.
    @Test("tells keys apart by their scalars, not by how they look")
    func normalization() throws {
        let value = try JSON(parsing: "{\"\u{E9}\":1,\"e\u{301}\":2}")
        #expect(value["\u{E9}"] == 1)
        #expect(value["e\u{301}"] == 2)
        #expect(JSON.string("\u{E9}") != JSON.string("e\u{301}"))
    }

    @Test("keeps the order of members")
    func order() throws {
        #expect(try JSON(parsing: #"{"b":1,"a":2,"c":3}"#).object?.keys == ["b", "a", "c"])
    }

    @Test("reads 128 levels and refuses the 129th where it opens", arguments: ["[", "{\"a\":"])
    func depth(opening: String) throws {
        let closing = opening == "[" ? "]" : "}"
        func nested(_ depth: Int) -> String {
            String(repeating: opening, count: depth - 1) + (opening == "[" ? "[]" : "{}")
                + String(repeating: closing, count: depth - 1)
        }
        #expect(throws: Never.self) { try JSON(parsing: nested(128)) }
        for depth in [129, 100_000] {
            let error = #expect(throws: SyntaxError.self) { try JSON(parsing: nested(depth)) }
            #expect(error?.reason == "nested deeper than 128 levels")
            #expect(error?.offset == 128 * opening.utf8.count)
            #expect(error?.pointer.tokens.count == 128)
        }
    }

    @Test("stops at the limit of depth, whatever follows")
    func openBrackets() {
        let error = #expect(throws: SyntaxError.self) {
            try JSON(parsing: [UInt8](repeating: UInt8(ascii: "["), count: 1 << 20))
        }
        #expect(error?.offset == 128)
    }

    @Test("finds the repeated key among 100,000")
    func manyKeys() throws {
        let keys = (0..<100_000).map { "\"k\($0)\":0" }.joined(separator: ",")
        #expect(try JSON(parsing: "{\(keys)}").object?.count == 100_000)
        let error = #expect(throws: SyntaxError.self) { try JSON(parsing: "{\(keys),\"\\u006b7\":0}") }
        #expect(error?.reason == "the key \"k7\" stands twice in one object")
        #expect(error?.offset == keys.utf8.count + 2)
    }

    @Test("finds a repeated key in an object of any size", arguments: 2...40)
    func repeatedKey(count: Int) {
        for repeated in 0..<count - 1 {
            let keys = (0..<count - 1).map { "k\($0)" } + ["k\(repeated)"]
            let text = "{" + keys.map { "\"\($0)\":0" }.joined(separator: ",") + "}"
            let error = #expect(throws: SyntaxError.self) { try JSON(parsing: text) }
            #expect(error?.reason == "the key \"k\(repeated)\" stands twice in one object")
        }
    }

    @Test("reads a megabyte of escapes")
    func manyEscapes() throws {
        let text = "\"" + String(repeating: #"\u0000"#, count: 170_000) + "\""
        #expect(try JSON(parsing: text).string?.utf8.count == 170_000)
    }

    @Test("finds what ends or spoils a long string at every place of it")
    func longStrings() throws {
        for length in [7, 63, 64, 65, 130, 200] {
            for place in 0..<length {
                var text = Array("\"\(String(repeating: "a", count: length))\"".utf8)
                text[place + 1] = UInt8(ascii: "\n")
                #expect(throws: (any Error).self) { try JSON(parsing: text) }
                text[place + 1] = 0xFF
                #expect(throws: (any Error).self) { try JSON(parsing: text) }
                text.replaceSubrange(place + 1...place + 1, with: Array("\\né".utf8))
                let expected = String(repeating: "a", count: place) + "\né"
                #expect(try JSON(parsing: text).string == expected + String(repeating: "a", count: length - place - 1))
            }
        }
    }

    @Test("refuses every text that is cut short")
    func truncated() throws {
        let text = #"{"a":[1,-2.5e3,"x\u00e9\ud83d\ude00\n",true,false,null,{}],"b":"é–😀"}"#
        let bytes = Array(text.utf8)
        #expect(throws: Never.self) { try JSON(parsing: bytes) }
        for count in bytes.indices {
            #expect(throws: SyntaxError.self, "the first \(count) bytes") { try JSON(parsing: Array(bytes[..<count])) }
        }
    }

    @Test("describes an error with its place")
    func description() {
        let error = #expect(throws: SyntaxError.self) { try JSON(parsing: "{\"a\":\n [x]}") }
        #expect(error?.description == "2:3: expected a value, found 'x' in /a/0")
    }
}
