import Glibc
import JSON
import Testing

/// How the daemon starts: by itself, by a service manager, or not.
@Suite("Start")
struct StartTests {
    @Test("a request while it starts waits for the first generation, or for its deadline")
    func starting() throws {
        let folder = try TestFolder()
        // A plugin that says that it is there and waits for a word before it says hello.
        mkfifo(folder.path + "/here", 0o600)
        mkfifo(folder.path + "/go", 0o600)
        let plugin = try folder.write(
            "late.sh",
            "echo here > \(folder.path)/here; read word < \(folder.path)/go; exec python3 \(Programs.plugin("wordcount.py"))\n"
        )
        let here = open(folder.path + "/here", O_RDWR | O_CLOEXEC)
        let go = open(folder.path + "/go", O_RDWR | O_CLOEXEC)
        defer {
            close(here)
            close(go)
        }
        let plugins = "wordcount: {command: [sh, \(plugin)]}\nsearch: {}"
        let daemon = try RunningDaemon(starting: RunningDaemon.configuration(plugins: plugins), in: folder)
        _ = try Deadline().wait(here, for: POLLIN, "the plugin")
        let client = try daemon.client()
        #expect(try client.result("ping") == [:])
        #expect(try client.result("discover")["generation"] == 0)
        #expect(try client.result("health")["status"] == "failing")
        #expect(try client.failure("search", ["query": "sea"], meta: ["timeoutMs": 50])["code"] == 1005)
        let search = try client.begin("search", ["query": "\"joint exploitation\""])
        let count = try client.begin("wordcount.count", ["text": "one two"])
        var answers: [Int: JSON] = [:]
        #expect(try client.result("ping") == [:])
        // There is nothing to reload yet; by default the signal would end the daemon.
        daemon.program.signal(SIGHUP)
        #expect(try client.result("ping") == [:])
        #expect(write(go, "go\n", 3) == 3)
        while answers.count < 2 {
            let answer = try client.message()
            if let id = answer["id"]?.integer { answers[id] = answer }
        }
        #expect(answers[search]?["result", "total"] == 1)
        #expect(answers[count]?["result", "words"] == 2)
        #expect(try daemon.readySaid() == "READY\n")
    }

    /// Two thirds of the memory of an idle daemon were code that had run once.
    @Test("code that only the start needed is given back, and answers come as before")
    func givenBack() throws {
        let daemon = try RunningDaemon.onSeeds()
        let client = try daemon.client()
        func ask() throws -> JSON { try client.result("search", ["query": "coastline"]) }
        let first = try ask()
        try Deadline.eventually("the code to be given back") { try daemon.residentCodeShare() < 0.125 ? () : nil }
        #expect(try ask() == first)
    }

    /// A folder that took minutes to read said nothing until then.
    @Test("how far it is stands in status and health, and is told to whoever waits and wants to know")
    func progress() throws {
        let folder = try TestFolder()
        let (configuration, go) = try slowReading(in: folder)
        defer { close(go) }
        let daemon = try RunningDaemon(starting: configuration, in: folder)
        let client = try Deadline.eventually("the socket") { try? daemon.client() }
        let none: JSON = ["done": 0, "total": 32, "message": "reading 2 files"]
        try Deadline.eventually("the first word") { try client.result("status")["reading"] == none ? () : nil }
        let health = try client.result("health")["checks", "0", "message"]
        #expect(health == "the first corpus is still being read: reading 2 files, 0 %")
        let late = try client.failure("search", ["query": "sea"], meta: ["timeoutMs": 50])["message"]
        #expect(late == "the corpus was not ready within 50 ms: reading 2 files, 0 %")
        let search = try client.begin("search", ["query": "sea"], meta: ["progressToken": "how far"])
        let told: JSON = ["progressToken": "how far", "progress": 0, "total": 32, "message": "reading 2 files"]
        #expect(try client.notification("notifications/progress") == told)
        #expect(write(go, "1\n2\n", 4) == 4)
        #expect(try client.response(to: search)["result", "total"] == 2)
        #expect(try client.result("status")["reading"] == .null)
        let reload = try client.begin("corpus.reload", meta: ["progressToken": "again"])
        try folder.write("notes/three.slow", "The sea is deep.")
        #expect(write(go, "3\n", 2) == 2)
        #expect(try client.response(to: reload)["result", "generation"] != nil)
        try Deadline.eventually("the third") { try client.result("search", ["query": "sea"])["total"] == 3 ? () : nil }
    }

    @Test("caspianctl on a terminal shows how far the daemon is that it has started")
    func progressOnTerminal() throws {
        let folder = try TestFolder()
        let (configuration, go) = try slowReading(in: folder)
        defer { close(go) }
        let file = try folder.write("caspian.yaml", configuration)
        let command = [Programs.client, "--config", file, "--socket", folder.path + "/s"]
        let environment = ["CASPIAND": Programs.daemon]
        try Terminal.run(
            command + ["search", "sea", "--timeout", "1s"],
            in: folder,
            environment: environment,
            [
                .expect("starting caspiand: reading 2 files (0 %)"),
                .expect("caspiand was started but isn't ready yet: reading 2 files (0 %)"), .expect("status"), .end(5),
            ]
        )
        #expect(write(go, "1\n2\n", 4) == 4)
        try Terminal.run(
            command + ["search", "sea"],
            in: folder,
            environment: environment,
            [.expect("The sea is wide."), .end(0)]
        )
        try Terminal.run(command + ["shutdown"], in: folder, environment: environment, [.end(0)])
    }

    /// Two files whose filter waits for a line each, and where to write it.
    private func slowReading(in folder: TestFolder) throws -> (configuration: String, go: Int32) {
        try folder.write("notes/one.slow", "The sea is wide.")
        try folder.write("notes/two.slow", "The sea is salt.")
        mkfifo(folder.path + "/go", 0o600)
        let command = "[sh, -c, \"read word < \(folder.path)/go; cat \\\"$0\\\"\", \"{}\"]"
        let filters = "  filters: [{match: [\"*.slow\"], command: \(command), format: plain, timeout: 60s}]\n"
        let configuration = RunningDaemon.configuration(corpus: folder.path + "/notes")
            .replacing("plugins:", with: filters + "plugins:")
        return (configuration, open(folder.path + "/go", O_RDWR | O_CLOEXEC))
    }

    @Test(
        "a plugin that does not start is the reason why the daemon does not",
        arguments: [
            ("dies", "no database"), ("lies", "multipleOf"), ("impostor", "search"),
        ]
    )
    func brokenPlugin(start: String, reason: String) throws {
        let plugins = RunningDaemon.misbehaving(start) + "\nsearch: {}"
        let daemon = try RunningDaemon(starting: RunningDaemon.configuration(plugins: plugins))
        let said = try daemon.readySaid()
        #expect(said.contains("misbehaving"))
        #expect(said.contains(reason), "\(said)")
        #expect(try daemon.program.wait().status == 78)
        #expect(access(daemon.socket, F_OK) != 0)
    }

    @Test("every mistake of the configuration is told at once, with its line and a caret")
    func mistakes() throws {
        let text = "log: {levl: debug}\ncorpus:\n  sources: 7\nplugins: {}\n"
        let daemon = try RunningDaemon(starting: text)
        let said = try daemon.readySaid()
        #expect(said.contains(":1:7: "))
        #expect(said.contains("did you mean 'level'?"))
        #expect(said.contains(":3:12: "))
        #expect(said.contains("^"))
        #expect(try daemon.program.wait().status == 78)
    }

    @Test("an encoding that there is not is a mistake of the configuration, for the start, the check and a reload")
    func encoding() throws {
        let folder = try TestFolder()
        let text = "corpus:\n  sources:\n    - {path: no, encoding: utf-9}\nplugins: {}\n"
        let daemon = try RunningDaemon(starting: text, in: folder)
        #expect(try daemon.readySaid().contains(":3:28: no encoding is called 'utf-9'"))
        #expect(try daemon.program.wait().status == 78)
        let check = try RunningProgram(
            [Programs.daemon, "--check-config", "--config", folder.path + "/caspian.yaml"],
            in: folder,
            name: "check"
        ).wait()
        #expect(check.status == 78 && check.errors.contains("no encoding is called 'utf-9'"))
        let right = text.replacing("utf-9", with: "KOI8-R")
        let client = try RunningDaemon(right, in: folder).client()
        try folder.write("caspian.yaml", text)
        #expect(try client.failure("config.reload")["message"]?.string?.contains("'utf-9'") == true)
    }

    /// A check found such a configuration in order, and the start failed.
    @Test("a check tells of a socket that can't be and of a log that can't be written")
    func impossiblePlaces() throws {
        let folder = try TestFolder()
        let socket = "/tmp/" + String(repeating: "x", count: 120)
        try folder.write(
            "places.yaml",
            "socket: \(socket)\nlog: {file: none/here.log}\ncorpus: {sources: [.]}\nplugins: {}\n"
        )
        let check = try RunningProgram(
            [Programs.daemon, "--check-config", "--config", folder.path + "/places.yaml"],
            in: folder,
            name: "places"
        ).wait()
        #expect(check.status == 78)
        #expect(check.errors.contains(":1:9: the socket's path has 125 bytes, the system allows 107: \(socket)"))
        let log = "\(folder.path)/none/here.log"
        #expect(check.errors.contains(":2:13: can't write the log: \(log): No such file or directory"))
    }

    @Test("an inherited socket is served, and stays its maker's")
    func inherited() throws {
        let folder = try TestFolder()
        let path = folder.path + "/inherited"
        let descriptor = try SocketTests.listen(at: path)
        defer { close(descriptor) }
        let daemon = try RunningDaemon(
            starting: RunningDaemon.configuration(),
            in: folder,
            input: descriptor,
            prelude: "exec 3<&0 </dev/null; export LISTEN_PID=$$ LISTEN_FDS=1; "
        )
        // A client that was there before the daemon is answered as well.
        let early = try Client(path)
        #expect(try early.result("ping") == [:])
        #expect(try daemon.readySaid() == "READY\n")
        #expect(access(daemon.socket, F_OK) != 0)
        #expect(try daemon.stop().status == 0)
        #expect(access(path, F_OK) == 0)
    }

    @Test("LISTEN_FDS for another process is none of ours")
    func foreignDescriptors() throws {
        let environment = ["LISTEN_PID": "1", "LISTEN_FDS": "1"]
        let daemon = try RunningDaemon(RunningDaemon.configuration(), environment: environment)
        #expect(try daemon.client().result("ping") == [:])
    }

    @Test("the service manager hears of the start, a reload and the stop")
    func notifications() throws {
        let folder = try TestFolder()
        let path = folder.path + "/notify"
        let manager = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        defer { close(manager) }
        #expect(Client.withAddress(path, { bind(manager, $0, $1) }) == 0)
        func heard() throws -> [Substring] {
            _ = try Deadline().wait(manager, for: POLLIN, "a notification")
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = recv(manager, &buffer, buffer.count, 0)
            return String(decoding: buffer[..<max(0, count)], as: UTF8.self).split(separator: "\n")
        }
        let daemon = try RunningDaemon(
            RunningDaemon.configuration(),
            in: folder,
            environment: ["NOTIFY_SOCKET": path]
        )
        #expect(try heard().first == "READY=1")
        daemon.program.signal(SIGHUP)
        let reloading = try heard()
        #expect(reloading.first == "RELOADING=1")
        // Type=notify-reload of systemd.service(5) needs the time.
        #expect(reloading.last?.hasPrefix("MONOTONIC_USEC=") == true)
        #expect(try heard().first == "READY=1")
        daemon.program.signal(SIGTERM)
        #expect(try heard().first == "STOPPING=1")
        #expect(try daemon.program.wait().status == 0)
    }

    @Test("a log on a full disk stops nothing")
    func fullDisk() throws {
        let configuration = RunningDaemon.configuration().replacing(
            "log: {level: debug}",
            with: "log: {level: debug, file: /dev/full}"
        )
        let daemon = try RunningDaemon(configuration)
        let client = try daemon.client()
        #expect(try client.result("search", ["query": "sea"])["total"] != 0)
        #expect(try client.result("corpus.reload")["generation"] == 2)
        let recent = try client.result("log.recent")["entries"]?.array ?? []
        #expect(recent.contains { $0["message"] == "ready" })
        #expect(try daemon.stop().status == 0)
    }

    /// 'status' alone knew of it, and each start read everything again.
    @Test("a cache that can't be written degrades its health, and answers come all the same")
    func noCache() throws {
        let configuration = RunningDaemon.configuration().replacing("corpus:\n", with: "corpus:\n  cache: /proc/none\n")
        let client = try RunningDaemon(configuration).client()
        #expect(try client.result("search", ["query": "sea"])["total"] != 0)
        let health = try client.result("health")
        #expect(health["status"] == "degraded")
        let failed = health["checks"]?.array?.filter { $0["ok"] == false }
        #expect(failed?.map { $0["name"]?.string } == ["cache"])
        #expect(failed?.first?["message"]?.string?.contains("/proc/none") == true)
    }

    @Test("a log that can't be written is the reason why it does not start")
    func noLog() throws {
        let configuration = RunningDaemon.configuration().replacing(
            "log: {level: debug}",
            with: "log: {file: /proc/none/log}"
        )
        let daemon = try RunningDaemon(starting: configuration)
        #expect(try daemon.readySaid().contains("/proc/none/log"))
        #expect(try daemon.program.wait().status == 73)
    }

    @Test("--check-config and --print-config say what a start would take")
    func commandLine() throws {
        let folder = try TestFolder()
        func run(_ arguments: String..., name: String) throws -> RunningProgram.Ended {
            try RunningProgram([Programs.daemon] + arguments, in: folder, name: name).wait()
        }
        let checked = try run("--check-config", "--config", Programs.shippedConfiguration, name: "check")
        #expect(checked.status == 0)
        #expect(
            checked.output
                == "\(Programs.shippedConfiguration): in order\nwould read 1 file of 14 kB\n"
        )

        let printed = try run("--print-config", "--config", Programs.shippedConfiguration, name: "print")
        #expect(printed.status == 0)
        let again = try folder.write("again.yaml", printed.output)
        #expect(try run("--check-config", "--config", again, name: "again").status == 0)
        // Where values come from changes; what is in effect does not.
        func values(_ text: String) -> [Substring] {
            text.split(separator: "\n").map { $0.prefix { $0 != "#" } }.filter { $0.contains { !$0.isWhitespace } }
        }
        let reprinted = try run("--print-config", "--config", again, name: "reprint").output
        #expect(values(reprinted).map { $0.trimmed } == values(printed.output).map { $0.trimmed })

        let wrong = try folder.write("wrong.yaml", "corpus: {sources: [.]}\nplugins: {search: {isolaton: process}}\n")
        let refused = try run("--check-config", "--config", wrong, name: "wrong")
        #expect(refused.status == 78)
        #expect(refused.errors.contains("wrong.yaml:2:20: "))
        #expect(refused.errors.contains("did you mean 'isolation'?"))
        // Was in order, and then refused by the start.
        let missing = try folder.write(
            "missing.yaml",
            "corpus: {sources: [.]}\nplugins:\n  search: {synonyms: none.txt}\n  summary: {aliases: none.txt}\n"
        )
        let objected = try run("--check-config", "--config", missing, name: "missing")
        #expect(objected.status == 78)
        #expect(objected.errors.contains("missing.yaml:3:22: "))
        #expect(objected.errors.contains("none.txt: there is no such file"))
        #expect(objected.errors.contains("missing.yaml:4:22: "))
        #expect(try run("--check-config", "--config", "/none.yaml", name: "none").status == 78)
        // Was in order, and then told by the first question about it.
        let shore = #"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null}]}"#
        try folder.write("lake.geojson", shore)
        let lake = try folder.write(
            "lake.yaml",
            """
            corpus: {sources: [.]}
            plugins:
              division:
                bodies: [{name: lake, shore: lake.geojson, states: [{code: A, name: A}]}]
            """
        )
        let unread = try run("--check-config", "--config", lake, name: "lake")
        #expect(unread.status == 78)
        #expect(unread.errors.contains("lake.yaml:4:34: "))
        #expect(unread.errors.contains("lake.geojson: a feature must say its 'kind'"))
        // A start takes sources that may come later; who misspelt one was told that all is in order.
        let absent = try folder.write(
            "absent.yaml",
            """
            corpus:
              sources: [., ./noets, {path: "./noets/*.md"}]
              filters:
                - {match: ["*.pdf"], command: [pdftotxt, "{}"], format: plain}
                - {match: ["*.ps"], command: [cat, "{}"], format: plain}
            plugins:
              search: {}
              shut: {command: [./absent.yaml]}
              script: {command: [sh, ./none.sh]}
              off: {command: [./none], enabled: false}
            """
        )
        let noted = try run("--check-config", "--config", absent, name: "absent")
        #expect(noted.status == 0)
        #expect(noted.output.hasPrefix("\(absent): in order, but for what is not there\n"))
        #expect(noted.output.contains("absent.yaml:2:16: \(folder.path)/noets: there is no such file or folder\n"))
        #expect(noted.output.contains("absent.yaml:2:32: \(folder.path)/noets/*.md: matches nothing: there is no "))
        #expect(noted.output.contains("absent.yaml:4:26: program 'pdftotxt' is not installed\n"))
        #expect(noted.output.contains("absent.yaml:8:10: cannot start '\(absent)': it is not executable"))
        #expect(noted.output.contains("absent.yaml:9:12: './none.sh': there is no such file in \(folder.path)\n"))
        #expect(!noted.output.contains("cat") && !noted.output.contains("./none'"))
        #expect(try run("--socket", name: "usage").status == 64)
        #expect(try run("--config", again, "--socket", String(repeating: "x", count: 200), name: "long").status == 64)
    }
}

extension Substring {
    fileprivate var trimmed: Substring {
        guard let last = lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return self[...last]
    }
}
