public import JSON

/// One document of the corpus: its text, cleaned and cut into passages and sentences, each of which can be traced to its
/// bytes in the source file.
///
/// It is a view of a segment and costs nothing to make or copy; what it answers is read where it lies.
public struct Document: Sendable {
    let segment: Segment
    let number: Int

    init(segment: Segment, number: Int) {
        self.segment = segment
        self.number = number
    }

    /// A document that is in no corpus.
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
        let head = ParsedFile.Head(path: path, file: file, format: format, lines: lines, reading: reading)
        var document = ParsedDocument(title: title, text: text.bytes)
        document.language = language
        document.metadata = metadata
        document.passages = passages
        document.sentences = sentences
        document.removals = removals
        document.map = source
        document.pageStarts = reading.pageStarts
        document.id = .init(id, path: path)
        self.init(head, document)
    }

    /// The only document of its file, which is in no corpus.
    init(_ head: ParsedFile.Head, _ document: ParsedDocument) {
        var writer = SegmentWriter()
        writer.beginFile(head, signature: .none, options: .none, readAt: 0, problems: [])
        writer.add(document, place: 0)
        self = writer.finish()[0]
    }

    /// What answers call it: the file's path, and for one record of many in a file `path#id`.
    public var id: String {
        let own = segment.string(.id, of: number)
        guard !own.isEmpty else { return path }
        let flags = segment.columns.documents.word(number, SegmentLayout.DocumentWord.flags)
        let hasOwn = flags & SegmentLayout.DocumentWord.hasOwnID != 0
        let string = String(decoding: own, as: UTF8.self)
        return hasOwn ? string : path + "#" + string
    }

    /// The file's path as answers name it: relative to the base folder of the settings where it lies below it.
    public var path: String { segment.fileString(segment.file(of: number), SegmentLayout.FileWord.nameRange) }

    /// The absolute path.
    public var file: String { segment.fileString(segment.file(of: number), SegmentLayout.FileWord.fileRange) }

    public var title: String { String(decoding: segment.string(.title, of: number), as: UTF8.self) }

    /// The bytes of the title where they lie.
    public func withTitleBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withExtendedLifetime(segment) { body(segment.string(.title, of: number)) }
    }

    /// Those of the path.
    public func withPathBytes<Result>(_ body: (UnsafeRawBufferPointer) -> Result) -> Result {
        withExtendedLifetime(segment) {
            body(segment.fileBytes(segment.file(of: number), SegmentLayout.FileWord.nameRange))
        }
    }

    /// Those of the id, in one piece or in the two that stand before and behind a `#`.
    public func withIDBytes<Result>(
        _ body: (UnsafeRawBufferPointer, UnsafeRawBufferPointer?) -> Result
    ) -> Result {
        withExtendedLifetime(segment) {
            let own = segment.string(.id, of: number)
            let flags = segment.columns.documents.word(number, SegmentLayout.DocumentWord.flags)
            if !own.isEmpty, flags & SegmentLayout.DocumentWord.hasOwnID != 0 { return body(own, nil) }
            return withPathBytes { body($0, own.isEmpty ? nil : own) }
        }
    }

    /// `plain`, `markdown`, `html`, `jsonl`, or the name of the filter program that read it.
    public var format: String { segment.fileString(segment.file(of: number), SegmentLayout.FileWord.formatRange) }

    /// BCP 47, where it is declared or was recognised.
    public var language: String? {
        let word = SegmentLayout.DocumentWord.languageRange
        let range = segment.range(number, word, of: segment.columns.documents, in: segment.columns.strings)
        return range.isEmpty ? nil : segment.string(range)
    }

    /// Front matter, further members of a record, licence, attribution and whatever else is said about the document.
    ///
    /// - Complexity: O(n) in its bytes: it is read anew each time.
    public var metadata: Members {
        let bytes = segment.string(.metadata, of: number)
        guard !bytes.isEmpty else { return Members() }
        guard let members = try? JSON(parsing: bytes.assumingMemoryBound(to: UInt8.self)).object else {
            segment.noteDamage()
            return Members()
        }
        return members
    }

    /// Everything that was read, before cleaning; passages, sentences and removals are ranges of it.
    public var text: Text { segment.text(of: number) }

    /// What is left after cleaning, in its true order. Their sentences follow each other without a gap.
    public var passages: Passages { segment.passages(SegmentLayout.DocumentWord.keptPassagesRange, of: number) }

    /// The sentences of all passages, one after the other; each a range of `text`.
    public var sentences: Sentences { segment.sentences(SegmentLayout.DocumentWord.keptSentencesRange, of: number) }

    /// What cleaning took away.
    public var removals: [Removal] { segment.removals(of: number) }

    /// How the file was read.
    public var reading: Reading { segment.reading(of: number) }

    /// The passages as they were before what other documents have too was taken out.
    var ownPassages: Passages { segment.passages(SegmentLayout.DocumentWord.passagesRange, of: number) }

    /// The sentences as they were before that.
    var ownSentences: Sentences { segment.sentences(SegmentLayout.DocumentWord.sentencesRange, of: number) }

    /// The bytes of the source file that a range of `text` came from.
    public func sourceRange(of range: Range<Int>) -> Range<Int> { segment.runs(of: number).rangeInSource(of: range) }

    /// Line and column, in the source file, of a byte of `text`.
    public func position(of offset: Int) -> Position {
        segment.position(of: segment.runs(of: number).offsetInSource(of: offset), inFileOf: number)
    }

    /// Lines and columns, in the source file, where a range of `text` begins and just behind it.
    public func positions(of range: Range<Int>) -> (start: Position, end: Position) {
        segment.positions(of: segment.runs(of: number).rangeInSource(of: range), inFileOf: number)
    }

    /// Line and column in the source file just behind a range of `text`.
    public func end(of range: Range<Int>) -> Position {
        segment.position(of: sourceRange(of: range).upperBound, inFileOf: number)
    }
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
    /// A short name for the reason, such as `repeated-run`, `truncated-copy`, `licence`, `navigation`, `copy`.
    public let reason: String
    /// Where in the same text the words are kept; `nil` where nothing was repeated, and for a `copy` of another document,
    /// whose place ``Snapshot/survivor(of:in:)`` finds: it may move without this document being changed.
    public let survivor: Range<Int>?

    /// What stands in an earlier document.
    public static let copyReason = "copy"

    public init(range: Range<Int>, reason: String, survivor: Range<Int>?) {
        self.range = range
        self.reason = reason
        self.survivor = survivor
    }
}
