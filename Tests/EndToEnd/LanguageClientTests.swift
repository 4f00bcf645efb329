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
            decoding: TestFolder.read(Programs.root + "/clients/emacs/caspian-client.el"),
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
        guard let program = example.program(file) else {
            Issue.record("no interpreter for \(example.language)")
            return
        }
        let path = Programs.client.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            .joined(separator: "/")
        let ended = try RunningProgram(
            program,
            in: daemon.folder,
            name: "run",
            environment: [
                "CASPIAN_SOCKET": daemon.socket, "HOME": daemon.folder.path,
                "PATH": path + ":" + (Programs.environment([:])["PATH"] ?? "/usr/bin:/bin"),
                "PYTHONPATH": Programs.root + "/clients/python", "PYTHONDONTWRITEBYTECODE": "1",
                "LUA_PATH": Programs.root + "/clients/lua/?.lua;;",
            ]
        ).wait(seconds: 60)
        #expect(ended.status == 0, "\(ended.errors)")
        #expect(Example.lines(ended.output) == Example.lines(example.printed), "\(ended.errors)")
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
        let page = String(decoding: TestFolder.read(Programs.root + "/docs/clients.md"), as: UTF8.self)
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

    func program(_ file: String) -> [String]? {
        switch language {
        case "python": ["python3", file]
        case "lua": ["lua5.4", file]
        case "elisp": ["emacs", "-Q", "--batch", "-L", Programs.root + "/clients/emacs", "-l", file]
        case "sh": ["/bin/sh", file]
        default: nil
        }
    }

    static func lines(_ text: String) -> [Substring] { text.split(separator: "\n") }
}
