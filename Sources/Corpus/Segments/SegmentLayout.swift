/// How a segment lies in memory and in its file, which are the same: a head, a table of columns, and the columns, each of
/// records of 32-bit words or of single bytes. Everything is little-endian; columns begin at multiples of 64 bytes.
///
///     0   8  "caspseg\n"
///     8   4  version
///     12  4  number of columns
///     16  16 the segment's id
///     32  8  bytes of the whole file
///     40  8  XXH64 of the head, this being 0, and of the table
///     48  16 zeros
///     64  32 for each column: kind (4), bytes of a record (4), offset (8), bytes (8), XXH64 of them (8)
///
/// In memory, where nothing can be damaged, the checksums are 0.
enum SegmentLayout {
    static let magic: UInt64 = 0x0A67_6573_7073_6163
    /// A file of another version is not read. It is raised with every change of the layout; what reading, cleaning and
    /// splitting give for a file may change with every build, for which see ``BuildID``.
    static let version: UInt32 = 4
    static let headSize = 64
    static let entrySize = 32
    static let alignment = 64

    enum Kind: UInt32, CaseIterable, Sendable {
        case files = 1
        case documents, text, strings, passages, sentences, removals, runs, lines, pages
        case copyKeys, copyDocuments, records

        /// Bytes of a record.
        var recordSize: Int {
            switch self {
            case .text, .strings: 1
            case .runs: 2
            case .files: FileWord.count * 4
            case .documents: DocumentWord.count * 4
            case .passages: PassageWord.count * 4
            case .removals: RemovalWord.count * 4
            case .sentences, .lines, .pages: 4
            case .copyKeys: 8
            case .copyDocuments: 4
            case .records: 8
            }
        }
    }

    /// The words of a file's record. A name with `Range` is a start and a count in the column that it is said of.
    enum FileWord {
        /// In strings.
        static let nameRange = 0
        static let fileRange = 2
        static let formatRange = 4
        static let encodingRange = 6
        static let evidenceRange = 8
        static let problemsRange = 10
        static let linesRange = 12
        /// How many lines of the file stand before those of `linesRange`.
        static let firstLine = 14
        static let flags = 15
        /// Two words each from here on.
        static let byteCount = 16
        static let signature = 18
        static let readAt = 28
        static let options = 30
        static let documentsRange = 34
        static let count = 36

        static let isFiltered = 1
        /// Documents of a file that is read from another record: that one tells what was wrong with it.
        static let isSupplement = 2
    }

    enum DocumentWord {
        /// Two words.
        static let textStart = 0
        static let textCount = 2
        static let file = 3
        /// Its number among the documents of the file.
        static let place = 4
        static let flags = 5
        /// Where id, title and metadata stand in strings, one after the other.
        static let stringsStart = 6
        static let idCount = 7
        static let titleCount = 8
        static let metadataCount = 9
        static let languageRange = 10
        /// As the file alone gives them.
        static let passagesRange = 12
        static let sentencesRange = 14
        /// Without what other documents have too; the same where there is no such thing.
        static let keptPassagesRange = 16
        static let keptSentencesRange = 18
        static let removalsRange = 20
        static let runsRange = 22
        static let pagesRange = 24
        static let count = 26

        /// The id is what is stored, and not the path followed by it.
        static let hasOwnID = 1
        /// Its source map is written as one of a short text.
        static let hasShortRuns = 2
    }

    /// How a sentence of a document is written: in one word, the start in its lower half, where the text is short enough
    /// for that, and else in two.
    enum SentenceWord {
        static func count(ofTextWith byteCount: Int) -> Int { byteCount <= Int(UInt16.max) ? 1 : 2 }
    }

    /// How the source map of a document is written, in halves of words. Nearly all texts are short enough that all numbers
    /// fit into one half each, but for the lowest place in the source, which stands before them in two; else each number
    /// takes two.
    ///
    /// A run is where it starts in the text and in the source, and what it consists of: the widths of its units in text and
    /// source, and how many units it has where plain text follows it; 0 where the next run does.
    enum RunHalf {
        static let shortCount = 3
        static let longCount = 6
        static let shortHead = 2
        /// Bits of the widths of short units, and of their number.
        static let shortWidths = (text: 3, source: 5, units: 8)
    }

    enum PassageWord {
        static let start = 0
        static let end = 1
        static let firstSentence = 2
        static let sentenceEnd = 3
        /// The heading's number plus one, or 0.
        static let heading = 4
        static let kind = 5
        static let count = 6
    }

    enum RemovalWord {
        static let start = 0
        static let end = 1
        /// `UInt32.max` without a survivor.
        static let survivorStart = 2
        static let survivorEnd = 3
        static let reasonRange = 4
        static let count = 6
    }

    /// The next place where a column may begin.
    static func aligned(_ offset: Int) -> Int { (offset + alignment - 1) / alignment * alignment }
}
