/// How the words of one language become the terms under which they are indexed and looked up.
struct Analyzer: Sendable {
    /// The primary subtag of BCP 47, such as `en`.
    let language: String
    private let folding: Folding
    private let stemmer: Stemmer?

    init(language: String) {
        self.language = language
        folding = Folding(isTurkic: language == "tr" || language == "az")
        stemmer = Stemmer(Self.stemmerNames[language] ?? language)
    }

    /// The primary subtag of a BCP 47 tag, in lower case.
    static func primarySubtag(_ tag: String) -> String {
        tag.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map { $0.lowercased() } ?? ""
    }

    /// Calls `body` with what it takes to turn many words into terms.
    func withTerms<Result>(_ body: (Terms) -> Result) -> Result {
        if let stemmer, let result = stemmer.lend({ body(Terms(folding: folding, stemmer: $0)) }) { return result }
        return body(Terms(folding: folding, stemmer: nil))
    }

    struct Terms {
        fileprivate let folding: Folding
        fileprivate let stemmer: Stemmer.Handle?

        /// Appends the folded word to `output`.
        func fold(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Word, into output: inout [UInt8]) {
            folding.fold(bytes, word.range, into: &output)
        }

        /// Cuts the folded word that is `word` from `start` on to its stem, in place.
        func stem(_ word: inout [UInt8], from start: Int) { stemmer?.stem(&word, from: start) }
    }

    /// Where libstemmer knows a language by another code.
    private static let stemmerNames = ["nb": "no", "nn": "no", "fil": "", "": "none"]
}
