/// One pass over a text; holds where it stands and what it has found.
struct SentenceScan {
    let text: UnsafeBufferPointer<UInt8>
    let begin: Int
    let end: Int
    let rules: LanguageRules
    var sentences: [Range<Int>] = []

    /// The first byte of the sentence being read.
    var start: Int
    /// The first byte of the line being read, after white space.
    var lineStart: Int
    /// The next item of a list that runs on in one line; `Int.max` when there is none.
    var nextItem = Int.max
    var itemForm: ListMarker?
    /// Where the text of the list item being read begins; marks before it belong to its number.
    var itemContent = Int.min
    /// What the line breaks of the paragraph being read mean.
    var paragraph: ParagraphShape?
    /// Where a CJK bracket is open, inside which no sentence ends.
    var openBracket = Int.min

    init(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ rules: LanguageRules) {
        self.text = text
        self.rules = rules
        begin = range.lowerBound
        end = range.upperBound
        start = range.lowerBound
        lineStart = range.lowerBound
    }

    mutating func run() {
        guard begin < end else { return }
        start = Characters.skipSpace(text, begin, end)
        enterLine(start)
        var index = start
        let asks = rules.asksBySemicolon
        SentenceMarks.classes.withUnsafeBufferPointer { classes in
            while index < end {
                let kind = classes[Int(text[index])]
                if kind == 0 {
                    if asks, text[index] == 0x3B {
                        index = readSemicolon(index)
                        continue
                    }
                    index += 1
                    if text[index - 1] < 0x80, !asks { index = passPlain(index) }
                } else if kind == 2 {
                    index = readLineBreak(index)
                } else if kind == 4 {
                    index = readSmile(index)
                } else if kind >= 0x80, index + 1 < end, text[index + 1] != kind {
                    index += 2
                } else {
                    index = readMark(index)
                }
            }
        }
        finishSentence(at: end, next: end)
    }

    /// The next byte from `index` on that may be of a class of ``SentenceMarks/classes``: eight bytes at a time are passed
    /// that are ASCII and none of `.!?)` and controls. Most are letters and spaces, which one question tells.
    @inline(__always)
    private func passPlain(_ index: Int) -> Int {
        guard let base = text.baseAddress else { return index }
        // The highest bit of the lowest byte that is zero is right; those above it may be too many.
        func zeroes(_ bytes: UInt64) -> UInt64 { (bytes &- 0x0101_0101_0101_0101) & ~bytes }
        var index = index
        while index + 8 <= end {
            let bytes = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self).littleEndian
            // The highest bit of what is no space, and of what is below "@".
            let others = ((bytes ^ 0x2020_2020_2020_2020) & 0x7F7F_7F7F_7F7F_7F7F) &+ 0x7F7F_7F7F_7F7F_7F7F
            guard (others & ~bytes << 1 | bytes) & 0x8080_8080_8080_8080 != 0 else {
                index += 8
                continue
            }
            let controls = (bytes &- 0x2020_2020_2020_2020) & ~bytes
            let marks =
                zeroes(bytes ^ 0x2E2E_2E2E_2E2E_2E2E) | zeroes(bytes ^ 0x2121_2121_2121_2121)
                | zeroes(bytes ^ 0x3F3F_3F3F_3F3F_3F3F) | zeroes(bytes ^ 0x2929_2929_2929_2929)
            let found = (controls | marks | bytes) & 0x8080_8080_8080_8080
            if found != 0 { return index + found.trailingZeroBitCount >> 3 }
            index += 8
        }
        return index
    }

    /// Ends the sentence at `boundary`, and items of a list in one line before it; the next one starts at `next`.
    mutating func finishSentence(at boundary: Int, next: Int) {
        finishItems(before: boundary)
        append(start..<boundary)
        start = next
    }

    /// Ends the items of a list in one line whose successors start before `boundary`.
    mutating func finishItems(before boundary: Int) {
        while nextItem < boundary {
            append(start..<nextItem)
            start = nextItem
            itemContent = itemForm?.contentStart ?? Int.min
            findNextItem(after: start)
        }
    }

    private mutating func append(_ range: Range<Int>) {
        guard range.lowerBound < range.upperBound else { return }
        let end = Characters.trimmedEnd(text, range)
        if end > range.lowerBound { sentences.append(range.lowerBound..<end) }
    }

    func hasLineBreak(_ range: Range<Int>) -> Bool {
        for index in range where text[index] == 10 || text[index] == 13 { return true }
        return false
    }

    func hasBlankLine(_ range: Range<Int>) -> Bool {
        var breaks = 0
        var previous: UInt8 = 0
        for index in range {
            let byte = text[index]
            if byte == 10 || byte == 13 {
                if !(byte == 10 && previous == 13) { breaks += 1 }
                if breaks > 1 { return true }
            }
            previous = byte
        }
        return false
    }
}
