import Glibc
import Synchronization
internal import Wire

/// A descriptor that several threads write whole lines to.
final class LineOutput: Sendable {
    private let descriptor: Mutex<Int32>

    /// For standard output a copy is taken, and whatever else the program prints goes to standard error: a stray `print`
    /// must not stand between the lines.
    init(_ descriptor: Int32) {
        guard descriptor == STDOUT_FILENO else {
            self.descriptor = Mutex(descriptor)
            return
        }
        let copy = fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3)
        if copy >= 0 { dup2(STDERR_FILENO, STDOUT_FILENO) }
        self.descriptor = Mutex(copy >= 0 ? copy : STDOUT_FILENO)
    }

    func write(_ response: Response) {
        var line: [UInt8] = []
        response.write(into: &line)
        write(line)
    }

    func write(_ notification: Request) { write(notification.line) }

    /// Blocks until all is written; what a reader that has gone away would have got is dropped.
    private func write(_ line: [UInt8]) {
        descriptor.withLock { descriptor in
            var rest = line[...]
            while !rest.isEmpty {
                let count = rest.withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
                if count < 0, errno == EINTR { continue }
                guard count > 0 else { return }
                rest = rest.dropFirst(count)
            }
        }
    }
}
