extension Verb {
    static let batch = Verb(
        name: "batch",
        summary: "Sends JSON-RPC lines from standard input, prints the answers as they come.",
        details:
            "Ids stay as they are and tell the answers apart, which may come in another order. Exits with 8 when some "
            + "requests failed, 3 when all did. --timeout is how long the daemon may be silent.",
        examples: [
            Example("batch < requests.jsonl > answers.jsonl", "A million lines, if need be."),
            Example(
                "batch <<< '{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"search\",\"params\":{\"query\":\"resources\"}}'",
                "One line."
            ),
        ],
        isPaged: false
    ) { (invocation) throws(Exit) in
        let session = invocation.session
        Interruption.install()
        var relay = Relay(
            try session.connect(),
            input: session.input,
            output: session.output,
            patience: session.settings.timeoutMilliseconds ?? 60_000
        )
        try relay.run()
        if relay.failed == 0 { return .answered }
        return relay.succeeded == 0 ? .failed : .partial
    }
}
