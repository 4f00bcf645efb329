import Analysis
import JSON
import PluginKit
import Schema
import Wire

/// What `search.complete` takes and returns.
enum CompleteMethod {
    static let text = Parameter<String>(
        "text",
        .string(length: 1...10_000),
        "What has been typed: its last word is completed, unless a space follows it."
    )
    static let limit = Parameter<Int>("limit", .integer(1...100), "At most so many completions.", fallback: 10)

    static let description = MethodDescription(
        "search.complete",
        "Completes the last word of what has been typed by words of the corpus, the most frequent first.",
        parameters: [text.property, limit.property],
        result: .object([
            Property(
                "completions",
                .list(
                    of: .object([
                        Property("text", .string.described("The whole text with its last word completed.")),
                        Property("word", .string.described("As it is written in the corpus.")),
                        Property("passages", .integer(1...Int.max).described("How many have it, in any form.")),
                    ])
                )
            )
        ]),
        examples: [
            MethodDescription.Example(
                "as one types",
                ["text": "the lit"],
                result: ["completions": [["text": "the littoral", "word": "littoral", "passages": 3]]]
            )
        ]
    )
}

extension SearchPlugin {
    /// - Complexity: O(n) in the number of different words that begin so.
    func complete(_ call: Call) throws(Failure) -> JSON {
        let text = call[CompleteMethod.text]
        let bytes = Array(text.utf8)
        guard let last = bytes.withUnsafeBufferPointer({ QueryParser.lastWord(of: $0) }) else {
            return ["completions": []]
        }
        let leaf = Query.Leaf(matcher: .prefix(last), field: .anywhere, range: last.range)
        let query = Query(bytes: bytes, root: .leaf(leaf))
        let terms = try LeafResolver(query, in: index).resolve(leaf).readings.first?.words.first ?? []
        let speller = Speller(index: index)
        let typed = folded(bytes[last.range])
        var completions: [JSON] = []
        var seen: Set<String> = []
        for term in terms {
            try call.checkpoint()
            guard completions.count < call[CompleteMethod.limit] else { break }
            // A name of several words is offered by its words.
            guard let word = speller.spelling(of: term), folded(Array(word.utf8)[...]).starts(with: typed),
                seen.insert(word.lowercased()).inserted
            else { continue }
            let whole = String(decoding: bytes[..<last.range.lowerBound], as: UTF8.self) + word
            completions.append([
                "text": .string(whole), "word": .string(word), "passages": .integer(max(term.passageCount, 1)),
            ])
        }
        return ["completions": .array(completions)]
    }

    private func folded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var folded: [UInt8] = []
        Array(bytes).withUnsafeBufferPointer { bytes in
            LeafResolver.folding(of: index).fold(bytes, 0..<bytes.count, into: &folded)
        }
        return folded
    }
}
