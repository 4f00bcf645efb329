import Analysis
import Synchronization

/// What those who read passages again have learned of the words of an index: the terms that each surface becomes, and how
/// often the corpus has these. Passages of one corpus are about the same things, so that a query meets most of what the one
/// before met.
///
/// Used by one thread at a time.
final class Vocabulary {
    /// The terms of a surface, and how many words it stands for.
    struct Reading {
        let entries: Range<Int>
        let advance: Int
    }

    struct Entry {
        let term: Int32
        let offset: Int32
        /// Where it is written, in bytes from the start of a compound.
        let source: Range<Int32>
    }

    /// In how many passages of the corpus a term is, and how often.
    struct Counts {
        let passages: Int
        let occurrences: Int
    }

    // One thread uses it at a time, and the checks for that took a tenth of a second look.
    @exclusivity(unchecked) private var surfaces = ByteStringTable()
    private var terms = ByteStringTable()
    @exclusivity(unchecked) private var readings: [Reading] = []
    @exclusivity(unchecked) private(set) var entries: [Entry] = []
    /// For each term, once somebody has asked.
    private var counts: [Counts?] = []
    /// For each term its number for whoever reads now, or -1.
    @exclusivity(unchecked) private var numbers: [Int32] = []
    /// The terms of whoever reads now, by their numbers in it.
    @exclusivity(unchecked) private(set) var own: [Int32] = []
    private var analyzers: [(language: String, analyzer: Analyzer, keptLetters: Int)] = []
    private var scratch = Terms()

    /// Some ten bytes each, and their tables.
    private static let mostTerms = 150_000

    /// Whether it has grown so large that a new one is better.
    var isFull: Bool { terms.count > Self.mostTerms || surfaces.count > Self.mostTerms }

    /// Forgets which terms have numbers.
    func begin() {
        for term in own { numbers[Int(term)] = -1 }
        own.removeAll(keepingCapacity: true)
    }

    func analyzerNumber(_ language: String) -> Int {
        if let number = analyzers.firstIndex(where: { $0.language == language }) { return number }
        let analyzer = Analyzer(language: language, addsPlainForms: true)
        analyzers.append((language, analyzer, analyzer.keptLetters))
        return analyzers.count - 1
    }

    func keptLetters(_ analyzer: Int) -> Int { analyzers[analyzer].keptLetters }

    func folding(_ analyzer: Int) -> Folding { analyzers[analyzer].analyzer.folding }

    /// The terms of a surface, by the scanner's key for it.
    @inline(__always)
    func reading(of key: UnsafeBufferPointer<UInt8>, _ surface: Surface, _ analyzer: Int) -> Reading {
        let tag = UInt16(truncatingIfNeeded: analyzer << 2) | UInt16(surface.kind.rawValue)
        let number = surfaces.insert(key, tag: tag)
        if number == readings.count { define(key, surface, analyzer) }
        return readings[number]
    }

    @inline(never)
    private func define(_ key: UnsafeBufferPointer<UInt8>, _ surface: Surface, _ analyzer: Int) {
        analyzers[analyzer].analyzer.terms(of: key, surface.kind, length: surface.range.count, into: &scratch)
        let start = entries.count
        for entry in scratch.entries {
            let term = scratch[entry].withUnsafeBufferPointer { self.term($0) }
            let source = Int32(entry.source.lowerBound)..<Int32(entry.source.upperBound)
            entries.append(Entry(term: term, offset: Int32(entry.offset), source: source))
        }
        readings.append(Reading(entries: start..<entries.count, advance: scratch.advance))
    }

    private func term(_ bytes: UnsafeBufferPointer<UInt8>) -> Int32 {
        let term = terms.insert(bytes)
        if term == numbers.count {
            numbers.append(-1)
            counts.append(nil)
        }
        return Int32(term)
    }

    /// The number of a term for whoever reads now, which it gets now if it has none.
    @inline(__always)
    func number(ofTerm term: Int32) -> Int32 {
        let known = numbers[Int(term)]
        if known >= 0 { return known }
        let number = Int32(own.count)
        numbers[Int(term)] = number
        own.append(term)
        return number
    }

    /// The same, or -1.
    @inline(__always)
    func knownNumber(ofTerm term: Int32) -> Int32 { numbers[Int(term)] }

    func number(of bytes: ArraySlice<UInt8>) -> Int32 { number(ofTerm: bytes.withUnsafeBufferPointer { term($0) }) }

    /// How often the corpus has a term of whoever reads now.
    ///
    /// - Parameter index: always the same one.
    func counts(ofNumber number: Int, in index: Index) -> Counts {
        let term = Int(own[number])
        if let known = counts[term] { return known }
        let key = TermKey.word(Array(terms[term]))
        var passages = 0
        var occurrences = 0
        for part in index.parts {
            guard let entry = part.segment.dictionary.find(key) else { continue }
            passages += entry.passageCount
            occurrences += entry.occurrenceCount
        }
        let found = Counts(passages: min(passages, index.statistics.unitCount), occurrences: occurrences)
        counts[term] = found
        return found
    }
}

/// The vocabularies of one index that nobody uses now.
final class VocabularyStore: Sendable {
    /// Sendable: whoever takes one out of the store is alone with it.
    private struct Free: @unchecked Sendable {
        var vocabularies: [Vocabulary] = []
    }

    private let free = Mutex(Free())
    private static let most = 4

    /// A vocabulary for one thread, until nobody holds the lease any more.
    func lease() -> VocabularyLease {
        VocabularyLease(free.withLock { $0.vocabularies.popLast() } ?? Vocabulary(), self)
    }

    fileprivate func give(_ vocabulary: Vocabulary) {
        guard !vocabulary.isFull else { return }
        free.withLock { if $0.vocabularies.count < Self.most { $0.vocabularies.append(vocabulary) } }
    }
}

/// A vocabulary that is used by one thread, and then given back.
final class VocabularyLease {
    let vocabulary: Vocabulary
    private let store: VocabularyStore

    fileprivate init(_ vocabulary: Vocabulary, _ store: VocabularyStore) {
        self.vocabulary = vocabulary
        self.store = store
        vocabulary.begin()
    }

    deinit { store.give(vocabulary) }
}
