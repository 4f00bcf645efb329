import Analysis
import Corpus
import Schema

/// Proposes other words for those that the corpus lacks.
struct Speller {
    let index: Index

    /// So many unknown words of a query are looked at.
    static let mostWords = 4

    /// The query with every unknown word that has a near neighbour in the corpus replaced by it; `nil` if there is none.
    ///
    /// - Complexity: O(n) in the number of different terms of the corpus for each unknown word.
    func suggestion(for query: Query, terms: [WeightedTerm]) -> String? {
        var replaced: [(range: Range<Int>, word: String)] = []
        let unknown = terms.filter { $0.resolved.isUnknown }.prefix(Self.mostWords)
        for term in unknown {
            guard term.resolved.leaf.words.count == 1, let word = term.resolved.leaf.words.first else { continue }
            if case .named = term.resolved.leaf.field { continue }
            guard let near = nearest(to: word, of: query) else { continue }
            replaced.append((word.range, near))
        }
        guard !replaced.isEmpty else { return nil }
        var bytes = query.bytes
        for (range, word) in replaced.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            bytes.replaceSubrange(range, with: word.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func nearest(to word: Surface, of query: Query) -> String? {
        for language in index.languages {
            var wanted: [UInt8] = []
            query.bytes.withUnsafeBufferPointer { bytes in
                Analyzer(language: language).read(bytes, in: word.range) { _, terms in
                    if wanted.isEmpty, let entry = terms.entries.first { wanted += terms[entry] }
                }
            }
            let candidates = candidates(near: wanted)
            let names = candidates.map { String(decoding: $0.term, as: UTF8.self) }
            let stem = String(decoding: wanted, as: UTF8.self)
            guard stem.utf8.count > 3, let near = Suggestion.nearest(to: stem, among: names),
                let place = names.firstIndex(of: near)
            else { continue }
            return spelling(of: candidates[place]) ?? near
        }
        return nil
    }

    private struct Candidate {
        let term: [UInt8]
        let part: Int
        let entry: TermDictionary.Entry
    }

    /// The terms that can be as near to `wanted` as `Suggestion` asks, the most frequent first.
    ///
    /// A quick look that lets no near one slip: a change to one letter changes at most its bytes, of which one is taken
    /// from the kinds that occur and one is added.
    private func candidates(near wanted: [UInt8]) -> [Candidate] {
        let width = wanted.contains { $0 >= 0x80 } ? 2 : 1
        let mostChanges = (wanted.count / width <= 8 ? 2 : 3) * width
        let kinds = Self.kinds(wanted)
        var found: [Candidate] = []
        for (number, part) in index.parts.enumerated() {
            part.segment.dictionary.forEach(withPrefix: TermKey.word([])) { key, entry in
                let term = UnsafeBufferPointer(rebasing: key[TermKey.wordPrefixCount...])
                guard abs(term.count - wanted.count) <= mostChanges else { return true }
                let difference = Self.kinds(term) ^ kinds
                if difference.nonzeroBitCount <= mostChanges * 2 {
                    found.append(Candidate(term: Array(term), part: number, entry: entry))
                }
                return true
            }
        }
        return found.sorted { $0.entry.count > $1.entry.count }
    }

    private static func kinds(_ bytes: some Sequence<UInt8>) -> UInt64 { bytes.reduce(0) { $0 | 1 << UInt64($1 & 63) } }

    /// A term as it is written where it occurs first.
    private func spelling(of candidate: Candidate) -> String? {
        let part = index.parts[candidate.part]
        let memory = QueryMemory(index.memory)
        let unitCount = part.segment.unitCount
        let list = ListReader(candidate.entry, in: part.segment, unitCount: unitCount, memory: memory)
        for window in 0..<Window.count(unitCount: unitCount) {
            for posting in list.postings(in: window) where list.text[posting] > 0 {
                let hit = Hit(segment: candidate.part, unit: Int(list.units[posting]), score: 0)
                let (document, passage) = index.place(of: hit)
                return written(candidate.term, in: document.passages[passage], of: document)
            }
        }
        return nil
    }

    private func written(_ term: [UInt8], in passage: Passage, of document: Document) -> String? {
        let analyzer = Analyzer(of: passage, in: document, defaultLanguage: index.languages[0])
        var found: String?
        document.text.withUnsafeBufferPointer { bytes in
            analyzer.read(bytes, in: passage.range) { surface, terms in
                guard found == nil, let entry = terms.entries.first(where: { terms[$0].elementsEqual(term) }) else {
                    return
                }
                let start = surface.range.lowerBound
                found = document.text[start + entry.source.lowerBound..<start + entry.source.upperBound]
            }
        }
        return found
    }
}
