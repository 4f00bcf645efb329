import Glibc
import JSON
import Testing

/// Completion in the shells themselves, typed into a terminal.
@Suite("Completion", .serialized)
struct CompletionTests {
    private enum Shell: String, CaseIterable {
        case bash, zsh, fish

        /// Started without anybody's configuration, with caspianctl in `$PATH`.
        var program: [String] {
            switch self {
            case .bash: ["bash", "--norc", "--noprofile"]
            case .zsh: ["zsh", "-f"]
            case .fish: ["fish", "--no-config"]
            }
        }

        func set(up script: String) -> [String] {
            switch self {
            case .bash: ["PS1='> '", "source \(script)", printing]
            case .zsh: ["PROMPT='> '", "autoload -Uz compinit", "compinit -u -D", "source \(script)", printing]
            case .fish: ["function fish_prompt; echo '> '; end", "source \(script)", printing]
            }
        }

        /// Prints the words that caspianctl would get, so that what was completed is seen as the program sees it.
        private var printing: String {
            switch self {
            case .bash, .zsh:
                #"caspianctl() { [ "$1" = ---complete ] && command caspianctl "$@" || printf '[%s]' "$@"; }"#
            case .fish:
                #"function caspianctl; test "$argv[1]" = ---complete; "#
                    + #"and command caspianctl $argv; or printf '[%s]' $argv; end"#
            }
        }
    }

    /// A daemon with a document whose name needs quoting, and the environment that finds it.
    private struct Scene {
        let daemon: RunningDaemon
        let environment: [String: String]

        init(plugins: String = "search: {}\n  wordcount:\n    command: [python3, \(Programs.plugin("wordcount.py"))]")
            throws
        {
            let folder = try TestFolder()
            try folder.write("papers/the first one.txt", "The sea has five littoral states around it.\n")
            try folder.write("papers/second.txt", "They have not found a formula yet.\n")
            try folder.write("papers/note.md", "---\nauthor: Jane Doe\n---\n\nIt was signed in Aktau.\n")
            let configuration = "corpus: {sources: [papers]}\nplugins:\n  \(plugins)\n"
            daemon = try RunningDaemon(configuration, in: folder)
            let bin = Programs.client.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            let path = Programs.environment([:])["PATH"] ?? "/usr/bin:/bin"
            environment = [
                "PATH": bin.joined(separator: "/") + ":" + path, "CASPIAN_SOCKET": daemon.socket,
                "HOME": folder.path, "XDG_CONFIG_HOME": folder.path, "XDG_DATA_HOME": folder.path,
            ]
        }

        /// What the program says to a shell, asked again where it says too little: it waits for the daemon for 200 ms, which
        /// are soon over on a busy machine.
        func expect(_ expected: [String], from shell: String, _ words: String...) throws {
            var said: [String] = []
            for turn in 0..<20 where said != expected { said = try candidates(shell, words, turn) }
            #expect(said == expected)
        }

        private func candidates(_ shell: String, _ words: [String], _ turn: Int) throws -> [String] {
            let ended = try RunningProgram(
                [Programs.client, "---complete", "--shell", shell, "--"] + words,
                in: daemon.folder,
                name: "ctl-" + ([shell] + words).joined().map { $0.isLetter ? String($0) : "_" }.joined() + "-\(turn)",
                environment: environment
            ).wait()
            #expect(ended.errors == "")
            return ended.output.split(separator: "\n").map(String.init)
        }
    }

    @Test(
        "a shell completes verbs, methods of plugins, options, values, and names of documents",
        arguments: Shell.allCases
    )
    private func shells(shell: Shell) throws {
        let scene = try Scene()
        let print = try RunningProgram(
            [Programs.client, "completion", shell.rawValue],
            in: scene.daemon.folder,
            name: "completion",
            environment: scene.environment
        ).wait()
        let script = try scene.daemon.folder.write("script", print.output)
        var steps: [Terminal.Step] = []
        for line in shell.set(up: script) { steps += [.send(line + "\r")] }
        steps += [.send("echo rea''dy\r"), .expect("\nready")]
        // What is typed, what a tab adds to it, and the words that the program gets then.
        for (typed, added, words) in [
            ("caspianctl intros", "pect", "[introspect]"),
            ("caspianctl wordc", "ount.count", "[wordcount.count]"),
            ("caspianctl search --expl", "ain", "[search][--explain]"),
            ("caspianctl search x --color=ne", "ver", "[search][x][--color=never]"),
            ("caspianctl corpus explain papers/the", "one.txt", "[corpus][explain][papers/the first one.txt]"),
            ("caspianctl search --document=papers/s", "econd.txt", "[search][--document=papers/second.txt]"),
            ("caspianctl search litt", "oral", "[search][littoral]"),
            // Phrases, in whatever quotes the shell has: bash closed none behind a quotation mark, and zsh took a phrase for
            // nothing that begins as what was typed.
            ("caspianctl search author:Ja", "Doe", #"[search][author:"Jane Doe"]"#),
            (#"caspianctl search "author:Ja"#, "Doe", #"[search][author:"Jane Doe"]"#),
            (#"caspianctl search 'author:"Ja"#, "Doe", #"[search][author:"Jane Doe"]"#),
            (#"caspianctl search author:"Ja"#, "Doe", #"[search][author:"Jane Doe"]"#),
            (#"caspianctl search 'aktau author:Ja"#, "Doe", #"[search][aktau author:"Jane Doe"]"#),
        ] {
            steps += [.send(typed), .expect(typed), .press("\t", until: added), .send("\r"), .expect(words)]
        }
        try Terminal.run(shell.program, in: scene.daemon.folder, environment: scene.environment, columns: 120, steps)
    }

    @Test("each shell gets candidates as it wants them")
    func quoting() throws {
        let scene = try Scene()
        let quoted = "papers/the\\ first\\ one.txt"
        try scene.expect(["-", quoted], from: "bash", "corpus", "explain", "papers/t")
        try scene.expect(["-", "papers/the first one.txt"], from: "bash", "corpus", "explain", "\"papers/t")
        try scene.expect(["-", quoted], from: "bash", "corpus", "explain", "papers/the\\ f")
        // Values of several words stand in the query's own quotation marks, which nobody has typed yet.
        try scene.expect(["-", #"\"Jane\ Doe\""#], from: "bash", "search", "author:Ja")
        try scene.expect(["-", #"author:\"Jane Doe\"""#], from: "bash", "search", "\"author:ja")
        try scene.expect(["-", #"\"Jane Doe\"""#], from: "bash", "search", "author:\"ja")
        try scene.expect(["-", #"author:"Jane Doe""#], from: "bash", "search", "'author:ja")
        try scene.expect(["-", #"author:"Jane Doe""#], from: "fish", "search", "author:Ja")
        try scene.expect(["-", "json", "jsonl"], from: "bash", "search", "x", "--format=js")
        try scene.expect(["-", "papers/second.txt"], from: "bash", "search", "--document=papers/s")
        try scene.expect(["-", "--no-spawn\tDon't start a daemon when none runs."], from: "fish", "ping", "--no-sp")
        try scene.expect(["-", "ping:Asks whether the daemon answers."], from: "zsh", "pin")
        try scene.expect(["files"], from: "zsh", "config", "check", "x")
        try scene.expect(["files"], from: "fish", "ping", "--config", "")
        // Behind -- everything is a word of the question.
        try scene.expect(["-"], from: "fish", "search", "--", "--lim")
        // What was said already is not offered again, unless it may be said twice.
        try scene.expect(["-"], from: "fish", "search", "--explain", "--expl")
    }

    @Test("the names of bodies and formulas come from the plugin that declares them")
    func division() throws {
        let daemon = try RunningDaemon.onSeeds()
        func completed(_ words: [String], _ turn: Int) throws -> String {
            let program = [Programs.client, "---complete", "--socket", daemon.socket, "--"] + words
            return try RunningProgram(program, in: daemon.folder, name: "\(words[1])-\(turn)").wait().output
        }
        // In its 200 ms a daemon on a busy machine may not get to answer.
        for (words, expected) in [
            (["division", "calculate", "--body", ""], "caspian\n"), (["division", "m"], "map\nmedian\n"),
            (["division", "sensitivity", "m"], "median\n"),
        ] {
            var said = ""
            for turn in 0..<20 where said != expected { said = try completed(words, turn) }
            #expect(said == expected)
        }
    }

    @Test("without a daemon the program's own words are completed, and no daemon is started")
    func alone() throws {
        let folder = try TestFolder()
        let ended = try RunningProgram(
            [Programs.client, "---complete", "--socket", folder.path + "/s", "--", "sea"],
            in: folder,
            name: "ctl",
            environment: ["CASPIAN_CONFIG": Programs.shippedConfiguration]
        ).wait()
        #expect(ended.output == "search\n")
        #expect(access(folder.path + "/s", F_OK) != 0)
    }

    @Test("a daemon that does not answer keeps a shell waiting for 200 ms and no longer")
    func hung() throws {
        let daemon = try RunningDaemon(RunningDaemon.configuration())
        daemon.program.signal(SIGSTOP)
        defer { daemon.program.signal(SIGCONT) }
        // The quickest of some, since a busy machine takes its time to start a process.
        let times = try (0..<5).map { number in
            let started = ContinuousClock.now
            let ended = try RunningProgram(
                [Programs.client, "---complete", "--socket", daemon.socket, "--", "s"],
                in: daemon.folder,
                name: "ctl-\(number)"
            ).wait()
            #expect(ended.output.split(separator: "\n").contains("search"))
            return ContinuousClock.now - started
        }
        let took = try #require(times.min())
        #expect(took >= .milliseconds(150))
        #expect(took < .milliseconds(500), "200 ms and what it takes to start a process")
    }
}
