import Analysis
import Glibc
import Synchronization

/// What is known of words, whichever text they stand in: their stems, and whether they say anything.
///
/// It outlives a request, so that the next one need not stem the words that all texts have. Stems are numbered once and
/// for all; the texts of one request number those that they have anew.
struct Vocabulary: Sendable {
    private var stems = WordTable(capacity: 4096)
    private var numbers: [Number] = []
    private var languages: [String: Words] = [:]
    private var texts: UInt32 = 0

    /// The number of a stem among those of the texts under way.
    private struct Number {
        /// Those texts that it was numbered for.
        var texts: UInt32
        var number: UInt32
    }

    struct Word {
        let stem: UInt32
        let isStop: Bool
        let isPersonal: Bool
    }

    /// The words of one language as they are written, folded.
    struct Words: Sendable {
        private var spellings = WordTable(capacity: 4096)
        private var words: [Word] = []

        var count: Int { words.count }

        @inline(__always)
        mutating func word(
            _ bytes: UnsafeBufferPointer<UInt8>,
            _ stemmer: borrowing WordStemmer,
            in vocabulary: inout Vocabulary
        ) -> Word {
            let (number, isNew) = spellings.number(of: bytes)
            return isNew ? add(bytes, stemmer, &vocabulary) : words[number]
        }

        @inline(never)
        private mutating func add(
            _ bytes: UnsafeBufferPointer<UInt8>,
            _ stemmer: borrowing WordStemmer,
            _ vocabulary: inout Vocabulary
        ) -> Word {
            var stem = Array(bytes)
            stemmer.stem(&stem)
            let word = Word(
                stem: stem.withUnsafeBufferPointer { vocabulary.stem($0) },
                isStop: StopWords.contains(bytes),
                isPersonal: SentenceTraits.isPersonal(bytes)
            )
            words.append(word)
            return word
        }
    }

    /// How many spellings it knows.
    var count: Int { languages.values.reduce(0) { $0 + $1.count } }

    /// Forgets how earlier texts numbered the stems.
    mutating func beginTexts() { texts += 1 }

    /// Takes the words of a language out, so that they can be changed without a copy; ``keep(_:of:)`` takes them back.
    mutating func words(of language: String) -> Words { languages.removeValue(forKey: language) ?? Words() }

    mutating func keep(_ words: consuming Words, of language: String) { languages[language] = words }

    private mutating func stem(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt32 {
        let (number, isNew) = stems.number(of: bytes)
        if isNew { numbers.append(Number(texts: 0, number: 0)) }
        return UInt32(truncatingIfNeeded: number)
    }

    /// The number of a stem among those of the texts under way; `next` if it has none yet.
    @inline(__always)
    mutating func number(of stem: UInt32, next: UInt32) -> UInt32 {
        let known = numbers[Int(stem)]
        if known.texts == texts { return known.number }
        numbers[Int(stem)] = Number(texts: texts, number: next)
        return next
    }

    /// The number of a stem among those of the texts under way, if one of them has it.
    func number(of stem: UInt32) -> UInt32? {
        let known = numbers[Int(stem)]
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

    func take() -> Vocabulary { idle.withLock { $0.removeValue(forKey: pthread_self()) } ?? Vocabulary() }

    func keep(_ vocabulary: consuming Vocabulary) {
        guard vocabulary.count <= Self.mostWords else { return }
        idle.withLock { [vocabulary] in
            if $0.count < Self.most { $0[pthread_self()] = vocabulary }
        }
    }
}
