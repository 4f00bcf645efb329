import Analysis
import Synchronization

/// Analyzers that queries have given back: to make those of twenty languages takes longer than most queries.
final class AnalyzerPool: Sendable {
    private let languages: [String]
    private let free = Mutex<[AnalyzerSet]>([])
    /// More than threads that search at once.
    private static let mostSets = 16

    /// - Parameter languages: those of the index.
    init(_ languages: [String]) { self.languages = languages }

    /// Analyzers for one thread, until nobody holds the lease any more.
    ///
    /// - Parameter index: the number of the one that words are looked up in.
    func lease(for index: UInt64) -> AnalyzerLease {
        let set = free.withLock { $0.popLast() } ?? AnalyzerSet(languages)
        if set.index != index {
            set.index = index
            set.readings.removeAll()
        }
        return AnalyzerLease(set, self)
    }

    fileprivate func give(_ set: AnalyzerSet) {
        free.withLock { if $0.count < Self.mostSets { $0.append(set) } }
    }
}

/// Sendable: whoever takes one out of the pool is alone with it.
private final class AnalyzerSet: @unchecked Sendable {
    let ofQueries: [Analyzer]
    let ofPlainWords: [Analyzer]
    var ofTexts: [String: Analyzer] = [:]
    var stems = RememberedWords<[[UInt8]]>(count: 512)
    /// Those in one index.
    var readings = RememberedWords<[ResolvedLeaf.Reading]>(count: 2048)
    var index: UInt64 = 0

    init(_ languages: [String]) {
        ofQueries = languages.map { Analyzer(language: $0) }
        let english = ofQueries.first(where: \.readsLatinAsEnglish)
        ofPlainWords = ofQueries.filter { !$0.readsLatinAsEnglish || $0 === english }
    }
}

/// Analyzers that are used by one thread, and then given back.
final class AnalyzerLease {
    private let analyzers: AnalyzerSet
    private let pool: AnalyzerPool

    fileprivate init(_ set: AnalyzerSet, _ pool: AnalyzerPool) {
        analyzers = set
        self.pool = pool
    }

    deinit { pool.give(analyzers) }

    /// For queries: one for each of the index's languages, in their order.
    var ofQueries: [Analyzer] { analyzers.ofQueries }

    /// The same without those that read words of a to z and digits as another one does.
    var ofPlainWords: [Analyzer] { analyzers.ofPlainWords }

    /// What the index has of words as they were typed: whoever types asks for the same ones with every letter.
    ///
    /// - Parameter key: all that it depends on.
    func readings(by key: [UInt8], _ make: () -> [ResolvedLeaf.Reading]) -> [ResolvedLeaf.Reading] {
        analyzers.readings.value(of: key, make)
    }

    /// The stems of a word as it was typed, in the same way.
    func stems(by key: [UInt8], _ make: () -> [[UInt8]]) -> [[UInt8]] {
        analyzers.stems.value(of: key, make)
    }

    /// The one with which texts in a language are indexed.
    func ofTexts(in language: String) -> Analyzer {
        if let known = analyzers.ofTexts[language] { return known }
        let analyzer = Analyzer(language: language, addsPlainForms: true)
        analyzers.ofTexts[language] = analyzer
        return analyzer
    }
}
