import NIOCore
import ServiceLifecycle

/// Tells the service manager that the event loop still turns, as often as it wants to hear it.
struct Watchdog: Sendable {
    let manager: ServiceManager
    let loop: any EventLoop

    func run() async throws {
        let task = manager.watchdogInterval.map { microseconds in
            loop.scheduleRepeatedTask(initialDelay: .zero, delay: .microseconds(Int64(microseconds))) { _ in
                manager.watchdog()
            }
        }
        try await gracefulShutdown()
        task?.cancel()
    }
}
