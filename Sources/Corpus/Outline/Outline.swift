import Analysis

/// How a text is built: its sections, their blocks, and the sentences of those, all in bytes of the text.
///
/// It is made from the text alone, as it stands in an editor: nothing is cleaned and nothing left out.
public struct Outline: Sendable, Hashable {
    public struct Section: Sendable, Hashable {
        public let title: String
        /// 1 is the highest.
        public let level: Int
        public let titleRange: Range<Int>
        /// From its heading to the last byte before the next heading of its level or a higher one.
        public let range: Range<Int>
        /// The section around it, by its place in the list.
        public let parent: Int?
    }

    public struct Block: Sendable, Hashable {
        public enum Kind: String, Sendable, Hashable, CaseIterable {
            case paragraph, listItem, quotation, code, comment, table, metadata
        }

        public let kind: Kind
        public let range: Range<Int>
        /// The innermost section that it stands in, by its place in the list.
        public let section: Int?
        /// Empty in what is no prose.
        public let sentences: [Range<Int>]
    }

    /// In the order of the text; a section stands before those inside it.
    public private(set) var sections: [Section] = []
    /// In the order of the text, without gaps but for headings and white space.
    public private(set) var blocks: [Block] = []
    /// BCP 47, as given or recognised.
    public let language: String?

    /// - Parameters:
    ///   - text: valid UTF-8.
    ///   - language: BCP 47; recognised where it is not given.
    /// - Complexity: O(n).
    public init(of text: UnsafeBufferPointer<UInt8>, markup: Markup, language: String? = nil) {
        self.language = language ?? LanguageDetector.language(of: text)
        var scan = OutlineScan(text, language: self.language.flatMap { Language(tag: $0) })
        if let reader = markup.reader { scan.run(reader) } else { scan.runPlain() }
        sections = scan.sections
        blocks = scan.blocks
    }
}

/// One pass over a text.
private struct OutlineScan {
    private let text: UnsafeBufferPointer<UInt8>
    private let language: Language?
    private(set) var blocks: [Outline.Block] = []
    private var headings: [(level: Int, title: Range<Int>, start: Int)] = []
    /// The block being read: its kind, where it begins, where its words begin, and where it ends so far.
    private var open: (kind: Outline.Block.Kind, start: Int, words: Int, end: Int)?

    init(_ text: UnsafeBufferPointer<UInt8>, language: Language?) {
        self.text = text
        self.language = language
    }

    mutating func runPlain() {
        for block in TextBlock.blocks(ofPlainText: text) {
            let line = MarkupLine(text, block.range)
            add(.paragraph, line.content, words: line.content.lowerBound)
        }
    }

    mutating func run(_ reader: some MarkupReader) {
        var reader = reader
        let lines = Self.lines(of: text)
        var index = 0
        while index < lines.count {
            let next = index + 1 < lines.count ? lines[index + 1] : nil
            let afterNext = index + 2 < lines.count ? lines[index + 2] : nil
            let line = lines[index]
            index += take(reader.kind(of: line, next: next, afterNext: afterNext), line)
        }
        close()
    }

    /// How many lines were taken.
    private mutating func take(_ kind: LineKind, _ line: MarkupLine) -> Int {
        switch kind {
        case .blank:
            // Code and comments go on over blank lines; their readers say that they do.
            close()
        case .directive: close()
        case .heading(let level, let title, let lines):
            close()
            headings.append((level, title, line.content.lowerBound))
            return lines
        case .text: goOn(.paragraph, line, words: line.content.lowerBound)
        case .item(let content):
            close()
            open = (.listItem, line.content.lowerBound, content, line.content.upperBound)
        case .quotation(let content): goOn(.quotation, line, words: content)
        case .verbatim(let kind):
            if let open, open.kind != kind { close() }
            // A blank line inside keeps the block open and doesn't end it.
            if line.isBlank { return 1 }
            goOn(kind, line, words: line.content.lowerBound)
        }
        return 1
    }

    private mutating func goOn(_ kind: Outline.Block.Kind, _ line: MarkupLine, words: Int) {
        if let open, open.kind == kind || kind == .paragraph && (open.kind == .listItem || open.kind == .quotation) {
            self.open?.end = max(open.end, line.content.upperBound)
        } else {
            close()
            open = (kind, line.content.lowerBound, words, line.content.upperBound)
        }
    }

    private mutating func close() {
        guard let block = open else { return }
        open = nil
        add(block.kind, block.start..<block.end, words: block.words)
    }

    private mutating func add(_ kind: Outline.Block.Kind, _ range: Range<Int>, words: Int) {
        var sentences: [Range<Int>] = []
        switch kind {
        case .paragraph, .listItem, .quotation:
            let prose = min(words, range.upperBound)..<range.upperBound
            SentenceSplitter.append(sentencesIn: text, range: prose, language: language, to: &sentences)
        case .code, .comment, .table, .metadata: break
        }
        let section = headings.isEmpty ? nil : headings.count - 1
        blocks.append(Outline.Block(kind: kind, range: range, section: section, sentences: sentences))
    }

    /// The sections that the headings open.
    var sections: [Outline.Section] {
        var ends = [Int](repeating: text.count, count: headings.count)
        var parents = [Int?](repeating: nil, count: headings.count)
        var stack: [Int] = []
        for (index, heading) in headings.enumerated() {
            while let last = stack.last, headings[last].level >= heading.level {
                ends[last] = heading.start
                stack.removeLast()
            }
            parents[index] = stack.last
            stack.append(index)
        }
        return headings.enumerated().map { index, heading in
            var end = ends[index]
            while end > heading.title.upperBound, text[end - 1] <= 0x20 { end -= 1 }
            return Outline.Section(
                title: String(decoding: text[heading.title], as: UTF8.self),
                level: heading.level,
                titleRange: heading.title,
                range: heading.start..<max(end, heading.title.upperBound),
                parent: parents[index]
            )
        }
    }

    private static func lines(of text: UnsafeBufferPointer<UInt8>) -> [MarkupLine] {
        var lines: [MarkupLine] = []
        var start = 0
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 10, text[end] != 13 { end += 1 }
            lines.append(MarkupLine(text, start..<end))
            let isPair = end + 1 < text.count && text[end] == 13 && text[end + 1] == 10
            start = end + (isPair ? 2 : 1)
        }
        return lines
    }
}
