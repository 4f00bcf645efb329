import Analysis
import Corpus

extension Analyzer {
    /// What a passage was indexed with: the analyzer of its own language.
    convenience init(of passage: Passage, in document: Document, defaultLanguage: String) {
        let expected = document.language.map(Self.primarySubtag) ?? defaultLanguage
        let language = document.text.withUnsafeBufferPointer {
            LanguageDetector.language(of: $0, in: passage.range, expected: expected)
        }
        self.init(language: language, addsPlainForms: true)
    }
}
