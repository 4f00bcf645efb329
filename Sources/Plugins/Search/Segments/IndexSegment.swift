/// What search knows of one segment of the corpus; it never changes.
///
/// A unit is a passage. All of it lies in one run of bytes, so that it can be written to a file and mapped again:
/// a header of `magic`, version and number of sections, a table of the sections' starts and lengths, and the sections,
/// each aligned to eight bytes.
final class IndexSegment: Sendable {
    enum Section: Int, CaseIterable {
        case counts, firstUnits, titleCodes, textCodes, languageCodes, fieldNames, languages
        case terms, termKeys, termStarts, shapes, listStarts, forms, formKeys, formStarts, formListStarts, lists
    }

    static let magic: UInt64 = 0x3158_4449_5043_5343  // "CSCPIDX1"
    /// Raised with every change of the layout, and of the terms that texts become.
    static let version: UInt64 = 10

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

    /// - Returns: `nil` where the bytes are no segment of this version.
    init?(_ bytes: SegmentBytes) {
        self.bytes = bytes
        let header = 8 * (3 + 2 * Section.allCases.count)
        guard bytes.count >= header else { return nil }
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

    /// Everything, for writing it to a file.
    var allBytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(start: bytes.base, count: bytes.count) }

    private func pointer<Value>(_ section: Section, _ type: Value.Type) -> UnsafePointer<Value> {
        (bytes.base + sections[section.rawValue].lowerBound).assumingMemoryBound(to: Value.self)
    }

    var dictionary: TermDictionary {
        TermDictionary(
            terms: pointer(.terms, UInt8.self),
            keys: pointer(.termKeys, UInt64.self),
            starts: pointer(.termStarts, UInt32.self),
            shapes: pointer(.shapes, UInt32.self),
            shapeCount: sections[Section.shapes.rawValue].count / 4,
            listStarts: pointer(.listStarts, UInt64.self),
            blockCount: sections[Section.termKeys.rawValue].count / 8,
            count: termCount
        )
    }

    /// How its words are written, where they are more than their terms.
    var forms: WordForms {
        WordForms(
            TermDictionary(
                terms: pointer(.forms, UInt8.self),
                keys: pointer(.formKeys, UInt64.self),
                starts: pointer(.formStarts, UInt32.self),
                shapes: pointer(.shapes, UInt32.self),
                shapeCount: 0,
                listStarts: pointer(.formListStarts, UInt64.self),
                blockCount: sections[Section.formKeys.rawValue].count / 8,
                count: formCount
            )
        )
    }

    var lists: UnsafePointer<UInt8> { pointer(.lists, UInt8.self) }
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
