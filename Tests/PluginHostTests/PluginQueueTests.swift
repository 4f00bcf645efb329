import Glibc
import JSON
import PluginHost
import PluginKit
import Testing
import Wire

@Suite("Calls that wait for a plugin", .serialized, .timeLimit(.minutes(1)))
struct PluginQueueTests {
    @Test("are bounded: one more is refused as overloaded, and all are answered")
    func overload() async throws {
        var settings = Fixture.misbehaving()
        settings.queueLimit = 10
        try await withPlugin(settings) { running in
            let codes = await codes(of: 20, running)
            // Two are with the plugin, ten wait.
            #expect(codes[.deadlineExceeded] == 12)
            #expect(codes[.overloaded] == 8)
        }
    }

    @Test("are not sent to a plugin that does not read")
    func backPressure() async throws {
        try await withPlugin(Fixture.misbehaving("wide")) { running in
            async let deaf = running.tryOut("deaf", within: 2000)
            while running.status("underWay") != 1 { await Task.yield() }
            // The first fills the buffer of two mebibytes and more; the others stay in the queue though the plugin would
            // take a hundred at once.
            let load = JSON.string(String(repeating: "x", count: 2 << 20))
            async let others = codes(of: 20, running, ["load": load], within: 1000)
            while running.status("waiting") != 19 { await Task.yield() }
            #expect(running.status("underWay") == 2)
            #expect(await others == [.deadlineExceeded: 20])
            #expect(await deaf.code != nil)
        }
    }

    @Test("are refused when the plugin dies before their turn")
    func refused() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            async let codes = codes(of: 5, running, within: 20_000)
            while running.status("waiting") != 3 { await Task.yield() }
            let pid = try #require(running.status("pid"))
            #expect(kill(Int32(pid), SIGKILL) == 0)
            #expect(await codes == [.pluginCrashed: 2, .pluginUnavailable: 3])
        }
    }

    @Test("can be cancelled before their turn")
    func cancelled() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            async let sent = codes(of: 2, running, within: 500)
            while running.status("underWay") != 2 { await Task.yield() }
            let control = CallControl()
            async let outcome = running.tryOut("behave", control: control)
            while running.status("waiting") != 1 { await Task.yield() }
            control.end(.cancelled)
            #expect(await outcome.code == .cancelled)
            #expect(await sent == [.deadlineExceeded: 2])
        }
    }

    @Test("are refused when they were ended before they were made")
    func endedBefore() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            let control = CallControl()
            control.end(.cancelled)
            #expect(await running.tryOut("hang", control: control).code == .cancelled)
        }
    }

    @Test("have no place in a plugin without such a method")
    func unknown() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            let outcome = await running.answer("misbehaving.undo", [:])
            #expect(
                outcome == .failure(Failure(.methodNotFound, "plugin 'misbehaving' has no method 'misbehaving.undo'"))
            )
        }
    }

    @Test("come after the news of a corpus, which a plugin that was restarted gets again")
    func generations() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            await running.becomes(.ready)
            running.plugin.notifyCorpusChanged(generation: 41)
            running.plugin.notifyCorpusChanged(generation: 42)
            #expect(await running.tryOut("generation") == .success(["number": 42]))
            #expect(await running.tryOut("die").code == .pluginCrashed)
            await running.becomes(.ready)
            #expect(await running.tryOut("generation") == .success(["number": 42]))
        }
    }

    @Test("report progress to their callers, at a bearable rate")
    func progress() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            let (reports, continuation) = AsyncStream.makeStream(of: Int.self)
            let control = CallControl { continuation.yield($0.done) }
            #expect(await running.tryOut("flood_progress", control: control) == .success(["number": 1]))
            continuation.finish()
            let steps = await reports.reduce(into: []) { $0.append($1) }
            #expect(steps.first == 0)
            #expect(steps == steps.sorted())
            // One in 50 ms at most: a thousand would be 50 seconds.
            #expect(steps.count < 1000)
        }
    }

    @Test(
        "bring no opinion that is not as the manifest declares it",
        arguments: [
            (#"{"confidence":0.5}"#, ""),
            (#"{"confidence":2,"method":"misbehaving.do","params":{},"text":"","result":{"number":1}}"#, "/confidence"),
            (#"{"confidence":1,"method":"search","params":{},"text":"","result":{"number":1}}"#, "/method"),
            (#"{"confidence":1,"method":"misbehaving.do","params":{"how":1},"text":"","result":{}}"#, "/params/how"),
            (#"{"confidence":1,"method":"misbehaving.do","params":{},"text":"","result":{}}"#, "/result"),
        ]
    )
    func badOpinion(text: String, pointer: String) async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            guard case .failure(let failure) = await running.opinion(on: text) else {
                Issue.record("it was delivered")
                return
            }
            #expect(failure.code == .pluginProtocol)
            #expect(failure.details["pointer"] == .string(pointer))
        }
    }

    /// How often each failure came for so many calls at once that hang.
    private func codes(
        of count: Int,
        _ running: RunningPlugin,
        _ parameters: Members = Members(),
        within milliseconds: Int = 200
    ) async -> [Code: Int] {
        await withTaskGroup(of: Code?.self) { group in
            for _ in 0..<count {
                group.addTask { await running.tryOut("hang", parameters, within: milliseconds).code }
            }
            return await group.reduce(into: [:]) { counts, code in
                if let code { counts[code, default: 0] += 1 }
            }
        }
    }
}
