/// The parts of a document that count as copied when an earlier document has them too.
///
/// They are the shortest runs of two or more sentences with 160 folded bytes, one from each sentence on and one up to each
/// sentence, so that together they cover every longer run; and whole paragraphs, and lines of these, with 120 folded bytes.
/// What is shorter, such as "No comment.", is a coincidence.
///
/// Whether a sentence is a copy depends only on which of these runs an earlier document has, not on what else stands there:
/// a change of one document makes another one first for a run, or last to lose it, and no third one has to be looked at.
struct CopyWindows {
    static let shortestRun = 160
    static let shortestParagraph = 120

    struct Window: Hashable {
        /// The hash of the words.
        let key: UInt64
        /// Of the document, before copies were taken out.
        let sentences: Range<Int>
    }

    private(set) var windows: [Window] = []

    private struct Sentence {
        let hash: UInt64
        let size: Int
    }

    init(_ document: Document) {
        let (passages, sentences) = (document.ownPassages, document.ownSentences)
        self = document.text.withUnsafeBufferPointer { CopyWindows($0, passages, sentences) }
    }

    /// - Complexity: O(bytes of the sentences).
    init(
        _ text: UnsafeBufferPointer<UInt8>,
        _ passages: some Collection<Passage>,
        _ ranges: some Collection<Range<Int>>
    ) {
        // Nothing in a text that is too short by itself can be long enough.
        guard text.count >= Self.shortestParagraph / 3 else { return }
        let ranges = Array(ranges)
        let sentences = ranges.map { Self.read(text, $0) }
        windows.reserveCapacity(sentences.count)
        addWholes(passages, sentences, Self.lineEnds(between: ranges, text))
        var end = 0
        var size = 0
        var last: Range<Int>?
        for start in sentences.indices {
            while end < sentences.count, end - start < 2 || size < Self.shortestRun {
                size += sentences[end].size
                end += 1
            }
            guard end - start >= 2, size >= Self.shortestRun else { break }
            add(start..<end, sentences)
            last = start..<end
            size -= sentences[start].size
        }
        addBackward(sentences, covered: last)
    }

    /// How many ends of lines stand before each sentence and behind the one before it; of many, two.
    private static func lineEnds(between ranges: [Range<Int>], _ text: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        var counts = [UInt8](repeating: 0, count: ranges.count)
        for next in ranges.indices.dropFirst() {
            var place = ranges[next - 1].upperBound
            while place < ranges[next].lowerBound, counts[next] < 2 {
                if text[place] == 0x0A { counts[next] += 1 }
                place += 1
            }
        }
        return counts
    }

    /// Adds whole paragraphs, of which a passage may have been joined, and where these have several lines, lines.
    private mutating func addWholes(
        _ passages: some Collection<Passage>,
        _ sentences: [Sentence],
        _ lineEnds: [UInt8]
    ) {
        for passage in passages where !passage.sentences.isEmpty {
            let end = passage.sentences.upperBound
            var paragraph = passage.sentences.lowerBound
            for next in paragraph + 1...end where next == end || lineEnds[next] >= 2 {
                addWhole(paragraph..<next, sentences)
                var line = paragraph
                for following in paragraph + 1..<next where lineEnds[following] > 0 {
                    addWhole(line..<following, sentences)
                    line = following
                }
                if line > paragraph { addWhole(line..<next, sentences) }
                paragraph = next
            }
        }
    }

    /// Adds what is long enough by itself, and no run.
    private mutating func addWhole(_ range: Range<Int>, _ sentences: [Sentence]) {
        let size = range.reduce(0) { $0 + sentences[$1].size }
        let isRun = range.count >= 2 && size >= Self.shortestRun
        if size >= Self.shortestParagraph, !isRun { add(range, sentences) }
    }

    /// The shortest runs up to each sentence that are not shortest from their first sentence on as well.
    private mutating func addBackward(_ sentences: [Sentence], covered last: Range<Int>?) {
        guard last != nil else { return }
        var start = 0
        var size = 0
        for end in 1...sentences.count {
            size += sentences[end - 1].size
            while end - start > 2, size - sentences[start].size >= Self.shortestRun {
                size -= sentences[start].size
                start += 1
            }
            guard end - start >= 2, size >= Self.shortestRun else { continue }
            let isForward = end - start == 2 || size - sentences[end - 1].size < Self.shortestRun
            if !isForward { add(start..<end, sentences) }
        }
    }

    private mutating func add(_ range: Range<Int>, _ sentences: [Sentence]) {
        var key = UInt64(range.count)
        for sentence in range { key = SegmentBuilder.combine(key, sentences[sentence].hash) }
        windows.append(Window(key: key, sentences: range))
    }

    private static func read(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Sentence {
        let (hash, size) = FoldedHash.hash(of: text, range)
        return Sentence(hash: hash, size: size + 1)
    }

    /// Each key once, in their order.
    var keys: [UInt64] {
        var keys = windows.map(\.key)
        keys.sort()
        var count = 0
        for index in keys.indices where count == 0 || keys[index] != keys[count - 1] {
            keys[count] = keys[index]
            count += 1
        }
        keys.removeLast(keys.count - count)
        return keys
    }
}
