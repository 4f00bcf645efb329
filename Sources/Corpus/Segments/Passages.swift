/// The passages of a document, read where they lie.
public struct Passages: Sendable, RandomAccessCollection {
    private let segment: Segment
    private let range: Range<Int>
    private let textCount: Int
    private let sentenceCount: Int

    init(_ segment: Segment, _ range: Range<Int>, textCount: Int, sentenceCount: Int) {
        self.segment = segment
        self.range = range
        self.textCount = textCount
        self.sentenceCount = sentenceCount
    }

    public var startIndex: Int { 0 }
    public var endIndex: Int { range.count }

    public subscript(index: Int) -> Passage {
        precondition(index >= 0 && index < range.count, "no such passage")
        typealias Word = SegmentLayout.PassageWord
        let column = segment.columns.passages
        let record = range.lowerBound + index
        let (start, end) = (column.word(record, Word.start), column.word(record, Word.end))
        let (first, behind) = (column.word(record, Word.firstSentence), column.word(record, Word.sentenceEnd))
        let heading = column.word(record, Word.heading)
        guard start <= end, end <= textCount, first <= behind, behind <= sentenceCount, heading <= range.count else {
            segment.noteDamage()
            return Passage(kind: .paragraph, range: 0..<0, sentences: 0..<0)
        }
        return Passage(
            kind: Passage.Kind(code: column.word(record, Word.kind)),
            range: start..<end,
            sentences: first..<behind,
            heading: heading == 0 ? nil : heading - 1
        )
    }
}

/// The sentences of a document as ranges of its text, read where they lie.
public struct Sentences: Sendable, RandomAccessCollection {
    private let segment: Segment
    private let column: Column
    /// Where its words begin.
    private let firstWord: Int
    private let isShort: Bool
    private let textCount: Int
    public let endIndex: Int

    /// - Parameter range: where its words stand.
    init(_ segment: Segment, _ range: Range<Int>, textCount: Int) {
        self.segment = segment
        self.textCount = textCount
        column = segment.columns.sentences
        firstWord = range.lowerBound
        isShort = SegmentLayout.SentenceWord.count(ofTextWith: textCount) == 1
        endIndex = isShort ? range.count : range.count / 2
    }

    public var startIndex: Int { 0 }

    public subscript(index: Int) -> Range<Int> {
        precondition(index >= 0 && index < endIndex, "no such sentence")
        let word = firstWord + (isShort ? index : index * 2)
        var (start, end) = (column.word(word, 0), 0)
        if isShort { (start, end) = (start & 0xFFFF, start >> 16) } else { end = column.word(word + 1, 0) }
        guard start <= end, end <= textCount else {
            segment.noteDamage()
            return 0..<0
        }
        return start..<end
    }
}

extension Passage.Kind {
    /// The number that stands for it in a segment.
    var code: UInt32 {
        switch self {
        case .paragraph: 0
        case .heading: 1
        case .listItem: 2
        case .tableRow: 3
        case .quotation: 4
        case .code: 5
        case .field: 6
        }
    }

    /// A paragraph, if no kind has this number.
    init(code: Int) {
        switch code {
        case 1: self = .heading
        case 2: self = .listItem
        case 3: self = .tableRow
        case 4: self = .quotation
        case 5: self = .code
        case 6: self = .field
        default: self = .paragraph
        }
    }
}
