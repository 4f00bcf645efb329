import Glibc
import JSON
import PluginKit
import Processes
import Testing
import Wire

@testable import PluginHost

/// Against the real process; `misbehaving.py` says what each way of misbehaving is.
@Suite("A plugin that misbehaves", .serialized, .timeLimit(.minutes(1)))
struct MisbehavingPluginTests {
    @Test(
        "is told to give up a call at its deadline, and killed when it does not",
        arguments: ["hang", "deaf", "stubborn"]
    )
    func hangs(how: String) async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            await running.becomes(.ready)
            let outcome = await running.tryOut(how, within: 50)
            #expect(outcome.code == .deadlineExceeded)
            await running.becomes(.restarting)
            await running.becomes(.ready)
            #expect(await running.tryOut("behave") == .success(["number": 1]))
            #expect(running.status("restarts") == 1)
        }
    }

    @Test("has its own time for a call, whatever the client allows")
    func callTimeout() async throws {
        var settings = Fixture.misbehaving()
        settings.callTimeoutMilliseconds = 50
        try await withPlugin(settings) { running in
            let outcome = await running.tryOut("hang", within: 20_000)
            #expect(outcome.code == .pluginTimeout)
            #expect(outcome.message == "plugin 'misbehaving' did not answer 'misbehaving.do' within 50 ms")
        }
    }

    @Test("is killed for flooding", arguments: ["flood", "endless", "flood_log"])
    func floods(how: String) async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            let outcome = await running.tryOut(how)
            #expect(outcome.code == .pluginCrashed)
            #expect(
                outcome.message?.hasPrefix("plugin 'misbehaving' died: it was killed for writing more than 100") == true
            )
            await running.becomes(.restarting)
            await running.becomes(.ready)
            #expect(await running.tryOut("behave") == .success(["number": 1]))
        }
    }

    @Test("is slowed down when it floods standard error, and late like any other")
    func floodsErrors() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            #expect(await running.tryOut("flood_errors", within: 300).code == .deadlineExceeded)
        }
    }

    @Test("does not reach a caller with an answer that is not to a request of its")
    func wrongID() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            #expect(await running.tryOut("wrong_id") == .success(["number": 1]))
            #expect(running.status("nonsense") == 2)
        }
    }

    @Test("answers once, whatever it writes")
    func twice() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            #expect(await running.tryOut("twice") == .success(["number": 1]))
            #expect(await running.tryOut("behave") == .success(["number": 1]))
            #expect(running.status("nonsense") == 1)
        }
    }

    @Test("does not get a result through that is not as it declared")
    func wrongResult() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            let outcome = await running.tryOut("wrong_result")
            #expect(outcome.code == .pluginProtocol)
            #expect(
                outcome.message
                    == "plugin 'misbehaving' answered 'misbehaving.do' with a result that is not as declared at /number: "
                    + "'number' must be a whole number, found 'one'"
            )
            #expect(running.status("nonsense") == 1)
            #expect(running.status("failures") == 1)
        }
    }

    @Test("ends its call at once with an answer that can't be read")
    func unreadableAnswer() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            #expect(await running.tryOut("unreadable_answer").code == .pluginProtocol)
        }
    }

    @Test("loses lines that are not JSON, and nothing else")
    func invalidJSON() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            #expect(await running.tryOut("invalid_json") == .success(["number": 1]))
            #expect(running.status("nonsense") == 3)
        }
    }

    private var shortLines: ExternalPluginSettings {
        var settings = Fixture.misbehaving()
        settings.lineLimit = 1 << 20
        settings.nonsenseLimit = 1000
        return settings
    }

    /// Such a call waited for its deadline, and the plugin was killed for being late.
    @Test("ends its call at once with an answer of ten mebibytes", arguments: ["long_line", "long_line_backwards"])
    func longLine(how: String) async throws {
        try await withPlugin(shortLines) { running in
            let outcome = await running.tryOut(how)
            #expect(outcome.code == .pluginProtocol)
            #expect(
                outcome.message
                    == "plugin 'misbehaving' answered 'misbehaving.do' with a line that is no answer: "
                    + "a line of more than 1048576 bytes"
            )
            #expect(await running.tryOut("behave") == .success(["number": 1]))
        }
    }

    @Test("loses a line of ten mebibytes that answers nothing, and nothing else")
    func longLog() async throws {
        try await withPlugin(shortLines) { running in
            #expect(await running.tryOut("long_log") == .success(["number": 2]))
        }
    }

    @Test(
        "is known by how a line begins that is too long",
        arguments: [
            (#"{"jsonrpc":"2.0","id":17,"result":{"id":3"#, 17, true), (#"{ "id" : 4 , "error" : {"#, 4, true),
            (#"{"result":{"id":3,"id":4},"x":"\"id\":5,"#, nil, true), (#"{"id":"7","result":[1,{"id":3,"#, nil, true),
            (#"{"method":"log","params":{"result":1,"#, nil, false), (#"{"id":12"#, nil, false), ("xxxx", nil, false),
        ] as [(String, Int?, Bool)]
    )
    func head(line: String, id: Int?, isAnswer: Bool) {
        let head = LineHead(line.utf8)
        #expect(head.id == id)
        #expect(head.isAnswer == isAnswer)
    }

    @Test("can't speak for the daemon")
    func foreignError() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            let outcome = await running.tryOut("foreign_error")
            #expect(outcome.code == .pluginProtocol)
            #expect(await running.tryOut("asks") == .success(["number": 1]))
            #expect(running.status("nonsense") == 2)
        }
    }

    @Test("may refuse a call in its own words")
    func ownError() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            let expected = Failure(.notFound, "no such number", hint: "try 7")
            #expect(await running.tryOut("own_error") == .failure(expected))
            #expect(running.status("nonsense") == 0)
        }
    }

    @Test(
        "takes its calls with it when it dies",
        arguments: [
            ("die", "it exited with status 7; its last words: about to die"), ("half", "signal 9 (Killed) ended it"),
        ]
    )
    func dies(how: String, reason: String) async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            await running.becomes(.ready)
            // Begun before the other one, whichever thread runs first.
            let other = running.begin("hang")
            let outcome = await running.tryOut(how)
            #expect(outcome.code == .pluginCrashed)
            #expect(outcome.message == "plugin 'misbehaving' died: \(reason)")
            #expect(await running.outcome(of: other).code == .pluginCrashed)
            await running.becomes(.ready)
            #expect(await running.tryOut("behave") == .success(["number": 1]))
        }
    }

    @Test("delivers what it wrote before it died")
    func answersAndDies() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            #expect(await running.tryOut("answer_and_die") == .success(["number": 1]))
        }
    }

    @Test("is as good as dead when it closes its output")
    func closesOutput() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            let outcome = await running.tryOut("close_output")
            #expect(outcome.message == "plugin 'misbehaving' died: it closed its standard input or output")
        }
    }

    @Test("takes its children with it")
    func forks() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            let outcome = await running.tryOut("fork")
            let child = Int32(try outcome.get()["number"]?.integer ?? 0)
            #expect(kill(child, 0) == 0)
            #expect(await running.tryOut("die").code == .pluginCrashed)
            // It has been killed by now, and ends within the time of this suite.
            while !isDead(child) { await Task.yield() }
        }
    }

    @Test("gets no more memory than it may have")
    func eats() async throws {
        var settings = Fixture.misbehaving()
        settings.limits.memoryBytes = 256 << 20
        try await withPlugin(settings) { running in
            let outcome = await running.tryOut("eat")
            #expect(outcome.code == .pluginCrashed)
            #expect(outcome.message?.contains("MemoryError") == true)
        }
    }

    @Test("is unavailable while it is down, and says when to try again")
    func unavailable() async throws {
        var settings = Fixture.misbehaving()
        settings.restart.firstDelayMilliseconds = 60_000
        settings.restart.longestDelayMilliseconds = 60_000
        try await withPlugin(settings) { running in
            #expect(await running.tryOut("die").code == .pluginCrashed)
            guard case .failure(let failure) = await running.tryOut("behave") else {
                Issue.record("it answered")
                return
            }
            #expect(failure.code == .pluginUnavailable)
            #expect(failure.message == "plugin 'misbehaving' has died and is started again")
            #expect((30_000...60_000).contains(failure.retryAfterMilliseconds ?? 0))
        }
    }

    @Test("is left alone after too many quick deaths, tried once more, and left alone again")
    func breaks() async throws {
        var settings = Fixture.misbehaving("brief")
        settings.restart.quickDeathsUntilBroken = 3
        settings.restart.breakMilliseconds = 20
        try await withPlugin(settings) { running in
            await running.becomes(.broken)
            let before = running.status("restarts") ?? 0
            await running.becomes(.broken)
            #expect(before >= 2)
            #expect(running.status("restarts") ?? 0 > before)
        }
    }

    private func isDead(_ pid: Int32) -> Bool {
        guard kill(pid, 0) == 0 else { return errno == ESRCH }
        guard let file = fopen("/proc/\(pid)/stat", "r") else { return true }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 512)
        guard fgets(&line, 512, file) != nil else { return true }
        let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        return text.split(separator: ")").last?.hasPrefix(" Z") ?? true
    }
}
