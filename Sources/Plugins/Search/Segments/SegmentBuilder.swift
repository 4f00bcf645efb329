/// Makes the index of one segment in one pass over its text. O(n) in the number of bytes, O(m log m) in that of the
/// different terms.
struct SegmentBuilder: ~Copyable {
    /// What each folded word of each language becomes, so that it is stemmed once.
    var surfaces: ByteStringTable
    /// The terms of surface s: `expansions[expansionStarts[s]..<expansionStarts[s + 1]]`.
    var expansions: PlainBuffer<Expansion>
    var expansionStarts: PlainBuffer<UInt32>
    var advances: PlainBuffer<UInt32>

    var terms: ByteStringTable
    /// The surfaces of all units; a title that several units have stands there once.
    var stream: PlainBuffer<UInt32>
    var parts = PlainBuffer<Part>()
    /// Where the part under way begins in `stream`.
    private var partStart = 0
    /// Terms of surfaces that aren't looked up yet.
    private var pending: PendingTerms
    var fieldPlaces: PlainBuffer<FieldPlace>
    var forms = WordForms.Builder()

    var firstUnits: [UInt32] = []
    var unitCount = 0
    var languageCodes: [UInt8] = []

    /// A term that a surface stands for, so many words behind its start.
    struct Expansion: Equatable {
        let term: UInt32
        let offset: UInt32
    }

    /// So many positions are left free between title and heading, so that no phrase reaches across.
    static let gap: UInt32 = 255

    /// No term of a surface stands more words behind its start: a surface is cut at 256 bytes and a character.
    static let longestSurface = 512

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
        // The tables of a short text lie in few pages: each that is met first costs more than the words in it.
        let slots = byteCount < 1 << 16 ? 1 << 9 : 1 << 13
        surfaces = ByteStringTable(count: byteCount / 256, slots: slots)
        terms = ByteStringTable(count: byteCount / 256, slots: slots)
        pending = PendingTerms(of: byteCount)
        // What is not filled costs nothing, and growing would mean to fill small pages.
        stream = PlainBuffer(capacity: byteCount / 8)
        expansions = PlainBuffer(capacity: byteCount / 16)
        expansionStarts = PlainBuffer(capacity: byteCount / 16)
        advances = PlainBuffer(capacity: byteCount / 16)
        fieldPlaces = PlainBuffer(capacity: byteCount / 16)
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
    ///
    /// - Parameter isWhole: whether it is the whole of a name, beside its parts.
    mutating func expand(_ term: UnsafeBufferPointer<UInt8>, offset: Int, isWhole: Bool = false) {
        pending.append(term, offset: UInt32(offset), isWhole: isWhole)
    }

    /// Says that a word is written so where a term stands for it.
    mutating func addForm(_ form: UnsafeBufferPointer<UInt8>, of term: UnsafeBufferPointer<UInt8>) {
        forms.add(form, of: term)
    }

    /// Says that all terms of the newest surface have been said, and for how many words it counts.
    mutating func endExpansion(advance: Int) {
        pending.finishSurface { offset, number in
            expansions.append(Expansion(term: number ?? 0, offset: offset))
            return UInt32(expansions.count - 1)
        }
        expansionStarts.append(UInt32(expansions.count))
        advances.append(UInt32(advance))
        if pending.isFull { numberTerms() }
    }

    mutating func numberTerms() {
        terms.prepare(pending.hashes)
        for index in 0..<pending.count {
            let term = terms.insert(pending[index], tag: 0, hash: pending.hashes[index])
            let place = Int(pending.expansion(of: index))
            expansions[place] = Expansion(term: UInt32(term), offset: expansions[place].offset)
            pending.set(UInt32(term), of: index)
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
}
