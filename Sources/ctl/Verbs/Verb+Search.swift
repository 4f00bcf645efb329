extension Verb {
    static let search = asking(
        "search",
        "Finds passages, best first.",
        words: Words(usage: "QUERY…", parameter: "query", count: 1...Int.max),
        flags: [limit("At most so many hits.")],
        commaLists: ["facets"],
        details:
            "Words, \"phrases\" in quotes, \"nearly phrases\"~2, AND, OR, NOT or -word, parentheses, field:word, "
            + "date:[1990 TO 1999], year:>=1990, prefix*, wild?card, /regex/, fuzzy~1, boost^2, word NEAR/5 word. "
            + "A plain question is taken as its words. A query that begins with a dash goes behind --.",
        examples: [
            Example("search energy resources", "The best passages about it."),
            Example("search '\"legal regime\" NOT treaty' -n 3", "A phrase, without a word; three hits."),
            Example("search 'sea AND date:1990..1999' --sort=-date", "Of the nineties, the newest first."),
            Example("search sea --group document --facets language,format", "By document, with languages counted."),
            Example("search resources --format vimgrep", "For the quickfix list of an editor: vim -q <(caspianctl …)."),
            Example("search resources --format json | jq '.hits[0].snippet'", "For a script."),
        ]
    )

    static let completeWord = asking(
        "search.complete",
        as: "complete",
        "Completes the last word of a text by words of the corpus.",
        words: Words(usage: "TEXT…", parameter: "text", count: 1...Int.max),
        flags: [limit("At most so many completions.")],
        examples: [
            Example("complete 'legal reg'", "As one types."),
            Example("complete reg --format plain", "For the completion of a shell or an editor."),
        ]
    )

    static let similar = asking(
        "search.similar",
        as: "similar",
        "Finds passages that are about the same as a document, one of its passages or a text.",
        words: Words(usage: "[DOCUMENT]", parameter: "document", count: 0...1, isDocument: true),
        flags: [limit("At most so many hits.")],
        examples: [
            Example("similar seeds/mehr-caspian-legal-regime.txt:1:469", "More like the passage of a hit."),
            Example("similar seeds/mehr-caspian-legal-regime.txt --passage 3", "The same, by its number."),
            Example("similar --text 'sharing of oil fields under the sea'", "More like any text."),
        ]
    )
}
