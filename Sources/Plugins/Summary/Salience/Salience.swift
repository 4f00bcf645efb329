/// How much each sentence says of what the texts are about.
///
/// A weighted sum of features, each first brought to mean 0 and deviation 1 over the sentences. The first sentences of a
/// text are trusted as far as they talk about what the text talks about: news leads with its matter, a story doesn't.
/// The weights are fixed, for every genre. They were chosen so that no genre of news, reviews, science and fiction loses
/// by them; what helps one and harms another depends on the text itself, by ``Features/diffuseness``.
struct Salience {
    /// One number a sentence.
    private(set) var scores: [Double]
    /// What each feature adds to the scores, by its name.
    private(set) var parts: [(name: String, values: [Double])] = []

    /// - Parameters:
    ///   - positions: the place of each sentence in its report, from 0.
    ///   - budget: that it is for: where it counts sentences, a longer one costs no more.
    ///   - answers: whether it is for a question, which need not be about what the texts are about.
    init(_ features: Features, positions: [Int], budget: Budget, answers: Bool) {
        let table = features.table
        scores = [Double](repeating: 0, count: table.sentenceCount)
        parts.reserveCapacity(8)
        let diffuseness = features.diffuseness
        let centrality = Self.standardised(features.centrality)
        let degree = Self.standardised(features.degree)
        let lead = positions.indices.filter { positions[$0] < Self.leadLength }
        let talk = lead.reduce(0) { $0 + centrality[$1] + degree[$1] } / Double(2 * max(lead.count, 1))
        let opening = Self.opening(positions, budget, of: table, answers: answers)
        // A transcript opens with greetings.
        let writtenShare = Double(table.speakers.count { $0 == .author }) / Double(max(table.sentenceCount, 1))
        // A judgment opens with what happened, and comes to its reasons later.
        let isJudgment = table.traits.contains { $0.part == .reason }
        let trust = isJudgment ? 0 : min(opening.most, max(0, 0.2 * writtenShare + 0.6 * talk + opening.trust))
        let logarithms = Logarithms()
        let lengths = table.spokenCounts.map { logarithms[$0 + 1] }
        add("pairs", 0.30, features.pairFrequency())
        add("centrality", 0.20, centrality)
        add("attraction", 0.30, features.attraction)
        add("frequency", 0.30 * (1 - diffuseness), features.termFrequency)
        add("length", -0.55, table.spokenCounts.map { $0 < Self.fewWords ? 1 : 0 })
        let areSeveral = positions.count { $0 == 0 } > 1
        let weight = Self.lengthWeight(budget, diffuseness, speech: Self.speech(table), ofSeveral: areSeveral)
        add("length", weight, lengths)
        add("form", -0.45, table.traits.map { $0.isOpen ? 1 : 0 })
        add("form", -0.30, table.traits.map { $0.isScattered ? 1 : 0 })
        add("form", -0.20 * diffuseness, table.traits.map(\.personalShare))
        let isTerse = Self.isTerse(budget, table)
        add("cue", zip(table.traits, table.speakers).map { Self.cue($0, isSpoken: $1 != .author, isTerse: isTerse) })
        add("position", trust * 0.50, positions.map { 1 / (1 + Double($0)).squareRoot() })
        if !answers { add("position", Self.introductions(positions, of: table)) }
        add("lead", trust * 0.15, features.closeness(to: Array(lead.prefix(Self.leadLength))))
    }

    /// What standing in its introduction is worth to each sentence: a longer text that names itself near its beginning, as
    /// "this document describes", says there what it is about, as specifications and papers do, and then goes into it.
    private static func introductions(_ positions: [Int], of table: TermTable) -> [Double] {
        var values = [Double](repeating: 0, count: positions.count)
        var start = 0
        while start < positions.count {
            let end = positions[(start + 1)...].firstIndex(of: 0) ?? positions.endIndex
            defer { start = end }
            guard end - start >= Introduction.fewestSentences else { continue }
            let opening = start..<start + Introduction.opening
            guard opening.contains(where: { table.traits[$0].isIntroducing && table.speakers[$0] == .author }) else {
                continue
            }
            for index in start..<end {
                values[index] = Introduction.worth / (1 + Double(index - start) / Introduction.span)
            }
        }
        return values
    }

    private enum Introduction {
        /// A text of fewer has none.
        static let fewestSentences = 30
        /// Among so many first sentences one names the text.
        static let opening = 12
        /// What the first sentence gets, and how many sentences behind it half of that.
        static let worth = 2.0
        static let span = 5.0
    }

    /// How much more the first sentences of a short text are trusted where a sentence or two should say what it is about: a
    /// description or an abstract opens with that, and its few sentences can't show that the others talk about the first.
    /// Most where no sentence says what the text comes to, as one of an abstract does wherever it stands: then the text
    /// describes something, and has said what it is at the beginning. Not where that goes on with what was said before it.
    private static func opening(
        _ positions: [Int],
        _ budget: Budget,
        of table: TermTable,
        answers: Bool
    ) -> (trust: Double, most: Double) {
        let none = (trust: 0.0, most: OpeningTrust.abstract.most)
        guard isTerse(budget, table) else { return none }
        let opening = OpeningTrust(of: table, answers: answers)
        let firsts = positions.indices.filter { positions[$0] == 0 }
        guard positions.count < opening.fewSentences, firsts.count == 1, !table.traits[firsts[0]].isContinuing else {
            return none
        }
        // Nor where sections say what it comes to.
        guard !table.traits.contains(where: { $0.part == .finding || $0.part == .point }) else { return none }
        // Nor where it says nothing: "Okay.", "From: Ann Berg".
        guard table.speakers[firsts[0]] == .author, !table.row(firsts[0]).isEmpty, !table.traits[firsts[0]].isFormal
        else { return none }
        let shortness = 1 - Double(positions.count) / Double(opening.fewSentences)
        return (opening.added * shortness, opening.most)
    }

    /// Whether no more is asked for than what a text is about.
    private static func isTerse(_ budget: Budget, _ table: TermTable) -> Bool {
        switch budget {
        case .sentences(let limit): limit < 3
        case .characters(let limit): limit <= terse * 6
        case .words, .percent: budget.limit(ofWords: table.wordCounts.reduce(0, +)) ?? 0 <= terse
        }
    }

    /// How far the first sentences of a short text are trusted.
    private struct OpeningTrust {
        /// A text with as many sentences is not short.
        let fewSentences: Int
        /// What is added to the trust, the less the nearer a text comes to that.
        let added: Double
        /// To how much the trust may come.
        let most: Double

        /// Where a sentence says what the text comes to.
        static let abstract = OpeningTrust(fewSentences: 20, added: 3, most: 2.1)
        /// Where somebody tells something, or a question is asked.
        private static let telling = OpeningTrust(fewSentences: 60, added: 4, most: 3)
        /// Where nobody does: a text that says of something what it is and does.
        private static let description = OpeningTrust(fewSentences: 120, added: 8, most: 6)
        /// The same where it talks to its reader, as reviews do.
        private static let talk = OpeningTrust(fewSentences: 60, added: 8, most: 6)
        /// The part of the sentences in which somebody may say something in a description.
        private static let mostTelling = 0.03

        init(of table: TermTable, answers: Bool) {
            let tellingCount = table.traits.count(where: \.isTelling)
            self =
                if table.traits.contains(where: \.isAnnouncing) {
                    .abstract
                } else if answers || table.speakers.contains(where: { $0 != .author })
                    || Double(tellingCount) > Self.mostTelling * Double(table.traits.count)
                {
                    .telling
                } else {
                    Salience.speech(table) > 0 ? .talk : .description
                }
        }

        private init(fewSentences: Int, added: Double, most: Double) {
            (self.fewSentences, self.added, self.most) = (fewSentences, added, most)
        }
    }

    /// What phrases and the like are worth. In talk a proposal or a decision is what it comes to, and a question waits for its answer.
    ///
    /// - Parameter isTerse: whether what a study was about counts as much as what it came to.
    private static func cue(_ traits: SentenceTraits, isSpoken: Bool, isTerse: Bool) -> Double {
        var cue = 0.0
        if traits.isAnnouncing || isSpoken && traits.isProposing { cue += 0.5 }
        if traits.isPointing { cue -= 0.3 }
        if traits.isRoll { cue -= 3 }
        if traits.isQuoted { cue -= 2 }
        switch traits.part {
        case .matter: break
        case .point: cue += 1
        case .aim: cue += isTerse ? 1 : 0
        case .finding: cue += 0.25
        case .reason: cue += 0.75
        case .ground: cue -= 0.25
        case .formula: cue -= 2
        case .piece: cue -= 0.5
        }
        if isSpoken, traits.isAsking { cue -= 0.5 }
        return cue
    }

    /// So many words say what a text is about, and no more.
    private static let terse = 50

    /// What a long sentence is worth: nothing much where words count, or where one or two should say it tersely; more
    /// where some sentences may say as much as they like, more still of several reports, and most where only long ones say
    /// anything.
    private static func lengthWeight(
        _ budget: Budget,
        _ diffuseness: Double,
        speech: Double,
        ofSeveral areSeveral: Bool
    ) -> Double {
        guard budget.countsSentences else { return -0.07 + 0.3 * diffuseness }
        let some = 0.31 + 0.5 * speech + (areSeveral ? 0.25 : 0)
        return (budget.sentenceLimit < 3 ? 0.10 : some) + 0.8 * diffuseness
    }

    /// How far a text is somebody's talk, from 0 to 1: from one word in a hundred that means the speaker or the listener to
    /// three. Most of what is said in a meeting or a dialogue is said in passing, and only its long sentences tell a matter.
    private static func speech(_ table: TermTable) -> Double {
        let share = table.traits.reduce(0) { $0 + $1.spokenShare } / Double(max(table.traits.count, 1))
        return min(1, max(0, (share - 0.01) / 0.02))
    }

    /// Adds `weight` times the standardised values; parts of one name are one part.
    private mutating func add(_ name: String, _ weight: Double, _ values: [Double]) {
        guard weight != 0 else { return }
        let (mean, unit) = Self.moments(values)
        let factor = weight * unit
        var weighted = values
        do {
            var weighted = weighted.mutableSpan
            var scores = scores.mutableSpan
            for index in weighted.indices {
                weighted[index] = (weighted[index] - mean) * factor
                scores[index] += weighted[index]
            }
        }
        if let last = parts.indices.last, parts[last].name == name {
            let former = parts[last].values
            parts[last].values = former.indices.map { former[$0] + weighted[$0] }
        } else {
            parts.append((name, weighted))
        }
    }

    /// Adds values as they are. What few sentences have would be worth the more the fewer they are, if standardised.
    private mutating func add(_ name: String, _ values: [Double]) {
        guard values.contains(where: { $0 != 0 }) else { return }
        for index in values.indices { scores[index] += values[index] }
        parts.append((name, values))
    }

    /// Lets only `share` of what was said so far count, and adds how near each sentence is to a question.
    mutating func turn(to relevance: [Double], share: Double, weight: Double) {
        for part in parts.indices { parts[part].values = parts[part].values.map { $0 * share } }
        scores = scores.map { $0 * share }
        let (mean, unit) = Self.moments(relevance)
        let highest = ((relevance.max() ?? 0) - mean) * unit
        add("query", weight * min(1, Self.highestRelevance / highest), relevance)
    }

    /// Where a few sentences of very many answer, nothing but their nearness to the question would count, in deviations.
    private static let highestRelevance = 8.0

    /// So many sentences are a text's lead.
    private static let leadLength = 3
    /// A sentence with fewer words rarely says anything by itself.
    private static let fewWords = 6

    private static func standardised(_ values: [Double]) -> [Double] {
        let (mean, unit) = moments(values)
        return values.map { ($0 - mean) * unit }
    }

    /// The mean of some values, and one over their deviation; 0 where they are all alike.
    private static func moments(_ values: [Double]) -> (mean: Double, unit: Double) {
        let count = Double(max(values.count, 1))
        let mean = values.reduce(0, +) / count
        let deviation = (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count).squareRoot()
        return (mean, deviation > 1e-12 ? 1 / deviation : 0)
    }
}
