import Glibc
import Synchronization

/// Tells whoever started the daemon, over a descriptor that it passed, `READY` or why not; once.
final class ReadyPipe: Sendable {
    private let descriptor: Mutex<Int32?>

    /// - Parameter descriptor: of `--ready-fd`.
    init(_ descriptor: Int32?) {
        self.descriptor = Mutex(descriptor)
        if let descriptor { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
    }

    func ready() { send("READY\n") }

    func failed(_ reason: String) { send(reason + "\n") }

    private func send(_ text: String) {
        descriptor.withLock { descriptor in
            guard let number = descriptor else { return }
            let bytes = Array(text.utf8)
            _ = write(number, bytes, bytes.count)
            close(number)
            descriptor = nil
        }
    }
}
