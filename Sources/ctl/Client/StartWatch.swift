import JSON
import Wire

/// Hears from a daemon that is starting how far it is: it listens from the first moment on, and reads meanwhile.
final class StartWatch {
    /// What it said last.
    private(set) var last: String?
    private let path: String
    private let report: (String) -> Void
    private var connection: Connection?
    private var isOver = false

    /// Milliseconds after which a start is long, and between two attempts to connect.
    private static let patience: Int32 = 100

    init(path: String, report: @escaping (String) -> Void) {
        self.path = path
        self.report = report
    }

    /// To wait for; -1 for none.
    var descriptor: Int32 { connection?.descriptor ?? -1 }

    /// How many milliseconds to wait before `connect`.
    func pause(before deadline: Deadline) -> Int32 {
        let remaining = deadline.remaining
        if connection != nil || isOver { return remaining }
        return remaining < 0 ? Self.patience : min(remaining, Self.patience)
    }

    /// Asks for an answer as soon as there is a corpus, and to be told how far that is.
    func connect() {
        guard connection == nil, !isOver, case .success(let connection) = Connection.open(path) else { return }
        var meta = RequestMeta()
        meta.minimumGeneration = 1
        meta.progressToken = .integer(1)
        let request = Request(id: .integer(1), method: "ping", parameters: Members(), meta: meta)
        if connection.send(request.json.bytes + [0x0A]) { self.connection = connection } else { isOver = true }
    }

    /// Reads what has come.
    func read() {
        while let connection {
            switch connection.next(before: Deadline(milliseconds: 0)) {
            case .deadline: return
            case .line:
                let message = connection.withLine { try? Message(line: $0, limits: Limits()) }
                guard case .request(let notification) = message else { return end() }
                let text = Progress(notification.parameters).text
                last = text
                report(text)
            default: return end()
            }
        }
    }

    private func end() {
        connection = nil
        isOver = true
    }
}
