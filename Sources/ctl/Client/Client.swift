import JSON
import Wire

/// Asks one request after another over a connection.
final class Client {
    private let connection: Connection
    private let report: (Progress) -> Void
    private let notice: (Request) -> Void
    private var lastID = 0
    /// Whether the daemon has closed the connection before it said anything to the last request.
    private(set) var isForsaken = false

    /// - Parameters:
    ///   - report: told how far long work is.
    ///   - notice: told of every other notification, whenever it comes.
    init(
        _ connection: Connection,
        report: @escaping (Progress) -> Void = { _ in },
        notice: @escaping (Request) -> Void = { _ in }
    ) {
        self.connection = connection
        self.report = report
        self.notice = notice
    }

    /// Asks and waits for the answer, put together if it comes in pieces.
    ///
    /// Throws the daemon's failure, or that there was no answer: none in time, none any more, or nonsense.
    func call(
        _ method: String,
        _ parameters: Members = Members(),
        meta: RequestMeta = RequestMeta(),
        deadline: Deadline
    ) throws(Exit) -> JSON {
        lastID += 1
        var meta = meta
        if meta.progressToken != nil { meta.progressToken = .integer(lastID) }
        let request = Request(id: .integer(lastID), method: method, parameters: parameters, meta: meta)
        var line = request.json.bytes
        line.append(0x0A)
        // A daemon that closes at once may have said why first, so the answer is read in any case.
        let wasSent = connection.send(line)
        return try answer(to: lastID, method, wasSent: wasSent, deadline: deadline)
    }

    private func answer(to id: Int, _ method: String, wasSent: Bool, deadline: Deadline) throws(Exit) -> JSON {
        var chunks: [JSON] = []
        while true {
            switch connection.next(before: deadline) {
            case .line: break
            case .deadline:
                throw Exit(
                    .deadline,
                    "no answer to '\(method)' in time",
                    hint: "give more time with --timeout, for example --timeout 2m"
                )
            case .readerGone: throw Exit(.closedPipe, "")
            case .tooLong: throw Exit(.failed, "the answer is longer than 1 GiB", hint: "ask for less at once")
            case .interrupted:
                cancel(id)
                throw .interrupted
            case .closed(let unfinished):
                isForsaken = !unfinished && chunks.isEmpty
                let what = unfinished || !chunks.isEmpty ? "in the middle of" : wasSent ? "before" : "without reading"
                throw Exit(
                    .noDaemon,
                    "the daemon closed the connection \(what) the \(wasSent ? "answer" : "request")",
                    hint: "ask again; the daemon's log says why it closed"
                )
            }
            switch try message() {
            case .response(let response) where response.id == .integer(id):
                return try result(of: response, chunks)
            case .response(let response) where response.id == nil:
                return try result(of: response, [])  // to a line that could not be read, which can only be ours
            case .response: continue
            case .request(let notification):
                switch notification.method {
                case "stream/chunk":
                    if notification.parameters["id"] == .integer(id) { chunks.append(.object(notification.parameters)) }
                case "notifications/progress": report(Progress(notification.parameters))
                default: notice(notification)
                }
            }
        }
    }

    /// Waits for a notification, as long as it takes; false when the daemon closed the connection.
    ///
    /// - Parameter reader: a descriptor that we write to. Throws when nobody reads it any more.
    func listen(reader: Int32) throws(Exit) -> Bool {
        switch connection.next(before: .never, reader: reader) {
        case .line: break
        case .closed: return false
        case .interrupted: throw .interrupted
        case .readerGone: throw Exit(.closedPipe, "")
        case .tooLong, .deadline: throw Exit(.failed, "a notification is longer than 1 GiB")
        }
        if case .request(let notification) = try message() { notice(notification) }
        return true
    }

    private func message() throws(Exit) -> Message {
        // A typed error can't be thrown through the closure, so the outcome is carried out.
        let outcome: Result<Message, MessageError> = connection.withLine { bytes in
            do throws(MessageError) {
                return .success(try Message(line: bytes, limits: Limits()))
            } catch {
                return .failure(error)
            }
        }
        do throws(MessageError) {
            return try outcome.get()
        } catch {
            throw Exit(
                .failed,
                "what answers at the socket doesn't speak Caspian's protocol: \(error.failure.message)",
                hint: "see with --socket or $CASPIAN_SOCKET that it is caspiand's"
            )
        }
    }

    private func result(of response: Response, _ chunks: [JSON]) throws(Exit) -> JSON {
        do throws(Failure) {
            switch response.outcome {
            case .success(let result): return try Streaming.join(chunks, result)
            case .failure(let failure): throw failure
            }
        } catch {
            throw Exit(error)
        }
    }

    private func cancel(_ id: Int) {
        let notification = Request(id: nil, method: "notifications/cancelled", parameters: ["requestId": .integer(id)])
        var line = notification.json.bytes
        line.append(0x0A)
        _ = connection.send(line)
    }
}

/// How far long work is.
struct Progress: Hashable {
    let done: Double
    let total: Double?
    let message: String

    init(_ parameters: Members) {
        done = parameters["progress"]?.number ?? 0
        total = parameters["total"]?.number
        message = parameters["message"]?.string ?? ""
    }

    /// `reading seeds (40 %)`
    var text: String {
        guard let total, total > 0 else { return message }
        let percent = Int(min(1, max(0, done / total)) * 100)
        return message.isEmpty ? "\(percent) %" : "\(message) (\(percent) %)"
    }
}
