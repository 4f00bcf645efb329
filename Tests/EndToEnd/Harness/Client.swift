import Glibc
import JSON
import Wire

/// One connection to a daemon.
final class Client {
    let descriptor: Int32
    private var lines = LineBuffer(limit: Int.max)
    private var isAtEnd = false
    private var lastID = 0
    /// Those that have come while an answer was waited for.
    private(set) var notifications: [JSON] = []

    /// Lives as long as its client.
    private let daemon: RunningDaemon?

    init(_ path: String, of daemon: RunningDaemon? = nil) throws {
        descriptor = try Self.connect(path)
        self.daemon = daemon
    }

    deinit { Glibc.close(descriptor) }

    static func connect(_ path: String) throws -> Int32 {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw TestError("can't make a socket: \(errno)") }
        guard withAddress(path, { Glibc.connect(descriptor, $0, $1) }) == 0 else {
            let number = errno
            Glibc.close(descriptor)
            throw TestError("can't connect to \(path): \(String(cString: strerror(number)))")
        }
        return descriptor
    }

    static func withAddress(_ path: String, _ body: (UnsafePointer<sockaddr>, socklen_t) -> Int32) -> Int32 {
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: path.utf8.prefix($0.count - 1)) }
        return withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                body($0, socklen_t(MemoryLayout<sockaddr_un>.size))
            }
        }
    }

    // MARK: Lines

    /// Sends bytes as they are.
    func send(_ bytes: [UInt8]) throws {
        let deadline = Deadline()
        var sent = 0
        while sent < bytes.count {
            _ = try deadline.wait(descriptor, for: POLLOUT, "room to send")
            sent += try sendSome(bytes[sent...])
        }
    }

    /// Sends as much as the daemon takes, and returns how many bytes that were.
    ///
    /// It is over when the daemon, whose one loop reads its clients by turns, has answered `other` twice and read nothing of
    /// this one meanwhile.
    func sendWhatFits(_ bytes: [UInt8], beside other: Client) throws -> Int {
        var sent = 0
        while sent < bytes.count {
            let before = unreadByteCount
            var descriptors = [pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)]
            if poll(&descriptors, 1, 0) > 0 {
                sent += try sendSome(bytes[sent...])
                continue
            }
            for _ in 0..<2 { _ = try other.result("ping") }
            if unreadByteCount == before { break }
        }
        return sent
    }

    /// What was sent and not read yet, with what the system needs to keep it.
    private var unreadByteCount: Int32 {
        var count: Int32 = 0
        return ioctl(descriptor, UInt(TIOCOUTQ), &count) == 0 ? count : -1
    }

    /// Sends lines.
    func send(_ lines: String...) throws { try send(Array((lines.joined(separator: "\n") + "\n").utf8)) }

    func closeWriting() { shutdown(descriptor, Int32(SHUT_WR)) }

    /// The next line; `nil` when the daemon has closed the connection.
    func line(seconds: Int = 30) throws -> [UInt8]? {
        let deadline = Deadline(seconds: seconds)
        while true {
            if case .line(let range) = lines.next() { return lines.withBytes(of: range) { Array($0) } }
            if isAtEnd { return nil }
            _ = try deadline.wait(descriptor, for: POLLIN, "a line")
            receive()
        }
    }

    /// The next message. Throws at the end of the connection.
    func message() throws -> JSON {
        guard let line = try line() else { throw TestError("the daemon closed the connection") }
        return try JSON(parsing: line)
    }

    /// Sends and receives at once until `count` lines have come, each of which `body` sees.
    ///
    /// The time limit is for one line to the next: all together take as long as the machine needs.
    func exchange(_ bytes: [UInt8], lines count: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) throws {
        var deadline = Deadline()
        var sent = 0
        var missing = count
        while missing > 0 {
            let maySend = sent < bytes.count
            let ready = try deadline.wait(descriptor, for: POLLIN | (maySend ? POLLOUT : 0), "\(missing) more lines")
            if maySend, ready & POLLOUT != 0 { sent += try sendSome(bytes[sent...]) }
            guard ready & ~POLLOUT != 0 else { continue }
            receive()
            while missing > 0, case .line(let range) = lines.next() {
                lines.withBytes(of: range, body)
                missing -= 1
                deadline = Deadline()
            }
            if isAtEnd, missing > 0 { throw TestError("the daemon closed with \(missing) lines missing") }
        }
    }

    private func sendSome(_ bytes: ArraySlice<UInt8>) throws -> Int {
        let count = bytes.withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
        }
        guard count >= 0 || errno == EAGAIN || errno == EINTR else { throw TestError("can't send: \(errno)") }
        return max(0, count)
    }

    private func receive() {
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 16) { buffer in
            let count = read(descriptor, buffer.baseAddress, buffer.count)
            if count > 0 { lines.append(UnsafeRawBufferPointer(rebasing: buffer[..<count])) }
            if count == 0 || count < 0 && errno != EINTR { isAtEnd = true }
        }
    }

    // MARK: Requests

    /// Sends a request and returns its id.
    @discardableResult
    func begin(_ method: String, _ parameters: JSON = [:], meta: JSON? = nil) throws -> Int {
        lastID += 1
        var members = parameters.object ?? Members()
        if let meta { members["_meta"] = meta }
        let request: JSON = [
            "jsonrpc": "2.0", "id": .integer(lastID), "method": .string(method), "params": .object(members),
        ]
        try send(request.description)
        return lastID
    }

    /// The response to a request, with the chunks of its result put in. Others that come before it are forgotten.
    func response(to id: Int) throws -> JSON {
        var chunks: [JSON] = []
        while true {
            let message = try message()
            if message["method"] == "stream/chunk", let chunk = message["params"], chunk["id"] == .integer(id) {
                chunks.append(chunk)
            } else if message["method"] != nil {
                notifications.append(message)
            } else if message["id"] == .integer(id) {
                guard !chunks.isEmpty, var members = message.object, let rest = message["result"] else {
                    return message
                }
                members["result"] = try Streaming.join(chunks, rest)
                return .object(members)
            }
        }
    }

    /// The result of a request. Throws what the daemon answers otherwise.
    func result(_ method: String, _ parameters: JSON = [:], meta: JSON? = nil) throws -> JSON {
        let response = try response(to: try begin(method, parameters, meta: meta))
        guard let result = response["result"] else { throw TestError("\(method): \(response["error"] ?? .null)") }
        return result
    }

    /// The error of a request.
    func failure(_ method: String, _ parameters: JSON = [:], meta: JSON? = nil) throws -> JSON {
        let response = try response(to: try begin(method, parameters, meta: meta))
        guard let error = response["error"] else { throw TestError("\(method) did not fail: \(response)") }
        return error
    }

    /// Waits for an entry of the log, to which it must have subscribed.
    func logEntry(_ message: String) throws {
        while try notification("notifications/log")["message"] != .string(message) {}
    }

    /// The next notification of a kind.
    func notification(_ method: String) throws -> JSON {
        if let index = notifications.firstIndex(where: { $0["method"] == .string(method) }) {
            return notifications.remove(at: index)["params"] ?? .null
        }
        while true {
            let message = try message()
            if message["method"] == .string(method) { return message["params"] ?? .null }
        }
    }
}

extension JSON {
    /// Whether it has everything that `expected` has: members at any depth, and items in their order.
    func contains(_ expected: JSON) -> Bool {
        switch (self, expected) {
        case (.object(let members), .object(let wanted)):
            wanted.allSatisfy { key, value in members[key]?.contains(value) ?? false }
        case (.array(let items), .array(let wanted)):
            wanted.isEmpty
                ? items.isEmpty : items.count >= wanted.count && zip(items, wanted).allSatisfy { $0.contains($1) }
        default: self == expected || number != nil && number == expected.number
        }
    }

    subscript(path: String...) -> JSON? { self[Pointer(path)] }
}
