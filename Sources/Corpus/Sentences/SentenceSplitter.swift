/// Splits text into sentences by the rules and abbreviations of its language.
///
/// One pass over the bytes; nothing is allocated but the result. A sentence never spans a blank line or a new list
/// item, and may span a line break inside a hard-wrapped paragraph.
public enum SentenceSplitter {
    /// The sentences of `range`, as byte ranges of `text`.
    ///
    /// They are in order, do not overlap, have no white space at either end, and hold every byte of `range` that is not
    /// white space.
    ///
    /// - Parameters:
    ///   - text: valid UTF-8. Anything else is split somewhere, but read safely.
    ///   - range: starts and ends at characters; the whole text when nil.
    ///   - language: nil takes the abbreviations of every language, and so splits less.
    /// - Complexity: O(n).
    public static func sentences(
        in text: UnsafeBufferPointer<UInt8>,
        range: Range<Int>? = nil,
        language: Language?
    ) -> [Range<Int>] {
        var result: [Range<Int>] = []
        append(sentencesIn: text, range: range ?? 0..<text.count, language: language, to: &result)
        return result
    }

    /// Appends the sentences of `range` to `sentences`; see ``sentences(in:range:language:)``.
    public static func append(
        sentencesIn text: UnsafeBufferPointer<UInt8>,
        range: Range<Int>,
        language: Language?,
        to sentences: inout [Range<Int>]
    ) {
        append(sentencesIn: text, range: range, rules: LanguageRules.rules(for: language), to: &sentences)
    }

    /// The same for those who have the rules at hand for many ranges: all threads wait for each other to look them up.
    static func append(
        sentencesIn text: UnsafeBufferPointer<UInt8>,
        range: Range<Int>,
        rules: LanguageRules,
        to sentences: inout [Range<Int>]
    ) {
        var scan = SentenceScan(text, range, rules)
        swap(&scan.sentences, &sentences)
        scan.run()
        swap(&scan.sentences, &sentences)
    }
}

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
        SentenceMarks.classes.withUnsafeBufferPointer { classes in
            while index < end {
                let kind = classes[Int(text[index])]
                if kind == 0 {
                    index += 1
                    if text[index - 1] < 0x80 { index = passPlain(index) }
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
    /// that are ASCII and none of `.!?)` and controls.
    @inline(__always)
    private func passPlain(_ index: Int) -> Int {
        guard let base = text.baseAddress else { return index }
        // The highest bit of the lowest byte that is zero is right; those above it may be too many.
        func zeroes(_ bytes: UInt64) -> UInt64 { (bytes &- 0x0101_0101_0101_0101) & ~bytes }
        var index = index
        while index + 8 <= end {
            let bytes = UnsafeRawPointer(base + index).loadUnaligned(as: UInt64.self).littleEndian
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
    private mutating func finishItems(before boundary: Int) {
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

    /// Reads the mark at `index`, if there is one, and returns where to read on.
    private mutating func readMark(_ index: Int) -> Int {
        if nextItem <= index { finishItems(before: index + 1) }
        if index < itemContent { return itemContent }
        guard let first = SentenceMarks.mark(text, index, end) else { return readOther(index) }
        var run = MarkRun(start: index)
        run.add(first)
        var after = index + first.length
        while after < end, let next = SentenceMarks.mark(text, after, end) {
            run.add(next)
            after += next.length
        }
        if run.isDots { after = readSpacedDots(after, &run) }
        run.end = after
        after = readClosers(after, &run)
        run.closed = after
        guard after < end else { return after }
        if Characters.spaceLength(text, after, end) == 0 {
            guard openBracket < index - 600, endsWithoutSpace(run) else { return after }
            finishSentence(at: after, next: after)
            return after
        }
        let next = Characters.skipSpace(text, after, end)
        guard next < end, openBracket < index - 600 else { return after }
        switch verdict(run, next) {
        case .inside: return after
        case .end:
            finishSentence(at: after, next: next)
        case .endAfterFirstDot:
            let dots = Characters.skipSpace(text, index + 1, end)
            finishSentence(at: index + 1, next: dots)
            return after
        }
        if hasLineBreak(after..<next) {
            if hasBlankLine(after..<next) { paragraph = nil }
            enterLine(next)
        }
        return next
    }

    /// Reads the bracket at `index`; where it ends a smile such as ":-)" behind a word, it ends a hasty sentence.
    private mutating func readSmile(_ index: Int) -> Int {
        let after = index + 1
        guard rules.isEnglish, after < end, index - start >= 4, nextItem > index, index >= itemContent else {
            return after
        }
        let eyes = text[index - 1] == 0x2D ? index - 2 : index - 1
        guard eyes > start, text[eyes] == 0x3A || text[eyes] == 0x3B, text[eyes - 1] == 0x20 else { return after }
        let next = Characters.skipSpace(text, after, end)
        guard next > after, next < end, Characters.kind(text, next, end) == .upper, !hasLineBreak(after..<next) else {
            return after
        }
        finishSentence(at: after, next: next)
        return next
    }

    /// Passes a byte that begins some other wide character; keeps track of CJK brackets and line separators.
    private mutating func readOther(_ index: Int) -> Int {
        let length = Characters.length(text, index, end)
        guard length == 3 else { return index + length }
        let (second, third) = (text[index + 1], text[index + 2])
        if text[index] == 0xE3, second == 0x80 {
            if third == 0x8C || third == 0x8E { openBracket = index }  // 「 『
            if third == 0x8D || third == 0x8F { openBracket = Int.min }  // 」 』
        } else if text[index] == 0xE2, second == 0x80, third == 0xA8 || third == 0xA9 {
            let next = Characters.skipSpace(text, index, end)
            finishSentence(at: index, next: next)
            enterLine(next)
            return next
        }
        return index + 3
    }

    /// Reads on over ". . ." from `index`, where a run of dots has ended.
    private func readSpacedDots(_ index: Int, _ run: inout MarkRun) -> Int {
        var position = index
        var dots = 0
        while position + 1 < end, text[position] == 0x20, text[position + 1] == 0x2E {
            dots += 1
            position += 2
        }
        guard dots >= 2 || (dots == 1 && run.dots >= 2) else { return index }
        if position < end, Characters.isDigit(text[position]) { return index }
        run.dots += dots
        run.isSpaced = true
        return position
    }

    /// Passes closing quotation marks, brackets and note numbers from `index` on.
    private mutating func readClosers(_ index: Int, _ run: inout MarkRun) -> Int {
        var position = index
        while position < end {
            let length = SentenceMarks.closerLength(text, position, end)
            if length > 0, !opensWord(position, length) {
                if text[position] == 0xE3 { openBracket = Int.min }
                run.hasQuote = run.hasQuote || (text[position] != 0x29 && text[position] != 0x5D)
                run.hasCloser = true
                position += length
            } else if text[position] == 0x5B, let note = noteEnd(position) {
                position = note
            } else if let smile = smileEnd(position) {
                position = smile
            } else if rules.spacesQuotes, let quote = spacedQuoteEnd(position) {
                run.hasQuote = true
                run.hasCloser = true
                position = quote
            } else {
                break
            }
        }
        return position
    }

    /// Whether “ at `index`, which closes a German quotation, opens one here: a word touches it.
    private func opensWord(_ index: Int, _ length: Int) -> Bool {
        guard length == 3, text[index] == 0xE2, text[index + 2] == 0x9C || text[index + 2] == 0x98, index + 3 < end
        else {
            return false
        }
        return switch Characters.kind(text, index + 3, end) {
        case .upper, .lower, .caseless, .digit: true
        case .other: false
        }
    }

    /// The end of a note number such as "[12]" at `index`.
    private func noteEnd(_ index: Int) -> Int? {
        var position = index + 1
        while position < end, position - index < 5, Characters.isDigit(text[position]) { position += 1 }
        return position > index + 1 && position < end && text[position] == 0x5D ? position + 1 : nil
    }

    /// The end of a smile such as ":-)" that white space separates from the mark at `index`.
    private func smileEnd(_ index: Int) -> Int? {
        guard index + 2 < end, text[index] == 0x20, text[index + 1] == 0x3A || text[index + 1] == 0x3B else {
            return nil
        }
        let mouth = text[index + 2] == 0x2D ? index + 3 : index + 2
        guard mouth < end, [0x29, 0x28, 0x44, 0x50].contains(text[mouth]) else { return nil }
        guard mouth + 1 == end || Characters.spaceLength(text, mouth + 1, end) > 0 else { return nil }
        return mouth + 1
    }

    /// The end of "»" that white space on the same line separates from the mark at `index`.
    private func spacedQuoteEnd(_ index: Int) -> Int? {
        let next = Characters.skipSpace(text, index, end)
        guard next > index, next - index <= 3, next + 1 < end, text[next] == 0xC2, text[next + 1] == 0xBB else {
            return nil
        }
        return hasLineBreak(index..<next) ? nil : next + 2
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

/// Consecutive marks and what closes behind them.
struct MarkRun {
    let start: Int
    /// The end of the marks.
    var end = 0
    /// The end of what closes behind the marks.
    var closed = 0
    var dots = 0
    var hasStrong = false
    var hasFinal = false
    var hasEllipsis = false
    var isSpaced = false
    var hasCloser = false
    var hasQuote = false

    init(start: Int) { self.start = start }

    var isDots: Bool { !hasStrong && !hasFinal }
    var isEllipsis: Bool { isDots && (dots > 1 || hasEllipsis) }

    mutating func add(_ found: (mark: SentenceMarks.Mark, length: Int)) {
        switch found.mark {
        case .stop: dots += 1
        case .strong: hasStrong = true
        case .ellipsis: hasEllipsis = true
        case .final: hasFinal = true
        }
    }
}
