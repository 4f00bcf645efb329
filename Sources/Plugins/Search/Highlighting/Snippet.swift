import Analysis
import Corpus
import Wire

/// The part of a passage that shows best why it matches.
struct Snippet {
    /// In bytes of the document's text: whole sentences, or a part of one that is too long, cut between words.
    let range: Range<Int>
    /// What matches, in bytes of what is shown; ascending and apart.
    let highlights: [Range<Int>]
    /// How far that lies behind the document's text.
    private let shift: Int
    /// Whether a sentence is cut before and behind it.
    private let isCut: (before: Bool, behind: Bool)

    /// What matches, in bytes of the document's text.
    var places: [Range<Int>] { highlights.map { $0.lowerBound - shift..<$0.upperBound - shift } }

    /// A snippet is at most so long, without its ellipses.
    static let longest = 320
    /// A shorter one takes in the next sentence.
    static let shortest = 100

    /// - Parameter weights: what a mark of each term counts for its sentence.
    init(of passage: Passage, in document: Document, marks: [Highlighter.Mark], weights: [Float]) {
        let sentences = document.sentences
        let own = passage.sentences
        let best = Self.bestSentence(of: sentences, own, marks: marks, weights: weights)
        var range = own.isEmpty ? passage.range : sentences[best]
        if range.count < Self.shortest, best + 1 < own.upperBound {
            let end = sentences[best + 1].upperBound
            if end - range.lowerBound <= Self.longest { range = range.lowerBound..<end }
        }
        range = Self.taking(marks, into: range, sentences, own)
        let whole = range
        if range.count > Self.longest { range = Self.window(of: range, marks: marks, of: document.text) }
        self.range = range

        isCut = (range.lowerBound > whole.lowerBound, range.upperBound < whole.upperBound)
        shift = (isCut.before ? Self.ellipsis.utf8CodeUnitCount : 0) - range.lowerBound
        highlights = Self.highlights(marks, in: range, shift: shift)
    }

    private static let ellipsis: StaticString = "…"

    /// Writes the part with an ellipsis where a sentence is cut, and with spaces for line breaks and tabs.
    func write(of document: Document, into writer: inout ResultWriter) {
        document.text.withUnsafeBufferPointer { bytes in
            writer.write(
                line: UnsafeRawBufferPointer(UnsafeBufferPointer(rebasing: bytes[range])),
                behind: isCut.before ? Self.ellipsis : "",
                before: isCut.behind ? Self.ellipsis : ""
            )
        }
    }

    /// The same as a value.
    func text(of document: Document) -> String {
        let text = document.text[range].unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) }
        let ellipsis = Self.ellipsis.description
        return (isCut.before ? ellipsis : "") + String(text) + (isCut.behind ? ellipsis : "")
    }

    /// The sentence with the rarest terms: each counts once, and further places only decide between equal sentences.
    private static func bestSentence(
        of sentences: Sentences,
        _ own: Range<Int>,
        marks: [Highlighter.Mark],
        weights: [Float]
    ) -> Int {
        guard own.count > 1, !marks.isEmpty else { return own.lowerBound }
        return withUnsafeTemporaryAllocation(of: Int.self, capacity: weights.count) { seenIn in
            seenIn.initialize(repeating: -1)
            var best = own.lowerBound
            var bestWeight: Float = 0
            var next = 0
            for sentence in own {
                if next == marks.count { break }
                let end = sentences[sentence].upperBound
                var weight: Float = 0
                while next < marks.count, marks[next].range.lowerBound < end {
                    let term = marks[next].term
                    weight += weights[term] * (seenIn[term] == sentence ? 0.01 : 1)
                    seenIn[term] = sentence
                    next += 1
                }
                if weight > bestWeight {
                    best = sentence
                    bestWeight = weight
                }
            }
            return best
        }
    }

    /// Some sentences with those into which a phrase that begins in them goes on.
    private static func taking(
        _ marks: [Highlighter.Mark],
        into range: Range<Int>,
        _ sentences: Sentences,
        _ own: Range<Int>
    ) -> Range<Int> {
        var end = range.upperBound
        for mark in marks where range.contains(mark.range.lowerBound) { end = max(end, mark.range.upperBound) }
        guard end > range.upperBound else { return range }
        let last = own.first { sentences[$0].upperBound >= end }
        return range.lowerBound..<(last.map { sentences[$0].upperBound } ?? end)
    }

    /// The part of a long sentence that begins shortly before the place with the most marks close together.
    private static func window(of sentence: Range<Int>, marks: [Highlighter.Mark], of text: Text) -> Range<Int> {
        let lead = 60
        let inside = marks.filter { sentence.contains($0.range.lowerBound) }
        var start = sentence.lowerBound
        var most = 0
        var last = 0
        for first in inside.indices {
            let limit = inside[first].range.lowerBound + longest - lead
            while last < inside.count, inside[last].range.upperBound <= limit { last += 1 }
            if last - first > most {
                most = last - first
                start = inside[first].range.lowerBound - lead
            }
        }
        start = max(sentence.lowerBound, min(start, sentence.upperBound - longest))
        return text.withUnsafeBufferPointer { bytes in
            if start > sentence.lowerBound { start = wordBoundary(near: start, step: 1, in: sentence, bytes) }
            var end = min(sentence.upperBound, start + longest)
            if end < sentence.upperBound {
                end = wordBoundary(near: end, step: -1, in: start..<sentence.upperBound, bytes)
            }
            return start..<max(start, end)
        }
    }

    /// The start (`step` 1) or end (`step` -1) of a word that is nearest in that direction, or at least of a character
    /// where there is no white space near.
    private static func wordBoundary(
        near position: Int,
        step: Int,
        in range: Range<Int>,
        _ bytes: UnsafeBufferPointer<UInt8>
    ) -> Int {
        let reach = 40
        var place = position
        for _ in 0..<reach where place > range.lowerBound && place < range.upperBound {
            let isBoundary = step > 0 ? bytes[place - 1] <= 0x20 && bytes[place] > 0x20 : bytes[place] <= 0x20
            if isBoundary { return place }
            place += step
        }
        place = position
        while place > range.lowerBound, place < bytes.count, !UTF8Reading.isBoundary(bytes[place]) { place -= 1 }
        return place
    }

    private static func highlights(_ marks: [Highlighter.Mark], in range: Range<Int>, shift: Int) -> [Range<Int>] {
        var result: [Range<Int>] = []
        result.reserveCapacity(min(marks.count, 16))
        for mark in marks where mark.range.lowerBound >= range.lowerBound && mark.range.upperBound <= range.upperBound {
            let shifted = mark.range.lowerBound + shift..<mark.range.upperBound + shift
            if let last = result.last, shifted.lowerBound < last.upperBound {
                result[result.count - 1] = last.lowerBound..<max(last.upperBound, shifted.upperBound)
            } else {
                result.append(shifted)
            }
        }
        return result
    }
}

extension Highlighter {
    /// The part of a passage that shows best why it matches, and all matches in the passage.
    ///
    /// - Parameter language: the one that the passage was indexed in.
    func snippet(of passage: Passage, in document: Document, language: String) -> (snippet: Snippet, marks: [Mark]) {
        let marks = marks(in: passage, of: document, language: language)
        return (Snippet(of: passage, in: document, marks: marks, weights: weights), marks)
    }
}
