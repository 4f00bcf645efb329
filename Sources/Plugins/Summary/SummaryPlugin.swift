public import Corpus
public import PluginKit
public import Schema
public import Wire

/// Says in a few of its own sentences what a text, some documents or the whole corpus is about.
public struct SummaryPlugin: Plugin {
    public static let name = "summary"
    public static let summary = "Picks the sentences that say what the documents are about, each with its place."
    public static let settings: [Property] = [language.property]

    public static let methods: [Method<SummaryPlugin>] = [
        Method(SummaryMethod.description) { (plugin, call) throws(Failure) in
            try plugin.summarise(try SummaryMethod.Request(call), call: call)
        }
    ]

    static let language = Parameter<String>(
        "language",
        .string(length: 2...35),
        "The language, by BCP 47, of documents that don't say theirs.",
        fallback: "en"
    )

    let corpus: Snapshot
    let defaultLanguage: String

    public init(settings: Arguments, corpus: Snapshot) throws(Failure) {
        self.corpus = corpus
        defaultLanguage = settings[Self.language]
    }
}
