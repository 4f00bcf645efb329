import JSON
import Testing

/// What the language server says about the text that is open: how it is built, and what is wrong with it.
@Suite("Language server: texts")
struct LanguageServerTextTests {
    private func started(_ capabilities: JSON = Editor.capable) throws -> Editor {
        let editor = try Editor(try RunningDaemon.onSeeds())
        try editor.start(capabilities)
        return editor
    }

    /// The same text in every markup: a heading, two sentences, a heading below it and one sentence.
    static let markups: [(language: String, text: String, lines: [Int])] = [
        ("markdown", "# Sea\nIt is large. It is salt.\n\n## Shores\nIran has one.\n", [0, 1, 3, 4]),
        ("org", "* Sea\nIt is large. It is salt.\n\n** Shores\nIran has one.\n", [0, 1, 3, 4]),
        (
            "restructuredtext", "Sea\n===\nIt is large. It is salt.\n\nShores\n------\nIran has one.\n",
            [0, 2, 4, 6]
        ),
        ("asciidoc", "= Sea\nIt is large. It is salt.\n\n== Shores\nIran has one.\n", [0, 1, 3, 4]),
        (
            "latex", "\\section{Sea}\nIt is large. It is salt.\n\n\\subsection{Shores}\nIran has one.\n",
            [0, 1, 3, 4]
        ),
    ]

    @Test("sections hold sections and sentences", arguments: 0..<5)
    func symbols(number: Int) throws {
        let (language, text, lines) = Self.markups[number]
        let editor = try started()
        let uri = "file:///tmp/text"
        try editor.open(uri, text, language: language)
        let symbols = try editor.ask("textDocument/documentSymbol", uri)
        #expect(symbols.array?.count == 1)
        let sea = symbols[0]
        #expect(sea?["name"] == "Sea" && sea?["kind"] == 2)
        #expect(sea?["selectionRange"]?["start"]?["line"] == .integer(lines[0]))
        #expect(sea?["range"]?["end"] == Editor.place(lines[3], 13))
        let inside = sea?["children"]?.array ?? []
        #expect(inside.map { $0["name"] } == ["It is large.", "It is salt.", "Shores"])
        #expect(inside[0]["range"] == Editor.range(lines[1], 0, lines[1], 12))
        #expect(inside[2]["selectionRange"]?["start"]?["line"] == .integer(lines[2]))
        #expect(inside[2]["children"]?[0]?["name"] == "Iran has one.")
        let folds = try editor.ask("textDocument/foldingRange", uri)
        #expect(folds.array?.map { $0["startLine"] } == [.integer(lines[0]), .integer(lines[2])])
    }

    @Test("plain text has its sentences, and an editor that knows no tree gets a list")
    func list() throws {
        let editor = try started([:])
        try editor.open("file:///tmp/a.txt", "It is large. It is salt.\n")
        let symbols = try editor.ask("textDocument/documentSymbol", "file:///tmp/a.txt")
        #expect(
            symbols == [
                [
                    "name": "It is large.", "kind": 15,
                    "location": ["uri": "file:///tmp/a.txt", "range": Editor.range(0, 0, 0, 12)],
                ],
                [
                    "name": "It is salt.", "kind": 15,
                    "location": ["uri": "file:///tmp/a.txt", "range": Editor.range(0, 13, 0, 24)],
                ],
            ]
        )
    }

    @Test("a selection grows from word to sentence to paragraph to section to the whole")
    func selection() throws {
        let editor = try started()
        let uri = "file:///tmp/a.md"
        try editor.open(uri, "Before.\n\n# Sea\n\nIt is large. It is salt.\n", language: "markdown")
        let result = try editor.ask(
            "textDocument/selectionRange",
            ["textDocument": ["uri": .string(uri)], "positions": [Editor.place(4, 20)]]
        )
        var ranges: [JSON] = []
        var next = result[0]
        while let step = next {
            ranges.append(step["range"] ?? .null)
            next = step["parent"]
        }
        #expect(
            ranges == [
                Editor.range(4, 19, 4, 23), Editor.range(4, 13, 4, 24), Editor.range(4, 0, 4, 24),
                Editor.range(2, 0, 4, 24), Editor.range(0, 0, 5, 0),
            ]
        )
    }

    @Test("a passage that stands in the corpus is marked, with the way to its twin and a fix, until it is changed")
    func copies() throws {
        let editor = try started()
        let uri = "file:///tmp/copy.md"
        let copy =
            "Iran supports the consensus among Caspian littoral states that is totally in line with the standards of modern law. However, three other Caspian states are pursuing short-term interests in their efforts to draw up the legal regime of the sea."
        try editor.open(uri, "I read:\n\n\(copy)\n", language: "markdown")
        let marked = try editor.next("textDocument/publishDiagnostics")
        let diagnostic = marked["diagnostics"]?[0]
        #expect(diagnostic?["range"] == Editor.range(2, 0, 2, copy.utf8.count))
        #expect(diagnostic?["severity"] == 3 && diagnostic?["code"] == "copy" && diagnostic?["tags"] == [1])
        let article = "file://\(Programs.seeds)/mehr-caspian-legal-regime.txt"
        let twin: JSON = ["uri": .string(article), "range": Editor.range(0, 1000, 0, 1242)]
        #expect(diagnostic?["relatedInformation"]?[0]?["location"] == twin)
        let actions = try editor.ask(
            "textDocument/codeAction",
            [
                "textDocument": ["uri": .string(uri)], "range": Editor.range(2, 5, 2, 5),
                "context": ["diagnostics": [diagnostic ?? .null]],
            ]
        )
        #expect(
            actions[0]?["edit"]
                == [
                    "changes": .object(
                        Members([(uri, .array([["range": Editor.range(2, 0, 2, copy.utf8.count), "newText": ""]]))])
                    )
                ]
        )
        #expect(actions[1]?["command"] == ["title": "Show the twin", "command": "caspian.open", "arguments": [twin]])
        _ = try editor.ask("workspace/executeCommand", ["command": "caspian.open", "arguments": [twin]])
        #expect(try editor.next("window/showDocument")["selection"] == Editor.range(0, 1000, 0, 1242))
        try editor.notify(
            "textDocument/didChange",
            [
                "textDocument": ["uri": .string(uri), "version": 2],
                "contentChanges": [["range": Editor.range(2, 0, 3, 0), "text": "Nothing.\n"]],
            ]
        )
        let clean = try editor.next("textDocument/publishDiagnostics") { $0["version"] == 2 }
        #expect(clean["diagnostics"] == [])
    }

    @Test("a selection offers every method that takes a text")
    func actions() throws {
        let editor = try started()
        try editor.open("file:///tmp/a.txt", "It is large. It is salt.\n")
        _ = try editor.next("client/registerCapability")
        let actions = try editor.ask(
            "textDocument/codeAction",
            [
                "textDocument": ["uri": "file:///tmp/a.txt"], "range": Editor.range(0, 0, 0, 12),
                "context": ["diagnostics": [], "only": ["source"]],
            ]
        )
        let titles = (actions.array ?? []).compactMap { $0["title"]?.string }
        #expect(titles.contains("Caspian: summary") && titles.contains("Caspian: summary.entities"))
        #expect(!titles.contains("Caspian: search") && !titles.contains("Caspian: shutdown"))
    }

    @Test("half of a character in a change, as some editors send it, moves nothing behind it")
    func halfCharacter() throws {
        let editor = try started()
        let uri = "file:///tmp/a.txt"
        try editor.open(uri, "x\n")
        let half =
            #"{"range":{"start":{"line":0,"character":0},"end":{"line":0,"character":1}},"text":"\ud83d 12 nmi"}"#
        try editor.send(
            #"{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"\#(uri)","version":2},"contentChanges":[\#(half)]}}"#
        )
        let hints = try editor.ask(
            "textDocument/inlayHint",
            ["textDocument": ["uri": .string(uri)], "range": Editor.range(0, 0, 1, 0)]
        )
        #expect(hints[0]?["position"] == Editor.place(0, 8))
    }

    // MARK: caspian.yaml

    private static let wrong = "log:\n  levl: info\ncorpus:\n  sources: seeds\nplugins:\n  sumary: {}\n"

    @Test("mistakes in caspian.yaml are marked as one types, with fixes, and no daemon is needed")
    func configuration() throws {
        let folder = try TestFolder()
        let editor = try Editor(["--socket", folder.path + "/none", "--no-spawn"], in: folder)
        try editor.start()
        let uri = "file:///tmp/caspian.yaml"
        try editor.open(uri, Self.wrong, language: "yaml")
        let marked = try editor.next("textDocument/publishDiagnostics")["diagnostics"]?.array ?? []
        #expect(
            marked.map { $0["range"] } == [
                Editor.range(1, 2, 1, 6), Editor.range(3, 11, 3, 16), Editor.range(5, 2, 5, 8),
            ]
        )
        #expect(marked.allSatisfy { $0["severity"] == 1 })
        let actions = try editor.ask(
            "textDocument/codeAction",
            [
                "textDocument": ["uri": .string(uri)], "range": Editor.range(0, 0, 9, 0),
                "context": ["diagnostics": []],
            ]
        )
        #expect((actions.array ?? []).map { $0["title"] } == ["Write level", "Write [seeds]", "Write summary"])
    }

    @Test(
        "keys and values of caspian.yaml are completed and explained from the schema",
        arguments: [
            ("log:\n  ", 1, 2, ["level", "format", "file"]),
            ("log:\n  level: info\n  fo", 2, 4, ["format", "file"]),
            ("log:\n  format: ", 1, 10, ["text", "json"]),
            ("corpus:\n  sources:\n    - path: a\n      fields:\n        ", 4, 8, ["id", "title", "text", "language"]),
            (
                "corpus:\n  sources:\n  - path: a\n    format: ", 3, 12,
                ["auto", "plain", "markdown", "html", "jsonl", "mail", "subtitles"]
            ),
            ("plugins:\n  summary:\n    ", 2, 4, ["enabled", "isolation", "language", "aliases"]),
            ("watch:\n  enabled: ", 1, 11, ["true", "false"]),
        ] as [(String, Int, Int, [String])]
    )
    func configurationCompletion(text: String, line: Int, character: Int, labels: [String]) throws {
        let folder = try TestFolder()
        let editor = try Editor(["--socket", folder.path + "/none", "--no-spawn"], in: folder)
        try editor.start()
        try editor.open("file:///tmp/caspian.yaml", text, language: "yaml")
        let result = try editor.ask("textDocument/completion", "file:///tmp/caspian.yaml", line, character)
        let found = (result["items"]?.array ?? []).compactMap { $0["label"]?.string }
        #expect(found.filter { labels.contains($0) } == labels)
        let hover = try editor.ask("textDocument/hover", "file:///tmp/caspian.yaml", 0, 1)
        #expect(hover["contents"]?["value"]?.string?.contains("Must be an object") == true)
    }
}
