import JSON
import PluginKit
import Schema
import Wire

/// The methods of the daemon itself. Each is declared beside the code that answers it.
struct Core: Sendable {
    let metrics: Metrics

    var routes: [Route] {
        [ping, discover, introspect, status, health, metricsText, query]
            + corpusRoutes + inspectionRoutes + outlineRoutes + pluginRoutes + configRoutes + subscriptionRoutes
            + logRoutes + [
                shutdown
            ]
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
            answer: .direct { (call, origin) throws(Failure) in try answer(call, origin, origin.services) }
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
            answer: .later { call, origin, complete in answer(call, origin, origin.services, complete) }
        )
    }
}
