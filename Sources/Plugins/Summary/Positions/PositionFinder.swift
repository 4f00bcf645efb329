/// Finds who wants, rejects, says or should do what in an English sentence, by its verbs and by who stands before them.
///
/// It knows no grammar: a verb of stance counts where a name stands before it, with nothing between but auxiliaries,
/// adverbs, hedges and what commas enclose.
struct PositionFinder {
    let tokens: [Token]
    let mentions: [Mention]
    let mentionEnds: [Int: Mention]
    let mentionStarts: [Int: Mention]

    init(_ tokens: [Token], _ mentions: [Mention]) {
        self.tokens = tokens
        self.mentions = mentions
        mentionEnds = Dictionary(mentions.map { ($0.tokens.upperBound, $0) }, uniquingKeysWith: { $1 })
        mentionStarts = Dictionary(mentions.map { ($0.tokens.lowerBound, $0) }, uniquingKeysWith: { $1 })
    }

    func positions() -> [Position] {
        var found: [Position] = []
        for index in tokens.indices
        where tokens[index].has(.stance) && tokens[index].kind == .word && !isInsideMention(index) {
            guard var position = position(at: index, after: found.last), !isOpen(at: index) else { continue }
            if let pronoun = position.actors.first, position.actors.count == 1, pronoun.kind == .pronoun,
                pronoun.tokens.count == 1, found.isEmpty, let actor = openingActor(before: pronoun)
            {
                position = position.of([actor])
            }
            found.append(position)
        }
        let frames = frames()
        var isOuter = [Bool](repeating: false, count: found.count)
        for inner in found.indices {
            for outer in found.indices where outer != inner {
                let speaks = found[outer].stance == .claims || found[outer].stance == .reports
                guard speaks, found[outer].object.contains(found[inner].verb.lowerBound) else { continue }
                isOuter[outer] = true
                let who = found[outer].actors.map(\.text).joined(separator: ", ")
                if let own = ownActors(found[inner].actors, of: found[outer]) {
                    // What it said that it would do is no surmise.
                    found[inner] = found[inner].said(by: own)
                }
                // "The dam will stay, engineers say": who says it is no part of what stays.
                if found[outer].verb.lowerBound > found[inner].verb.lowerBound {
                    found[inner] = found[inner].clipped(to: found[outer].object.upperBound)
                }
                found[inner].attribution.append(
                    .init(who: who, verb: text(found[outer].verb), scope: found[outer].object)
                )
            }
            for frame in frames where frame.scope.contains(found[inner].verb.lowerBound) {
                found[inner].attribution.insert(frame, at: 0)
            }
        }
        var result = found.indices.filter { !isOuter[$0] }.map { found[$0] }
        for frame in frames where !frame.scope.isEmpty && !result.contains(where: { frame.scope.overlaps($0.verb) }) {
            if let position = report(frame) { result.append(position) }
        }
        return result.sorted { $0.verb.lowerBound < $1.verb.lowerBound }
    }

    func text(_ range: Range<Int>) -> String { tokens.text(of: range) }

    // MARK: One verb

    private func position(at index: Int, after last: Position?) -> Position? {
        let word = tokens[index].lower
        if let act = act(at: index) ?? voiced(at: index) { return act }
        if StanceLexicon.modals.contains(word) { return demand(at: index) }
        if StanceLexicon.forms.contains(word) || StanceLexicon.staying.contains(word) { return phrase(behind: index) }
        let next = index + 1 < tokens.count ? tokens[index + 1].lower : ""
        // "agreed on Tuesday" is no agreement on it.
        let particled = behindTime(index + 1) > index + 1 ? nil : StanceLexicon.cue(word, before: next)
        guard let cue = particled ?? StanceLexicon.cue(word) else { return nil }
        let verb = index..<index + (particled == nil ? 1 : 2)
        if cue.form == .past, let passive = passive(cue, at: index) { return passive }
        guard
            let subject = subject(before: index) ?? describedSubject(before: index, cue)
                ?? sharedSubject(before: index, cue, last), subject.modal == nil
        else {
            return saidBehindQuotation(cue, at: index)
        }
        if cue.verb == "consider", cue.form == .gerund { return nil }
        // "Its reports and Senate records show": a noun among others.
        if cue.form == .plain, index + 2 < tokens.count, ["and", "or"].contains(next), tokens[index + 2].isCapitalised,
            sharedObject(behind: index + 1) == nil
        {
            return nil
        }
        // To hold a port is no claim.
        if cue.verb == "hold", index + 1 < tokens.count, tokens[index + 1].lower != "that" { return nil }
        // "Iran is pursuing" says it, "Iran pursuing" may not; "to pursue" is what somebody might do.
        if cue.form == .gerund, !subject.hasFormOfBe { return nil }
        if cue.form == .plain, index > 0, tokens[index - 1].lower == "to", subject.hedges.isEmpty { return nil }
        if cue.form == .past, subject.hasFormOfBe { return nil }
        if cue.stance == .claims,
            let said = quotation(before: subject, verb: index) ?? statement(before: subject, verb)
        {
            return made(cue.stance, verb, subject, said)
        }
        if particled == nil, let stance = directed(cue, at: index) {
            return made(stance.stance, index..<stance.end, subject)
        }
        if particled == nil, ["ask", "call", "appeal"].contains(cue.verb), !takesObject(cue, at: index) { return nil }
        if cue.verb == "tell" {
            guard
                let that = (verb.upperBound..<min(verb.upperBound + 8, tokens.count)).first(where: {
                    tokens[$0].lower == "that"
                })
            else { return nil }
            return made(cue.stance, verb, subject, object(from: that, isSpeech: true))
        }
        return made(cue.stance, verb, subject)
    }

    func made(
        _ stance: Stance,
        _ verb: Range<Int>,
        _ subject: Subject,
        _ said: Range<Int>? = nil
    ) -> Position? {
        let isSpeech = stance == .claims || stance == .reports
        let own = said ?? antecedent(of: subject, verb) ?? object(from: verb.upperBound, isSpeech: isSpeech)
        let object = own.isEmpty ? sharedObject(behind: verb.upperBound) ?? own : own
        guard !object.isEmpty else { return nil }
        // Who does not oppose a thing need not favour it.
        let isWeak = subject.isNegated && stance == .opposes
        return Position(
            actors: subject.actors,
            stance: subject.isNegated ? Self.negated(stance) : stance,
            verb: verb,
            object: object,
            isNegated: subject.isNegated,
            hedges: subject.hedges + (isWeak ? ["not " + text(verb)] : [])
        )
    }

    private static func negated(_ stance: Stance) -> Stance {
        switch stance {
        case .favours: .opposes
        case .opposes: .favours
        default: stance
        }
    }

    // MARK: Quotations

    /// What stands between quotation marks before a subject that says it: "We refuse," Baku's envoy said.
    private func quotation(before subject: Subject, verb: Int) -> Range<Int>? {
        let start = subject.actors.first.map(\.tokens.lowerBound) ?? verb
        guard let end = (max(0, verb - 24)..<max(0, min(start, verb))).last(where: { Self.closesQuotation(tokens[$0]) })
        else { return nil }
        return quotation(endingAt: end)
    }

    private func quotation(endingAt end: Int) -> Range<Int>? {
        guard let start = (0..<end).last(where: { Self.opensQuotation(tokens[$0]) }) else { return nil }
        var last = end
        while last > start + 1, tokens[last - 1].kind == .mark { last -= 1 }
        return last - start > 3 ? start + 1..<last : nil
    }

    private static func closesQuotation(_ token: Token) -> Bool { ["\"", "”", "»"].contains(token.text) }
    private static func opensQuotation(_ token: Token) -> Bool { ["\"", "“", "«"].contains(token.text) }

    /// "We refuse," said Orlov: who says it stands behind the verb.
    private func saidBehindQuotation(_ cue: StanceLexicon.Cue, at index: Int) -> Position? {
        guard cue.stance == .claims, index > 1, index + 1 < tokens.count,
            let end = (index - 2..<index).last(where: { Self.closesQuotation(tokens[$0]) }),
            let said = quotation(endingAt: end)
        else { return nil }
        let start = tokens[index + 1].lower == "the" ? index + 2 : index + 1
        guard let actor = mentionStarts[start], !actor.isAdjective else { return nil }
        return Position(
            actors: [actor],
            stance: cue.stance,
            verb: index..<index + 1,
            object: said,
            isNegated: false,
            hedges: []
        )
    }

    /// "must adopt …", said of somebody by somebody else.
    private func demand(at index: Int) -> Position? {
        guard let subject = subject(before: index), subject.modal == nil else { return nil }
        var end = index + 1
        while end < tokens.count,
            StanceLexicon.auxiliaries.contains(tokens[end].lower) || tokens[end].lower.hasSuffix("ly")
        {
            end += 1
        }
        guard end < tokens.count, tokens[end].kind == .word else { return nil }
        return made(.should, index..<end + 1, subject)
    }

    /// "is in favor of …", "is against …", and "Iran's stance is based on …".
    private func phrase(behind index: Int) -> Position? {
        var start = index + 1
        while start < tokens.count, tokens[start].lower.hasSuffix("ly") || tokens[start].lower == "also" { start += 1 }
        if matches(["based", "on"], at: start), let subject = standpoint(before: index) {
            return made(.favours, index..<start + 2, subject)
        }
        for phrase in StanceLexicon.phrases where matches(phrase.words, at: start) {
            guard let subject = subject(before: index) ?? describedSubject(before: index), subject.modal == nil else {
                return nil
            }
            return made(phrase.stance, index..<start + phrase.words.count, subject)
        }
        return nil
    }

    /// "The plan was rejected by Moscow."
    private func passive(_ cue: StanceLexicon.Cue, at index: Int) -> Position? {
        var auxiliary = index
        while auxiliary > 0,
            StanceLexicon.auxiliaries.contains(tokens[auxiliary - 1].lower)
                || tokens[auxiliary - 1].lower.hasSuffix("ly")
        {
            auxiliary -= 1
        }
        guard index + 2 < tokens.count, tokens[index + 1].lower == "by", let actor = agent(at: index + 2) else {
            return nil
        }
        let hasForm = tokens[auxiliary..<index].contains { StanceLexicon.forms.contains($0.lower) }
        // "The plan, backed by Riga, …": without a form of "be" it says more of what stands before it.
        let object = hasForm ? clauseStart(before: auxiliary)..<auxiliary : noun(endingBefore: index)
        guard let object, !object.isEmpty else { return nil }
        return Position(
            actors: [actor],
            stance: cue.stance,
            verb: index..<index + 1,
            object: object,
            isNegated: false,
            hedges: []
        )
    }

    func matches(_ words: [String], at index: Int) -> Bool {
        index + words.count <= tokens.count && words.indices.allSatisfy { tokens[index + $0].lower == words[$0] }
    }

    func isInsideMention(_ index: Int) -> Bool { mentions.contains { $0.tokens.contains(index) } }

    // MARK: What

    /// - Parameter isSpeech: whether it is what somebody says, which may have several clauses.
    func object(from start: Int, isSpeech: Bool) -> Range<Int> {
        var first = behindTime(start)
        // "Niger wants, and Mali rejects, a bank."
        if first + 1 < tokens.count, tokens[first].text == ",", ["a", "an", "the"].contains(tokens[first + 1].lower) {
            first += 1
        }
        if first < tokens.count, tokens[first].lower == "that" { first += 1 }
        var end = first
        while end < tokens.count {
            let word = tokens[end].lower
            if word == ";" { break }
            if word == ",", end + 1 < tokens.count {
                let next = tokens[end + 1].lower
                if ["while", "whereas", "but", "although", "though"].contains(next) { break }
                // "Sudan, which hopes for cheap power, favours …"
                if let cue = StanceLexicon.cue(next), cue.form != .gerund,
                    tokens[..<first].contains(where: {
                        ["which", "who"].contains($0.lower)
                    })
                {
                    break
                }
                if next == "and", let mention = mentionStarts[end + 2], leadsToVerb(endOfNames(mention)) { break }
            }
            if word == "while" || word == "whereas" { break }
            // "Russia wants the coast rule and Iran wants equal shares."
            if word == "and", !isSpeech, let mention = mentionStarts[end + 1], mention.tokens.upperBound < tokens.count,
                isSingular(mention.tokens.upperBound)
            {
                break
            }
            end += 1
        }
        end = withoutMarks(first..<end)
        while let opening = sourceStart(first..<end) { end = withoutMarks(first..<opening) }
        return first..<max(first, end)
    }

    /// The end of a range without the marks there, but for those that close something.
    private func withoutMarks(_ range: Range<Int>) -> Int {
        var end = range.upperBound
        while end > range.lowerBound, tokens[end - 1].kind == .mark, !")%\"”»".contains(tokens[end - 1].text) {
            end -= 1
        }
        return end
    }

    /// Where the number of a source begins that a range ends with, its last bracket left out: "[8".
    private func sourceStart(_ range: Range<Int>) -> Int? {
        let numbers = tokens[range].reversed().prefix { $0.kind == .number || [",", "-", "–"].contains($0.text) }
        let opening = range.upperBound - numbers.count - 1
        return !numbers.isEmpty && opening > range.lowerBound && tokens[opening].text == "[" ? opening : nil
    }

    /// The end of the names that a list goes on with: of "Benin" in "Benin and Togo reject it" that of "Togo".
    private func endOfNames(_ first: Mention) -> Int {
        var end = first.tokens.upperBound
        while end + 1 < tokens.count, [",", "and"].contains(tokens[end].lower), let next = mentionStarts[end + 1] {
            end = next.tokens.upperBound
        }
        return end
    }

    private func leadsToVerb(_ index: Int) -> Bool {
        guard index < tokens.count else { return false }
        let word = tokens[index].lower
        return StanceLexicon.auxiliaries.contains(word) || StanceLexicon.cue(word) != nil
            || StanceLexicon.modals.contains(word) || StanceLexicon.seeming.contains(word)
    }
}
