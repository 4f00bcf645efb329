import Glibc
import JSON

/// The two descriptors that an editor talks through. Writing never waits: what the editor doesn't take yet is kept.
final class EditorStream {
    /// Bytes of a message: a text of the size that people open, three times escaped.
    static let longestMessage = 64 << 20
    /// What may wait for an editor that doesn't read; then nothing is read from it either.
    private static let mostPending = 8 << 20
    /// What a pipe takes without waiting once it says that it takes something (`PIPE_BUF`).
    private static let pipePiece = 4096

    let input: Int32
    let output: Int32
    private(set) var isOpen = true
    private var frames = FrameReader(limit: longestMessage)
    private var pending: [UInt8] = []
    private var sent = 0
    private let scratch = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 16, alignment: 16)

    init(input: Int32, output: Int32) {
        self.input = input
        self.output = output
        // A pipe that nobody reads any more is seen by the error number.
        signal(SIGPIPE, SIG_IGN)
    }

    deinit { scratch.deallocate() }

    var waits: [pollfd] {
        let mayRead = isOpen && pending.count - sent < Self.mostPending
        return [
            pollfd(fd: mayRead ? input : -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: hasPending ? output : -1, events: Int16(POLLOUT), revents: 0),
        ]
    }

    var hasPending: Bool { isOpen && sent < pending.count }

    func send(_ message: JSON) {
        guard isOpen else { return }
        let body = message.bytes
        pending += Array("Content-Length: \(body.count)\r\n\r\n".utf8)
        pending += body
        flush()
    }

    /// Reads what is there; the messages are handed to `take` one by one.
    func receive(_ take: (FrameReader.Next) -> Void) {
        let count = read(input, scratch.baseAddress, scratch.count)
        if count < 0, errno == EINTR || errno == EAGAIN { return }
        guard count > 0 else {
            isOpen = false
            return
        }
        frames.append(UnsafeRawBufferPointer(rebasing: scratch[..<count]))
        while isOpen {
            let next = frames.next()
            if next == .incomplete { return }
            take(next)
        }
    }

    /// Writes what the editor takes now.
    func flush() {
        while hasPending {
            var wait = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
            guard poll(&wait, 1, 0) > 0 else { return }
            let count = pending.withUnsafeBytes { buffer -> Int in
                guard let base = buffer.baseAddress else { return 0 }
                let left = buffer.count - sent
                let count = Glibc.send(output, base + sent, left, Int32(MSG_NOSIGNAL) | Int32(MSG_DONTWAIT))
                if count >= 0 || errno != ENOTSOCK { return count }
                return write(output, base + sent, min(left, Self.pipePiece))
            }
            if count < 0 {
                if errno == EINTR || errno == EAGAIN { return }
                isOpen = false
                return
            }
            sent += count
        }
        pending.removeAll(keepingCapacity: pending.capacity < 1 << 20)
        sent = 0
    }

    /// Waits until the editor has taken everything, for a moment at most.
    func drain(before deadline: Deadline) {
        while hasPending, !deadline.isOver {
            var wait = pollfd(fd: output, events: Int16(POLLOUT), revents: 0)
            _ = poll(&wait, 1, deadline.remaining)
            flush()
        }
    }
}
