/// What stands to a verb of stance elsewhere than right before and behind it.
extension PositionFinder {
    // MARK: Nouns that say it

    /// "India's refusal to sign", "Turkish opposition to the plan".
    func act(at index: Int) -> Position? {
        guard index + 2 < tokens.count,
            let stance = StanceLexicon.act(tokens[index].lower, before: tokens[index + 1].lower)
        else { return nil }
        for end in stride(from: index, to: max(0, index - 3), by: -1) {
            guard let mention = mentionEnds[end] else { continue }
            guard mention.isAdjective || tokens[end - 1].isPossessive else { return nil }
            return made(stance, index..<index + 2, Subject(actors: [mention]))
        }
        return nil
    }

    /// "has no objection to", "expressed deep concern about".
    func voiced(at index: Int) -> Position? {
        guard StanceLexicon.voicing.contains(tokens[index].lower),
            let noun = (index + 1..<min(index + 5, tokens.count)).first(where: {
                StanceLexicon.voice(tokens[$0].lower) != nil
            }), let stance = StanceLexicon.voice(tokens[noun].lower), noun + 1 < tokens.count,
            ["for", "to", "about", "over", "at", "with", "of", "that"].contains(tokens[noun + 1].lower),
            !StanceLexicon.voicing.contains(tokens[index + 1].lower),
            tokens[index + 1..<noun].allSatisfy({
                $0.kind == .word && !StanceLexicon.auxiliaries.contains($0.lower)
                    && !StanceLexicon.dropping.contains($0.lower)
            }),
            var subject = subject(before: index) ?? describedSubject(before: index), subject.modal == nil
        else { return nil }
        if tokens[index + 1].lower == "no" || StanceLexicon.dropping.contains(tokens[index].lower) {
            subject.isNegated.toggle()
        }
        return made(stance, index..<noun + 2, subject)
    }

    // MARK: Verbs that say it only with something behind them

    /// "complained to the court about the dam": what it is about stands behind whom it was said to.
    func directed(_ cue: StanceLexicon.Cue, at index: Int) -> (stance: Stance, end: Int)? {
        guard cue.verb == "complain",
            let about = (index + 1..<min(index + 9, tokens.count)).first(where: {
                ["about", "of", "over"].contains(tokens[$0].lower)
            })
        else { return nil }
        return (.opposes, about + 1)
    }

    /// Whether what follows makes a stance of "ask", "call" or "appeal": "asked Riga to pay", "called it a mistake",
    /// "appealed the ruling".
    func takesObject(_ cue: StanceLexicon.Cue, at index: Int) -> Bool {
        let behind = tokens[index + 1..<min(index + 9, tokens.count)]
        switch cue.verb {
        case "ask": return behind.dropFirst().prefix(6).contains { $0.lower == "to" || $0.lower == "that" }
        case "call":
            return behind.dropFirst().contains { ["a", "an"].contains($0.lower) || Self.isQuotation($0) }
        default: return behind.first.map { ["the", "a", "an", "its", "their", "this"].contains($0.lower) } ?? false
        }
    }

    private static func isQuotation(_ token: Token) -> Bool { ["\"", "“", "«"].contains(token.text) }

    // MARK: Verbs that share what others have

    /// Of "and urged": who stands before the verb that it is joined to.
    func sharedSubject(before index: Int, _ cue: StanceLexicon.Cue, _ last: Position?) -> Subject? {
        guard let last, cue.form != .gerund, index + 1 < tokens.count, last.verb.upperBound < index else { return nil }
        var place = index - 1
        while place > last.verb.lowerBound,
            Self.passed.contains(tokens[place].lower) || ["has", "have", "had", "will"].contains(tokens[place].lower)
                || tokens[place].lower.hasSuffix("ly")
        {
            place -= 1
        }
        guard ["and", "but", "or"].contains(tokens[place].lower), clauseStart(before: place) <= last.verb.lowerBound
        else { return nil }
        // "Support and demand" are nouns; "backed and paid for by" is no statement of its own.
        let next = tokens[index + 1].lower
        guard cue.form == .past || isSingular(index) || last.actors.count > 1,
            !["by", "of", "is", "are", "was"].contains(next)
        else { return nil }
        return Subject(actors: last.actors)
    }

    /// What a verb has in common with one behind it: of "Niger wants and Mali rejects a bank" the bank.
    func sharedObject(behind index: Int) -> Range<Int>? {
        let joint = index < tokens.count && tokens[index].text == "," ? index + 1 : index
        guard joint < tokens.count, ["and", "but", "or"].contains(tokens[joint].lower) else { return nil }
        let start = joint + 1 < tokens.count && tokens[joint + 1].lower == "the" ? joint + 2 : joint + 1
        guard let other = mentionStarts[start] else { return nil }
        let verb = other.tokens.upperBound
        guard verb < tokens.count, let cue = StanceLexicon.cue(tokens[verb].lower), cue.form != .gerund else {
            return nil
        }
        return object(from: verb + 1, isSpeech: false)
    }

    /// What a relative clause speaks of: of "the dam, which Cairo opposes," the dam.
    func antecedent(of subject: Subject, _ verb: Range<Int>) -> Range<Int>? {
        guard var place = subject.actors.first.map({ $0.tokens.lowerBound - 1 }), place > 0 else { return nil }
        while place > 0, ["the", "both"].contains(tokens[place].lower) { place -= 1 }
        guard ["which", "that", "whom"].contains(tokens[place].lower), place > 0 else { return nil }
        if verb.upperBound < tokens.count {
            let next = tokens[verb.upperBound]
            guard
                next.kind == .mark && next.text != "\"" || StanceLexicon.auxiliaries.contains(next.lower)
                    || StanceLexicon.possibilities.contains(next.lower) || Self.openings.contains(next.lower)
            else { return nil }
        }
        if tokens[place].lower == "that", StanceLexicon.anyCue(tokens[place - 1].lower) != nil { return nil }
        return noun(endingBefore: place)
    }

    /// Words with which what is said goes on where no object stands.
    private static let openings: Set<String> = [
        "for", "in", "on", "at", "after", "before", "since", "from", "during", "last", "this", "next", "yesterday",
    ]

    /// The noun that ends before `index`, or before a comma there, with its article and what belongs to it.
    func noun(endingBefore index: Int) -> Range<Int>? {
        let end = index > 0 && tokens[index - 1].text == "," ? index - 1 : index
        var start = end
        while start > 0, end - start < 8, tokens[start - 1].kind != .mark,
            !StanceLexicon.auxiliaries.contains(tokens[start - 1].lower),
            StanceLexicon.cue(tokens[start - 1].lower)?.form != .past
        {
            start -= 1
            if ["the", "a", "an", "its", "their", "his", "her", "this", "these", "any"].contains(tokens[start].lower) {
                break
            }
        }
        return start < end ? start..<end : nil
    }

    // MARK: Clauses

    /// Whether it stands in a clause that leaves open whether it is so: "unclear whether Riga will support it".
    func isOpen(at index: Int) -> Bool {
        let start = clauseStart(before: index)
        return start > 0 && ["whether", "if", "unless"].contains(tokens[start - 1].lower)
    }

    /// Whether a pronoun here opens what somebody said: "said on Monday it would not accept".
    func opensSpeech(at index: Int) -> Bool {
        guard ["it", "he", "she", "they", "we"].contains(tokens[index].lower), index + 1 < tokens.count,
            StanceLexicon.accompanies(tokens[index + 1].lower) || StanceLexicon.anyCue(tokens[index + 1].lower) != nil
        else { return false }
        for place in stride(from: index - 1, to: max(-1, index - 5), by: -1) {
            if StanceLexicon.cue(tokens[place].lower)?.stance == .claims { return true }
            guard
                tokens[place].has(.ordinary)
                    || ["on", "late", "last", "this", "week", "month", "year"].contains(tokens[place].lower)
            else { return false }
        }
        return false
    }

    /// The first token behind a day at `index`: of "said late on Thursday that", the one of "that".
    func behindTime(_ index: Int) -> Int {
        var place = index
        while place < min(index + 4, tokens.count), ["late", "early", "on", "last"].contains(tokens[place].lower) {
            place += 1
        }
        guard place < tokens.count, Self.days.contains(tokens[place].lower) else { return index }
        return place + 1
    }

    private static let days: Set<String> = [
        "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "yesterday", "today",
    ]

    /// What is said before who says it: "The dam will stay, engineers say."
    func statement(before subject: Subject, _ verb: Range<Int>) -> Range<Int>? {
        guard let first = subject.actors.first?.tokens.lowerBound else { return nil }
        let comma = first > 0 && ["the", "a", "an"].contains(tokens[first - 1].lower) ? first - 2 : first - 1
        guard comma > 3, tokens[comma].text == ",", !Self.subordinating.contains(tokens[0].lower) else { return nil }
        if verb.upperBound < tokens.count {
            let next = tokens[verb.upperBound]
            guard
                [".", "!", "?"].contains(next.text) || next.has(.ordinary)
                    || Self.openings.contains(next.lower) && verb.upperBound + 4 >= tokens.count
            else { return nil }
        }
        return 0..<comma
    }

    /// Words with which what stands before a comma is no statement of its own: "Although it rained, they said so."
    private static let subordinating: Set<String> = [
        "although", "though", "while", "if", "when", "because", "since", "unless", "after", "before", "as", "despite",
        "whereas", "until", "once",
    ]

    /// Who is meant by "it" or "he" behind "and" or "but": who opens the sentence, where nobody else is named before.
    func openingActor(before pronoun: Mention) -> Mention? {
        let before = mentions.filter { !$0.isAdjective && $0.tokens.upperBound <= pronoun.tokens.lowerBound }
        guard let first = before.first, first.tokens.lowerBound <= 1, Set(before.map(\.name)).count == 1,
            !tokens[first.tokens.upperBound - 1].isPossessive
        else { return nil }
        return Mention(
            kind: first.kind,
            tokens: pronoun.tokens,
            name: first.name,
            text: first.text,
            isAdjective: false
        )
    }

    /// Who is meant by a pronoun in what somebody said: the speaker, where it can be.
    func ownActors(_ actors: [Mention], of outer: Position) -> [Mention]? {
        guard actors.count == 1, actors[0].kind == .pronoun, actors[0].tokens.count == 1,
            outer.actors.allSatisfy({ $0.kind != .pronoun })
        else { return nil }
        let isMany = ["they", "we"].contains(actors[0].text.lowercased())
        let isSeveral =
            outer.actors.count > 1
            || outer.actors.contains { $0.kind == .group && PersonNouns.isPlural($0.text.lowercased()) }
        guard isMany || !isSeveral else { return nil }
        return outer.actors.map { actor in
            Mention(
                kind: actor.kind,
                tokens: actors[0].tokens,
                name: actor.name,
                text: actor.text,
                isAdjective: false
            )
        }
    }
}
