import Glibc
import Wire

/// A stream to the daemon: whole lines out, whole lines in.
final class Connection {
    enum Event {
        case line
        /// The daemon closed the stream; anything unfinished is lost.
        case closed(unfinished: Bool)
        case deadline
        case interrupted
        /// The one who reads our answer has gone.
        case readerGone
        /// A line is longer than `maximumLine`.
        case tooLong
    }

    /// Bytes of a line; more than any daemon sends, which cuts what is large into pieces.
    static let maximumLine = 1 << 30

    let descriptor: Int32
    private var lines = LineBuffer(limit: maximumLine)
    private var range = 0..<0
    private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

    init(descriptor: Int32) { self.descriptor = descriptor }

    deinit {
        scratch.deallocate()
        close(descriptor)
    }

    /// Connects to the socket at `path`; the error number when that fails.
    static func open(_ path: String) -> Result<Connection, ConnectError> {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return .failure(ConnectError(number: errno)) }
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { place in
            for (index, byte) in path.utf8.prefix(SocketPath.maximumLength).enumerated() { place[index] = byte }
        }
        let size = socklen_t(MemoryLayout<sockaddr_un>.size)
        let outcome = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { connect(descriptor, $0, size) }
        }
        guard outcome == 0 else {
            let number = errno
            close(descriptor)
            return .failure(ConnectError(number: number))
        }
        return .success(Connection(descriptor: descriptor))
    }

    /// Sends all of `bytes`; false when the daemon has closed the stream.
    func send(_ bytes: [UInt8]) -> Bool {
        bytes.withUnsafeBytes { buffer in
            var sent = 0
            while sent < buffer.count {
                let count = Glibc.send(
                    descriptor,
                    buffer.baseAddress.map { $0 + sent },
                    buffer.count - sent,
                    Int32(MSG_NOSIGNAL)
                )
                if count > 0 {
                    sent += count
                } else if errno != EINTR {
                    return false
                }
            }
            return true
        }
    }

    /// Waits for the next line; read it with `withLine` before the next one is asked for.
    ///
    /// - Parameter reader: a descriptor that we write to, whose reader's end ends the waiting too.
    func next(before deadline: Deadline, reader: Int32 = -1) -> Event {
        while true {
            switch lines.next() {
            case .line(let line):
                range = line
                return .line
            case .tooLong: return .tooLong
            case .incomplete: break
            }
            if let event = wait(until: deadline, reader) { return event }
            let count = read(descriptor, scratch.baseAddress, scratch.count)
            if count > 0 {
                lines.append(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
            } else if count == 0 || errno != EINTR && errno != EAGAIN {
                return .closed(unfinished: lines.hasPartialLine)
            }
        }
    }

    func withLine<Value>(_ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value { lines.withBytes(of: range, body) }

    private func wait(until deadline: Deadline, _ reader: Int32) -> Event? {
        var waits = [
            pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: Interruption.descriptor, events: Int16(POLLIN), revents: 0),
            // Nothing but an error or a hang-up is waited for.
            pollfd(fd: reader, events: 0, revents: 0),
        ]
        while true {
            let count = poll(&waits, 3, deadline.remaining)
            if count == 0 { return .deadline }
            if count > 0, waits[1].revents != 0 { return .interrupted }
            if count > 0, waits[2].revents != 0 { return .readerGone }
            if count > 0 { return nil }
        }
    }
}

struct ConnectError: Error {
    let number: Int32
}
