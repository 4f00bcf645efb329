import Analysis
import Glibc
import Synchronization

/// What is known of words, whichever text they stand in: their stems, and whether they say anything.
///
/// It outlives a request, so that the next one need not stem the words that all texts have. Stems are numbered once and
/// for all; the texts of one request number those that they have anew.
struct Vocabulary: Sendable {
    private var stems = WordTable(capacity: 4096)
    private var places: [Place] = []
    private var languages: [String: Words] = [:]
    private var texts: UInt32 = 0

    /// Of neighbouring words; kept for its space.
    var pairs = PairTable()

    /// Where a stem stands in the texts under way.
    private struct Place {
        /// Those texts that it was numbered for.
        fileprivate var texts: UInt32 = 0
        /// Its number among the stems of these texts.
        fileprivate var number: UInt32 = 0
        /// The last sentence that has it, from 1, and its place in the table of terms; 0 where none has.
        fileprivate var sentence: UInt32 = 0
        fileprivate var index: UInt32 = 0
    }

    /// What a word says, whichever text it stands in.
    struct Word {
        let stem: UInt32
        private let flags: UInt32

        private static let stop: UInt32 = 1
        private static let personal: UInt32 = 2

        init(stem: UInt32 = 0, isStop: Bool = false, isPersonal: Bool = false, role: CuePhrases.Role = .init()) {
            self.stem = stem
            flags = (isStop ? Self.stop : 0) | (isPersonal ? Self.personal : 0) | role.bits << 8
        }

        @inline(__always)
        var isStop: Bool { flags & Self.stop != 0 }
        @inline(__always)
        var isPersonal: Bool { flags & Self.personal != 0 }
        @inline(__always)
        var role: CuePhrases.Role { CuePhrases.Role(bits: flags >> 8) }
        /// Whether it is neither personal nor has a role.
        @inline(__always)
        var isPlain: Bool { flags & ~Self.stop == 0 }
    }

    /// The words of one language as they are written, folded.
    struct Words: Sendable {
        private var spellings = SpellingTable()
        private let personalWords: WordTable
        /// Kept for its space.
        private var stem: [UInt8] = []

        init(language: String) { personalWords = SentenceTraits.personalWords(of: language) }

        var count: Int { spellings.count }

        mutating func word(
            _ bytes: UnsafeBufferPointer<UInt8>,
            _ stemmer: borrowing WordStemmer,
            in vocabulary: inout Vocabulary
        ) -> Word {
            spellings.find(bytes) ?? add(bytes, stemmer, &vocabulary)
        }

        /// Puts what is known of so many words into `room`.
        @inline(__always)
        mutating func read(
            _ words: UnsafePointer<ShortWord>,
            _ count: Int,
            _ stemmer: borrowing WordStemmer,
            in vocabulary: inout Vocabulary,
            into room: UnsafeMutablePointer<Word>
        ) {
            var found = spellings.find(words, 0..<count, into: room)
            while found < count {
                room[found] = add(words[found], stemmer, &vocabulary)
                found = spellings.find(words, found + 1..<count, into: room)
            }
        }

        @inline(never)
        private mutating func add(
            _ word: ShortWord,
            _ stemmer: borrowing WordStemmer,
            _ vocabulary: inout Vocabulary
        ) -> Word {
            word.withBytes { add($0, stemmer, &vocabulary) }
        }

        @inline(never)
        private mutating func add(
            _ bytes: UnsafeBufferPointer<UInt8>,
            _ stemmer: borrowing WordStemmer,
            _ vocabulary: inout Vocabulary
        ) -> Word {
            stem.removeAll(keepingCapacity: true)
            stem.append(contentsOf: bytes)
            stemmer.stem(&stem)
            let word = Word(
                stem: stem.withUnsafeBufferPointer { vocabulary.stem($0) },
                isStop: StopWords.contains(bytes),
                isPersonal: personalWords.find(bytes) != nil,
                role: CuePhrases.role(of: bytes)
            )
            spellings.add(bytes, word)
            return word
        }
    }

    /// How many spellings it knows.
    var count: Int { languages.values.reduce(0) { $0 + $1.count } }

    /// Forgets how earlier texts numbered the stems.
    ///
    /// - Parameter byteCount: of the texts that begin, about.
    mutating func beginTexts(byteCount: Int) {
        texts += 1
        pairs.beginTexts(capacity: byteCount / 10)
    }

    /// Takes the words of a language out, so that they can be changed without a copy; ``keep(_:of:)`` takes them back.
    mutating func words(of language: String) -> Words {
        languages.removeValue(forKey: language) ?? Words(language: language)
    }

    mutating func keep(_ words: consuming Words, of language: String) { languages[language] = words }

    private mutating func stem(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let (number, isNew) = stems.number(of: bytes)
        if isNew { places.append(Place()) }
        return UInt32(truncatingIfNeeded: number)
    }

    /// Numbers the words of a sentence among the stems of the texts under way, and tells which say something and how often.
    ///
    /// - Parameters:
    ///   - sentence: its number, from 1.
    ///   - termCount: how many stems have numbers; more when new ones are met.
    ///   - row: holds the words, and takes what comes of them.
    /// - Returns: how many terms the sentence has.
    mutating func number(
        _ count: Int,
        wordsOf sentence: UInt32,
        _ termCount: inout Int,
        _ row: SentenceRow
    ) -> Int {
        let (texts, words, numbers, terms, counts) = (texts, row.words, row.numbers, row.terms, row.counts)
        var newTerms = 0
        var next = UInt32(truncatingIfNeeded: termCount)
        // Without a look at the bounds for each word: every stem has a place, and `row` room for all words.
        places.withUnsafeMutableBufferPointer { places in
            guard let places = places.baseAddress else { return }
            for index in 0..<count {
                let word = words[index]
                let place = places + Int(word.stem)
                let isKnown = place.pointee.texts == texts
                let term = isKnown ? place.pointee.number : next
                numbers[index] = term
                if !word.isStop {
                    if isKnown, place.pointee.sentence == sentence {
                        counts[Int(place.pointee.index)] &+= 1
                        continue
                    }
                    place.pointee = Place(
                        texts: texts,
                        number: term,
                        sentence: sentence,
                        index: UInt32(truncatingIfNeeded: newTerms)
                    )
                    terms[newTerms] = term
                    counts[newTerms] = 1
                    newTerms &+= 1
                } else if !isKnown {
                    place.pointee = Place(texts: texts, number: term)
                }
                if !isKnown { next &+= 1 }
            }
        }
        termCount = Int(next)
        return newTerms
    }

    /// The number of a stem among those of the texts under way, if one of them has it.
    func number(of stem: UInt32) -> UInt32? {
        let known = places[Int(stem)]
        return known.texts == texts ? known.number : nil
    }
}

/// Vocabularies that no request needs just now.
final class Vocabularies: Sendable {
    /// By the thread that had it last: what it holds is in the caches of that thread's processor.
    private let idle = Mutex<[pthread_t: Vocabulary]>([:])

    /// More are not kept; as many requests as there are cores are under way at once.
    private static let most = 16
    /// One with more spellings is not kept: the look-ups would leave the caches of the processor, and it may be full of
    /// what stood in one large text only.
    private static let mostWords = 50_000
    /// A megabyte.
    private static let mostPairSlots = 1 << 16

    func take() -> Vocabulary { idle.withLock { $0.removeValue(forKey: pthread_self()) } ?? Vocabulary() }

    func keep(_ vocabulary: consuming Vocabulary) {
        guard vocabulary.count <= Self.mostWords else { return }
        if vocabulary.pairs.slotCount > Self.mostPairSlots { vocabulary.pairs = PairTable() }
        idle.withLock { [vocabulary] in
            if $0.count < Self.most { $0[pthread_self()] = vocabulary }
        }
    }
}
