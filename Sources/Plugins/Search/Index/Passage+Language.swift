import Analysis
import Corpus

extension Passage {
    /// The primary subtag of the language that it was indexed in.
    func language(in document: Document, else defaultLanguage: String) -> String {
        let expected = document.language.map(Analyzer.primarySubtag) ?? defaultLanguage
        return document.text.withUnsafeBufferPointer {
            LanguageDetector.language(of: $0, in: range, expected: expected)
        }
    }
}
