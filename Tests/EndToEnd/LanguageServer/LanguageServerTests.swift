import Glibc
import JSON
import TestSupport
import Testing

/// caspianctl lsp as an editor speaks to it; places and kinds are LSP 3.17's.
@Suite("Language server")
struct LanguageServerTests {
    private static let article = Programs.seeds + "/mehr-caspian-legal-regime.txt"
    private static let articleURI = "file://" + article

    private func started(_ capabilities: JSON = Editor.capable) throws -> Editor {
        let editor = try Editor(try RunningDaemon.onSeeds())
        try editor.start(capabilities)
        return editor
    }

    // MARK: Beginning and end

    @Test("says what it can do, and ends as it is told")
    func lifecycle() throws {
        let editor = try Editor(try RunningDaemon.onSeeds())
        let early = try editor.answer(to: try editor.begin("textDocument/hover", [:]))
        #expect(early["error"]?["code"] == -32002)
        let capabilities = try editor.start()
        #expect(capabilities["positionEncoding"] == "utf-16")
        #expect(capabilities["textDocumentSync"]?["change"] == 2)
        #expect(capabilities["workspaceSymbolProvider"] == true)
        let unknown = try editor.answer(to: try editor.begin("textDocument/rename", [:]))
        #expect(unknown["error"]?["code"] == -32601)
        _ = try editor.ask("shutdown", .null)
        let late = try editor.answer(to: try editor.begin("textDocument/hover", [:]))
        #expect(late["error"]?["code"] == -32600)
        try editor.notify("exit", .null)
        #expect(try editor.program.wait().status == 0)
    }

    @Test("exits with 1 when 'exit' comes without 'shutdown'")
    func rudeExit() throws {
        let editor = try started()
        try editor.notify("exit", .null)
        #expect(try editor.program.wait().status == 1)
    }

    @Test(
        "takes the best way to count that both know",
        arguments: [
            (["utf-16", "utf-8"], "utf-8"), (["utf-32"], "utf-32"), (["utf-32", "utf-16"], "utf-16"), ([], "utf-16"),
        ] as [([String], String)]
    )
    func encodings(offered: [String], taken: String) throws {
        let editor = try Editor(try RunningDaemon.onSeeds())
        let capabilities = try editor.start(
            ["general": ["positionEncodings": .array(offered.map { .string($0) })]]
        )
        #expect(capabilities["positionEncoding"] == .string(taken))
        // Four bytes, two units of UTF-16, one scalar stand before the word.
        let character = ["utf-8": 5, "utf-16": 3, "utf-32": 2][taken] ?? 0
        try editor.open("file:///tmp/a.md", "🌊 12 nmi\n", language: "markdown")
        let hints = try editor.ask(
            "textDocument/inlayHint",
            ["textDocument": ["uri": "file:///tmp/a.md"], "range": Editor.range(0, 0, 9, 0)]
        )
        #expect(hints[0]?["position"] == Editor.place(0, character + 6))
        #expect(hints[0]?["label"] == "= 22.2 km")
    }

    // MARK: Search

    @Test("searches at every key, and forgets what was typed before")
    func workspaceSymbols() throws {
        let editor = try started()
        let found = try editor.ask("workspace/symbol", ["query": "joint exploi"])
        let expected =
            "It has been reported in Azeri media that Baku is in favor of joint exploitation of the sea's disputed resources."
        #expect(found[0]?["name"] == .string(expected))
        #expect(found[0]?["kind"] == 15)
        #expect(found[0]?["location"]?["uri"] == .string(Self.articleURI))
        #expect(found[0]?["location"]?["range"] == Editor.range(0, 1400, 0, 1400 + expected.utf8.count))
        #expect(try editor.ask("workspace/symbol", ["query": "  "]) == [])
        // An open quote is no query, and still finds its words.
        #expect(try editor.ask("workspace/symbol", ["query": "\"joint exploitation"])[0]?["name"] == .string(expected))
        let older = try editor.begin("workspace/symbol", ["query": "j"])
        let newer = try editor.begin("workspace/symbol", ["query": "joint exploitation"])
        let answers = [try editor.message(), try editor.message()]
        #expect(Set(answers.compactMap { $0["id"]?.integer }) == [older, newer])
        #expect(answers.first { $0["id"] == .integer(newer) }?["result"]?[0]?["name"] == .string(expected))
    }

    @Test("a cancelled request is answered once, as cancelled")
    func cancellation() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration(plugins: RunningDaemon.misbehaving()))
        let editor = try Editor(daemon)
        try editor.start()
        let request = try editor.begin(
            "workspace/executeCommand",
            ["command": "caspian.misbehaving.do", "arguments": [["how": "hang"]]]
        )
        try editor.notify("$/cancelRequest", ["id": .integer(request)])
        #expect(try editor.answer(to: request)["error"]?["code"] == -32800)
        #expect(try editor.end() == 0)
    }

    @Test("progress that was begun is ended, with the answer")
    func progress() throws {
        let plugin = RunningDaemon.misbehaving("well", "\n  timeout: 300ms")
        let editor = try Editor(try RunningDaemon(RunningDaemon.configuration(plugins: plugin)))
        try editor.start()
        let request = try editor.begin(
            "workspace/executeCommand",
            ["command": "caspian.misbehaving.do", "arguments": [["how": "deaf"]], "workDoneToken": 7]
        )
        #expect(try editor.answer(to: request)["error"]?["code"] == -32803)
        let steps = editor.told.filter { $0["params"]?["token"] == 7 }.compactMap { $0["params"]?["value"]?["kind"] }
        #expect(steps.first == "begin" && steps.last == "end")
    }

    @Test("YAML that is no configuration is left alone")
    func otherYAML() throws {
        let editor = try started()
        try editor.open("file:///tmp/compose.yaml", "coa", language: "yaml")
        #expect(try editor.ask("textDocument/completion", "file:///tmp/compose.yaml", 0, 3) == .null)
        #expect(try editor.ask("textDocument/documentSymbol", "file:///tmp/compose.yaml") == [])
    }

    // MARK: Terms

    @Test("explains a term: what it means, how often it stands in the corpus, what is said here")
    func hover() throws {
        let editor = try started()
        let uri = "file:///tmp/terms.md"
        try editor.open(
            uri,
            "# A\n\nA condominium is a territory that several states own together.\n",
            language: "markdown"
        )
        let own = try editor.ask("textDocument/hover", uri, 2, 4)
        #expect(own["contents"]?["kind"] == "markdown")
        #expect(
            own["contents"]?["value"]
                == "**condominium** — not in the corpus\n\n**condominium**: a territory that several states own together"
        )
        #expect(own["range"] == Editor.range(2, 2, 2, 13))
        #expect(
            try editor.ask("textDocument/definition", uri, 2, 4)
                == [["uri": .string(uri), "range": Editor.range(2, 0, 2, 62)]]
        )
        // The article has it once; who knows no Markdown gets none.
        let plain = try started([:])
        try plain.open(Self.articleURI, String(decoding: TemporaryFolder.bytes(of: Self.article), as: UTF8.self))
        let corpus = try plain.ask("textDocument/hover", Self.articleURI, 0, 1442)
        let words = corpus["contents"]?["value"]?.string ?? ""
        #expect(words.hasPrefix("Baku — in 1 passage of the corpus\n\nHere: "))
        #expect(try plain.ask("textDocument/hover", Self.articleURI, 999, 0) == .null)
    }

    @Test("finds where a term stands, in the files and in an unsaved buffer")
    func references() throws {
        let editor = try started()
        let uri = "untitled:1"
        try editor.open(uri, "exploitation")
        let found = try editor.ask("textDocument/references", uri, 0, 3).array ?? []
        // "exploit" is a form of it, and stands in the last paragraph.
        let places = [Editor.range(0, 1467, 0, 1479), Editor.range(0, 2038, 0, 2045)]
        #expect(found == places.map { ["uri": .string(Self.articleURI), "range": $0] })
        // The article as it is edited: three letters more stand before everything.
        let text = String(decoding: TemporaryFolder.bytes(of: Self.article), as: UTF8.self)
        try editor.open(Self.articleURI, "…: " + text)
        let moved = try editor.ask("textDocument/references", uri, 0, 3).array ?? []
        let newPlaces = [Editor.range(0, 1470, 0, 1482), Editor.range(0, 2041, 0, 2048)]
        #expect(moved == newPlaces.map { ["uri": .string(Self.articleURI), "range": $0] })
    }

    @Test("completes the words of the corpus in a buffer that nobody has saved")
    func completion() throws {
        let editor = try started()
        let uri = "untitled:1"
        try editor.open(uri, "The sea\n")
        try editor.notify(
            "textDocument/didChange",
            [
                "textDocument": ["uri": .string(uri), "version": 2],
                "contentChanges": [
                    ["range": Editor.range(0, 7, 0, 7), "text": " and its coa"],
                    ["range": Editor.range(0, 0, 0, 3), "text": "Our\nown"],
                ],
            ]
        )
        let items = try editor.ask("textDocument/completion", uri, 1, 19)
        #expect(items["items"]?[0]?["label"] == "coastline")
        #expect(items["items"]?[0]?["textEdit"] == ["range": Editor.range(1, 16, 1, 19), "newText": "coastline"])
        #expect(items["isIncomplete"] == true)
    }

    // MARK: Commands

    @Test("every method of the daemon is a command, a plugin's too, and its answer opens as a document")
    func commands() throws {
        let daemon = try RunningDaemon(
            RunningDaemon.configuration(plugins: "search: {}\n" + RunningDaemon.wordcount)
        )
        let editor = try Editor(daemon)
        try editor.start()
        let registration = try editor.next("client/registerCapability")["registrations"]?[0]
        #expect(registration?["method"] == "workspace/executeCommand")
        let commands = registration?["registerOptions"]?["commands"]?.array ?? []
        #expect(commands.contains("caspian.search") && commands.contains("caspian.wordcount.count"))
        let uri = "untitled:1"
        try editor.open(uri, "one two three\n")
        let result = try editor.ask(
            "workspace/executeCommand",
            ["command": "caspian.search", "arguments": ["\"joint exploitation\""]]
        )
        #expect(result["total"]?.integer == 1)
        let shown = try editor.next("window/showDocument")
        let file = String((shown["uri"]?.string ?? "").dropFirst("file://".utf8.count))
        let page = String(decoding: TemporaryFolder.bytes(of: file), as: UTF8.self)
        #expect(page.contains("joint exploitation of the sea's"))
        let outline = try editor.ask(
            "workspace/executeCommand",
            [
                "command": "caspian.corpus.outline",
                "arguments": [["uri": .string(uri), "range": Editor.range(0, 4, 0, 13)]],
            ]
        )
        #expect(outline["blocks"]?[0]?["byteRange"] == [0, 9])
        let wrong = try editor.answer(
            to: try editor.begin("workspace/executeCommand", ["command": "caspian.search", "arguments": [[:]]])
        )
        #expect(wrong["error"]?["code"] == -32803)
        #expect(try editor.next("window/showMessage")["message"]?.string?.contains("'query' is missing") == true)
        #expect(try editor.end() == 0)
        #expect(access(file, F_OK) != 0)
    }

    @Test("an editor that takes commands at the start only gets them there")
    func commandsAtStart() throws {
        let editor = try Editor(try RunningDaemon.onSeeds())
        let commands = try editor.start([:])["executeCommandProvider"]?["commands"]?.array ?? []
        #expect(commands.contains("caspian.division.compare") && commands.contains("caspian.open"))
    }

    @Test("shows the way to a summary, and to the division where a sentence names a formula")
    func lenses() throws {
        let editor = try started()
        let uri = "untitled:1"
        try editor.open(uri, "It rains.\n\nIran wants to divide the sea by equal shares.\n")
        let lenses = try editor.ask("textDocument/codeLens", uri)
        #expect(lenses[0]?["command"]?["command"] == "caspian.summary")
        #expect(lenses[1]?["range"] == Editor.range(2, 0, 2, 45))
        #expect(
            lenses[1]?["command"] == [
                "title": "Divide by this: equal", "command": "caspian.division.calculate",
                "arguments": [["rule": "equal"]],
            ]
        )
        let command = lenses[1]?["command"] ?? .null
        let shares = try editor.ask(
            "workspace/executeCommand",
            ["command": command["command"] ?? .null, "arguments": command["arguments"] ?? .null]
        )
        let percents = (shares["rows"]?.array ?? []).compactMap { $0["percent"]?.number }
        #expect(percents.map { ($0 * 1e6).rounded() / 1e6 } == [20, 20, 20, 20, 20])
    }
}
