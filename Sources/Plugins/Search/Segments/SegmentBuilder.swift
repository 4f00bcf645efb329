/// Makes the index of one segment in one pass over its text. O(n) in the number of bytes, O(m log m) in that of the
/// different terms.
struct SegmentBuilder: ~Copyable {
    /// What each folded word of each language becomes, so that it is stemmed once.
    private var surfaces = ByteStringTable()
    /// The terms of surface s: `expansions[expansionStarts[s]..<expansionStarts[s + 1]]`.
    private var expansions = PlainBuffer<Expansion>()
    private var expansionStarts = PlainBuffer<UInt32>()
    private var advances = PlainBuffer<UInt32>()

    private var terms = ByteStringTable()
    /// The surfaces of all units, title by title and text by text.
    private var stream = PlainBuffer<UInt32>(capacity: 1 << 16)
    private var parts = PlainBuffer<Part>()
    private var fieldPlaces = PlainBuffer<FieldPlace>()

    private var firstUnits: [UInt32] = []
    private var titleCodes: [UInt8] = []
    private var textCodes: [UInt8] = []
    private var titleLength = 0
    private var textLength = 0
    private var unitCount = 0

    /// A term that a surface stands for, so many words behind its start.
    struct Expansion: Equatable {
        let term: UInt32
        let offset: UInt32
    }

    /// A run of the stream that belongs to one unit.
    struct Part {
        let end: Int
        let unit: UInt32
        /// Of its first word.
        let position: UInt32
        let isText: Bool
    }

    /// A word of a field. (This and the others are not private: the compiler of Swift 6.3 makes a broken module of private
    /// types in a type that can't be copied.)
    struct FieldPlace {
        let term: UInt32
        let document: UInt32
        let position: UInt32
    }

    init() { expansionStarts.append(0) }

    // MARK: Words

    /// The number of a surface; if it is new, `define` has to be called with its terms before anything else.
    ///
    /// - Parameter tag: tells apart equal bytes that become different terms.
    @inline(__always)
    mutating func surface(_ bytes: UnsafeBufferPointer<UInt8>, tag: UInt16) -> (number: Int, isNew: Bool) {
        let count = surfaces.count
        let number = surfaces.insert(bytes, tag: tag)
        return (number, number == count)
    }

    /// Says what the newest surface stands for: terms with their distance in words from its start, and how many words it
    /// counts for.
    mutating func define(_ expansion: some Sequence<(term: [UInt8], offset: Int)>, advance: Int) {
        let first = expansions.count
        // The whole of a name comes behind its parts, and one of those may have its stem: positions have to ascend.
        for (term, offset) in expansion.sorted(by: { $0.offset < $1.offset }) {
            let new = Expansion(term: UInt32(terms.insert(TermKey.word(term))), offset: UInt32(offset))
            // A part may have the stem of the whole.
            if (first..<expansions.count).contains(where: { expansions[$0] == new }) { continue }
            expansions.append(new)
        }
        expansionStarts.append(UInt32(expansions.count))
        advances.append(UInt32(advance))
    }

    /// Adds a word to the part under way; answers how many positions it takes.
    @inline(__always)
    mutating func add(_ surface: Int) -> Int {
        stream.append(UInt32(truncatingIfNeeded: surface))
        return Int(advances[surface])
    }

    // MARK: Units

    mutating func beginDocument() { firstUnits.append(UInt32(unitCount)) }

    /// Ends a part of the unit under way: a title or heading, or its text.
    ///
    /// - Parameter position: that of its first word; titles and texts are counted apart.
    mutating func endPart(position: Int, isText: Bool) {
        parts.append(Part(end: stream.count, unit: UInt32(unitCount), position: UInt32(position), isText: isText))
    }

    /// Ends a unit, with its lengths in words.
    mutating func endUnit(titleLength: Int, textLength: Int) {
        titleCodes.append(LengthCode.code(titleLength))
        textCodes.append(LengthCode.code(textLength))
        self.titleLength += titleLength
        self.textLength += textLength
        unitCount += 1
    }

    /// Adds a word of a field of the document under way.
    mutating func add(_ term: [UInt8], field: String, position: Int) {
        let number = terms.insert(TermKey.fieldWord(field, term))
        fieldPlaces.append(
            FieldPlace(term: UInt32(number), document: UInt32(firstUnits.count - 1), position: UInt32(position))
        )
    }

    /// Adds a whole value of a field of the document under way.
    mutating func add(value: [UInt8], field: String) {
        let number = terms.insert(TermKey.fieldValue(field, value))
        fieldPlaces.append(FieldPlace(term: UInt32(number), document: UInt32(firstUnits.count - 1), position: 0))
    }

    // MARK: The segment

    /// The segment's bytes.
    consuming func finish(fieldNames: [String], languages: [String]) -> [UInt8] {
        firstUnits.append(UInt32(unitCount))
        let starts = placeStarts()
        let occurrences = placed(starts)
        defer { occurrences.deallocate() }
        let order = sortedTerms()

        let titleMean = Float(titleLength) / Float(max(unitCount, 1))
        let textMean = Float(textLength) / Float(max(unitCount, 1))
        var isFirst = [Bool](repeating: false, count: unitCount)
        for unit in firstUnits where Int(unit) < unitCount { isFirst[Int(unit)] = true }
        let impacts = ImpactBounds(titleMean: titleMean, textMean: textMean)
        var unitLists = PostingListWriter(
            unitCount: max(unitCount, 1),
            titleCodes: titleCodes,
            textCodes: textCodes,
            isFirst: isFirst,
            impacts: impacts
        )
        var fieldLists = PostingListWriter(
            unitCount: max(firstUnits.count - 1, 1),
            titleCodes: [],
            textCodes: [],
            isFirst: [],
            impacts: impacts
        )
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
        return SegmentLayout.bytes { section in
            switch section {
            case .counts:
                [firstUnits.count - 1, unitCount, titleLength, textLength, dictionary.count].flatMap {
                    withUnsafeBytes(of: UInt64($0).littleEndian) { Array($0) }
                }
            case .firstUnits: SegmentLayout.bytes(of: firstUnits)
            case .titleCodes: titleCodes
            case .textCodes: textCodes
            case .fieldNames: SegmentLayout.bytes(of: fieldNames)
            case .languages: SegmentLayout.bytes(of: languages)
            case .terms: dictionary.terms.bytes
            case .termKeys: SegmentLayout.bytes(of: dictionary.keys)
            case .termStarts: SegmentLayout.bytes(of: dictionary.starts)
            case .shapes: SegmentLayout.bytes(of: dictionary.shapesInBlocks)
            case .listStarts: SegmentLayout.bytes(of: dictionary.listStarts)
            case .lists: unitLists.output.bytes + fieldLists.output.bytes
            }
        }
    }

    /// Where the occurrences of each term begin, and the end.
    private func placeStarts() -> [Int] {
        var surfaceCounts = [Int](repeating: 0, count: surfaces.count)
        for index in 0..<stream.count { surfaceCounts[Int(stream[index])] += 1 }
        var starts = [Int](repeating: 0, count: terms.count + 1)
        for surface in 0..<surfaces.count {
            for place in Int(expansionStarts[surface])..<Int(expansionStarts[surface + 1]) {
                starts[Int(expansions[place].term) + 1] += surfaceCounts[surface]
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
            var index = 0
            for number in 0..<parts.count {
                let part = parts[number]
                var position = Int(part.position)
                while index < part.end {
                    let surface = Int(stream[index])
                    for place in Int(expansionStarts[surface])..<Int(expansionStarts[surface + 1]) {
                        let expansion = expansions[place]
                        occurrences[next[Int(expansion.term)]] = Place.key(
                            unit: Int(part.unit),
                            position: position + Int(expansion.offset),
                            isText: part.isText
                        )
                        next[Int(expansion.term)] += 1
                    }
                    position += Int(advances[surface])
                    index += 1
                }
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
