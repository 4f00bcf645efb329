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

    /// From now on Ctrl-C, or another signal, doesn't end the program by itself. What was ignored, as Ctrl-C is for a job
    /// in the background of a script, stays so.
    static func install(for signals: [Int32] = [SIGINT]) {
        let signals = signals.filter { !isIgnored($0) }
        guard descriptor < 0, !signals.isEmpty else { return }
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return }
        for end in ends {
            _ = fcntl(end, F_SETFD, FD_CLOEXEC)
            _ = fcntl(end, F_SETFL, O_NONBLOCK)
        }
        readEnd.store(ends[0], ordering: .relaxed)
        writeEnd.store(ends[1], ordering: .relaxed)
        handle(signals) { _ in
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

    private static func handle(_ signals: [Int32], _ handler: @escaping @convention(c) (Int32) -> Void) {
        var action = sigaction()
        action.__sigaction_handler.sa_handler = handler
        sigemptyset(&action.sa_mask)
        // Programs that start others from a worker thread hand down a mask in which everything is blocked.
        var open = sigset_t()
        sigemptyset(&open)
        for signal in signals {
            _ = sigaction(signal, &action, nil)
            sigaddset(&open, signal)
        }
        _ = pthread_sigmask(SIG_UNBLOCK, &open, nil)
    }

    private static func isIgnored(_ signal: Int32) -> Bool {
        var action = sigaction()
        guard sigaction(signal, nil, &action) == 0 else { return false }
        return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1  // SIG_IGN
    }
}
