import Synchronization

/// What search knows of one segment of the corpus; it never changes.
///
/// A unit is a passage. All of it lies in one run of bytes, so that it can be written to a file and mapped again:
/// a header of `magic`, version and number of sections, a table of the sections' starts and lengths, and the sections,
/// each aligned to eight bytes.
///
/// What is read of it is not checked for being in bounds, so no byte of a file is read before it was compared with its
/// checksum: all but the longest sections when the segment is opened, and those when they are used, piece by piece. What is
/// damaged reads as empty; whoever finds ``isDamaged`` afterwards has to do with a new segment what was done with this one.
final class IndexSegment: Sendable {
    enum Section: Int, CaseIterable {
        case counts, firstUnits, titleCodes, textCodes, languageCodes, fieldNames, languages
        case terms, termKeys, termStarts, listStarts
        // Those that are checked when they are used come last.
        case shapes, forms, formKeys, formStarts, formListStarts, lists
    }

    static let magic: UInt64 = 0x3158_4449_5043_5343  // "CSCPIDX1"
    /// Raised with every change of the layout, and of the terms that texts become.
    static let version: UInt64 = 12

    private let bytes: SegmentBytes
    /// Where each section lies in the bytes.
    private let sections: [Range<Int>]

    let unitCount: Int
    let documentCount: Int
    /// In words, of all units together.
    let titleLength: Int
    let textLength: Int
    /// The fields of documents that can be asked for by name.
    let fieldNames: [String]
    /// The languages of its passages.
    let languages: [String]

    /// Those that were checked when it was opened.
    let checkedByteCount: Int
    private let listsStart: Int
    private let haveShapes = CheckedOnce()
    private let haveForms = CheckedOnce()

    /// - Returns: `nil` where the bytes are no intact segment of this version.
    init?(_ bytes: SegmentBytes) {
        self.bytes = bytes
        let header = 8 * (3 + 2 * Section.allCases.count)
        guard bytes.count >= header, bytes.isIntact(0..<header) else { return nil }
        func word(_ index: Int) -> UInt64 { bytes.base.loadUnaligned(fromByteOffset: index * 8, as: UInt64.self) }
        guard word(0) == Self.magic, word(1) == Self.version, word(2) == UInt64(Section.allCases.count) else {
            return nil
        }
        var sections: [Range<Int>] = []
        for section in Section.allCases {
            let start = word(3 + section.rawValue * 2)
            let count = word(4 + section.rawValue * 2)
            guard start <= UInt64(bytes.count), count <= UInt64(bytes.count) - start else { return nil }
            sections.append(Int(start)..<Int(start + count))
        }
        self.sections = sections
        listsStart = sections[Section.lists.rawValue].lowerBound
        checkedByteCount = sections[Section.shapes.rawValue].lowerBound
        guard bytes.isIntact(0..<checkedByteCount) else { return nil }
        let counts = sections[Section.counts.rawValue]
        guard counts.count >= 48 else { return nil }
        func count(_ index: Int) -> Int {
            Int(bytes.base.loadUnaligned(fromByteOffset: counts.lowerBound + index * 8, as: UInt64.self))
        }
        documentCount = count(0)
        unitCount = count(1)
        titleLength = count(2)
        textLength = count(3)
        termCount = count(4)
        formCount = count(5)
        fieldNames = Self.strings(bytes, sections[Section.fieldNames.rawValue])
        languages = Self.strings(bytes, sections[Section.languages.rawValue])
        guard sections[Section.firstUnits.rawValue].count == (documentCount + 1) * 4,
            sections[Section.titleCodes.rawValue].count == unitCount,
            sections[Section.textCodes.rawValue].count == unitCount,
            sections[Section.languageCodes.rawValue].count == unitCount
        else { return nil }
    }

    /// A segment in memory.
    static func inMemory(_ content: SegmentLayout.Content) -> IndexSegment {
        guard let index = IndexSegment(content.bytes()) else {
            preconditionFailure("an index segment that was just made can't be read")
        }
        return index
    }

    private let termCount: Int
    private let formCount: Int

    var byteCount: Int { bytes.count }

    /// Everything, as it was made.
    var allBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: bytes.base, count: bytes.count) }

    /// Whether something was found to be damaged, and read as empty.
    var isDamaged: Bool { bytes.isDamaged }

    private func pointer<Value>(_ section: Section, _ type: Value.Type) -> UnsafePointer<Value> {
        (bytes.base + sections[section.rawValue].lowerBound).assumingMemoryBound(to: Value.self)
    }

    /// Its terms; their shapes are not to be relied on: see ``forEachWord(_:_:)``.
    var dictionary: TermDictionary {
        TermDictionary(
            terms: pointer(.terms, UInt8.self),
            keys: pointer(.termKeys, UInt64.self),
            starts: pointer(.termStarts, UInt32.self),
            shapes: UnsafeBufferPointer(
                start: pointer(.shapes, UInt32.self),
                count: sections[Section.shapes.rawValue].count / 4
            ),
            listStarts: pointer(.listStarts, UInt64.self),
            blockCount: sections[Section.termKeys.rawValue].count / 8,
            count: termCount
        )
    }

    /// The same as ``TermDictionary/forEachWord(_:_:)`` of its terms.
    func forEachWord(_ near: NearTerms, _ body: (UnsafeBufferPointer<UInt8>, TermDictionary.Entry) -> Void) {
        guard haveShapes.check({ bytes.isIntact(sections[Section.shapes.rawValue]) }) else { return }
        dictionary.forEachWord(near, body)
    }

    /// How its words are written, where they are more than their terms.
    var forms: WordForms {
        let range = sections[Section.forms.rawValue].lowerBound..<listsStart
        let areIntact = haveForms.check { bytes.isIntact(range) }
        return WordForms(
            TermDictionary(
                terms: pointer(.forms, UInt8.self),
                keys: pointer(.formKeys, UInt64.self),
                starts: pointer(.formStarts, UInt32.self),
                shapes: UnsafeBufferPointer(start: nil, count: 0),
                listStarts: pointer(.formListStarts, UInt64.self),
                blockCount: areIntact ? sections[Section.formKeys.rawValue].count / 8 : 0,
                count: areIntact ? formCount : 0
            )
        )
    }

    /// The postings of a term; `nil` where they are damaged.
    @inline(__always)
    func list(of entry: TermDictionary.Entry) -> UnsafePointer<UInt8>? {
        let start = listsStart + entry.listStart
        guard bytes.isIntact(start..<start + entry.listByteCount) else { return nil }
        return (bytes.base + start).assumingMemoryBound(to: UInt8.self)
    }

    var titleCodes: UnsafePointer<UInt8> { pointer(.titleCodes, UInt8.self) }
    var textCodes: UnsafePointer<UInt8> { pointer(.textCodes, UInt8.self) }
    /// The language of a unit's text, as a place in `languages`.
    private var languageCodes: UnsafePointer<UInt8> { pointer(.languageCodes, UInt8.self) }

    /// The language that the text of a unit was read in.
    func language(ofUnit unit: Int) -> String { languages[Int(languageCodes[unit])] }

    /// The first unit of each document, and the number of units at the end.
    var firstUnits: UnsafePointer<UInt32> { pointer(.firstUnits, UInt32.self) }

    /// The units of a document.
    func units(ofDocument document: Int) -> Range<Int> {
        Int(firstUnits[document])..<Int(firstUnits[document + 1])
    }

    /// The document of a unit.
    ///
    /// - Complexity: O(log n) in the number of documents; at once where every document has one unit.
    func document(ofUnit unit: Int) -> Int {
        if documentCount == unitCount, Int(firstUnits[unit]) == unit, Int(firstUnits[unit + 1]) == unit + 1 {
            return unit
        }
        var low = 0
        var high = documentCount
        while high - low > 1 {
            let middle = (low + high) / 2
            if Int(firstUnits[middle]) <= unit { low = middle } else { high = middle }
        }
        // Documents without a unit begin where the next one does.
        while Int(firstUnits[low + 1]) <= unit { low += 1 }
        return low
    }

    static func append(_ strings: [String], to output: inout ByteWriter) {
        for text in strings {
            output.appendVariable(text.utf8.count)
            output.append(Array(text.utf8))
        }
    }

    private static func strings(_ bytes: SegmentBytes, _ section: Range<Int>) -> [String] {
        var strings: [String] = []
        let end = (bytes.base + section.upperBound).assumingMemoryBound(to: UInt8.self)
        var reader = VariableReader((bytes.base + section.lowerBound).assumingMemoryBound(to: UInt8.self))
        while reader.place < end {
            let count = min(reader.next(), max(0, end - reader.place))
            strings.append(String(decoding: UnsafeBufferPointer(start: reader.place, count: count), as: UTF8.self))
            reader.skip(count)
        }
        return strings
    }
}

/// Whether something was found to be right, which is looked at until it was.
private struct CheckedOnce: ~Copyable, Sendable {
    private let isRight = Atomic<Bool>(false)

    func check(_ body: () -> Bool) -> Bool {
        if isRight.load(ordering: .acquiring) { return true }
        guard body() else { return false }
        isRight.store(true, ordering: .releasing)
        return true
    }
}
