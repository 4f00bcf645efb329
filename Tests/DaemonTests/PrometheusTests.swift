import Testing
import Wire

@testable import Daemon

@Suite("Prometheus text")
struct PrometheusTests {
    private let lines: [Substring] = {
        let metrics = Metrics()
        metrics.method("ping").record(nanoseconds: 3000, failure: nil)
        metrics.method("ping").record(nanoseconds: 5_000_000, failure: nil)
        metrics.method("search").record(nanoseconds: 2_000_000_000, failure: .deadlineExceeded)
        _ = metrics.method("unused")
        return Prometheus.text(metrics, gauges: [(name: "caspian_generation", help: "It.", value: 4)]).split(
            separator: "\n"
        )
    }()

    @Test(
        "counts by method and outcome, in cumulative buckets",
        arguments: [
            "caspian_generation 4",
            "# TYPE caspian_request_duration_seconds histogram",
            "caspian_requests_total{method=\"ping\",outcome=\"answered\"} 2",
            "caspian_requests_total{method=\"search\",outcome=\"answered\"} 0",
            "caspian_requests_total{method=\"search\",outcome=\"deadlineExceeded\"} 1",
            "caspian_request_duration_seconds_bucket{method=\"ping\",le=\"4.096e-06\"} 1",
            "caspian_request_duration_seconds_bucket{method=\"ping\",le=\"0.016777216\"} 2",
            "caspian_request_duration_seconds_bucket{method=\"ping\",le=\"+Inf\"} 2",
            "caspian_request_duration_seconds_count{method=\"search\"} 1",
        ]
    )
    func has(line: String) {
        #expect(lines.contains(Substring(line)))
    }

    @Test("leaves out methods that were never called")
    func unused() {
        #expect(!lines.contains { $0.contains("unused") })
    }

    @Test("describes every metric before its first value")
    func described() {
        var described: Set<Substring> = []
        for line in lines {
            if line.hasPrefix("# TYPE ") {
                described.insert(line.split(separator: " ")[2])
            } else if !line.hasPrefix("#") {
                let name = line.prefix { $0 != "{" && $0 != " " }
                let family = ["_bucket", "_sum", "_count"].reduce(name) {
                    $0.hasSuffix($1) ? $0.dropLast($1.count) : $0
                }
                #expect(described.contains(family))
            }
        }
    }
}
