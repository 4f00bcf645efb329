import Glibc
import JSON
import Processes
import TestSupport
import Testing

/// caspianctl against a daemon, as a shell calls it.
@Suite("caspianctl")
struct ClientTests {
    private static let path = Programs.seeds + "/mehr-caspian-legal-regime.txt"
    /// The one hit of `"joint exploitation"`, and where it stands in the article.
    private static let sentence =
        "It has been reported in Azeri media that Baku is in favor of joint exploitation of the sea's disputed resources."

    /// Runs caspianctl to its end against `daemon`.
    private func run(_ arguments: [String], _ daemon: RunningDaemon, input: String? = nil) throws
        -> RunningProgram.Ended
    {
        try run(["--socket", daemon.socket, "--no-spawn"] + arguments, in: daemon.folder, input: input)
    }

    private func run(
        _ arguments: [String],
        in folder: TestFolder,
        input: String? = nil,
        environment: [String: String] = [:]
    )
        throws -> RunningProgram.Ended
    {
        try start(arguments, in: folder, input: input, environment: environment).wait()
    }

    private func start(
        _ arguments: [String],
        in folder: TestFolder,
        name: String = "ctl",
        input: String? = nil,
        environment: [String: String] = [:],
        output: Int32? = nil
    ) throws -> RunningProgram {
        for file in ["ctl.out", "ctl.err"] { unlink(folder.path + "/" + file) }
        var descriptor: Int32?
        if let input { descriptor = open(try folder.write("ctl.in", input), O_RDONLY | O_CLOEXEC) }
        defer { if let descriptor { close(descriptor) } }
        return try RunningProgram(
            [Programs.client] + arguments,
            in: folder,
            name: name,
            environment: ["CASPIAND": Programs.daemon].merging(environment) { $1 },
            input: descriptor,
            output: output
        )
    }

    // MARK: Formats

    @Test(
        "a search is printed in each format as it should be",
        arguments: [
            ("plain", "\(path):1:1401:\(sentence)\n"), ("vimgrep", "\(path):1:1401:\(sentence)\n"),
            ("auto", "\(path):1:1401:\(sentence)\n"),
            (
                "table",
                "\(path):1:1401  mehr-caspian-legal-regime  1.974\n  \(sentence)\n\n1 hit\n"
            ),
            (
                "tsv",
                "document\tpath\tline\tcolumn\tendLine\tendColumn\tbyteRange\tscore\tsnippet\thighlights\ttitle\tpassage\n"
                    + "\(path)\t\(path)\t1\t1401\t1\t1513\t[1400,1512]\t1.9737\t\(sentence)\t[[61,79]]\t"
                    + "mehr-caspian-legal-regime\t8\n"
            ),
            (
                "csv",
                "document,path,line,column,endLine,endColumn,byteRange,score,snippet,highlights,title,passage\n"
                    + "\(path),\(path),1,1401,1,1513,\"[1400,1512]\",1.9737,\(sentence),\"[[61,79]]\","
                    + "mehr-caspian-legal-regime,8\n"
            ),
        ]
    )
    func formats(format: String, expected: String) throws {
        let daemon = try RunningDaemon.onSeeds()
        let ended = try run(["search", "\"joint exploitation\"", "--format", format], daemon)
        #expect(ended.status == 0)
        #expect(ended.errors == "")
        // The score is the ranking's business.
        #expect(withoutScore(ended.output) == withoutScore(expected))
    }

    private func withoutScore(_ text: String) -> String { text.replacing(/\b\d+\.\d{3,4}\b/, with: "SCORE") }

    @Test("json is the whole result, jsonl one hit a line")
    func json() throws {
        let daemon = try RunningDaemon.onSeeds()
        let whole = try JSON(parsing: try run(["search", "sea", "--format", "json"], daemon).output)
        #expect(whole["hits"]?.array?.count == whole["total"]?.integer)
        #expect(whole["_meta", "generation"] == 1)
        let lines = try run(["search", "sea", "--format", "jsonl"], daemon).output.split(separator: "\n")
        #expect(try lines.map { try JSON(parsing: String($0)) } == whole["hits"]?.array)
    }

    @Test("every verb for the daemon prints something in every format")
    func verbs() throws {
        let daemon = try RunningDaemon.onSeeds()
        let verbs = [
            ["status"], ["health"], ["plugins"], ["corpus", "list"],
            ["corpus", "explain", "mehr-caspian-legal-regime.txt"],
            ["config", "show"],
            ["metrics"], ["introspect"], ["summary", "-n", "2"], ["division", "coast"],
            ["query", "what would each state get by coastline?"], ["call", "discover"],
        ]
        for verb in verbs {
            for format in ["plain", "table", "json", "jsonl", "tsv"] {
                let ended = try run(verb + ["--format", format], daemon)
                #expect(ended.status == 0, "\(verb) \(format): \(ended.errors)")
                #expect(!ended.output.isEmpty, "\(verb) \(format)")
                #expect(!ended.output.contains("\u{1B}"), "no colour where no terminal is")
            }
        }
    }

    // MARK: Exit statuses

    @Test(
        "the status says how it went",
        arguments: [
            (["search", "Caspian"], 0, ""), (["search", "giraffe"], 1, ""),
            (["serach", "sea"], 2, "did you mean 'search'?"), (["search", "--limt", "3", "sea"], 2, "--limit"),
            (["search"], 2, "QUERY"), (["corpus", "explain", "none.txt"], 3, "none.txt"),
            (["call", "no.such"], 3, "no.such"),
            (["call", "misbehaving.do", "{\"how\":\"hang\"}", "--timeout", "200ms"], 5, "200 ms"),
            (["config", "check", "none.yaml"], 2, "none.yaml"), (["ping"], 0, ""), (["--version"], 0, ""),
        ]
    )
    func status(arguments: [String], status: Int32, says: String) throws {
        let plugins = "search: {}\n" + RunningDaemon.misbehaving()
        let daemon = try RunningDaemon(RunningDaemon.configuration(plugins: plugins))
        let ended = try run(arguments, daemon)
        #expect(ended.status == status, "\(ended.output)\(ended.errors)")
        #expect(says.isEmpty ? ended.errors.isEmpty : ended.errors.contains(says), "\(ended.errors)")
    }

    @Test(
        "who takes what is spoken of for a document is told the option",
        arguments: [
            (["summary", "positions", "Iran"], "caspianctl summary positions --actor 'Iran'"),
            (["summary", "oil and gas"], "caspianctl summary --query 'oil and gas'"),
            (["summary", "no/such.txt"], "'corpus.list' shows what there is"),
            (["summary", "definitions", "caspian.yaml"], "caspianctl summary definitions - < 'caspian.yaml'"),
            (["summary", "mehr-caspian-legal-regime.txt", "oil"], "caspianctl summary --query 'oil'"),
        ]
    )
    func misplaced(arguments: [String], says: String) throws {
        let ended = try run(arguments, try RunningDaemon(RunningDaemon.configuration(plugins: "summary: {}")))
        #expect(ended.status == 3)
        #expect(ended.errors.contains("no document is called '"), "\(ended.errors)")
        #expect(ended.errors.contains("\(arguments.last ?? "")'"), "\(ended.errors)")
        #expect(ended.errors.contains(says), "\(ended.errors)")
    }

    /// `summary notes/*.md` was refused.
    @Test("a summary is made of as many documents as are named")
    func documents() throws {
        let folder = try TestFolder()
        for name in ["one", "two", "three"] { try folder.write("notes/\(name).txt", "The \(name) sea is salt.\n") }
        let daemon = try RunningDaemon(
            "corpus: {sources: [notes]}\nplugins: {summary: {}}\n",
            in: folder
        )
        let ended = try run(["summary", "notes/one.txt", "notes/two.txt", "--format", "json"], daemon)
        let text = try JSON(parsing: ended.output)
        #expect(text["of", "documents"] == 2, "\(ended.errors)")
        #expect(try run(["summary", "notes/one.txt", "-"], daemon).status == 2)
    }

    @Test("without a daemon and with --no-spawn the status is 4, with the reason")
    func noDaemon() throws {
        let folder = try TestFolder()
        let ended = try run(["search", "sea", "--socket", folder.path + "/s", "--no-spawn"], in: folder)
        #expect(ended.status == 4)
        #expect(ended.errors.contains("no daemon runs at \(folder.path)/s"))
        #expect(access(folder.path + "/s", F_OK) != 0)
    }

    @Test("another user is denied, even where the socket's mode would let it in", .enabled(if: getuid() == 0))
    func denied() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration())
        let program = try daemon.folder.write("ctl", TemporaryFolder.bytes(of: Programs.client))
        chmod(program, 0o755)
        let arguments = [
            "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program, "--socket", daemon.socket,
            "--no-spawn",
            "ping",
        ]
        chmod(daemon.folder.path, 0o755)
        let byMode = try RunningProgram(arguments, in: daemon.folder, name: "by-mode").wait()
        #expect(byMode.status == 7, "\(byMode.errors)")
        chmod(daemon.socket, 0o666)
        let byCredentials = try RunningProgram(arguments, in: daemon.folder, name: "by-credentials").wait()
        #expect(byCredentials.status == 7, "\(byCredentials.errors)")
        #expect(byCredentials.errors.contains("not user 65534"))
        // An agent's host was told of an older version.
        let relay = try RunningProgram(arguments.dropLast() + ["mcp"], in: daemon.folder, name: "relay").wait()
        #expect(relay.errors.contains("not user 65534"), "\(relay.errors)")
        #expect(try daemon.client().result("ping") == [:])
    }

    @Test("a query that one plugin could not answer is partial")
    func partial() throws {
        let plugins = "search: {}\n" + RunningDaemon.misbehaving("well", "\n  restart: {min: 1h, max: 1h}")
        let daemon = try RunningDaemon(RunningDaemon.configuration(plugins: plugins))
        #expect(try run(["call", "misbehaving.do", "{\"how\":\"die\"}"], daemon).status == 3)
        #expect(try run(["query", "who wants joint exploitation?"], daemon).status == 8)
        #expect(try run(["health"], daemon).status == 8)
    }

    @Test("Ctrl-C is 130")
    func interrupted() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration(plugins: RunningDaemon.misbehaving()))
        let client = try daemon.client()
        let hanging = try start(
            ["--socket", daemon.socket, "--no-spawn", "call", "misbehaving.do", "{\"how\":\"hang\"}"],
            in: daemon.folder
        )
        // It waits for its answer once its call is under way.
        try Deadline.eventually("the call") {
            try client.result("plugin.list")["plugins", "0", "underWay"] == 1 ? () : nil
        }
        hanging.signal(SIGINT)
        #expect(try hanging.wait().status == 130)
    }

    @Test("a reader that goes away is no reason to complain")
    func closedPipe() throws {
        let daemon = try RunningDaemon.onSeeds()
        let pipe = try Pipe()
        pipe.closeReading()
        defer { pipe.closeWriting() }
        let program = try start(
            ["--socket", daemon.socket, "--no-spawn", "introspect", "--format", "json"],
            in: daemon.folder,
            output: pipe.writingEnd
        )
        let ended = try program.wait()
        #expect(ended.errors == "")
        #expect(ended.status == 141)
    }

    // MARK: Many lines

    @Test("batch carries 10,000 lines and brings an answer for each")
    func batch() throws {
        let daemon = try RunningDaemon.onSeeds()
        let methods = [
            #""method":"ping""#, #""method":"search","params":{"query":"sea","limit":1}"#,
            #""method":"division.calculate","params":{"rule":"coast"}"#,
        ]
        let lines = (0..<10_000).map { #"{"jsonrpc":"2.0","id":\#($0),\#(methods[$0 % 3])}"# }
        // The last line has no line feed.
        let ended = try run(["batch"], daemon, input: lines.joined(separator: "\n"))
        #expect(ended.status == 0, "\(ended.errors)")
        var answers = [Int](repeating: 0, count: lines.count)
        for line in ended.output.split(separator: "\n") {
            let message = try JSON(parsing: String(line))
            #expect(message["result"] != nil)
            if let id = message["id"]?.integer, answers.indices.contains(id) { answers[id] += 1 }
        }
        #expect(answers.allSatisfy { $0 == 1 })
    }

    @Test("batch with some failures is partial, with failures alone failed, and goes on behind nonsense")
    func batchFailures() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration())
        let ping = #"{"jsonrpc":"2.0","id":1,"method":"ping"}"#
        let mixed = try run(["batch"], daemon, input: "nonsense\n\n\(ping)\n")
        #expect(mixed.status == 8)
        #expect(mixed.output.split(separator: "\n").count == 2)
        #expect(try run(["batch"], daemon, input: "nonsense\n").status == 3)
        #expect(try run(["batch"], daemon, input: "").status == 0)
    }

    // MARK: Methods of plugins

    @Test("the method of a plugin is called by its name, with options made of its declaration")
    func foreignMethod() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration(plugins: RunningDaemon.wordcount))
        let help = try run(["help", "wordcount.count"], daemon)
        #expect(help.status == 0)
        #expect(help.output.contains("--text"))
        #expect(help.output.contains("What to count in."))
        for arguments in [
            ["wordcount.count", "--text", "one two"], ["call", "wordcount.count", "--text", "one two"],
            ["call", "wordcount.count", "{\"text\":\"one two\"}"],
        ] {
            let ended = try run(arguments + ["--format", "json"], daemon)
            #expect(try JSON(parsing: ended.output)["words"] == 2, "\(arguments): \(ended.errors)")
        }
        #expect(try run(["wordcount.cuont", "--text", "a"], daemon).errors.contains("did you mean 'wordcount.count'?"))
    }

    // MARK: Starting a daemon

    private func configured(_ configuration: String = RunningDaemon.configuration()) throws
        -> (folder: TestFolder, options: [String])
    {
        let folder = try TestFolder()
        let file = try folder.write("caspian.yaml", configuration)
        return (folder, ["--socket", folder.path + "/s", "--config", file])
    }

    @Test("it starts the daemon when none runs, and two at once start one")
    func spawn() throws {
        let (folder, options) = try configured()
        let programs = try (0..<3).map { number in
            try start(options + ["status", "--format", "json"], in: folder, name: "ctl-\(number)")
        }
        var pids: Set<Int> = []
        for program in programs {
            let ended = try program.wait()
            #expect(ended.status == 0, "\(ended.errors)")
            if ended.status == 0, let pid = try JSON(parsing: ended.output)["pid"]?.integer { pids.insert(pid) }
        }
        #expect(pids.count == 1)
        let daemon = try OtherProcess(#require(pids.first))
        #expect(try run(options + ["shutdown"], in: folder).status == 0)
        try daemon.waitForEnd()
        #expect(try run(options + ["shutdown"], in: folder).status == 4)
    }

    @Test("when the daemon can't start, its reason is printed")
    func spawnFails() throws {
        let (folder, options) = try configured("corpus: {sources: [.]}\nplugins: {serch: {}}\n")
        let ended = try run(options + ["ping"], in: folder)
        #expect(ended.status == 4)
        #expect(ended.errors.contains("caspian.yaml:2:11"), "\(ended.errors)")

        let missing = try run(["ping", "--socket", folder.path + "/s"], in: folder, environment: ["CASPIAND": "/none"])
        #expect(missing.status == 4)
        #expect(missing.errors.contains("/none") || missing.errors.contains("configuration"), "\(missing.errors)")
    }

    @Test("doctor finds all well with a daemon, and says what is missing without one")
    func doctor() throws {
        let daemon = try RunningDaemon.onSeeds()
        let well = try run(["doctor", "--format", "jsonl", "--config", Programs.shippedConfiguration], daemon)
        #expect(well.status == 0, "\(well.output)\(well.errors)")
        #expect(well.output.contains(#""pid \#(daemon.pid)"#) || well.output.contains("pid \(daemon.pid)"))
        let (folder, options) = try configured("plugins: 7\n")
        let ill = try run(options + ["doctor"], in: folder)
        #expect(ill.status == 3)
        #expect(ill.output.contains("do: "))
    }

    @Test("config check shows each mistake with its place, as a list for an editor too")
    func configCheck() throws {
        let folder = try TestFolder()
        let file = try folder.write("wrong.yaml", "log: {levl: debug}\ncorpus:\n  sources: 7\nplugins: {}\n")
        let shown = try run(["config", "check", file], in: folder)
        #expect(shown.status == 2)
        #expect((shown.output + shown.errors).contains("did you mean 'level'?"))
        let list = try run(["config", "check", file, "--format", "vimgrep"], in: folder)
        #expect(list.status == 2)
        #expect(list.output.split(separator: "\n").count == 2)
        #expect(list.output.hasPrefix("wrong.yaml:1:7:"))
        #expect(try run(["config", "check", Programs.shippedConfiguration], in: folder).status == 0)
    }
}
