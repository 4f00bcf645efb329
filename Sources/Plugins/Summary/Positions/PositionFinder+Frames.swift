/// Who says that somebody stands to something.
extension PositionFinder {
    /// "It has been reported in X that …", "reports in X that …", "according to X, …".
    func frames() -> [Position.Attribution] {
        var frames: [Position.Attribution] = []
        for index in tokens.indices where tokens[index].has(.frame) {
            let word = tokens[index].lower
            if word == "according", matches(["according", "to"], at: index) {
                var end = index + 2
                while end < tokens.count, tokens[end].text != ",", tokens[end].text != ".", tokens[end].text != ";" {
                    end += 1
                }
                // "according to its own rules" names nobody.
                if end > index + 2, PersonNouns.owners.contains(tokens[index + 2].lower),
                    !tokens[index + 2..<end].contains(where: { PersonNouns.contains($0.lower) })
                {
                    continue
                }
                let rest = index == 0 ? behindClause(end)..<tokens.count : 0..<index
                frames.append(.init(who: text(index + 2..<end), verb: "according to", scope: rest))
                continue
            }
            if word == "told" {
                if let frame = telling(at: index) { frames.append(frame) }
                continue
            }
            let isVerb =
                Self.framingVerbs.contains(word) && index > 1 && StanceLexicon.forms.contains(tokens[index - 1].lower)
            let isNoun =
                Self.framingNouns.contains(word) && !isInsideMention(index)
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

    /// The end of a clause at `comma` that says more of who was named: of ", who was there, the dam will stay" the second
    /// comma.
    private func behindClause(_ comma: Int) -> Int {
        guard comma + 1 < tokens.count, ["who", "which", "whose"].contains(tokens[comma + 1].lower) else {
            return comma
        }
        return tokens[(comma + 1)...].firstIndex { $0.text == "," } ?? comma
    }

    /// "Officials in Khartoum told reporters that …", where nobody is named right before the verb.
    private func telling(at index: Int) -> Position.Attribution? {
        let start = clauseStart(before: index)
        guard 1...8 ~= index - start, tokens[start..<index].allSatisfy({ $0.kind == .word }),
            subject(before: index) == nil, describedSubject(before: index) == nil,
            let that = (index + 1..<min(index + 6, tokens.count)).first(where: { tokens[$0].lower == "that" })
        else { return nil }
        return .init(who: text(start..<index), verb: "told", scope: that + 1..<tokens.count)
    }

    /// The words at which a frame may stand.
    static let framing = framingVerbs.union(framingNouns).union(["according", "told"])

    private static let framingVerbs: Set<String> = [
        "reported", "said", "claimed", "alleged", "believed", "rumoured", "rumored", "announced",
    ]
    private static let framingNouns: Set<String> = [
        "report", "reports", "claims", "rumours", "rumors", "allegations", "news", "suggestions",
    ]

    /// What a frame reports, where no position of somebody stands in it.
    func report(_ frame: Position.Attribution) -> Position? {
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
