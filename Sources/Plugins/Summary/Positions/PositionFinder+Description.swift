/// Subjects that are no names: "the mayor", "its energy ministry", "he".
extension PositionFinder {
    /// Who is described before the verb at `index`, with nothing between but auxiliaries, adverbs and hedges.
    ///
    /// - Parameter cue: of the verb, where it has one that a noun could be taken for: "the plan demands".
    func describedSubject(before index: Int, _ cue: StanceLexicon.Cue? = nil) -> Subject? {
        if let cue, cue.form != .past, isNoun(index) { return nil }
        var subject = Subject()
        let start = clauseStart(before: index)
        var place = index - 1
        while place >= start {
            let word = tokens[place].lower
            if StanceLexicon.modals.contains(word) {
                subject.modal = word
            } else if StanceLexicon.possibilities.contains(word) || StanceLexicon.seeming.contains(word)
                || StanceLexicon.adverbsOfDoubt.contains(word)
            {
                subject.hedges.insert(word, at: 0)
                if word == "unlikely" { subject.isNegated.toggle() }
            } else if word == ",", let opening = openingComma(before: place, from: start) {
                place = opening
            } else if !StanceLexicon.auxiliaries.contains(word), !Self.passed.contains(word),
                !(word.hasSuffix("ly") && word.count > 4)
            {
                break
            }
            subject.isNegated = subject.isNegated || StanceLexicon.negations.contains(word)
            subject.hasFormOfBe = subject.hasFormOfBe || StanceLexicon.forms.contains(word)
            place -= 1
        }
        guard place >= start, let who = description(endingAt: place, from: start, cue) ?? placed(endingAt: place, start)
        else { return nil }
        subject.actors = [who]
        return subject
    }

    /// Whether a verb's form is rather a noun here: what follows is another verb, or belongs to a noun.
    private func isNoun(_ index: Int) -> Bool {
        guard index + 1 < tokens.count else { return true }
        let next = tokens[index + 1].lower
        return StanceLexicon.forms.contains(next) || ["of", "has", "have", "had", "will", "would"].contains(next)
    }

    private func description(endingAt head: Int, from start: Int, _ cue: StanceLexicon.Cue?) -> Mention? {
        let word = tokens[head].lower
        if PersonNouns.pronouns.contains(word) || word == "it" {
            guard head == start || tokens[head - 1].kind == .mark || ["and", "but"].contains(tokens[head - 1].lower)
            else { return nil }
            return Mention(kind: .pronoun, tokens: head..<head + 1, name: word, text: word, isAdjective: false)
        }
        guard PersonNouns.contains(word) else { return nil }
        // "Critics accuse", but not "the critic accuse".
        if let cue, cue.form == .plain, tokens[head + 1].lower == cue.verb, !PersonNouns.isPlural(word) { return nil }
        var first = head
        while first > start, head - first < 6, isPart(first - 1) {
            first -= 1
            if Self.determiners.contains(tokens[first].lower) { break }
        }
        let isOpen =
            first == start || tokens[first - 1].kind == .mark
            || ["and", "but", "or", "as"].contains(tokens[first - 1].lower)
        guard isOpen else { return nil }
        let text = text(first..<head + 1)
        let isOwned = PersonNouns.owners.contains(tokens[first].lower)
        return Mention(
            kind: isOwned ? .pronoun : .group,
            tokens: first..<head + 1,
            name: text,
            text: text,
            isAdjective: false
        )
    }

    /// "Farmers in the valley": people, and where they are or what they are of.
    private func placed(endingAt last: Int, _ start: Int) -> Mention? {
        let prepositions: Set<String> = ["in", "of", "from", "at", "on", "along", "near", "across", "around"]
        guard
            let place = (max(start + 1, last - 5)..<max(start + 1, last)).last(where: {
                prepositions.contains(tokens[$0].lower) && PersonNouns.contains(tokens[$0 - 1].lower)
            }), tokens[place...last].allSatisfy({ $0.kind != .mark }),
            let who = description(endingAt: place - 1, from: start, nil)
        else { return nil }
        let text = text(who.tokens.lowerBound..<last + 1)
        return Mention(
            kind: who.kind,
            tokens: who.tokens.lowerBound..<last + 1,
            name: text,
            text: text,
            isAdjective: false
        )
    }

    /// Who does what a passive verb says: the name or the people at `index`, behind "by".
    func agent(at index: Int) -> Mention? {
        let start = ["the", "a", "an"].contains(tokens[index].lower) ? index + 1 : index
        if start < tokens.count, let mention = mentionStarts[start] { return mention }
        guard let head = (start..<min(start + 4, tokens.count)).first(where: { PersonNouns.contains(tokens[$0].lower) })
        else { return nil }
        return description(endingAt: head, from: index, nil)
    }

    private func isPart(_ index: Int) -> Bool {
        let token = tokens[index]
        guard token.kind == .word else { return false }
        if Self.determiners.contains(token.lower) || PersonNouns.owners.contains(token.lower) { return true }
        if token.lower == "of" { return index > 0 && PersonNouns.contains(tokens[index - 1].lower) }
        return !StopWords.contains(token.lower) && !StanceLexicon.auxiliaries.contains(token.lower)
            && !token.lower.hasSuffix("ly")
    }

    private static let determiners: Set<String> = ["the", "a", "an", "some", "many", "most", "all", "several", "few"]
}

/// Nouns for people and bodies, who can want something.
enum PersonNouns {
    static func contains(_ word: String) -> Bool {
        nouns.contains(word) || word.count > 5 && endings.contains { word.hasSuffix($0) }
    }

    static func isPlural(_ word: String) -> Bool {
        word.hasSuffix("s") || word.hasSuffix("men") || ["people", "police", "public", "media"].contains(word)
    }

    static let pronouns: Set<String> = ["he", "she", "they"]
    static let owners: Set<String> = ["its", "their", "his", "her"]
    private static let endings = ["ists", "ist", "men", "man", "woman", "women", "crats", "crat", "maker", "makers"]
    private static let nouns: Set<String> = {
        let list = """
            mayor minister government ministry president premier chancellor spokesperson council councillor councilor
            committee commission association union group party company firm court judge jury police army navy official
            critic resident farmer author analyst expert activist villager parent teacher doctor nurse patient worker
            employer employee member delegate lawmaker senator congressman opponent supporter director chief head chair
            leader ambassador envoy deputy secretary team board agency authority bank opposition parliament congress
            senate majority minority administration bloc alliance charity campaigner lawyer prosecutor neighbour neighbor
            people public voter country state nation side operator owner manager engineer designer developer researcher
            reviewer investor trader adviser advisor negotiator diplomat commander general captain coach player student
            professor historian protester coalition faction federation organisation organization institute university
            regulator watchdog carrier airline tribunal office department district province region city town village
            governor panel grower breeder commissioner inspector chamber cabinet lobby syndicate guild fund club league
            newspaper broadcaster refugee pilot miner driver passenger tenant landlord shareholder creditor lender retailer
            rebel militia envoy tourist visitor customer buyer seller producer exporter importer shopper commuter
            community tribe church bishop king queen prince emperor monarch sultan
            """
        let words = list.split { $0 == " " || $0 == "\n" }.map(String.init)
        let plurals = words.map { word in
            word.hasSuffix("y") && !["ay", "ey"].contains(word.suffix(2))
                ? word.dropLast() + "ies"
                : word.hasSuffix("ch") ? word + "es" : word + "s"
        }
        return Set(words + plurals.map { String($0) })
    }()
}
