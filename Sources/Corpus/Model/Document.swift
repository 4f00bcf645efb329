public import JSON

/// One document of the corpus: its text, cleaned and cut into passages and sentences, each of which can be traced to its
/// bytes in the source file.
public struct Document: Sendable {
    /// What answers call it: the file's path, and for one record of many in a file `path#id`.
    public let id: String
    /// The file's path as answers name it: relative to the base folder of the settings where it lies below it.
    public let path: String
    /// The absolute path.
    public let file: String
    public let title: String
    /// `plain`, `markdown`, `html`, `jsonl`, or the name of the filter program that read it.
    public let format: String
    /// BCP 47, where it is declared or was recognised.
    public let language: String?
    /// Front matter, further members of a record, licence, attribution and whatever else is said about the document.
    public let metadata: Members
    /// Everything that was read, before cleaning; passages, sentences and removals are ranges of it.
    public let text: Text
    /// What is left after cleaning, in its true order. Their sentences follow each other without a gap.
    public let passages: [Passage]
    /// The sentences of all passages, one after the other; each a range of `text`.
    public let sentences: [Range<Int>]
    /// What cleaning took away.
    public let removals: [Removal]
    /// How the file was read.
    public let reading: Reading

    private let source: SourceMap
    private let lines: LineIndex

    public init(
        id: String,
        path: String,
        file: String,
        title: String,
        format: String,
        language: String?,
        metadata: Members,
        text: Text,
        passages: [Passage],
        sentences: [Range<Int>],
        removals: [Removal],
        source: SourceMap,
        lines: LineIndex,
        reading: Reading = Reading()
    ) {
        self.id = id
        self.path = path
        self.file = file
        self.title = title
        self.format = format
        self.language = language
        self.metadata = metadata
        self.text = text
        self.passages = passages
        self.sentences = sentences
        self.removals = removals
        self.source = source
        self.lines = lines
        self.reading = reading
    }

    /// This document with other passages, sentences and removals of the same text.
    func with(passages: [Passage], sentences: [Range<Int>], removals: [Removal]) -> Document {
        Document(
            id: id,
            path: path,
            file: file,
            title: title,
            format: format,
            language: language,
            metadata: metadata,
            text: text,
            passages: passages,
            sentences: sentences,
            removals: removals,
            source: source,
            lines: lines,
            reading: reading
        )
    }

    /// The bytes of the source file that a range of `text` came from.
    public func sourceRange(of range: Range<Int>) -> Range<Int> { source.sourceRange(of: range) }

    /// Line and column, in the source file, of a byte of `text`.
    public func position(of offset: Int) -> Position { lines.position(of: source.sourceOffset(of: offset)) }

    /// Line and column in the source file just behind a range of `text`.
    public func end(of range: Range<Int>) -> Position { lines.position(of: source.sourceRange(of: range).upperBound) }
}

/// A paragraph, heading, list item, table row or field: the unit that search ranks.
public struct Passage: Sendable, Hashable {
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case paragraph, heading, listItem, tableRow, quotation, code, field
    }

    public let kind: Kind
    /// From the first byte of the first sentence to behind the last one, in the document's text.
    public let range: Range<Int>
    /// Its sentences: indices into the document's `sentences`.
    public let sentences: Range<Int>
    /// The passage that is its nearest heading, if it has one.
    public let heading: Int?

    public init(kind: Kind, range: Range<Int>, sentences: Range<Int>, heading: Int? = nil) {
        self.kind = kind
        self.range = range
        self.sentences = sentences
        self.heading = heading
    }
}

/// A part of a document's text that cleaning took away, why, and where the same words still stand.
public struct Removal: Sendable, Hashable {
    /// In the document's text.
    public let range: Range<Int>
    /// A short name for the reason, such as `repeated-run`, `truncated-copy`, `licence`, `navigation`.
    public let reason: String
    /// Where the surviving copy stands; `nil` where nothing was repeated.
    public let survivor: Survivor?

    public struct Survivor: Sendable, Hashable {
        /// The document's id; `nil` for the same document.
        public let document: String?
        public let range: Range<Int>

        public init(document: String?, range: Range<Int>) {
            self.document = document
            self.range = range
        }
    }

    public init(range: Range<Int>, reason: String, survivor: Survivor?) {
        self.range = range
        self.reason = reason
        self.survivor = survivor
    }
}
