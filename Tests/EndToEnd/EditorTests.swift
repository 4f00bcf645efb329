import Glibc
import JSON
import TestSupport
import Testing

/// The editors themselves, without a terminal, set up as docs/editors says; each is told by a script what its user would
/// do, and writes down what came of it.
@Suite("Editors")
struct EditorTests {
    private static let article = "mehr-caspian-legal-regime.txt"
    private static let hit =
        "It has been reported in Azeri media that Baku is in favor of joint exploitation of the sea's disputed resources."

    /// Runs a script of Tests/Fixtures/editors; what it has written.
    private func run(_ command: [String], _ script: String, _ environment: [String: String] = [:]) throws -> [UInt8] {
        let daemon = try RunningDaemon.onSeeds()
        let folder = daemon.folder
        mkdir(folder.path + "/work", 0o755)
        let result = folder.path + "/result"
        let variables = [
            "REPOSITORY": Programs.root, "CASPIANCTL": Programs.client, "FOLDER": folder.path + "/work",
            "RESULT": result, "CASPIAN_SOCKET": daemon.socket, "HOME": folder.path,
        ]
        let program = try RunningProgram(
            command + ["\(Programs.root)/Tests/Fixtures/editors/\(script)"],
            in: folder,
            name: "editor",
            environment: variables.merging(environment) { $1 }
        )
        let ended = try program.wait(seconds: 120)
        let written = TemporaryFolder.bytes(of: result)
        guard !written.isEmpty else {
            throw TestError("nothing was written; \(ended.status): \(ended.output) \(ended.errors)")
        }
        return written
    }

    private func json(_ bytes: [UInt8]) throws -> JSON {
        // Vim ends a file with a line feed.
        try JSON(parsing: Array(bytes.prefix { $0 != 0x0A }))
    }

    @Test("Neovim: language server, quickfix list, picker", .enabled(if: Installed.has("nvim"), "neovim is missing"))
    func neovim() throws {
        let result = try json(try run(["nvim", "--headless", "--clean", "-S"], "neovim.lua"))
        #expect(result["error"] == nil)
        let file = JSON.string("\(Programs.seeds)/\(Self.article)")
        #expect(result["quickfix"]?["file"] == file && result["quickfix"]?["count"] == 1)
        #expect(result["quickfix"]?["line"] == 1 && result["quickfix"]?["column"] == 1401)
        #expect(result["symbols"] == "Note")
        #expect(result["hover"] == "**Baku** — in 1 passage of the corpus")
        #expect(result["completion"] == "coastline")
        #expect(result["definition"] == [1, 1400])
        #expect(result["shown"]?.string?.contains("12 nautical miles") == true)
        #expect(result["picked"]?.string?.hasSuffix(Self.hit) == true)
        #expect(result["jumped"] == [.string(Self.article), 468])
        #expect(result["messages"] == "")
    }

    @Test(
        "Emacs: the socket, xref, and the language server by eglot",
        .enabled(if: Installed.has("emacs") && Installed.hasEglot, "emacs-nox or elpa-eglot is missing")
    )
    func emacs() throws {
        let result = try json(try run(["emacs", "-Q", "--batch", "-l"], "emacs.el"))
        #expect(result["error"] == nil)
        #expect(result["hits"] == 1)
        #expect(result["completions"] == ["the coastline"])
        #expect(result["failure"]?.string?.hasPrefix("Caspian: 'query' must be a string") == true)
        #expect(result["reference"] == [.string(Self.article), 1, 1400])
        #expect(result["shown"]?.string?.contains("1: " + Self.hit) == true)
        // Three hits in one line.
        #expect(result["besides"] == 2)
        #expect(result["summary"] == "The sea is large.")
        #expect(result["server"] == "caspianctl")
        #expect(result["hover"] == "Baku — in 1 passage of the corpus")
        #expect(result["completion"] == "coastline")
        #expect(result["definition"] == [.string(Self.article), 1])
        #expect(result["symbols"] == ["Baku has a coa", "12 nautical miles"])
    }

    @Test(
        "Vim: the channel, completion, a popup",
        .enabled(if: Installed.hasVim, "vim-nox, or a Vim with +channel, is missing")
    )
    func vim() throws {
        let result = try json(try run(["vim", "-N", "-u", "NONE", "-i", "NONE", "-n", "-es", "-S"], "vim.vim"))
        #expect(result["error"] == nil)
        #expect(result["quickfix"] == [.string("\(Programs.seeds)/\(Self.article)"), 1, 1401, 1])
        #expect(result["completed"] == "the coastline")
        #expect(result["summary"] == "The sea is large.")
        #expect(result["picked"]?.string?.hasSuffix(Self.hit) == true)
        #expect(result["jumped"] == [.string(Self.article), 1, 469])
        #expect(result["failure"]?.string?.hasPrefix("Caspian: 'query' must be a string") == true)
        #expect(result["failure"]?.string?.hasSuffix("; 'caspianctl help search' shows what 'search' takes") == true)
    }

    @Test("Kakoune: hits in *grep*, and the way to the first", .enabled(if: Installed.has("kak"), "kakoune is missing"))
    func kakoune() throws {
        let text = String(decoding: try run(["sh"], "kakoune.sh"), as: UTF8.self)
        let file = "\(Programs.seeds)/\(Self.article)"
        #expect(text.contains("\(file):1:1401:\(Self.hit)\n"))
        #expect(text.hasSuffix("\(file):1:1401"))
    }

    @Test("fzf: types in a terminal, and opens the hit", .enabled(if: Installed.has("fzf"), "fzf is missing"))
    func fzf() throws {
        let text = String(decoding: try run(["sh"], "fzf.sh"), as: UTF8.self)
        #expect(text == "+call cursor(1, 1401)\n--\n\(Programs.seeds)/\(Self.article)\n")
    }

    @Test("VS Code: the extension, in Node", .enabled(if: Installed.has("node"), "nodejs is missing"))
    func visualStudioCode() throws {
        let result = try json(try run(["node"], "vscode.js"))
        #expect(result["error"] == nil)
        #expect(result["symbol"] == "Note")
        #expect(result["hover"] == "**Baku** — in 1 passage of the corpus")
        #expect(result["completion"] == "coastline")
        #expect(result["hint"] == "= 22.2 km")
        #expect(result["definition"] == [.string(Self.article), ["line": 0, "character": 1400]])
        #expect(result["fold"] == [0, 3])
        #expect(result["shown"] == "summary.txt")
        #expect(result["picked"] == .string(Self.hit))
        #expect(result["jumped"] == ["line": 0, "character": 1400])
        #expect(result["messages"] == [])
    }

    @Test(
        "pytest-lsp, as several editors: every message is what the protocol's specification says",
        .enabled(if: Installed.hasTypedClient, "pytest-lsp is missing; 'make test' installs it")
    )
    func typedClient() throws {
        let text = String(decoding: try run(["sh"], "test_lsp.sh", ["PYTHON": Installed.typedClient]), as: UTF8.self)
        #expect(text.contains(" passed") && !text.contains("failed") && !text.contains("error"), "\(text)")
    }

    @Test("Helix: its file is TOML that starts the language server, and the page shows a part of it")
    func helix() throws {
        let script = """
            import json, sys, tomllib
            print(json.dumps(tomllib.load(open(sys.argv[1], "rb"))))
            """
        let file = Programs.root + "/editors/helix/languages.toml"
        let folder = try TestFolder()
        let program = try RunningProgram(["python3", "-c", script, file], in: folder, name: "toml")
        let parsed = try JSON(parsing: try program.wait().output)
        #expect(parsed["language-server"]?["caspian"] == ["command": "caspianctl", "args": ["lsp"]])
        let languages = parsed["language"]?.array ?? []
        #expect(languages.map { $0["name"] } == ["markdown", "org", "rst", "latex", "yaml", "text", "asciidoc"])
        #expect(languages.allSatisfy { $0["language-servers"]?.array?.contains("caspian") == true })
        let page = String(decoding: TemporaryFolder.bytes(of: Programs.root + "/docs/editors/helix.md"), as: UTF8.self)
        let shown = page.part(between: "```toml\n", and: "```")
        let text = String(decoding: TemporaryFolder.bytes(of: file), as: UTF8.self)
        #expect(!shown.isEmpty && shown.split(separator: "\n\n").allSatisfy { text.contains($0) })
    }
}

extension String {
    /// What stands between two marks for the first time.
    fileprivate func part(between start: String, and end: String) -> String {
        guard let from = firstRange(of: start)?.upperBound, let to = self[from...].firstRange(of: end)?.lowerBound
        else {
            return ""
        }
        return String(self[from..<to])
    }
}

/// What of Debian's editors stands on this machine.
private enum Installed {
    static func has(_ name: String) -> Bool {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin"
        return path.split(separator: ":").contains { access("\($0)/\(name)", X_OK) == 0 }
    }

    static let typedClient = Programs.root + "/.build/pytest-lsp/bin/python"
    static let hasTypedClient = access(Programs.root + "/.build/pytest-lsp/ready", F_OK) == 0

    /// A folder of Debian's elpa-eglot, or an Emacs that has it built in, from 29 on.
    static let hasEglot: Bool = {
        var found = glob_t()
        defer { globfree(&found) }
        return glob("/usr/share/emacs/site-lisp/elpa/eglot-*", 0, nil, &found) == 0
            || glob("/usr/share/emacs/[23]*/lisp/progmodes/eglot.elc", 0, nil, &found) == 0
    }()

    /// Vim's smallest build has neither channels nor popups.
    static let hasVim: Bool = {
        guard has("vim"), let folder = try? TestFolder(),
            let program = try? RunningProgram(["vim", "--version"], in: folder, name: "vim")
        else { return false }
        return (try? program.wait())?.output.contains("+channel") == true
    }()
}
