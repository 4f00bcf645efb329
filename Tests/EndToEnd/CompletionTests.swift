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
            let configuration = "corpus: {sources: [papers]}\nplugins:\n  \(plugins)\n"
            daemon = try RunningDaemon(configuration, in: folder)
            let bin = Programs.client.split(separator: "/", omittingEmptySubsequences: false).dropLast()
            let path = Programs.environment([:])["PATH"] ?? "/usr/bin:/bin"
            environment = [
                "PATH": bin.joined(separator: "/") + ":" + path, "CASPIAN_SOCKET": daemon.socket,
                "HOME": folder.path, "XDG_CONFIG_HOME": folder.path, "XDG_DATA_HOME": folder.path,
            ]
        }

        /// What the program says to a shell.
        func candidates(_ shell: String, _ words: String...) throws -> [String] {
            let ended = try RunningProgram(
                [Programs.client, "---complete", "--shell", shell, "--"] + words,
                in: daemon.folder,
                name: "ctl-" + ([shell] + words).joined().map { $0.isLetter ? String($0) : "_" }.joined(),
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
        ] {
            steps += [.send(typed), .expect(typed), .send("\t"), .expect(added), .send("\r"), .expect(words)]
        }
        try Terminal.run(shell.program, in: scene.daemon.folder, environment: scene.environment, columns: 120, steps)
    }

    @Test("each shell gets candidates as it wants them")
    func quoting() throws {
        let scene = try Scene()
        let path = "papers/the first one.txt"
        #expect(try scene.candidates("bash", "summary", "pap").isEmpty == false)
        #expect(try scene.candidates("bash", "corpus", "explain", "papers/t") == ["-", "papers/the\\ first\\ one.txt"])
        #expect(try scene.candidates("bash", "corpus", "explain", "\"papers/t") == ["-", path])
        #expect(
            try scene.candidates("bash", "corpus", "explain", "papers/the\\ f") == [
                "-", "papers/the\\ first\\ one.txt",
            ]
        )
        #expect(try scene.candidates("bash", "search", "x", "--format=js") == ["-", "json", "jsonl"])
        #expect(try scene.candidates("bash", "search", "--document=papers/s") == ["-", "papers/second.txt"])
        #expect(
            try scene.candidates("fish", "ping", "--no-sp") == [
                "-", "--no-spawn\tDon't start a daemon when none runs.",
            ]
        )
        #expect(try scene.candidates("zsh", "pin") == ["-", "ping:Asks whether the daemon answers."])
        #expect(try scene.candidates("zsh", "config", "check", "x") == ["files"])
        #expect(try scene.candidates("fish", "ping", "--config", "") == ["files"])
        // Behind -- everything is a word of the question.
        #expect(try scene.candidates("fish", "search", "--", "--lim") == ["-"])
        // What was said already is not offered again, unless it may be said twice.
        #expect(try scene.candidates("fish", "search", "--explain", "--expl") == ["-"])
    }

    @Test("the names of bodies and formulas come from the plugin that declares them")
    func division() throws {
        let daemon = try RunningDaemon.onSeeds()
        let scene = try RunningProgram(
            [Programs.client, "---complete", "--socket", daemon.socket, "--", "division", "calculate", "--body", ""],
            in: daemon.folder,
            name: "bodies"
        ).wait()
        #expect(scene.output == "caspian\n")
        let words = try RunningProgram(
            [Programs.client, "---complete", "--socket", daemon.socket, "--", "division", "m"],
            in: daemon.folder,
            name: "rules"
        ).wait()
        #expect(words.output == "map\nmedian\n")
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
        let started = ContinuousClock.now
        let ended = try RunningProgram(
            [Programs.client, "---complete", "--socket", daemon.socket, "--", "s"],
            in: daemon.folder,
            name: "ctl"
        ).wait()
        let took = ContinuousClock.now - started
        #expect(ended.output.split(separator: "\n").contains("search"))
        #expect(took >= .milliseconds(150))
        #expect(took < .milliseconds(1000), "200 ms and what a loaded machine adds to start a process")
    }
}
