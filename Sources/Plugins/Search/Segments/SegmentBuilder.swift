import Corpus

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
    private var stream: PlainBuffer<UInt32>
    private var parts = PlainBuffer<Part>()
    /// Where the part under way begins in `stream`.
    private var partStart = 0
    /// Terms of surfaces that aren't looked up yet.
    private var pending = PendingTerms()
    private var fieldPlaces = PlainBuffer<FieldPlace>()
    private var forms = WordForms.Builder()

    private var firstUnits: [UInt32] = []
    private var unitCount = 0
    private var languageCodes: [UInt8] = []

    /// A term that a surface stands for, so many words behind its start.
    struct Expansion: Equatable {
        let term: UInt32
        let offset: UInt32
    }

    /// So many positions are left free between title and heading, so that no phrase reaches across.
    private static let gap: UInt32 = 255

    /// No term of a surface stands more words behind its start: a surface is cut at 256 bytes and a character.
    private static let longestSurface = 512

    /// A word of a field. (This and the others are not private: the compiler of Swift 6.3 makes a broken module of private
    /// types in a type that can't be copied.)
    struct FieldPlace {
        var term: UInt32
        let document: UInt32
        let position: UInt32
    }

    /// - Parameter byteCount: about how many bytes will be read, so that tables needn't grow many times.
    init(byteCount: Int = 0) {
        // Programs and data have a new word in that many bytes, prose fewer.
        surfaces = ByteStringTable(count: byteCount / 256)
        terms = ByteStringTable(count: byteCount / 256)
        // What is not filled costs nothing, and growing would mean to fill small pages.
        stream = PlainBuffer(capacity: max(1 << 10, byteCount / 8))
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

    /// Says that a word is written so where a term stands for it.
    mutating func addForm(_ form: UnsafeBufferPointer<UInt8>, of term: UnsafeBufferPointer<UInt8>) {
        forms.add(form, of: term)
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

    /// What the segment consists of.
    consuming func finish(fieldNames: [String], languages: [String]) -> SegmentLayout.Content {
        numberTerms()
        firstUnits.append(UInt32(unitCount))
        let order = sortTerms()
        var readings = readings()
        surfaces = ByteStringTable()
        let lengths = countWords(&readings)
        let unitCount = max(unitCount, firstUnits.count)
        let written: Written
        if let layout = PlaceLayout<UInt32>(unitCount: unitCount, largestPosition: lengths.largestPosition) {
            written = write(order, layout, readings, lengths)
        } else if let layout = PlaceLayout<UInt64>(unitCount: unitCount, largestPosition: lengths.largestPosition) {
            written = write(order, layout, readings, lengths)
        } else {
            preconditionFailure("units and positions are counted in 32 bits")
        }
        let forms = forms.dictionary()
        return SegmentLayout.Content(
            counts: [
                firstUnits.count - 1, self.unitCount, lengths.title, lengths.text, written.dictionary.count,
                forms.count,
            ],
            firstUnits: firstUnits,
            titleCodes: lengths.titleCodes,
            textCodes: lengths.textCodes,
            languageCodes: languageCodes,
            fieldNames: fieldNames,
            languages: languages,
            dictionary: written.dictionary,
            forms: forms,
            unitLists: written.unitLists,
            fieldLists: written.fieldLists
        )
    }

    private struct Written {
        let dictionary: TermDictionaryWriter
        let unitLists: [UInt8]
        let fieldLists: [UInt8]
    }

    /// Writes the lists of all terms, and what the dictionary says of them.
    ///
    /// - Parameter order: the terms as they were numbered first, in the order of their bytes.
    private mutating func write<Key>(
        _ order: [UInt32],
        _ layout: PlaceLayout<Key>,
        _ readings: [Reading],
        _ lengths: Lengths
    ) -> Written {
        let starts = placeStarts(readings)
        let occurrences = placed(layout, starts, readings)
        defer { occurrences.deallocate() }
        stream = PlainBuffer()
        parts = PlainBuffer()

        let titleMean = Float(lengths.title) / Float(max(unitCount, 1))
        let textMean = Float(lengths.text) / Float(max(unitCount, 1))
        let impacts = ImpactBounds(titleMean: titleMean, textMean: textMean)
        var unitLists = PostingListWriter(unitCount: max(unitCount, 1), facts: unitFacts(lengths), impacts: impacts)
        var fieldLists = PostingListWriter(unitCount: max(firstUnits.count - 1, 1), facts: [], impacts: impacts)
        var dictionary = TermDictionaryWriter()
        for (place, term) in order.enumerated() {
            let start = starts[place]
            let places = UnsafeBufferPointer(start: occurrences + Int(start), count: Int(starts[place + 1] - start))
            let bytes = terms[Int(term)]
            // Those of fields sort behind all others.
            let entry = TermKey.isWord(bytes) ? unitLists.append(places, layout) : fieldLists.append(places, layout)
            dictionary.append(bytes, entry)
        }
        return Written(
            dictionary: dictionary,
            unitLists: unitLists.output.bytes,
            fieldLists: fieldLists.output.bytes
        )
    }

    /// What is asked of a surface wherever it stands, in one place of memory: most of the time goes into waiting for it.
    private struct Reading {
        /// Its only term; where it has others, or one behind its start, its expansions.
        var first: UInt32
        var end: UInt32
        let advance: UInt32
        /// How often it was read.
        var count: UInt32 = 0

        static let onlyTerm = UInt32.max
    }

    private func readings() -> [Reading] {
        (0..<surfaces.count).map { surface in
            let (first, end) = (expansionStarts[surface], expansionStarts[surface + 1])
            let advance = advances[surface]
            guard end == first + 1, expansions[Int(first)].offset == 0 else {
                return Reading(first: first, end: end, advance: advance)
            }
            return Reading(first: expansions[Int(first)].term, end: Reading.onlyTerm, advance: advance)
        }
    }

    /// How many words titles with headings and texts have.
    private struct Lengths {
        var title = 0
        var text = 0
        /// No position of a word is larger.
        var largestPosition = 0
        var titleCodes: [UInt8]
        var textCodes: [UInt8]
    }

    /// Counts how often each surface was read, and the words of titles and texts.
    private func countWords(_ readings: inout [Reading]) -> Lengths {
        var lengths = Lengths(
            titleCodes: [UInt8](repeating: 0, count: unitCount),
            textCodes: [UInt8](repeating: 0, count: unitCount)
        )
        var ofTitle = 0
        readings.withUnsafeMutableBufferPointer { readings in
            for number in 0..<parts.count {
                let part = parts[number]
                var count: UInt32 = 0
                for index in part.words.places {
                    let surface = Int(stream[index])
                    readings[surface].count &+= 1
                    count &+= readings[surface].advance
                }
                let length = Int(count)
                let start = part.kind == .heading ? ofTitle + Int(Self.gap) : 0
                lengths.largestPosition = max(lengths.largestPosition, start + length + Self.longestSurface)
                if part.kind == .text {
                    lengths.text += length
                    lengths.textCodes[Int(part.unit)] = LengthCode.code(length)
                } else {
                    ofTitle = part.kind == .title ? length : ofTitle + length
                    lengths.title += length
                    lengths.titleCodes[Int(part.unit)] = LengthCode.code(ofTitle)
                }
            }
        }
        for index in 0..<fieldPlaces.count {
            lengths.largestPosition = max(lengths.largestPosition, Int(fieldPlaces[index].position))
        }
        return lengths
    }

    private func unitFacts(_ lengths: Lengths) -> [PostingListWriter.UnitFacts] {
        var isFirst = [Bool](repeating: false, count: unitCount)
        for unit in firstUnits where Int(unit) < unitCount { isFirst[Int(unit)] = true }
        return (0..<unitCount).map { unit in
            .init(titleCode: lengths.titleCodes[unit], textCode: lengths.textCodes[unit], isFirst: isFirst[unit])
        }
    }

    /// Where the occurrences of each term begin, and the end.
    private func placeStarts(_ readings: [Reading]) -> [UInt32] {
        var starts = [UInt32](repeating: 0, count: terms.count + 1)
        for reading in readings {
            if reading.end == Reading.onlyTerm {
                starts[Int(reading.first) + 1] += reading.count
            } else {
                for place in reading.first..<reading.end {
                    starts[Int(expansions[Int(place)].term) + 1] += reading.count
                }
            }
        }
        for index in 0..<fieldPlaces.count { starts[Int(fieldPlaces[index].term) + 1] += 1 }
        for term in 0..<terms.count { starts[term + 1] += starts[term] }
        return starts
    }

    /// The occurrences of all terms, one term after the other.
    private func placed<Key>(
        _ layout: PlaceLayout<Key>,
        _ starts: [UInt32],
        _ readings: [Reading]
    ) -> UnsafeMutablePointer<Key> {
        let count = Int(starts.last ?? 0)
        let occurrences = UnsafeMutablePointer<Key>.allocate(capacity: max(count, 1))
        LargeMemory.advise(UnsafeRawBufferPointer(UnsafeBufferPointer(start: occurrences, count: count)))
        var next = starts
        next.withUnsafeMutableBufferPointer { next in
            @inline(__always)
            func put(_ term: UInt32, _ place: Key) {
                let target = next[Int(term)]
                occurrences[Int(target)] = place
                next[Int(term)] = target &+ 1
            }
            readings.withUnsafeBufferPointer { readings in
                var titleEnd: Key = 0
                for number in 0..<parts.count {
                    let part = parts[number]
                    let unit = layout.start(ofUnit: part.unit)
                    var position: Key
                    switch part.kind {
                    case .title: position = 0
                    case .heading: position = titleEnd &+ Key(Self.gap)
                    case .text: position = layout.textFlag
                    }
                    for index in part.words.places {
                        let reading = readings[Int(stream[index])]
                        if reading.end == Reading.onlyTerm {
                            put(reading.first, unit &+ position)
                        } else {
                            for place in reading.first..<reading.end {
                                let expansion = expansions[Int(place)]
                                put(expansion.term, unit &+ position &+ Key(truncatingIfNeeded: expansion.offset))
                            }
                        }
                        position &+= Key(truncatingIfNeeded: reading.advance)
                    }
                    if part.kind == .title { titleEnd = position }
                }
            }
            for index in 0..<fieldPlaces.count {
                let place = fieldPlaces[index]
                let position = layout.textFlag &+ Key(truncatingIfNeeded: place.position)
                put(place.term, layout.start(ofUnit: place.document) &+ position)
            }
        }
        return occurrences
    }

    /// Numbers the terms anew wherever they stand, in the order of their bytes: what belongs to them then lies in the order
    /// in which it is written.
    ///
    /// - Returns: for each new number the one before, by which the table of terms knows it.
    private mutating func sortTerms() -> [UInt32] {
        let order = terms.inOrder()
        var numbers = [UInt32](repeating: 0, count: order.count)
        for (number, term) in order.enumerated() { numbers[Int(term)] = UInt32(number) }
        for place in 0..<expansions.count {
            expansions[place] = Expansion(term: numbers[Int(expansions[place].term)], offset: expansions[place].offset)
        }
        for index in 0..<fieldPlaces.count { fieldPlaces[index].term = numbers[Int(fieldPlaces[index].term)] }
        return order
    }
}
