/// One line of Markdown, from which the marks of the blocks that it lies in are taken one by one.
struct MarkdownLine {
    struct Fence {
        let mark: UInt8
        let count: Int
        /// Columns before the fence, which are taken from its lines too.
        let indentation: Int
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private let start: Int
    /// What is left of the line, without white space at its ends.
    private(set) var content: Range<Int>
    /// Columns before the content; a tab reaches to the next multiple of four (CommonMark 0.31, section 2.2).
    private(set) var indentation: Int
    /// Columns that were taken from the front, and what stood there.
    private var taken = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
        self.bytes = bytes
        start = line.lowerBound
        content = trimmedEnd(bytes, line)
        indentation = 0
        skipSpace()
    }

    private mutating func skipSpace() {
        var index = content.lowerBound
        indentation = 0
        while index < content.upperBound {
            if bytes[index] == 0x20 {
                indentation += 1
            } else if bytes[index] == 0x09 {
                indentation += 4 - (taken + indentation) % 4
            } else {
                break
            }
            index += 1
        }
        content = index..<content.upperBound
    }

    var isBlank: Bool { content.isEmpty }

    private var first: UInt8 { content.isEmpty ? 0 : bytes[content.lowerBound] }

    private func count(of byte: UInt8, from start: Int) -> Int {
        var index = start
        while index < content.upperBound, bytes[index] == byte { index += 1 }
        return index - start
    }

    // MARK: Containers

    var isQuoted: Bool { first == UInt8(ascii: ">") }

    mutating func takeQuoteMark() -> Bool {
        guard first == UInt8(ascii: ">"), indentation < 4 else { return false }
        take(1)
        return true
    }

    private mutating func take(_ count: Int) {
        taken += indentation + count
        content = (content.lowerBound + count)..<content.upperBound
        skipSpace()
    }

    /// The length of the list mark at the front; 0 when there is none.
    private var listMarkLength: Int {
        let index = content.lowerBound
        var length = 0
        switch first {
        case UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"): length = 1
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            var end = index
            while end < content.upperBound, end - index < 10, bytes[end].isASCIIDigit { end += 1 }
            guard end < content.upperBound, bytes[end] == UInt8(ascii: ".") || bytes[end] == UInt8(ascii: ")") else {
                return 0
            }
            length = end - index + 1
        default: return 0
        }
        let next = index + length
        return next == content.upperBound || bytes[next] == 0x20 || bytes[next] == 0x09 ? length : 0
    }

    var isListItem: Bool { listMarkLength > 0 }

    /// Takes a list mark; answers the column at which the item's text begins.
    ///
    /// In a paragraph only a list that begins with 1 interrupts (CommonMark 0.31, section 5.3).
    mutating func takeListMark(inParagraph: Bool) -> Int? {
        let length = listMarkLength
        guard length > 0 else { return nil }
        let isNumbered = first.isASCIIDigit
        if inParagraph, isNumbered, length != 2 || first != UInt8(ascii: "1") { return nil }
        if inParagraph, content.count == length { return nil }
        take(length)
        let column = taken + min(max(indentation, 1), 4)
        takeTaskMark()
        return column
    }

    /// `[ ]` and `[x]` in front of an item.
    private mutating func takeTaskMark() {
        let index = content.lowerBound
        guard content.count > 3, first == UInt8(ascii: "["), bytes[index + 2] == UInt8(ascii: "]"),
            bytes[index + 3] == 0x20, " xX".utf8.contains(bytes[index + 1])
        else { return }
        take(3)
    }

    // MARK: Leaves

    var fence: Fence? {
        guard first == UInt8(ascii: "`") || first == UInt8(ascii: "~") else { return nil }
        let count = count(of: first, from: content.lowerBound)
        guard count >= 3 else { return nil }
        let rest = (content.lowerBound + count)..<content.upperBound
        guard first == UInt8(ascii: "~") || !bytes[rest].contains(UInt8(ascii: "`")) else { return nil }
        return Fence(mark: first, count: count, indentation: taken + indentation)
    }

    func closes(_ fence: Fence) -> Bool {
        let count = count(of: fence.mark, from: content.lowerBound)
        return count >= fence.count && count == content.count
    }

    /// The whole line behind what was taken, but for at most `column` columns of white space.
    func content(fromColumn column: Int) -> Range<Int> {
        let extra = max(0, taken + indentation - max(column, taken))
        var begin = content.lowerBound
        var left = extra
        while left > 0, begin > start, bytes[begin - 1] == 0x20 {
            begin -= 1
            left -= 1
        }
        return begin..<content.upperBound
    }

    var atxHeading: (level: Int, text: Range<Int>)? {
        guard first == UInt8(ascii: "#"), indentation < 4 else { return nil }
        let level = count(of: first, from: content.lowerBound)
        let begin = content.lowerBound + level
        guard level <= 6, begin == content.upperBound || bytes[begin] == 0x20 || bytes[begin] == 0x09 else {
            return nil
        }
        var end = content.upperBound
        while end > begin, bytes[end - 1] == UInt8(ascii: "#") { end -= 1 }
        if end > begin, end < content.upperBound, bytes[end - 1] != 0x20, bytes[end - 1] != 0x09 {
            end = content.upperBound
        }
        let text = trimmedEnd(bytes, begin..<end)
        let inner = text.first { bytes[$0] != 0x20 && bytes[$0] != 0x09 } ?? text.upperBound
        return (level, inner..<text.upperBound)
    }

    /// 1 for a line of `=`, 2 for a line of `-`.
    var setextLevel: Int? {
        guard indentation < 4, first == UInt8(ascii: "=") || first == UInt8(ascii: "-") else { return nil }
        guard count(of: first, from: content.lowerBound) == content.count else { return nil }
        return first == UInt8(ascii: "=") ? 1 : 2
    }

    /// A line that only draws a rule.
    var isRule: Bool {
        guard first == UInt8(ascii: "-") || first == UInt8(ascii: "*") || first == UInt8(ascii: "_") else {
            return false
        }
        var count = 0
        for byte in bytes[content] {
            if byte == first { count += 1 } else if byte != 0x20, byte != 0x09 { return false }
        }
        return count >= 3
    }

    /// What ends the HTML that begins here and holds no text; `nil` when there is none.
    var skippedHTMLEnd: String? {
        guard first == UInt8(ascii: "<") else { return nil }
        for (opening, end) in [("<!--", "-->"), ("<script", "</script>"), ("<style", "</style>")] {
            let isOpening =
                content.count >= opening.utf8.count
                && zip(content, opening.utf8).allSatisfy { bytes[$0].asciiLowercased == $1 }
            if isOpening { return end }
        }
        return nil
    }

    /// `[name]: target`, which shows nothing.
    var isLinkDefinition: Bool {
        guard first == UInt8(ascii: "["), content.count > 3, bytes[content.lowerBound + 1] != UInt8(ascii: "^"),
            let close = bytes[content].firstIndex(of: UInt8(ascii: "]"))
        else { return false }
        return close + 1 < content.upperBound && bytes[close + 1] == UInt8(ascii: ":")
    }

    // MARK: Tables

    var hasPipe: Bool { bytes[content].contains(UInt8(ascii: "|")) }

    /// The line below a table's head: dashes, colons and bars.
    var isTableRule: Bool {
        var dashes = 0
        var bars = 0
        for byte in bytes[content] {
            switch byte {
            case UInt8(ascii: "-"): dashes += 1
            case UInt8(ascii: "|"): bars += 1
            case UInt8(ascii: ":"), 0x20, 0x09: break
            default: return false
            }
        }
        return dashes > 0 && bars > 0
    }

    /// The cells of a row, without white space at their ends; empty ones are left out.
    var cells: [Range<Int>] {
        var cells: [Range<Int>] = []
        var start = content.lowerBound
        var index = start
        func add(_ end: Int) {
            let cell = trimmedEnd(bytes, start..<end)
            let inner = cell.first { bytes[$0] != 0x20 && bytes[$0] != 0x09 } ?? cell.upperBound
            if inner < cell.upperBound { cells.append(inner..<cell.upperBound) }
        }
        while index < content.upperBound {
            if bytes[index] == UInt8(ascii: "\\") {
                index += 2
                continue
            }
            if bytes[index] == UInt8(ascii: "|") {
                add(index)
                start = index + 1
            }
            index += 1
        }
        add(content.upperBound)
        return cells
    }
}
