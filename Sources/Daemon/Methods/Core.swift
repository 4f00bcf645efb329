import JSON
import PluginKit
import Schema
import Synchronization
import Wire

/// The methods of the daemon itself. Each is declared beside the code that answers it.
///
/// They hold the services weakly through a box, because the services hold them.
struct Core: Sendable {
    let services: ServicesBox
    let metrics: Metrics

    var routes: [Route] {
        [ping, discover, introspect, status, health, metricsText, query]
            + corpusRoutes + pluginRoutes + configRoutes + subscriptionRoutes + logRoutes + [shutdown]
    }

    /// A method that answers at once.
    func direct(
        _ description: MethodDescription,
        needsCorpus: Bool = false,
        _ answer: @escaping @Sendable (Call, Origin, Services) throws(Failure) -> JSON
    ) -> Route {
        Route(
            description,
            metrics: metrics.method(description.name),
            needsCorpus: needsCorpus,
            answer: .direct { [services] (call, origin) throws(Failure) in try answer(call, origin, services.value) }
        )
    }

    /// A method that calls back.
    func later(
        _ description: MethodDescription,
        needsCorpus: Bool = false,
        _ answer: @escaping @Sendable (Call, Origin, Services, @escaping Route.Completion) -> Void
    ) -> Route {
        Route(
            description,
            metrics: metrics.method(description.name),
            needsCorpus: needsCorpus,
            answer: .later { [services] call, origin, complete in answer(call, origin, services.value, complete) }
        )
    }
}

/// The services, once they are there: the methods are made before them.
final class ServicesBox: Sendable {
    private let state = Mutex<Services?>(nil)

    func fill(_ services: Services) { state.withLock { $0 = services } }

    var value: Services {
        guard let services = state.withLock({ $0 }) else { preconditionFailure("a method was called before the start") }
        return services
    }
}
