/// Makes the index of one segment in one pass over its text. O(n) in the number of bytes, O(m log m) in that of the
/// different terms.
struct SegmentBuilder: ~Copyable {
    /// What each folded word of each language becomes, so that it is stemmed once.
    private var surfaces: ByteStringTable
    /// The terms of surface s: `expansions[expansionStarts[s]..<expansionStarts[s + 1]]`.
    private var expansions = PlainBuffer<Expansion>()
    private var expansionStarts = PlainBuffer<UInt32>()
    private var advances = PlainBuffer<UInt32>()

    private var terms: ByteStringTable
    /// The surfaces of all units; a title that several units have stands there once.
    private var stream = PlainBuffer<UInt32>(capacity: 1 << 16)
    private var parts = PlainBuffer<Part>()
    /// Where the part under way begins in `stream`.
    private var partStart = 0
    /// Terms of surfaces that aren't looked up yet.
    private var pending = PendingTerms()
    private var fieldPlaces = PlainBuffer<FieldPlace>()

    private var firstUnits: [UInt32] = []
    private var unitCount = 0
    private var languageCodes: [UInt8] = []

    /// A term that a surface stands for, so many words behind its start.
    struct Expansion: Equatable {
        let term: UInt32
        let offset: UInt32
    }

    /// A run of the stream that belongs to one unit.
    struct Part {
        let words: Words
        let unit: UInt32
        let kind: PartKind
    }

    /// What a unit consists of, in this order: one of each, or no heading.
    enum PartKind: UInt8 {
        case title, heading, text
    }

    /// The words of a title, a heading or a text that were read.
    struct Words {
        fileprivate let start: UInt32
        fileprivate let count: UInt32

        fileprivate var places: Range<Int> { Int(start)..<Int(start + count) }
    }

    /// So many positions are left free between title and heading, so that no phrase reaches across.
    private static let gap: UInt32 = 255

    /// A word of a field. (This and the others are not private: the compiler of Swift 6.3 makes a broken module of private
    /// types in a type that can't be copied.)
    struct FieldPlace {
        let term: UInt32
        let document: UInt32
        let position: UInt32
    }

    /// - Parameter byteCount: about how many bytes will be read, so that tables needn't grow many times.
    init(byteCount: Int = 0) {
        // Programs and data have a new word in that many bytes, prose fewer.
        surfaces = ByteStringTable(count: byteCount / 256)
        terms = ByteStringTable(count: byteCount / 256)
        expansionStarts.append(0)
    }

    // MARK: Words

    /// Adds words to the part under way, in the order of the text, whose numbers will be known later.
    ///
    /// - Returns: the place of the word, for `set`.
    @inline(__always)
    mutating func addUnknown() -> Int {
        stream.append(0)
        return stream.count - 1
    }

    /// Adds a word to the part under way.
    @inline(__always)
    mutating func add(_ surface: UInt32) { stream.append(surface) }

    /// Says which word stands at a place.
    @inline(__always)
    mutating func set(_ surface: UInt32, at place: Int) { stream[place] = surface }

    /// Makes it fast to look up surfaces with these hashes.
    mutating func prepare(_ hashes: UnsafeBufferPointer<UInt32>) { surfaces.prepare(hashes) }

    /// The number of a surface; if it is new, its terms have to be said by `expand` and `endExpansion` before anything else.
    ///
    /// - Parameters:
    ///   - tag: tells apart equal bytes that become different terms.
    ///   - hash: of both, by `ByteStringTable`.
    @inline(__always)
    mutating func surface(_ bytes: UnsafeBufferPointer<UInt8>, tag: UInt16, hash: UInt32) -> (
        number: UInt32, isNew: Bool
    ) {
        let count = surfaces.count
        let number = surfaces.insert(bytes, tag: tag, hash: hash)
        return (UInt32(truncatingIfNeeded: number), number == count)
    }

    /// Says that the newest surface stands for a term, so many words behind its start.
    mutating func expand(_ term: UnsafeBufferPointer<UInt8>, offset: Int) {
        pending.append(term, offset: UInt32(offset))
    }

    /// Says that all terms of the newest surface have been said, and for how many words it counts.
    mutating func endExpansion(advance: Int) {
        pending.finishSurface { offset in
            expansions.append(Expansion(term: 0, offset: offset))
            return UInt32(expansions.count - 1)
        }
        expansionStarts.append(UInt32(expansions.count))
        advances.append(UInt32(advance))
        if pending.isFull { numberTerms() }
    }

    private mutating func numberTerms() {
        terms.prepare(pending.hashes)
        for index in 0..<pending.count {
            let term = terms.insert(pending[index], tag: 0, hash: pending.hashes[index])
            let place = Int(pending.expansion(of: index))
            expansions[place] = Expansion(term: UInt32(term), offset: expansions[place].offset)
        }
        pending.removeAll()
    }

    // MARK: Units

    mutating func beginDocument() { firstUnits.append(UInt32(unitCount)) }

    /// Ends a part of the unit under way.
    ///
    /// - Returns: its words, for other units that have them too.
    @discardableResult
    mutating func endPart(_ kind: PartKind) -> Words {
        let words = Words(start: UInt32(partStart), count: UInt32(stream.count - partStart))
        partStart = stream.count
        add(words, kind)
        return words
    }

    /// Adds a part whose words an earlier part had.
    mutating func add(_ words: Words, _ kind: PartKind) {
        parts.append(Part(words: words, unit: UInt32(unitCount), kind: kind))
    }

    /// - Parameter language: the place of its text's language among those of the segment.
    mutating func endUnit(language: UInt8) {
        languageCodes.append(language)
        unitCount += 1
    }

    /// The number of a word of a field.
    mutating func term(_ word: ArraySlice<UInt8>, field: String) -> UInt32 {
        UInt32(terms.insert(TermKey.fieldWord(field, word)))
    }

    /// The number of a whole value of a field.
    mutating func term(value: [UInt8], field: String) -> UInt32 {
        UInt32(terms.insert(TermKey.fieldValue(field, value)))
    }

    /// Adds a word or a value of a field of the document under way.
    mutating func add(fieldTerm term: UInt32, position: Int) {
        fieldPlaces.append(
            FieldPlace(term: term, document: UInt32(firstUnits.count - 1), position: UInt32(position))
        )
    }

    // MARK: The segment

    /// The segment's bytes.
    consuming func finish(fieldNames: [String], languages: [String]) -> SegmentBytes {
        numberTerms()
        firstUnits.append(UInt32(unitCount))
        let lengths = lengths()
        let starts = placeStarts()
        let occurrences = placed(starts)
        defer { occurrences.deallocate() }
        let order = sortedTerms()

        let titleMean = Float(lengths.title) / Float(max(unitCount, 1))
        let textMean = Float(lengths.text) / Float(max(unitCount, 1))
        let impacts = ImpactBounds(titleMean: titleMean, textMean: textMean)
        var unitLists = PostingListWriter(unitCount: max(unitCount, 1), facts: unitFacts(lengths), impacts: impacts)
        var fieldLists = PostingListWriter(unitCount: max(firstUnits.count - 1, 1), facts: [], impacts: impacts)
        var dictionary = TermDictionaryWriter()
        for term in order {
            let places = UnsafeBufferPointer(
                start: occurrences + starts[Int(term)],
                count: starts[Int(term) + 1] - starts[Int(term)]
            )
            let bytes = terms[Int(term)]
            // Those of fields sort behind all others.
            let entry = TermKey.isWord(bytes) ? unitLists.append(places) : fieldLists.append(places)
            dictionary.append(bytes, entry)
        }
        let layout = SegmentLayout.Content(
            counts: [firstUnits.count - 1, unitCount, lengths.title, lengths.text, dictionary.count],
            firstUnits: firstUnits,
            titleCodes: lengths.titleCodes,
            textCodes: lengths.textCodes,
            languageCodes: languageCodes,
            fieldNames: fieldNames,
            languages: languages,
            dictionary: dictionary,
            unitLists: unitLists.output.bytes,
            fieldLists: fieldLists.output.bytes
        )
        return layout.bytes()
    }

    /// How many words titles with headings and texts have.
    private struct Lengths {
        var title = 0
        var text = 0
        var titleCodes: [UInt8]
        var textCodes: [UInt8]
    }

    private func lengths() -> Lengths {
        var lengths = Lengths(
            titleCodes: [UInt8](repeating: 0, count: unitCount),
            textCodes: [UInt8](repeating: 0, count: unitCount)
        )
        var ofTitle = 0
        for number in 0..<parts.count {
            let part = parts[number]
            let length = length(of: part.words)
            if part.kind == .text {
                lengths.text += length
                lengths.textCodes[Int(part.unit)] = LengthCode.code(length)
            } else {
                ofTitle = part.kind == .title ? length : ofTitle + length
                lengths.title += length
                lengths.titleCodes[Int(part.unit)] = LengthCode.code(ofTitle)
            }
        }
        return lengths
    }

    /// In words.
    private func length(of words: Words) -> Int {
        var length: UInt32 = 0
        for index in words.places { length &+= advances[Int(stream[index])] }
        return Int(length)
    }

    private func unitFacts(_ lengths: Lengths) -> [PostingListWriter.UnitFacts] {
        var isFirst = [Bool](repeating: false, count: unitCount)
        for unit in firstUnits where Int(unit) < unitCount { isFirst[Int(unit)] = true }
        return (0..<unitCount).map { unit in
            .init(titleCode: lengths.titleCodes[unit], textCode: lengths.textCodes[unit], isFirst: isFirst[unit])
        }
    }

    /// Where the occurrences of each term begin, and the end.
    private func placeStarts() -> [Int] {
        var surfaceCounts = [UInt32](repeating: 0, count: surfaces.count)
        surfaceCounts.withUnsafeMutableBufferPointer { counts in
            for number in 0..<parts.count {
                for index in parts[number].words.places { counts[Int(stream[index])] += 1 }
            }
        }
        var starts = [Int](repeating: 0, count: terms.count + 1)
        for surface in 0..<surfaces.count {
            for place in Int(expansionStarts[surface])..<Int(expansionStarts[surface + 1]) {
                starts[Int(expansions[place].term) + 1] += Int(surfaceCounts[surface])
            }
        }
        for index in 0..<fieldPlaces.count { starts[Int(fieldPlaces[index].term) + 1] += 1 }
        for term in 0..<terms.count { starts[term + 1] += starts[term] }
        return starts
    }

    /// The occurrences of all terms, one term after the other.
    private func placed(_ starts: [Int]) -> UnsafeMutablePointer<UInt64> {
        let occurrences = UnsafeMutablePointer<UInt64>.allocate(capacity: max(starts.last ?? 0, 1))
        var next = starts
        next.withUnsafeMutableBufferPointer { next in
            var titleEnd: UInt32 = 0
            for number in 0..<parts.count {
                let part = parts[number]
                let unit = UInt64(part.unit) << 32
                var position: UInt32
                switch part.kind {
                case .title: position = 0
                case .heading: position = titleEnd + Self.gap
                case .text: position = Place.textFlag
                }
                for index in part.words.places {
                    let surface = Int(stream[index])
                    for place in Int(expansionStarts[surface])..<Int(expansionStarts[surface + 1]) {
                        let expansion = expansions[place]
                        let target = next[Int(expansion.term)]
                        occurrences[target] = unit | UInt64(position &+ expansion.offset)
                        next[Int(expansion.term)] = target &+ 1
                    }
                    position &+= advances[surface]
                }
                if part.kind == .title { titleEnd = position }
            }
            for index in 0..<fieldPlaces.count {
                let place = fieldPlaces[index]
                occurrences[next[Int(place.term)]] = Place.key(
                    unit: Int(place.document),
                    position: Int(place.position),
                    isText: true
                )
                next[Int(place.term)] += 1
            }
        }
        return occurrences
    }

    /// The numbers of the terms in the order of their bytes.
    private func sortedTerms() -> [UInt32] {
        var keyed: [(key: UInt64, term: UInt32)] = []
        keyed.reserveCapacity(terms.count)
        for term in 0..<terms.count { keyed.append((TermDictionary.key(of: terms[term]), UInt32(term))) }
        // A closure can't borrow what can't be copied; the table stays where it is while it is sorted by.
        withUnsafePointer(to: terms) { terms in
            keyed.sort { left, right in
                if left.key != right.key { return left.key < right.key }
                return terms.pointee[Int(left.term)].lexicographicallyPrecedes(terms.pointee[Int(right.term)])
            }
        }
        return keyed.map(\.term)
    }
}
