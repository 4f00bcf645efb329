import Glibc
import JSON
import Wire

/// Carries lines from a descriptor to the daemon and its answers to an output, in whatever order they come.
///
/// Never more is under way than the daemon can answer without its answers piling up: a slow reader of the output slows
/// the reading of the input, however many lines there are.
struct Relay {
    private let connection: Connection
    private let input: Int32
    private let output: Output
    private let patience: Int

    private var requests = LineBuffer(limit: Connection.maximumLine)
    private var answers = LineBuffer(limit: Connection.maximumLine)
    private var unsent: [UInt8] = []
    private var sent = 0
    private var inputIsOpen = true
    /// Whether lines that have been read wait for answers to come before they are sent.
    private var linesWait = false
    private var underWay = 0
    private var window = Relay.mostUnderWay
    /// Pieces of large results, by the id of their request.
    private var chunks: [RequestID: [JSON]] = [:]
    private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

    private(set) var succeeded = 0
    private(set) var failed = 0

    /// Half of what the daemon takes of one connection (`Limits.inFlight`), so that it never has to refuse.
    private static let mostUnderWay = 512
    /// Half of what may wait for one client in the daemon (`Limits.unsent`).
    private static let mostBytesUnderWay = 4 << 20

    /// - Parameter patience: milliseconds without any answer after which the daemon is given up.
    init(_ connection: Connection, input: Int32, output: Output, patience: Int) {
        self.connection = connection
        self.input = input
        self.output = output
        self.patience = patience
    }

    /// Returns when every line has been answered, or when the output takes nothing more.
    mutating func run() throws(Exit) {
        defer { scratch.deallocate() }
        while output.failure == nil, inputIsOpen || linesWait || underWay > 0 || sent < unsent.count {
            try step()
        }
        output.flush()
    }

    private mutating func step() throws(Exit) {
        let mayRead = inputIsOpen && !linesWait && underWay < window
        let maySend = sent < unsent.count
        var waits = [
            pollfd(fd: mayRead ? input : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: connection.descriptor, events: Int16(POLLIN | (maySend ? POLLOUT : 0)), revents: 0),
            pollfd(fd: Interruption.descriptor, events: Int16(POLLIN), revents: 0),
        ]
        let isWaiting = underWay > 0 || maySend
        let count = poll(&waits, 3, isWaiting && patience > 0 ? Int32(clamping: patience) : -1)
        if count < 0 { return }
        if count == 0 { throw given(up: .deadline, "no answer in time; \(underWay) requests are unanswered") }
        if waits[2].revents != 0 { throw .interrupted }
        if waits[1].revents & Int16(POLLOUT) != 0 { try send() }
        if waits[1].revents & ~Int16(POLLOUT) != 0 { try receive() }
        if waits[0].revents != 0 { inputIsOpen = requests.readMore(from: input, over: scratch) }
        prepareLines()
    }

    /// Takes lines from what was read, as many as may be under way.
    private mutating func prepareLines() {
        linesWait = true
        while underWay < window, unsent.count - sent < scratch.count {
            switch requests.next() {
            case .line(let range): prepare(range)
            case .tooLong: refuse()
            case .incomplete:
                linesWait = false
                return
            }
        }
    }

    private mutating func prepare(_ range: Range<Int>) {
        let expectsAnswer = requests.withBytes(of: range) { line in
            guard line.contains(where: { $0 != 0x20 && $0 != 0x09 && $0 != 0x0D }) else { return false }
            unsent.append(contentsOf: line)
            unsent.append(0x0A)
            return Envelope(line).expectsAnswer
        }
        if expectsAnswer { underWay += 1 }
    }

    /// Answers a line that was too long to be kept, as the daemon answers what is too long for it.
    private mutating func refuse() {
        var line: [UInt8] = []
        Response(id: nil, outcome: .failure(Failure(.tooLarge, "a line is longer than 1 GiB"))).write(into: &line)
        output.write(line)
        failed += 1
    }

    private mutating func send() throws(Exit) {
        let count = unsent.withUnsafeBytes { bytes in
            Glibc.send(
                connection.descriptor,
                bytes.baseAddress.map { $0 + sent },
                bytes.count - sent,
                Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT)
            )
        }
        if count < 0 {
            if errno == EINTR || errno == EAGAIN { return }
            // Answers that came before it closed are still to be read.
            unsent.removeAll()
            sent = 0
            inputIsOpen = false
            requests = LineBuffer(limit: Connection.maximumLine)
            return
        }
        sent += count
        if sent == unsent.count {
            unsent.removeAll(keepingCapacity: true)
            sent = 0
        }
    }

    private mutating func receive() throws(Exit) {
        let count = read(connection.descriptor, scratch.baseAddress, scratch.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        guard count > 0 else {
            throw given(up: .noDaemon, "the daemon closed the connection; \(underWay) requests are unanswered")
        }
        answers.append(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
        while case .line(let range) = answers.next() {
            let line = answers.withBytes(of: range) { (Envelope($0), chunks.isEmpty ? [] : Array($0)) }
            try take(line.0, range, copy: line.1)
        }
        output.flush()
    }

    private mutating func take(_ envelope: Envelope, _ range: Range<Int>, copy: [UInt8]) throws(Exit) {
        if envelope.isAnswer {
            underWay = max(0, underWay - 1)
            if envelope.hasError { failed += 1 } else { succeeded += 1 }
            window = min(Self.mostUnderWay, max(1, min(window * 2, Self.mostBytesUnderWay / max(1, range.count))))
            if !chunks.isEmpty, let whole = try joined(copy) { return output.write(whole) }
        } else if envelope.hasMethod, try keepChunk(range) {
            return
        }
        let output = output
        answers.withBytes(of: range) { output.write($0) }
        output.write([0x0A])
    }

    /// Keeps the line if it is a piece of a large result; other notifications are passed on.
    private mutating func keepChunk(_ range: Range<Int>) throws(Exit) -> Bool {
        let message = try json(answers.withBytes(of: range) { Array($0) })
        guard message["method"] == "stream/chunk", let params = message["params"],
            let id = RequestID(json: params["id"])
        else { return false }
        chunks[id, default: []].append(params)
        return true
    }

    /// The answer's line with its pieces put in; `nil` when it came whole.
    private mutating func joined(_ line: [UInt8]) throws(Exit) -> [UInt8]? {
        let message = try json(line)
        guard let id = RequestID(json: message["id"]), let pieces = chunks.removeValue(forKey: id) else { return nil }
        guard let rest = message["result"] else { return nil }
        do throws(Failure) {
            var bytes: [UInt8] = []
            Response(id: id, outcome: .success(try Streaming.join(pieces, rest))).write(into: &bytes)
            window = max(1, min(window, Self.mostBytesUnderWay / bytes.count))
            return bytes
        } catch {
            throw Exit(error)
        }
    }

    private func json(_ line: [UInt8]) throws(Exit) -> JSON {
        do throws(SyntaxError) {
            return try JSON(parsing: line)
        } catch {
            throw Exit(.failed, "what answers at the socket doesn't speak Caspian's protocol: \(error)")
        }
    }

    private func given(up status: ShellStatus, _ message: String) -> Exit {
        Exit(succeeded + failed > 0 ? .partial : status, message, hint: "send the unanswered ones again, by their ids")
    }
}
