import Testing

@testable import ctl

@Suite("Links to places")
struct LinksTests {
    private static let link = Link(path: "/a b/é#.txt", line: 3, column: 7)

    @Test(
        "have the form that was asked for, percent-encoded",
        arguments: [
            ("vscode://file{path}:{line}:{column}", "vscode://file/a%20b/%C3%A9%23.txt:3:7"),
            ("file://{path}#{line}", "file:///a%20b/%C3%A9%23.txt#3"),
            ("x:{path}{other}", "x:/a%20b/%C3%A9%23.txt%7Bother%7D"),
        ]
    )
    func address(template: String, expected: String) {
        #expect(Links(template: template).address(of: Self.link) == expected)
    }

    @Test(
        "are on where a terminal is known to show them",
        arguments: [
            (["TERM": "xterm-256color"], false), (["TERM": "xterm-256color", "VTE_VERSION": "7600"], true),
            (["TERM": "xterm-256color", "VTE_VERSION": "4803"], false), (["TERM": "xterm-kitty"], true),
            (["TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.4a"], true),
            (["TERM": "tmux-256color", "TERM_PROGRAM": "tmux", "TERM_PROGRAM_VERSION": "3.3"], false),
            (["TERM": "screen-256color", "VTE_VERSION": "7600"], false),
            (["TERM": "dumb", "FORCE_HYPERLINK": "0"], false),
            (["TERM": "xterm", "FORCE_HYPERLINK": "1"], true), (["TERM": "foot"], true),
            (["TERM": "xterm", "TERM_PROGRAM": "iTerm.app"], true), (["TERM": "dumb", "WT_SESSION": "1"], false),
        ]
    )
    func supported(environment: [String: String], expected: Bool) {
        #expect((Links.resolved(nil, terminal: true) { environment[$0] } != nil) == expected)
        #expect(Links.resolved(nil, terminal: false) { environment[$0] } == nil)
    }

    @Test("what the user says counts more than what the terminal says")
    func said() {
        let kitty = ["TERM": "xterm-kitty", "CASPIAN_LINKS": "never"]
        #expect(Links.resolved(nil, terminal: true) { kitty[$0] } == nil)
        #expect(Links.resolved("auto", terminal: true) { kitty[$0] }?.template == "file://{host}{path}#{line}")
        #expect(Links.resolved("always", terminal: false) { _ in nil }?.template == "file://{host}{path}")
        #expect(Links.resolved("x:{path}", terminal: false) { _ in nil } == nil)
    }

    @Test("stand around the place, and nowhere in a pipe")
    func drawn() throws {
        let hit = #"{"path":"/corpus/a.txt","line":4,"column":2,"title":"T","score":1,"snippet":"the sea"}"#
        let daemon = try FakeDaemon(result: #"{"query":"sea","total":1,"hits":[\#(hit)]}"#)
        let arguments = ["search", "sea", "--links", "e:{path}:{line}", "--no-pager"]
        let run = try Run(arguments, at: daemon.path, terminal: 80, environment: ["TERM": "xterm"])
        let place = "\u{1B}]8;;e:/corpus/a.txt:4\u{1B}\\\u{1B}[1m/corpus/a.txt:4:2\u{1B}[0m\u{1B}]8;;\u{1B}\\"
        #expect(run.output.hasPrefix(place + "  T"))
        #expect(try Run(arguments, at: daemon.path).output == "/corpus/a.txt:4:2:the sea\n")
        let wrong = try Run(["search", "sea", "--links", "sometimes"], at: daemon.path)
        #expect(wrong.status == .usage)
        #expect(wrong.errors.contains("--links must be auto, always, never or an address with {path}"))
    }
}

@Suite("Whether a pager is needed")
struct PagerTests {
    @Test(
        "for what is longer than the screen, as it wraps",
        arguments: [
            (String(repeating: "a\n", count: 9), false), (String(repeating: "a\n", count: 10), true),
            (String(repeating: "a", count: 20) + "\n" + String(repeating: "a\n", count: 8), true),
            (String(repeating: "a", count: 10) + "\n" + String(repeating: "a\n", count: 8), false), ("", false),
        ]
    )
    func needed(text: String, expected: Bool) {
        #expect(Pager.isNeeded(for: Array(text.utf8), rows: 10, columns: 10) == expected)
    }

    @Test(
        "is named by the user",
        arguments: [
            (["TERM": "xterm"], "less"), (["TERM": "xterm", "PAGER": "most"], "most"),
            (["TERM": "xterm", "PAGER": "most", "CASPIAN_PAGER": "bat -p"], "bat -p"),
            (["TERM": "xterm", "PAGER": "cat"], nil),
            (["TERM": "xterm", "PAGER": ""], nil), (["TERM": "dumb"], nil), ([:], nil),
        ] as [([String: String], String?)]
    )
    func command(environment: [String: String], expected: String?) {
        #expect(Pager { environment[$0] }?.command == expected)
    }
}
