import Testing

@testable import Corpus

/// A text and its sentences, white space as single spaces.
struct SentenceCase: Sendable, CustomTestStringConvertible {
    let what: String
    let language: Language?
    let text: String
    let sentences: [String]

    init(_ what: String, _ language: Language?, _ text: String, _ sentences: [String]) {
        self.what = what
        self.language = language
        self.text = text
        self.sentences = sentences
    }

    var testDescription: String { what }
}

/// The sentences of `text` as strings, white space as single spaces.
func split(_ text: String, _ language: Language?) -> [String] {
    let bytes = Array(text.utf8)
    return bytes.withUnsafeBufferPointer { buffer in
        SentenceSplitter.sentences(in: buffer, language: language).map {
            spaced(String(decoding: buffer[$0], as: UTF8.self))
        }
    }
}

func spaced(_ text: String) -> String {
    text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
}
