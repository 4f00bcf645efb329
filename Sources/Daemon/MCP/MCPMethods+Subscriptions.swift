import JSON
import PluginKit
import Schema
import Wire

/// subscriptions/listen, and what it replaces: resources/subscribe and resources/unsubscribe.
extension MCPMethods {
    var subscriptionRoutes: [Route] { [listen, subscribe, unsubscribe] }

    private static let filter = Property(
        "notifications",
        .object(
            [
                Property("toolsListChanged", .boolean, isRequired: false),
                Property("promptsListChanged", .boolean, isRequired: false),
                Property("resourcesListChanged", .boolean, isRequired: false),
                Property(
                    "resourceSubscriptions",
                    .list(of: .string(length: 1...8192), count: 0...ContextWatch.mostResources),
                    isRequired: false
                ),
            ],
            others: .any
        )
    )

    /// Never completes: the connection answers it when it drains, and forgets it when the client cancels.
    private var listen: Route {
        later("subscriptions/listen", [Self.filter], MCPTraits(isEndless: true)) { call, origin, _ in
            let wanted = call.arguments.members["notifications"] ?? [:]
            guard let id = origin.request else { return }
            let watch = ContextWatch(origin, subscription: id)
            watch.follow(wanted, in: origin.generation)
            origin.connection.send(watch.acknowledgement)
            let token = origin.services.generations.subscribe(since: origin.generation) {
                watch.compare(with: $0)
            }
            call.control.whenEnded { _ in origin.services.generations.unsubscribe(token) }
        }
    }

    private var subscribe: Route {
        direct("resources/subscribe", [Self.uri]) { (call, origin) throws(Failure) in
            let uri = call.arguments.members["uri"]?.string ?? ""
            _ = try Core.document(named: uri, in: origin.generation.corpus)
            try origin.connection.contextWatch(origin).follow(resource: uri, in: origin.generation)
            return [:]
        }
    }

    private var unsubscribe: Route {
        direct("resources/unsubscribe", [Self.uri]) { call, origin in
            origin.connection.contextWatch(origin).forget(resource: call.arguments.members["uri"]?.string ?? "")
            return [:]
        }
    }
}
