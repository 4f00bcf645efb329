public import Corpus
public import PluginKit
public import Schema
public import Wire

/// Says in a few of its own sentences what a text, some documents or the whole corpus is about.
public struct SummaryPlugin: Plugin {
    public static let name = "summary"
    public static let summary = "Picks the sentences that say what the documents are about, each with its place."
    public static let settings: [Property] = [language.property, aliasFile.property]

    public static let methods: [Method<SummaryPlugin>] = [
        Method(SummaryMethod.description) { (plugin, call) throws(Failure) in
            try plugin.summarise(try SummaryMethod.Request(call), call: call)
        },
        Method(HTMLMethod.description) { (plugin, call) throws(Failure) in try plugin.html(call) },
        Method(PositionsMethod.description) { (plugin, call) throws(Failure) in try plugin.positions(call) },
        Method(PhrasesMethod.description) { (plugin, call) throws(Failure) in try plugin.phrases(call) },
        Method(EntitiesMethod.description) { (plugin, call) throws(Failure) in try plugin.entities(call) },
        Method(TimelineMethod.description) { (plugin, call) throws(Failure) in try plugin.timeline(call) },
        Method(NumbersMethod.description) { (plugin, call) throws(Failure) in try plugin.numbers(call) },
        Method(DefinitionsMethod.description) { (plugin, call) throws(Failure) in try plugin.definitions(call) },
        Method(ReadabilityMethod.description) { (plugin, call) throws(Failure) in try plugin.readability(call) },
    ]

    static let language = Parameter<String>(
        "language",
        .language,
        "The language, by BCP 47, of documents that don't say theirs.",
        fallback: "en"
    )

    static let aliasFile = Parameter<String?>(
        "aliases",
        .path,
        "The file that says which names mean the same; none where it is left out."
    )

    let corpus: Snapshot
    let aliases: AliasTable
    let defaultLanguage: String
    let vocabularies = Vocabularies()

    public init(settings: Arguments, corpus: Snapshot) throws(Failure) {
        self.corpus = corpus
        defaultLanguage = settings[Self.language]
        if let file = settings[Self.aliasFile] { aliases = try AliasTable(file: file) } else { aliases = .empty }
    }
}
