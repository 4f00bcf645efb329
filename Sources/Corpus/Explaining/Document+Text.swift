import Analysis

extension Document {
    /// A text that stands in no file, read as plain text: paragraphs, sentences, and what cleaning takes from it.
    ///
    /// Its positions are those in the text itself.
    ///
    /// - Parameters:
    ///   - text: valid UTF-8.
    ///   - language: BCP 47; recognised where it is not given.
    ///   - cleans: whether repetitions and notices are taken out.
    public init(text: [UInt8], id: String = "", language: String? = nil, cleans: Bool = true) {
        let extract = PlainTextReader.read(text)
        let language = language ?? text.withUnsafeBufferPointer { LanguageDetector.language(of: $0) }
        let cleaned = BlockCleaner(extract, language: language, cleans: cleans)
        self.init(
            id: id,
            path: "",
            file: "",
            title: "",
            format: Format.plain.rawValue,
            language: language,
            metadata: cleaned.metadata,
            text: Text(text),
            passages: cleaned.passages,
            sentences: cleaned.sentences,
            removals: cleaned.removals,
            source: extract.map,
            lines: text.withUnsafeBufferPointer { LineIndex($0, .utf8) },
            reading: Reading(byteCount: text.count)
        )
    }
}
