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

    private var numbers: [String: UInt32] = [:]
    private var pairNumbers: [UInt64: UInt32] = [:]
    /// Words to the numbers of their stems, so that each is stemmed once.
    private var known: [String: Word] = [:]

    private struct Word {
        let number: UInt32
        let isStop: Bool
        let isPersonal: Bool
    }

    var sentenceCount: Int { wordCounts.count }
    var termCount: Int { numbers.count }
    var pairCount: Int { pairNumbers.count }

    /// The number of a sentence's words that are no stop words.
    func length(of sentence: Int) -> Int { row(sentence).reduce(0) { $0 + Int(counts[$1]) } }

    /// Where the terms of a sentence stand in `terms` and `counts`.
    func row(_ sentence: Int) -> Range<Int> { starts[sentence]..<starts[sentence + 1] }

    func pairRow(_ sentence: Int) -> ArraySlice<UInt32> { pairs[pairStarts[sentence]..<pairStarts[sentence + 1]] }

    /// Adds a sentence. All of one text should be added with the same stemmer.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, _ stemmer: borrowing SnowballStemmer) {
        var reader = WordReader(bytes, in: range)
        var word: [UInt8] = []
        var content: [UInt32] = []
        var neighbours: Set<UInt32> = []
        var previous: Word?
        var ideographCount = 0
        var (count, personalCount) = (0, 0)
        while reader.next(into: &word) {
            let current = number(of: &word, stemmer)
            count += 1
            personalCount += current.isPersonal ? 1 : 0
            if !current.isStop { content.append(current.number) }
            if let previous, !(previous.isStop && current.isStop) {
                neighbours.insert(pairNumber(previous.number, current.number))
            }
            previous = current
            ideographCount += reader.isAtIdeograph ? 1 : 0
        }
        appendRow(content)
        pairs.append(contentsOf: neighbours)
        pairStarts.append(pairs.count)
        wordCounts.append(max(Self.spacedWordCount(bytes, range), ideographCount))
        traits.append(SentenceTraits(bytes, range, personalShare: Double(personalCount) / Double(max(count, 1))))
    }

    /// The numbers of the words of `text` that are no stop words and stand in a sentence, each once.
    mutating func terms(of text: String, _ stemmer: borrowing SnowballStemmer) -> [UInt32] {
        let termsInRows = numbers.count
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

    private mutating func number(
        of word: inout [UInt8],
        _ stemmer: borrowing SnowballStemmer
    ) -> Word {
        let spelling = String(decoding: word, as: UTF8.self)
        if let known = known[spelling] { return known }
        let isStop = StopWords.contains(word)
        stemmer.stem(&word)
        let stem = String(decoding: word, as: UTF8.self)
        let number = numbers[stem] ?? UInt32(numbers.count)
        numbers[stem] = number
        let found = Word(number: number, isStop: isStop, isPersonal: SentenceTraits.personalWords.contains(spelling))
        known[spelling] = found
        return found
    }

    private mutating func pairNumber(_ left: UInt32, _ right: UInt32) -> UInt32 {
        let key = UInt64(left) << 32 | UInt64(right)
        if let number = pairNumbers[key] { return number }
        let number = UInt32(pairNumbers.count)
        pairNumbers[key] = number
        return number
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
