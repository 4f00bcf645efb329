import Analysis
import Corpus
import Schema

/// Proposes other words for those that the corpus lacks.
struct Speller {
    let index: Index
    let corpus: Snapshot

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
            let key = Index.key(field: Index.passageField)
            var wanted = key
            query.bytes.withUnsafeBufferPointer { bytes in
                Analyzer(language: language).read(bytes, in: word.range) { _, terms in
                    if wanted == key, let entry = terms.entries.first { wanted += terms[entry] }
                }
            }
            let candidates = candidates(near: wanted, key: key)
            let names = candidates.map { String(decoding: index.vocabulary[$0].dropFirst(key.count), as: UTF8.self) }
            let stem = String(decoding: wanted.dropFirst(key.count), as: UTF8.self)
            guard stem.utf8.count > 3, let near = Suggestion.nearest(to: stem, among: names),
                let place = names.firstIndex(of: near)
            else { continue }
            return spelling(of: candidates[place]) ?? near
        }
        return nil
    }

    /// The terms that can be as near to `wanted` as `Suggestion` asks, the most frequent first.
    ///
    /// A quick look that lets no near one slip: a change to one letter changes at most its bytes, of which one is taken
    /// from the kinds that occur and one is added.
    private func candidates(near wanted: [UInt8], key: [UInt8]) -> [Int] {
        let stem = wanted[key.count...]
        let width = stem.contains { $0 >= 0x80 } ? 2 : 1
        let mostChanges = (stem.count / width <= 8 ? 2 : 3) * width
        let kinds = Self.kinds(stem)
        var found: [Int] = []
        for term in 0..<index.vocabulary.count {
            let bytes = index.vocabulary[term]
            guard abs(bytes.count - wanted.count) <= mostChanges, bytes.starts(with: key) else { continue }
            let difference = Self.kinds(bytes.dropFirst(key.count)) ^ kinds
            if difference.nonzeroBitCount <= mostChanges * 2 { found.append(term) }
        }
        return found.sorted { index.passages[$0].count > index.passages[$1].count }
    }

    private static func kinds(_ bytes: ArraySlice<UInt8>) -> UInt64 {
        bytes.reduce(0) { $0 | 1 << UInt64($1 & 63) }
    }

    /// A term as it is written where it occurs first.
    private func spelling(of term: Int) -> String? {
        let start = index.passages.firstPosting(of: term)
        for posting in start..<start + index.passages[term].count {
            let passage = index.passages.unit(ofPosting: posting)
            let document = corpus.documents[Int(index.documents[Int(passage)])]
            let number = Int(passage - index.firstPassages[Int(index.documents[Int(passage)])])
            for place in index.passages.positionRange(ofPosting: posting) {
                let position = index.passages.position(at: place)
                guard position >= index.textStarts[Int(passage)] else { continue }
                return document.text.bytes.withUnsafeBufferPointer { bytes in
                    let left = Int(position - index.textStarts[Int(passage)])
                    var place = 0
                    var found: String?
                    let analyzer = Analyzer(language: document.language.map(Analyzer.primarySubtag) ?? "")
                    analyzer.read(bytes, in: document.passages[number].range) { surface, terms in
                        if found == nil, place <= left, left < place + terms.advance,
                            let entry = terms.entries.first(where: { $0.offset == left - place && !$0.isWhole })
                        {
                            let start = surface.range.lowerBound
                            found = document.text[start + entry.source.lowerBound..<start + entry.source.upperBound]
                        }
                        place += terms.advance
                    }
                    return found
                }
            }
        }
        return nil
    }
}
