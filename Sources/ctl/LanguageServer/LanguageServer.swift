import Glibc
import JSON
import Schema
import Wire

/// `caspianctl lsp`: the Language Server Protocol 3.17 on standard input and output, each request of it a question to
/// the daemon.
///
/// One thread waits for the editor and the daemon at once; nothing else is waited for. It looks at no file but those
/// that answers name and those that are open.
final class LanguageServer {
    enum Phase {
        case new, running, shutDown
        case ended(ShellStatus)
    }

    let session: Session
    let editor: EditorStream
    let link: DaemonLink
    var phase = Phase.new
    var abilities = ClientAbilities()
    var encoding = PositionEncoding.utf16
    var buffers: [String: Buffer] = [:]
    var requests: [RequestID: EditorRequest] = [:]
    /// What the daemon declares; empty until it has been there once.
    var methods: [MethodDescription] = []
    var texts: FileTexts
    let results = ResultFolder()
    var timers = Timers()
    /// Whether `initialize` is answered; before that the protocol allows no requests.
    var isWelcome = false
    /// Whether the editor shows that a daemon is being started.
    var showsStart = false
    /// What was said already, until something changes.
    var said: Set<String> = []
    var lastRequestID = 0
    /// The commands that the editor was told of, where it takes them late.
    var registeredCommands: JSON?
    var configurationSchema: ConfigurationHelp?
    /// When the daemon made the generation that it answers from, in seconds since 1970, as far as it has told.
    var generationTime: Int?
    /// The editor's own process, if it told.
    var parent: pid_t?

    init(session: Session) {
        self.session = session
        editor = EditorStream(input: session.input, output: STDOUT_FILENO)
        link = DaemonLink(session: session)
        texts = FileTexts()
        link.onReady = { [unowned self] in daemonIsReady($0) }
        link.onStarting = { [unowned self] in daemonIsStarting($0) }
        link.onNotification = { [unowned self] in take($0) }
    }

    /// Serves until the editor says `exit` or is gone, or somebody ends it: what it showed is gone with it.
    func run() -> ShellStatus {
        Interruption.install(for: [SIGTERM, SIGHUP])
        defer { results.remove() }
        while true {
            if case .ended(let status) = phase {
                editor.drain(before: Deadline(milliseconds: 1000))
                return status
            }
            guard editor.isOpen else {
                if case .shutDown = phase { return .answered }
                return .failed
            }
            wait()
        }
    }

    private func wait() {
        let interruption = pollfd(fd: Interruption.descriptor, events: Int16(POLLIN), revents: 0)
        var waits = editor.waits + [interruption] + link.waits
        let moments = [timers.remaining, link.remaining, parent == nil ? -1 : 10_000].filter { $0 >= 0 }
        let count = poll(&waits, nfds_t(waits.count), moments.min() ?? -1)
        if count > 0 {
            if waits[1].revents != 0 { editor.flush() }
            if waits[0].revents != 0 { editor.receive { take($0) } }
            if waits[2].revents != 0 { phase = .ended(.failed) }
            link.serve(Array(waits[3...]))
        }
        for action in timers.due() { action() }
        link.expire()
        // An editor that was killed may leave its end of the pipe to somebody else.
        if count == 0, let parent, kill(parent, 0) != 0, errno == ESRCH { phase = .ended(.failed) }
    }

    // MARK: Messages of the editor

    private func take(_ next: FrameReader.Next) {
        switch next {
        case .message(let bytes): take(bytes)
        case .tooLong(let count):
            tell(.error, "a message of \(count) bytes is too long for caspianctl lsp; close the largest of the files")
        case .noLength:
            fail(nil, .parseError, "a header without Content-Length")
        case .incomplete: break
        }
    }

    private func take(_ bytes: [UInt8]) {
        let message: JSON
        do throws(SyntaxError) {
            message = try JSON(parsing: LoneSurrogates.replaced(in: bytes))
        } catch {
            return fail(nil, .parseError, error.description)
        }
        guard let method = message["method"]?.string else { return takeAnswer(message) }
        let request = EditorRequest(
            id: RequestID(json: message["id"]),
            method: method,
            parameters: message["params"] ?? [:]
        )
        serve(request)
    }

    private func serve(_ request: EditorRequest) {
        if case .new = phase, request.method != "initialize", request.method != "exit" {
            return fail(request, .serverNotInitialized, "'initialize' must come first")
        }
        if case .shutDown = phase, request.method != "exit" {
            return fail(request, .invalidRequest, "nothing can be asked behind 'shutdown'")
        }
        guard let answer = Self.capabilities[request.method] else {
            if request.id != nil, !request.method.hasPrefix("$/") {
                fail(request, .methodNotFound, "caspianctl lsp has no '\(request.method)'")
            }
            return
        }
        if let id = request.id {
            guard requests[id] == nil else { return fail(request, .invalidRequest, "the id is in use") }
            requests[id] = request
        }
        answer(self, request)
    }

    /// Answers, unless that has happened.
    func reply(_ request: EditorRequest, _ result: JSON) {
        guard finish(request), let id = request.id else { return }
        editor.send(["jsonrpc": "2.0", "id": id.json, "result": result])
    }

    func fail(_ request: EditorRequest?, _ code: EditorError, _ message: String) {
        if let request {
            guard finish(request), request.id != nil else { return }
        }
        let error: JSON = ["code": .integer(code.rawValue), "message": .string(message)]
        editor.send(["jsonrpc": "2.0", "id": request?.id?.json ?? .null, "error": error])
    }

    private func finish(_ request: EditorRequest) -> Bool {
        guard !request.isOver else { return false }
        request.isOver = true
        endProgress(of: request)
        if let id = request.id { requests[id] = nil }
        return true
    }

    /// Ends a request that nobody waits for any more.
    func cancel(_ request: EditorRequest) {
        for call in request.calls { link.cancel(call) }
        fail(request, .requestCancelled, "cancelled")
    }

    func notify(_ method: String, _ parameters: JSON) {
        editor.send(["jsonrpc": "2.0", "method": .string(method), "params": parameters])
    }

    /// Asks the editor; nothing here needs what it answers.
    func askEditor(_ method: String, _ parameters: JSON) {
        lastRequestID += 1
        editor.send([
            "jsonrpc": "2.0", "id": .string("caspian-\(lastRequestID)"), "method": .string(method),
            "params": parameters,
        ])
    }

    private func takeAnswer(_ message: JSON) {
        guard message["id"] == nil else { return }
        fail(nil, .invalidRequest, "neither a request nor an answer")
    }

    // MARK: What a person is told

    func tell(_ type: MessageType, _ text: String) {
        notify("window/showMessage", ["type": .integer(type.rawValue), "message": .string("Caspian: " + text)])
    }

    /// Says it once until a daemon is there again: a server that is asked at every key must not nag.
    func tellOnce(_ exit: Exit) {
        let text = exit.message + (exit.hint.map { "; " + $0 } ?? "")
        guard !exit.message.isEmpty, said.insert(text).inserted else { return }
        tell(.error, text)
    }
}
