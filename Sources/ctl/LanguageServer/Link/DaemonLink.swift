import Glibc
import JSON
import Wire

/// The way to the daemon for somebody who must never wait: calls go out, and answers come back to what was said to do
/// with them.
///
/// A daemon that isn't there is started, one that goes away is looked for again, and what it had not answered is asked
/// once more where that does no harm. Every call comes to an end: an answer, a failure, or its time is over.
final class DaemonLink {
    typealias Outcome = Result<JSON, Exit>

    struct Call {
        let id: Int
        let method: String
        let line: [UInt8]
        let deadline: Deadline
        let isRepeatable: Bool
        let report: ((Progress) -> Void)?
        let then: (Outcome) -> Void
        var attempts = 0
    }

    enum State {
        case apart
        /// A child starts the daemon.
        case starting(StarterProcess)
        /// A daemon that was there has gone, and is expected back until then.
        case missing(until: Deadline)
        /// Connected; it has not said yet who it is.
        case greeting
        case ready
    }

    /// Bytes of a line that the daemon takes, less what stands around a text.
    static let longestLine = (1 << 20) - 1024
    /// Milliseconds that a daemon gets to come back, and after which a failed start is tried again.
    static let patience = 5000

    /// Where the daemon was last looked for.
    var path = ""
    let session: Session
    var state = State.apart
    var connection: Connection?
    var lines = LineBuffer(limit: Connection.maximumLine)
    var unsent: [UInt8] = []
    var sent = 0
    var waiting: [Call] = []
    var underWay: [Int: Call] = [:]
    var lastID = 0
    /// The last reason why there is no daemon, and how long it holds.
    var refusal: (reason: Exit, until: Deadline)?
    let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)
    /// Told when a daemon is there that speaks our protocol, with what `discover` says.
    var onReady: (JSON) -> Void = { _ in }
    /// Told that a daemon is being started, and that this is over.
    var onStarting: (Bool) -> Void = { _ in }
    var onNotification: (Request) -> Void = { _ in }

    init(session: Session) { self.session = session }

    deinit { scratch.deallocate() }

    var isReady: Bool {
        if case .ready = state { true } else { false }
    }

    /// Asks; `then` is called once, at once only when there is no way to a daemon.
    ///
    /// - Returns: the call's number, for `cancel`.
    @discardableResult
    func ask(
        _ method: String,
        _ parameters: Members = Members(),
        isRepeatable: Bool = true,
        report: ((Progress) -> Void)? = nil,
        _ then: @escaping (Outcome) -> Void
    ) -> Int {
        lastID += 1
        var meta = RequestMeta()
        meta.mayStream = false
        let patience = session.settings.timeoutMilliseconds ?? 30_000
        if patience > 0 { meta.timeoutMilliseconds = patience }
        if report != nil { meta.progressToken = .integer(lastID) }
        var line = Request(id: .integer(lastID), method: method, parameters: parameters, meta: meta).json.bytes
        line.append(0x0A)
        let call = Call(
            id: lastID,
            method: method,
            line: line,
            deadline: patience > 0 ? Deadline(milliseconds: patience + 250) : .never,
            isRepeatable: isRepeatable,
            report: report,
            then: then
        )
        guard line.count <= Self.longestLine else {
            then(.failure(Self.tooLong(method)))
            return lastID
        }
        if isReady {
            send(call)
        } else {
            waiting.append(call)
            if case .apart = state { connect() }
        }
        return call.id
    }

    /// Forgets a call and tells the daemon so.
    func cancel(_ id: Int) {
        waiting.removeAll { $0.id == id }
        guard underWay.removeValue(forKey: id) != nil else { return }
        let notice = Request(id: nil, method: "notifications/cancelled", parameters: ["requestId": .integer(id)])
        unsent += notice.json.bytes
        unsent.append(0x0A)
        flush()
    }

    func send(_ call: Call) {
        var call = call
        call.attempts += 1
        underWay[call.id] = call
        unsent += call.line
        flush()
    }

    /// Writes what the socket takes now.
    func flush() {
        guard let connection else { return }
        while sent < unsent.count {
            let count = unsent.withUnsafeBytes { buffer in
                Glibc.send(
                    connection.descriptor,
                    buffer.baseAddress.map { $0 + sent },
                    buffer.count - sent,
                    Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
                )
            }
            if count < 0 {
                // That it has closed is seen when it is read.
                if errno == EINTR { continue }
                return
            }
            sent += count
        }
        unsent.removeAll(keepingCapacity: unsent.capacity < 1 << 20)
        sent = 0
    }

    /// Ends the calls whose time is over.
    func expire() {
        for call in underWay.values where call.deadline.isOver {
            cancel(call.id)
            call.then(.failure(Self.late(call.method)))
        }
        let late = waiting.filter(\.deadline.isOver)
        waiting.removeAll(where: \.deadline.isOver)
        for call in late { call.then(.failure(Self.late(call.method))) }
        if case .missing = state { connect() }
    }

    /// Milliseconds until somebody must look again, as `poll` takes them.
    var remaining: Int32 {
        if case .missing = state { return 50 }
        let deadlines = underWay.values.map(\.deadline.remaining) + waiting.map(\.deadline.remaining)
        return deadlines.filter { $0 >= 0 }.min() ?? -1
    }

    private static func late(_ method: String) -> Exit {
        Exit(
            .deadline,
            "caspiand gave no answer to '\(method)' in time",
            hint: "'caspianctl status' shows what it does; give more time with 'caspianctl --timeout 2m lsp'"
        )
    }

    private static func tooLong(_ method: String) -> Exit {
        Exit(
            .failed,
            "the text is too long for '\(method)': the daemon takes 1 MiB at once",
            hint: "select a part of it, or save it below a folder of 'corpus.sources' and ask about the file"
        )
    }
}
