extension Verb {
    static let query = asking(
        "query",
        "Asks a question of every plugin that can answer it.",
        words: Words(usage: "QUESTION…", parameter: "question", count: 1...Int.max),
        flags: [limit("At most so many hits in an answer that lists.")],
        details: "Exits with 8 when a plugin failed while others answered.",
        examples: [
            Example("query who wants joint exploitation of the resources", "All answers, best first."),
            Example("query 'what would each state get by coastline?' --format jsonl", "One JSON line for each answer."),
        ]
    )
}
