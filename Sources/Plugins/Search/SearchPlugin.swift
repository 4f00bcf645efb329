import Analysis
public import Corpus
import JSON
public import PluginKit
public import Schema
public import Wire

/// Finds the passages of the corpus that a query asks for, best first.
public struct SearchPlugin: Plugin {
    public static let name = "search"
    public static let summary = "Finds passages by words, phrases and fields, best first, each with its place."
    public static let settings: [Property] = [language.property, synonymFile.property]

    static let language = Parameter<String>(
        "language",
        .language,
        "The language, by BCP 47, of documents that don't say theirs: it decides how words are stemmed.",
        fallback: "en"
    )

    static let synonymFile = Parameter<String?>(
        "synonyms",
        .path,
        "A file of synonyms: 'a, b' in a line for words of one meaning, 'a => b' where only a finds b."
    )

    let corpus: Snapshot
    let index: Index
    let synonyms: Synonyms
    let paged: PagedCorpora

    public init(settings: Arguments, corpus: Snapshot) throws(Failure) {
        try self.init(settings: settings, corpus: corpus, previous: nil) { _, _ in }
    }

    public init(
        settings: Arguments,
        corpus: Snapshot,
        previous: SearchPlugin?,
        progress: @Sendable (Int, Int) -> Void
    ) throws(Failure) {
        self.corpus = corpus
        let language = Analyzer.primarySubtag(settings[Self.language])
        let index = Index(corpus, language: language, previous: previous?.index, progress)
        self.index = index
        paged = previous?.paged ?? PagedCorpora()
        synonyms =
            try settings[Self.synonymFile].map { path throws(Failure) in
                do throws(Failure) {
                    return Synonyms(try SynonymReader.read(path), languages: index.languages)
                } catch {
                    var failure = error
                    failure.details["pointer"] = .string("/" + Self.synonymFile.property.name)
                    throw failure
                }
            } ?? .none
        if let previous { paged.keep(previous.kept) }
    }

    /// On a corpus as it was when somebody was given a page of it.
    init(on kept: PagedCorpora.Kept, _ paged: PagedCorpora) {
        (corpus, index, synonyms) = (kept.corpus, kept.index, kept.synonyms)
        self.paged = paged
    }

    /// The same on an index in place of a damaged one.
    private init(repairing other: SearchPlugin) {
        (corpus, synonyms, paged) = (other.corpus, other.synonyms, other.paged)
        index = other.index.repair()
    }

    /// Calls `answer`, and once more on a new index where it came upon damage: what was found then is not trusted.
    func onIntactIndex<Answer>(
        _ call: Call,
        _ answer: (_ plugin: SearchPlugin, _ isAgain: Bool) throws(Failure) -> Answer
    ) throws(Failure) -> Answer {
        if !index.isDamaged {
            let result = Result { () throws(Failure) in try answer(self, false) }
            if !index.isDamaged { return try result.get() }
        }
        try call.needsTime()
        return try answer(SearchPlugin(repairing: self), true)
    }

    private var kept: PagedCorpora.Kept { PagedCorpora.Kept(corpus: corpus, index: index, synonyms: synonyms) }

    /// On a corpus of one or two articles a search is over before another thread could have begun it: some 10 µs, and
    /// some 60 µs when it lists every passage. On a larger one most are still shorter than waking another thread twice.
    public func cost(of method: MethodDescription) -> MethodDescription.Cost {
        if method.name == SimilarMethod.description.name { return .pooled }
        return isSmall ? .cheap : .brief
    }

    private var isSmall: Bool {
        index.passageCount <= 64 && corpus.documents.reduce(0) { $0 + $1.text.count } <= 64 * 1024
    }
}
