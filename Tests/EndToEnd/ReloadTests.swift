import Glibc
import JSON
import Testing

/// A reload changes everything or nothing.
@Suite("Reload")
struct ReloadTests {
    private func daemon(_ folder: TestFolder, plugins: String = "search: {}", _ more: String = "") throws
        -> RunningDaemon
    {
        try folder.write("corpus/a.txt", "The sea is large.\n")
        return try RunningDaemon(configuration(folder, plugins: plugins, more), in: folder)
    }

    private func configuration(_ folder: TestFolder, plugins: String, _ more: String = "") -> String {
        RunningDaemon.configuration(corpus: "\(folder.path)/corpus", plugins: plugins, more: more)
    }

    @Test("SIGHUP takes over a changed configuration")
    func hangup() throws {
        let folder = try TestFolder()
        let daemon = try daemon(folder)
        let client = try daemon.client()
        #expect(try client.failure("summary")["code"] == -32601)
        _ = try client.result("subscribe", ["topics": ["generation"]])
        try folder.write("caspian.yaml", configuration(folder, plugins: "search: {}\nsummary: {}"))
        daemon.program.signal(SIGHUP)
        #expect(try client.notification("notifications/generation")["generation"] == 2)
        #expect(try client.result("summary", ["sentences": 1])["sentences", "0", "text"] == "The sea is large.")
        let reload = try client.result("status", meta: ["minGeneration": 2])["lastReload"]
        #expect(reload?.contains(["ok": true, "trigger": "SIGHUP", "generation": 2]) == true)
    }

    @Test("tells of passages that came to the hits of a saved query, and of those that went")
    func savedQueries() throws {
        let folder = try TestFolder()
        let daemon = try daemon(folder)
        let client = try daemon.client()
        let saved = try client.result(
            "subscribe",
            ["topics": [], "queries": ["mine": ["params": ["query": "sturgeon"]]]]
        )
        #expect(saved["queries"] == ["mine"])
        try folder.write("corpus/new.txt", "A sturgeon swims here.\n")
        _ = try client.result("corpus.reload")
        let came = try client.notification("notifications/query")
        #expect(came.contains(["name": "mine", "generation": 2, "went": []]))
        #expect(came["came", "0", "snippet"] == "A sturgeon swims here.")
        try folder.write("corpus/new.txt", "Nothing swims here.\n")
        _ = try client.result("corpus.reload")
        let went = try client.notification("notifications/query")
        #expect(went.contains(["name": "mine", "came": []]))
        #expect(went["went", "0", "snippet"] == "A sturgeon swims here.")
        let failure = try client.failure("subscribe", ["topics": [], "queries": ["bad": ["params": ["qery": "x"]]]])
        #expect(failure["code"] == -32602)
    }

    /// Each subscription was one more of the same name, and one with a mistake in its query was never heard of again.
    @Test("a saved query takes the place of another of its name, and tells why it can't be answered")
    func savedAgain() throws {
        let folder = try TestFolder()
        let daemon = try daemon(folder)
        let client = try daemon.client()
        for query in ["sturgeon", "sturgeon AND (", "herring"] {
            let queries: JSON = ["mine": ["params": ["query": .string(query)]]]
            _ = try client.result("subscribe", ["topics": [], "queries": queries])
            guard query.hasSuffix("(") else { continue }
            let told = try client.notification("notifications/query")
            #expect(told["name"] == "mine")
            #expect(told["error"]?.contains(["code": -32602, "message": "this '(' is never closed"]) == true)
        }
        try folder.write("corpus/new.txt", "A sturgeon and a herring swim here.\n")
        _ = try client.result("corpus.reload")
        _ = try client.result("subscribe", ["topics": ["generation"]])
        try folder.write("corpus/newer.txt", "Another herring.\n")
        _ = try client.result("corpus.reload")
        for name in ["/new.txt", "/newer.txt"] {
            let path = try client.notification("notifications/query")["came", "0", "path"]
            #expect(path?.string?.hasSuffix(name) == true)
        }
        let many = (1...64).map { ("q\($0)", ["params": ["query": "sea"]] as JSON) }
        #expect(try client.failure("subscribe", ["topics": [], "queries": .object(Members(many))])["code"] == 1013)
    }

    @Test("a wrong configuration changes nothing and is seen in status and health")
    func wrong() throws {
        let folder = try TestFolder()
        let daemon = try daemon(folder)
        let client = try daemon.client()
        try folder.write("caspian.yaml", "log: {levl: debug}\ncorpus: {sources: []}\nplugins: {serch: {}}\n")
        let check = try client.result("config.check")
        #expect(check["ok"] == false)
        #expect(check["mistakes", "0"]?.contains(["line": 1, "column": 7]) == true)
        let failure = try client.failure("config.reload")
        #expect(failure["code"] == 1012)
        #expect(failure["message"]?.string?.contains("caspian.yaml:1:7") == true)
        #expect(failure["message"]?.string?.contains("did you mean 'level'?") == true)
        #expect(failure["data", "text"]?.string?.contains("\n  3 | plugins: {serch: {}}\n") == true)
        #expect(failure["data", "text"]?.string?.contains("\n  1 | log: {levl: debug}\n    |       ^^^^") == true)

        let found = try client.result("search", ["query": "sea"])
        #expect(found["total"] == 1)
        #expect(found["_meta", "generation"] == 1)
        let status = try client.result("status")
        #expect(status["generation"] == 1)
        #expect(status["lastReload", "ok"] == false)
        #expect(status["lastReload", "error", "code"] == 1012)
        #expect(try client.result("health")["status"] == "degraded")

        try folder.write("caspian.yaml", configuration(folder, plugins: "search: {}"))
        #expect(try client.result("config.reload")["generation"] == 2)
        #expect(try client.result("health")["status"] == "ok")
    }

    @Test("SIGHUP with a wrong configuration changes nothing either")
    func wrongHangup() throws {
        let folder = try TestFolder()
        let daemon = try daemon(folder)
        let client = try daemon.client()
        try folder.write("caspian.yaml", "plugins: 7\n")
        daemon.program.signal(SIGHUP)
        let reload = try Deadline.eventually("the reload") {
            let reload = try client.result("status")["lastReload"]
            return reload?["trigger"] == "SIGHUP" ? reload : nil
        }
        #expect(reload.contains(["ok": false, "generation": 1]))
        try Deadline.eventually("the log") {
            daemon.log.contains("reload failed, nothing changed") ? () : nil
        }
        #expect(try client.result("search", ["query": "sea"])["total"] == 1)
    }

    @Test(
        "a plugin that does not start any more leaves the old one answering",
        arguments: ["dies", "lies", "impostor"]
    )
    func brokenPlugin(start: String) throws {
        let folder = try TestFolder()
        let daemon = try daemon(folder, plugins: RunningDaemon.misbehaving() + "\nsearch: {}")
        let client = try daemon.client()
        func pid() throws -> JSON? { try client.result("plugin.list")["plugins", "0", "pid"] }
        let before = try pid()
        try folder.write("caspian.yaml", configuration(folder, plugins: RunningDaemon.misbehaving(start)))
        let failure = try client.failure("config.reload")
        #expect(failure["message"]?.string?.contains("misbehaving") == true)
        #expect(try pid() == before)
        #expect(try client.result("misbehaving.do", ["how": "behave"])["number"] == 1)
        #expect(try client.result("search", ["query": "sea"])["total"] == 1)
    }

    @Test("a plugin whose block is unchanged goes on in its process, and hears of the new corpus")
    func unchangedPlugin() throws {
        let folder = try TestFolder()
        let daemon = try daemon(folder, plugins: RunningDaemon.misbehaving() + "\nsearch: {isolation: process}")
        let client = try daemon.client()
        func pids() throws -> [JSON] {
            (try client.result("plugin.list")["plugins"]?.array ?? []).compactMap { $0["pid"] }
        }
        let before = try pids()
        let worker = try OtherProcess(#require(before.last?.integer))
        #expect(try client.result("config.reload")["generation"] == 2)
        let after = try pids()
        #expect(after.first == before.first)
        // A built-in plugin in a process of its own reads the corpus at its start.
        #expect(after.last != before.last)
        try worker.waitForEnd()
        #expect(try client.result("misbehaving.do", ["how": "generation"])["number"] == 2)
    }

    @Test("files that change, come and go are searched as they are, by themselves")
    func watch() throws {
        let folder = try TestFolder()
        let daemon = try daemon(folder)
        let client = try daemon.client()
        /// Waits from generation to generation until `word` is found so often.
        func waitUntil(_ word: String, isFound count: Int) throws {
            var generation = 1
            try Deadline.eventually("\(count) hits of \(word)") {
                let meta: JSON = ["minGeneration": .integer(generation)]
                let result = try client.result("search", ["query": .string(word)], meta: meta)
                generation = (result["_meta", "generation"]?.integer ?? 0) + 1
                return result["total"]?.integer == count ? () : nil
            }
        }
        try folder.write("corpus/a.txt", "The sturgeon is old.\n")
        try waitUntil("sturgeon", isFound: 1)
        try waitUntil("large", isFound: 0)
        try folder.write("corpus/deep/er/b.txt", "The seal sleeps.\n")
        try waitUntil("seal", isFound: 1)
        unlink(folder.path + "/corpus/a.txt")
        try waitUntil("sturgeon", isFound: 0)
    }

    @Test("a file that can't be read is listed with its reason, and the others are searched")
    func unreadable() throws {
        let folder = try TestFolder()
        mkdir(folder.path + "/corpus", 0o755)
        mkfifo(folder.path + "/corpus/pipe.txt", 0o644)
        symlink("loop.txt", folder.path + "/corpus/loop.txt")
        try folder.write("corpus/huge.txt", [UInt8](repeating: 0x61, count: 2048))
        let daemon = try daemon(folder, "")
        let limits = "corpus:\n  sources: [\(folder.path)/corpus]\n  limits: {file: 1KiB}\nplugins: {search: {}}\n"
        try folder.write("caspian.yaml", limits)
        let client = try daemon.client()
        _ = try client.result("config.reload")
        let problems = try client.result("corpus.problems")["problems"]?.array ?? []
        for name in ["huge.txt"] {
            let problem = problems.first { $0["path"]?.string?.hasSuffix(name) == true }
            #expect(problem?["fatal"] == true, "\(name)")
            #expect(problem?["message"]?.string?.isEmpty == false)
        }
        #expect(try client.result("search", ["query": "sea"])["total"] == 1)
        #expect(try client.result("health")["status"] == "degraded")
    }

    @Test("what is no text is counted and listed when asked for, and all is well")
    func skipped() throws {
        let folder = try TestFolder()
        mkdir(folder.path + "/corpus", 0o755)
        mkfifo(folder.path + "/corpus/pipe.txt", 0o644)
        symlink("a.txt", folder.path + "/corpus/link.txt")
        for name in ["one.gz", "two.gz"] { try folder.write("corpus/\(name)", [0x1F, 0x8B, 8, 0] as [UInt8]) }
        let client = try daemon(folder).client()
        let counts: JSON = ["compressed files": 2, "devices, FIFOs and sockets": 1, "symbolic links": 1]
        let health = try client.result("health")
        #expect(health["status"] == "ok")
        #expect(
            health["checks", "0", "message"]
                == "1 document, 0 files left out; no text, and skipped: 2 compressed files, 1 device, FIFO or socket, 1 symbolic link"
        )
        let status = try client.result("status")
        #expect(status["skipped"] == counts)
        #expect(status["corpus"]?.contains(["problems": 0, "skipped": 4]) == true)
        #expect(try client.result("corpus.problems").contains(["total": 0, "skipped": counts]))
        let listed = try client.result("corpus.problems", ["skipped": true, "limit": 1, "offset": 1])
        #expect(listed["total"] == 4)
        #expect(listed["problems", "0"]?.contains(["skipped": "compressed files", "fatal": true]) == true)
        #expect(listed["problems", "1"] == nil)
    }

    /// Editors and file managers use the notifications that a user has, and end.
    @Test("without notifications files are looked at now and then, until there are some again")
    func polling() throws {
        let folder = try TestFolder()
        let limit = "/proc/sys/user/max_inotify_instances"
        let space = ["/usr/bin/unshare", "--user", "--map-root-user", "/bin/sh", "-c"]
        let isAllowed = try RunningProgram(space + ["echo 0 >\(limit)"], in: folder, name: "unshare").wait().status == 0
        guard isAllowed else { return }  // Some systems let nobody make a space of users.
        let start = #"echo 0 >\#(limit); exec 9>&1 >/dev/null; exec "$0" "$@""#
        try folder.write("corpus/a.txt", "The sea is large.\n")
        let daemon = try RunningDaemon(
            starting: configuration(folder, plugins: "search: {}", "watch: {poll: 100ms}"),
            in: folder,
            prelude: "exec \(space.joined(separator: " ")) '\(start)' \"$0\" \"$@\"; "
        )
        #expect(try daemon.readySaid() == "READY\n")
        let client = try daemon.client()
        func waits(for text: String) throws {
            try Deadline.eventually(text) { daemon.log.contains(text) ? () : nil }
        }
        try waits(for: "changes of files are looked for now and then only")
        try folder.write("corpus/b.txt", "The seal sleeps.\n")
        try Deadline.eventually("a change") { try client.result("search", ["query": "seal"])["total"] == 1 ? () : nil }
        let enter = ["/usr/bin/nsenter", "--target", "\(daemon.pid)", "--user", "--preserve-credentials"]
        let raise = enter + ["/bin/sh", "-c", "echo 100 >\(limit)"]
        #expect(try RunningProgram(raise, in: folder, name: "nsenter").wait().status == 0)
        try waits(for: "changes of files are told at once again")
        try folder.write("corpus/c.txt", "The gull flies.\n")
        try Deadline.eventually("a change") { try client.result("search", ["query": "gull"])["total"] == 1 ? () : nil }
    }

    /// With all descriptors taken by clients a changed file emptied the corpus, and it stayed empty.
    @Test("when no file can be opened, the corpus stays as it was, and is read as soon as one can")
    func descriptors() throws {
        let folder = try TestFolder()
        let daemon = try daemon(folder, "watch: {poll: 100ms}")
        let client = try daemon.client()
        _ = try client.result("subscribe", ["topics": ["generation"]])
        try folder.write("corpus/deep/b.txt", "The seal sleeps.\n")
        _ = try client.notification("notifications/generation")
        func allow(_ count: Int) throws {
            let arguments = ["/usr/bin/prlimit", "--pid", "\(daemon.pid)", "--nofile=\(count):"]
            #expect(try RunningProgram(arguments, in: folder, name: "prlimit-\(count)").wait().status == 0)
        }
        try allow(3)
        try folder.write("corpus/a.txt", "The sturgeon is old.\n")
        try folder.write("corpus/c.txt", "The shore is long.\n")
        try Deadline.eventually("a failed reload") {
            try client.result("status")["lastReload", "ok"] == false ? () : nil
        }
        #expect(try client.result("search", ["query": "sea"])["total"] == 1)
        #expect(try client.result("search", ["query": "seal"])["total"] == 1)
        #expect(try client.result("health")["status"] == "degraded")
        try allow(1024)
        try Deadline.eventually("the changes") {
            try client.result("search", ["query": "sturgeon shore"])["total"] == 2 ? () : nil
        }
        // The reload is told of when it has ended, which is after it answers.
        try Deadline.eventually("good health") { try client.result("health")["status"] == "ok" ? () : nil }
        // Folders are watched as before.
        try folder.write("corpus/deep/b.txt", "The gull flies.\n")
        try Deadline.eventually("a change in a folder") {
            try client.result("search", ["query": "gull"])["total"] == 1 ? () : nil
        }
    }

    @Test("a corpus that is not there is a problem, not the end")
    func missing() throws {
        let folder = try TestFolder()
        let daemon = try RunningDaemon(configuration(folder, plugins: "search: {}"), in: folder)
        let client = try daemon.client()
        let problems = try client.result("corpus.problems")["problems"]?.array ?? []
        #expect(problems.first?["message"]?.string?.isEmpty == false)
        #expect(problems.first?["path"]?.string?.hasSuffix("corpus") == true)
        #expect(try client.result("search", ["query": "sea"])["total"] == 0)
    }
}
