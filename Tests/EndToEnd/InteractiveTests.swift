import Glibc
import JSON
import Processes
import TestSupport
import Testing

/// The client as a person has it, in a terminal.
@Suite("In a terminal")
struct InteractiveTests {
    private func terminal(
        _ arguments: [String],
        _ daemon: RunningDaemon,
        environment: [String: String] = [:],
        rows: Int = 24,
        _ steps: [Terminal.Step]
    ) throws -> String {
        try Terminal.run(
            [Programs.client] + arguments,
            in: daemon.folder,
            environment: [
                "CASPIAN_SOCKET": daemon.socket, "XDG_STATE_HOME": daemon.folder.path, "PAGER": "",
            ].merging(environment) { $1 },
            rows: rows,
            steps
        )
    }

    @Test("the shell runs lines, completes words, and remembers what was entered")
    func shell() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration())
        _ = try terminal(
            ["shell"],
            daemon,
            [
                .expect("caspian> "), .send("sear"), .press("\t", until: "caspian> search"), .send(" littor"),
                .press("\t", until: "search littoral"), .send("\r"), .expect("3 hits"), .expect("caspian> "),
                // Up, edited in the middle, and entered again.
                .send("\u{1B}[A"), .expect("search littoral"), .send("\u{01}\u{1B}f "), .send("--limit 1\r"),
                .expect("1 of 3 hits"), .expect("caspian> "),
                .send("status\u{03}"), .expect("^C"), .expect("caspian> "),
                .send("serch\r"), .expect("did you mean 'search'?"), .expect("caspian> "),
                .send("\u{12}litt"), .expect("(search 'litt') search --limit 1 littoral"), .send("\r"),
                // Before the prompt, the terminal itself takes Ctrl-D for the end of a line that nobody reads.
                .expect("1 of 3 hits"), .expect("caspian> "), .send("\u{04}"), .end(0),
            ]
        )
        // The next session has it.
        _ = try terminal(
            ["shell"],
            daemon,
            [
                .expect("caspian> "), .send("\u{1B}[A"), .expect("search --limit 1 littoral"), .send("\u{15}exit\r"),
                .end(0),
            ]
        )
    }

    @Test("Tab twice shows what there is, with what it is")
    func candidates() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration())
        _ = try terminal(
            ["shell"],
            daemon,
            [
                .expect("caspian> "), .send("corpus \t"), .press("\t", until: "problems   Lists the files"),
                .send("pro"), .press("\t", until: "corpus problems "), .send("\u{03}"), .send("\u{04}"), .end(0),
            ]
        )
    }

    @Test("a dumb terminal gets no escapes, not even for what passes", arguments: [("dumb", false), ("xterm", true)])
    func dumb(terminal kind: String, hasEscapes: Bool) throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration())
        // That a daemon is being started is what passes.
        let shown = try terminal(
            ["search", "littoral", "--color", "never"],
            daemon,
            environment: [
                "TERM": kind, "CASPIAN_SOCKET": daemon.folder.path + "/other", "CASPIAND": Programs.daemon,
                "CASPIAN_CONFIG": daemon.configuration,
            ],
            [.end(0)]
        )
        #expect(shown.contains("3 hits"))
        #expect(shown.contains("\u{1B}") == hasEscapes)
        _ = try Client(daemon.folder.path + "/other").result("shutdown")
    }

    @Test("what is longer than the screen goes through the pager, unless it shall not")
    func pager() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration())
        let environment = ["PAGER": "sed 's/^/page: /'"]
        let paged = try terminal(["help"], daemon, environment: environment, [.expect("page: "), .end(0)])
        #expect(paged.contains("page: Asks caspiand"))
        let short = try terminal(
            ["help", "ping"],
            daemon,
            environment: environment,
            rows: 60,
            [.expect("ping"), .end(0)]
        )
        #expect(!short.contains("page: "))
        let plain = try terminal(
            ["help", "--no-pager"],
            daemon,
            environment: environment,
            [.expect("help METHOD"), .end(0)]
        )
        #expect(!plain.contains("page: "))
        // Left early, or not there at all: nothing is lost and nothing complains.
        _ = try terminal(["help"], daemon, environment: ["PAGER": "head -1"], [.expect("Asks caspiand"), .end(0)])
        _ = try terminal(
            ["help"],
            daemon,
            environment: ["PAGER": "no-such-pager"],
            [.expect("Asks caspiand"), .end(0)]
        )
    }

    @Test("places are links where the terminal shows them")
    func links() throws {
        let daemon = try RunningDaemon.onSeeds()
        let seed = Programs.seeds + "/mehr-caspian-legal-regime.txt"
        _ = try terminal(
            ["search", "littoral", "--limit", "1"],
            daemon,
            environment: ["TERM": "xterm-kitty", "COLORTERM": "truecolor"],
            [.raw("\u{1B}]8;;file://"), .raw(seed + "#1\u{1B}\\"), .raw("\u{1B}]8;;\u{1B}\\"), .end(0)]
        )
    }
}

@Suite("Watching a query")
struct WatchTests {
    /// A folder with one paper, its daemon, and a watch on the sea that has printed what there is.
    private struct Scene {
        let daemon: RunningDaemon
        let watch: RunningProgram
        let output: String

        init(_ arguments: [String] = []) throws {
            let folder = try TestFolder()
            try folder.write("papers/first.txt", "The sea has five littoral states around it.\n")
            daemon = try RunningDaemon("corpus: {sources: [papers]}\nplugins: {search: {}}\n", in: folder)
            watch = try RunningProgram(
                [Programs.client, "watch", "sea", "--now", "--socket", daemon.socket] + arguments,
                in: folder,
                name: "watch"
            )
            output = folder.path + "/watch.out"
            try waitFor("+ papers/first.txt:1:1:The sea has five littoral states around it.\n")
        }

        func waitFor(_ text: String) throws {
            _ = try Deadline.eventually("'\(text)' in what is watched") {
                String(decoding: TemporaryFolder.bytes(of: output), as: UTF8.self).hasSuffix(text) ? true : nil
            }
        }
    }

    @Test("prints what comes and what goes, and nothing for what stays the same")
    func changes() throws {
        let scene = try Scene(["--count", "4"])
        try scene.daemon.folder.write("papers/second.txt", "Nobody owns the sea.\n")
        try scene.waitFor("+ papers/second.txt:1:1:Nobody owns the sea.\n")
        // Moved down a line it is the same hit; another text is another one.
        try scene.daemon.folder.write("papers/second.txt", "Of law.\n\nNobody owns the sea.\n")
        try scene.daemon.folder.write("papers/first.txt", "The sea has no owner.\n")
        try scene.waitFor(
            "- papers/first.txt:1:1:The sea has five littoral states around it.\n+ papers/first.txt:1:1:The sea has no owner.\n"
        )
        let ended = try scene.watch.wait()
        #expect(ended.status == 0)
        #expect(ended.output.split(separator: "\n").count == 4)
    }

    @Test("goes on when the daemon is started again, and tells of what happened meanwhile")
    func restart() throws {
        let scene = try Scene()
        try scene.daemon.stop()
        _ = try Deadline.eventually("a word that the daemon has gone") {
            scene.watch.errors.contains("caspiand has stopped; waiting for it to come back") ? true : nil
        }
        let folder = scene.daemon.folder
        try folder.write("papers/third.txt", "The sea was quiet.\n")
        let again = try RunningDaemon("corpus: {sources: [papers]}\nplugins: {search: {}}\n", in: folder)
        try scene.waitFor("+ papers/third.txt:1:1:The sea was quiet.\n")
        scene.watch.signal(SIGINT)
        #expect(try scene.watch.wait().status == 130)
        try again.stop()
    }

    @Test("ends when nobody reads it any more, though nothing changes")
    func closedPipe() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration())
        let pipe = try Pipe()
        let watch = try RunningProgram(
            [Programs.client, "watch", "sea", "--socket", daemon.socket],
            in: daemon.folder,
            name: "watch",
            output: pipe.writingEnd
        )
        pipe.closeWriting()
        let client = try daemon.client()
        _ = try Deadline.eventually("the question behind the subscription") {
            try client.result("status")["methods"]?.array?.first { $0["name"] == "search" }
        }
        close(pipe.readingEnd)
        let ended = try watch.wait()
        #expect(ended.status == 141)
        #expect(ended.errors == "")
    }

    @Test("lines for programs have all of a hit")
    func lines() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration())
        let ended = try RunningProgram(
            [
                Programs.client, "watch", "littoral", "--now", "--count", "1", "--format", "jsonl", "--socket",
                daemon.socket,
            ],
            in: daemon.folder,
            name: "watch"
        ).wait()
        let line = try JSON(parsing: ended.output)
        #expect(line["change"] == "came")
        #expect(line["generation"] == 1)
        #expect(line["hit"]?["line"] == 1)
        let table = try RunningProgram(
            [Programs.client, "watch", "x", "--format", "csv", "--socket", daemon.socket],
            in: daemon.folder,
            name: "table"
        ).wait()
        #expect(table.status == 2)
    }
}
