import Corpus
import Glibc
import JSON
import PluginKit
import Schema
import Synchronization
import Wire

/// status: everything that the daemon knows about itself.
extension Core {
    private static let plugin = Schema.object(
        [Property("name", .string), Property("kind", .string), Property("state", .string)],
        others: .any
    )

    private static let methodCounts = Schema.object(
        [
            Property("name", .string), Property("count", .integer), Property("errors", .integer),
            Property("p50Us", .number.described("Microseconds; at most a quarter too high.")),
            Property("p99Us", .number), Property("meanUs", .number),
        ]
    )

    var status: Route {
        direct(
            MethodDescription(
                "status",
                "Everything that the daemon knows about itself: corpus, plugins, last reload, counters and latencies.",
                result: .object(
                    [
                        Property("version", .string), Property("pid", .integer), Property("socket", .string),
                        Property("startedAt", .string), Property("uptimeMs", .integer),
                        Property("generation", .integer),
                        Property("state", .choice("starting", "ready", "stopping")),
                        Property("config", .object([Property("file", .string)])),
                        Property("lastReload", .either(.null, Reloader.Report.schema)),
                        Property("reading", .either(.null, Self.reading)),
                        Property("corpus", .map(of: .integer)), Property("skipped", Self.skippedCounts),
                        Property("cache", Self.cache),
                        Property("plugins", .list(of: Self.plugin)),
                        Property("connections", .map(of: .integer)), Property("workers", .map(of: .integer)),
                        Property("memory", .map(of: .integer)), Property("methods", .list(of: Self.methodCounts)),
                    ]
                ),
                examples: [
                    .init("How is it?", result: ["state": "ready", "corpus": ["documents": 1, "sentences": 13]])
                ]
            )
        ) { _, origin, services in
            let generation = origin.generation
            let identity = services.identity
            let uptime = (MonotonicClock.nanoseconds() - identity.startedAtNanoseconds) / 1_000_000
            return [
                "version": .string(Identity.version), "pid": .integer(Int(identity.processIdentifier)),
                "socket": .string(identity.socket), "startedAt": .string(identity.startedAt),
                "uptimeMs": .integer(Int(uptime)), "generation": .integer(generation.number),
                "state": services.isStopping ? "stopping" : generation.isStarting ? "starting" : "ready",
                "config": ["file": .string(identity.configuration)],
                "lastReload": services.reloader.last?.json ?? .null,
                "reading": Self.reading(services.loader.reading.now), "corpus": .object(Self.corpus(generation)),
                "skipped": Self.skippedCounts(generation.corpus), "cache": .object(services.keeper.status),
                "plugins": .array(generation.plugins.map(Self.summary)),
                "connections": .object(Self.connections(services.metrics)),
                "workers": ["load": .integer(services.pool.load), "queue": .integer(services.limits.queue)],
                "memory": ["residentBytes": .integer(Memory.residentBytes)],
                "methods": .array(
                    services.metrics.all.map(\.counted).filter { $0.counts.latency.count > 0 }.map(Self.counts)
                ),
            ]
        }
    }

    private static let reading = Schema.object([
        Property("done", .integer.described("Bytes of files.")),
        Property("total", .integer.described("Of the files that are read; 0 where it isn't known.")),
        Property("message", .string.described("What is being done, such as 'reading 12 files'.")),
    ])

    private static func reading(_ progress: Progress?) -> JSON {
        guard let progress else { return .null }
        return [
            "done": .integer(progress.done), "total": .integer(progress.total), "message": .string(progress.message),
        ]
    }

    private static let cache = Schema.object([
        Property(
            "state",
            .choice("off", "unchecked", "checked", "in use by another", "failing")
                .described("Of what is kept for the next start: whether it was compared with its checksums yet.")
        ),
        Property("damaged", .integer.described("How often something kept was found to be damaged.")),
        Property("path", .string, isRequired: false),
        Property("problem", .string.described("Why nothing is kept."), isRequired: false),
    ])

    private static func corpus(_ generation: Generation) -> Members {
        let corpus = generation.corpus
        let counts = corpus.counts
        return [
            "documents": .integer(corpus.documents.count), "passages": .integer(counts.passages),
            "sentences": .integer(counts.sentences), "bytes": .integer(counts.textBytes),
            "problems": .integer(corpus.problems.count), "skipped": .integer(corpus.skipped.count),
            "segments": .integer(corpus.segments.count),
            "deleted": .integer(corpus.segments.reduce(0) { $0 + $1.deleted.count }),
            "mappedBytes": .integer(corpus.byteCount(mapped: true)),
            "memoryBytes": .integer(corpus.byteCount(mapped: false)),
        ]
    }

    private static func connections(_ metrics: Metrics) -> Members {
        [
            "open": .integer(metrics.connectionsOpen.load(ordering: .relaxed)),
            "total": .integer(metrics.connectionsTotal.load(ordering: .relaxed)),
            "refused": .integer(metrics.connectionsRefused.load(ordering: .relaxed)),
            "closedAsSlow": .integer(metrics.slowConsumersClosed.load(ordering: .relaxed)),
            "linesRefused": .integer(metrics.linesRefused.load(ordering: .relaxed)),
        ]
    }

    static func summary(of plugin: LoadedPlugin) -> JSON {
        var members: Members = [
            "name": .string(plugin.name), "kind": .string(plugin.kind.rawValue), "summary": .string(plugin.summary),
            "methods": .array(plugin.routes.map { .string($0.description.name) }),
        ]
        for (key, value) in plugin.status() { members[key] = value }
        return .object(members)
    }

    private static func counts(_ method: (name: String, counts: MethodMetrics.Counts)) -> JSON {
        let latency = method.counts.latency
        func microseconds(_ nanoseconds: UInt64) -> JSON { .number(Double(nanoseconds) / 1000) }
        return [
            "name": .string(method.name), "count": .integer(latency.count), "errors": .integer(method.counts.failed),
            "p50Us": microseconds(latency.percentile(0.5)), "p99Us": microseconds(latency.percentile(0.99)),
            "meanUs": microseconds(latency.sum / UInt64(max(1, latency.count))),
        ]
    }
}

extension MethodMetrics {
    fileprivate var counted: (name: String, counts: Counts) { (name, counts) }
}

/// Time that only goes forward, for measuring.
enum MonotonicClock {
    static func nanoseconds() -> UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) * 1_000_000_000 + UInt64(time.tv_nsec)
    }
}
