/// A place in a sentence that names somebody or something.
struct Mention: Sendable {
    enum Kind: String, Sendable {
        /// From the file of aliases.
        case known
        /// Told by its capitals.
        case name
        /// "three other Caspian states", "Azeri media".
        case group
        /// "he", "its ministry": who that is has been said before.
        case pronoun
    }

    let kind: Kind
    /// Which tokens.
    let tokens: Range<Int>
    /// By which it is known, whatever it is called here.
    let name: String
    /// As it is called here.
    let text: String
    /// An adjective such as "Azeri", which names by belonging.
    let isAdjective: Bool

    /// Whether it is the plural of a common noun: "certain states", "Azeri media".
    var isSeveral: Bool {
        guard kind == .group, let last = text.split(separator: " ").last?.lowercased() else { return false }
        if ["children", "media", "men", "people", "police"].contains(where: last.hasSuffix) { return true }
        return last.hasSuffix("s") && !["is", "ss", "us"].contains(where: last.hasSuffix)
    }

    /// The same place, known by another name.
    func named(_ name: String) -> Mention {
        guard kind == .name else { return self }
        return Mention(kind: kind, tokens: tokens, name: name, text: text, isAdjective: isAdjective)
    }
}

/// Finds who and what a sentence names.
struct MentionFinder: Sendable {
    let aliases: AliasTable

    /// In order; only adjectives overlap the groups that they are part of.
    ///
    /// - Parameter isKnownName: whether a capitalised word that opens the sentence is a name elsewhere.
    func mentions(in tokens: [Token], isKnownName: (String) -> Bool = { _ in false }) -> [Mention] {
        var mentions: [Mention] = []
        var index = 0
        while index < tokens.count {
            guard let mention = mention(in: tokens, at: index, isKnownName) else {
                index += 1
                continue
            }
            mentions.append(mention)
            index = mention.tokens.upperBound
        }
        return groups(of: mentions, in: tokens)
    }

    private func mention(in tokens: [Token], at index: Int, _ isKnownName: (String) -> Bool) -> Mention? {
        if let entry = aliases.entry(in: tokens, at: index) {
            let range = index..<index + entry.words.count
            return Mention(
                kind: .known,
                tokens: range,
                name: entry.name,
                text: entry.words.joined(separator: " "),
                isAdjective: entry.isAdjective
            )
        }
        guard tokens[index].isCapitalised, !tokens[index].has(.ordinary) else { return nil }
        if index == 0 || tokens[index - 1].kind == .mark && !",()–—-&".contains(tokens[index - 1].text) {
            // The first word of a sentence is capitalised whatever it is.
            let next = index + 1 < tokens.count ? tokens[index + 1] : nil
            let goesOn = next.map { $0.isCapitalised && !$0.has(.ordinary) } ?? false
            let isTitled = index > 1 && tokens[index - 1].text == "." && Self.titles.contains(tokens[index - 2].lower)
            guard
                goesOn || isTitled || speaks(tokens, at: index, before: index + 1) || isKnownName(tokens[index].stem)
                    || isJoined(tokens, at: index) || speaksBehindComma(tokens, at: index)
                    || owns(tokens, at: index)
            else { return nil }
        }
        var end = index + 1
        while end < tokens.count, !tokens[end - 1].isPossessive {
            let following = end + 1 < tokens.count ? tokens[end + 1] : nil
            if tokens[end].isCapitalised, !tokens[end].has(.ordinary), aliases.entry(in: tokens, at: end) == nil {
                end += 1
            } else if Self.links.contains(tokens[end].lower), following?.isCapitalised == true,
                aliases.entry(in: tokens, at: end + 1) == nil
            {
                end += 2
            } else if Self.articles.contains(where: { tokens[end].lower.hasPrefix($0) }) {
                end += 1
            } else {
                break
            }
        }
        let words = tokens[index..<end].map(\.text)
        let name = (words.dropLast() + [tokens[end - 1].stem]).joined(separator: " ")
        guard name.unicodeScalars.count > 1 else { return nil }
        return Mention(kind: .name, tokens: index..<end, name: name, text: name, isAdjective: false)
    }

    /// "Hanoi says", "Madrid would prefer": a single capitalised word that says something is a name, if it is none for
    /// people in general.
    ///
    /// - Parameter start: where its verb or what goes with it may stand.
    private func speaks(_ tokens: [Token], at index: Int, before start: Int) -> Bool {
        let word = tokens[index].lower
        guard !PersonNouns.contains(word), !Self.mayBeGerund(word), !Self.matters.contains(word) else { return false }
        var next = start
        while next < min(start + 6, tokens.count),
            StanceLexicon.accompanies(tokens[next].lower) || tokens[next].lower.hasSuffix("ly")
                || next > start && StanceLexicon.forms.contains(tokens[next - 1].lower)
                    && PositionFinder.hearsay.contains(tokens[next].lower)
        {
            next += 1
        }
        guard next < tokens.count, !tokens[next].isCapitalised else { return false }
        let isAlone = next == start
        if !isAlone, Self.mayBePlural(word) { return false }
        let verb = tokens[next].lower
        if StanceLexicon.opensPhrase(tokens, at: start) || !isAlone && StanceLexicon.opensPhrase(tokens, at: next) {
            return true
        }
        if tokens[start..<next].contains(where: { StanceLexicon.modals.contains($0.lower) }) { return true }
        guard let cue = StanceLexicon.anyCue(verb) else { return StanceLexicon.opensPhrase(tokens, at: next) }
        return isAlone ? verb != cue.verb && cue.form != .gerund : true
    }

    /// "India's refusal": what has a stance is a name.
    private func owns(_ tokens: [Token], at index: Int) -> Bool {
        guard tokens[index].isPossessive, !PersonNouns.contains(tokens[index].stem.lowercased()) else { return false }
        let behind = tokens[index + 1..<min(index + 4, tokens.count)]
        return behind.contains { StanceLexicon.standpoints.contains($0.lower) || StanceLexicon.isAct($0.lower) }
    }

    /// "Raising" may be what somebody does, Beijing is not.
    private static func mayBeGerund(_ word: String) -> Bool { word.hasSuffix("ing") && !word.hasSuffix("jing") }

    private static func mayBePlural(_ word: String) -> Bool {
        word.hasSuffix("s") && !["ss", "us", "is", "os"].contains { word.hasSuffix($0) }
    }

    /// Words for what nobody is, which need no article.
    private static let matters: Set<String> = [
        "research", "evidence", "analysis", "opposition", "pressure", "demand", "supply", "inflation", "trade",
        "growth",
        "work", "construction", "production", "data", "water", "rain", "gas", "oil", "opinion", "nothing", "everything",
        "something", "anything", "much", "little", "support", "money", "time", "history", "law", "science", "tradition",
        "everyone", "everybody", "nobody", "someone", "anyone", "none", "neither", "either", "others", "experience",
        "critics", "observers", "advocates",
    ]

    /// "Norway and Russia", "Norway as well as the Union", "Norway, Sweden and Russia": what is joined to a name is one.
    private func isJoined(_ tokens: [Token], at index: Int) -> Bool {
        let word = tokens[index].lower
        guard !PersonNouns.contains(word), !Self.mayBeGerund(word) else { return false }
        if let other = behindJoint(tokens, at: index + 1) { return isName(tokens, at: other) }
        // "Separately, Norway and Sweden …": what opens a sentence before a comma need not be of the list behind it.
        guard !word.hasSuffix("ly"), !word.hasSuffix("ed"), !Self.connectors.contains(word) else { return false }
        var place = index + 1
        while place + 1 < tokens.count, tokens[place].text == ",", isName(tokens, at: place + 1) {
            place += 2
            while place < tokens.count, isName(tokens, at: place) || Self.links.contains(tokens[place].lower) {
                place += 1
            }
        }
        if place > index + 1, place < tokens.count, tokens[place].text == "," { place += 1 }
        return place > index + 1 && behindJoint(tokens, at: place).map { isName(tokens, at: $0) } ?? false
    }

    /// Where a list goes on behind "and", "&" or "as well as" at `index`, and behind an article there.
    private func behindJoint(_ tokens: [Token], at index: Int) -> Int? {
        guard index < tokens.count else { return nil }
        var place = index
        if ["and", "or", "nor", "&"].contains(tokens[index].lower) {
            place += 1
        } else if index + 2 < tokens.count, tokens[index..<index + 3].map(\.lower) == ["as", "well", "as"] {
            place += 3
        } else {
            return nil
        }
        if place < tokens.count, tokens[place].lower == "the" { place += 1 }
        return place < tokens.count ? place : nil
    }

    private func isName(_ tokens: [Token], at index: Int) -> Bool {
        tokens[index].isCapitalised && !tokens[index].has(.ordinary) || aliases.entry(in: tokens, at: index) != nil
    }

    /// Words before a comma with which a sentence goes on from another one.
    private static let connectors: Set<String> = [
        "first", "second", "third", "last", "next", "now", "again", "also", "indeed", "overall", "hence", "thus",
        "still", "so", "then", "instead", "together", "once", "often", "sometimes", "nonetheless", "furthermore",
        "otherwise",
    ]

    /// "Canada, however, maintains": a name with some words in commas before its verb.
    private func speaksBehindComma(_ tokens: [Token], at index: Int) -> Bool {
        guard index + 1 < tokens.count, tokens[index + 1].text == ",",
            let closing = (index + 2..<min(index + 14, tokens.count)).first(where: { tokens[$0].text == "," }),
            closing + 1 < tokens.count
        else { return false }
        return speaks(tokens, at: index, before: closing + 1)
    }

    private static let titles: Set<String> = ["mr", "mrs", "ms", "dr", "prof", "gen", "sen", "rep", "gov", "col", "st"]
    /// Between the parts of a name.
    private static let links: Set<String> = [
        "of", "de", "al", "von", "van", "der", "den", "bin", "ibn", "da", "di", "du", "el",
    ]
    private static let articles = ["al-", "el-", "as-", "ash-", "an-", "ar-"]

    /// Words that are capitalised for another reason than being a name.
    static func isOrdinary(_ word: String) -> Bool {
        StopWords.contains(word) || ordinary.contains(word)
    }

    private static let ordinary: Set<String> = [
        "i", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "january", "february",
        "march",
        "april", "june", "july", "august", "september", "october", "november", "december", "however", "besides",
        "therefore", "although", "though", "meanwhile", "moreover", "nevertheless", "according", "many", "several",
        "neither", "either", "nor", "unlike", "despite", "having", "given", "amid", "among", "along", "like", "instead",
        "earlier", "later", "whether", "unless", "until", "perhaps", "maybe", "elsewhere", "whereas", "asked", "under",
        "another", "every", "today", "yesterday", "tomorrow", "yes", "let", "jan", "feb", "mar", "apr", "jun", "jul",
        "aug", "sep", "sept", "oct", "nov", "dec",
    ]

    /// Puts adjectives and names that belong to a group into it, and finds groups that name nobody.
    private func groups(of mentions: [Mention], in tokens: [Token]) -> [Mention] {
        var covered = -1
        var heads: [Range<Int>] = []
        for index in tokens.indices where tokens[index].has(.groupHead) {
            var start = index
            while start > covered + 1, start > 0, isModifier(tokens[start - 1]) { start -= 1 }
            guard start < index else { continue }
            heads.append(start..<index + 1)
            covered = index
        }
        guard !heads.isEmpty else { return mentions }
        var result: [Mention] = []
        for mention in mentions {
            if mention.isAdjective || !heads.contains(where: { $0.overlaps(mention.tokens) }) { result.append(mention) }
        }
        for head in heads {
            // "Russia, Azerbaijan and three states": a name before the group is no part of it.
            var start = head.lowerBound
            for mention in mentions
            where head.overlaps(mention.tokens) && !mention.isAdjective && mention.kind == .known {
                start = max(start, mention.tokens.upperBound)
                result.append(mention)
            }
            guard start < head.upperBound - 1 || start == head.lowerBound else { continue }
            let words = tokens[start..<head.upperBound].map(\.text)
            let text = words.joined(separator: " ")
            result.append(
                Mention(kind: .group, tokens: start..<head.upperBound, name: text, text: text, isAdjective: false)
            )
        }
        // An adjective inside a group comes before the group.
        return result.sorted {
            ($0.tokens.lowerBound, $0.tokens.upperBound) < ($1.tokens.lowerBound, $1.tokens.upperBound)
        }
    }

    private func isModifier(_ token: Token) -> Bool {
        guard token.kind == .word, !token.isPossessive else { return false }
        return token.isCapitalised && !token.has(.ordinary) || Self.modifiers.contains(token.lower)
            || ["ern", "ese", "ian", "ean", "ral", "nal", "ist", "ive", "ing"].contains { token.lower.hasSuffix($0) }
                && token.lower.count > 5
    }

    static let groupHeads: Set<String> = [
        "states", "countries", "nations", "governments", "ministers", "officials", "parties", "experts", "critics",
        "scientists", "lawyers", "companies", "unions", "residents", "media", "newspapers", "sources", "authorities",
        "opponents", "supporters", "members", "lawmakers", "negotiators", "diplomats", "analysts", "researchers",
        "environmentalists", "workers", "employers", "banks", "agencies", "states'", "press", "government", "ministry",
        "parliament", "court", "opposition", "delegation",
    ]

    private static let modifiers: Set<String> = [
        "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "some", "many", "most", "all",
        "several",
        "certain", "other", "few", "both", "new", "local", "state", "foreign", "independent", "various", "neighbouring",
        "neighboring", "coastal", "littoral", "western", "eastern", "northern", "southern", "big", "small", "large",
        "major", "leading", "senior", "former", "opposition", "environmental", "the",
    ]
}
