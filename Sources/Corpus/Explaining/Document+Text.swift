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
        let head = ParsedFile.Head(
            path: "",
            file: "",
            format: Format.plain.rawValue,
            lines: text.withUnsafeBufferPointer { LineIndex($0, .utf8) },
            reading: Reading(byteCount: text.count)
        )
        var document = ParsedDocument(title: "", text: text)
        document.id = .init(id, path: "")
        document.language = language
        document.metadata = cleaned.metadata
        document.passages = cleaned.passages
        document.sentences = cleaned.sentences
        document.removals = cleaned.removals
        document.map = extract.map
        self.init(head, document)
    }
}
