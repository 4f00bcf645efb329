/// Who is named before a verb.
extension VerbPositionFinder {
    struct Subject {
        let actors: [Mention]
        /// Behind the last of them.
        let end: Int
    }

    func subject(before index: Int) -> Subject? {
        var end = index
        while true {
            let start = clauseStart(before: end)
            let groups = groups(in: start..<end)
            if let list = language.isVerbLast ? groups.first : groups.last, let last = list.last {
                guard end < index || mayFollow(last.upperBound..<index) else { return nil }
                let all = earlier(than: list[0].lowerBound) + list
                let actors = all.compactMap { actor($0) }
                return actors.isEmpty ? nil : Subject(actors: actors, end: last.upperBound)
            }
            // A clause between commas may stand between a name and its verb: "Иран, который …, требует".
            let opensRelative = start < end && language.breaks.contains(words[start])
            guard start > 1, isComma(start - 1), opensRelative || start == end else { return nil }
            end = start - 1
        }
    }

    /// Where the clause begins that a token ends: behind a comma, a mark or a word for "that".
    func clauseStart(before index: Int) -> Int {
        var start = index
        while start > 0 {
            let token = tokens[start - 1]
            if language.that.contains(words[start - 1]) || isComma(start - 1) { break }
            if start < index, openings.contains(start) { break }
            if token.kind == .mark, ![")", "(", "«", "»", "\"", "—", "–", "-"].contains(token.text) { break }
            if language.breaks.contains(words[start - 1]) {
                // The word is the clause's own where it says more of the name before its comma.
                start -= isBehindComma(start - 1) ? 1 : 0
                break
            }
            start -= 1
        }
        return start
    }

    private func isBehindComma(_ index: Int) -> Bool { index > 0 && isComma(index - 1) }

    /// Names that stand before a comma as the first of a list: "Россия, Азербайджан и Казахстан".
    private func earlier(than index: Int) -> [Range<Int>] {
        var result: [Range<Int>] = []
        var start = index
        while start > 1, isComma(start - 1) {
            let piece = clauseStart(before: start - 1)..<start - 1
            guard let list = groups(in: piece).last, let last = list.last, last.upperBound == piece.upperBound,
                list[0].lowerBound == piece.lowerBound
            else { break }
            result.insert(contentsOf: list, at: 0)
            start = piece.lowerBound
        }
        return result
    }

    /// Whether what stands between a name and a verb leaves the one to be of the other: adverbs, or a phrase with a
    /// preposition, or another verb that "and" joins.
    private func mayFollow(_ range: Range<Int>) -> Bool {
        guard !language.isVerbLast else { return true }
        if let last = range.last, language.joining.contains(words[last]) { return range.count < 12 }
        for index in range {
            let word = words[index]
            if language.prepositions.contains(word) { return range.count < 16 }
            let isAdverb = word.hasSuffix("о") && word.count > 3 || word.hasSuffix("ски")
            guard
                language.passed.contains(word) || language.hedges.contains(word) || isAdverb
                    || tokens[index].kind == .mark
            else { return false }
        }
        return true
    }

    // MARK: Names

    /// Those who are named in a clause and stand under no preposition, as lists that "and" joins.
    private func groups(in clause: Range<Int>) -> [[Range<Int>]] {
        var lists: [[Range<Int>]] = []
        var index = clause.lowerBound
        while index < clause.upperBound {
            guard !isGoverned(index, from: clause.lowerBound), let group = group(at: index, before: clause.upperBound)
            else {
                index += 1
                continue
            }
            let isJoined =
                group.lowerBound > clause.lowerBound && language.joining.contains(words[group.lowerBound - 1])
                && lists.last?.last?.upperBound == group.lowerBound - 1
            if isJoined {
                lists[lists.count - 1].append(group)
            } else if group.lowerBound == clause.lowerBound + 2, language.joining.contains(words[group.lowerBound - 1]),
                tokens[clause.lowerBound].kind == .word, !tokens[clause.lowerBound].has(.stop)
            {
                // "Рыбаки и экологи": what is joined to them is of their kind.
                lists.append([clause.lowerBound..<clause.lowerBound + 1, group])
            } else {
                lists.append([group])
            }
            index = group.upperBound
        }
        return lists
    }

    /// Whether the word before makes another word's or a preposition's of the one at `index`.
    private func isGoverned(_ index: Int, from start: Int) -> Bool {
        guard index > start else { return false }
        let before = words[index - 1]
        if language.prepositions.contains(before) { return true }
        guard language.isVerbLast, tokens[index - 1].kind == .word else { return false }
        return !language.joining.contains(before) && !language.passed.contains(before)
            && !language.hedges.contains(before) && !language.determiners.contains(before)
    }

    /// The name, or the words for who has none, that begin at `index`.
    func group(at index: Int, before end: Int) -> Range<Int>? {
        guard index < end else { return nil }
        if let mention = known[index], !mention.isAdjective, mention.tokens.upperBound <= end { return mention.tokens }
        if language.pronouns.contains(words[index]) { return index..<index + 1 }
        var head = index
        while head < end, head < index + 3, isAdjective(head) { head += 1 }
        guard head < end else { return nil }
        if isHolder(head) { return index..<holderEnd(head + 1, before: end) }
        guard head == index, mayBeName(index) else { return nil }
        var last = index + 1
        while last < end, tokens[last].isCapitalised, known[last] == nil { last += 1 }
        return index..<last
    }

    private func isAdjective(_ index: Int) -> Bool {
        known[index]?.isAdjective == true && known[index]?.tokens.count == 1
            || tokens[index].kind == .word && language.adjectiveEndings.contains { words[index].hasSuffix($0) }
    }

    private func isHolder(_ index: Int) -> Bool {
        tokens[index].kind == .word && language.holders.contains { words[index].hasPrefix($0) }
    }

    /// A capitalised word that isn't so for standing first, or that another one follows.
    private func mayBeName(_ index: Int) -> Bool {
        guard tokens[index].isCapitalised, !tokens[index].has(.stop), !language.passed.contains(words[index]),
            !language.hedges.contains(words[index]), !language.prepositions.contains(words[index]),
            !language.breaks.contains(words[index]), !language.determiners.contains(words[index]),
            known[index] == nil
        else { return false }
        if index > 0, tokens[index - 1].kind == .word || isComma(index - 1) { return true }
        return index + 1 < tokens.count
            && (tokens[index + 1].isCapitalised || language.cues[words[index + 1]] != nil
                || language.negations.contains(words[index + 1]))
    }

    /// What belongs to a word for somebody: the words behind it up to a preposition, an adverb or a verb.
    private func holderEnd(_ start: Int, before end: Int) -> Int {
        var last = start
        while last < end {
            if let mention = known[last] {
                last = min(mention.tokens.upperBound, end)
                if language.isVerbLast { break }
                continue
            }
            let word = words[last]
            let isQuotation = ["«", "»", "\"", "“", "”", "„"].contains(tokens[last].text)
            guard isQuotation || tokens[last].kind == .word, language.cues[word] == nil,
                !language.prepositions.contains(word), !language.joining.contains(word),
                !language.passed.contains(word), !language.hedges.contains(word), !language.that.contains(word),
                !language.determiners.contains(word), word != language.objectMarker,
                !language.isVerbLast || last < start + 2
            else { break }
            let isAdverb = !language.isVerbLast && word.hasSuffix("о") && word.count > 4 && !tokens[last].isCapitalised
            if isAdverb { break }
            last += 1
        }
        return last
    }

    /// Who is meant by some tokens.
    func actor(_ range: Range<Int>) -> Mention? {
        guard !range.isEmpty else { return nil }
        let text = text(range)
        if language.pronouns.contains(words[range.lowerBound]) {
            return Mention(kind: .pronoun, tokens: range, name: text, text: text, isAdjective: false)
        }
        let named = known.values.filter { range.contains($0.tokens.lowerBound) }.min {
            $0.tokens.lowerBound < $1.tokens.lowerBound
        }
        if let named, named.tokens == range { return named.asNoun }
        let end = trimmed(range).upperBound
        var start = end
        while start > range.lowerBound + 1, tokens[start - 1].isCapitalised, known[start - 1] == nil { start -= 1 }
        // "президент Алиев" is known by his name, "правительство Ирана" by that of the state.
        if start < end, !language.isVerbLast {
            let name = self.text(start..<end)
            return Mention(kind: .name, tokens: range, name: name, text: text, isAdjective: false)
        }
        if let named,
            language.governments.contains(where: { words[range.lowerBound].hasPrefix($0) })
                || range.count == named.tokens.count
        {
            return Mention(kind: .known, tokens: range, name: named.name, text: text, isAdjective: false)
        }
        return Mention(kind: .group, tokens: range, name: text, text: text, isAdjective: false)
    }

    // MARK: Sources

    /// "по словам посла, …": who says what stands in a part of the sentence.
    struct Frame {
        let who: Range<Int>
        let opening: Range<Int>
        let stance: Stance
        let scope: Range<Int>
    }

    func frames() -> [Frame] {
        var frames: [Frame] = []
        for index in tokens.indices where index == 0 || tokens[index - 1].kind == .mark {
            guard let source = language.sources.first(where: { matches($0.words, at: index) }) else { continue }
            let start = index + source.words.count
            var end = start
            while end < tokens.count, !isComma(end), tokens[end].text != "." { end += 1 }
            guard end > start, end - start < 12 else { continue }
            let isAtEnd = end >= tokens.count - 1
            let scope = isAtEnd ? 0..<max(0, index - 1) : end + 1..<tokens.count
            guard !scope.isEmpty else { continue }
            frames.append(
                Frame(who: start..<end, opening: index..<start, stance: source.stance, scope: scope)
            )
        }
        return frames
    }
}

extension Mention {
    /// The same, where it was found as an adjective or in another case.
    fileprivate var asNoun: Mention {
        Mention(kind: kind, tokens: tokens, name: name, text: text, isAdjective: false)
    }
}
