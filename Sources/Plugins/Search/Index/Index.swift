import Corpus
import Synchronization

/// What search knows of a snapshot: where each term occurs in its passages and in the fields of its documents.
///
/// A passage is indexed with its context, the title of its document and the text of its heading, as a field of its own.
final class Index: Sendable {
    /// One for each segment of the corpus, in their order.
    let parts: [IndexPart]
    let statistics: Statistics
    /// The languages of the corpus, the default one first.
    let languages: [String]
    /// The fields of documents that can be asked for by name: `path`, `format`, `language` and their metadata.
    let fieldNames: [String]
    /// Another number for another corpus.
    let corpusHash: UInt64
    /// For those who search.
    let memory: MemoryPool
    private let analyzers: AnalyzerPool
    /// Another one for each index that this process makes.
    private let number = made.add(1, ordering: .relaxed).newValue
    private static let made = Atomic<UInt64>(0)
    let vocabularies = VocabularyStore()
    /// How many searches that use several threads are under way.
    let threadedSearches = Atomic<Int>(0)
    /// What takes its place, once something of it was found to be damaged.
    private let repaired = Mutex<Index?>(nil)

    /// - Parameters:
    ///   - language: that of documents which don't say theirs.
    ///   - previous: parts that may be there already.
    ///   - progress: called with how many bytes of text of how many are indexed, by one thread at a time.
    init(_ corpus: Snapshot, language: String, previous: Index?, _ progress: @Sendable (Int, Int) -> Void) {
        let previousParts = previous.map { $0.repaired.withLock(\.self) ?? $0 }?.parts ?? []
        let known = Dictionary(previousParts.map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        let segments = corpus.segments
        let total = segments.reduce(0) { $0 + $1.segment.byteCount }
        let done = Mutex(0)
        @Sendable
        func advance(_ count: Int) {
            done.withLock { done in
                done += count
                progress(done, total)
            }
        }
        parts = Parallel.map(segments.count) { number in
            let live = segments[number]
            let key = IndexPart.Key(segment: live.segment.id, language: language)
            let segment: IndexSegment
            if let part = known[key] {
                segment = part.intactSegment(advance)
            } else {
                segment = KeptIndex.segment(of: live.segment, language: language, advance)
            }
            return IndexPart(key: key, segment: segment, corpus: live)
        }
        corpusHash = ResultCursor.hash(parts.map { "\($0.key.segment) \($0.passageCount)" })
        memory = previous?.memory ?? MemoryPool()
        statistics = Statistics(parts.map(\.segment))
        let languages = Self.united([language], parts.map(\.segment.languages))
        self.languages = languages
        analyzers = previous.flatMap { $0.languages == languages ? $0.analyzers : nil } ?? AnalyzerPool(languages)
        fieldNames = Self.united(DocumentFields.fixed, parts.map(\.segment.fieldNames))
    }

    /// The same with new parts in place of those that were found to be damaged.
    private init(repairing other: Index) {
        parts = Parallel.map(other.parts.count) { number in
            let part = other.parts[number]
            return IndexPart(key: part.key, segment: part.intactSegment { _ in }, corpus: part.corpus)
        }
        corpusHash = other.corpusHash
        memory = other.memory
        statistics = Statistics(parts.map(\.segment))
        languages = other.languages
        analyzers = other.analyzers
        fieldNames = other.fieldNames
    }

    /// Whether some of it was found to be damaged, so that what was found with it can't be trusted.
    var isDamaged: Bool { parts.contains { $0.segment.isDamaged } }

    /// What to search in place of a damaged one; made by the first who asks.
    func repair() -> Index {
        repaired.withLock { repaired in
            if let repaired { return repaired }
            let new = Index(repairing: self)
            repaired = new
            return new
        }
    }

    /// Analyzers of the languages of the corpus, which remember what they found in it.
    func analyzerLease() -> AnalyzerLease { analyzers.lease(for: number) }

    /// All of the lists, each once.
    private static func united(_ first: [String], _ others: [[String]]) -> [String] {
        var seen = Set(first)
        return first + others.joined().filter { seen.insert($0).inserted }
    }

    /// Passages of documents that are not deleted.
    var passageCount: Int { parts.reduce(0) { $0 + $1.passageCount } }

    /// Whether it takes some hundred microseconds to walk through all its terms.
    var isLarge: Bool { passageCount > 8192 }

    /// Whether it takes as long to look at the shapes of all its words.
    var hasManyWords: Bool { passageCount > 100_000 }

    /// Whether it takes so long to find what a part of a query stands for. Fuzzy words pass over most terms.
    func isLongWalk(for matcher: Query.Matcher) -> Bool {
        switch matcher {
        case .pattern: isLarge
        case .fuzzy: hasManyWords
        case .word, .phrase, .near, .prefix, .values: false
        }
    }

    var byteCount: Int { parts.reduce(0) { $0 + $1.segment.byteCount } }

    /// The document and the number in it of a passage that was found.
    func place(of hit: Hit) -> (document: Document, passage: Int) {
        let part = parts[hit.segment]
        let number = part.segment.document(ofUnit: hit.unit)
        return (part.corpus.segment[number], hit.unit - part.segment.units(ofDocument: number).lowerBound)
    }

    /// A number for the document of a passage that was found, which no other document has.
    func documentNumber(of hit: Hit) -> UInt64 {
        UInt64(hit.segment) << 32 | UInt64(parts[hit.segment].segment.document(ofUnit: hit.unit))
    }

    /// The language in which documents of a part were read that don't say theirs.
    func usualLanguage(ofPart part: Int) -> String { parts[part].segment.languages.first ?? languages[0] }

    /// The language that the text of a passage that was found was read in.
    func language(of hit: Hit) -> String { parts[hit.segment].segment.language(ofUnit: hit.unit) }
}

/// The index of one segment as a snapshot sees it.
///
/// A class, because every hit looks into it: a copy of a struct of so many parts costs a reference count for each.
final class IndexPart: Sendable {
    /// What its content depends on.
    struct Key: Hashable, Sendable {
        let segment: Segment.ID
        let language: String
    }

    let key: Key
    let segment: IndexSegment
    let corpus: LiveSegment
    /// The units of documents that are not deleted, four words for each window; `nil` if none is.
    let live: FixedBuffer<UInt64>?
    let passageCount: Int

    init(key: Key, segment: IndexSegment, corpus: LiveSegment) {
        self.key = key
        self.segment = segment
        self.corpus = corpus
        guard !corpus.deleted.isEmpty else {
            live = nil
            passageCount = segment.unitCount
            return
        }
        var live = [UInt64](repeating: 0, count: Window.count(unitCount: segment.unitCount) * 4)
        for document in 0..<segment.documentCount where !corpus.deleted.contains(document) {
            for unit in segment.units(ofDocument: document) { live[unit >> 6] |= 1 << UInt64(unit & 63) }
        }
        self.live = FixedBuffer(live)
        passageCount = live.reduce(0) { $0 + $1.nonzeroBitCount }
    }

    /// Its segment, or a new one in place of a damaged one.
    ///
    /// - Parameter advance: called with the bytes that are done, of as many as the segment of the corpus has.
    fileprivate func intactSegment(_ advance: (Int) -> Void) -> IndexSegment {
        if segment.isDamaged { return KeptIndex.make(of: corpus.segment, language: key.language, advance) }
        advance(corpus.segment.byteCount)
        return segment
    }
}
