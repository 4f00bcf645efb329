import Analysis
import Corpus

/// Finds the words of a passage that a query matches, by reading its text again.
struct Highlighter {
    let terms: [WeightedTerm]
    /// What each term of the index is in the query.
    private let roles: [[UInt8]: [Role]]
    private let defaultLanguage: String

    /// A match in a passage's text.
    struct Mark {
        /// In bytes of the document's text; a phrase is marked as a whole.
        let range: Range<Int>
        /// The index of the term that it matches.
        let term: Int
    }

    /// A word of one way to write a leaf of the query.
    private struct Role {
        let term: Int
        let reading: Int
        let word: Int
    }

    init(index: Index, terms: [WeightedTerm]) {
        self.terms = terms
        defaultLanguage = index.languages[0]
        var roles: [[UInt8]: [Role]] = [:]
        for (number, term) in terms.enumerated() {
            let field = term.resolved.leaf.field
            guard field == .anywhere || field == .text else { continue }
            for (reading, words) in term.resolved.readings.map(\.words).enumerated() {
                for (word, known) in words.enumerated() {
                    for term in known {
                        roles[term.bytes, default: []].append(Role(term: number, reading: reading, word: word))
                    }
                }
            }
        }
        self.roles = roles
    }

    /// A place in the passage where a word of the query stands.
    private struct Place {
        let role: Role
        /// Its number among the words of the passage.
        let position: Int
        let range: Range<Int>
    }

    /// The matches in the text of a passage, in their order.
    ///
    /// - Complexity: O(n) in the length of the passage.
    func marks(in passage: Passage, of document: Document) -> [Mark] {
        let places = places(in: passage, of: document)
        guard !places.isEmpty else { return [] }
        var marks: [Mark] = []
        for (number, term) in terms.enumerated() {
            for (reading, words) in term.resolved.readings.map(\.words).enumerated() {
                let own = places.filter { $0.role.term == number && $0.role.reading == reading }
                if own.isEmpty { continue }
                if words.count == 1 {
                    marks.append(contentsOf: own.map { Mark(range: $0.range, term: number) })
                } else {
                    marks.append(contentsOf: arranged(own, words.count, number))
                }
            }
        }
        marks.sort { $0.range.lowerBound < $1.range.lowerBound }
        return marks
    }

    /// The occurrences of several words that stand as they should.
    private func arranged(_ places: [Place], _ wordCount: Int, _ term: Int) -> [Mark] {
        var positions = [[Int]](repeating: [], count: wordCount)
        for place in places where positions[place.role.word].last != place.position {
            positions[place.role.word].append(place.position)
        }
        guard positions.allSatisfy({ !$0.isEmpty }) else { return [] }
        return terms[term].resolved.leaf.arrangement.occurrences(positions).compactMap { occurrence in
            let inside = places.filter { occurrence.contains($0.position) }
            guard let start = inside.map(\.range.lowerBound).min(), let end = inside.map(\.range.upperBound).max()
            else { return nil }
            return Mark(range: start..<end, term: term)
        }
    }

    private func places(in passage: Passage, of document: Document) -> [Place] {
        let analyzer = Analyzer(of: passage, in: document, defaultLanguage: defaultLanguage)
        var places: [Place] = []
        var position = 0
        document.text.withUnsafeBufferPointer { bytes in
            analyzer.read(bytes, in: passage.range) { surface, analysed in
                for entry in analysed.entries {
                    guard let roles = roles[Array(analysed[entry])] else { continue }
                    for role in roles {
                        let range = range(of: entry, surface, isLonely: isLonely(role))
                        places.append(Place(role: role, position: position + entry.offset, range: range))
                    }
                }
                position += analysed.advance
            }
        }
        return places
    }

    private func isLonely(_ role: Role) -> Bool { terms[role.term].resolved.leaf.words.contains(where: \.isLonelyGram) }

    /// Where a term of a surface is written. A pair of characters reaches beyond the surface, unless one alone is meant.
    private func range(of entry: Terms.Entry, _ surface: Surface, isLonely: Bool) -> Range<Int> {
        let start = surface.range.lowerBound
        if surface.kind == .compound { return start + entry.source.lowerBound..<start + entry.source.upperBound }
        return start..<surface.range.upperBound + (isLonely ? 0 : surface.reach)
    }
}
