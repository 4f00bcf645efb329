import Glibc
import Synchronization

/// Turns Ctrl-C into a readable descriptor, so that a wait can end without a race.
///
/// The signal only writes a byte; who waits decides what to do. It lives as long as the program.
enum Interruption {
    private static let writeEnd = Atomic<Int32>(-1)
    private static let readEnd = Atomic<Int32>(-1)

    /// A descriptor that becomes readable with the first Ctrl-C; -1 before `install()`.
    static var descriptor: Int32 { readEnd.load(ordering: .relaxed) }

    /// From now on Ctrl-C doesn't end the program by itself. Where it was ignored, as for a job in the background of a
    /// script, it stays so.
    static func install() {
        guard descriptor < 0, !isIgnored else { return }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        readEnd.store(ends[0], ordering: .relaxed)
        writeEnd.store(ends[1], ordering: .relaxed)
        handle { _ in
            let saved = errno
            var byte: UInt8 = 1
            _ = write(Interruption.writeEnd.load(ordering: .relaxed), &byte, 1)
            errno = saved
        }
    }

    /// Lets what was interrupted before interrupt nothing more.
    static func forget() {
        var bytes = [UInt8](repeating: 0, count: 64)
        while descriptor >= 0, read(descriptor, &bytes, bytes.count) > 0 {}
    }

    /// Whether Ctrl-C was pressed since `install()`.
    static var isPending: Bool {
        var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return descriptor >= 0 && poll(&wait, 1, 0) == 1
    }

    private static func handle(_ handler: @escaping @convention(c) (Int32) -> Void) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        sigemptyset(&action.sa_mask)
        _ = sigaction(SIGINT, &action, nil)
        // Programs that start others from a worker thread hand down a mask in which everything is blocked.
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        _ = pthread_sigmask(SIG_UNBLOCK, &signals, nil)
    }

    private static var isIgnored: Bool {
        var action = sigaction()
        guard sigaction(SIGINT, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1  // SIG_IGN
    }
}
