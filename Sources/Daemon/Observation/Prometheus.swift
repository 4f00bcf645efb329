import Synchronization
import Wire

/// Writes the metrics in Prometheus' text format 0.0.4.
enum Prometheus {
    /// Upper bounds of the latency buckets, in nanoseconds.
    private static let bounds: [UInt64] = [
        1 << 12, 1 << 14, 1 << 16, 1 << 18, 1 << 20, 1 << 22, 1 << 24, 1 << 26, 1 << 28, 1 << 30, 1 << 32,
    ]

    static func text(_ metrics: Metrics, gauges: [(name: String, help: String, value: Int)]) -> String {
        var text = ""
        for gauge in gauges { text += single(gauge.name, "gauge", gauge.help, gauge.value) }
        text += single("caspian_connections_open", "gauge", "Connections that are open.", metrics.connectionsOpen)
        text += single("caspian_connections_total", "counter", "Connections accepted.", metrics.connectionsTotal)
        text += single(
            "caspian_connections_refused_total",
            "counter",
            "Connections refused by their peer's user or by the limit.",
            metrics.connectionsRefused
        )
        text += single(
            "caspian_slow_consumers_closed_total",
            "counter",
            "Connections closed because their client did not read.",
            metrics.slowConsumersClosed
        )
        text += single("caspian_lines_refused_total", "counter", "Lines that were no request.", metrics.linesRefused)
        text += single("caspian_reloads_total", "counter", "Reloads, failed ones included.", metrics.reloads)
        text += single(
            "caspian_reloads_failed_total",
            "counter",
            "Reloads that changed nothing.",
            metrics.reloadsFailed
        )
        return text + methods(metrics.all.map { ($0.name, $0.counts) }.filter { $0.1.latency.count > 0 })
    }

    private static func methods(_ methods: [(name: String, counts: MethodMetrics.Counts)]) -> String {
        var text = head("caspian_requests_total", "counter", "Requests by method and outcome.")
        for (name, counts) in methods {
            let answered = counts.latency.count - counts.failed
            text += "caspian_requests_total{method=\"\(name)\",outcome=\"answered\"} \(answered)\n"
            for (code, count) in counts.failures.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
                text += "caspian_requests_total{method=\"\(name)\",outcome=\"\(code.kind)\"} \(count)\n"
            }
        }
        text += head("caspian_request_duration_seconds", "histogram", "From the line's arrival to its answer.")
        for (name, counts) in methods {
            for bound in bounds {
                let count = counts.latency.count(upTo: bound)
                text +=
                    "caspian_request_duration_seconds_bucket{method=\"\(name)\",le=\"\(seconds(bound))\"} \(count)\n"
            }
            text += "caspian_request_duration_seconds_bucket{method=\"\(name)\",le=\"+Inf\"} \(counts.latency.count)\n"
            text += "caspian_request_duration_seconds_sum{method=\"\(name)\"} \(seconds(counts.latency.sum))\n"
            text += "caspian_request_duration_seconds_count{method=\"\(name)\"} \(counts.latency.count)\n"
        }
        return text
    }

    private static func seconds(_ nanoseconds: UInt64) -> Double { Double(nanoseconds) / 1e9 }

    private static func single(_ name: String, _ type: String, _ help: String, _ value: borrowing Atomic<Int>) -> String
    {
        single(name, type, help, value.load(ordering: .relaxed))
    }

    private static func single(_ name: String, _ type: String, _ help: String, _ value: Int) -> String {
        head(name, type, help) + "\(name) \(value)\n"
    }

    private static func head(_ name: String, _ type: String, _ help: String) -> String {
        "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }
}
