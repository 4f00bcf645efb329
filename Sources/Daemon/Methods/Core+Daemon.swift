import Corpus
import Glibc
import JSON
import Logging
import PluginKit
import Schema
import Synchronization
import Wire

/// ping, discover, introspect, health, metrics, shutdown.
extension Core {
    var ping: Route {
        direct(
            MethodDescription(
                "ping",
                "Answers, to show that the daemon does.",
                result: .object([]),
                examples: [.init("Is anybody there?", result: [:])],
                cost: .cheap
            )
        ) { _, _, _ in [:] }
    }

    var discover: Route {
        direct(
            MethodDescription(
                "discover",
                "Says who answers, in which version, within which limits, and names every method.",
                result: .object(
                    [
                        Property("name", .string), Property("version", .string),
                        Property(
                            "protocol",
                            .integer.described("Goes up when something that clients rely on changes.")
                        ),
                        Property("pid", .integer), Property("socket", .string),
                        Property("generation", .integer.described("0 while the daemon starts.")),
                        Property("limits", .map(of: .integer).described("Bytes, counts and milliseconds.")),
                        Property("methods", .list(of: .string)), Property("plugins", .list(of: .string)),
                        Property(
                            "mcp",
                            .list(of: .string).described("Revisions of the Model Context Protocol that are spoken.")
                        ),
                    ]
                ),
                examples: [.init("Who is there?", result: ["name": "caspiand", "protocol": 1])],
                cost: .cheap
            )
        ) { _, origin, services in
            let limits = services.limits
            return [
                "name": .string(Identity.name), "version": .string(Identity.version),
                "protocol": .integer(Identity.protocolVersion),
                "pid": .integer(Int(services.identity.processIdentifier)),
                "socket": .string(services.identity.socket), "generation": .integer(origin.generation.number),
                "limits": [
                    "line": .integer(limits.line), "unsent": .integer(limits.unsent), "chunk": .integer(limits.chunk),
                    "depth": .integer(limits.depth), "connections": .integer(limits.connections),
                    "inFlight": .integer(limits.inFlight), "queue": .integer(limits.queue),
                    "timeoutMs": .integer(limits.timeoutMilliseconds),
                ],
                "methods": .array(origin.generation.routes.keys.sorted().map { .string($0) }),
                "plugins": .array(origin.generation.plugins.map { .string($0.name) }), "mcp": MCPRevision.names.json,
            ]
        }
    }

    private static let method = Parameter<String?>(
        "method",
        .string(length: 1...200).named(by: .methods),
        "One method; all when left out."
    )

    var introspect: Route {
        direct(
            MethodDescription(
                "introspect",
                "Describes methods: summary, parameters, result, errors and examples, with JSON Schemas.",
                parameters: [Self.method.property],
                result: .object([
                    Property("methods", .list(of: .any)),
                    Property(
                        "errors",
                        .list(of: .object(Self.code)).described("Every reason for an error, where no method is named."),
                        isRequired: false
                    ),
                ]),
                errors: [.notFound],
                examples: [
                    .init("What does search take?", ["method": "search"], result: ["methods": [["name": "search"]]])
                ],
                cost: .cheap
            )
        ) { (call, origin, _) throws(Failure) in
            let routes = origin.generation.routes
            guard let name = call[Self.method] else {
                return Self.declarations(routes.values.map(\.description))
            }
            guard let route = routes[name] else {
                let unknown = origin.generation.unknownMethod(name)
                let hint = unknown.hint ?? unknown.code.hint
                throw Failure(.notFound, unknown.message, hint: hint, details: unknown.details)
            }
            return ["methods": [route.description.json]]
        }
    }

    private static let code: [Property] = [
        Property("code", .integer), Property("kind", .string), Property("retryable", .boolean),
        Property("hint", .string.described("What to do, where the error itself says nothing better.")),
    ]

    /// Methods by name, and every code of an error: all that a client can be made of.
    static func declarations(_ methods: [MethodDescription]) -> JSON {
        let codes = Code.allCases.map { code -> JSON in
            [
                "code": .integer(code.rawValue), "kind": .string(code.kind), "retryable": .bool(code.isRetryable),
                "hint": .string(code.hint),
            ]
        }
        return ["methods": .array(methods.sorted { $0.name < $1.name }.map(\.json)), "errors": .array(codes)]
    }

    var health: Route {
        direct(
            MethodDescription(
                "health",
                "Says whether everything works: 'ok', 'degraded' when a part does not, 'failing' when nothing answers.",
                result: .object(
                    [
                        Property("status", .choice("ok", "degraded", "failing")),
                        Property(
                            "checks",
                            .list(
                                of: .object(
                                    [Property("name", .string), Property("ok", .boolean), Property("message", .string)]
                                )
                            )
                        ),
                    ]
                ),
                examples: [.init("Is all well?", result: ["status": "ok"])],
                cost: .cheap
            )
        ) { _, origin, services in
            let checks = Health.checks(origin.generation, services)
            let isOk = checks.allSatisfy(\.isOk)
            let status = origin.generation.isStarting ? "failing" : isOk ? "ok" : "degraded"
            let list = checks.map { check in
                JSON.object(["name": .string(check.name), "ok": .bool(check.isOk), "message": .string(check.message)])
            }
            return ["status": .string(status), "checks": .array(list)]
        }
    }

    var metricsText: Route {
        direct(
            MethodDescription(
                "metrics",
                "All counters and latency histograms in Prometheus' text format.",
                result: .object([Property("text", .string)])
            )
        ) { _, origin, services in
            let corpus = origin.generation.corpus
            let gauges = [
                ("caspian_generation", "The generation that answers.", origin.generation.number),
                ("caspian_documents", "Documents of the corpus.", corpus.documents.count),
                ("caspian_corpus_problems", "Files with problems.", corpus.problems.count),
                ("caspian_corpus_skipped", "Files left out for being no text.", corpus.skipped.count),
                ("caspian_workers_load", "Requests queued for a worker or running on one.", services.pool.load),
                ("caspian_resident_bytes", "Memory in use (VmRSS).", Memory.residentBytes),
            ]
            return [
                "text": .string(
                    Prometheus.text(services.metrics, gauges: gauges.map { (name: $0, help: $1, value: $2) })
                )
            ]
        }
    }

    var shutdown: Route {
        direct(
            MethodDescription(
                "shutdown",
                "Stops the daemon as SIGTERM does: what is under way is finished first.",
                result: .object([]),
                cost: .cheap,
                isReadOnly: false
            )
        ) { _, _, services in
            services.logger.notice("a client asked the daemon to stop")
            services.stop()
            return [:]
        }
    }
}

/// What `health` looks at.
struct Health {
    let name: String
    let isOk: Bool
    let message: String

    private static func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

    static func checks(_ generation: Generation, _ services: Services) -> [Health] {
        guard !generation.isStarting else {
            let progress = services.loader.reading.now.map { ": " + $0.text } ?? ""
            return [Health(name: "corpus", isOk: false, message: "the first corpus is still being read" + progress)]
        }
        let corpus = generation.corpus
        let problems = corpus.problems.filter(\.isFatal).count
        let leftOut = "\(counted(corpus.documents.count, "document")), \(counted(problems, "file")) left out"
        let kinds = corpus.skippedKinds.map { $0.kind.counted($0.count) }.joined(separator: ", ")
        let reload = services.reloader.last
        var checks = [
            Health(
                name: "corpus",
                isOk: problems == 0,
                message: leftOut + (kinds.isEmpty ? "" : "; no text, and skipped: \(kinds)")
            ),
            Health(
                name: "reload",
                isOk: reload?.failure == nil,
                message: reload?.failure?.message ?? "the last one worked"
            ),
        ]
        // Everything is answered without it, and the next start reads everything again.
        if let problem = services.keeper.status["problem"]?.string {
            checks.append(Health(name: "cache", isOk: false, message: problem))
        }
        for plugin in generation.plugins {
            let status = plugin.status()
            let state = status["state"]?.string ?? "ready"
            let reason = status["lastError"]?.string.map { ": " + $0 } ?? ""
            checks.append(
                Health(
                    name: "plugin \(plugin.name)",
                    isOk: state == "ready",
                    message: state + (state == "ready" ? "" : reason)
                )
            )
        }
        return checks
    }
}

/// The memory of this process, from `/proc/self/status`.
enum Memory {
    static var residentBytes: Int { field("VmRSS:") }

    private static func field(_ name: String) -> Int {
        let descriptor = open("/proc/self/status", O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return 0 }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = Glibc.read(descriptor, &bytes, bytes.count)
        guard count > 0 else { return 0 }
        for line in String(decoding: bytes[..<count], as: UTF8.self).split(separator: "\n") where line.hasPrefix(name) {
            let digits = line.utf8.filter { (0x30...0x39).contains($0) }
            return (Int(String(decoding: digits, as: UTF8.self)) ?? 0) * 1024
        }
        return 0
    }
}
