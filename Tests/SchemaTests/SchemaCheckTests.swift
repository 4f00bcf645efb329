import JSON
import Schema
import TestSupport
import Testing

/// A value, and what is wrong with it, as `pointer: message` lines.
struct Checked: Sendable, CustomTestStringConvertible {
    let schema: Schema
    let value: JSON
    let problems: [String]

    init(_ schema: Schema, _ value: JSON, _ problems: String...) {
        (self.schema, self.value, self.problems) = (schema, value, problems)
    }

    var testDescription: String { "\(schema.typeName) and \(value)" }
}

@Suite("Schema check")
struct SchemaCheckTests {
    private static let search = Schema.object([
        Property("query", .string(length: 1...20).described("What to look for.")),
        Property("limit", .integer(1...1000), fallback: 10),
        Property("format", .choice("table", "json"), isRequired: false),
    ])

    private static func noLanguage(_ text: String) -> Checked {
        let problem = ": the value must be a language by its code, such as en, ru or pt-BR, found '\(text)'"
        return Checked(.language, .string(text), problem)
    }

    private static let scalars: [Checked] = [
        Checked(.any, nil), Checked(.any, [1]),
        Checked(.null, nil), Checked(.null, 0, ": the value must be null, found 0"),
        Checked(.boolean, true), Checked(.boolean, "true", ": the value must be true or false, found 'true'"),
        Checked(.integer, 3), Checked(.integer, 3.0), Checked(.integer, .integer(.min)),
        Checked(.integer, 3.5, ": the value must be a whole number, found 3.5"),
        Checked(.integer, [], ": the value must be a whole number, found a list"),
        Checked(.integer(1...10), 10),
        Checked(.integer(1...10), 11, ": the value must be a whole number from 1 to 10, found 11"),
        Checked(.integer(1...Int.max), 0, ": the value must be a whole number of at least 1, found 0"),
        Checked(.integer(Int.min...9), 10, ": the value must be a whole number of at most 9, found 10"),
        Checked(.number, 3), Checked(.number, 0.5), Checked(.number(0...1), 1),
        Checked(.number(0...1), 1.5, ": the value must be a number from 0 to 1, found 1.5"),
        Checked(.number(0.01...100), 200, ": the value must be a number from 0.01 to 100, found 200"),
        Checked(.number, "1", ": the value must be a number, found '1'"),
        Checked(.string, ""), Checked(.string, 7, ": the value must be a string, found 7"),
        Checked(.string(length: 1...3), "äöü"), Checked(.string(length: 3...3), "😀😀😀"),
        Checked(.string(length: 1...3), "", ": the value must be a string of 1 to 3 characters, found ''"),
        Checked(.string(length: 1...3), "äöüß", ": the value must be a string of 1 to 3 characters, found 'äöüß'"),
        Checked(.string(length: 0...2), "abc", ": the value must be a string of at most 2 characters, found 'abc'"),
        Checked(.string(length: 4...Int.max), "😀", ": the value must be a string of at least 4 characters, found '😀'"),
        Checked(
            .string(length: 2...2),
            .string(String(repeating: "x", count: 41)),
            ": the value must be a string of 2 characters, found a string of 41 characters"
        ),
        // Four times this length overflows, which once stopped the program.
        Checked(
            .string(length: Int.max / 2...Int.max),
            "a",
            ": the value must be a string of at least 4611686018427387903 characters, found 'a'"
        ),
        Checked(.duration, "5s"),
        Checked(.duration, "5", ": the value must be a duration such as 250ms, 5s, 2m or 1h, found '5'"),
        Checked(.byteCount, "64KiB"),
        Checked(.byteCount, "64kB", ": the value must be a size such as 512, 64KiB or 1MiB, found '64kB'"),
        Checked(.language, "en"), Checked(.language, "pt-BR"), Checked(.language, "zh_Hant"), Checked(.language, "ckb"),
        // Each of these was taken for a language, and documents were read by the rules of none.
        noLanguage("klingon"), noLanguage("xx"), noLanguage("e1"), noLanguage("en-"),
        Checked(.path, "a/b"), Checked(.path, "a\u{0}", ": the value must be a path, found 'a\u{0}'"),
        Checked(.choice("table", "json"), "json"),
        Checked(.choice("table"), "x", ": the value must be 'table', found 'x'"),
        Checked(.choice("table", "json"), 1, ": the value must be one of table, json, found 1"),
        Checked(
            .choice("table", "json"),
            "tabel",
            ": the value must be one of table, json, found 'tabel' (did you mean 'table'?)"
        ),
        Checked(
            .choice("table", "json"),
            .string(String(repeating: "x", count: 100)),
            ": the value must be one of table, json, found a string of 100 characters"
        ),
    ]

    private static let nested: [Checked] = [
        Checked(.list(of: .integer), [1, 2]), Checked(.list(of: .integer), []),
        Checked(.list(of: .integer), "1", ": the value must be a list, found '1'"),
        Checked(
            .list(of: .integer),
            [1, "2", nil],
            "/1: item 1 must be a whole number, found '2'",
            "/2: item 2 must be a whole number, found null"
        ),
        Checked(.list(of: .integer, count: 1...2), [], ": the value must have 1 to 2 items, found 0"),
        Checked(
            .list(of: .integer, count: 0...1),
            [1, true],
            ": the value must have at most 1 items, found 2",
            "/1: item 1 must be a whole number, found true"
        ),
        Checked(
            .object([Property("rows", .list(of: .list(of: .boolean)))]),
            ["rows": [[true], [true, 0]]],
            "/rows/1/1: 'rows[1][1]' must be true or false, found 0"
        ),
        Checked(search, ["query": "sea"]), Checked(search, ["query": "sea", "limit": 5, "format": "json"]),
        Checked(search, [], ": the value must be an object, found a list"),
        Checked(search, [:], ": 'query' is missing: What to look for."),
        Checked(
            search,
            ["limit": "x", "formt": 1, "query": ""],
            "/limit: 'limit' must be a whole number from 1 to 1000, found 'x'",
            "/formt: unknown key 'formt' (did you mean 'format'?); known: format, limit, query",
            "/query: 'query' must be a string of 1 to 20 characters, found ''"
        ),
        Checked(search, ["query": "a", "zzzzzz": 1], "/zzzzzz: unknown key 'zzzzzz'; known: format, limit, query"),
        Checked(.object([]), ["a": 1], "/a: unknown key 'a'; none are known here"),
        Checked(
            .object([Property("plugins", .any), Property("socket", .any), Property("workers", .any)]),
            ["plugins": 1, "socket": 1, "workers": 1, "workrs": 2],
            "/workrs: unknown key 'workrs' (did you mean 'workers'?); known: plugins, socket, workers"
        ),
        Checked(.map(of: .integer), ["a": 1, "b/c": 2]),
        Checked(.map(of: .integer), ["a": 1, "b/c": "x"], "/b~1c: 'b/c' must be a whole number, found 'x'"),
        Checked(.either(.integer, .string(length: 1...2)), 1), Checked(.either(.integer, .string), "a"),
        Checked(
            .either(.integer, .string(length: 1...2)),
            "abc",
            ": the value must be a string of 1 to 2 characters, found 'abc'"
        ),
        Checked(.either(.integer, .null), [:], ": the value must be a whole number, or null, found an object"),
        Checked(
            .either(.object([Property("a", .integer)]), .null),
            ["a": "x"],
            "/a: 'a' must be a whole number, found 'x'"
        ),
    ]

    @Test("accepts what is declared, and says what is wrong with the rest", arguments: scalars + nested)
    func checks(_ checked: Checked) {
        let problems = checked.schema.problems(with: checked.value)
        #expect(problems.map { "\($0.pointer): \($0)" } == checked.problems)
        #expect(checked.schema.accepts(checked.value) == checked.problems.isEmpty)
    }

    @Test("tells programs what was probably meant and what kind of problem it is")
    func kinds() {
        let problems = Self.search.problems(with: ["formt": 1, "format": "jsn"])
        #expect(problems.map(\.suggestion) == ["format", "json", nil])
        #expect(problems.map(\.kind) == [.unknownKey(meant: "format"), .wrongValue, .missingKey("query")])
    }

    // 100,000 unknown keys once cost a second and an answer of ten megabytes.
    @Test("stops at the limit of problems, and cuts what it repeats")
    func limit() {
        let key = String(repeating: "k", count: 1000)
        let value = JSON.object(Members((0..<100_000).map { (key + String($0), 0) }))
        let problems = Self.search.problems(with: value, limit: 3)
        #expect(problems.count == 3)
        #expect(problems[0].message == "unknown key '\(key.prefix(40))…'; known: format, limit, query")
        #expect(Self.search.problems(with: value).count == 100)
    }

    @Test("finds a problem exactly when it does not accept, for any value and schema")
    func agreement() {
        var random = SeededNumbers(seed: 3)
        var acceptedCount = 0
        for _ in 0..<5000 {
            let schema = random.schema(depth: 3)
            let value = random.value(depth: 3)
            let isAccepted = schema.accepts(value)
            acceptedCount += isAccepted ? 1 : 0
            #expect(schema.problems(with: value).isEmpty == isAccepted, "\(schema.json) and \(value)")
        }
        #expect((500..<4500).contains(acceptedCount))
    }
}
