import JSON
import PluginKit
import Schema
import Wire

/// How agents see `search`: with text queries and small pages.
extension SearchMethod {
    static let tool = ToolDeclaration(
        "search",
        title: "Search the corpus",
        "Finds the passages of the corpus that a query asks for, best first, each with its best sentence and the address "
            + "of that. Takes a plain question or a query language: words, \"phrases\", AND, OR, NOT, field:word, prefix*, "
            + "fuzzy~1, NEAR/5. Begin here for anything that the corpus may know; then read what a hit's uri names before "
            + "you quote or conclude.",
        parameters: [
            Property(
                query.property.name,
                .string(length: 1...10_000).described(
                    "A question in plain words, or a query such as: \"legal regime\" AND (oil OR gas) NOT treaty"
                )
            ),
            Property(
                document.property.name,
                .string(length: 1...4096).described("Only in this document: its address or path."),
                isRequired: false
            ),
            Property(
                filter.property.name,
                .string(length: 1...10_000).described(
                    "A query that hits must match as well, such as date:[1990 TO 1999] or path:treaties*."
                ),
                isRequired: false
            ),
            Property(
                limit.property.name,
                .integer(1...20).described("At most so many hits on a page."),
                fallback: 5
            ),
        ],
        fields: [
            "query", "total", "isTotalExact", "suggestion", "notes.message", "hits.uri", "hits.title", "hits.heading",
            "hits.snippet", "hits.passage",
        ],
        pages: ToolDeclaration.Pages(list: "hits", size: "limit"),
        prompts: [
            ToolDeclaration.Prompt(
                "ask",
                title: "Ask the corpus",
                "Answers a question from the corpus alone, with the places that say so.",
                arguments: [
                    Property(
                        "question",
                        .string(length: 1...10_000).named(by: .words).described("What you want to know.")
                    )
                ],
                text: """
                    Answer this question from the corpus alone: {question}

                    Search for it, in more than one wording if the first finds little. Read the places that seem to \
                    answer it before you rely on them. Say what they say, and behind each statement the address that it \
                    comes from (caspian:///…). Where sources differ, say who says what. If the corpus doesn't answer \
                    it, say so instead of guessing.
                    """
            )
        ]
    )
}

/// How agents see `search.similar`.
extension SimilarMethod {
    static let tool = ToolDeclaration(
        "similar",
        title: "Find similar passages",
        "Finds passages that are about the same as a text, a document or one of its passages: other sources for a "
            + "statement, repetitions, related matters. Give either text or document.",
        parameters: [
            Property(
                text.property.name,
                .string(length: 1...50_000).described("A text; or give document."),
                isRequired: false
            ),
            Property(
                document.property.name,
                .string(length: 1...4096).described("A document of the corpus: its address or path."),
                isRequired: false
            ),
            passage.property,
            Property(
                limit.property.name,
                .integer(1...20).described("At most so many hits on a page."),
                fallback: 5
            ),
        ],
        fields: ["hits.uri", "hits.title", "hits.heading", "hits.snippet", "hits.passage"],
        pages: ToolDeclaration.Pages(list: "hits", size: "limit")
    )
}
