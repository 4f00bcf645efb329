extension SentenceScan {
    /// What a run of marks with white space behind it means.
    enum Verdict {
        case inside, end
        /// A full stop and then ". . ." for words left out.
        case endAfterFirstDot
    }

    /// Decides about `run`, behind whose white space the text goes on at `next`.
    func verdict(_ run: MarkRun, _ next: Int) -> Verdict {
        // Only a sentence begins with "¿" or "¡".
        if run.hasFinal || text[next] == 0xC2 && next + 1 < end && (text[next + 1] == 0xBF || text[next + 1] == 0xA1) {
            return .end
        }
        // "Okay . {vocalsound} So": a mark of a transcript is no beginning, but what follows it may be.
        if let behind = soundEnd(next) { return verdict(run, behind) }
        let kind = firstKind(next)
        if text[next] == 0x2C || text[next] == 0x3B || text[next] == 0x3A { return .inside }
        if run.isEllipsis { return ellipsis(run, next, kind) }
        if run.hasStrong { return strongMark(run, next, kind) ? .end : .inside }
        return fullStop(run, next, kind) ? .end : .inside
    }

    /// Where the text goes on behind "{vocalsound}", "[laughter]" or "<unk>" at `index`, if it does in the same line.
    private func soundEnd(_ index: Int) -> Int? {
        let closer: UInt8
        switch text[index] {
        case 0x7B: closer = 0x7D
        case 0x5B: closer = 0x5D
        case 0x3C: closer = 0x3E
        default: return nil
        }
        var position = index + 1
        while position < end, position - index < 24, text[position] &- 0x61 < 26 || text[position] == 0x20 {
            position += 1
        }
        guard position > index + 2, position < end, text[position] == closer else { return nil }
        let next = Characters.skipSpace(text, position + 1, end)
        guard next > position + 1, next < end, !hasLineBreak(position..<next) else { return nil }
        return next
    }

    private func ellipsis(_ run: MarkRun, _ next: Int, _ kind: Characters.Kind) -> Verdict {
        if kind == .lower { return .inside }
        // "[...]" and "(...)" stand for words left out.
        if run.hasCloser, run.start > begin, text[run.start - 1] == 0x5B || text[run.start - 1] == 0x28 {
            return .inside
        }
        // An ellipsis that opens a sentence does not end it.
        if skipOpeners(start) >= run.start { return .inside }
        let isDetached = run.start > begin && text[run.start - 1] == 0x20
        if run.isSpaced {
            if isDetached { return run.dots >= 4 ? .end : .inside }
            return run.dots >= 4 && !run.hasCloser ? .endAfterFirstDot : .end
        }
        if isDetached, run.dots == 3, !run.hasCloser { return starts(next) && !isPronounI(next) ? .end : .inside }
        return isPronounI(next) && !run.hasCloser && run.dots < 4 ? .inside : .end
    }

    private func strongMark(_ run: MarkRun, _ next: Int, _ kind: Characters.Kind) -> Bool {
        let word = word(endingAt: run.start)
        if kind == .lower {
            guard rules.isEnglish, !run.hasCloser, word.count > 0, isLetter(next) else { return false }
            // "DO NOT GO!!! worst place ever"
            if run.end - run.start > 1 || Characters.kind(text, word.lowerBound, end) == .lower { return true }
            // "Where is Tulsa? thanks", but "Yahoo! news"
            return text[run.start] == 0x3F && EnglishWords.askers.contains(text, wordRange(start))
        }
        if run.hasQuote, rules.isEnglish, kind == .upper { return !speechFollows(next) }
        if rules.isEnglish, !run.hasCloser, text[run.start] == 0x21, run.end == run.start + 1,
            EnglishWords.exclaimed.contains(text, word)
        {
            return starts(next)
        }
        return true
    }

    private func fullStop(_ run: MarkRun, _ next: Int, _ kind: Characters.Kind) -> Bool {
        var word = word(endingAt: run.start)
        // In tokenised text white space stands before the stop, too: "the U.S . Senate".
        if word.isEmpty, run.start > start + 1, text[run.start - 1] == 0x20 {
            word = self.word(endingAt: run.start - 1)
        }
        if kind == .lower {
            if isItem(next) { return rules.abbreviation(text, word) == nil }
            return !run.hasCloser && endsInformally(word, next)
        }
        guard word.count > 0 else { return true }
        if rules.hasElision { word = wordWithoutArticle(word) }
        if rules.hasOrdinalStops, isRomanOrdinal(word) {
            return word.lowerBound > start && (starts(next) || opensQuotation(next))
        }
        if Characters.isDigit(text[word.lowerBound]), isNumber(word) { return numberEnds(word, run, next) }
        if isPlain(word), rules.abbreviation(text, word) == nil { return true }
        let previous = run.hasCloser ? word.lowerBound..<word.lowerBound : wordBefore(word)
        let letters = letterCount(word)
        if letters == 1, previous.count > 1, text[previous.upperBound - 1] == 0x2E {
            let first = wordWithoutOpener(previous.lowerBound..<previous.upperBound - 1)
            if letterCount(first) == 1, let joined = rules.abbreviation(text, first, word) {
                return abbreviationEnds(joined, word, previous, run, next, kind)
            }
        }
        if letters == 1, let second = letterWithStop(next), rules.abbreviation(text, word, second) != nil {
            return false
        }
        if let found = rules.abbreviation(text, word) {
            let isInitial = letters == 1 && Characters.kind(text, word.lowerBound, end) == .upper
            if !isInitial || found == .numbered && kind == .digit {
                return abbreviationEnds(found, word, previous, run, next, kind)
            }
        }
        if letters == 1 { return letterEnds(word, previous, next, kind) }
        if isAcronym(word) { return abbreviationEnds(.open, word, previous, run, next, kind) }
        return true
    }

    private func abbreviationEnds(
        _ abbreviation: LanguageRules.Abbreviation,
        _ word: Range<Int>,
        _ previous: Range<Int>,
        _ run: MarkRun,
        _ next: Int,
        _ kind: Characters.Kind
    ) -> Bool {
        if run.hasCloser, abbreviation != .inner { return kind != .digit }
        switch abbreviation {
        case .inner: return false
        case .numbered: return kind != .digit && !isRomanNumeral(next) && !isLabel(next)
        // "Mon. Sept. 5"
        case .date: return kind != .digit && !EnglishWords.afterHour.contains(text, wordRange(next))
        case .closing: return kind != .digit
        case .open: return starts(next) || opensQuotation(next)
        case .unit:
            guard previous.count > 0, Characters.isDigit(text[previous.upperBound - 1]) || isLowerWord(previous) else {
                return false
            }
            return starts(next) || opensQuotation(next)
        case .hour:
            guard kind == .upper else { return kind == .caseless || opensQuotation(next) }
            if EnglishWords.afterHour.contains(text, wordRange(next)) { return false }
            return !isTimePhrase(endingAt: word)
        }
    }

    /// Whether a letter with a full stop ends a sentence, or is an initial or the mark of a list item.
    private func letterEnds(_ word: Range<Int>, _ previous: Range<Int>, _ next: Int, _ kind: Characters.Kind) -> Bool {
        if word.lowerBound == start { return false }
        guard Characters.kind(text, word.lowerBound, end) == .upper else {
            return rules.isEnglish || starts(next)
        }
        guard previous.count > 0 else { return false }
        // "Pub. L. No. 104"
        if text[previous.upperBound - 1] == 0x2E,
            let before = rules.abbreviation(text, previous.lowerBound..<previous.upperBound - 1), before == .open
        {
            return false
        }
        let letter = text[word.lowerBound]
        // "12 N. Main Street", but "51.2 E."
        let isDirection = "NSEW".utf8.contains(letter) && isNumber(previous)
        if Characters.isDigit(text[previous.upperBound - 1]), letter < 0x80, !isDirection { return true }
        if rules.isEnglish, EnglishWords.labelled.contains(text, wordWithoutOpener(previous)) { return true }
        if kind == .digit { return true }
        // The second of two initials opens nothing: "by A. A. Wells".
        return starts(next) && letterWithStop(next) == nil
    }

    private func numberEnds(_ word: Range<Int>, _ run: MarkRun, _ next: Int) -> Bool {
        if word.lowerBound == start, word.count <= 3, !run.hasCloser { return false }
        guard rules.hasOrdinalStops, word.count <= 2, !run.hasCloser else { return true }
        return starts(next) || opensQuotation(next)
    }

    /// Whether a mark with a letter right behind it ends a sentence all the same: "world.Today".
    ///
    /// Names of hosts, files and program parts do not: "example.Com", "System.Out.print".
    func endsWithoutSpace(_ run: MarkRun) -> Bool {
        if run.hasFinal {
            guard run.hasCloser else { return true }
            // 「…。」と言った: the sentence goes on around the quotation.
            return !isJapaneseParticle(run.closed)
        }
        guard !run.isSpaced, run.start > begin else { return false }
        let nextKind = Characters.kind(text, run.closed, end)
        guard nextKind == .upper else { return nextKind == .caseless && run.hasStrong }
        let word = word(endingAt: run.start)
        guard word.count > 0 else { return false }
        let last = Characters.kind(text, Characters.characterStart(text, before: run.start, from: begin), end)
        guard last == .lower || last == .digit && word.count > 1 else { return false }
        if rules.abbreviation(text, word) != nil { return false }
        let following = wordRange(run.closed)
        guard following.count <= 24, !EnglishWords.domains.contains(text, following) else { return false }
        let second = run.closed + Characters.length(text, run.closed, end)
        guard
            second >= end || Characters.kind(text, second, end) == .lower
                || Characters.spaceLength(text, second, end) > 0
        else { return false }
        return looksLikeProse(around: run)
    }

    /// Whether the bytes without white space around `run` look like words, not like an address or program text.
    private func looksLikeProse(around run: MarkRun) -> Bool {
        var position = run.start
        while position > max(begin, run.start - 60) {
            let byte = text[position - 1]
            if byte <= 0x20 { break }
            if isAddressByte(byte) { return false }
            position -= 1
        }
        position = run.closed
        while position < min(end, run.closed + 60) {
            let byte = text[position]
            if byte <= 0x20 { break }
            if isAddressByte(byte) { return false }
            if byte == 0x2E, position + 1 < end, text[position + 1] >= 0x61, text[position + 1] <= 0x7A { return false }
            position += 1
        }
        return true
    }

    private func isAddressByte(_ byte: UInt8) -> Bool {
        byte == 0x40 || byte == 0x2F || byte == 0x5F || byte == 0x5C || byte == 0x28 || byte == 0x3D || byte == 0x23
    }

    /// と, って, は, が, を, に, も, の, な, だ, で, 、: what carries a sentence on behind a Japanese quotation.
    private func isJapaneseParticle(_ index: Int) -> Bool {
        guard index + 2 < end, text[index] == 0xE3 else { return false }
        switch (text[index + 1], text[index + 2]) {
        case (0x81, 0xA8), (0x81, 0xA3), (0x81, 0xAF), (0x81, 0x8C), (0x82, 0x92), (0x81, 0xAB), (0x82, 0x82),
            (0x81, 0xAE),
            (0x81, 0xAA), (0x81, 0xA0), (0x81, 0xA7), (0x80, 0x81):
            return true
        default: return false
        }
    }
}
