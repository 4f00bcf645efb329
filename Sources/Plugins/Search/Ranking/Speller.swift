import Analysis
import Corpus

/// Proposes other words for those that the corpus lacks.
struct Speller {
    let index: Index

    /// So many unknown words of a query are looked at.
    static let mostWords = 4

    /// A query of more words is a text, to which nobody wants a correction; to find out whether one finds more would take as
    /// long as the search.
    static let mostTerms = 64

    /// The query with every unknown word that has a near neighbour in the corpus replaced by it; `nil` if there is none.
    ///
    /// Near is what one slip makes of a word of four letters or more; or two, of a word of six letters or more that
    /// keeps its first letter. Of several the most frequent one is meant.
    ///
    /// - Parameter text: the query as it was typed, the first part of the query's bytes.
    func suggestion(for query: Query, typedAs text: String, terms: [WeightedTerm]) -> String? {
        guard terms.count <= Self.mostTerms else { return nil }
        var replaced: [(range: Range<Int>, word: String)] = []
        let unknown = terms.indices.filter { number in
            let leaf = terms[number].resolved.leaf
            guard terms[number].resolved.isUnknown, leaf.range.upperBound <= text.utf8.count else { return false }
            // The parts of a hyphenated word stand before it, and are looked at by themselves.
            return number == 0 || !leaf.range.contains(terms[number - 1].resolved.leaf.range)
        }
        for term in unknown.prefix(Self.mostWords).map({ terms[$0] }) {
            guard term.resolved.leaf.words.count == 1, let word = term.resolved.leaf.words.first else { continue }
            // A pair of characters is no word: one near to it says something else.
            if word.kind == .gram { continue }
            if case .named = term.resolved.leaf.field { continue }
            guard let near = nearest(to: word, of: query) else { continue }
            replaced.append((word.range, near))
        }
        guard !replaced.isEmpty else { return nil }
        var bytes = Array(text.utf8)
        for (range, word) in replaced.sorted(by: { $0.range.lowerBound > $1.range.lowerBound }) {
            bytes.replaceSubrange(range, with: word.utf8)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func nearest(to word: Surface, of query: Query) -> String? {
        var seen: Set<[UInt8]> = []
        for analyzer in index.analyzerLease().ofQueries {
            var wanted: [UInt8] = []
            query.bytes.withUnsafeBufferPointer { bytes in
                analyzer.read(bytes, in: word.range) { _, terms in
                    if wanted.isEmpty, let entry = terms.entries.first { wanted += terms[entry] }
                }
            }
            guard seen.insert(wanted).inserted else { continue }
            let letters = Array(String(decoding: wanted, as: UTF8.self).unicodeScalars)
            guard letters.count >= 4 else { continue }
            if let near = mostFrequent(near: letters, edits: 1) ?? farther(letters) {
                return spelling(of: near) ?? String(decoding: near.term, as: UTF8.self)
            }
        }
        return nil
    }

    private func farther(_ letters: [Unicode.Scalar]) -> Candidate? {
        letters.count >= 6 ? mostFrequent(near: letters, edits: 2, keepsFirst: true) : nil
    }

    private struct Candidate {
        let term: [UInt8]
        let part: Int
        let entry: TermDictionary.Entry
    }

    /// The most frequent of the terms that are as near.
    private func mostFrequent(near letters: [Unicode.Scalar], edits: Int, keepsFirst: Bool = false) -> Candidate? {
        let first = keepsFirst ? Array(String(letters[0]).utf8) : []
        guard var near = NearTerms([Array(letters.dropFirst(keepsFirst ? 1 : 0))], edits: edits) else { return nil }
        var best: Candidate?
        for (number, part) in index.parts.enumerated() {
            func offer(_ key: UnsafeBufferPointer<UInt8>, _ entry: TermDictionary.Entry) {
                guard entry.count > best?.entry.count ?? 0 else { return }
                best = Candidate(term: Array(key[TermKey.wordPrefixCount...]), part: number, entry: entry)
            }
            if first.isEmpty {
                part.segment.forEachWord(near, offer)
                continue
            }
            part.segment.dictionary.forEach(behind: TermKey.word(first), accepting: &near) { key, entry in
                offer(key, entry)
                return true
            }
        }
        return best
    }

    /// A term as it is written where it occurs first in a text.
    func spelling(of term: KnownTerm) -> String? {
        for (number, entry) in term.entries.enumerated() {
            guard let entry else { continue }
            if let found = spelling(of: Candidate(term: Array(term.bytes), part: number, entry: entry)) { return found }
        }
        return nil
    }

    /// A term as it is written where it occurs first.
    private func spelling(of candidate: Candidate) -> String? {
        let part = index.parts[candidate.part]
        let memory = QueryMemory(index.memory, holding: index)
        let unitCount = part.segment.unitCount
        let list = ListReader(candidate.entry, in: part.segment, unitCount: unitCount, memory: memory)
        for window in 0..<Window.count(unitCount: unitCount) {
            for posting in list.postings(in: window) where list.text[posting] > 0 {
                let hit = Hit(segment: candidate.part, unit: Int(list.units[posting]), score: 0)
                let (document, passage) = index.place(of: hit)
                return written(candidate.term, in: document.passages[passage], of: document, index.language(of: hit))
            }
        }
        return nil
    }

    private func written(_ term: [UInt8], in passage: Passage, of document: Document, _ language: String) -> String? {
        let lease = index.analyzerLease()
        let analyzer = lease.ofTexts(in: language)
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
