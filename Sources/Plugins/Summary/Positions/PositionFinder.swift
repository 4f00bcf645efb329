/// Finds who wants, rejects, says or should do what in an English sentence, by its verbs and by who stands before them.
///
/// It knows no grammar: a verb of stance counts where a name stands before it, with nothing between but auxiliaries,
/// adverbs, hedges and what commas enclose.
struct PositionFinder {
    let tokens: [Token]
    let mentions: [Mention]
    private let mentionEnds: [Int: Mention]
    private let mentionStarts: [Int: Mention]

    init(_ tokens: [Token], _ mentions: [Mention]) {
        self.tokens = tokens
        self.mentions = mentions
        mentionEnds = Dictionary(mentions.map { ($0.tokens.upperBound, $0) }, uniquingKeysWith: { $1 })
        mentionStarts = Dictionary(mentions.map { ($0.tokens.lowerBound, $0) }, uniquingKeysWith: { $1 })
    }

    func positions() -> [Position] {
        var found: [Position] = []
        for index in tokens.indices where tokens[index].kind == .word && !isInsideMention(index) {
            if let position = position(at: index) { found.append(position) }
        }
        let frames = frames()
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
                found[inner].attribution.insert(frame, at: 0)
            }
        }
        var result = found.indices.filter { !isOuter[$0] }.map { found[$0] }
        for frame in frames where !frame.scope.isEmpty && !result.contains(where: { frame.scope.overlaps($0.verb) }) {
            if let position = report(frame) { result.append(position) }
        }
        return result.sorted { $0.verb.lowerBound < $1.verb.lowerBound }
    }

    func text(_ range: Range<Int>) -> String {
        var text = ""
        for index in range {
            let isGlued =
                index == range.lowerBound || tokens[index - 1].range.upperBound == tokens[index].range.lowerBound
            text += (isGlued ? "" : " ") + tokens[index].text
        }
        return text
    }

    // MARK: One verb

    private func position(at index: Int) -> Position? {
        let word = tokens[index].lower
        if StanceLexicon.modals.contains(word) { return demand(at: index) }
        if StanceLexicon.forms.contains(word) { return phrase(behind: index) }
        guard let cue = StanceLexicon.cue(word) else { return nil }
        if cue.form == .past, let passive = passive(cue, at: index) { return passive }
        guard let subject = subject(before: index), subject.modal == nil else { return nil }
        // "Iran is pursuing" says it, "Iran pursuing" may not; "to pursue" is what somebody might do.
        if cue.form == .gerund, !subject.hasFormOfBe { return nil }
        if cue.form == .plain, index > 0, tokens[index - 1].lower == "to", subject.hedges.isEmpty { return nil }
        if cue.form == .past, subject.hasFormOfBe { return nil }
        return made(cue.stance, index..<index + 1, subject)
    }

    private func made(_ stance: Stance, _ verb: Range<Int>, _ subject: Subject) -> Position? {
        let object = object(from: verb.upperBound)
        guard !object.isEmpty else { return nil }
        return Position(
            actors: subject.actors,
            stance: subject.isNegated ? Self.negated(stance) : stance,
            verb: verb,
            object: object,
            isNegated: subject.isNegated,
            hedges: subject.hedges
        )
    }

    private static func negated(_ stance: Stance) -> Stance {
        switch stance {
        case .favours: .opposes
        case .opposes: .favours
        default: stance
        }
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
            guard let subject = subject(before: index), subject.modal == nil else { return nil }
            return made(phrase.stance, index..<start + phrase.words.count, subject)
        }
        return nil
    }

    /// "The plan was rejected by Moscow."
    private func passive(_ cue: StanceLexicon.Cue, at index: Int) -> Position? {
        var auxiliary = index
        while auxiliary > 0, StanceLexicon.auxiliaries.contains(tokens[auxiliary - 1].lower) { auxiliary -= 1 }
        guard auxiliary < index, tokens[auxiliary..<index].contains(where: { StanceLexicon.forms.contains($0.lower) }),
            index + 2 < tokens.count, tokens[index + 1].lower == "by"
        else { return nil }
        var start = index + 2
        if tokens[start].lower == "the" { start += 1 }
        guard start < tokens.count, let actor = mentionStarts[start] else { return nil }
        let first = clauseStart(before: auxiliary)
        guard first < auxiliary else { return nil }
        return Position(
            actors: [actor],
            stance: cue.stance,
            verb: index..<index + 1,
            object: first..<auxiliary,
            isNegated: false,
            hedges: []
        )
    }

    private func matches(_ words: [String], at index: Int) -> Bool {
        index + words.count <= tokens.count && words.indices.allSatisfy { tokens[index + $0].lower == words[$0] }
    }

    private func isInsideMention(_ index: Int) -> Bool { mentions.contains { $0.tokens.contains(index) } }

    // MARK: Who

    private struct Subject {
        var actors: [Mention] = []
        var hedges: [String] = []
        var modal: String?
        var isNegated = false
        var hasFormOfBe = false
    }

    private static let passed: Set<String> = [
        "also", "already", "still", "now", "both", "all", "long", "even", "once", "again", "both", "each", "themselves",
        "itself", "so", "far",
    ]

    private func subject(before index: Int) -> Subject? {
        var subject = Subject()
        let start = clauseStart(before: index)
        var place = index - 1
        while place >= start {
            if let mention = mentionEnds[place + 1], !StanceLexicon.auxiliaries.contains(tokens[place].lower) {
                guard !mention.isAdjective, !tokens[place].isPossessive else { return nil }
                subject.actors = actors(endingWith: mention, from: start)
                return subject.actors.isEmpty ? nil : subject
            }
            let word = tokens[place].lower
            if StanceLexicon.modals.contains(word) {
                subject.modal = word
            } else if StanceLexicon.possibilities.contains(word) || StanceLexicon.seeming.contains(word)
                || StanceLexicon.adverbsOfDoubt.contains(word)
            {
                subject.hedges.insert(word, at: 0)
            } else if word == ",", let opening = openingComma(before: place, from: start) {
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
        return nil
    }

    /// The comma that opens a short parenthesis without names, which the comma at `index` closes.
    private func openingComma(before index: Int, from start: Int) -> Int? {
        var place = index - 1
        while place >= start, index - place <= 6 {
            if tokens[place].text == "," { return place }
            guard tokens[place].kind == .word, mentionEnds[place + 1] == nil else { return nil }
            place -= 1
        }
        return nil
    }

    /// "Iran's legal stance on the matter" before the verb at `index`.
    private func standpoint(before index: Int) -> Subject? {
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

    /// All that a list ends with `last`: "Russia, Azerbaijan and Kazakhstan", "certain states, including Iran".
    private func actors(endingWith last: Mention, from start: Int) -> [Mention] {
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
                } else if word == "including" || word == "like" {
                    isMember = true
                } else if word == "and" || word == "or" || word == "&" {
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
        return isGoverned(first, from: start) ? [] : actors
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

    private func clauseStart(before index: Int) -> Int {
        var place = index
        while place > 0, !Self.breaks.contains(tokens[place - 1].lower) { place -= 1 }
        return place
    }

    // MARK: What

    private func object(from start: Int) -> Range<Int> {
        var first = start
        if first < tokens.count, tokens[first].lower == "that" { first += 1 }
        var end = first
        while end < tokens.count {
            let word = tokens[end].lower
            if word == ";" { break }
            if word == ",", end + 1 < tokens.count {
                let next = tokens[end + 1].lower
                if ["while", "whereas", "but", "although", "though"].contains(next) { break }
                if next == "and", let mention = mentionStarts[end + 2], leadsToVerb(mention.tokens.upperBound) { break }
            }
            if word == "while" || word == "whereas" { break }
            end += 1
        }
        while end > first, tokens[end - 1].kind == .mark, !")%\"”»".contains(tokens[end - 1].text) { end -= 1 }
        return first..<max(first, end)
    }

    private func leadsToVerb(_ index: Int) -> Bool {
        guard index < tokens.count else { return false }
        let word = tokens[index].lower
        return StanceLexicon.auxiliaries.contains(word) || StanceLexicon.cue(word) != nil
            || StanceLexicon.modals.contains(word) || StanceLexicon.seeming.contains(word)
    }

    // MARK: Who says so

    /// "It has been reported in X that …", "reports in X that …", "according to X, …".
    private func frames() -> [Position.Attribution] {
        var frames: [Position.Attribution] = []
        for index in tokens.indices {
            let word = tokens[index].lower
            if word == "according", matches(["according", "to"], at: index) {
                var end = index + 2
                while end < tokens.count, tokens[end].text != ",", tokens[end].text != ".", tokens[end].text != ";" {
                    end += 1
                }
                let rest = index == 0 ? end..<tokens.count : 0..<index
                frames.append(.init(who: text(index + 2..<end), verb: "according to", scope: rest))
                continue
            }
            let isVerb =
                ["reported", "said", "claimed", "alleged", "believed", "rumoured", "rumored", "announced"]
                .contains(word) && index > 1 && StanceLexicon.forms.contains(tokens[index - 1].lower)
            let isNoun =
                ["report", "reports", "claims", "rumours", "rumors", "allegations", "news", "suggestions"]
                .contains(word) && !isInsideMention(index)
            guard isVerb || isNoun,
                let that = (index + 1..<min(index + 9, tokens.count)).first(where: {
                    tokens[$0].lower == "that"
                })
            else { continue }
            let between = index + 1..<that
            let hasPlace = between.first.map { ["in", "by", "from"].contains(tokens[$0].lower) } ?? false
            let opens = ["been", "are", "were", "is", "was", "the", "some", "a", "any", "there"]
            guard hasPlace || between.isEmpty && (isVerb || index > 0 && opens.contains(tokens[index - 1].lower)) else {
                continue
            }
            var who = between.dropFirst()
            if let first = who.first, tokens[first].lower == "the" { who = who.dropFirst() }
            frames.append(
                .init(
                    who: who.isEmpty ? "unnamed" : text(who.startIndex..<who.endIndex),
                    verb: word,
                    scope: that + 1..<tokens.count
                )
            )
        }
        return frames
    }

    /// What a frame reports, where no position of somebody stands in it.
    private func report(_ frame: Position.Attribution) -> Position? {
        var end = frame.scope.upperBound
        while end > frame.scope.lowerBound, tokens[end - 1].kind == .mark { end -= 1 }
        var start = frame.scope.lowerBound
        while start < end, tokens[start].kind == .mark { start += 1 }
        guard start < end, frame.who != "unnamed" else { return nil }
        let actor =
            mentions.first { $0.text == frame.who || $0.name == frame.who }
            ?? Mention(kind: .group, tokens: 0..<0, name: frame.who, text: frame.who, isAdjective: false)
        return Position(
            actors: [actor],
            stance: .reports,
            verb: max(0, start - 1)..<max(0, start - 1),
            object: start..<end,
            isNegated: false,
            hedges: []
        )
    }
}
