import Config
import TestSupport
import Testing

/// Text that nobody writes by accident.
@Suite("A hostile configuration")
struct HostileTextTests {
    @Test("that would expand to billions of values is refused at its anchors")
    func bomb() {
        var text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n"
        for level in 1...12 {
            let aliases = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
            text += "a\(level): &a\(level) [\(aliases)]\n"
        }
        let found = mistakes(in: text)
        #expect(found.first == "1:5: the anchor '&a0' is not allowed")
        #expect(found.contains("2:5: the anchor '&a1' is not allowed"))
        #expect(found.contains("2:10: the alias '*a0' is not allowed"))
        #expect(found.count == 100)
    }

    @Test("is not followed deeper than 64 levels, in either style")
    func depth() {
        let flow = minimum + "log: " + String(repeating: "[", count: 100_000)
        #expect(mistakes(in: flow) == ["3:69: values are nested deeper than 64"])
        var block = ""
        for level in 0..<100 { block += String(repeating: " ", count: level) + "a:\n" }
        #expect(mistakes(in: block) == ["65:65: values are nested deeper than 64"])
        let dashes = String(repeating: "- ", count: 10_000)
        #expect(mistakes(in: dashes) == ["1:129: values are nested deeper than 64"])
    }

    /// A piece and how often it is repeated, so that a failing case prints a few bytes and not a megabyte.
    struct Repetition: Sendable, CustomTestStringConvertible {
        let start: String
        let piece: String
        let count: Int

        var text: String { start + String(repeating: piece, count: count) }
        var testDescription: String { "\((start + piece).debugDescription) × \(count)" }
    }

    /// Half a megabyte to one; what took quadratic time would take hours.
    @Test(
        "of a megabyte takes a moment",
        .timeLimit(.minutes(1)),
        arguments: [
            ("", "a: 1\n", 200_000), ("a: [", "1,", 500_000), ("a: '", "${", 500_000), ("a: ", "${1}", 100_000),
            ("", "{", 1_000_000), ("", "\"", 1_000_000), ("", "x", 1_000_000), ("a: |\n", " \n", 500_000),
            ("", "? ", 500_000), ("", "&a ", 300_000), ("a: {", "é: é, ", 120_000), ("", "- [é, {a: b}]\n", 60_000),
        ].map(Repetition.init)
    )
    func large(repetition: Repetition) {
        #expect(!mistakes(in: repetition.text).isEmpty)
    }

    @Test("of very many keys that nobody knows takes a moment", .timeLimit(.minutes(1)))
    func manyKeys() {
        #expect(mistakes(in: (0..<40_000).map { "key\($0):\n" }.joined()).count == 100)
    }

    @Test("never crashes the reader, and every mistake lies inside the file")
    func mutated() throws {
        var generator = SeededNumbers(seed: 64)
        let seed = Array(try read(minimum).text.utf8) + Array(Self.specimen.utf8)
        let pieces = [
            "\t", "\n", "\r\n", "- ", ": ", "? ", "{", "}", "[", "]", "\"", "'", "|", ">", "&a ", "*a ", "!!str ",
            "!<x> ", "%YAML 1.1\n",
            "---\n", "...\n", "${A}", "${", "$${", "<<: ", "#", "\u{85}", "\u{2028}", "é", "里", "\u{FEFF}", ",", "~",
            "0x",
            "  ", "\\", "@", "`",
        ].map { Array($0.utf8) }
        for _ in 0..<1000 {
            var bytes = Array(
                seed[Int.random(in: 0..<seed.count, using: &generator)...].prefix(
                    Int.random(in: 0..<600, using: &generator)
                )
            )
            for _ in 0..<Int.random(in: 1..<6, using: &generator) {
                let place = Int.random(in: 0...bytes.count, using: &generator)
                switch Int.random(in: 0..<5, using: &generator) {
                case 0: bytes.insert(UInt8.random(in: 0...255, using: &generator), at: place)
                case 1: if place < bytes.count { bytes.remove(at: place) }
                default:
                    bytes.insert(contentsOf: pieces[Int.random(in: 0..<pieces.count, using: &generator)], at: place)
                }
            }
            check(bytes)
        }
    }

    private func check(_ bytes: [UInt8]) {
        let reader = ConfigurationReader(plugins: testPlugins, environment: { $0 == "A" ? "[\n" : nil })
        do throws(Mistakes) {
            let configuration = try reader.read(bytes, name: "/x.yaml")
            _ = configuration.text
        } catch {
            let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
            let lines = body.split(separator: 0x0A, omittingEmptySubsequences: false)
            for mistake in error.list where mistake.line > 0 {
                let isInside =
                    mistake.line <= lines.count && mistake.column >= 1
                    && mistake.column <= lines[mistake.line - 1].count + 1
                    && mistake.column + mistake.length <= max(lines[mistake.line - 1].count, mistake.column) + 1
                #expect(isInside, "\(mistake) in \(String(decoding: bytes, as: UTF8.self).debugDescription)")
            }
            #expect(!error.list.isEmpty)
            #expect(!error.description.isEmpty)
        }
    }

    private static let specimen = """
        corpus:
          sources:
            - path: "a\\tb"   # comment
              include: ['**/*.txt', "x"]
            - |
              block
              text
            - >-
              folded
          filters: [{match: ["*.pdf"], command: [a, "{}"], memory: 5}]
        log: {level: ${A:-info}, file: 'x''y'}
        watch: {enabled: yes, poll: 1e3}
        plugins:
          search: {title-weight: .5}
          ? mine
          : command: [x]
            settings: {каспий: [里海, !!int "5", null]}
        """
}
