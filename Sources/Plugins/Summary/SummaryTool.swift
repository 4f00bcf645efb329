import JSON
import PluginKit
import Schema
import Wire

/// How agents see `summary`.
extension SummaryMethod {
    static let tool = ToolDeclaration(
        "summarize",
        title: "Summarize documents",
        "Picks the sentences, word for word, that say what the corpus or some of its documents are about, or what they "
            + "say about a question; each with its address. For an overview before reading, or instead of reading much.",
        parameters: [
            query.property,
            Property(
                Source.document.property.name,
                .string(length: 1...4096).described(
                    "The document to look at, by its address or path; the whole corpus where none is named."
                ),
                isRequired: false
            ),
            Source.documents.property,
            Property(
                sentences.property.name,
                .integer(1...40).described("At most so many sentences."),
                fallback: 5
            ),
            since.property,
        ],
        fields: ["sentences.uri", "sentences.text", "sentences.also.uri", "of", "cursor"],
        pages: ToolDeclaration.Pages(list: "sentences", cursor: "cursor", next: "cursor"),
        prompts: [
            ToolDeclaration.Prompt(
                "brief",
                title: "Brief me",
                "A briefing on the corpus, a document or a matter, with the places that it rests on.",
                arguments: [
                    Property(
                        "matter",
                        .string(length: 1...10_000).named(by: .words).described(
                            "What it should be about; everything when left out."
                        ),
                        isRequired: false
                    ),
                    Property(
                        "document",
                        .string(length: 1...4096).named(by: .documents)
                            .described("The document to look at; the whole corpus when left out."),
                        isRequired: false
                    ),
                ],
                text: """
                    Write a briefing of at most 200 words from the corpus.
                    It is about: {matter}
                    Look at this document only: {document}

                    Summarize first, then read around what matters most. Keep facts, positions and open questions apart, \
                    and put behind each statement the address that it comes from (caspian:///…).
                    """
            )
        ]
    )
}
