import Corpus
import JSON
import PluginKit
import Schema
import Synchronization
import Wire

extension CompareMethod {
    static let claim: [Property] =
        [
            Property("kind", .choice("favours", "share").described("A state's wish, or a number.")),
            Property("state", .string.described("The state's code.")),
            Property("rule", .string.described("The formula that it is about.")),
            Property("claimed", .number.described("The percentage that is claimed."), isRequired: false),
            Property("percent", .number.described("What the formula gives.")),
            Property(
                "reference",
                .number.described("What 'against' gives; a wish agrees where that is less."),
                isRequired: false
            ),
            Property("best", .string.described("The formula that gives the state most."), isRequired: false),
            Property("agrees", .boolean.described("Whether the claim and the numbers do.")),
            Property("source", .string.described("Who published it; else the corpus says so."), isRequired: false),
            Property("text", .string.described("The sentence of the corpus."), isRequired: false),
        ]
        + Citation.properties.map { Property($0.name, $0.schema, isRequired: false) }
}

/// What a sentence says of states and formulas: who favours which, and who is to get how much.
struct ClaimReading {
    struct Claim: Equatable, Sendable {
        let state: Int
        let formula: Int?
        /// In percent; `nil` for a wish.
        let percent: Double?
    }

    private(set) var claims: [Claim] = []

    init(_ sentence: String, states: [Body.State], formulas: [Formula]) {
        let words = Self.words(sentence)
        let named = Self.places(of: states, in: words)
        // Each clause ends where the next one begins to say something else.
        var start = 0
        for end in words.indices.filter({ Self.breaks.contains(words[$0]) }) + [words.count] where end >= start {
            read(words, start..<end, named, formulas)
            start = end + 1
        }
    }

    private mutating func read(
        _ words: [String],
        _ clause: Range<Int>,
        _ named: [(state: Int, place: Int)],
        _ formulas: [Formula]
    ) {
        let here = named.filter { clause.contains($0.place) }
        guard !here.isEmpty else { return }
        let formula = { (range: Range<Int>) -> Int? in
            let found = Set(words[range])
            return formulas.firstIndex { formula in
                !formula.cues.isEmpty && formula.cues.allSatisfy { $0.contains(where: found.contains) }
            }
        }
        if let verb = clause.first(where: { Self.verbs.contains(words[$0]) }),
            let wanted = formula(verb..<clause.upperBound)
        {
            for one in here where one.place < verb {
                claims.append(Claim(state: one.state, formula: wanted, percent: nil))
            }
        }
        for place in clause where words[place] == "%" || Self.percent.contains(words[place]) {
            guard place > clause.lowerBound, let number = Double(words[place - 1]), number > 0, number <= 100 else {
                continue
            }
            // Of the last state that was named before, else of the first one behind.
            guard let state = here.last(where: { $0.place < place }) ?? here.first else { continue }
            claims.append(Claim(state: state.state, formula: formula(clause), percent: number))
        }
    }

    /// Where states are named, by name or alias.
    private static func places(of states: [Body.State], in words: [String]) -> [(state: Int, place: Int)] {
        var found: [(state: Int, place: Int)] = []
        for (index, state) in states.enumerated() {
            for name in [state.name] + state.aliases {
                let name = Self.words(name)
                guard let first = name.first else { continue }
                for place in words.indices
                where words[place] == first && words[place...].starts(with: name) { found.append((index, place)) }
            }
        }
        return found.sorted { $0.place < $1.place }
    }

    /// Lower-cased runs of letters and digits; decimal points stay in numbers, and % is a word.
    static func words(_ text: String) -> [String] {
        var words: [String] = []
        var word = ""
        let characters = Array(text.lowercased())
        for (index, character) in characters.enumerated() {
            let isPoint =
                character == "." && index > 0 && index + 1 < characters.count && characters[index - 1].isNumber
                && characters[index + 1].isNumber
            if character.isLetter || character.isNumber || isPoint {
                word.append(character)
                continue
            }
            if !word.isEmpty { words.append(word) }
            word = ""
            if character == "%" { words.append("%") }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }

    private static let breaks: Set<String> = ["while", "whereas", "but", "although", "however"]
    private static let percent: Set<String> = ["percent", "per", "percentage"]
    private static let verbs: Set<String> = [
        "favor", "favors", "favour", "favours", "favored", "favoured", "advocate", "advocates", "advocated", "support",
        "supports", "supported", "want", "wants", "wanted", "propose", "proposes", "proposed", "prefer", "prefers",
        "preferred", "demand", "demands", "demanded", "insist", "insists", "insisted", "believe", "believes",
        "believed", "seek", "seeks", "sought",
    ]
}

/// A claim of the corpus, with its sentence and place.
struct Statement: Sendable {
    let claim: ClaimReading.Claim
    let citation: Members
}

extension DivisionPlugin {
    /// What the corpus and published figures say, beside what the formulas come to.
    func claims(
        _ waters: Waters,
        _ columns: [Column],
        against base: Column?,
        _ call: Call
    ) throws(Failure) -> [JSON] {
        var found: [JSON] = []
        let formulas = columns.map(\.formula)
        for statement in try statements(on: waters, call) {
            let name = statement.claim.formula.map { waters.formulas[$0].name }
            let place = formulas.firstIndex { $0.name == name }
            // About a formula that could not be worked out, nothing can be said.
            guard name == nil || place != nil else { continue }
            let claim = ClaimReading.Claim(
                state: statement.claim.state,
                formula: place,
                percent: statement.claim.percent
            )
            var members = compared(claim, waters, columns, base)
            for (key, value) in statement.citation { members.append(key, value) }
            found.append(.object(members))
        }
        guard let path = waters.body.publishedPath else { return found }
        for one in try DataFile.json(path)["published"]?.array ?? [] where one["kind"] == "share" {
            guard let rule = one["rule"]?.string, let formula = formulas.firstIndex(where: { $0.name == rule }) else {
                continue
            }
            for member in one["shares"]?.object ?? Members() {
                guard let state = waters.body.states.firstIndex(where: { $0.code == member.key }),
                    let percent = member.value.number
                else { continue }
                let claim = ClaimReading.Claim(state: state, formula: formula, percent: percent)
                var members = compared(claim, waters, columns, nil)
                members.append("source", one["source"] ?? "")
                found.append(.object(members))
            }
        }
        return found
    }

    /// What the corpus says of a body's states and formulas: read once, at most some hundred of it.
    private func statements(on waters: Waters, _ call: Call) throws(Failure) -> [Statement] {
        if let known = waters.statements.withLock({ $0 }) { return known }
        var found: [Statement] = []
        let formulas = waters.formulas
        for document in corpus.documents where found.count < 200 {
            try call.checkpoint()
            for sentence in document.sentences {
                let text = document.text[sentence]
                for claim in ClaimReading(text, states: waters.body.states, formulas: formulas).claims {
                    var members: Members = ["text": .string(text)]
                    Citation.write(sentence, of: document, into: &members)
                    found.append(Statement(claim: claim, citation: members))
                }
            }
        }
        waters.statements.withLock { $0 = found }
        return found
    }

    private func compared(
        _ claim: ClaimReading.Claim,
        _ waters: Waters,
        _ columns: [Column],
        _ base: Column?
    ) -> Members {
        let shares = columns.map { $0.allocation.percents[claim.state] }
        let best = shares.indices.max { shares[$0] < shares[$1] } ?? 0
        // A number without a formula is held against the one that comes nearest.
        let nearest = shares.indices.min {
            (shares[$0] - (claim.percent ?? 0)).magnitude < (shares[$1] - (claim.percent ?? 0)).magnitude
        }
        let column = columns[claim.formula ?? nearest ?? 0]
        let percent = column.allocation.percents[claim.state]
        var members: Members = [
            "kind": claim.percent == nil ? "favours" : "share",
            "state": .string(waters.body.states[claim.state].code), "rule": .string(column.formula.name),
        ]
        if let claimed = claim.percent {
            let range = column.ranges.indices.contains(claim.state) ? column.ranges[claim.state] : percent...percent
            members.append("claimed", .number(claimed))
            members.append("percent", .number(percent))
            // Published numbers are whole or have one digit; half a point is theirs to round.
            members.append(
                "agrees",
                .bool(claimed >= range.lowerBound - 0.5 && claimed <= range.upperBound + 0.5)
            )
        } else {
            let reference = base?.allocation.percents[claim.state]
            members.append("percent", .number(percent))
            if let reference { members.append("reference", .number(reference)) }
            members.append("best", .string(columns[best].formula.name))
            members.append("agrees", .bool(percent > (reference ?? 0) + 1e-6))
        }
        return members
    }
}
