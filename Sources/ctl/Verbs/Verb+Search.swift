extension Verb {
    static let search = asking(
        "search",
        "Finds passages, best first.",
        words: Words(usage: "QUERY…", parameter: "query", count: 1...Int.max),
        flags: [limit("At most so many hits.")],
        details:
            "Words, \"phrases\" in quotes, AND, OR, NOT or -word, field:word. A query that begins with a dash goes "
            + "behind --.",
        examples: [
            Example("search energy resources", "The best passages about it."),
            Example("search '\"legal regime\" NOT treaty' -n 3", "A phrase, without a word; three hits."),
            Example("search resources --format vimgrep", "For the quickfix list of an editor: vim -q <(caspianctl …)."),
            Example("search resources --format json | jq '.hits[0].snippet'", "For a script."),
        ]
    )
}
