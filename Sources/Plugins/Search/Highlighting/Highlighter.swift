import Analysis
import Corpus

/// Finds the words of a passage that a query matches.
struct Highlighter {
    let index: Index
    let terms: [WeightedTerm]
    let analyzer: Analyzer

    init(index: Index, terms: [WeightedTerm]) {
        self.index = index
        self.terms = terms
        analyzer = Analyzer(language: "")
    }

    /// A match in a passage's text.
    struct Mark {
        /// In bytes of the document's text; a phrase is marked as a whole.
        let range: Range<Int>
        /// The index of the term that it matches.
        let term: Int
    }

    /// The matches in the text of a passage, in their order.
    ///
    /// - Complexity: O(n) in the length of the passage.
    func marks(in passage: Passage, number: UInt32, of text: Text) -> [Mark] {
        let places = places(in: number)
        guard !places.isEmpty else { return [] }
        var marks: [Mark] = []
        marks.reserveCapacity(places.count)
        text.bytes.withUnsafeBufferPointer { bytes in
            var next = 0
            var wordNumber: UInt32 = 0
            // Phrases that have begun and not ended; there are few, as each mark is one term's.
            var open: [(place: Place, start: Int)] = []
            analyzer.read(bytes, in: passage.range) { surface, analysed in
                for offset in 0..<UInt32(analysed.advance) {
                    let word = Self.range(of: surface, analysed, offset: Int(offset))
                    while next < places.count, places[next].word == wordNumber {
                        if places[next].wordCount == 1 {
                            let isPair = !terms[places[next].term].resolved.leaf.words.contains(where: \.isLonelyGram)
                            marks.append(Mark(range: isPair ? word : surface.range, term: places[next].term))
                        } else {
                            open.append((places[next], word.lowerBound))
                        }
                        next += 1
                    }
                    if !open.isEmpty {
                        open.removeAll { place, start in
                            guard place.word + place.wordCount == wordNumber + 1 else { return false }
                            marks.append(Mark(range: start..<word.upperBound, term: place.term))
                            return true
                        }
                    }
                    wordNumber += 1
                }
            }
        }
        if terms.count > 1 { marks.sort { $0.range.lowerBound < $1.range.lowerBound } }
        return marks
    }

    /// Where the word of a surface stands that is `offset` words behind its first one.
    private static func range(of surface: Surface, _ terms: Terms, offset: Int) -> Range<Int> {
        let start = surface.range.lowerBound
        guard let entry = terms.entries.first(where: { $0.offset == offset && !$0.isWhole }), terms.advance > 1 else {
            return start..<surface.range.upperBound + surface.reach
        }
        return start + entry.source.lowerBound..<start + entry.source.upperBound
    }

    private struct Place {
        let word: UInt32
        let wordCount: UInt32
        let term: Int
    }

    /// Where the leaves occur: numbers of words of the passage's text, ascending.
    private func places(in passage: UInt32) -> [Place] {
        let textStart = index.textStarts[Int(passage)]
        var places: [Place] = []
        for (number, term) in terms.enumerated() {
            let leaf = term.resolved.leaf
            guard leaf.field == .anywhere || leaf.field == .text else { continue }
            for reading in term.resolved.readings {
                for range in index.passages.ranges(of: reading, leaf, in: passage, textStart: textStart) {
                    guard range.lowerBound >= Int(textStart) else { continue }
                    let word = UInt32(range.lowerBound) - textStart
                    places.append(Place(word: word, wordCount: UInt32(range.count), term: number))
                }
            }
        }
        if terms.count > 1 { places.sort { $0.word < $1.word } }
        return places
    }
}
