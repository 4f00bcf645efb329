import Config
import JSON
import Testing

/// Values from the YAML 1.2.2 specification, section 10.3.2 (core schema), and from its example 10.8.
@Suite("The type of a plain scalar")
struct CoreSchemaTests {
    private func value(_ text: String) throws -> JSON? {
        try read("corpus: {sources: [a]}\nplugins: {x: {command: [x], settings: {value: \(text)}}}\n")
            .json[Pointer(["plugins", "x", "settings", "value"])]
    }

    @Test(
        "is that of YAML 1.2",
        arguments: [
            ("~", JSON.null), ("null", .null), ("Null", .null), ("NULL", .null), ("", .null), ("true", true),
            ("True", true), ("TRUE", true), ("false", false), ("FALSE", false), ("0", 0), ("-19", -19), ("+12", 12),
            ("0o7", 7), ("0o14", 12), ("0x3A", 58), ("0.", .number(0)), ("-0.0", .number(-0.0)), (".5", .number(0.5)),
            ("+12e03", .number(12000)), ("-2E+05", .number(-200_000)), ("1.e3", .number(1000)), ("007", 7),
            ("9223372036854775807", .integer(Int.max)),
        ]
    )
    func typed(text: String, expected: JSON) throws {
        #expect(try value(text) == expected)
    }

    @Test(
        "is a string for what other versions of YAML took for something else",
        arguments: [
            "yes", "no", "on", "off", "y", "n", "tRue", "nUll", "1_000", "0b11", "190:20:30", "2001-12-14", "0o8",
            "0xG",
            "1e", ".", "+", "-x", "1.2.3", "e5", "0x", "0x-1", "~x", "=",
        ]
    )
    func strings(text: String) throws {
        #expect(try value(text) == .string(text))
    }

    @Test(
        "is what its tag or its quotes say",
        arguments: [
            ("'5'", "5"), ("\"true\"", "true"), ("!!str 5", "5"), ("! 5", "5"), ("!!int '5'", JSON.integer(5)),
            ("!!float 5", .number(5)), ("!!bool true", true), ("!!null ''", .null),
        ]
    )
    func told(text: String, expected: JSON) throws {
        #expect(try value(text) == expected)
    }
}
