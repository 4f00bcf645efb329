import Glibc
import JSON
import Testing

/// The official Python SDK of the Model Context Protocol as a client, in both of its versions. `make test` installs them
/// below `.build/agents`; where that could not be done, these tests are skipped.
@Suite("Agents' official SDK")
struct AgentSDKTests {
    private static let skipped: Comment = "the SDK is not below .build/agents; 'make agents' installs it"

    private static func python(_ version: Int) -> String { "\(Programs.root)/.build/agents/\(version)/bin/python" }

    private static func isInstalled(_ version: Int) -> Bool {
        access("\(Programs.root)/.build/agents/\(version)/ready", F_OK) == 0
    }

    private func found(
        _ arguments: [String],
        by version: Int,
        of daemon: RunningDaemon,
        script: String? = nil
    ) throws -> JSON {
        let script = "\(Programs.root)/Tests/Fixtures/agents/\(script ?? "sdk\(version)").py"
        let ended = try RunningProgram(
            [Self.python(version), script] + arguments,
            in: daemon.folder,
            name: "sdk"
        ).wait(seconds: 120)
        guard ended.status == 0 else { throw TestError(ended.errors) }
        return try JSON(parsing: ended.output)
    }

    private func check(_ found: JSON, revision: String, missing: JSON) {
        #expect(found["revision"] == .string(revision))
        #expect(found["tools"] == ["read", "search", "similar", "summarize", "divide", "compare_divisions"])
        #expect(found["total"] == 1)
        #expect(
            found["text"]
                == "It has been reported in Azeri media that Baku is in favor of joint exploitation of the sea's disputed resources."
        )
        #expect(found["wrong"]?[0] == true)
        #expect(found["wrong"]?[1]?.string?.contains("'query' must be a string") == true)
        #expect(found["resources"] == 1)
        #expect(found["templates"] == ["caspian:///{+document}{?v}{#lines}"])
        #expect(found["prompts"] == ["ask", "brief", "who-gets-what"])
        #expect(found["prompt"] == "Answer this question from the corpus alone: Who?")
        #expect(found["missing"] == missing)
    }

    @Test("version 1 over stdio", .enabled(if: isInstalled(1), skipped))
    func first() throws {
        let daemon = try RunningDaemon.onSeeds()
        let found = try found([Programs.client, "mcp", "--socket", daemon.socket], by: 1, of: daemon)
        check(found, revision: "2025-11-25", missing: -32002)
    }

    @Test(
        "version 2 over stdio, by each kind of revision",
        .enabled(if: isInstalled(2), skipped),
        arguments: [("auto", "2026-07-28", -32602), ("legacy", "2025-11-25", -32002)]
    )
    func second(mode: String, revision: String, missing: Int) throws {
        let daemon = try RunningDaemon.onSeeds()
        let found = try found([mode, Programs.client, "mcp", "--socket", daemon.socket], by: 2, of: daemon)
        check(found, revision: revision, missing: .integer(missing))
        if mode == "auto" { #expect(found["listens"] == true) }
    }

    @Test(
        "version 2 on the daemon's own socket",
        .enabled(if: isInstalled(2), skipped),
        arguments: [("2026-07-28", "2026-07-28", -32602), ("legacy", "2025-11-25", -32002)]
    )
    func socket(mode: String, revision: String, missing: Int) throws {
        let daemon = try RunningDaemon.onSeeds()
        check(try found([mode, daemon.socket], by: 2, of: daemon), revision: revision, missing: .integer(missing))
    }

    @Test(
        "pages say how much there is and follow each other, progress rises, and what is cancelled is not answered",
        .enabled(if: isInstalled(1) && isInstalled(2), skipped),
        arguments: [(1, ""), (2, "auto"), (2, "legacy")]
    )
    func work(version: Int, mode: String) throws {
        let plugins = "search: {}\n" + RunningDaemon.misbehaving("wide", "\n  concurrency: 2")
        let daemon = try RunningDaemon(RunningDaemon.configuration(plugins: plugins))
        let all = try daemon.client().result("search", ["query": "sea", "limit": 100])
        let total = try #require(all["total"]?.integer)
        #expect(total == 7)
        let arguments = [mode, Programs.client, "mcp", "--socket", daemon.socket]
        let found = try found(arguments, by: version, of: daemon, script: "work")
        #expect(found["pages"] == [[3, 7, true, true], [3, 7, true, true], [1, 7, false, false]])
        #expect(found["answer"] == 1)
        #expect(found["rises"] == true)
        #expect(found["of"]?.array?.map(\.number) == [20_000])
        #expect(found["behind"] == 1)
        #expect(found["asked"] == 1)
        #expect(found["cancelled"] == true)
        #expect(found["answered"] == [])
    }
}
