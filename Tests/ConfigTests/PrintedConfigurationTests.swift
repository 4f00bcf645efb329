import Config
import JSON
import TestSupport
import Testing

@Suite("The printed configuration")
struct PrintedConfigurationTests {
    private static let rich = """
        socket: /run/${NAME}.sock
        log: {level: debug, file: "a b/# ü\\t\\"'\\u0085\\uFEFF.log"}
        limits: {timeout: 2m, line: 65536}
        corpus:
          sources:
            - seeds
            - {path: "more/*", include: ["**/*.txt", "[a-z]*"], encoding: windows-1251, fields: {text: [a, b]}}
          filters: [{match: ["*.pdf"], command: [pdftotext, "{}", "-"], memory: 0}]
        plugins:
          summary: {sentences: 5, enabled: no-really}
          mine:
            command: [./run, "$${HOME}", "", " x ", "true", "null", "5", "0x10", "~", "- a", "a: b", "#c", "*d", "no", "x\\ny"]
            environment: {LANG: C, "odd key: #": "é"}
            settings: {deep: [[1, [2.5, -1e-7]], {}, [], {a: {b: null, c: true}}, ""], text: "$${A} $B"}
        """.replacing("enabled: no-really", with: "enabled: false")

    @Test("loads again as the same", arguments: [minimum, rich])
    func roundTrip(text: String) throws {
        let first = try read(text, environment: ["NAME": "caspian"])
        let second = try read(first.text)
        #expect(second.json == first.json)
        #expect(second.json.description == first.json.description)
        #expect(second.text.split(separator: "\n").count == first.text.split(separator: "\n").count)
    }

    @Test("of strings of every kind loads again as the same")
    func strings() throws {
        var generator = SeededNumbers(seed: 20_261_123)
        let alphabet = Array(
            "aZ09 .,:;#'\"\\|>&*!%@`{}[]-?$~=/_+<\n\t\r\u{0}\u{7F}\u{85}\u{A0}éж里\u{2028}\u{FEFF}\u{FFFE}\u{FFFF}😀\u{301}"
                .unicodeScalars
        )
        for _ in 0..<300 {
            var text = String.UnicodeScalarView()
            for _ in 0..<Int.random(in: 0..<12, using: &generator) {
                text.append(alphabet[Int.random(in: 0..<alphabet.count, using: &generator)])
            }
            let value = JSON.string(String(text))
            let pointer = Pointer(["plugins", "x", "settings", "value"])
            let base = "corpus: {sources: [a]}\nplugins: {x: {command: [x]}}\n"
            let first = try read(base, overrides: [Override(option: "--value", pointer: pointer, value: value)])
            #expect(try read(first.text).json[pointer] == value)
        }
    }

    @Test("says behind every value where it comes from")
    func origins() throws {
        let configuration = try read(
            """
            log:
              level: ${LEVEL:-info}
              format: ${FORMAT}
            threads: {workers: 3}
            corpus: {sources: [/seeds]}
            plugins: {search: {}}
            """,
            environment: ["FORMAT": "json"],
            overrides: [Override(option: "--socket", pointer: Pointer(["socket"]), value: "/run/x.sock")]
        )
        let lines = configuration.text.split(separator: "\n")
        for expected in [
            "socket: /run/x.sock  # command line --socket", "  level: info  # config.yaml:2",
            "  format: json  # environment FORMAT", "  workers: 3  # config.yaml:4", "  loops: 1  # default",
            "    - /seeds  # config.yaml:5", "    language: en  # default", "  timeout: 30s  # default",
        ] {
            #expect(lines.contains { $0 == expected }, "\(expected)")
        }
        #expect(configuration.origin(of: Pointer(["log", "format"])) == .environment(["FORMAT"]))
        #expect(configuration.origin(of: Pointer(["watch", "poll"])) == .fallback)
        let origins = configuration.jsonWithOrigins["origins"]
        #expect(origins?["/threads/workers"] == "config.yaml:4")
        #expect(origins?["/socket"] == "command line --socket")
        #expect(origins?["/watch/poll"] == nil)
    }

    @Test("shows each block once, in the order of the declaration")
    func order() throws {
        let text = try read("plugins: {}\ncorpus: {sources: [a]}\nlog: {}\n").text
        let blocks = text.split(separator: "\n").filter { $0.first?.isLetter == true }.map { $0.prefix { $0 != ":" } }
        #expect(blocks == ["log", "limits", "threads", "watch", "corpus", "plugins"])
    }
}
