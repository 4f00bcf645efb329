import JSON
import PluginKit
import Schema
import Wire

/// summary.positions: who wants what.
enum PositionsMethod {
    static let actor = Parameter<String?>(
        "actor",
        .string(length: 1...200).named(by: NameSource("summary.entities", "entities.names")),
        "Only what is said of this one, by any of its names."
    )

    static let description = FactMethod.description(
        "summary.positions",
        "Tells who favours, opposes, claims or should do what, on whose word, and the sentence that says so.",
        parameters: [actor.property],
        list: "positions",
        of: [
            Property("actor", .string.described("By its first name in the file of aliases, if it stands there.")),
            Property("named", .string.described("As the sentence calls it.")),
            Property(
                "several",
                .boolean.described("True of several, such as 'three states', who favour rather than favours."),
                isRequired: false
            ),
            Property("stance", Schema(.choice(Stance.allCases.map(\.rawValue)))),
            Property("verb", .string.described("As the sentence has it.")),
            Property("object", .string.described("What it is about, as the sentence has it.")),
            Property(
                "basis",
                .choice("stated", "reported", "surmised", "demanded")
                    .described("Of the author, of others, hedged, or what the actor should do.")
            ),
            Property("negated", .boolean.described("Whether the sentence says it by denying the contrary.")),
            Property("hedges", .list(of: .string).described("Words that leave it open: seem, may, reportedly.")),
            Property(
                "attribution",
                .list(of: .object([Property("who", .string), Property("verb", .string)]))
                    .described("Who says so, the outermost first.")
            ),
            Property("judgements", .list(of: .string).described("Words by which the author judges it: unfairly.")),
            Property(
                "formula",
                .object([Property("rule", .string), Property("method", .string)])
                    .described("The rule of the division plugin that it names."),
                isRequired: false
            ),
        ],
        summaryOfList: "One for each actor, in the order of the texts.",
        examples: [
            .init(
                "what does the article say of Azerbaijan?",
                ["actor": "Baku"],
                result: [
                    "positions": [
                        [
                            "actor": "Azerbaijan", "stance": "favours", "verb": "advocate", "judgements": ["unfairly"],
                            "formula": ["rule": "coast", "method": "division.calculate"],
                        ],
                        ["actor": "Azerbaijan", "stance": "pursues", "basis": "surmised"],
                        [
                            "actor": "Azerbaijan", "named": "Baku", "stance": "favours", "basis": "reported",
                            "object": "joint exploitation of the sea's disputed resources",
                            "attribution": [["who": "Azeri media", "verb": "reported"]],
                        ],
                        ["actor": "Azerbaijan", "stance": "should", "basis": "demanded", "verb": "must adopt"],
                    ]
                ]
            ),
            .init(
                "a chain of attribution in a text of one's own",
                ["text": "Azeri media report that Baku favours joint use."],
                result: [
                    "positions": [
                        ["actor": "Azerbaijan", "attribution": [["who": "Azeri media", "verb": "report"]]]
                    ]
                ]
            ),
        ]
    )
}

extension SummaryPlugin {
    func positions(_ call: Call) throws(Failure) -> JSON {
        let reading = try reading(call)
        let wanted = call[PositionsMethod.actor].map(canonicalName)
        var rows = FactRows(call)
        try eachPosition(in: reading, call) { position, actor, sentence in
            guard wanted == nil || actor.name.lowercased() == wanted else { return }
            rows.add(reading.row(members(position, actor, sentence, reading), sentence))
        }
        return FactMethod.answer("positions", rows)
    }

    /// Where each text's sentences begin that say who wants what.
    func positionStarts(in texts: [SourceText], call: Call) throws(Failure) -> [[Int]] {
        var starts = [[Int]](repeating: [], count: texts.count)
        try eachPosition(in: FactReading(texts, aliases: aliases, call: call), call) { _, _, sentence in
            starts[sentence.text].append(sentence.range.lowerBound)
        }
        return starts
    }

    private func eachPosition(
        in reading: FactReading,
        _ call: Call,
        _ found: (Position, Mention, ReadSentence) -> Void
    ) throws(Failure) {
        var earlier = Antecedents()
        for (number, sentence) in reading.sentences.enumerated() {
            if number.isMultiple(of: 1024) { try call.checkpoint() }
            earlier.enter(sentence, number)
            let language = StanceLanguage.of(reading.texts[sentence.text].language)
            let positions =
                language.map { VerbPositionFinder($0, sentence.tokens, sentence.mentions).positions() }
                ?? PositionFinder(sentence.tokens, sentence.mentions).positions()
            for position in positions {
                let actors = earlier.resolved(position.actors)
                earlier.note(actors)
                for actor in actors { found(position, actor, sentence) }
            }
        }
    }

    /// What a name is known by, in small letters.
    private func canonicalName(_ name: String) -> String {
        let tokens = Token.tokens(of: name)
        guard let entry = tokens.isEmpty ? nil : aliases.entry(in: tokens, at: 0), entry.words.count == tokens.count
        else {
            return name.lowercased()
        }
        return entry.name.lowercased()
    }

    private func members(
        _ position: Position,
        _ actor: Mention,
        _ sentence: ReadSentence,
        _ reading: FactReading
    ) -> Members {
        let object = reading.text(sentence, position.object)
        let judgements = sentence.tokens[position.object].map(\.lower).filter { StanceLexicon.judgements.contains($0) }
        var members: Members = [
            "actor": .string(actor.name), "named": .string(actor.text), "stance": .string(position.stance.rawValue),
            "verb": .string(reading.text(sentence, position.verb)), "object": .string(object),
            "basis": .string(position.basis), "negated": .bool(position.isNegated),
            "hedges": .array(position.hedges.map { .string($0) }),
            "attribution": .array(
                position.attribution.map { ["who": .string($0.who), "verb": .string($0.verb)] }
            ), "judgements": .array(judgements.map { .string($0) }),
        ]
        if actor.isSeveral { members.append("several", true) }
        if let rule = FormulaCue.rule(in: object) {
            members.append("formula", ["rule": .string(rule), "method": "division.calculate"])
        }
        return members
    }
}

/// Whom a pronoun may mean: who was last said to want something, in this sentence or the one before.
private struct Antecedents {
    private var actors: [Mention] = []
    private var text = -1
    /// The number of the sentence being read, and of that in which `actors` were found.
    private var current = -1
    private var last = -1

    mutating func enter(_ sentence: ReadSentence, _ number: Int) {
        if sentence.text != text || number > last + 1 { actors = [] }
        text = sentence.text
        current = number
    }

    mutating func note(_ actors: [Mention]) {
        guard !actors.isEmpty else { return }
        self.actors = actors
        last = current
    }

    private static let many: Set<String> = ["they", "они", "آنها", "آن‌ها", "آنان"]

    /// The actors, with those that pronouns mean in their place; without those of whom that isn't known.
    func resolved(_ found: [Mention]) -> [Mention] {
        found.flatMap { mention -> [Mention] in
            guard mention.kind == .pronoun else { return [mention] }
            let isOwned = mention.tokens.count > 1
            let word = mention.text.lowercased()
            let isMany = Self.many.contains(word) || word.hasPrefix("their ")
            let isPerson = ["he", "she", "او", "وی"].contains(word) || word.hasPrefix("his ") || word.hasPrefix("her ")
            let fits =
                isMany ? !actors.isEmpty : actors.count == 1 && (isPerson ? actors[0].kind != .known : true)
            guard fits else { return isOwned ? [mention] : [] }
            return actors.map { actor in
                Mention(
                    kind: actor.kind,
                    tokens: mention.tokens,
                    name: actor.name,
                    text: mention.text,
                    isAdjective: false
                )
            }
        }
    }
}
