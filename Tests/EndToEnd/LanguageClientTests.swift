import TestSupport
import Testing

/// The clients in `clients/` and the page about them.
@Suite("Clients in other languages")
struct LanguageClientTests {
    @Test("they know what the daemon declares; 'make clients' writes it into them")
    func current() throws {
        let folder = try TestFolder()
        let line = #""$0" --print-methods | python3 "$1" --check"#
        let ended = try RunningProgram(
            ["/bin/sh", "-c", line, Programs.daemon, Programs.root + "/clients/generate.py"],
            in: folder,
            name: "generate"
        ).wait()
        #expect(ended.status == 0, "\(ended.errors)")
    }

    @Test("what goes wrong between the Python client and its daemon ends in a message")
    func faults() throws {
        let folder = try TestFolder()
        let ended = try RunningProgram(
            ["python3", "-W", "ignore", Programs.root + "/clients/python/test_caspian.py"],
            in: folder,
            name: "unittest",
            environment: ["PYTHONDONTWRITEBYTECODE": "1"]
        ).wait(seconds: 60)
        #expect(ended.status == 0, "\(ended.errors)")
    }

    @Test("the Emacs client compiles without a warning")
    func emacs() throws {
        let folder = try TestFolder()
        let source = String(
            decoding: TemporaryFolder.bytes(of: Programs.root + "/clients/emacs/caspian-client.el"),
            as: UTF8.self
        )
        let copy = try folder.write("caspian-client.el", source)
        let ended = try RunningProgram(
            [
                "emacs", "-Q", "--batch", "--eval", "(setq byte-compile-error-on-warn t)", "-f", "batch-byte-compile",
                copy,
            ],
            in: folder,
            name: "emacs",
            environment: ["HOME": folder.path]
        ).wait()
        #expect(ended.status == 0, "\(ended.errors)")
    }

    @Test("every example of docs/clients.md prints what stands below it", arguments: Example.all)
    private func example(example: Example) throws {
        let daemon = try RunningDaemon.onSeeds()
        let file = try daemon.folder.write("example", example.code)
        guard let program = Self.program(example.language, file) else {
            Issue.record("no interpreter for \(example.language)")
            return
        }
        let ended = try run(program, in: daemon.folder, ["CASPIAN_SOCKET": daemon.socket])
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(Example.lines(ended.output) == Example.lines(example.printed), "\(ended.errors)")
    }

    @Test(
        "each finds the socket that a configuration names, and says what is wrong where it can't be looked up",
        arguments: [
            (
                "python",
                """
                import caspian, os
                try:
                    print(caspian.Client(start=False).call("discover")["socket"])
                    print(caspian.Client(config=os.environ["CASPIAN_CONFIG"], start=False).socket)
                    caspian.Client(config="none.yaml")
                except caspian.Error as error:
                    print(error)
                """
            ),
            (
                "lua",
                """
                local caspian = require("caspian")
                print(caspian.connect({ start = false }):call("discover").socket)
                print(caspian.socket_path(nil, os.getenv("CASPIAN_CONFIG")))
                local _, failure = pcall(caspian.connect, { config = "none.yaml" })
                print(failure)
                """
            ),
            (
                "elisp",
                """
                (require 'caspian-client)
                (princ (concat (plist-get (caspian-client-discover) :socket) "\n"))
                (caspian-client-disconnect)
                (setq caspian-client-config (getenv "CASPIAN_CONFIG"))
                (princ (concat (caspian-client--socket) "\n"))
                (setq caspian-client-config "none.yaml")
                (condition-case failure (caspian-client-ping)
                  (caspian-client-error (princ (cadr failure))))
                """
            ),
        ]
    )
    func configuredSocket(language: String, code: String) throws {
        let folder = try TestFolder()
        let daemon = try RunningDaemon("socket: run/d\n" + RunningDaemon.configuration(), in: folder, socket: "run/d")
        let program = try #require(Self.program(language, try folder.write("script", code)))
        let ended = try run(program, in: folder, ["CASPIAN_CONFIG": daemon.configuration])
        let lines = Example.lines(ended.output)
        #expect(lines.prefix(2) == [Substring(daemon.socket), Substring(daemon.socket)], "\(ended.errors)")
        #expect(lines.dropFirst(2).joined().contains("none.yaml: there is no such file"), "\(ended.output)")
    }

    /// Runs a program with all clients at hand, and `caspianctl` in `$PATH`.
    private func run(_ program: [String], in folder: TestFolder, _ environment: [String: String]) throws
        -> RunningProgram.Ended
    {
        let path = Programs.client.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        let variables = [
            "HOME": folder.path, "CASPIAND": Programs.daemon,
            "PATH": path + ":" + (Programs.environment([:])["PATH"] ?? "/usr/bin:/bin"),
            "PYTHONPATH": Programs.root + "/clients/python", "PYTHONDONTWRITEBYTECODE": "1",
            "LUA_PATH": Programs.root + "/clients/lua/?.lua;;",
        ]
        return try RunningProgram(program, in: folder, name: "run", environment: variables.merging(environment) { $1 })
            .wait(seconds: 60)
    }

    private static func program(_ language: String, _ file: String) -> [String]? {
        switch language {
        case "python": ["python3", file]
        case "lua": ["lua5.4", file]
        case "elisp": ["emacs", "-Q", "--batch", "-L", Programs.root + "/clients/emacs", "-l", file]
        case "sh": ["/bin/sh", file]
        default: nil
        }
    }

    @Test("Neovim's Lua and its event loop do as well")
    func neovim() throws {
        let daemon = try RunningDaemon.onSeeds()
        guard let example = Example.all.first(where: { $0.language == "lua" }) else {
            throw TestError("docs/clients.md has no Lua")
        }
        let file = try daemon.folder.write("example.lua", example.code)
        let ended = try RunningProgram(
            [
                "nvim", "--headless", "-u", "NONE", "-i", "NONE", "-c",
                "lua package.path = '\(Programs.root)/clients/lua/?.lua;' .. package.path", "-c", "luafile \(file)",
                "-c", "qa!",
            ],
            in: daemon.folder,
            name: "nvim",
            environment: ["CASPIAN_SOCKET": daemon.socket, "HOME": daemon.folder.path]
        ).wait(seconds: 60)
        // It prints on standard error, with a space for a tab and no line feed at the end.
        func words(_ text: String) -> [Substring] { text.split(whereSeparator: { $0.isWhitespace }) }
        #expect(words(ended.errors) == words(example.printed))
    }
}

/// A block of code on a page, with what it prints.
private struct Example: CustomTestStringConvertible, Sendable {
    let language: String
    let code: String
    let printed: String

    var testDescription: String { "\(language): \(code.split(separator: "\n").prefix(4).joined(separator: " "))" }

    /// All that are followed by what they print.
    static let all: [Example] = {
        let page = String(decoding: TemporaryFolder.bytes(of: Programs.root + "/docs/clients.md"), as: UTF8.self)
        var blocks: [(language: String, text: String)] = []
        var isOpen = false
        for line in page.split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("```") {
                isOpen.toggle()
                if isOpen { blocks.append((String(line.dropFirst(3)), "")) }
            } else if isOpen {
                blocks[blocks.count - 1].text += line + "\n"
            }
        }
        return zip(blocks, blocks.dropFirst()).filter { $1.language == "text" }.map {
            Example(language: $0.language, code: $0.text, printed: $1.text)
        }
    }()

    static func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }
}
