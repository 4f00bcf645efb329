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
    func lease() -> AnalyzerLease {
        AnalyzerLease(free.withLock { $0.popLast() } ?? AnalyzerSet(languages), self)
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
    var spellings: [[UInt8]: [[[UInt8]]]] = [:]

    static let mostSpellings = 1024

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

    /// The terms of words as they were typed, in each way that a language has to write them: whoever types asks for the same
    /// words with every letter.
    ///
    /// - Parameter key: all that they depend on.
    func spellings(by key: [UInt8], _ make: () -> [[[UInt8]]]) -> [[[UInt8]]] {
        if let known = analyzers.spellings[key] { return known }
        if analyzers.spellings.count >= AnalyzerSet.mostSpellings { analyzers.spellings = [:] }
        let made = make()
        analyzers.spellings[key] = made
        return made
    }

    /// The one with which texts in a language are indexed.
    func ofTexts(in language: String) -> Analyzer {
        if let known = analyzers.ofTexts[language] { return known }
        let analyzer = Analyzer(language: language, addsPlainForms: true)
        analyzers.ofTexts[language] = analyzer
        return analyzer
    }
}
