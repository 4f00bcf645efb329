import Glibc
import JSON
import Wire

/// Carries the lines of an agent's host to the daemon and back, over whatever happens to the daemon meanwhile.
///
/// It lives as long as its input is open. When the daemon goes away, what is unanswered is asked of the next one, once; a
/// tool that changes something is not called twice. While there is none, every request is answered by the reason.
final class AgentRelay {
    let session: Session
    private let input: Int32
    private let output: Output
    private var lines: LineBuffer
    var connection: Connection?
    var limit = Limits().line
    var host = AgentSession()
    var pending: [RequestID: PendingRequest] = [:]
    private var unsent: [UInt8] = []
    private var sent = 0
    private var inputIsOpen = true
    private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

    /// Requests under way at once: their answers stay below what the daemon holds for one client.
    private static let mostPending = 64
    /// A line that is kept to find its id, though the daemon takes no such.
    private static let longestLine = 64 << 20

    init(_ session: Session) {
        self.session = session
        input = session.input
        output = session.output
        lines = LineBuffer(limit: Self.longestLine)
    }

    deinit { scratch.deallocate() }

    /// Returns when the input has ended and everything is answered, or when nobody reads the output any more.
    func run() throws(Exit) {
        Interruption.install()
        do throws(Exit) {
            try connect()
        } catch {
            // The host shows it to a person if it keeps what is written here; whoever asks hears it again.
            complain(error)
        }
        while output.failure == nil, inputIsOpen || isWaiting { try step() }
    }

    /// Whether an answer is still to come that will come by itself.
    private var isWaiting: Bool {
        connection != nil && (sent < unsent.count || pendingAnswers > 0)
    }

    /// Requests that are answered soon; streams are not.
    private var pendingAnswers: Int { pending.values.count { $0.method != "subscriptions/listen" } }

    private func step() throws(Exit) {
        let maySend = sent < unsent.count
        let socket = connection?.descriptor ?? -1
        var waits = [
            pollfd(fd: inputIsOpen && mayRead ? input : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: socket, events: Int16(POLLIN | (maySend ? POLLOUT : 0)), revents: 0),
            pollfd(fd: Interruption.descriptor, events: Int16(POLLIN), revents: 0),
            // Nothing is asked of it but whether its reader has gone.
            pollfd(fd: output.pipe ?? -1, events: 0, revents: 0),
        ]
        guard poll(&waits, 4, -1) > 0 else { return }
        if waits[2].revents != 0 { throw .interrupted }
        if waits[3].revents & Int16(POLLERR | POLLHUP) != 0 { throw Exit(.closedPipe, "") }
        if waits[1].revents & Int16(POLLOUT) != 0 { sendSome() }
        if waits[1].revents & ~Int16(POLLOUT) != 0 { try receive() }
        if waits[0].revents != 0 { try readInput() }
        output.flush()
    }

    private var mayRead: Bool { pendingAnswers < Self.mostPending && unsent.count - sent < 1 << 20 }

    // MARK: From the host

    private func readInput() throws(Exit) {
        inputIsOpen = lines.readMore(from: input, over: scratch)
        while true {
            switch lines.next() {
            case .line(let range): try take(lines.withBytes(of: range) { Array($0) })
            case .tooLong: write(AgentError.line(nil, tooLarge(Self.longestLine)))
            case .incomplete: return
            }
        }
    }

    private func take(_ line: [UInt8]) throws(Exit) {
        guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return }
        switch line.withUnsafeBufferPointer({ AgentLine($0) }) {
        case .answer: return
        case .refused(let failure): write(AgentError.line(nil, failure))
        case .notification(let method, let params):
            host.note(line, method: method, params: params)
            if method == "notifications/cancelled", let id = RequestID(json: params["requestId"]) { pending[id] = nil }
            if connection != nil { queue(line) }
        case .request(let id, let method, let params):
            let request = PendingRequest(line, method: method, params: params)
            guard line.count <= limit else { return write(request.refusal(id, tooLarge(limit))) }
            host.note(line, method: method, params: params)
            if connection == nil {
                do throws(Exit) {
                    try connect()
                } catch {
                    if error.status == .interrupted { throw error }
                    complain(error)
                    return write(request.refusal(id, error.asFailure))
                }
            }
            pending[id] = request
            queue(line)
        }
    }

    private func tooLarge(_ limit: Int) -> Failure {
        Failure(.tooLarge, "a line has more than \(limit) bytes", hint: "send less at once")
    }

    // MARK: To the daemon

    func queue(_ line: [UInt8]) {
        unsent.append(contentsOf: line)
        unsent.append(0x0A)
    }

    private func sendSome() {
        guard let connection else { return }
        let count = unsent.withUnsafeBytes { bytes in
            Glibc.send(
                connection.descriptor,
                bytes.baseAddress.map { $0 + sent },
                bytes.count - sent,
                Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
            )
        }
        // If it is closed, reading will tell.
        if count <= 0 { return forgetUnsent(if: errno == EPIPE || errno == ECONNRESET) }
        sent += count
        forgetUnsent(if: sent == unsent.count)
    }

    func forgetUnsent(if isOver: Bool = true) {
        guard isOver else { return }
        unsent.removeAll(keepingCapacity: unsent.capacity <= 1 << 20)
        sent = 0
    }

    // MARK: From the daemon

    private func receive() throws(Exit) {
        guard let connection else { return }
        while true {
            switch connection.next(before: Deadline(milliseconds: 0)) {
            case .line: pass(connection.withLine { Array($0) })
            case .deadline: return
            case .interrupted: throw .interrupted
            case .readerGone: throw Exit(.closedPipe, "")
            case .tooLong, .closed: return try recover()
            }
        }
    }

    private func pass(_ line: [UInt8]) {
        let envelope = line.withUnsafeBufferPointer { Envelope($0) }
        guard envelope.isAnswer || envelope.hasMethod else {
            return complain("dropped a line of the daemon that is no message")
        }
        if envelope.isAnswer, let json = try? JSON(parsing: line), let id = RequestID(json: json["id"]) {
            let isStopping = json["error"]?["code"]?.integer == Code.shuttingDown.rawValue
            // The next daemon will be asked instead.
            if isStopping, pending[id]?.wasRepeated == false { return }
            pending[id] = nil
        }
        write(line + [0x0A])
    }

    // MARK: Out

    func write(_ line: [UInt8]) { output.write(line) }

    func complain(_ exit: Exit) { complain(exit.message + (exit.hint.map { "; " + $0 } ?? "")) }

    func complain(_ text: String) {
        session.errors.write("caspianctl mcp: \(text)\n")
        session.errors.flush()
    }
}

extension Exit {
    /// As an answer to a host, which is a program: the message is all that a person may get to see.
    var asFailure: Failure {
        let failure = self.failure
        return Failure(
            failure?.code ?? .internalError,
            message.split(separator: "\n").map { $0.drop { $0 == " " } }.joined(separator: " "),
            hint: hint ?? "run 'caspianctl doctor' in a terminal"
        )
    }
}
