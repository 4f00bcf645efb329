import Glibc
import Logging
import ServiceLifecycle
import UnixSignals

/// SIGHUP reloads; the first SIGTERM or SIGINT drains, the second one ends the process at once.
struct Signals: Service, NamedService {
    static let name = "signals"

    /// Trapped from the moment that this was made, not only once they are listened to.
    let signals: UnixSignalsSequence
    let logger: Logger
    let reload: @Sendable () -> Void
    let stop: @Sendable () -> Void
    /// Called before an immediate end.
    let cleanUp: @Sendable () -> Void

    func run() async throws {
        var isStopping = false
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
