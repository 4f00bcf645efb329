import Analysis

/// Reads sentences into a table of their terms.
struct TermReader {
    private(set) var table: TermTable
    /// Words that earlier readers met too; whoever is done with this one gives it on.
    private(set) var vocabulary: Vocabulary

    /// - Parameter byteCount: of the texts that will be added, about, so that room is made once.
    init(_ vocabulary: consuming Vocabulary = Vocabulary(), byteCount: Int = 0) {
        self.vocabulary = vocabulary
        self.vocabulary.beginTexts(byteCount: byteCount)
        table = TermTable(byteCount: byteCount)
    }

    /// Adds the sentences of a text.
    ///
    /// - Parameters:
    ///   - headings: those that are not among the sentences.
    ///   - language: by BCP 47, which says how words are cut to their stems.
    ///   - checkpoint: called before every 4096th sentence; what it throws ends the reading.
    mutating func add<Failure>(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ sentences: [Range<Int>],
        headings: [Range<Int>] = [],
        language: String,
        checkpoint: () throws(Failure) -> Void
    ) throws(Failure) {
        var words = vocabulary.words(of: language)
        defer {
            vocabulary.keep(words, of: language)
            table.pairCount = vocabulary.pairs.count
        }
        let stemmer = WordStemmer(language: language)
        var reader = WordReader(bytes, in: 0..<0)
        // No word takes less than a byte.
        var row = SentenceRow(capacity: sentences.reduce(0) { max($0, $1.count) } + 1)
        defer {
            row.add(to: &table)
            row.deallocate()
        }
        let study = Study(bytes, sentences, headings: headings)
        let transcript = study == nil ? Transcript(bytes, sentences) : nil
        let statute = study == nil && transcript == nil ? Statute(bytes, sentences) : nil
        let (first, firstName) = (table.sentenceCount, table.speakerNames.count)
        for (index, range) in sentences.enumerated() {
            if index.isMultiple(of: 4096) { try checkpoint() }
            if let transcript {
                add(&reader, bytes, range, transcript.parts(of: index), &words, stemmer, &row)
                table.speakers.append(transcript.speakers[index].map { .named(firstName + $0) } ?? .unknown)
            } else {
                let content = study?.contents[index] ?? range
                add(&reader, bytes, range, CollectionOfOne(content), &words, stemmer, &row)
                table.speakers.append(.author)
            }
            if let part = study?.parts[index] ?? statute?.parts[index] { table.traits[index + first].part = part }
        }
        if study == nil, transcript == nil, statute == nil,
            let judgment = Judgment(bytes, sentences, rulings: table.traits[first...].map(\.isRuling))
        {
            for (index, part) in judgment.parts.enumerated() { table.traits[first + index].part = part }
        }
        if let transcript { table.speakerNames += transcript.names }
    }

    /// Adds a sentence: first words are read, as many as are short ones one after the other, then all of these are looked
    /// up, then all numbered. So the processor asks memory for several at a time, where it would wait for each of them.
    ///
    /// - Parameter parts: those of `range` that are words.
    private mutating func add(
        _ reader: inout WordReader,
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        _ parts: some Collection<Range<Int>>,
        _ words: inout Vocabulary.Words,
        _ stemmer: borrowing WordStemmer,
        _ row: inout SentenceRow
    ) {
        let sentence = UInt32(truncatingIfNeeded: table.sentenceCount + 1)
        var (count, ideographCount) = (0, 0)
        for part in parts {
            reader.move(to: part)
            while true {
                let shortCount = reader.readShorts(into: row.short, most: row.capacity - count)
                words.read(row.short, shortCount, stemmer, in: &vocabulary, into: row.words + count)
                count += shortCount
                guard let bytes = reader.next() else { break }
                row.words[count] = words.word(bytes, stemmer, in: &vocabulary)
                ideographCount += reader.isAtIdeograph ? 1 : 0
                count += 1
            }
        }
        var personalCount = 0
        var phrases = CuePhrases()
        for index in 0..<count {
            let word = row.words[index]
            // Most words say nothing of this kind.
            if !phrases.isOpen, word.isPlain { continue }
            personalCount += word.isPersonal ? 1 : 0
            phrases.read(word.role)
        }
        let termCount = vocabulary.number(count, wordsOf: sentence, &table.termCount, row)
        let pairCount = vocabulary.pairs.number(pairsOf: count, in: sentence, row)
        row.end(termCount, pairCount, of: &table)
        let spokenCount = parts.reduce(0) { $0 + Self.spacedWordCount(bytes, $1) }
        let isWhole = parts.count == 1 && parts.first == range
        table.wordCounts.append(max(isWhole ? spokenCount : Self.spacedWordCount(bytes, range), ideographCount))
        table.spokenCounts.append(max(spokenCount, ideographCount))
        let personalShare = Double(personalCount) / Double(max(count, 1))
        let content = isWhole || parts.isEmpty ? range : Self.spoken(parts, bytes)
        table.traits.append(SentenceTraits(bytes, content, personalShare: personalShare, phrases: phrases))
    }

    /// From the first part to the last, without white space at its end.
    private static func spoken(_ parts: some Collection<Range<Int>>, _ bytes: UnsafeBufferPointer<UInt8>) -> Range<Int>
    {
        var (start, end) = (Int.max, 0)
        for part in parts { (start, end) = (min(start, part.lowerBound), max(end, part.upperBound)) }
        while end > start + 1, bytes[end - 1] <= 0x20 { end -= 1 }
        return start..<end
    }

    /// The terms of the words of `text` that are no stop words and stand in a sentence, each once; of an English word that
    /// stands in none, as it is spelt on the other side of the Atlantic.
    mutating func terms(of text: String, language: String) -> [UInt32] {
        var words = vocabulary.words(of: language)
        let stemmer = WordStemmer(language: language)
        var found: Set<UInt32> = []
        Array(text.utf8).withUnsafeBufferPointer { bytes in
            var reader = WordReader(bytes, in: 0..<bytes.count)
            while let bytes = reader.next() {
                let word = words.word(bytes, stemmer, in: &vocabulary)
                if word.isStop { continue }
                if let term = vocabulary.number(of: word.stem) {
                    found.insert(term)
                } else if language.hasPrefix("en") {
                    for other in SpellingVariants.of(String(decoding: bytes, as: UTF8.self)) {
                        let stem = Array(other.utf8).withUnsafeBufferPointer {
                            words.word($0, stemmer, in: &vocabulary).stem
                        }
                        if let term = vocabulary.number(of: stem) { found.insert(term) }
                    }
                }
            }
        }
        vocabulary.keep(words, of: language)
        return found.sorted()
    }

    /// How many runs of bytes other than white space there are.
    static func spacedWordCount(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int {
        guard let first = range.first, let base = bytes.baseAddress else { return 0 }
        typealias Block = SIMD16<UInt8>
        let (text, space) = (UnsafeRawPointer(base), Block(repeating: 0x20))
        // A word begins at the first byte, or behind white space.
        var count = bytes[first] > 0x20 ? 1 : 0
        var index = first + 1
        while index + Block.scalarCount <= range.upperBound {
            // Up to 15 in each of sixteen bytes, so that a product adds all of them up in a highest byte.
            let end = min(index + 15 * Block.scalarCount, range.upperBound)
            var begun = Block()
            while index + Block.scalarCount <= end {
                let here = text.loadUnaligned(fromByteOffset: index, as: Block.self)
                let before = text.loadUnaligned(fromByteOffset: index - 1, as: Block.self)
                begun.replace(with: begun &+ Block(repeating: 1), where: (here .> space) .& (before .<= space))
                index += Block.scalarCount
            }
            let halves = unsafeBitCast(begun, to: SIMD2<UInt64>.self)
            count += Int(truncatingIfNeeded: ((halves[0] &+ halves[1]) &* 0x0101_0101_0101_0101) >> 56)
        }
        while index < range.upperBound {
            if bytes[index] > 0x20, bytes[index - 1] <= 0x20 { count += 1 }
            index += 1
        }
        return count
    }
}
