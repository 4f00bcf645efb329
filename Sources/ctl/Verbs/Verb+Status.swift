extension Verb {
    static let status = asking(
        "status",
        "Shows everything that the daemon knows about itself.",
        details: "Corpus, plugins, the last reload, connections, counts and latencies of each method.",
        examples: [
            Example("status", "For a person."),
            Example("status --no-spawn --format json | jq .corpus.documents", "For a script."),
        ]
    )
}
