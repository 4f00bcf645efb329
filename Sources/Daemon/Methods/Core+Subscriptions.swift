import Corpus
import JSON
import PluginKit
import Schema
import Wire

/// subscribe: notifications about what happens.
extension Core {
    var subscriptionRoutes: [Route] { [subscribe] }

    private static let topics = Parameter<[String]>(
        "topics",
        .list(of: .choice("generation", "log"), count: 0...2),
        "'generation' tells of every new generation, 'log' sends every log entry."
    )

    private static let queries = Parameter<JSON?>(
        "queries",
        .map(
            of: .object([
                Property(
                    "method",
                    .string(length: 1...256).named(by: .methods).described("One whose answers have 'hits'."),
                    isRequired: false,
                    fallback: "search"
                ),
                Property("params", .map(of: .any).described("What to call it with.")),
            ])
        ),
        "Saved queries, each under a name of your own; one in the place of another of its name. Whenever a new generation "
            + "gives one of them other hits, 'notifications/query' says which came and which went, and once what is "
            + "wrong with one that can't be answered."
    )

    private var subscribe: Route {
        direct(
            MethodDescription(
                "subscribe",
                "Sends notifications about generations, log entries and the hits of saved queries until it closes.",
                parameters: [Self.topics.property, Self.queries.property],
                result: .object([
                    Property("topics", .list(of: .string)), Property("generation", .integer),
                    Property("queries", .list(of: .string).described("The names of those saved."), isRequired: false),
                ]),
                errors: [.invalidParams, .methodNotFound, .quotaExceeded],
                examples: [
                    .init(
                        "Tell me when the corpus changes",
                        ["topics": ["generation"]],
                        result: ["topics": ["generation"]]
                    ),
                    .init(
                        "Tell me when other passages match a query",
                        ["topics": [], "queries": ["oil": ["params": ["query": "oil AND gas"]]]],
                        result: ["queries": ["oil"]]
                    ),
                ],
                cost: .cheap
            )
        ) { (call, origin, services) throws(Failure) in
            let topics = call[Self.topics]
            let saved = call[Self.queries]?.object ?? Members()
            if !saved.isEmpty { try origin.connection.savedQueries(origin).add(saved, origin) }
            for topic in topics where origin.connection.follows(newly: topic) {
                switch topic {
                case "generation": Self.followGenerations(since: origin.generation, origin.connection, services)
                default: Self.followLog(origin.connection, services)
                }
            }
            var result: Members = ["topics": topics.json, "generation": .integer(origin.generation.number)]
            if !saved.isEmpty { result["queries"] = saved.keys.json }
            return .object(result)
        }
    }

    private static func followGenerations(since known: Generation, _ connection: ConnectionPort, _ services: Services) {
        let encoder = Encoder(limits: services.limits)
        let token = services.generations.subscribe(since: known) { generation in
            let documents = generation.corpus.documents.count
            connection.notify(
                encoder.line(
                    of: "notifications/generation",
                    ["generation": .integer(generation.number), "documents": .integer(documents)]
                )
            )
        }
        connection.whenClosed { services.generations.unsubscribe(token) }
    }

    private static func followLog(_ connection: ConnectionPort, _ services: Services) {
        let encoder = Encoder(limits: services.limits)
        let token = services.log.subscribe { entry in
            connection.notify(encoder.line(of: "notifications/log", entry.json))
        }
        connection.whenClosed { services.log.unsubscribe(token) }
    }
}
