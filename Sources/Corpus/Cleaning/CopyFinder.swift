/// A passage that stands in an earlier document, word for word.
public struct PassageCopy: Sendable, Hashable {
    /// A passage: the document's place in the list given, and the passage's place in it.
    public struct Place: Sendable, Hashable {
        public let document: Int
        public let passage: Int

        public init(document: Int, passage: Int) {
            self.document = document
            self.passage = passage
        }
    }

    public let place: Place
    /// Sentences of the passage, counted from its first; all of them when the whole passage is a copy.
    public let sentences: Range<Int>
    public let survivor: Place
    /// The first of the same sentences in the survivor's document, counted from its first sentence of all.
    public let survivorSentence: Int
}

/// Finds what documents have copied from each other: runs of the same sentences.
///
/// A run counts when it has at least two sentences and 160 folded bytes, or holds a whole passage of at least 120 folded
/// bytes. Shorter ones, such as "No comment.", are coincidences.
///
/// The first document keeps the words; repetitions within one document are the business of ``Cleaner``.
/// Feed documents in order. Complexity: O(bytes) altogether.
public struct CopyFinder {
    public static let shortestRun = 160
    public static let shortestPassage = 120

    private var index = RunIndex()
    private var symbols = HashTable(capacity: 1 << 12)
    private var symbolCount: Int32 = 0
    private var documentCount = 0
    /// Where each indexed sentence stands; positions of the index.
    private var places: [(place: PassageCopy.Place, sentence: Int)] = []

    public init() {}

    private struct Sentence {
        let symbol: Int32
        let size: Int
        let passage: Int
        /// The place within the passage.
        let number: Int
    }

    /// Takes the next document and returns which of its sentences stand in earlier ones, in order.
    public mutating func add(_ text: UnsafeBufferPointer<UInt8>, _ clean: CleanText) -> [PassageCopy] {
        let sentences = read(text, clean)
        var copies: [PassageCopy] = []
        var start = 0
        while start < sentences.count {
            var cursor = RunIndex.Cursor()
            var end = start
            var found = cursor
            while end < sentences.count {
                index.advance(&cursor, sentences[end].symbol)
                guard cursor.length == end - start + 1 else { break }
                found = cursor
                end += 1
            }
            if end > start, isLong(sentences, start..<end, clean) {
                report(sentences, start..<end, index.firstPosition(found), &copies)
                start = end
            } else {
                // Where the longest run starts that goes on through the sentence that broke this one.
                start = max(start + 1, end < sentences.count ? end + 1 - cursor.length : end)
            }
        }
        enter(sentences)
        documentCount += 1
        return copies
    }

    private mutating func read(_ text: UnsafeBufferPointer<UInt8>, _ clean: CleanText) -> [Sentence] {
        var sentences: [Sentence] = []
        sentences.reserveCapacity(clean.sentences.count)
        for (number, passage) in clean.passages.enumerated() {
            for (place, range) in clean.sentences(of: passage).enumerated() {
                var words = WordReader(text, range)
                var hash: UInt64 = 0
                var size = 0
                while let word = words.next() {
                    hash = SegmentBuilder.combine(hash, word.hash)
                    size += word.size + 1
                }
                let symbol = symbols.insert(hash, value: symbolCount)
                if symbol == symbolCount { symbolCount += 1 }
                sentences.append(Sentence(symbol: symbol, size: size, passage: number, number: place))
            }
        }
        return sentences
    }

    private func isLong(_ sentences: [Sentence], _ run: Range<Int>, _ clean: CleanText) -> Bool {
        let size = run.reduce(0) { $0 + sentences[$1].size }
        if run.count >= 2, size >= Self.shortestRun { return true }
        guard size >= Self.shortestPassage else { return false }
        return run.contains { first in
            let count = clean.passages[sentences[first].passage].sentences.count
            guard sentences[first].number == 0, first + count <= run.upperBound else { return false }
            return (first..<first + count).reduce(0) { $0 + sentences[$1].size } >= Self.shortestPassage
        }
    }

    /// Adds one copy for each passage that the run touches.
    private func report(_ sentences: [Sentence], _ run: Range<Int>, _ position: Int, _ copies: inout [PassageCopy]) {
        var first = run.lowerBound
        while first < run.upperBound {
            var last = first
            while last + 1 < run.upperBound, sentences[last + 1].passage == sentences[first].passage { last += 1 }
            let survivor = places[position + first - run.lowerBound]
            copies.append(
                PassageCopy(
                    place: PassageCopy.Place(document: documentCount, passage: sentences[first].passage),
                    sentences: sentences[first].number..<sentences[last].number + 1,
                    survivor: survivor.place,
                    survivorSentence: survivor.sentence
                )
            )
            first = last + 1
        }
    }

    private mutating func enter(_ sentences: [Sentence]) {
        index.beginText()
        for (number, sentence) in sentences.enumerated() {
            index.append(sentence.symbol, at: places.count)
            let place = PassageCopy.Place(document: documentCount, passage: sentence.passage)
            places.append((place, number))
        }
    }
}
