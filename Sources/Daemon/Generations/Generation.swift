import Corpus
import JSON
import PluginKit
import Schema
import Wire

/// Configuration, corpus and plugins as they belong together; it never changes. A query sees exactly one.
final class Generation: Sendable {
    /// From 1; 0 is the time before the first one is ready.
    let number: Int
    let corpus: Snapshot
    let plugins: [LoadedPlugin]
    let routes: [String: Route]
    private let core: [Route]
    /// The names of the built-in plugins, whether they are in the configuration or not.
    private let builtIn: [String]
    private let startingMetrics: MethodMetrics
    private let knownTools = Lazily<ToolTable>()
    private let knownMarks = Lazily<Marks>()

    init(
        number: Int,
        corpus: Snapshot,
        plugins: [LoadedPlugin],
        core: [Route],
        builtIn: [String] = [],
        metrics: Metrics
    ) {
        self.number = number
        self.corpus = corpus
        self.plugins = plugins
        self.core = core
        self.builtIn = builtIn
        startingMetrics = metrics.method("(starting)")
        var routes: [String: Route] = [:]
        for route in core + plugins.flatMap(\.routes) { routes[route.description.name] = route }
        self.routes = routes
    }

    /// The methods as agents see them.
    var tools: ToolTable { knownTools.value { ToolTable(core: core, plugins: plugins) } }

    /// - Complexity: O(n) in the number of documents when it is asked for the first time.
    var marks: Marks { knownMarks.value { makeMarks() } }

    var isStarting: Bool { number == 0 }

    /// A stand-in for a method that may exist once the daemon has started.
    func startingRoute(_ name: String) -> Route {
        Route(
            MethodDescription(name, "", result: .any),
            metrics: startingMetrics,
            needsCorpus: true,
            answer: .direct { (_, _) throws(Failure) in throw Failure(.starting, "the daemon is still starting") }
        )
    }

    func unknownMethod(_ name: String) -> Failure {
        let known = routes.keys.sorted()
        let suggestion = Suggestion.nearest(to: name, among: known)
        let shown = name.utf8.count <= 100 ? name : String(name.prefix(100)) + "…"
        if let plugin = builtIn.first(where: { name == $0 || name.hasPrefix($0 + ".") }),
            !plugins.contains(where: { $0.name == plugin })
        {
            return Failure(
                .methodNotFound,
                "unknown method '\(shown)': the plugin '\(plugin)' is not in the configuration, or not enabled",
                hint: "write '\(plugin): {}' below 'plugins:', and then 'caspianctl config reload'"
            )
        }
        let hint = suggestion.map { " (did you mean '\($0)'?)" } ?? ""
        return Failure(
            .methodNotFound,
            "unknown method '\(shown)'\(hint)",
            details: suggestion.map { ["suggestion": .string($0)] } ?? Members()
        )
    }
}
