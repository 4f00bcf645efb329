/// Cuts the words of one language to their stems. For one thread.
public struct WordStemmer: ~Copyable {
    private let stemmer: Stemmer

    /// - Parameter language: by BCP 47. Words of a language without a stemmer stay as they are.
    public init(language: String) { stemmer = Stemmer(Analyzer.primarySubtag(language)) }

    /// Cuts a folded word to its stem.
    public func stem(_ word: inout [UInt8]) { stemmer.stem(&word, from: 0) }
}
