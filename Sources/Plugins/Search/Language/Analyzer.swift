/// How the words of one language become the terms under which they are indexed and looked up.
struct Analyzer: Sendable {
    /// The primary subtag of BCP 47, such as `en`.
    let language: String
    private let folding: Folding

    init(language: String) {
        self.language = language
        folding = Folding(isTurkic: language == "tr" || language == "az")
    }

    /// The primary subtag of a BCP 47 tag, in lower case.
    static func primarySubtag(_ tag: String) -> String {
        tag.split(whereSeparator: { $0 == "-" || $0 == "_" }).first.map { $0.lowercased() } ?? ""
    }

    /// What it takes to turn words into terms; for one thread.
    func terms() -> Terms { Terms(folding: folding, stemmer: Stemmer(Self.stemmerCodes[language] ?? language)) }

    struct Terms {
        fileprivate let folding: Folding
        fileprivate let stemmer: Stemmer

        /// Appends the folded word to `output`.
        func fold(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Word, into output: inout [UInt8]) {
            folding.fold(bytes, word.range, into: &output)
        }

        /// Cuts the folded word that is `word` from `start` on to its stem, in place.
        func stem(_ word: inout [UInt8], from start: Int) { stemmer.stem(&word, from: start) }
    }

    /// Where libstemmer knows a language by another code: both forms of Norwegian.
    private static let stemmerCodes = ["nb": "no", "nn": "no"]
}
