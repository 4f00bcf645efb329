import Analysis
import PluginKit
import Wire

/// Finds the passages that match a query, and scores them.
struct Evaluation {
    let index: Index
    let query: Query
    /// The terms that are wanted, in the order of the query.
    private(set) var terms: [WeightedTerm] = []
    /// The matches in the order of the passages.
    private(set) var matches: [Match] = []

    private let call: Call
    private let analyzers: [Analyzer]

    /// - Throws: why the call ended, when nobody waits for it any more.
    init(_ query: Query, in index: Index, call: Call) throws(Failure) {
        self.query = query
        self.index = index
        self.call = call
        analyzers = index.languages.map { Analyzer(language: $0) }
        matches = withoutRepetition(try evaluate(query.root, isWanted: true))
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

    private mutating func evaluate(_ node: Query.Node, isWanted: Bool) throws(Failure) -> [Match] {
        switch node {
        case .term(let term): return try evaluate(term, isWanted: isWanted)
        case .any(let nodes):
            var found: [[Match]] = []
            for node in nodes { found.append(try evaluate(node, isWanted: isWanted)) }
            return Matches.union(found)
        case .all(let nodes):
            var found: [Match]?
            for case let node in nodes where !node.isNegation {
                let next = try evaluate(node, isWanted: isWanted)
                found = found.map { Matches.intersection($0, next) } ?? next
            }
            var rest = found ?? everything
            for case .not(let node) in nodes { rest = Matches.difference(rest, try evaluate(node, isWanted: false)) }
            return rest
        case .not(let node): return Matches.difference(everything, try evaluate(node, isWanted: false))
        }
    }

    private var everything: [Match] {
        (0..<UInt32(index.passageCount)).map { Match(passage: $0, score: 0, isInText: false) }
    }

    private mutating func evaluate(_ term: Query.Term, isWanted: Bool) throws(Failure) -> [Match] {
        try call.checkpoint()
        let resolved = ResolvedTerm(term, of: query, in: index, analyzers: analyzers)
        if case .named = term.field {
            let documents = occurrences(of: resolved, in: index.fields, textStarts: [])
            if isWanted {
                terms.append(
                    WeightedTerm(
                        resolved: resolved,
                        documentFrequency: documents.count,
                        collectionFrequency: documents.reduce(0) { $0 + Int($1.textFrequency) },
                        rarity: 0
                    )
                )
            }
            return documents.flatMap { document in
                index.passages(ofDocument: Int(document.unit)).map { Match(passage: $0, score: 0, isInText: false) }
            }
        }
        let found = occurrences(of: resolved, in: index.passages, textStarts: index.textStarts)
        let weighted = weighted(resolved, found)
        if isWanted { terms.append(weighted) }
        let rarity = weighted.rarity
        return found.map {
            Match(passage: $0.unit, score: index.score($0, rarity: rarity), isInText: $0.textFrequency > 0)
        }
    }

    private func occurrences(
        of resolved: ResolvedTerm,
        in postings: Postings,
        textStarts: [UInt32]
    ) -> [Occurrence] {
        let field = resolved.term.field
        var found: [Occurrence] = []
        for reading in resolved.readings {
            let occurrences = postings.occurrences(of: reading, in: field, textStarts: textStarts)
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
    private func weighted(_ resolved: ResolvedTerm, _ found: [Occurrence]) -> WeightedTerm {
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
            rarity: rarity
        )
    }
}

extension Index {
    /// What a term of this rarity adds to the score of the passage where it occurs so.
    func score(_ occurrence: Occurrence, rarity: Float) -> Float {
        Ranking.score(
            titleFrequency: occurrence.titleFrequency,
            textFrequency: occurrence.textFrequency,
            titleLengthWeight: lengths.titleWeights[Int(occurrence.unit)],
            textLengthWeight: lengths.textWeights[Int(occurrence.unit)],
            rarity: rarity
        )
    }
}

extension Query.Node {
    fileprivate var isNegation: Bool {
        if case .not = self { true } else { false }
    }
}
