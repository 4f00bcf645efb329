/// A passage, or a document with its fields, in which a leaf of a query occurs.
struct Occurrence {
    let unit: UInt32
    let titleFrequency: UInt32
    let textFrequency: UInt32
}

extension Postings {
    /// Where a reading of a leaf occurs in the part that its field names, in the order of the units.
    func occurrences(of reading: ResolvedLeaf.Reading, _ leaf: Query.Leaf, textStarts: [UInt32]) -> [Occurrence] {
        if reading.words.count == 1, reading.words[0].count == 1 {
            return occurrences(ofTerm: reading.words[0][0], in: leaf.field)
        }
        var found: [Occurrence] = []
        for unit in units(with: reading) {
            let textStart = textStarts.isEmpty ? 0 : textStarts[Int(unit)]
            var title: UInt32 = 0
            var text: UInt32 = 0
            for range in ranges(of: reading, leaf, in: unit, textStart: textStart) {
                if range.lowerBound < Int(textStart) { title += 1 } else { text += 1 }
            }
            if let occurrence = Self.occurrence(unit, title, text, in: leaf.field) { found.append(occurrence) }
        }
        return found
    }

    /// The positions of each occurrence of a reading in a unit, from the first word to the last one; those in title and
    /// heading before those in the text, none across.
    func ranges(
        of reading: ResolvedLeaf.Reading,
        _ leaf: Query.Leaf,
        in unit: UInt32,
        textStart: UInt32
    ) -> [ClosedRange<Int>] {
        var places: [[Int]] = []
        for terms in reading.words {
            var positions: [Int] = []
            for term in terms {
                guard let posting = posting(of: term, in: unit) else { continue }
                positions.append(contentsOf: positionRange(ofPosting: posting).lazy.map { Int(position(at: $0)) })
            }
            if positions.isEmpty { return [] }
            if terms.count > 1 { positions.sort() }
            places.append(positions)
        }
        if places.count == 1 { return places[0].map { $0...$0 } }
        let title = places.map { positions in positions.filter { $0 < Int(textStart) } }
        let text = places.map { positions in positions.filter { $0 >= Int(textStart) } }
        return leaf.arrangement.occurrences(title) + leaf.arrangement.occurrences(text)
    }

    /// The units that have a term for every word, ascending.
    private func units(with reading: ResolvedLeaf.Reading) -> [UInt32] {
        var common: [UInt32]?
        // The rarest word leads; the others are looked up.
        let words = reading.words.map { terms in (terms, terms.reduce(0) { $0 + self[$1].count }) }
        for (terms, _) in words.sorted(by: { $0.1 < $1.1 }) {
            if let found = common {
                common = found.filter { unit in terms.contains { posting(of: $0, in: unit) != nil } }
            } else {
                common = terms.count == 1 ? self[terms[0]].map(\.unit) : units(withAnyOf: terms)
            }
        }
        return common ?? []
    }

    private func units(withAnyOf terms: [Int]) -> [UInt32] {
        let all = terms.flatMap { self[$0].map(\.unit) }.sorted()
        var units: [UInt32] = []
        for unit in all where units.last != unit { units.append(unit) }
        return units
    }

    private func occurrences(ofTerm term: Int, in field: Query.Field) -> [Occurrence] {
        let postings = self[term]
        var found: [Occurrence] = []
        found.reserveCapacity(postings.count)
        for posting in postings {
            let occurrence = Self.occurrence(
                posting.unit,
                UInt32(posting.titleFrequency),
                UInt32(posting.textFrequency),
                in: field
            )
            if let occurrence { found.append(occurrence) }
        }
        return found
    }

    @inline(__always)
    private static func occurrence(
        _ unit: UInt32,
        _ title: UInt32,
        _ text: UInt32,
        in field: Query.Field
    ) -> Occurrence? {
        let title = field == .text ? 0 : title
        let text = field == .title ? 0 : text
        guard title > 0 || text > 0 else { return nil }
        return Occurrence(unit: unit, titleFrequency: title, textFrequency: text)
    }
}
