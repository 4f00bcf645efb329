import Testing

@testable import ctl

@Suite("Neutral text")
struct NeutralTests {
    @Test(
        "shows controls instead of obeying them",
        arguments: [
            ("plain ASCII", "plain ASCII"),
            ("\u{1B}[31mred\u{1B}[0m", "␛[31mred␛[0m"),
            ("\u{1B}]0;title\u{7}", "␛]0;title␇"),
            ("\u{9B}2J", "<9B>2J"),
            ("a\u{202E}b\u{2066}c", "a<202E>b<2066>c"),
            ("two\nlines\tand\rthree", "two lines and three"),
            ("\u{7F}", "␡"),
            ("Каспий, 里海, é", "Каспий, 里海, é"),
        ]
    )
    func shown(text: String, expected: String) { #expect(Neutral.text(text) == expected) }

    @Test("keeps JSON the same value")
    func json() { #expect(Neutral.json("{\n\"a\":\"\u{9B}2J\u{202E}\"}") == "{\n\"a\":\"\\u009b2J\\u202e\"}") }
}

@Suite("Display width")
struct DisplayWidthTests {
    @Test(
        "counts columns as terminals do",
        arguments: [
            ("abc", 3), ("里海", 4), ("e\u{301}", 1), ("Каспий", 6), ("👨‍👩‍👧", 2), ("ｗ", 2), ("한국", 4), ("", 0),
            ("a\u{200B}b", 2),
            ("❤\u{FE0F}", 2),
        ]
    )
    func width(text: String, columns: Int) { #expect(DisplayWidth.of(text) == columns) }

    @Test(
        "cuts between characters, with an ellipsis",
        arguments: [("abcdef", 4, "abc…"), ("里海里海", 4, "里…"), ("abc", 3, "abc"), ("abc", 0, "")]
    )
    func prefix(text: String, columns: Int, expected: String) {
        #expect(DisplayWidth.prefix(of: text, columns: columns) == expected)
    }
}
