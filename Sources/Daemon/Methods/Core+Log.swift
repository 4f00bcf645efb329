import JSON
import Logging
import PluginKit
import Schema
import Wire

/// log.level, log.recent.
extension Core {
    var logRoutes: [Route] { [logLevel, logRecent] }

    private static let levels = Schema(.choice(Logger.Level.allCases.map(\.rawValue)))
    private static let level = Parameter<String?>("level", levels, "The least level that is written from now on.")
    private static let least = Parameter("level", levels, "The least level shown.", fallback: "trace")
    private static let count = Parameter(
        "count",
        .integer(1...LogSink.capacity),
        "At most so many, the newest.",
        fallback: 50
    )

    private var logLevel: Route {
        direct(
            MethodDescription(
                "log.level",
                "Says how much is logged, or changes it until the next reload of the configuration.",
                parameters: [Self.level.property],
                result: .object([Property("level", Self.levels)]),
                examples: [.init("Show everything", ["level": "debug"], result: ["level": "debug"])],
                cost: .cheap,
                isReadOnly: false
            )
        ) { call, _, services in
            if let level = call[Self.level].flatMap(Logger.Level.init(rawValue:)) {
                services.log.level = level
                services.logger.notice("log level changed", metadata: ["level": "\(level.rawValue)"])
            }
            return ["level": .string(services.log.level.rawValue)]
        }
    }

    private var logRecent: Route {
        direct(
            MethodDescription(
                "log.recent",
                "The latest log entries that were written.",
                parameters: [Self.count.property, Self.least.property],
                result: .object([Property("entries", .list(of: .map(of: .string)))])
            )
        ) { call, _, services in
            let level = Logger.Level(rawValue: call[Self.least]) ?? .trace
            return ["entries": .array(services.log.recent(call[Self.count], level: level).map(\.json))]
        }
    }
}
