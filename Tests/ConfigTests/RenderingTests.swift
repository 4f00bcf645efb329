import Config
import Testing

@Suite("A printed mistake")
struct RenderingTests {
    private func printed(_ text: String) -> String {
        do throws(Mistakes) {
            _ = try read(minimum + text)
            return ""
        } catch {
            return error.description
        }
    }

    @Test("shows the line, the mark under the place, and what to do")
    func whole() {
        #expect(
            printed("watch:\n  enabled: yes   # really\n") == """
                config.yaml:4:12: 'enabled' must be true or false, found 'yes'
                  4 |   enabled: yes   # really
                    |            ^^^
                  hint: write true or false, without quotes
                """
        )
    }

    @Test(
        "has its mark in the right column of a terminal",
        arguments: [
            // A tab in the line is a tab in the line below, however wide the terminal makes it.
            ("log: {level:\tinof}\n", "log: {level:\tinof}", "            \t^^^^"),
            // East Asian wide characters take two columns each, combining ones none.
            ("log: {file: 里海, level: inof}\n", "log: {file: 里海, level: inof}", "                         ^^^^"),
            (
                "log: {file: e\u{301}, level: inof}\n", "log: {file: e\u{301}, level: inof}",
                "                      ^^^^"
            ),
            // Persian is written with joiners that are not to be seen.
            (
                "log: {file: می\u{200C}رود, level: inof}\n", "log: {file: می\u{200C}رود, level: inof}",
                "                          ^^^^"
            ),
            ("log: {level: 里海}\n", "log: {level: 里海}", "             ^^^^"),
        ]
    )
    func marks(text: String, line: String, mark: String) {
        let lines = printed(text).split(separator: "\n")
        #expect(lines[1] == "  3 | " + line)
        #expect(lines[2] == "    | " + mark)
    }

    @Test(
        "says what to do where people often write something else",
        arguments: [
            ("watch: {enabled: off}\n", "write true or false, without quotes"),
            ("threads: {loops: '1'}\n", "write the number without quotes"),
            ("log: {level: true}\n", "put it in quotes: 'true'"),
            ("corpus2: 1\n? true\n: 1\n", "put it in quotes: 'true'"),
            ("log: &a {}\n", "write the value out where it is needed"),
            ("<<: {}\n", "write the keys out"),
            ("socket: ${NOWHERE}\n", "set it, or write ${NOWHERE:-default}"),
            ("socket: x${\n", "write $${ for the characters themselves"),
            ("log:\n\tlevel: info\n", "indent with spaces"),
            ("socket: [${X}]\n", "write \"${NAME}\""),
            ("threads: fast\n", "write {} where every key may have its default"),
            ("socket: {a: 1\n", "the mapping begins in line 3"),
        ]
    )
    func hints(text: String, expected: String) {
        #expect(printed(text).split(separator: "\n").contains { $0 == "  hint: \(expected)" })
    }

    @Test("says how plugins are written that were given as a list")
    func listOfPlugins() throws {
        let error = try #require(throws: Mistakes.self) {
            try read("corpus: {sources: [.]}\nplugins: [search, summary]\n")
        }
        #expect(error.list.first?.hint == "write {search: {}, summary: {}}")
    }

    @Test("shows the part around the mark of a line that is too long for a terminal")
    func long() {
        let lines = printed("log: {file: \(String(repeating: "x", count: 4000)), level: inof, format: text}\n")
            .split(separator: "\n")
        #expect(lines[1] == "  3 | …" + String(repeating: "x", count: 61) + ", level: inof, format: text}")
        #expect(lines[2] == "    | " + String(repeating: " ", count: 71) + "^^^^")
        let value = printed("threads: {loops: \(String(repeating: "x", count: 5000))}\n").split(separator: "\n")
        #expect(value[2] == "    | " + String(repeating: " ", count: 17) + String(repeating: "^", count: 50))
    }

    @Test("sends no control character to the terminal")
    func controls() {
        #expect(printed("socket: \u{1B}[31m\n").utf8.contains(0x1B) == false)
        #expect(printed("log: {level: \u{202E}inof}\n").contains("\u{202E}") == false)
    }
}
