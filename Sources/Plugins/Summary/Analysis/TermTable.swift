import Analysis

/// The sentences of some texts as counts of terms: for each sentence its different terms and how often they stand there.
///
/// Compressed sparse rows: the terms of sentence i are `terms[starts[i]..<starts[i + 1]]`. Terms are stems; stop words
/// have numbers too, because pairs of words may hold one, but they are in no row.
struct TermTable {
    private(set) var starts: [Int] = [0]
    private(set) var terms: [UInt32] = []
    private(set) var counts: [UInt32] = []
    /// The pairs of neighbouring words that are not both stop words, each once a sentence, in the same form.
    private(set) var pairStarts: [Int] = [0]
    private(set) var pairs: [UInt32] = []
    /// The lengths in words as people count them: what stands between spaces, and each character of scripts without.
    private(set) var wordCounts: [Int] = []
    private(set) var traits: [SentenceTraits] = []

    private var stems = WordTable()
    private var pairTable = PairTable()
    /// The words as they are written, so that each is looked up and stemmed once, and what is known of each.
    private var spellings = WordTable()
    private var words: [Word] = []
    /// The last sentence that has each pair, plus one.
    private var lastSentence: [Int32] = []

    private struct Word {
        let number: UInt32
        let isStop: Bool
        let isPersonal: Bool
    }

    /// - Parameter byteCount: of the texts that will be added, about, so that room is made once.
    init(byteCount: Int = 0) {
        spellings = WordTable(capacity: byteCount / 24)
        stems = WordTable(capacity: byteCount / 24)
        pairTable = PairTable(capacity: byteCount / 10)
        terms.reserveCapacity(byteCount / 10)
        counts.reserveCapacity(byteCount / 10)
        pairs.reserveCapacity(byteCount / 8)
    }

    var sentenceCount: Int { wordCounts.count }
    var termCount: Int { stems.count }
    var pairCount: Int { pairTable.count }

    /// The number of a sentence's words that are no stop words.
    func length(of sentence: Int) -> Int { row(sentence).reduce(0) { $0 + Int(counts[$1]) } }

    /// Where the terms of a sentence stand in `terms` and `counts`.
    func row(_ sentence: Int) -> Range<Int> { starts[sentence]..<starts[sentence + 1] }

    func pairRow(_ sentence: Int) -> ArraySlice<UInt32> { pairs[pairStarts[sentence]..<pairStarts[sentence + 1]] }

    /// Adds a sentence. All of one text should be added with the same stemmer.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ stemmer: borrowing WordStemmer) {
        var reader = WordReader(bytes, in: range)
        var word: [UInt8] = []
        var content: [UInt32] = []
        var previous: Word?
        var ideographCount = 0
        var (count, personalCount) = (0, 0)
        while reader.next(into: &word) {
            let current = number(of: &word, stemmer)
            count += 1
            personalCount += current.isPersonal ? 1 : 0
            if !current.isStop { content.append(current.number) }
            if let previous, !(previous.isStop && current.isStop) { addPair(previous.number, current.number) }
            previous = current
            ideographCount += reader.isAtIdeograph ? 1 : 0
        }
        appendRow(content)
        pairStarts.append(pairs.count)
        wordCounts.append(max(Self.spacedWordCount(bytes, range), ideographCount))
        traits.append(SentenceTraits(bytes, range, personalShare: Double(personalCount) / Double(max(count, 1))))
    }

    /// The numbers of the words of `text` that are no stop words and stand in a sentence, each once.
    mutating func terms(of text: String, _ stemmer: borrowing WordStemmer) -> [UInt32] {
        let termsInRows = stems.count
        return Array(text.utf8).withUnsafeBufferPointer { bytes in
            var reader = WordReader(bytes, in: 0..<bytes.count)
            var word: [UInt8] = []
            var found: Set<UInt32> = []
            while reader.next(into: &word) {
                let current = number(of: &word, stemmer)
                if !current.isStop, Int(current.number) < termsInRows { found.insert(current.number) }
            }
            return found.sorted()
        }
    }

    /// How many runs of bytes other than white space there are.
    static func spacedWordCount(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
        var count = 0
        var isInside = false
        for index in range {
            let isSpace = bytes[index] <= 0x20
            if !isSpace, !isInside { count += 1 }
            isInside = !isSpace
        }
        return count
    }

    private mutating func number(of word: inout [UInt8], _ stemmer: borrowing WordStemmer) -> Word {
        let spelling = spellings.number(of: word)
        guard spelling.isNew else { return words[spelling.number] }
        let isStop = StopWords.contains(word)
        let isPersonal = SentenceTraits.isPersonal(word)
        stemmer.stem(&word)
        let found = Word(number: UInt32(stems.number(of: word).number), isStop: isStop, isPersonal: isPersonal)
        words.append(found)
        return found
    }

    /// Once a sentence.
    private mutating func addPair(_ left: UInt32, _ right: UInt32) {
        let pair = pairTable.number(of: left, right)
        if pair == lastSentence.count { lastSentence.append(0) }
        let sentence = Int32(truncatingIfNeeded: sentenceCount + 1)
        guard lastSentence[pair] != sentence else { return }
        lastSentence[pair] = sentence
        pairs.append(UInt32(pair))
    }

    private mutating func appendRow(_ content: [UInt32]) {
        let sorted = content.sorted()
        var index = 0
        while index < sorted.count {
            var next = index + 1
            while next < sorted.count, sorted[next] == sorted[index] { next += 1 }
            terms.append(sorted[index])
            counts.append(UInt32(next - index))
            index = next
        }
        starts.append(terms.count)
    }
}
