import JSON
import Testing

@Suite("JSON writer")
struct WriterTests {
    @Test(
        "writes the shortest form",
        arguments: [
            (.null, "null"), (true, "true"), (false, "false"),
            (0, "0"), (9, "9"), (10, "10"), (-1, "-1"), (.integer(.max), "9223372036854775807"),
            (.integer(.min), "-9223372036854775808"),
            (0.5, "0.5"), (-0.0, "-0.0"), (0.1, "0.1"), (1e100, "1e+100"), (.number(.leastNonzeroMagnitude), "5e-324"),
            (.number(.infinity), "null"), (.number(-.infinity), "null"), (.number(.nan), "null"),
            ("", #""""#), ("é–😀", #""é–😀""#),
            ("\"\\/\n\r\t", #""\"\\/\n\r\t""#),
            ("\u{0}\u{8}\u{C}\u{1F}\u{7F}", #""\u0000\u0008\u000c\u001f\u007f""#),
            ("a\u{2028}b\u{2029}\u{2027}\u{202A}", "\"a\\u2028b\\u2029\u{2027}\u{202A}\""),
            ("0123456\"", #""0123456\"""#), ("01234567\"8", #""01234567\"8""#),
            ([], "[]"), ([1, [], [:]], "[1,[],{}]"), ([:], "{}"),
            (["b": 1, "a\n": [nil]], #"{"b":1,"a\n":[null]}"#),
        ] as [(JSON, String)]
    )
    func writes(value: JSON, text: String) {
        #expect(value.description == text)
    }

    /// All of the first 0x3000 scalars, and one in seventeen of the others.
    @Test("writes every scalar so that it reads back and breaks no line")
    func everyScalar() throws {
        for first in stride(from: UInt32(0), to: 0x11_0000, by: 0x400) {
            var text = ""
            for value in stride(from: first, to: first + 0x400, by: first < 0x3000 ? 1 : 17) {
                if let scalar = UnicodeScalar(value) { text.unicodeScalars.append(scalar) }
            }
            let bytes = JSON.string(text).bytes
            #expect(!bytes.contains { $0 < 0x20 || $0 == 0x7F })
            let written = String(decoding: bytes, as: UTF8.self).unicodeScalars
            #expect(!written.contains { $0 == "\u{2028}" || $0 == "\u{2029}" })
            #expect(try JSON(parsing: bytes) == .string(text))
        }
    }

    @Test("breaks what is wide for people, and nothing else")
    func pretty() {
        let value: JSON = [
            "name": "search", "hits": [["line": 1, "path": "a"], ["line": 2, "path": "b"]], "none": [],
        ]
        let expected = """
            {
              "name": "search",
              "hits": [
                {"line":1,"path":"a"},
                {"line":2,"path":"b"}
              ],
              "none": []
            }
            """
        #expect(value.pretty(width: 30) == expected)
        #expect(value.pretty() == value.description)
    }
}
