import Glibc
import JSON
import Testing

/// What goes wrong between an editor, the language server and the daemon: each ends in a message that says what to do.
@Suite("Language server: faults")
struct LanguageServerFaultTests {
    private static let text = "Iran wants to divide the sea by equal shares.\n"

    @Test("starts the daemon when it is first needed, and shows that it does")
    func starts() throws {
        let folder = try TestFolder()
        let socket = folder.path + "/s"
        let editor = try Editor(["--socket", socket, "--config", Programs.shippedConfiguration], in: folder)
        try editor.start()
        #expect(try editor.next("$/progress")["value"]?["message"] == "starting caspiand")
        let found = try editor.ask("workspace/symbol", ["query": "coastline"])
        #expect(found.array?.count == 1)
        #expect(try editor.end() == 0)
        // It goes on by itself, for whoever asks next.
        let daemon = try Client(socket)
        _ = try daemon.result("shutdown")
    }

    @Test("without a daemon it says once what to do, and answers nothing")
    func absent() throws {
        let folder = try TestFolder()
        let editor = try Editor(["--socket", folder.path + "/none", "--no-spawn"], in: folder)
        try editor.start()
        try editor.open("untitled:1", Self.text)
        #expect(try editor.ask("textDocument/documentSymbol", "untitled:1") == [])
        #expect(try editor.ask("textDocument/hover", "untitled:1", 0, 1) == .null)
        let messages = editor.told.filter { $0["method"] == "window/showMessage" }
        #expect(messages.count == 1)
        let message = messages.first?["params"]
        #expect(message?["type"] == 1)
        #expect(message?["message"]?.string?.contains("start one with 'caspiand'") == true)
        #expect(try editor.end() == 0)
    }

    @Test("why a daemon can't start stands in the message")
    func cannotStart() throws {
        let folder = try TestFolder()
        let config = try folder.write("caspian.yaml", "corpus: {sources: []}\nplugins: {}\nlogg: {}\n")
        let editor = try Editor(["--socket", folder.path + "/s", "--config", config], in: folder)
        try editor.start()
        let failed = try editor.answer(to: try editor.begin("workspace/symbol", ["query": "sea"]))
        #expect(failed["error"]?["code"] == -32803)
        let message = try editor.next("window/showMessage")["message"]?.string ?? ""
        #expect(message.contains("unknown key 'logg'"))
    }

    @Test("a daemon that comes back is asked again, and the editor sees nothing of it")
    func restart() throws {
        let first = try RunningDaemon.onSeeds()
        let editor = try Editor(["--socket", first.socket, "--no-spawn"], in: first.folder)
        try editor.start()
        #expect(try editor.ask("workspace/symbol", ["query": "coastline"]).array?.count == 1)
        try first.stop()
        let request = try editor.begin("workspace/symbol", ["query": "coastline"])
        let second = try RunningDaemon(file: Programs.shippedConfiguration, in: first.folder)
        // It may have been asked before the second one was there; then it was told so at once.
        let answer = try editor.answer(to: request)
        if answer["result"] == nil { #expect(answer["error"]?["code"] == -32803) }
        #expect(try editor.ask("workspace/symbol", ["query": "coastline"]).array?.count == 1)
        try second.stop()
    }

    @Test("a daemon that is killed in the middle of an answer: the request ends, and the message says so")
    func killed() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration(plugins: RunningDaemon.misbehaving()))
        let editor = try Editor(daemon)
        try editor.start()
        let request = try editor.begin(
            "workspace/executeCommand",
            [
                "command": "caspian.misbehaving.do", "arguments": [["how": "deaf"]],
                "workDoneToken": "mine",
            ]
        )
        let progress = try editor.next("$/progress") { $0["token"] == "mine" }
        #expect(progress["value"]?["kind"] == "begin")
        daemon.program.signal(SIGKILL)
        let answer = try editor.answer(to: request)
        #expect(answer["error"]?["code"] == -32803)
        let message = try editor.next("window/showMessage")["message"]?.string ?? ""
        #expect(message.contains("no daemon runs at") || message.contains("closed the connection"))
        #expect(try editor.end() == 0)
    }

    @Test(
        "a daemon that never answers, closes in the middle of an answer, or is none of ours: the request ends in a message",
        arguments: [
            ("mute", "no answer to 'search' in time"), ("half", "closed the connection in the middle of its answer"),
            ("stranger", "doesn't speak Caspian's protocol"),
        ]
    )
    func faulty(how: String, says: String) throws {
        let folder = try TestFolder()
        let socket = folder.path + "/s"
        let daemon = try RunningProgram.faultyDaemon(how, at: socket, in: folder)
        let editor = try Editor(["--socket", socket, "--no-spawn", "--timeout", "500ms"], in: folder)
        try editor.start()
        let failed = try editor.answer(to: try editor.begin("workspace/symbol", ["query": "sea"]))
        #expect(failed["error"]?["code"] == -32803)
        let message = try editor.next("window/showMessage")["message"]?.string ?? ""
        #expect(message.contains(says), "\(message)")
        #expect(try editor.end() == 0)
        daemon.signal(SIGKILL)
    }

    @Test("an editor that is gone leaves no process", arguments: [false, true])
    func editorGone(isInTheMiddle: Bool) throws {
        let daemon = try RunningDaemon.onSeeds()
        let editor = try Editor(daemon)
        try editor.start()
        if isInTheMiddle { try editor.send(bytes: Array("Content-Length: 500\r\n\r\n{".utf8)) }
        editor.closeInput()
        #expect(try editor.program.wait().status == 3)
    }

    @Test("a server that is ended takes along what it showed", arguments: [SIGTERM, SIGHUP])
    func ended(signal: Int32) throws {
        let editor = try Editor(try RunningDaemon.onSeeds())
        try editor.start()
        let request: JSON = ["command": "caspian.search", "arguments": ["coastline"]]
        _ = try editor.ask("workspace/executeCommand", request)
        let shown = try editor.next("window/showDocument")
        let file = String((shown["uri"]?.string ?? "").dropFirst("file://".utf8.count))
        #expect(access(file, F_OK) == 0)
        kill(editor.program.pid, signal)
        #expect(try editor.program.wait().status == 3)
        #expect(access(file, F_OK) != 0)
    }

    @Test("a file that has changed since it was read: the sentence is found at its new place")
    func changedFile() throws {
        let folder = try TestFolder()
        let file = try folder.write("corpus/a.txt", "The zander lives in the sea.\n")
        let configuration = RunningDaemon.configuration(
            corpus: folder.path + "/corpus",
            more: "watch: {enabled: false}"
        )
        let daemon = try RunningDaemon(starting: configuration, in: folder)
        _ = try daemon.readySaid()
        let editor = try Editor(daemon)
        // In UTF-16 the daemon says the place itself; bytes are looked up in the file.
        try editor.start(["general": ["positionEncodings": ["utf-8"]]])
        try folder.write("corpus/a.txt", "First.\nThe zander lives in the sea.\n")
        let moved = try editor.ask("workspace/symbol", ["query": "zander"])
        #expect(moved[0]?["location"]?["range"] == Editor.range(1, 0, 1, 28))
        try folder.write("corpus/a.txt", "Nothing is left of it here.\n")
        let gone = try editor.ask("workspace/symbol", ["query": "zander"])
        #expect(gone[0]?["location"]?["uri"] == .string("file://" + file))
        let message = try editor.next("window/showMessage")["message"]?.string ?? ""
        #expect(message.contains("has changed since it was read") && message.contains("corpus reload"))
    }

    @Test("a line of a megabyte is counted right, and one beyond what the daemon takes is told of")
    func giantLine() throws {
        let editor = try Editor(try RunningDaemon.onSeeds())
        try editor.start()
        let words = String(repeating: "слово 🌊 word. ", count: 40_000)
        try editor.open("untitled:1", words + "12 nmi")
        let units = words.utf16.count
        let hints = try editor.ask(
            "textDocument/inlayHint",
            ["textDocument": ["uri": "untitled:1"], "range": Editor.range(0, 0, 1, 0)]
        )
        #expect(hints[0]?["position"] == Editor.place(0, units + 6))
        let symbols = try editor.ask("textDocument/documentSymbol", "untitled:1")
        #expect((symbols.array?.count ?? 0) == 0 || symbols[0]?["range"]?["start"] == Editor.place(0, 0))
        try editor.open("untitled:2", String(repeating: "word ", count: 400_000))
        #expect(try editor.ask("textDocument/documentSymbol", "untitled:2") == [])
        let message = try editor.next("window/showMessage")["message"]?.string ?? ""
        #expect(message.contains("the daemon takes 1 MiB at once"))
        #expect(try editor.end() == 0)
    }

    @Test("what is no message is told of, and the next one is answered")
    func nonsense() throws {
        let editor = try Editor(try RunningDaemon.onSeeds())
        try editor.start()
        try editor.send("{\"jsonrpc\":")
        #expect(try editor.nextRefusal()["error"]?["code"] == -32700)
        try editor.send(bytes: Array("Content-Type: text\r\n\r\n".utf8))
        #expect(try editor.nextRefusal()["error"]?["code"] == -32700)
        #expect(try editor.ask("workspace/symbol", ["query": "coastline"]).array?.count == 1)
    }

    @Test(
        "a daemon of another age is not asked, and the message says what to install",
        arguments: ["older", "newer"]
    )
    func otherVersion(age: String) throws {
        let folder = try TestFolder()
        let socket = folder.path + "/s"
        let other = try RunningProgram.faultyDaemon(age, at: socket, in: folder)
        let editor = try Editor(["--socket", socket, "--no-spawn"], in: folder)
        try editor.start()
        let failed = try editor.answer(to: try editor.begin("workspace/symbol", ["query": "sea"]))
        #expect(failed["error"]?["code"] == -32803)
        let message = try editor.next("window/showMessage")["message"]?.string ?? ""
        #expect(message.contains("is \(age) than caspianctl") && message.contains("install both of one version"))
        other.signal(SIGKILL)
    }
}

extension Editor {
    /// The next answer to nothing.
    func nextRefusal() throws -> JSON {
        while true {
            let message = try message()
            if message["method"] == nil, message["id"] == .null { return message }
        }
    }
}
