import Analysis
import Corpus

/// Finds the words of a passage that a query matches, by reading its text again.
struct Highlighter {
    let terms: [WeightedTerm]
    /// What each term of the index is in the query.
    private let roles: [[UInt8]: [Role]]
    /// With which letters of ASCII the query's terms begin.
    private let firstLetters: [Bool]
    private let defaultLanguage: String
    private let lease: AnalyzerLease

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
        lease = index.analyzers.lease()
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
        var firstLetters = [Bool](repeating: false, count: 128)
        for case let first? in roles.keys.map(\.first) where first < 0x80 { firstLetters[Int(first)] = true }
        self.firstLetters = firstLetters
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
        let analyzer = lease.ofTexts(in: passage.language(in: document, else: defaultLanguage))
        var places: [Place] = []
        var position = 0
        var terms = Terms()
        document.text.withUnsafeBufferPointer { bytes in
            var scanner = SurfaceScanner(bytes, in: passage.range, folding: analyzer.folding)
            while let surface = scanner.next() {
                if surface.kind == .word, beginsUnlike(scanner.key) {
                    position += 1
                    continue
                }
                analyzer.terms(of: scanner.key, surface.kind, length: surface.range.count, into: &terms)
                for entry in terms.entries {
                    guard let roles = roles[Array(terms[entry])] else { continue }
                    for role in roles {
                        let range = range(of: entry, surface, isLonely: isLonely(role))
                        places.append(Place(role: role, position: position + entry.offset, range: range))
                    }
                }
                position += terms.advance
            }
        }
        return places
    }

    /// Whether a word can't be one of the query's because none begins with its letter: no stemmer changes the first letter
    /// of a word without marks, but what stands before an apostrophe may be left out.
    @inline(__always)
    private func beginsUnlike(_ key: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let first = key.first, first < 0x80, !firstLetters[Int(first)] else { return false }
        return !key.contains(UInt8(ascii: "'"))
    }

    private func isLonely(_ role: Role) -> Bool { terms[role.term].resolved.leaf.words.contains(where: \.isLonelyGram) }

    /// Where a term of a surface is written. A pair of characters reaches beyond the surface, unless one alone is meant.
    private func range(of entry: Terms.Entry, _ surface: Surface, isLonely: Bool) -> Range<Int> {
        let start = surface.range.lowerBound
        if surface.kind == .compound { return start + entry.source.lowerBound..<start + entry.source.upperBound }
        return start..<surface.range.upperBound + (isLonely ? 0 : surface.reach)
    }
}
