/// A passage, or a document with its fields, in which a term occurs.
struct Occurrence {
    let unit: UInt32
    let titleFrequency: UInt32
    let textFrequency: UInt32
}

extension Postings {
    /// Where a reading of a term occurs in the part that `field` names, in the order of the units.
    func occurrences(of reading: [Int], in field: Query.Field, textStarts: [UInt32]) -> [Occurrence] {
        guard reading.count > 1 else { return reading.first.map { occurrences(ofWord: $0, in: field) } ?? [] }
        // The rarest word leads; the others are looked up.
        guard let rarest = reading.min(by: { self[$0].count < self[$1].count }) else { return [] }
        var found: [Occurrence] = []
        for posting in self[rarest] {
            var title: UInt32 = 0
            var text: UInt32 = 0
            let textStart = textStarts.isEmpty ? 0 : textStarts[Int(posting.unit)]
            forEachStart(of: reading, in: posting.unit) { position in
                if position < textStart { title += 1 } else { text += 1 }
            }
            if let occurrence = Self.occurrence(posting.unit, title, text, in: field) { found.append(occurrence) }
        }
        return found
    }

    /// Calls `body` with the position of the first word of each occurrence of a phrase in a unit, ascending.
    func forEachStart(of phrase: [Int], in unit: UInt32, _ body: (UInt32) -> Void) {
        if phrase.count == 1 {
            guard let posting = posting(of: phrase[0], in: unit) else { return }
            for place in positionRange(ofPosting: posting) { body(position(at: place)) }
            return
        }
        var places: [Range<Int>] = []
        for term in phrase {
            guard let posting = posting(of: term, in: unit) else { return }
            places.append(positionRange(ofPosting: posting))
        }
        guard let starts = places.first else { return }
        start: for start in starts {
            let first = position(at: start)
            for offset in 1..<places.count {
                let wanted = first + UInt32(offset)
                var place = places[offset]
                while let lowest = place.first, position(at: lowest) < wanted { place = lowest + 1..<place.upperBound }
                places[offset] = place
                guard let lowest = place.first, position(at: lowest) == wanted else { continue start }
            }
            body(first)
        }
    }

    private func occurrences(ofWord term: Int, in field: Query.Field) -> [Occurrence] {
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
