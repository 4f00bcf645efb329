import JSON

/// Reads Markdown: CommonMark's blocks and marks inside lines, and GitHub's tables.
///
/// It is a reader for citing, not a renderer: what only lays text out (rules, link targets, comments) is dropped, and
/// nesting is known as far as it decides what kind of passage a block is.
struct MarkdownReader {
    static func read(_ bytes: [UInt8]) -> Extract {
        bytes.withUnsafeBufferPointer { buffer in
            var reader = MarkdownReader(buffer)
            reader.run()
            return reader.extract
        }
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var lines: Lines
    private var text = MappedText()
    private var extract = Extract()
    /// The lines of the paragraph being read, without what marks lists and quotations.
    private var paragraph: [Range<Int>] = []
    private var paragraphKind = TextBlock.Kind.paragraph
    /// The column at which the text of the open list item begins; 0 outside of lists.
    private var listColumn = 0
    private var isAfterBlank = true
    private var heading: String?
    private let inlineScan: InlineMarkup

    private init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        inlineScan = InlineMarkup(bytes)
        let matter = FrontMatter(bytes)
        lines = Lines(bytes, from: matter.end)
        extract.metadata = matter.members
        text.reserveCapacity(bytes.count)
    }

    private mutating func run() {
        while let line = lines.next() { read(MarkdownLine(bytes, line)) }
        finishParagraph()
        extract.text = text.bytes
        extract.map = text.map
        extract.title = extract.metadata["title"]?.string ?? heading
        for key in ["lang", "language"] {
            if let language = extract.metadata[key]?.string { extract.language = language }
        }
        if extract.metadata["title"]?.string != nil { extract.metadata["title"] = nil }
    }

    private mutating func read(_ line: MarkdownLine) {
        var line = line
        if line.isBlank {
            finishParagraph()
            isAfterBlank = true
            return
        }
        let wasAfterBlank = isAfterBlank
        isAfterBlank = false
        // A list goes on below its own column, and a paragraph anywhere until a blank line.
        if listColumn > 0, line.indentation < listColumn, wasAfterBlank, !line.isListItem { listColumn = 0 }
        if line.indentation >= 4, listColumn == 0, paragraph.isEmpty {
            return readIndentedCode(line)
        }
        let isSetext = !paragraph.isEmpty && line.setextLevel != nil && !line.isQuoted
        if isSetext, let level = line.setextLevel {
            paragraphKind = .heading(level: level)
            return finishParagraph()
        }
        let containers = openContainers(&line)
        if line.isBlank { return finishParagraph() }
        if containers.startsItem || (containers.isQuoted != (paragraphKind == .quotation) && containers.isQuoted) {
            finishParagraph()
        }
        readLeaf(line, isQuoted: containers.isQuoted)
    }

    /// Takes the marks of quotations and list items from the front of the line.
    private mutating func openContainers(_ line: inout MarkdownLine) -> (isQuoted: Bool, startsItem: Bool) {
        var isQuoted = false
        var startsItem = false
        while true {
            if line.takeQuoteMark() {
                isQuoted = true
            } else if !line.isRule, line.indentation < 4 || listColumn > 0,
                let column = line.takeListMark(inParagraph: !paragraph.isEmpty && listColumn == 0)
            {
                startsItem = true
                listColumn = column
            } else {
                return (isQuoted, startsItem)
            }
        }
    }

    private mutating func readLeaf(_ line: MarkdownLine, isQuoted: Bool) {
        if let fence = line.fence {
            finishParagraph()
            return readFence(fence, isQuoted: isQuoted)
        }
        if let (level, range) = line.atxHeading {
            finishParagraph()
            return add([range], .heading(level: level))
        }
        if line.isRule { return finishParagraph() }
        if paragraph.isEmpty, let skipped = line.skippedHTMLEnd { return skip(line, until: skipped) }
        if paragraph.isEmpty, line.isLinkDefinition { return }
        if line.hasPipe, readTable(line) { return }
        if paragraph.isEmpty {
            paragraphKind = isQuoted ? .quotation : listColumn > 0 ? .listItem : .paragraph
        }
        paragraph.append(line.content)
    }

    private mutating func finishParagraph() {
        guard !paragraph.isEmpty else { return }
        add(paragraph, paragraphKind)
        paragraph.removeAll(keepingCapacity: true)
        paragraphKind = .paragraph
    }

    private mutating func add(_ lines: [Range<Int>], _ kind: TextBlock.Kind) {
        beginBlock(lines.first?.lowerBound)
        let start = text.count
        inlineScan.append(lines, to: &text)
        guard text.count > start else { return }
        extract.blocks.append(TextBlock(range: start..<text.count, kind: kind))
        if heading == nil, case .heading = kind { heading = String(decoding: text.bytes[start...], as: UTF8.self) }
    }

    /// Parts the next block, which begins at `offset`, from the one before it: by the byte that ends the line before.
    private mutating func beginBlock(_ offset: Int?) {
        guard let offset, text.count > 0, text.bytes.last != UInt8(ascii: "\n") else { return }
        let isBehindFeed = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n"))
        text.append(UInt8(ascii: "\n"), at: isBehindFeed ?? offset - 1)
    }

    // MARK: Code

    private mutating func readIndentedCode(_ first: MarkdownLine) {
        beginBlock(first.content.lowerBound)
        let start = text.count
        var line = first
        while true {
            text.append(bytes, line.content)
            let before = lines
            guard let next = lines.next(), case let following = MarkdownLine(bytes, next), !following.isBlank,
                following.indentation >= 4
            else {
                lines = before
                break
            }
            text.append(UInt8(ascii: "\n"), at: next.lowerBound - 1)
            line = following
        }
        extract.blocks.append(TextBlock(range: start..<text.count, kind: .code))
    }

    private mutating func readFence(_ fence: MarkdownLine.Fence, isQuoted: Bool) {
        var start: Int?
        while let next = lines.next() {
            var line = MarkdownLine(bytes, next)
            if isQuoted, !line.takeQuoteMark() {
                lines = Lines(bytes, from: next.lowerBound)
                break
            }
            if line.closes(fence) { break }
            let content = line.content(fromColumn: fence.indentation)
            if start == nil {
                beginBlock(next.lowerBound)
                start = text.count
            } else {
                text.append(UInt8(ascii: "\n"), at: next.lowerBound - 1)
            }
            text.append(bytes, content)
        }
        if let start, text.count > start {
            extract.blocks.append(TextBlock(range: start..<text.count, kind: .code))
        }
    }

    // MARK: Tables and HTML

    /// Reads a table whose head is `line`, if the next line says that it is one; each row is a block.
    private mutating func readTable(_ head: MarkdownLine) -> Bool {
        let before = lines
        guard paragraph.isEmpty, let next = lines.next(), MarkdownLine(bytes, next).isTableRule else {
            lines = before
            return false
        }
        addRow(head)
        while true {
            let before = lines
            guard let next = lines.next(), case let row = MarkdownLine(bytes, next), !row.isBlank, row.hasPipe else {
                lines = before
                return true
            }
            addRow(row)
        }
    }

    private mutating func addRow(_ row: MarkdownLine) {
        beginBlock(row.content.lowerBound)
        let start = text.count
        for cell in row.cells {
            if text.count > start { text.append(UInt8(ascii: "\t"), at: cell.lowerBound - 1) }
            inlineScan.append([cell], to: &text)
        }
        if text.count > start { extract.blocks.append(TextBlock(range: start..<text.count, kind: .table)) }
    }

    /// Passes a comment, script or style up to the line that holds `end`.
    private mutating func skip(_ first: MarkdownLine, until end: String) {
        var line = first.content
        while !contains(Array(end.utf8), line) {
            guard let next = lines.next() else { return }
            line = next
        }
    }

    private func contains(_ word: [UInt8], _ range: Range<Int>) -> Bool {
        guard range.count >= word.count else { return false }
        for start in range.lowerBound...(range.upperBound - word.count) {
            if (0..<word.count).allSatisfy({ bytes[start + $0].asciiLowercased == word[$0] }) { return true }
        }
        return false
    }
}
