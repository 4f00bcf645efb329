import Analysis
import Corpus
import PluginKit
import Wire

/// Finds the passages that match a query, and scores them.
struct Evaluation {
    let index: Index
    let corpus: Snapshot
    let query: Query
    /// The leaves that are wanted, in the order of the query.
    private(set) var terms: [WeightedTerm] = []
    /// The matches in the order of the passages.
    private(set) var matches: [Match] = []

    private let call: Call
    private let resolver: LeafResolver

    /// - Throws: why the call ended, when nobody waits for it any more; `invalidParams` for a pattern that needs too
    ///   much memory.
    init(_ query: Query, in index: Index, of corpus: Snapshot, call: Call) throws(Failure) {
        self.query = query
        self.index = index
        self.corpus = corpus
        self.call = call
        resolver = LeafResolver(query, in: index)
        matches = withoutRepetition(try evaluate(query.root, Purpose(boost: 1)))
    }

    /// What the matches of a node are for.
    private struct Purpose {
        /// 0 where they add nothing to a score.
        var boost: Float
        /// Whether they are to be found, not to be left out.
        var isWanted = true
    }

    /// Leaves out the passages that match only by their context if another one of their document matches by its text,
    /// and all but the first if none does: else a word of the title would be found in every passage.
    private func withoutRepetition(_ found: [Match]) -> [Match] {
        guard found.contains(where: { !$0.isInText }) else { return found }
        var kept: [Match] = []
        var first = 0
        while first < found.count {
            let document = index.documents[Int(found[first].passage)]
            var end = first + 1
            while end < found.count, index.documents[Int(found[end].passage)] == document { end += 1 }
            let inText = found[first..<end].filter(\.isInText)
            if inText.isEmpty { kept.append(found[first]) } else { kept.append(contentsOf: inText) }
            first = end
        }
        return kept
    }

    /// Whether a passage is the first one of its document.
    private func isFirst(_ passage: UInt32) -> Bool {
        index.firstPassages[Int(index.documents[Int(passage)])] == passage
    }

    private mutating func evaluate(_ node: Query.Node, _ purpose: Purpose) throws(Failure) -> [Match] {
        switch node {
        case .leaf(let leaf): return try evaluate(leaf, purpose)
        case .everything: return everything(isInText: true)
        case .any(let nodes):
            var found: [[Match]] = []
            for node in nodes { found.append(try evaluate(node, purpose)) }
            return Matches.union(found)
        case .all(let nodes):
            var found: [Match]?
            for case let node in nodes where !node.isNegation {
                let next = try evaluate(node, purpose)
                found = found.map { Matches.intersection($0, next) } ?? next
            }
            var rest = found ?? everything(isInText: false)
            for case .not(let node) in nodes { rest = Matches.difference(rest, try unwanted(node)) }
            return rest
        case .not(let node): return Matches.difference(everything(isInText: false), try unwanted(node))
        case .boost(let node, let factor):
            return try evaluate(node, Purpose(boost: purpose.boost * factor, isWanted: purpose.isWanted))
        case .constant(let node, let score):
            let found = try evaluate(node, Purpose(boost: 0, isWanted: purpose.isWanted))
            return found.map { Match(passage: $0.passage, score: score * purpose.boost, isInText: $0.isInText) }
        }
    }

    private mutating func unwanted(_ node: Query.Node) throws(Failure) -> [Match] {
        try evaluate(node, Purpose(boost: 0, isWanted: false))
    }

    private func everything(isInText: Bool) -> [Match] {
        (0..<UInt32(index.passageCount)).map { Match(passage: $0, score: 0, isInText: isInText) }
    }

    private mutating func evaluate(_ leaf: Query.Leaf, _ purpose: Purpose) throws(Failure) -> [Match] {
        try call.checkpoint()
        let resolved = try resolver.resolve(leaf)
        let boost = leaf.boost * purpose.boost
        if case .values(let range) = leaf.matcher {
            if purpose.isWanted { terms.append(filtering(resolved)) }
            return try passages(with: range, in: leaf.field)
        }
        if case .named = leaf.field {
            let documents = occurrences(of: resolved, in: index.fields, textStarts: [])
            if purpose.isWanted { terms.append(filtering(resolved, documents)) }
            return documents.flatMap { passages(ofDocument: Int($0.unit)) }
        }
        let found = occurrences(of: resolved, in: index.passages, textStarts: index.textStarts)
        let weighted = weighted(resolved, found, boost: boost)
        if purpose.isWanted { terms.append(weighted) }
        let weight = weighted.weight
        return found.map {
            Match(passage: $0.unit, score: index.score($0, weight: weight), isInText: $0.textFrequency > 0)
        }
    }

    private func passages(ofDocument document: Int) -> [Match] {
        index.passages(ofDocument: document).map { Match(passage: $0, score: 0, isInText: false) }
    }

    /// The passages of the documents that have a value in `range` in a field.
    private func passages(with range: ValueRange, in field: Query.Field) throws(Failure) -> [Match] {
        var found: [Match] = []
        for (number, document) in corpus.documents.enumerated() {
            if number % 4096 == 0 { try call.checkpoint() }
            let values: [String]
            switch field {
            case .named(let name):
                values = DocumentFields.values(of: document).filter { $0.name == index.fieldNames[name] }.map(\.value)
            case .title: values = [document.title]
            case .anywhere, .text: values = []
            }
            guard values.contains(where: { range.contains(FieldValue($0)) }) else { continue }
            found.append(contentsOf: passages(ofDocument: number))
        }
        return found
    }

    private func filtering(_ resolved: ResolvedLeaf, _ documents: [Occurrence] = []) -> WeightedTerm {
        WeightedTerm(
            resolved: resolved,
            documentFrequency: documents.count,
            collectionFrequency: documents.reduce(0) { $0 + Int($1.textFrequency) },
            rarity: 0,
            boost: 0
        )
    }

    private func occurrences(
        of resolved: ResolvedLeaf,
        in postings: Postings,
        textStarts: [UInt32]
    ) -> [Occurrence] {
        var found: [Occurrence] = []
        for reading in resolved.readings {
            let occurrences = postings.occurrences(of: reading, resolved.leaf, textStarts: textStarts)
            found = found.isEmpty ? occurrences : found + occurrences
        }
        if resolved.readings.count > 1 { found = Self.merged(found) }
        return found
    }

    /// One occurrence for each unit: where several readings occur, that which occurs most.
    private static func merged(_ found: [Occurrence]) -> [Occurrence] {
        var merged: [Occurrence] = []
        for occurrence in found.sorted(by: { $0.unit < $1.unit }) {
            if let last = merged.last, last.unit == occurrence.unit {
                merged[merged.count - 1] = Occurrence(
                    unit: last.unit,
                    titleFrequency: max(last.titleFrequency, occurrence.titleFrequency),
                    textFrequency: max(last.textFrequency, occurrence.textFrequency)
                )
            } else {
                merged.append(occurrence)
            }
        }
        return merged
    }

    /// A title counts once, at the first passage of its document: otherwise its words would seem common just because the
    /// document is long.
    private func weighted(_ resolved: ResolvedLeaf, _ found: [Occurrence], boost: Float) -> WeightedTerm {
        var documentFrequency = 0
        var collectionFrequency = 0
        for occurrence in found {
            let isFirst = occurrence.titleFrequency > 0 && isFirst(occurrence.unit)
            guard occurrence.textFrequency > 0 || isFirst else { continue }
            documentFrequency += 1
            collectionFrequency += Int(occurrence.textFrequency) + (isFirst ? Int(occurrence.titleFrequency) : 0)
        }
        let rarity =
            documentFrequency == 0
            ? 0
            : Ranking.rarity(
                documentFrequency: documentFrequency,
                collectionFrequency: collectionFrequency,
                passageCount: index.passageCount
            )
        return WeightedTerm(
            resolved: resolved,
            documentFrequency: documentFrequency,
            collectionFrequency: collectionFrequency,
            rarity: rarity,
            boost: boost
        )
    }
}

extension Index {
    /// What a term of this weight adds to the score of the passage where it occurs so.
    func score(_ occurrence: Occurrence, weight: Float) -> Float {
        Ranking.score(
            titleFrequency: occurrence.titleFrequency,
            textFrequency: occurrence.textFrequency,
            titleLengthWeight: lengths.titleWeights[Int(occurrence.unit)],
            textLengthWeight: lengths.textWeights[Int(occurrence.unit)],
            rarity: weight
        )
    }
}

extension Query.Node {
    fileprivate var isNegation: Bool {
        if case .not = self { true } else { false }
    }
}
