import Glibc
import JSON
import NIOCore
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
            // Two are with the plugin, ten wait.
            let codes = try await codes(of: begin(20, running))
            #expect(codes == [.deadlineExceeded: 12, .overloaded: 8])
        }
    }

    @Test("are not sent to a plugin that does not read")
    func backPressure() async throws {
        var settings = Fixture.misbehaving("wide")
        settings.graceMilliseconds = 10_000
        try await withPlugin(settings) { running in
            let (begun, continuation) = AsyncStream.makeStream(of: Void.self)
            _ = running.begin("deaf", control: CallControl { _ in continuation.yield() })
            for await _ in begun { break }
            // The first fills the buffer of two mebibytes and more; the others stay in the queue though the plugin would
            // take a hundred at once.
            let load = JSON.string(String(repeating: "x", count: 2 << 20))
            let others = begin(20, running, ["load": load], within: 3_000)
            try await running.settled()
            #expect(running.status("waiting") == 19)
            #expect(running.status("underWay") == 2)
            #expect(try await codes(of: others) == [.deadlineExceeded: 20])
        }
    }

    @Test("are refused when the plugin dies before their turn")
    func refused() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            let calls = begin(5, running, within: 20_000)
            try await running.settled()
            let pid = try #require(running.status("pid"))
            #expect(kill(Int32(pid), SIGKILL) == 0)
            #expect(try await codes(of: calls) == [.pluginCrashed: 2, .pluginUnavailable: 3])
        }
    }

    @Test("can be cancelled before their turn")
    func cancelled() async throws {
        try await withPlugin(Fixture.misbehaving()) { running in
            let sent = begin(2, running)
            let control = CallControl()
            let outcome = running.begin("behave", control: control)
            try await running.settled()
            #expect(running.status("waiting") == 1)
            control.end(.cancelled)
            #expect(try await outcome.get().code == .cancelled)
            #expect(try await codes(of: sent) == [.deadlineExceeded: 2])
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

    /// So many calls at once that hang.
    private func begin(
        _ count: Int,
        _ running: RunningPlugin,
        _ parameters: Members = Members(),
        within milliseconds: Int = 200
    ) -> [EventLoopFuture<Result<JSON, Failure>>] {
        (0..<count).map { _ in running.begin("hang", parameters, within: milliseconds) }
    }

    /// How often each failure came.
    private func codes(of calls: [EventLoopFuture<Result<JSON, Failure>>]) async throws -> [Code: Int] {
        var counts: [Code: Int] = [:]
        for call in calls {
            if let code = try await call.get().code { counts[code, default: 0] += 1 }
        }
        return counts
    }
}
