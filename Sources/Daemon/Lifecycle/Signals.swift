import Glibc
import Logging
import ServiceLifecycle
import Synchronization
import UnixSignals

/// SIGHUP reloads; the first SIGTERM or SIGINT drains, the second one ends the process at once.
struct Signals: Sendable {
    /// Trapped from the moment that this was made, not only once they are listened to.
    let signals: UnixSignalsSequence
    let logger: Logger
    let reload: @Sendable () -> Void
    let stop: @Sendable () -> Void
    /// Called before an immediate end.
    let cleanUp: @Sendable () -> Void

    /// Whether SIGTERM or SIGINT came before they were trapped.
    private static let haveCome = Atomic(false)

    /// Remembers SIGTERM and SIGINT until they are trapped: by then clients may have been answered, who are owed an end in
    /// order. SIGHUP would end the daemon, which reads everything anyway.
    static func remember() {
        _ = haveCome.load(ordering: .relaxed)  // which makes it, as a handler must not
        signal(SIGHUP, SIG_IGN)
        signal(SIGTERM) { _ in Signals.haveCome.store(true, ordering: .relaxed) }
        signal(SIGINT) { _ in Signals.haveCome.store(true, ordering: .relaxed) }
    }

    func run() async throws {
        var isStopping = Self.haveCome.load(ordering: .relaxed)
        if isStopping { stop() }
        for await signal in signals.cancelOnGracefulShutdown() {
            switch signal {
            case .sighup:
                reload()
            default:
                if isStopping {
                    logger.warning("stopping at once: the signal came twice")
                    cleanUp()
                    _exit(128 + (signal == .sigint ? SIGINT : SIGTERM))
                }
                isStopping = true
                stop()
            }
        }
    }
}
