import Corpus
import Glibc
import JSON
import PluginHost
import PluginKit
import Schema
import Testing
import Wire

@Suite("A worker", .timeLimit(.minutes(1)))
struct PluginWorkerTests {
    @Test("says hello with the plugin's declarations, which its host understands")
    func hello() throws {
        let worker = Worker()
        let answer = try worker.ask("plugin/hello", ["protocol": 1, "name": "echo", "settings": ["mark": "!"]])
        let manifest = try Manifest(json: try #require(answer["result"]), of: "echo")
        #expect(manifest.name == "echo")
        #expect(manifest.version == "1.2.3")
        #expect(manifest.methods == Echo.methods.map(\.description))
        #expect(manifest.settings == .object(Echo.settings))
        #expect(manifest.concurrency == 2)
        worker.finish()
    }

    @Test("answers a call")
    func answers() throws {
        let worker = Worker(greeted: true)
        let answer = try worker.ask("echo.say", ["text": "hi"])
        #expect(answer["result"] == ["text": "hi!", "generation": 0])
        worker.finish()
    }

    @Test("says what is wrong with a call")
    func refuses() throws {
        let worker = Worker(greeted: true)
        let answer = try worker.ask("echo.say", ["txt": "hi"])
        #expect(answer["error"]?["code"] == -32602)
        #expect(answer["error"]?["data"]?["pointer"] == "/txt")
        #expect(try worker.ask("echo.sing")["error"]?["code"] == -32601)
        worker.finish()
    }

    @Test("says why the plugin can't be made")
    func settings() throws {
        let worker = Worker()
        let answer = try worker.ask("plugin/hello", ["protocol": 1, "name": "echo", "settings": ["mark": "?"]])
        #expect(answer["error"]?["code"] == 1012)
        #expect(answer["error"]?["data"]?["pointer"] == "/mark")
        worker.finish()
    }

    @Test("refuses settings that are not as declared, before the plugin sees them")
    func undeclared() throws {
        let worker = Worker()
        let answer = try worker.ask("plugin/hello", ["protocol": 1, "name": "echo", "settings": ["mark": 1]])
        #expect(answer["error"]?["code"] == 1012)
        #expect(answer["error"]?["data"]?["pointer"] == "/mark")
        worker.finish()
    }

    @Test("needs a greeting first")
    func ungreeted() throws {
        let worker = Worker()
        #expect(try worker.ask("echo.say", ["text": "hi"])["error"]?["message"] == "'plugin/hello' comes first")
        worker.finish()
    }

    @Test("ends a call that is cancelled, while it goes on answering others")
    func cancels() throws {
        let worker = Worker(greeted: true)
        let id = worker.send("echo.wait", ["_meta": ["progressToken": 7]])
        let begun = try worker.read()
        #expect(begun["method"] == "notifications/progress")
        #expect(begun["params"] == ["progressToken": 7, "progress": 0, "total": 1, "message": "waiting"])
        #expect(try worker.ask("echo.say", ["text": "hi"])["result"]?["text"] == "hi!")
        worker.notify("notifications/cancelled", ["requestId": .integer(id)])
        let ended = try worker.read()
        #expect(ended["id"] == .integer(id))
        #expect(ended["error"]?["code"] == 1003)
        worker.finish()
    }

    @Test("makes the plugin again for a new corpus, and keeps the old one when that fails")
    func corpus() throws {
        let worker = Worker(greeted: true)
        worker.notify("corpus/changed", ["generation": 13])
        let complaint = try worker.read()
        #expect(complaint["method"] == "log")
        #expect(complaint["params"]?["message"] == "keeps the corpus that it has: no luck with 13")
        #expect(try worker.ask("echo.say", ["text": "hi"])["result"]?["generation"] == 0)
        worker.notify("corpus/changed", ["generation": 14])
        var generation: JSON?
        repeat {
            generation = try worker.ask("echo.say", ["text": "hi"])["result"]?["generation"]
        } while generation == 0
        #expect(generation == 14)
        worker.finish()
    }

    @Test("answers a question that is one for the plugin")
    func question() throws {
        let worker = Worker(greeted: true)
        let answer = try worker.ask("plugin/question", ["question": "echo?", "limit": 3])
        #expect(answer["result"]?["confidence"] == 1.0)
        #expect(answer["result"]?["text"] == "echo?")
        #expect(try worker.ask("plugin/question", ["question": "?", "limit": 3])["result"] == .null)
        worker.finish()
    }

    @Test("ends what is under way when its input ends")
    func ends() throws {
        let worker = Worker(greeted: true)
        let id = worker.send("echo.wait", ["_meta": ["progressToken": 7]])
        _ = try worker.read()
        worker.closeInput()
        let ended = try worker.read()
        #expect(ended["id"] == .integer(id))
        #expect(ended["error"]?["code"] == 1006)
        worker.finish()
    }
}

/// Says its text back with a mark behind it.
private struct Echo: Plugin {
    static let name = "echo"
    static let summary = "Says what it was told."
    static let mark = Parameter<String>("mark", .string, "What stands behind it.", fallback: "!")
    static let settings = [mark.property]
    static let text = Parameter<String>("text", .string, "What to say.")
    static let methods: [PluginKit.Method<Echo>] = [
        Method(
            MethodDescription(
                "echo.say",
                "Says the text back.",
                parameters: [text.property],
                result: .object([Property("text", .string), Property("generation", .integer)])
            )
        ) { (echo, call) in
            ["text": .string(call[text] + echo.mark), "generation": .integer(echo.generation)]
        },
        Method(MethodDescription("echo.wait", "Waits to be ended.", result: .null)) { (_, call) throws(Failure) in
            call.progress(0, of: 1, "waiting")
            while true { try call.checkpoint() }
        },
    ]

    let mark: String
    var generation = 0

    init(settings: Arguments, corpus: Snapshot) throws(Failure) {
        mark = settings[Self.mark]
        guard mark == "!" else {
            throw Failure(.configInvalid, "there is no such mark", details: ["pointer": "/mark"])
        }
    }

    func opinion(on question: Question, call: Call) throws(Failure) -> Opinion? {
        guard question.text.hasPrefix("echo") else { return nil }
        return Opinion(confidence: 1, method: "echo.say", parameters: [:], text: question.text, result: .null)
    }
}

/// A worker on a thread of its own, with pipes for standard input and output.
private final class Worker {
    private var input: Int32?
    private let output: Int32
    private let thread: pthread_t
    private var nextID = 1
    private var lines = LineBuffer(limit: 1 << 20)

    init(greeted: Bool = false) {
        let (toWorker, fromWorker) = (Self.pipe(), Self.pipe())
        (input, output) = (toWorker.write, fromWorker.read)
        let worker = PluginWorker(
            version: "1.2.3",
            concurrency: 2,
            input: toWorker.read,
            output: fromWorker.write
        ) { (settings, generation) throws(Failure) -> Echo in
            guard generation != 13 else { throw Failure(.internalError, "no luck with 13") }
            var echo = try Echo(settings: settings, corpus: .empty)
            echo.generation = generation ?? 0
            return echo
        }
        let work = Unmanaged.passRetained(worker)
        var thread = pthread_t()
        pthread_create(
            &thread,
            nil,
            { work in
                if let work { Unmanaged<PluginWorker>.fromOpaque(work).takeRetainedValue().run() }
                return nil
            },
            work.toOpaque()
        )
        self.thread = thread
        if greeted { _ = try? ask("plugin/hello", ["protocol": 1, "name": "echo", "settings": [:]]) }
    }

    func send(_ method: String, _ parameters: Members = [:]) -> Int {
        defer { nextID += 1 }
        write(Request(id: .integer(nextID), method: method, parameters: parameters))
        return nextID
    }

    func notify(_ method: String, _ parameters: Members) {
        write(Request(id: nil, method: method, parameters: parameters))
    }

    /// Sends a request and reads the next line.
    func ask(_ method: String, _ parameters: Members = [:]) throws -> JSON {
        let id = send(method, parameters)
        let answer = try read()
        #expect(answer["id"] == .integer(id))
        return answer
    }

    func read() throws -> JSON {
        var buffer = [UInt8](repeating: 0, count: 4096)
        while true {
            switch lines.next() {
            case .line(let range):
                return try lines.withBytes(of: range) { line in Result { try JSON(parsing: line) } }.get()
            case .tooLong: throw Failure(.tooLarge, "a line is too long")
            case .incomplete:
                let count = Glibc.read(output, &buffer, buffer.count)
                guard count > 0 else { throw Failure(.internalError, "the worker has gone") }
                buffer.withUnsafeBytes { lines.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
            }
        }
    }

    func closeInput() {
        if let input { close(input) }
        input = nil
    }

    /// Ends its input and waits for its end.
    func finish() {
        closeInput()
        pthread_join(thread, nil)
        close(output)
    }

    private func write(_ request: Request) {
        guard let input else { return }
        let line = request.json.bytes + [UInt8(ascii: "\n")]
        _ = line.withUnsafeBytes { Glibc.write(input, $0.baseAddress, $0.count) }
    }

    private static func pipe() -> (read: Int32, write: Int32) {
        var ends: [Int32] = [-1, -1]
        _ = Glibc.pipe(&ends)
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        return (ends[0], ends[1])
    }
}
