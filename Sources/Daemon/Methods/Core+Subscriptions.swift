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
        .list(of: .choice("generation", "log"), count: 1...2),
        "'generation' tells of every new generation, 'log' sends every log entry."
    )

    private var subscribe: Route {
        direct(
            MethodDescription(
                "subscribe",
                "Sends 'notifications/generation' and 'notifications/log' on this connection until it closes.",
                parameters: [Self.topics.property],
                result: .object([Property("topics", .list(of: .string)), Property("generation", .integer)]),
                examples: [
                    .init(
                        "Tell me when the corpus changes",
                        ["topics": ["generation"]],
                        result: ["topics": ["generation"]]
                    )
                ],
                cost: .cheap
            )
        ) { call, origin, services in
            let topics = call[Self.topics]
            for topic in topics where origin.connection.follows(newly: topic) {
                switch topic {
                case "generation": Self.followGenerations(origin.connection, services)
                default: Self.followLog(origin.connection, services)
                }
            }
            return ["topics": topics.json, "generation": .integer(origin.generation.number)]
        }
    }

    private static func followGenerations(_ connection: ConnectionPort, _ services: Services) {
        let encoder = Encoder(limits: services.limits)
        let token = services.generations.subscribe { generation in
            var line: [UInt8] = []
            encoder.write(
                notification: "notifications/generation",
                ["generation": .integer(generation.number), "documents": .integer(generation.corpus.documents.count)],
                into: &line
            )
            connection.notify(line)
        }
        connection.whenClosed { services.generations.unsubscribe(token) }
    }

    private static func followLog(_ connection: ConnectionPort, _ services: Services) {
        let encoder = Encoder(limits: services.limits)
        let token = services.log.subscribe { entry in
            var line: [UInt8] = []
            encoder.write(notification: "notifications/log", entry.json, into: &line)
            connection.notify(line)
        }
        connection.whenClosed { services.log.unsubscribe(token) }
    }
}
