import JSON
import PluginKit
import Schema
import Wire

/// summary.entities: who and what is named.
enum EntitiesMethod {
    static let description = FactMethod.description(
        "summary.entities",
        "Finds who and what texts name, each with all its names there, the most often named first.",
        list: "entities",
        of: [
            Property("name", .string.described("By its first name in the file of aliases, if it stands there.")),
            Property(
                "kind",
                .choice("known", "name", "group").described("In that file; told by its capitals; several.")
            ),
            Property("count", .integer(1...Int.max).described("Of its names; adjectives count not.")),
            Property("names", .list(of: .string).described("As it is called, the commonest first.")),
            Property("adjectives", .list(of: .string).described("Azeri, Russian.")),
        ],
        summaryOfList: "Each with the first sentence that names it.",
        examples: [
            .init(
                "which states does the article name?",
                ["limit": 3],
                result: [
                    "entities": [
                        ["name": "Iran", "names": ["Iran", "Islamic Republic"]],
                        ["name": "Russia", "names": ["Russia", "Moscow"]],
                        ["name": "Azerbaijan", "names": ["Azerbaijan", "Baku"], "adjectives": ["Azeri"]],
                    ]
                ]
            )
        ]
    )
}

extension SummaryPlugin {
    func entities(_ call: Call) throws(Failure) -> JSON {
        struct Entity {
            let kind: Mention.Kind
            let sentence: Int
            var names: [String: Int] = [:]
            var adjectives: [String: Int] = [:]
            var count: Int { names.values.reduce(0, +) }
        }
        let reading = try reading(call)
        var entities: [String: Entity] = [:]
        for (index, sentence) in reading.sentences.enumerated() {
            for mention in sentence.mentions {
                var entity = entities[mention.name] ?? Entity(kind: mention.kind, sentence: index)
                if mention.isAdjective {
                    entity.adjectives[mention.text, default: 0] += 1
                } else {
                    entity.names[mention.text, default: 0] += 1
                }
                entities[mention.name] = entity
            }
        }
        func ordered(_ counts: [String: Int]) -> JSON {
            .array(counts.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { .string($0.key) })
        }
        let sorted = entities.filter { $0.value.count > 0 }
            .sorted { ($1.value.count, $0.value.sentence, $0.key) < ($0.value.count, $1.value.sentence, $1.key) }
        return FactMethod.answer("entities", sorted, call) { name, entity in
            reading.row(
                [
                    "name": .string(name), "kind": .string(entity.kind.rawValue), "count": .integer(entity.count),
                    "names": ordered(entity.names), "adjectives": ordered(entity.adjectives),
                ],
                reading.sentences[entity.sentence]
            )
        }
    }
}
