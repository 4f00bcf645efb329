extension SentenceScan {
    /// Reads the mark at `index`, if there is one, and returns where to read on.
    mutating func readMark(_ index: Int) -> Int {
        if isPlainEnd(index) {
            finishSentence(at: index + 1, next: index + 2)
            return index + 2
        }
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
            if let note = raisedNoteEnd(run) {
                let next = Characters.skipSpace(text, note, end)
                finishSentence(at: note, next: next)
                return next
            }
            guard openBracket < index - 600, endsWithoutSpace(run) else { return after }
            finishSentence(at: after, next: after)
            return after
        }
        let next = Characters.skipSpace(text, after, end)
        guard next < end, openBracket < index - 600 else { return after }
        switch verdict(run, next) {
        case .inside: return after
        case .end:
            if let reference = referenceEnd(run, next) {
                finishSentence(at: reference, next: Characters.skipSpace(text, reference, end))
                return start
            }
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

    /// Whether a full stop ends a sentence at first sight, as most do: behind letters of ASCII that are no abbreviation, with
    /// a space and a capitalised word behind it. The closer look says the same of these.
    @inline(__always)
    private func isPlainEnd(_ index: Int) -> Bool {
        guard text[index] == 0x2E, index + 3 < end, text[index + 1] == 0x20, text[index + 2] &- 0x41 < 26,
            text[index + 3] &- 0x61 < 26, nextItem > index, index >= itemContent, openBracket < index - 600
        else { return false }
        var first = index
        let limit = max(start, index - 24)
        while first > limit, (text[first - 1] | 0x20) &- 0x61 < 26 { first -= 1 }
        guard index - first > 1, first == start || text[first - 1] == 0x20,
            !rules.hasOrdinalStops || !isRomanOrdinal(first..<index)
        else { return false }
        return rules.abbreviation(text, first..<index) == nil
    }

    /// Reads the bracket at `index`; where it ends a smile such as ":-)" behind a word, it ends a hasty sentence.
    mutating func readSmile(_ index: Int) -> Int {
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

    /// Reads the semicolon at `index`, which asks in Greek.
    mutating func readSemicolon(_ index: Int) -> Int {
        let next = Characters.skipSpace(text, index + 1, end)
        guard next > index + 1, next < end, nextItem > index, index >= itemContent,
            [.upper, .digit].contains(firstKind(next)), !hasLineBreak(index + 1..<next)
        else { return index + 1 }
        finishSentence(at: index + 1, next: next)
        return next
    }

    /// Passes a byte that begins some other wide character; keeps track of CJK brackets and line separators.
    private mutating func readOther(_ index: Int) -> Int {
        let length = Characters.length(text, index, end)
        if length == 4 { return readFace(index) }
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

    /// Passes pictures such as "😀" from `index` on; where a face is among them, and then a capital follows, they end a
    /// sentence that has no other mark.
    private mutating func readFace(_ index: Int) -> Int {
        var after = index
        var hasFace = false
        while after + 3 < end, text[after] == 0xF0, text[after + 1] == 0x9F {
            hasFace = hasFace || isFace(after)
            after += 4
            // Variation selectors and joiners, U+FE0F and U+200D.
            while after + 2 < end,
                text[after] == 0xEF && text[after + 1] == 0xB8
                    || text[after] == 0xE2 && text[after + 1] == 0x80 && text[after + 2] == 0x8D
            {
                after += 3
            }
        }
        guard after > index else { return index + 4 }
        // A face among few words stands for one of them: "I 😍 Riga".
        guard hasFace, index - start >= 8, nextItem > index, index >= itemContent else { return after }
        let next = Characters.skipSpace(text, after, end)
        guard next > after, next < end, Characters.kind(text, next, end) == .upper, !hasLineBreak(after..<next) else {
            return after
        }
        finishSentence(at: after, next: next)
        return next
    }

    /// U+1F600 to U+1F64F and U+1F910 to U+1F97F, about.
    private func isFace(_ index: Int) -> Bool {
        let third = text[index + 2]
        return third == 0x98 || third == 0x99 && text[index + 3] < 0x90 || third == 0xA4 && text[index + 3] >= 0x90
            || third == 0xA5
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

    /// The end of the numbers of notes right behind a full stop, which were raised once: "growth.12,13 It stopped".
    private func raisedNoteEnd(_ run: MarkRun) -> Int? {
        guard run.dots == 1, run.isDots, !run.hasCloser, Characters.isDigit(text[run.closed]) else { return nil }
        var position = run.closed
        var digits = 0
        while position < end, position - run.closed < 12 {
            let byte = text[position]
            if Characters.isDigit(byte) {
                digits += 1
            } else {
                guard byte == 0x2C || byte == 0x2D, digits > 0 else { break }
                digits = 0
            }
            guard digits <= 2 else { return nil }
            position += 1
        }
        guard digits > 0, position < end, text[position] == 0x20 else { return nil }
        let next = Characters.skipSpace(text, position, end)
        guard next < end, Characters.kind(text, next, end) == .upper, !hasLineBreak(position..<next) else { return nil }
        let word = word(endingAt: run.start)
        guard word.count > 3, rules.abbreviation(text, word) == nil,
            word.allSatisfy({ text[$0] &- 0x61 < 26 })
        else { return nil }
        return position
    }

    /// The end of words in brackets at `next` that belong to the sentence before them, as no mark ends them and another one
    /// follows: "Repair the lock. (Recommendation 2) The Secretary …". Not that of a list's "(b)".
    private func referenceEnd(_ run: MarkRun, _ next: Int) -> Int? {
        guard run.isDots, run.dots == 1, text[next] == 0x28, next - run.closed == 1 else { return nil }
        var position = next + 1
        while position < end, text[position] != 0x29 {
            let byte = text[position]
            guard position - next <= 40, byte >= 0x20, !"(.!?".utf8.contains(byte) else { return nil }
            position += 1
        }
        guard position - next > 5, position + 2 < end, text[position + 1] == 0x20 else { return nil }
        return Characters.kind(text, position + 2, end) == .upper ? position + 1 : nil
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
