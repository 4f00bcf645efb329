import Glibc
import JSON
import Logging
import NIOCore
import NIOPosix
import PluginHost
import PluginKit
import Testing
import Wire

/// An external plugin in a test, and what becomes of it.
final class RunningPlugin: Sendable {
    let plugin: ExternalPlugin
    private let eventLoop = MultiThreadedEventLoopGroup.singleton.next()
    private let states: AsyncStream<ExternalPlugin.State>

    init(_ settings: ExternalPluginSettings) {
        let (states, continuation) = AsyncStream.makeStream(of: ExternalPlugin.State.self)
        self.states = states
        plugin = ExternalPlugin(
            settings: settings,
            eventLoop: eventLoop,
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() },
            onChange: { continuation.yield($0) }
        )
    }

    /// Waits until it comes into a state that it was not in when this was last asked.
    func becomes(_ wanted: ExternalPlugin.State) async {
        for await state in states where state == wanted { return }
    }

    /// Asks without waiting for the answer.
    func ask(
        _ method: String,
        _ parameters: Members,
        control: CallControl = CallControl(),
        within milliseconds: Int = 20_000
    ) -> EventLoopFuture<Result<JSON, Failure>> {
        let promise = eventLoop.makePromise(of: Result<JSON, Failure>.self)
        plugin.call(method, parameters: parameters, control: control, timeoutMilliseconds: milliseconds) {
            promise.succeed($0)
        }
        return promise.futureResult
    }

    /// Waits until everything that was asked before is with the plugin or waits for its turn.
    func settled() async throws { try await eventLoop.submit {}.get() }

    func answer(
        _ method: String,
        _ parameters: Members,
        control: CallControl = CallControl(),
        within milliseconds: Int = 20_000
    ) async -> Result<JSON, Failure> {
        await withCheckedContinuation { continuation in
            ask(method, parameters, control: control, within: milliseconds).whenSuccess {
                continuation.resume(returning: $0)
            }
        }
    }

    /// Asks `misbehaving.py` to do `how`, without waiting for the answer.
    func begin(
        _ how: String,
        _ more: Members = Members(),
        control: CallControl = CallControl(),
        within milliseconds: Int = 20_000
    ) -> EventLoopFuture<Result<JSON, Failure>> {
        var parameters: Members = ["how": .string(how)]
        for (key, value) in more { parameters[key] = value }
        return ask("misbehaving.do", parameters, control: control, within: milliseconds)
    }

    /// What `misbehaving.py` answers when asked to do `how`.
    func tryOut(
        _ how: String,
        _ more: Members = Members(),
        control: CallControl = CallControl(),
        within milliseconds: Int = 20_000
    ) async -> Result<JSON, Failure> {
        await outcome(of: begin(how, more, control: control, within: milliseconds))
    }

    /// The answer to what has been begun.
    func outcome(of begun: EventLoopFuture<Result<JSON, Failure>>) async -> Result<JSON, Failure> {
        await withCheckedContinuation { continuation in
            begun.whenSuccess { continuation.resume(returning: $0) }
        }
    }

    func opinion(on text: String) async -> Result<Opinion?, Failure> {
        await withCheckedContinuation { continuation in
            plugin.question(Question(text: text, limit: 3), timeoutMilliseconds: 20_000) {
                continuation.resume(returning: $0)
            }
        }
    }

    func status(_ key: String) -> Int? { plugin.status[key]?.integer }
}

/// Starts a plugin, hands it over and stops it, whatever happens.
func withPlugin(
    _ settings: ExternalPluginSettings,
    _ body: (RunningPlugin) async throws -> Void
) async throws {
    let running = RunningPlugin(settings)
    _ = try await running.plugin.start().get()
    do {
        try await body(running)
    } catch {
        try await running.plugin.stop(graceMilliseconds: 100).get()
        throw error
    }
    let pid = running.status("pid")
    try await running.plugin.stop(graceMilliseconds: 100).get()
    #expect(running.plugin.status["state"] == "stopped")
    if let pid { #expect(kill(Int32(pid), 0) == -1, "the process is gone and reaped") }
}

/// The suites that start processes are serialized: not for order, but so that a machine with few cores is not flooded.
enum Fixture {
    /// `misbehaving.py`, impatiently watched.
    static func misbehaving(_ start: String = "well") -> ExternalPluginSettings {
        var settings = settings("misbehaving", [start])
        settings.graceMilliseconds = 100
        settings.restart.firstDelayMilliseconds = 1
        return settings
    }

    static func wordcount(_ own: Members = Members()) -> ExternalPluginSettings {
        var settings = settings("wordcount")
        settings.settings = own
        return settings
    }

    private static func settings(_ name: String, _ arguments: [String] = []) -> ExternalPluginSettings {
        let file = #filePath.split(separator: "/").dropLast(2).map { "/" + $0 }.joined()
        // Without the environment's modules Python starts in two thirds of the time.
        var settings = ExternalPluginSettings(
            name: name,
            command: ["python3", "-I", "-S", "\(file)/Fixtures/plugins/\(name).py"] + arguments,
            environment: ["PATH": "/usr/local/bin:/usr/bin:/bin"]
        )
        // Python takes its time on a busy machine.
        settings.startTimeoutMilliseconds = 50_000
        return settings
    }
}

extension Result where Failure == Wire.Failure {
    var result: Success? {
        if case .success(let result) = self { result } else { nil }
    }

    var code: Code? {
        if case .failure(let failure) = self { failure.code } else { nil }
    }

    var message: String? {
        if case .failure(let failure) = self { failure.message } else { nil }
    }
}
