import JSON
import Logging
import NIOCore
import NIOPosix
import PluginHost
import PluginKit
import Testing
import Wire

@Suite("Starting and stopping a plugin", .serialized, .timeLimit(.minutes(1)))
struct PluginStartTests {
    @Test("answers its manifest")
    func manifest() async throws {
        let running = RunningPlugin(Fixture.wordcount())
        let manifest = try await running.plugin.start().get()
        #expect(manifest.name == "wordcount")
        #expect(manifest.version == "1.0.0")
        #expect(manifest.methods.map(\.name) == ["wordcount.count"])
        #expect(manifest.concurrency == 4)
        #expect(running.plugin.status["state"] == "ready")
        #expect(running.status("memoryBytes") ?? 0 > 1 << 20)
        try await running.plugin.stop(graceMilliseconds: 5000).get()
        #expect(running.plugin.status["state"] == "stopped")
        #expect(running.plugin.status["pid"] == .null)
    }

    @Test("says why it failed, with the last words")
    func dies() async {
        let failure = await failure(Fixture.misbehaving("dies"))
        #expect(failure?.code == .pluginCrashed)
        #expect(
            failure?.message == "plugin 'misbehaving' died: it exited with status 3 before it said hello; "
                + "its last words: no database | no cry"
        )
        #expect(failure?.details["lastWords"] == ["no database", "no cry"])
    }

    @Test("fails when there is no such program")
    func missing() async {
        var settings = Fixture.misbehaving()
        settings.command = ["caspian-has-no-such-program"]
        let failure = await failure(settings)
        #expect(failure?.code == .pluginUnavailable)
        #expect(
            failure?.message
                == "plugin 'misbehaving' can't be started: program 'caspian-has-no-such-program' is not installed"
        )
    }

    @Test("fails when there is no hello in time")
    func silent() async {
        var settings = Fixture.misbehaving("silent")
        settings.startTimeoutMilliseconds = 100
        let failure = await failure(settings)
        #expect(failure?.code == .pluginTimeout)
        #expect(failure?.message == "plugin 'misbehaving' did not answer 'plugin/hello' within 100 ms")
    }

    /// A program that prints something else was said not to have answered, and nobody saw what it prints.
    @Test("says what it wrote instead of a hello")
    func chatty() async {
        var settings = Fixture.misbehaving("chatty")
        settings.startTimeoutMilliseconds = 3000
        let failure = await failure(settings)
        #expect(
            failure?.message
                == "plugin 'misbehaving' did not answer 'plugin/hello' within 3000 ms; "
                + "it wrote what is no message: Loading model ..."
        )
    }

    @Test("refuses a schema that can't be enforced, by its place")
    func lies() async {
        let failure = await failure(Fixture.misbehaving("lies"))
        #expect(failure?.code == .pluginProtocol)
        #expect(failure?.details["pointer"] == "/methods/0/result/multipleOf")
    }

    @Test("refuses a method that would be another's")
    func impostor() async {
        let failure = await failure(Fixture.misbehaving("impostor"))
        #expect(failure?.code == .pluginProtocol)
        #expect(failure?.details["pointer"] == "/methods/0/name")
    }

    @Test("refuses settings that the plugin does not take")
    func settings() async {
        let failure = await failure(Fixture.wordcount(["shortestWrod": 2]))
        #expect(failure?.code == .configInvalid)
        #expect(failure?.details["pointer"] == "/shortestWrod")
        #expect(
            failure?.message == "the settings of plugin 'wordcount' are not what it takes: "
                + "unknown key 'shortestWrod' (did you mean 'shortestWord'?); known: shortestWord"
        )
    }

    @Test("forgives a line that is no message, and counts it")
    func noisy() async throws {
        try await withPlugin(Fixture.misbehaving("noisy")) { running in
            #expect(running.status("nonsense") == 1)
            #expect(await running.tryOut("behave") == .success(["number": 1]))
        }
    }

    @Test("can be had again after it failed")
    func again() async throws {
        let running = RunningPlugin(Fixture.misbehaving("dies"))
        for _ in 1...2 {
            await #expect(throws: Failure.self) { try await running.plugin.start().get() }
        }
    }

    @Test("stops a plugin that pays no attention, with its call answered")
    func stopsStubborn() async throws {
        let running = RunningPlugin(Fixture.misbehaving())
        _ = try await running.plugin.start().get()
        let (begun, continuation) = AsyncStream.makeStream(of: Void.self)
        let outcome = running.begin("stubborn", control: CallControl { _ in continuation.yield() })
        for await _ in begun { break }
        try await running.plugin.stop(graceMilliseconds: 50).get()
        #expect(try await outcome.get().code == .shuttingDown)
        #expect(await running.tryOut("behave").code == .pluginUnavailable)
    }

    @Test("stops a plugin that nobody holds any more")
    func released() async throws {
        let (states, continuation) = AsyncStream.makeStream(of: ExternalPlugin.State.self)
        do {
            let plugin = ExternalPlugin(
                settings: Fixture.misbehaving(),
                eventLoop: MultiThreadedEventLoopGroup.singleton.next(),
                logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
                onChange: { continuation.yield($0) }
            )
            _ = try await plugin.start().get()
        }
        for await state in states where state == .stopped { break }
    }

    @Test("lets a call finish within the grace")
    func finishes() async throws {
        let running = RunningPlugin(Fixture.misbehaving())
        _ = try await running.plugin.start().get()
        let outcome = running.begin("slow", ["seconds": 0.1])
        try await running.plugin.stop(graceMilliseconds: 10_000).get()
        #expect(try await outcome.get() == .success(["number": 1]))
    }

    private func failure(_ settings: ExternalPluginSettings) async -> Failure? {
        let running = RunningPlugin(settings)
        do {
            _ = try await running.plugin.start().get()
            Issue.record("it started")
            try await running.plugin.stop(graceMilliseconds: 0).get()
            return nil
        } catch {
            #expect(running.plugin.status["state"] == "stopped")
            return error as? Failure
        }
    }
}
