/// Finds who wants, rejects, says or should do what in a sentence of a language that ``StanceLanguage`` tells of, by its verbs
/// and by who is named before them.
struct VerbPositionFinder {
    let language: StanceLanguage
    let tokens: [Token]
    /// The tokens as they stand in the lists of the language.
    let words: [String]
    /// The names of the file of aliases, by their first token.
    let known: [Int: Mention]
    /// Where what is said begins behind a verb of saying without a word for "that", in a language with its verbs last.
    private(set) var openings: Set<Int> = []

    init(_ language: StanceLanguage, _ tokens: [Token], _ mentions: [Mention]) {
        self.language = language
        self.tokens = tokens
        words = tokens.map { StanceLanguage.folded($0.lower) }
        known = Dictionary(
            mentions.filter { $0.kind == .known }.map { ($0.tokens.lowerBound, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        guard language.isVerbLast else { return }
        for index in words.indices {
            guard let cue = cue(at: index), cue.stance == .claims || cue.stance == .reports else { continue }
            openings.insert(index + cue.words.count)
        }
    }

    func positions() -> [Position] {
        var found: [Position] = []
        var index = 0
        while index < tokens.count {
            if let cue = cue(at: index) {
                if let position = position(cue, at: index, after: found.last) { found.append(position) }
                index += cue.words.count
            } else {
                index += 1
            }
        }
        return attributed(found, frames())
    }

    /// What is said to come from somebody is that one's word; whoever only says it has no position of their own.
    private func attributed(_ found: [Position], _ frames: [Frame]) -> [Position] {
        var found = found
        var isOuter = [Bool](repeating: false, count: found.count)
        for inner in found.indices {
            for outer in found.indices where outer != inner {
                let speaks = found[outer].stance == .claims || found[outer].stance == .reports
                guard speaks, found[outer].object.contains(found[inner].verb.lowerBound) else { continue }
                isOuter[outer] = true
                let who = found[outer].actors.map(\.text).joined(separator: ", ")
                found[inner].attribution.append(
                    .init(who: who, verb: text(found[outer].verb), scope: found[outer].object)
                )
            }
            for frame in frames where frame.scope.contains(found[inner].verb.lowerBound) {
                found[inner].attribution.insert(
                    .init(who: text(frame.who), verb: text(frame.opening), scope: frame.scope),
                    at: 0
                )
            }
        }
        var result = found.indices.filter { !isOuter[$0] }.map { found[$0] }
        for frame in frames where !result.contains(where: { frame.scope.contains($0.verb.lowerBound) }) {
            let object = trimmed(frame.scope)
            guard !object.isEmpty, let actor = actor(frame.who) else { continue }
            result.append(
                Position(
                    actors: [actor],
                    stance: frame.stance,
                    verb: frame.opening,
                    object: object,
                    isNegated: false,
                    hedges: []
                )
            )
        }
        return result.sorted { $0.verb.lowerBound < $1.verb.lowerBound }
    }

    func text(_ range: Range<Int>) -> String { tokens.text(of: range) }

    // MARK: One verb

    private func cue(at index: Int) -> StanceLanguage.Cue? {
        language.cues[words[index]]?.first { matches($0.words, at: index) }
    }

    func matches(_ phrase: [String], at index: Int) -> Bool {
        index + phrase.count <= words.count && phrase.indices.allSatisfy { words[index + $0] == phrase[$0] }
    }

    private func position(_ cue: StanceLanguage.Cue, at index: Int, after last: Position?) -> Position? {
        let verb = index..<index + cue.words.count
        guard let subject = subject(before: index) ?? speaker(last, of: index) else { return said(cue, verb) }
        guard let object = object(of: cue, verb, behind: subject.end), !object.isEmpty else { return nil }
        let between = words[subject.end..<index]
        let isNegated = between.contains { language.negations.contains($0) } != cue.isNegated
        let start = clauseStart(before: index)
        let isHedge = { language.hedges.contains($0) } as (String) -> Bool
        var hedges = words[start..<index].filter(isHedge)
        // "Возможно, …": before the comma with which the clause begins.
        if start > 1, isComma(start - 1), isHedge(words[start - 2]) { hedges.insert(words[start - 2], at: 0) }
        let stance: Stance =
            switch (cue.stance, isNegated) {
            case (.favours, true): .opposes
            case (.opposes, true): .favours
            default: cue.stance
            }
        // Who does not oppose a thing need not favour it.
        if isNegated, cue.stance == .opposes { hedges.append(text(verb)) }
        return Position(
            actors: subject.actors,
            stance: stance,
            verb: verb,
            object: object,
            isNegated: isNegated,
            hedges: hedges
        )
    }

    /// "заявили, что не намерены": nobody is named where they speak of themselves.
    private func speaker(_ last: Position?, of index: Int) -> Subject? {
        let start = clauseStart(before: index)
        guard let last, last.stance == .claims || last.stance == .reports, last.object.contains(index), start > 0,
            language.that.contains(words[start - 1]),
            words[start..<index].allSatisfy({ language.passed.contains($0) || language.hedges.contains($0) })
        else { return nil }
        return Subject(actors: last.actors, end: start)
    }

    /// "…", said somebody: who says it stands behind the verb, and what before it.
    private func said(_ cue: StanceLanguage.Cue, _ verb: Range<Int>) -> Position? {
        guard !language.isVerbLast, cue.stance == .claims || cue.stance == .reports, cue.words.count == 1 else {
            return nil
        }
        var end = verb.lowerBound
        while end > 0, tokens[end - 1].kind == .mark { end -= 1 }
        // Something must divide what is said from who says it.
        guard end < verb.lowerBound, end > 2, let group = group(at: verb.upperBound, before: tokens.count),
            let actor = actor(group)
        else { return nil }
        let object = trimmed(0..<end)
        guard !object.isEmpty else { return nil }
        return Position(
            actors: [actor],
            stance: cue.stance,
            verb: verb,
            object: object,
            isNegated: false,
            hedges: []
        )
    }

    // MARK: What

    private func object(of cue: StanceLanguage.Cue, _ verb: Range<Int>, behind subject: Int) -> Range<Int>? {
        let before = subject..<verb.lowerBound
        let isMarked = before.last.map { words[$0] == language.objectMarker } ?? false
        switch cue.matter {
        case .behind:
            let object = behind(verb.upperBound)
            // A clause that says more of a name ends at its comma.
            let start = clauseStart(before: verb.lowerBound)
            guard start < verb.lowerBound, language.breaks.contains(words[start]), isComma(max(start - 1, 0)),
                let comma = object.first(where: isComma)
            else { return object }
            return object.lowerBound..<comma
        case .either: return isMarked ? trimmed(before.lowerBound..<before.upperBound - 1) : behind(verb.upperBound)
        case .before(let prepositions):
            if prepositions.isEmpty {
                return before.isEmpty
                    ? behind(verb.upperBound) : trimmed(before.lowerBound..<before.upperBound - (isMarked ? 1 : 0))
            }
            guard let preposition = before.first(where: { prepositions.contains(words[$0]) }) else {
                let isSaid = verb.upperBound < words.count && language.that.contains(words[verb.upperBound])
                return before.isEmpty || isSaid ? behind(verb.upperBound) : nil
            }
            return trimmed(preposition + 1..<before.upperBound)
        }
    }

    /// What stands behind a verb: from the word for "that" on, if there is one right there, up to where another clause
    /// begins.
    private func behind(_ index: Int) -> Range<Int> {
        var start = index
        while start < words.count, language.closing.contains(words[start]) { start += 1 }
        let clause = start < words.count && isComma(start) ? start + 1 : start
        if clause < words.count, language.that.contains(words[clause]) { start = clause + 1 }
        var end = start
        while end < words.count, tokens[end].text != ";", tokens[end].text != "؛" {
            if isComma(end), end + 1 < words.count, language.contrasts.contains(words[end + 1]) { break }
            end += 1
        }
        var object = trimmed(start..<end)
        // "خواستار … است": the verb of the first word stands at the end.
        if language.isVerbLast, start == index || clause == index {
            while let last = object.last, language.closing.contains(words[last]), object.count > 1 {
                object = object.lowerBound..<last
            }
        }
        return object
    }

    /// A range without the marks at both ends.
    func trimmed(_ range: Range<Int>) -> Range<Int> {
        var (start, end) = (range.lowerBound, range.upperBound)
        while start < end, tokens[start].kind == .mark || language.that.contains(words[start]) { start += 1 }
        while end > start, tokens[end - 1].kind == .mark, !")%".contains(tokens[end - 1].text) { end -= 1 }
        return start..<end
    }

    func isComma(_ index: Int) -> Bool { tokens[index].text == "," || tokens[index].text == "،" }
}
