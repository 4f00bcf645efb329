import Glibc
import JSON
import Testing

/// A `socket` in the configuration: the daemon serves there, and its clients look there.
@Suite("Configured socket")
struct ConfiguredSocketTests {
    private func configuration(_ socket: String) -> String { "socket: \(socket)\n" + RunningDaemon.configuration() }

    private func start(_ arguments: [String], in folder: TestFolder, environment: [String: String] = [:]) throws
        -> RunningProgram
    {
        for file in ["ctl.out", "ctl.err"] { unlink(folder.path + "/" + file) }
        return try RunningProgram(
            [Programs.client] + arguments,
            in: folder,
            name: "ctl",
            environment: ["CASPIAND": Programs.daemon, "HOME": folder.path].merging(environment) { $1 }
        )
    }

    /// The last line of what caspianctl prints.
    private func say(_ arguments: [String], in folder: TestFolder, environment: [String: String] = [:]) throws -> String
    {
        let ended = try start(arguments, in: folder, environment: environment).wait()
        guard ended.status == 0 else { throw TestError("\(arguments): \(ended.status) \(ended.errors)") }
        return ended.output.split(separator: "\n").last.map(String.init) ?? ""
    }

    @Test(
        "is found by the rules that hold for every path of the file",
        arguments: [
            ("deep/s", "conf/deep/s"), ("../s", "s"), ("~/s", "s"), ("${PLACE}/s", "elsewhere/s"),
            ("${UNSET:-s}", "conf/s"), ("\"\\x73\"", "conf/s"),
        ]
    )
    func rules(written: String, below: String) throws {
        let folder = try TestFolder()
        try folder.write("conf/caspian.yaml", configuration(written))
        let environment = ["PLACE": folder.path + "/elsewhere"]
        // The program stands in the folder of the test, which is not the file's.
        let path = try say(["--config", "conf/caspian.yaml", "socket"], in: folder, environment: environment)
        #expect(path == folder.path + "/" + below)
        let named = ["CASPIAN_CONFIG": folder.path + "/conf/caspian.yaml"].merging(environment) { $1 }
        #expect(try say(["socket"], in: folder, environment: named) == path)
    }

    @Test("is where a daemon that was started by itself is found")
    func found() throws {
        let folder = try TestFolder()
        let file = try folder.write("conf/caspian.yaml", configuration("~/s"))
        let daemon = try RunningProgram(
            [Programs.daemon, "--config", "conf/caspian.yaml"],
            in: folder,
            name: "caspiand",
            environment: ["HOME": folder.path]
        )
        _ = try Deadline.eventually("the socket") { access(folder.path + "/s", F_OK) == 0 ? true : nil }
        let told = try say(["--config", file, "--no-spawn", "discover", "--format", "json"], in: folder)
        #expect(try JSON(parsing: told)["socket"] == .string(folder.path + "/s"))
        #expect(try JSON(parsing: told)["pid"]?.integer == Int(daemon.pid))
        #expect(try start(["--config", file, "shutdown"], in: folder).wait().status == 0)
        #expect(try daemon.wait().status == 0)
    }

    @Test("is where caspianctl starts a daemon, and where completion asks it")
    func started() throws {
        let folder = try TestFolder()
        let file = try folder.write("conf/caspian.yaml", configuration("s"))
        #expect(try say(["--config", file, "search", "littoral", "--format", "plain"], in: folder).contains(":1:"))
        #expect(access(folder.path + "/conf/s", F_OK) == 0)
        // It asks for 200 ms, which a busy machine may need for itself.
        _ = try Deadline.eventually("a completion") {
            let words = ["---complete", "--", "--config", file, "search", "litt"]
            return try start(words, in: folder).wait().output.contains("littoral\n") ? true : nil
        }
        #expect(try start(["--config", file, "shutdown"], in: folder).wait().status == 0)
    }

    @Test("gives way to --socket and $CASPIAN_SOCKET, for the daemon and for its clients")
    func order() throws {
        let folder = try TestFolder()
        let file = try folder.write("caspian.yaml", configuration("s"))
        let variable = ["CASPIAN_SOCKET": folder.path + "/v"]
        #expect(try say(["--config", file, "socket"], in: folder, environment: variable) == folder.path + "/v")
        let both = ["--config", file, "--socket", "o", "socket"]
        #expect(try say(both, in: folder, environment: variable) == folder.path + "/o")

        let daemon = try RunningProgram(
            [Programs.daemon, "--config", file],
            in: folder,
            name: "caspiand",
            environment: variable
        )
        _ = try Deadline.eventually("the socket") { access(folder.path + "/v", F_OK) == 0 ? true : nil }
        #expect(access(folder.path + "/s", F_OK) != 0)
        let shown = try say(["config", "show", "--no-spawn", "--format", "json"], in: folder, environment: variable)
        #expect(shown.contains("environment CASPIAN_SOCKET"), "\(shown)")
        #expect(try start(["shutdown"], in: folder, environment: variable).wait().status == 0)
        #expect(try daemon.wait().status == 0)
    }

    /// Who named a configuration was answered about the documents of another, and not told.
    @Test("of another configuration's daemon, named by $CASPIAN_SOCKET, is told of")
    func other() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration())
        let variable = ["CASPIAN_SOCKET": daemon.socket]
        try daemon.folder.write("other.yaml", RunningDaemon.configuration())
        func errors(_ file: String) throws -> String {
            let asking = ["--config", file, "search", "littoral", "--no-spawn"]
            return try start(asking, in: daemon.folder, environment: variable).wait().errors
        }
        #expect(try errors("other.yaml").contains("the daemon of caspian.yaml, not of other.yaml\n  hint: unset it"))
        #expect(try errors("caspian.yaml") == "")
    }

    @Test(
        "that can't be looked up in the file one has named is a mistake with its place, and nothing is started",
        arguments: [
            (nil, "caspian.yaml: there is no such file", "name another with --config"),
            ("socket: 7\n", "caspian.yaml:1:9: 'socket' must be a path, found 7", "correct it"),
            ("socket: ${NOBODY}/s\n", "caspian.yaml:1:9: the environment variable 'NOBODY' is not set", "set it, or"),
            ("socket: [s\nlog: {}\n", "caspian.yaml:2:4: ", "name the socket with --socket"),
        ]
    )
    func mistaken(text: String?, says: String, hint: String) throws {
        let folder = try TestFolder()
        if let text { try folder.write("caspian.yaml", text) }
        let ended = try start(["--config", "caspian.yaml", "ping"], in: folder).wait()
        #expect(ended.status == 2)
        #expect(ended.errors.contains("the socket can't be looked up in the configuration: " + says), "\(ended.errors)")
        #expect(ended.errors.contains("hint: ") && ended.errors.contains(hint), "\(ended.errors)")
        let elsewhere = try start(["--config", "caspian.yaml", "--socket", "s", "--no-spawn", "ping"], in: folder)
            .wait()
        #expect(elsewhere.status == 4)
    }

    @Test(
        "is looked for in every form that YAML has for a key",
        arguments: ["\"socket\": s", "{socket: s}", "? socket\n: s", "\"\\x73ocket\": s"]
    )
    func forms(text: String) throws {
        let folder = try TestFolder()
        try folder.write("caspian.yaml", "# socket: other\n" + text + "\n")
        #expect(try say(["--config", "caspian.yaml", "socket"], in: folder) == folder.path + "/s")
    }

    @Test("matters alone: other mistakes of the file keep nobody from the daemon that runs")
    func otherMistakes() throws {
        let folder = try TestFolder()
        let file = try folder.write("caspian.yaml", configuration("s"))
        _ = try say(["--config", file, "ping"], in: folder)
        try folder.write("caspian.yaml", "socket: s\nlogg: {}\n")
        #expect(try say(["--config", file, "--no-spawn", "status"], in: folder).isEmpty == false)
        #expect(try start(["--config", file, "shutdown"], in: folder).wait().status == 0)
    }

    // Questions to a second configuration were answered by the first one's daemon, from other documents.
    @Test("none: configurations that are named have daemons of their own, the first one at the usual place")
    func two() throws {
        let folder = try TestFolder()
        let environment = ["XDG_RUNTIME_DIR": folder.path]
        for name in ["one", "two"] {
            try folder.write("\(name)/notes.txt", "The notes of \(name).\n")
            try folder.write("\(name).yaml", "corpus:\n  sources: [\(name)]\nplugins:\n  search: {}\n")
        }
        func ask(_ arguments: [String]) throws -> String {
            try say(arguments + ["search", "notes", "--format", "plain"], in: folder, environment: environment)
        }
        #expect(try ask(["--config", "one.yaml"]).hasSuffix("The notes of one."))
        #expect(try ask(["--config", "two.yaml"]).hasSuffix("The notes of two."))
        #expect(try ask(["--config", folder.path + "/two.yaml", "--no-spawn"]).hasSuffix("The notes of two."))
        #expect(try ask(["--config", "one.yaml", "--no-spawn"]).hasSuffix("The notes of one."))
        #expect(try ask(["--no-spawn"]).hasSuffix("The notes of one."), "who names none asks at the usual place")
        let socket = try say(["socket"], in: folder, environment: environment)
        #expect(socket == folder.path + "/caspian/caspiand.sock")

        #expect(try start(["shutdown"], in: folder, environment: environment).wait().status == 0)
        // The place is free now, but the second one's daemon runs elsewhere.
        #expect(try ask(["--config", "two.yaml", "--no-spawn"]).hasSuffix("The notes of two."))
        let last = try start(["--config", "two.yaml", "shutdown"], in: folder, environment: environment).wait()
        #expect(last.status == 0)
        #expect(try start(["--no-spawn", "ping"], in: folder, environment: environment).wait().status == 4)
    }

    @Test("a file that nobody has named and that can't be read leaves the usual place")
    func broken() throws {
        let folder = try TestFolder()
        try folder.write(".config/caspian/caspian.yaml", "socket: [\n")
        let environment = ["XDG_RUNTIME_DIR": folder.path, "XDG_CONFIG_HOME": ""]
        let path = try say(["socket"], in: folder, environment: environment)
        #expect(path == folder.path + "/caspian/caspiand.sock")
        let ended = try start(["ping"], in: folder, environment: environment).wait()
        #expect(ended.status == 4)
        #expect(ended.errors.contains("caspian.yaml:2:1: "), "\(ended.errors)")
    }

    @Test("the language server begins without it, and goes there once the file is mended")
    func languageServer() throws {
        let folder = try TestFolder()
        let file = try folder.write("caspian.yaml", "socket: [s\nlog: {}\n")
        let editor = try Editor(["--config", file], in: folder)
        try editor.start()
        let refused = try editor.answer(to: try editor.begin("workspace/symbol", ["query": "littoral"]))
        #expect(refused["error"]?["code"] == -32803)
        let message = try editor.next("window/showMessage")["message"]?.string ?? ""
        #expect(message.contains("caspian.yaml:2:4: "))
        try folder.write("caspian.yaml", configuration("s"))
        #expect(try editor.ask("workspace/symbol", ["query": "littoral"]).array?.isEmpty == false)
        #expect(try editor.end() == 0)
        #expect(try start(["--config", file, "shutdown"], in: folder).wait().status == 0)
    }

    @Test("an agent's host hears why it can't be looked up, and is served once the file is mended")
    func agent() throws {
        let folder = try TestFolder()
        let file = try folder.write("caspian.yaml", "socket: [s\nlog: {}\n")
        let host = try AgentHost(["--config", file], in: folder, environment: ["CASPIAND": Programs.daemon])
        let refused = try host.ask("initialize", AgentHost.greeting())
        #expect(refused["error", "message"]?.string?.contains("caspian.yaml:2:4: ") == true)
        #expect(refused["error", "data", "hint"]?.string?.contains("name the socket with --socket") == true)
        try folder.write("caspian.yaml", configuration("s"))
        try host.greet()
        #expect(try start(["--config", file, "shutdown"], in: folder).wait().status == 0)
    }
}
