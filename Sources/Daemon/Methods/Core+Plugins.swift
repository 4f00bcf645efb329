import JSON
import Schema
import Wire

/// plugin.list.
extension Core {
    var pluginRoutes: [Route] { [pluginList] }

    private var pluginList: Route {
        direct(
            MethodDescription(
                "plugin.list",
                "Lists the plugins with their methods and their state.",
                result: .object([Property("plugins", .list(of: .map(of: .any)))]),
                examples: [
                    .init(
                        "Which plugins are there?",
                        result: ["plugins": [["name": "search"], ["name": "summary"], ["name": "division"]]]
                    )
                ]
            )
        ) { _, origin, _ in ["plugins": .array(origin.generation.plugins.map(Core.summary))] }
    }
}
