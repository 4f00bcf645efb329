import Analysis

extension Document {
    /// A text that stands in no file, read as plain text, or as subtitles where it begins as they do: paragraphs, sentences,
    /// and what cleaning takes from it.
    ///
    /// Its positions are those in the text itself.
    ///
    /// - Parameters:
    ///   - text: valid UTF-8.
    ///   - language: BCP 47; recognised where it is not given.
    ///   - cleans: whether repetitions and notices are taken out.
    public init(text: [UInt8], id: String = "", language: String? = nil, cleans: Bool = true) {
        let isSubtitles = text.withUnsafeBufferPointer { SubtitleCues.begin($0) }
        let extract = isSubtitles ? SubtitleReader.read(text) : PlainTextReader.read(text)
        let language =
            language ?? extract.language
            ?? extract.text.withUnsafeBufferPointer { LanguageDetector.language(of: $0) }
        let cleaned = BlockCleaner(extract, language: language, cleans: cleans)
        let head = ParsedFile.Head(
            path: "",
            file: "",
            format: (isSubtitles ? Format.subtitles : .plain).rawValue,
            lines: text.withUnsafeBufferPointer { LineIndex($0, .utf8) },
            reading: Reading(byteCount: text.count)
        )
        var document = ParsedDocument(title: "", text: extract.text)
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
