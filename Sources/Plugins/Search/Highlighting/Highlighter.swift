import Analysis
import Corpus

/// Finds the words of a passage that a query matches, by reading its text again.
struct Highlighter {
    let terms: [WeightedTerm]
    /// What each term of the index is in the query.
    private let roles: RoleTable
    /// Whether it matters how far words are from each other: to words alone it doesn't.
    private let needsPositions: Bool
    private let lease: VocabularyLease
    /// Whether a leaf is a single character of a script without spaces.
    private let isLonely: [Bool]
    private let pairs: ClusterPairs

    /// A match in a passage's text.
    struct Mark {
        /// In bytes of the document's text; a phrase is marked as a whole.
        let range: Range<Int>
        /// The index of the term that it matches.
        let term: Int
    }

    init(index: Index, terms: [WeightedTerm]) {
        self.terms = terms
        lease = index.vocabularies.lease()
        isLonely = terms.map { $0.resolved.leaf.words.contains(where: \.isLonelyGram) }
        pairs = ClusterPairs(terms)
        var roles = RoleTable()
        var needsPositions = false
        for (number, term) in terms.enumerated() {
            let field = term.resolved.leaf.field
            guard field == .anywhere || field == .text else { continue }
            for (reading, words) in term.resolved.readings.map(\.words).enumerated() {
                if words.count > 1 { needsPositions = true }
                for (word, known) in words.enumerated() {
                    for term in known {
                        let role = RoleTable.Role(term: number, reading: reading, word: word)
                        roles.add(role, of: term.bytes, number: lease.vocabulary.number(of: term.bytes))
                    }
                }
            }
        }
        self.roles = roles
        self.needsPositions = needsPositions
    }

    /// A place in the passage where a word of the query stands.
    private struct Place {
        let role: RoleTable.Role
        /// Its number among the words of the passage.
        let position: Int
        let range: Range<Int>
    }

    /// The matches in the text of a passage, in their order.
    ///
    /// - Parameter language: the one that the passage was indexed in.
    /// - Complexity: O(n) in the length of the passage.
    func marks(in passage: Passage, of document: Document, language: String) -> [Mark] {
        var places = places(in: passage, of: document, language)
        // By terms and readings; what is of one of them stays in its order.
        if terms.count > 1 || terms.first?.resolved.readings.count ?? 0 > 1 {
            places.sort { ($0.role.term, $0.role.reading) < ($1.role.term, $1.role.reading) }
        }
        var marks: [Mark] = []
        marks.reserveCapacity(places.count)
        var start = 0
        while start < places.count {
            let role = places[start].role
            var end = start + 1
            while end < places.count, places[end].role.term == role.term, places[end].role.reading == role.reading {
                end += 1
            }
            let wordCount = terms[role.term].resolved.readings[role.reading].words.count
            if wordCount == 1 {
                for place in places[start..<end] { marks.append(Mark(range: place.range, term: role.term)) }
            } else {
                marks.append(contentsOf: arranged(Array(places[start..<end]), wordCount, role.term))
            }
            start = end
        }
        marks.sort { $0.range.lowerBound < $1.range.lowerBound }
        return pairs.withoutLone(marks)
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

    private func places(in passage: Passage, of document: Document, _ language: String) -> [Place] {
        let vocabulary = lease.vocabulary
        let analyzer = vocabulary.analyzerNumber(language)
        let kept = vocabulary.keptLetters(analyzer)
        let folding = vocabulary.folding(analyzer)
        var places: [Place] = []
        places.reserveCapacity(Self.usualPlaces)
        document.text.withUnsafeBufferPointer { bytes in
            // A capital I of ASCII becomes another letter there.
            guard kept > 0, !folding.isTurkic else {
                var scanner = SurfaceScanner(bytes, in: passage.range, folding: folding)
                return read(&scanner, analyzer, kept, into: &places)
            }
            var skimmer = Skimmer(bytes, in: passage.range, roles, kept: kept)
            guard var part = skimmer.next() else { return }
            if needsPositions {
                while let next = skimmer.next() { part = part.lowerBound..<next.upperBound }
                var scanner = SurfaceScanner(bytes, in: part, folding: folding)
                return read(&scanner, analyzer, kept, into: &places)
            }
            var scanner = SurfaceScanner(bytes, in: part, folding: folding)
            while true {
                if let word = Self.plainWord(in: part, of: bytes) {
                    let key = UnsafeBufferPointer(rebasing: bytes[word])
                    _ = read(key, Surface(range: word, kind: .word), at: 0, analyzer, kept, into: &places)
                } else {
                    scanner.move(to: part)
                    read(&scanner, analyzer, kept, into: &places)
                }
                guard let next = skimmer.next() else { return }
                part = next
            }
        }
        return places
    }

    /// The word of a to z that a part of a text is, with nothing but the signs of sentences around it; `nil` if it is
    /// anything else. A scanner would make the same of it, and take longer.
    private static func plainWord(in part: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>? {
        let opening = bytes[part.lowerBound]
        let start = part.lowerBound + (opening == UInt8(ascii: "(") || opening == UInt8(ascii: "\"") ? 1 : 0)
        var end = start
        while end < part.upperBound, RoleTable.isLetter(bytes[end]) { end += 1 }
        guard (1...64).contains(end - start) else { return nil }
        for place in end..<part.upperBound {
            switch bytes[place] {
            case UInt8(ascii: ","), UInt8(ascii: "."), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: ")"),
                UInt8(ascii: "\""), UInt8(ascii: "!"), UInt8(ascii: "?"):
                break
            default: return nil
            }
        }
        return start..<end
    }

    /// Most passages have no more places.
    private static let usualPlaces = 32

    /// Adds the places of the query's words in what is left to scan.
    private func read(_ scanner: inout SurfaceScanner, _ analyzer: Int, _ kept: Int, into places: inout [Place]) {
        var position = 0
        while let surface = scanner.next() {
            position += read(scanner.key, surface, at: position, analyzer, kept, into: &places)
        }
    }

    /// Adds the places of the query's words in a surface; returns how many words it stands for.
    @inline(__always)
    private func read(
        _ key: UnsafeBufferPointer<UInt8>,
        _ surface: Surface,
        at position: Int,
        _ analyzer: Int,
        _ kept: Int,
        into places: inout [Place]
    ) -> Int {
        if kept > 0, surface.kind == .word, beginsUnlike(key, kept) { return 1 }
        let vocabulary = lease.vocabulary
        let reading = vocabulary.reading(of: key, surface, analyzer)
        for place in reading.entries {
            let entry = vocabulary.entries[place]
            let number = vocabulary.knownNumber(ofTerm: entry.term)
            guard number >= 0 else { continue }
            for role in roles[number] {
                let range = range(of: entry, surface, isLonely: isLonely[role.term])
                places.append(Place(role: role, position: position + Int(entry.offset), range: range))
            }
        }
        return reading.advance
    }

    /// Whether a word can't be one of the query's because none begins with its letters, of which its stem keeps so many. What
    /// stands before an apostrophe may be left out, and points between digits are.
    @inline(__always)
    private func beginsUnlike(_ key: UnsafeBufferPointer<UInt8>, _ kept: Int) -> Bool {
        guard let first = key.first, first < 0x80 else { return false }
        let mayBegin: Bool
        if kept >= 3, key.count >= 3, RoleTable.isLetter(first), RoleTable.isLetter(key[1]), RoleTable.isLetter(key[2])
        {
            mayBegin = roles.beginsWord(first, key[1], key[2])
        } else {
            mayBegin = roles.beginsWord(first)
        }
        return !mayBegin && !key.contains(UInt8(ascii: "'"))
    }

    /// Where a term of a surface is written. A pair of characters reaches beyond the surface, unless one alone is meant.
    private func range(of entry: Vocabulary.Entry, _ surface: Surface, isLonely: Bool) -> Range<Int> {
        let start = surface.range.lowerBound
        if surface.kind == .compound {
            return start + Int(entry.source.lowerBound)..<start + Int(entry.source.upperBound)
        }
        return start..<surface.range.upperBound + (isLonely ? 0 : surface.reach)
    }
}
