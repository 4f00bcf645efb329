extension Verb {
    static let metrics = asking(
        "metrics",
        "Prints counters and latencies as Prometheus text.",
        examples: [
            Example(
                "metrics --no-spawn > /var/lib/node_exporter/caspian.prom",
                "For Prometheus' textfile collector."
            )
        ]
    )
}
