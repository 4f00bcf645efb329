/// Who stands before a verb.
extension PositionFinder {
    struct Subject {
        var actors: [Mention] = []
        var hedges: [String] = []
        var modal: String?
        var isNegated = false
        var hasFormOfBe = false
    }

    static let passed: Set<String> = [
        "also", "already", "still", "now", "both", "all", "long", "even", "once", "again", "both", "each", "themselves",
        "itself", "so", "far", "yet", "later", "twice", "first", "then", "instead", "too",
    ]

    func subject(before index: Int) -> Subject? {
        var subject = Subject()
        let start = clauseStart(before: index)
        var place = index - 1
        while place >= start {
            if let mention = mentionEnds[place + 1], !StanceLexicon.auxiliaries.contains(tokens[place].lower) {
                guard !mention.isAdjective, !tokens[place].isPossessive else { return nil }
                subject.actors = actors(endingWith: mention, from: start, isOne: isSingular(place + 1))
                if let first = subject.actors.first?.tokens.lowerBound, first > 0, tokens[first - 1].lower == "neither"
                {
                    subject.isNegated.toggle()
                }
                return subject.actors.isEmpty ? nil : subject
            }
            let word = tokens[place].lower
            if StanceLexicon.modals.contains(word) {
                subject.modal = word
            } else if isHearsay(place) {
                // The form of "be" belongs to it, not to the verb.
                subject.hedges.insert(tokens[place - 1].lower + " " + word, at: 0)
                place -= 2
                continue
            } else if StanceLexicon.possibilities.contains(word) || StanceLexicon.seeming.contains(word)
                || StanceLexicon.adverbsOfDoubt.contains(word)
            {
                subject.hedges.insert(word, at: 0)
                if word == "unlikely" { subject.isNegated.toggle() }
            } else if word == ",", let opening = openingComma(before: place, from: start) {
                place = opening
            } else if word == ")", let opening = openingBracket(before: place, from: start) {
                place = opening
            } else if !StanceLexicon.auxiliaries.contains(word), !Self.passed.contains(word), word != ",",
                !(word.hasSuffix("ly") && word.count > 4)
            {
                return standpoint(before: index)
            }
            subject.isNegated = subject.isNegated || StanceLexicon.negations.contains(word)
            subject.hasFormOfBe = subject.hasFormOfBe || StanceLexicon.forms.contains(word)
            place -= 1
        }
        return relativeSubject(subject, before: start)
    }

    /// "Sudan, which hopes …": the name before the relative pronoun that ends at `start`.
    private func relativeSubject(_ subject: Subject, before start: Int) -> Subject? {
        guard start > 2, ["which", "who"].contains(tokens[start - 1].lower), tokens[start - 2].text == ",",
            let mention = mentionEnds[start - 2], !mention.isAdjective,
            !isGoverned(mention.tokens.lowerBound, from: clauseStart(before: start - 2))
        else { return nil }
        var subject = subject
        subject.actors = [mention]
        return subject
    }

    /// "is said" in "is said to back".
    private func isHearsay(_ index: Int) -> Bool {
        index > 1 && index + 1 < tokens.count && tokens[index + 1].lower == "to"
            && Self.hearsay.contains(tokens[index].lower)
            && StanceLexicon.forms.contains(tokens[index - 1].lower)
    }

    static let hearsay: Set<String> = [
        "said", "reported", "believed", "thought", "understood", "rumoured", "rumored", "alleged", "expected",
    ]

    private func openingBracket(before index: Int, from start: Int) -> Int? {
        (max(start, index - 8)..<index).last { tokens[$0].text == "(" }
    }

    /// The comma that opens the parenthesis which the comma at `index` closes: a short one without names, or one that
    /// says more of what stands before it.
    func openingComma(before index: Int, from start: Int) -> Int? {
        var place = index - 1
        var isShort = true
        while place >= start, index - place <= 30 {
            if tokens[place].text == "," {
                let opening = tokens[place + 1].lower
                let tellsMore =
                    Self.relatives.contains(opening)
                    || ["along", "together", "like", "unlike", "not", "but"].contains(opening)
                    || opening.count > 4 && opening.hasSuffix("ed")
                    || opening.count > 5 && opening.hasSuffix("ing") && opening != "including"
                return isShort || tellsMore ? place : nil
            }
            if tokens[place].kind != .word || mentionEnds[place + 1] != nil || index - place > 6 { isShort = false }
            place -= 1
        }
        return nil
    }

    private static let relatives: Set<String> = ["which", "who", "whose", "where"]

    /// "Iran's legal stance on the matter" before the verb at `index`.
    func standpoint(before index: Int) -> Subject? {
        let start = clauseStart(before: index)
        for mention in mentions.reversed() where mention.tokens.lowerBound >= start && mention.tokens.upperBound < index
        {
            guard tokens[mention.tokens.upperBound - 1].isPossessive || mention.isAdjective else { continue }
            let following = mention.tokens.upperBound..<min(mention.tokens.upperBound + 4, index)
            guard following.contains(where: { StanceLexicon.standpoints.contains(tokens[$0].lower) }) else { continue }
            return Subject(actors: [mention])
        }
        return nil
    }

    /// Whether a verb says that one alone does it: "wants", "has".
    func isSingular(_ index: Int) -> Bool {
        let word = tokens[index].lower
        if ["has", "is", "was", "does"].contains(word) { return true }
        guard let cue = StanceLexicon.cue(word) else { return false }
        return cue.form == .plain && word != cue.verb
    }

    /// All that a list ends with `last`: "Russia, Azerbaijan and Kazakhstan", "certain states, including Iran".
    ///
    /// - Parameter isOne: whether the verb has one subject, so that a comma and "and" behind one name join clauses: "it is
    ///   shared by five states, and Iran wants".
    private func actors(endingWith last: Mention, from start: Int, isOne: Bool) -> [Mention] {
        var actors = [last]
        var first = last.tokens.lowerBound
        var isExample = false
        while true {
            var place = first - 1
            var isMember = false
            var isJoined = actors.count > 1
            while place >= start {
                let word = tokens[place].lower
                if word == "as", place > start, tokens[place - 1].lower == "such" {
                    isExample = true
                    place -= 1
                } else if word == "as", place > start + 1, matches(["as", "well"], at: place - 2) {
                    isJoined = true
                    place -= 2
                } else if word == "also", place > start, tokens[place - 1].lower == "but" {
                    isJoined = true
                    place -= 1
                } else if word == "including" || word == "like" {
                    isMember = true
                } else if ["and", "or", "nor", "&"].contains(word) {
                    isJoined = true
                } else if !["the", ",", "both", "(", ")"].contains(word) {
                    break
                }
                place -= 1
            }
            guard place >= start, let mention = mentionEnds[place + 1], !mention.isAdjective,
                first - place > 1, !tokens[place].isPossessive, isJoined || isMember || isExample
            else { break }
            first = mention.tokens.lowerBound
            if isExample, mention.kind == .group { break }
            actors.insert(mention, at: 0)
            if isMember { break }
        }
        if isOne, actors.count == 2, opensClause(last) { return [last] }
        return isGoverned(first, from: start) ? [] : actors
    }

    /// Whether a comma and "and" stand before a name.
    private func opensClause(_ mention: Mention) -> Bool {
        let end = mention.tokens.lowerBound
        let place = end > 0 && tokens[end - 1].lower == "the" ? end - 2 : end - 1
        return place > 0 && tokens[place].lower == "and" && tokens[place - 1].text == ","
    }

    /// Whether a preposition stands before the name, so that something else is the subject: "disputes in Iran".
    private func isGoverned(_ index: Int, from start: Int) -> Bool {
        var place = index - 1
        while place >= start, ["the", "both"].contains(tokens[place].lower) { place -= 1 }
        guard place >= start else { return false }
        let word = tokens[place].lower
        if word == "of", place > start {
            let heads: Set<String> = [
                "government", "president", "parliament", "leaders", "officials", "people", "most", "all",
            ]
            return !heads.contains(tokens[place - 1].lower)
        }
        return [
            "of", "in", "with", "between", "among", "for", "from", "by", "against", "on", "to", "at", "over", "about",
        ]
        .contains(word)
    }

    private static let breaks: Set<String> = [
        ";", ":", "that", "while", "whereas", "but", "although", "though", "because", "if", "whether", "which", "who",
        "when",
    ]

    /// Whether "but" at `index` opens no clause: "Niger and Mali, but not Chad, want", "not only Niger but also Mali wants".
    private func isExcepting(_ index: Int, before end: Int) -> Bool {
        guard tokens[index].lower == "but", index + 1 < end else { return false }
        if tokens[index + 1].lower == "not" {
            return index > 0 && tokens[index - 1].text == "," && tokens[index + 1..<end].contains { $0.text == "," }
        }
        return tokens[index + 1].lower == "also"
            && (max(0, index - 8)..<index).contains { matches(["not", "only"], at: $0) }
    }

    func clauseStart(before index: Int) -> Int {
        var place = index
        while place > 0 {
            if place < index, opensSpeech(at: place) { break }
            let word = tokens[place - 1].lower
            if Self.breaks.contains(word) {
                // A relative clause between commas interrupts the clause that it stands in.
                let isInserted =
                    Self.relatives.contains(word) && place > 1 && tokens[place - 2].text == ","
                    && tokens[place..<index].contains { $0.text == "," }
                guard isInserted || isExcepting(place - 1, before: index) else { break }
            }
            place -= 1
        }
        return place
    }
}
