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

    /// A term of a title, and of which piece of it.
    struct TitleTerm {
        let term: Int32
        let piece: Int32
    }

    struct Passage {
        /// One number for each document.
        let document: UInt64
        /// How many its document has.
        let passageCount: Int
        let occurrences: Range<Int>
        let places: Range<Int>
        /// Of the title and the heading.
        let titleTerms: Range<Int>
        /// In words.
        let titleLength: Int
        let textLength: Int
    }

    let query: PoolQuery
    let index: Index
    private(set) var passages: [Passage] = []
    private(set) var occurrences: [Occurrence] = []
    private(set) var places: [Place] = []
    private(set) var titleTerms: [TitleTerm] = []
    private var piece: Int32 = 0
    /// In how many of the passages each term is.
    private(set) var passageCounts: [Int32] = []

    /// Numbers the terms; the query's own are the first ones.
    private let vocabulary: Vocabulary
    private let lease: VocabularyLease
    /// For each term its place among the occurrences of the passage under way, or one of an earlier passage.
    private var latest: [Int32] = []

    init(_ query: PoolQuery, in index: Index) {
        self.query = query
        self.index = index
        lease = index.vocabularies.lease()
        vocabulary = lease.vocabulary
        for term in query.terms { _ = vocabulary.number(of: term.bytes[...]) }
        addTerms()
    }

    var termCount: Int { latest.count }

    /// Whether a term is one of the query's.
    func isAsked(_ term: Int32) -> Bool { Int(term) < query.terms.count }

    /// Adds the passage of a hit.
    mutating func read(_ hit: Hit) {
        let (document, number) = index.place(of: hit)
        let passage = document.passages[number]
        // As it was indexed: title and heading in the document's language, the text in its own.
        let expected = document.language.map(Analyzer.primarySubtag) ?? index.usualLanguage(ofPart: hit.segment)
        let analyzer = vocabulary.analyzerNumber(expected)
        let firstOccurrence = occurrences.count
        let firstPlace = places.count
        let firstTitleTerm = titleTerms.count
        piece = 0
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
                piece += 1
                titleLength += read(bytes, range, analyzer, isTitle: true, from: firstOccurrence, at: start)
            }
            let number = vocabulary.analyzerNumber(index.language(of: hit))
            return read(bytes, passage.range, number, isTitle: false, from: firstOccurrence, at: textStart)
        }
        passages.append(
            Passage(
                document: index.documentNumber(of: hit),
                passageCount: document.passages.count,
                occurrences: firstOccurrence..<occurrences.count,
                places: firstPlace..<places.count,
                titleTerms: firstTitleTerm..<titleTerms.count,
                titleLength: titleLength,
                textLength: textLength
            )
        )
        for occurrence in occurrences[firstOccurrence...] { passageCounts[Int(occurrence.term)] += 1 }
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
        var scanner = SurfaceScanner(bytes, in: range, folding: vocabulary.folding(analyzer))
        var length = 0
        var end = range.lowerBound
        while length < Reranking.mostWords, let surface = scanner.next() {
            if isTitle {
                if TitlePieces.isBorder(bytes, end..<surface.range.lowerBound) { piece += 1 }
                end = surface.range.upperBound
            }
            let reading = vocabulary.reading(of: scanner.key, surface, analyzer)
            let isCompared = length < Reranking.comparedWords
            for place in reading.entries {
                let entry = vocabulary.entries[place]
                let term = vocabulary.number(ofTerm: entry.term)
                if Int(term) == latest.count { addTerms() }
                if isTitle { titleTerms.append(TitleTerm(term: term, piece: piece)) }
                add(
                    term,
                    isTitle: isTitle,
                    isCompared: isCompared,
                    from: firstOccurrence,
                    at: start + length + Int(entry.offset)
                )
            }
            length += reading.advance
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

    /// Makes room for the terms that have got a number.
    private mutating func addTerms() {
        while latest.count < vocabulary.own.count {
            latest.append(-1)
            passageCounts.append(0)
        }
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
        return max(cosine(found.weight, others), pieceCosine(of: passage))
    }

    /// The same of the piece of the title that is most alike: sites write their names behind the titles of pages.
    private func pieceCosine(of passage: Int) -> Float {
        let terms = titleTerms[passages[passage].titleTerms]
        var best: Float = 0
        var start = terms.startIndex
        while start < terms.endIndex {
            let end = terms[start...].firstIndex { $0.piece != terms[start].piece } ?? terms.endIndex
            var found = FoundParts(query)
            var others: Float = 0
            for place in start..<end where !terms[start..<place].contains(where: { $0.term == terms[place].term }) {
                let term = terms[place].term
                if isAsked(term), query.terms[Int(term)].field != .text {
                    found.add(term)
                } else {
                    others += weight(ofTerm: Int(term))
                }
            }
            if found.weight > 0 { best = max(best, cosine(found.weight, others)) }
            start = end
        }
        return best
    }

    private func cosine(_ found: Float, _ others: Float) -> Float {
        (min(1, found / query.weight) * found / (found + others)).squareRoot()
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

    /// How often the corpus has a term.
    func counts(ofTerm term: Int) -> Vocabulary.Counts { vocabulary.counts(ofNumber: term, in: index) }
}
