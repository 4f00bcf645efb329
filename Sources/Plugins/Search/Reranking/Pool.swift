import Analysis
import Corpus
import Glibc

/// The best passages of the first look, read again: which terms they have, how often, and where those of the query stand.
struct Pool: ~Copyable {
    /// A term of one passage.
    struct Occurrence {
        let term: Int32
        var title: UInt16 = 0
        var text: UInt16 = 0
        /// Of those in the text, the ones in the part that is compared.
        var compared: UInt16 = 0
    }

    /// A place where a word of the query stands.
    struct Place {
        let position: Int32
        let term: Int32
    }

    struct Passage {
        let occurrences: Range<Int>
        let places: Range<Int>
        /// In words.
        let titleLength: Int
        let textLength: Int
    }

    let query: PoolQuery
    let index: Index
    private(set) var passages: [Passage] = []
    private(set) var occurrences: [Occurrence] = []
    private(set) var places: [Place] = []
    /// In how many of the passages each term is.
    private(set) var passageCounts: [Int32] = []

    /// The terms by number; the query's own are the first ones.
    private var terms = ByteStringTable()
    private var surfaces = ByteStringTable()
    /// For each surface its entries, and how many words it stands for.
    private var entryRanges: [(start: Int32, count: Int32, advance: Int32)] = []
    private var entries: [(term: Int32, offset: Int32)] = []
    /// For each term its place among the occurrences of the passage under way, or one of an earlier passage.
    private var latest: [Int32] = []
    private var analyzers: [(language: String, analyzer: Analyzer)] = []
    private let lease: AnalyzerLease
    private var scratch = Terms()

    init(_ query: PoolQuery, in index: Index) {
        self.query = query
        self.index = index
        lease = index.analyzers.lease()
        for term in query.terms { _ = number(of: term.bytes[...]) }
    }

    var termCount: Int { terms.count }

    /// Whether a term is one of the query's.
    func isAsked(_ term: Int32) -> Bool { Int(term) < query.terms.count }

    func bytes(ofTerm term: Int) -> UnsafeBufferPointer<UInt8> { terms[term] }

    /// Adds the passage of a hit.
    mutating func read(_ hit: Hit) {
        let (document, number) = index.place(of: hit)
        let passage = document.passages[number]
        // As it was indexed: title and heading in the document's language, the text in its own.
        let expected = document.language.map(Analyzer.primarySubtag) ?? index.languages[0]
        let analyzer = analyzerNumber(expected)
        let firstOccurrence = occurrences.count
        let firstPlace = places.count
        let title = Array(document.title.utf8)
        var titleLength = title.withUnsafeBufferPointer { bytes in
            read(bytes, 0..<bytes.count, analyzer, isTitle: true, from: firstOccurrence, at: 0)
        }
        // Positions of the text are so far from those of the title that nothing is near across.
        let textStart = 1 << 20
        let textLength = document.text.withUnsafeBufferPointer { bytes in
            if let heading = passage.heading, document.passages.indices.contains(heading) {
                let range = document.passages[heading].range
                let start = titleLength + 1
                titleLength += read(bytes, range, analyzer, isTitle: true, from: firstOccurrence, at: start)
            }
            let own = LanguageDetector.language(of: bytes, in: passage.range, expected: expected)
            let number = own == expected ? analyzer : analyzerNumber(own)
            return read(bytes, passage.range, number, isTitle: false, from: firstOccurrence, at: textStart)
        }
        passages.append(
            Passage(
                occurrences: firstOccurrence..<occurrences.count,
                places: firstPlace..<places.count,
                titleLength: titleLength,
                textLength: textLength
            )
        )
        for occurrence in occurrences[firstOccurrence...] { passageCounts[Int(occurrence.term)] += 1 }
    }

    private mutating func analyzerNumber(_ language: String) -> Int {
        if let number = analyzers.firstIndex(where: { $0.language == language }) { return number }
        analyzers.append((language, lease.ofTexts(in: language)))
        return analyzers.count - 1
    }

    /// Counts the words of a range; returns how many positions they take.
    private mutating func read(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        _ analyzer: Int,
        isTitle: Bool,
        from firstOccurrence: Int,
        at start: Int
    ) -> Int {
        var scanner = SurfaceScanner(bytes, in: range, folding: analyzers[analyzer].analyzer.folding)
        var length = 0
        while length < Reranking.mostWords, let surface = scanner.next() {
            let tag = UInt16(truncatingIfNeeded: analyzer << 2) | UInt16(surface.kind.rawValue)
            let number = surfaces.insert(scanner.key, tag: tag)
            if number == entryRanges.count { define(scanner.key, surface, analyzer) }
            let (first, count, advance) = entryRanges[number]
            let isCompared = length < Reranking.comparedWords
            for entry in Int(first)..<Int(first + count) {
                let (term, offset) = entries[entry]
                add(
                    term,
                    isTitle: isTitle,
                    isCompared: isCompared,
                    from: firstOccurrence,
                    at: start + length + Int(offset)
                )
            }
            length += Int(advance)
        }
        return length
    }

    private mutating func add(_ term: Int32, isTitle: Bool, isCompared: Bool, from first: Int, at position: Int) {
        var place = Int(latest[Int(term)])
        if place < first {
            place = occurrences.count
            latest[Int(term)] = Int32(place)
            occurrences.append(Occurrence(term: term))
        }
        if isTitle {
            occurrences[place].title &+= occurrences[place].title < .max ? 1 : 0
        } else {
            occurrences[place].text &+= occurrences[place].text < .max ? 1 : 0
            if isCompared { occurrences[place].compared &+= occurrences[place].compared < .max ? 1 : 0 }
        }
        guard isAsked(term) else { return }
        let field = query.terms[Int(term)].field
        guard field == .anywhere || (field == .title) == isTitle else { return }
        places.append(Place(position: Int32(truncatingIfNeeded: position), term: term))
    }

    private mutating func define(_ key: UnsafeBufferPointer<UInt8>, _ surface: Surface, _ analyzer: Int) {
        analyzers[analyzer].analyzer.terms(of: key, surface.kind, length: surface.range.count, into: &scratch)
        let start = entries.count
        for entry in scratch.entries { entries.append((number(of: scratch[entry]), Int32(entry.offset))) }
        entryRanges.append((Int32(start), Int32(entries.count - start), Int32(scratch.advance)))
    }

    private mutating func number(of term: ArraySlice<UInt8>) -> Int32 {
        let number = term.withUnsafeBufferPointer { terms.insert($0) }
        if number == latest.count {
            latest.append(-1)
            passageCounts.append(0)
        }
        return Int32(number)
    }
}

extension Pool {
    /// The part of the query's weight that a passage has the words of, 0 … 1.
    func coverage(of passage: Int) -> Float {
        var found = FoundParts(query)
        for place in places[passages[passage].places] { found.add(place.term) }
        return min(1, found.weight / query.weight)
    }

    /// How alike query and title are: the geometric mean of the part of the query that is in the title, and of the part
    /// of the title that is in the query, by weight.
    func titleCosine(of passage: Int) -> Float {
        var found = FoundParts(query)
        var others: Float = 0
        for occurrence in occurrences[passages[passage].occurrences] where occurrence.title > 0 {
            if isAsked(occurrence.term), query.terms[Int(occurrence.term)].field != .text {
                found.add(occurrence.term)
            } else {
                others += weight(ofTerm: Int(occurrence.term))
            }
        }
        guard found.weight > 0 else { return 0 }
        return (min(1, found.weight / query.weight) * found.weight / (found.weight + others)).squareRoot()
    }

    /// Parts of a query, each counted once.
    private struct FoundParts {
        private let query: PoolQuery
        private var isSeen: [Bool]
        private(set) var weight: Float = 0

        init(_ query: PoolQuery) {
            self.query = query
            isSeen = [Bool](repeating: false, count: query.weights.count)
        }

        mutating func add(_ term: Int32) {
            let part = query.terms[Int(term)].part
            if !isSeen[part] { weight += query.weights[part] }
            isSeen[part] = true
        }
    }

    /// The weight that a term would have in a query.
    func weight(ofTerm term: Int) -> Float {
        let counts = counts(ofTerm: term)
        guard counts.passages > 0 else { return 0 }
        return Ranking.rarity(
            documentFrequency: counts.passages,
            collectionFrequency: max(counts.occurrences, counts.passages),
            passageCount: index.statistics.unitCount
        )
    }

    /// In how many passages of the corpus a term is, and how often.
    func counts(ofTerm term: Int) -> (passages: Int, occurrences: Int) {
        let key = TermKey.word(Array(terms[term]))
        var passages = 0
        var occurrences = 0
        for part in index.parts {
            guard let entry = part.segment.dictionary.find(key) else { continue }
            passages += entry.passageCount
            occurrences += entry.occurrenceCount
        }
        return (min(passages, index.statistics.unitCount), occurrences)
    }
}
