/// In which units each term occurs, how often and where. A unit is a passage, or a document with its fields.
///
/// Compressed sparse rows: the postings of term t are `postings[starts[t]..<starts[t + 1]]`, in the order of the units,
/// and the positions of a posting run up to those of the next one.
struct Postings: Sendable {
    struct Posting: Sendable {
        let unit: UInt32
        /// Occurrences in the title and the heading; 65,535 stands for all larger numbers.
        let titleFrequency: UInt16
        /// Occurrences in the text; 65,535 stands for all larger numbers.
        let textFrequency: UInt16
        let positionStart: UInt32
    }

    private let starts: [UInt32]
    /// Ends with one that belongs to no term and says where the positions end.
    private let postings: [Posting]
    private let positions: [UInt32]

    /// The postings of a term.
    subscript(term: Int) -> ArraySlice<Posting> { postings[Int(starts[term])..<Int(starts[term + 1])] }

    /// The index of a term's first posting; the others follow it.
    func firstPosting(of term: Int) -> Int { Int(starts[term]) }

    func unit(ofPosting index: Int) -> UInt32 { postings[index].unit }

    /// Where the positions of a posting are, which ascend: numbers for `position(at:)`.
    func positionRange(ofPosting index: Int) -> Range<Int> {
        Int(postings[index].positionStart)..<Int(postings[index + 1].positionStart)
    }

    /// The number of a word in its unit.
    func position(at index: Int) -> UInt32 { positions[index] }

    /// The posting of a term in a unit: an index into the slice that the subscript returns.
    ///
    /// - Complexity: O(log n) in the number of the term's postings.
    func posting(of term: Int, in unit: UInt32) -> Int? {
        var low = Int(starts[term])
        var high = Int(starts[term + 1])
        let end = high
        while low < high {
            let middle = (low + high) / 2
            if postings[middle].unit < unit { low = middle + 1 } else { high = middle }
        }
        return low < end && postings[low].unit == unit ? low : nil
    }

    /// Collects the occurrences, unit by unit, and sorts them by term in the end, by counting: O(n).
    struct Builder {
        private var terms: [UInt32] = []
        private var positions: [UInt32] = []
        /// For each unit: where its occurrences end, and its first position that is not in the title.
        private var units: [(end: Int, textStart: UInt32)] = []

        mutating func add(term: Int, at position: Int) {
            terms.append(UInt32(term))
            positions.append(UInt32(position))
        }

        /// Ends a unit.
        mutating func endUnit(textStart: Int) { units.append((terms.count, UInt32(textStart))) }

        consuming func finish(termCount: Int) -> Postings {
            var frequencies = [UInt32](repeating: 0, count: termCount + 1)
            var starts = [UInt32](repeating: 0, count: termCount + 1)
            var latest = [Int32](repeating: -1, count: termCount)
            var start = 0
            for (unit, bounds) in units.enumerated() {
                for index in start..<bounds.end {
                    let term = Int(terms[index])
                    frequencies[term + 1] += 1
                    if latest[term] != Int32(unit) {
                        latest[term] = Int32(unit)
                        starts[term + 1] += 1
                    }
                }
                start = bounds.end
            }
            for term in 0..<termCount {
                frequencies[term + 1] += frequencies[term]
                starts[term + 1] += starts[term]
            }
            return place(frequencies: frequencies, starts: starts)
        }

        /// Puts each occurrence into its place.
        private func place(frequencies: [UInt32], starts: [UInt32]) -> Postings {
            let none = Posting(unit: .max, titleFrequency: 0, textFrequency: 0, positionStart: UInt32(terms.count))
            var postings = [Posting](repeating: none, count: Int(starts.last ?? 0) + 1)
            var placed = [UInt32](repeating: 0, count: terms.count)
            var nextPosition = frequencies
            var nextPosting = starts
            var start = 0
            for (unit, bounds) in units.enumerated() {
                for index in start..<bounds.end {
                    let term = Int(terms[index])
                    let place = nextPosition[term]
                    placed[Int(place)] = positions[index]
                    nextPosition[term] += 1
                    let isNew =
                        nextPosting[term] == starts[term] || postings[Int(nextPosting[term]) - 1].unit != UInt32(unit)
                    if isNew { nextPosting[term] += 1 }
                    let slot = Int(nextPosting[term]) - 1
                    let isTitle = positions[index] < bounds.textStart
                    let old = postings[slot]
                    postings[slot] = Posting(
                        unit: UInt32(unit),
                        titleFrequency: (isNew ? 0 : old.titleFrequency).increased(by: isTitle),
                        textFrequency: (isNew ? 0 : old.textFrequency).increased(by: !isTitle),
                        positionStart: isNew ? place : old.positionStart
                    )
                }
                start = bounds.end
            }
            return Postings(starts: starts, postings: postings, positions: placed)
        }
    }
}

extension UInt16 {
    fileprivate func increased(by condition: Bool) -> UInt16 { condition && self < .max ? self + 1 : self }
}
