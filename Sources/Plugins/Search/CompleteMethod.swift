import Analysis
import JSON
import PluginKit
import Schema
import Wire

/// What `search.complete` takes and returns.
enum CompleteMethod {
    static let text = Parameter<String>(
        "text",
        .string(length: 1...10_000).named(by: .words),
        "What has been typed: its last word is completed, unless a space follows it."
    )
    static let limit = Parameter<Int>("limit", .integer(1...100), "At most so many completions.", fallback: 10)

    static let description = MethodDescription(
        "search.complete",
        "Completes the last word by words of the corpus, or by values of the field before it, the most frequent first.",
        parameters: [text.property, limit.property],
        result: .object([
            Property(
                "completions",
                .list(
                    of: .object([
                        Property("text", .string.described("The whole text with its last word completed.")),
                        Property(
                            "word",
                            .string.described("As it is written in the corpus; of a field the whole value.")
                        ),
                        Property(
                            "passages",
                            .integer(1...Int.max).described(
                                "How many have it, in any form; in scripts without spaces of those that were looked at."
                            )
                        ),
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
        if let values = try completeValue(text, call) { return values }
        guard let last = bytes.withUnsafeBufferPointer({ QueryParser.lastWord(of: $0) }) else {
            return ["completions": []]
        }
        let run = bytes.withUnsafeBufferPointer { RunCompletion($0, of: index) }
        if let run { return try complete(bytes, run, call) }
        let speller = Speller(index: index)
        let typed = folded(bytes[last.range])
        if typed.count < 3, index.isLarge { try call.needsTime() }
        // Of some terms another word is offered than was typed, and of some none.
        let terms = try mostFrequent(beginning: typed, atMost: call[CompleteMethod.limit] * 4, call)
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

    /// The same in a script without spaces.
    private func complete(_ bytes: [UInt8], _ run: RunCompletion, _ call: Call) throws(Failure) -> JSON {
        if index.isLarge { try call.needsTime() }
        let completions = try run.completions(atMost: call[CompleteMethod.limit], call)
        let list: [JSON] = completions.map { completion in
            let before = String(decoding: bytes.dropLast(completion.typedCount), as: UTF8.self)
            return [
                "text": .string(before + completion.word), "word": .string(completion.word),
                "passages": .integer(completion.passages),
            ]
        }
        return ["completions": .array(list)]
    }

    /// The most frequent terms that begin so, and the stem of an inflected word that does, which may be shorter.
    private func mostFrequent(beginning typed: [UInt8], atMost limit: Int, _ call: Call) throws(Failure) -> [KnownTerm]
    {
        let key = TermKey.word([])
        var terms: Set<[UInt8]> = []
        for analyzer in index.analyzerLease().ofQueries {
            typed.withUnsafeBufferPointer { bytes in
                analyzer.read(bytes, in: 0..<bytes.count) { _, analysed in
                    for entry in analysed.entries { terms.insert(Array(analysed[entry])) }
                }
            }
        }
        terms.formUnion(try mostFrequent(behind: key, beginning: typed, atMost: limit, call) { _ in true })
        return sorted(terms, behind: key)
    }

    /// Of each part the most frequent of the terms that are accepted, without the key that stands before them.
    func mostFrequent(
        behind key: [UInt8],
        beginning typed: [UInt8],
        atMost limit: Int,
        _ call: Call,
        where accepts: (ArraySlice<UInt8>) -> Bool
    ) throws(Failure) -> Set<[UInt8]> {
        var terms: Set<[UInt8]> = []
        for part in index.parts {
            try call.checkpoint()
            var best: [(term: ArraySlice<UInt8>, count: Int)] = []
            var least = 0
            part.segment.dictionary.forEach(withPrefix: key + typed) { term, entry in
                guard entry.passageCount > least else { return true }
                let term = Array(term)[key.count...]
                guard accepts(term) else { return true }
                best.append((term, entry.passageCount))
                if best.count == limit * 2 {
                    best.sort { $0.count > $1.count }
                    best.removeLast(limit)
                    least = best[limit - 1].count
                }
                return true
            }
            terms.formUnion(best.lazy.map { Array($0.term) })
        }
        return terms
    }

    /// What all parts know of terms, the most frequent first.
    func sorted(_ terms: Set<[UInt8]>, behind key: [UInt8]) -> [KnownTerm] {
        let known = terms.compactMap { KnownTerm($0, key: key + $0, in: index) }
        return known.sorted { left, right in
            left.passageCount != right.passageCount
                ? left.passageCount > right.passageCount : left.bytes.lexicographicallyPrecedes(right.bytes)
        }
    }

    private func folded(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var folded: [UInt8] = []
        Array(bytes).withUnsafeBufferPointer { bytes in
            LeafResolver.folding(of: index).fold(bytes, 0..<bytes.count, into: &folded)
        }
        return folded
    }
}
