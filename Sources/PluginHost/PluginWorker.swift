import Glibc
import JSON
import NIOPosix
public import PluginKit
public import Schema
import Synchronization
public import Wire

/// The other end of an `ExternalPlugin` for a built-in plugin: serves it on standard input and output until the input
/// ends.
public final class PluginWorker: Sendable {
    private let manifest: Manifest
    private let prepare: @Sendable (Arguments, Int?) throws(Failure) -> WorkerPlugin
    private let pool: NIOThreadPool
    private let output: LineOutput
    private let input: Int32
    private let plugin = Mutex<WorkerPlugin?>(nil)
    private let settings = Mutex(Arguments(checked: Members()))
    private let newestGeneration = Mutex<Int?>(nil)
    private let underWay = Mutex<[RequestID: CallControl]>([:])

    /// - Parameters:
    ///   - concurrency: calls that are answered at once, each on a thread of its own.
    ///   - input: what to read from; it stays open.
    ///   - output: what to write to. When it is standard output, whatever else is printed goes to standard error.
    ///   - prepare: makes the plugin from its checked settings. The generation of the corpus that it shall answer about is
    ///     `nil` for `plugin/hello`, when the newest is meant. For each `corpus/changed` it is called on another thread;
    ///     when it fails there, the plugin goes on with the corpus that it has.
    public init<Served: Plugin>(
        version: String,
        concurrency: Int,
        input: Int32 = 0,
        output: Int32 = 1,
        prepare: @escaping @Sendable (_ settings: Arguments, _ generation: Int?) throws(Failure) -> Served
    ) {
        manifest = Manifest(of: Served.self, version: version, concurrency: concurrency)
        self.prepare = { (settings, generation) throws(Failure) in
            WorkerPlugin(try prepare(settings, generation))
        }
        self.input = input
        self.output = LineOutput(output)
        // One more than there can be calls, so that a new corpus never waits for them.
        pool = NIOThreadPool(numberOfThreads: concurrency + 1)
    }

    /// Reads and answers until the input ends; then calls that are under way are ended and waited for.
    public func run() {
        pool.start()
        var lines = LineBuffer(limit: 8 << 20)
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = read(input, &buffer, buffer.count)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            buffer.withUnsafeBytes { lines.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            receiveLines(&lines)
        }
        for control in underWay.withLock({ Array($0.values) }) { control.end(.shuttingDown) }
        // Fails only when the pool has been shut down already, which nobody else can do.
        try? pool.syncShutdownGracefully()
    }

    private func receiveLines(_ lines: inout LineBuffer) {
        while true {
            switch lines.next() {
            case .incomplete: return
            case .tooLong: logError("the daemon wrote a line that is too long")
            case .line(let range):
                let message = lines.withBytes(of: range) { line in
                    do throws(MessageError) {
                        return Result<Message, MessageError>.success(try Message(line: line, limits: Limits()))
                    } catch {
                        return .failure(error)
                    }
                }
                switch message {
                case .success(.request(let request)): receive(request)
                case .success(.response): logError("the daemon answered a question that nobody asked")
                case .failure(let error): refuse(error)
                }
            }
        }
    }

    private func refuse(_ error: MessageError) {
        if let id = error.id { output.write(Response(id: id, outcome: .failure(error.failure))) }
        logError("the daemon wrote a line that is no message: \(error.failure)")
    }

    private func receive(_ request: Request) {
        switch (request.method, request.id) {
        case ("plugin/hello", let id?): greet(request, id)
        case ("notifications/cancelled", nil):
            guard let id = RequestID(json: request.parameters["requestId"]) else { return }
            underWay.withLock { $0[id] }?.end(.cancelled)
        case ("corpus/changed", nil):
            guard let generation = request.parameters["generation"]?.integer else { return }
            newestGeneration.withLock { $0 = generation }
            pool.submit { state in if state == .active { self.changeCorpus(to: generation) } }
        case (_, let id?): submit(request, id)
        case (_, nil): break  // a notification of a later protocol
        }
    }

    private func greet(_ request: Request, _ id: RequestID) {
        do throws(Failure) {
            let members = request.parameters["settings"]?.object ?? Members()
            try manifest.check(settings: members)
            let settings = Arguments(checked: members)
            let plugin = try prepare(settings, nil)
            self.settings.withLock { $0 = settings }
            self.plugin.withLock { $0 = plugin }
            output.write(Response(id: id, outcome: .success(manifest.json)))
        } catch {
            output.write(Response(id: id, outcome: .failure(error)))
        }
    }

    private func changeCorpus(to generation: Int) {
        guard newestGeneration.withLock({ $0 }) == generation else { return }
        do throws(Failure) {
            let plugin = try prepare(settings.withLock { $0 }, generation)
            if newestGeneration.withLock({ $0 }) == generation { self.plugin.withLock { $0 = plugin } }
        } catch {
            logError("keeps the corpus that it has: \(error)")
        }
    }

    private func submit(_ request: Request, _ id: RequestID) {
        var report: (@Sendable (Progress) -> Void)?
        if let token = request.meta.progressToken {
            report = { [output] progress in
                output.write(
                    Request(
                        id: nil,
                        method: "notifications/progress",
                        parameters: [
                            "progressToken": token.json, "progress": .integer(progress.done),
                            "total": .integer(progress.total), "message": .string(progress.message),
                        ]
                    )
                )
            }
        }
        let control = CallControl(report: report)
        underWay.withLock { $0[id] = control }
        pool.submit { state in
            if state == .cancelled { control.end(.shuttingDown) }
            let outcome = self.answer(request, control)
            self.underWay.withLock { $0[id] = nil }
            self.output.write(Response(id: id, outcome: outcome))
        }
    }

    private func answer(_ request: Request, _ control: CallControl) -> Result<JSON, Failure> {
        do throws(Failure) {
            if let ending = control.ending { throw ending }
            guard let plugin = plugin.withLock({ $0 }) else {
                throw Failure(.invalidRequest, "'plugin/hello' comes first")
            }
            if request.method == "plugin/question" {
                let text = request.parameters["question"]?.string ?? ""
                let question = Question(text: text, limit: request.parameters["limit"]?.integer ?? 10)
                let call = Call(arguments: Arguments(checked: Members()), control: control)
                return .success(try plugin.opinion(question, call)?.json ?? .null)
            }
            guard let method = plugin.methods[request.method] else {
                throw Failure(.methodNotFound, "unknown method '\(request.method)'")
            }
            let problems = method.description.parameterSchema.problems(with: .object(request.parameters))
            guard problems.isEmpty else { throw Failure(problems, of: request.method) }
            return .success(try method.body(Call(arguments: Arguments(checked: request.parameters), control: control)))
        } catch {
            return .failure(error)
        }
    }

    private func logError(_ message: String) {
        output.write(Request(id: nil, method: "log", parameters: ["level": "error", "message": .string(message)]))
    }
}
