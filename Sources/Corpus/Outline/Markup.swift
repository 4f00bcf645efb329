/// How a text marks its headings, lists and code: what an editor has open, whether or not the corpus reads it so.
public enum Markup: String, Sendable, Hashable, CaseIterable {
    case plain, markdown, org, rst, asciidoc, latex

    /// By the ending of a file's name; anything unknown is plain.
    public init(path: String) {
        self =
            switch ReadOptions.fileExtension(path) {
            case "md", "markdown", "mkd", "mdx", "qmd", "rmd": .markdown
            case "org": .org
            case "rst", "rest": .rst
            case "adoc", "asciidoc", "asc": .asciidoc
            case "tex", "latex", "ltx", "sty", "cls": .latex
            default: .plain
            }
    }

    /// What tells its lines apart; `nil` for plain text, whose paragraphs are found by their shape.
    var reader: (any MarkupReader)? {
        switch self {
        case .plain: nil
        case .markdown: MarkdownLines()
        case .org: OrgLines()
        case .rst: RestructuredTextLines()
        case .asciidoc: AsciiDocLines()
        case .latex: LaTeXLines()
        }
    }
}

/// Tells the lines of a markup apart, in their order.
protocol MarkupReader {
    /// - Parameters:
    ///   - line: not yet looked at.
    ///   - next: the line behind it, if there is one, and the line behind that.
    mutating func kind(of line: MarkupLine, next: MarkupLine?, afterNext: MarkupLine?) -> LineKind
}

/// What a line is in its text.
enum LineKind: Equatable {
    case blank
    /// Takes `lines` lines in all: some markups draw a line below the title, or on both sides.
    case heading(level: Int, title: Range<Int>, lines: Int = 1)
    /// Goes on with the block above it, or begins a paragraph.
    case text
    /// Begins a list item, whose words begin at `content`.
    case item(content: Int)
    /// A line of a quotation, whose words begin at `content`.
    case quotation(content: Int)
    /// Ends the block above it and has no words itself.
    case directive
    /// Belongs to a block without sentences: code, comment, metadata, table.
    case verbatim(Outline.Block.Kind)
}

/// A line and what readers ask about it.
struct MarkupLine {
    let text: UnsafeBufferPointer<UInt8>
    /// Without its line break.
    let range: Range<Int>
    /// Without the white space at its ends.
    let content: Range<Int>

    init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.text = text
        self.range = range
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, Self.isSpace(text[start]) { start += 1 }
        while end > start, Self.isSpace(text[end - 1]) { end -= 1 }
        content = start..<end
    }

    var isBlank: Bool { content.isEmpty }

    /// In bytes.
    var indentation: Int { content.lowerBound - range.lowerBound }

    /// The first byte that is no white space; 0 in a blank line.
    var first: UInt8 { isBlank ? 0 : text[content.lowerBound] }

    var words: String { String(decoding: text[content], as: UTF8.self) }

    func hasPrefix(_ prefix: String) -> Bool { text[content].starts(with: prefix.utf8) }

    /// How often the first byte is repeated at the start.
    var runLength: Int { text[content].prefix { $0 == first }.count }

    /// Whether it is made of one punctuation mark, `least` times or more.
    func isRule(of marks: String, least: Int) -> Bool {
        !isBlank && content.count >= least && marks.utf8.contains(first) && runLength == content.count
    }

    /// Where the words begin behind one of `bullets` or a number with `closers`, and white space; `nil` where the line
    /// is no list item.
    func itemContent(bullets: String, closers: String = ".)") -> Int? {
        var index = content.lowerBound
        if bullets.utf8.contains(first) {
            index += runLength
        } else {
            let digits = text[content].prefix { $0 >= 0x30 && $0 <= 0x39 }.count
            guard (1...9).contains(digits), index + digits < content.upperBound,
                closers.utf8.contains(text[index + digits])
            else { return nil }
            index += digits + 1
        }
        guard index < content.upperBound, Self.isSpace(text[index]) else { return nil }
        while Self.isSpace(text[index]) { index += 1 }
        return index
    }

    /// `content` without what stands before `start`, trimmed.
    func rest(from start: Int) -> Range<Int> { MarkupLine(text, start..<content.upperBound).content }

    static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0C }
}
