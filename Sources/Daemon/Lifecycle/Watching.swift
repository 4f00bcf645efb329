import Config
import ServiceLifecycle

struct Watching: Service {
    let services: Services
    let settings: WatchSettings
    func run() async throws { try await gracefulShutdown() }
}
