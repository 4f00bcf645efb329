import Analysis
import Corpus

/// The part of a passage that shows best why it matches.
struct Snippet {
    /// In bytes of the document's text: whole sentences, or a part of one that is too long, cut between words.
    let range: Range<Int>
    /// The part with an ellipsis where a sentence is cut, and with spaces for line breaks and tabs.
    let text: String
    /// What matches, in bytes of `text`; ascending and apart.
    let highlights: [Range<Int>]
    /// How far `text` lies behind the document's text.
    private let shift: Int

    /// What matches, in bytes of the document's text.
    var places: [Range<Int>] { highlights.map { $0.lowerBound - shift..<$0.upperBound - shift } }

    /// A snippet is at most so long, without its ellipses.
    static let longest = 320
    /// A shorter one takes in the next sentence.
    static let shortest = 100

    init(of passage: Passage, in document: Document, marks: [Highlighter.Mark], terms: [WeightedTerm]) {
        let sentences = document.sentences[passage.sentences]
        let best = Self.bestSentence(of: sentences, marks: marks, terms: terms)
        var range = sentences.isEmpty ? passage.range : sentences[best]
        if range.count < Self.shortest, best + 1 < sentences.endIndex,
            sentences[best + 1].upperBound - range.lowerBound <= Self.longest
        {
            range = range.lowerBound..<sentences[best + 1].upperBound
        }
        range = Self.taking(marks, into: range, sentences)
        let whole = range
        if range.count > Self.longest { range = Self.window(of: range, marks: marks, of: document.text) }
        self.range = range

        let isCutBefore = range.lowerBound > whole.lowerBound
        text = Self.text(
            of: document.text,
            in: range,
            isCutBefore: isCutBefore,
            isCutAfter: range.upperBound < whole.upperBound
        )
        shift = (isCutBefore ? Self.ellipsis.utf8.count : 0) - range.lowerBound
        highlights = Self.highlights(marks, in: range, shift: shift)
    }

    private static let ellipsis = "…"

    private static func text(of text: Text, in range: Range<Int>, isCutBefore: Bool, isCutAfter: Bool) -> String {
        let part = String(unsafeUninitializedCapacity: range.count) { output in
            text.withUnsafeBufferPointer { bytes in
                for index in 0..<range.count {
                    let byte = bytes[range.lowerBound + index]
                    output[index] = byte < 0x20 ? 0x20 : byte
                }
            }
            return range.count
        }
        return isCutBefore || isCutAfter ? (isCutBefore ? ellipsis : "") + part + (isCutAfter ? ellipsis : "") : part
    }

    /// The sentence with the rarest terms: each counts once, and further places only decide between equal sentences.
    private static func bestSentence(
        of sentences: Slice<Sentences>,
        marks: [Highlighter.Mark],
        terms: [WeightedTerm]
    ) -> Int {
        guard sentences.count > 1, !marks.isEmpty else { return sentences.startIndex }
        var best = sentences.startIndex
        var bestWeight: Float = 0
        var next = 0
        var seenIn = [Int](repeating: -1, count: terms.count)
        for sentence in sentences.indices {
            if next == marks.count { break }
            let end = sentences[sentence].upperBound
            var weight: Float = 0
            while next < marks.count, marks[next].range.lowerBound < end {
                let term = marks[next].term
                weight += terms[term].rarity * Float(terms[term].count) * (seenIn[term] == sentence ? 0.01 : 1)
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

    /// Some sentences with those into which a phrase that begins in them goes on.
    private static func taking(_ marks: [Highlighter.Mark], into range: Range<Int>, _ sentences: Slice<Sentences>)
        -> Range<Int>
    {
        var end = range.upperBound
        for mark in marks where range.contains(mark.range.lowerBound) { end = max(end, mark.range.upperBound) }
        guard end > range.upperBound else { return range }
        let last = sentences.first { $0.upperBound >= end }
        return range.lowerBound..<(last?.upperBound ?? end)
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
