import Analysis
import Corpus

/// Reads the documents of a corpus segment into an index segment.
struct SegmentIndexer: ~Copyable {
    private var builder = SegmentBuilder()
    private var analyzers: [Analyzer]
    private var fieldNames: [String] = []
    private var terms = Terms()

    /// Metadata of a longer value is found by its words only, not by ranges.
    static let longestValue = 200

    /// So many positions are left free between title and heading, so that no phrase reaches across.
    private static let gap = 255

    private init(language: String) { analyzers = [Analyzer(language: language, addsPlainForms: true)] }

    /// - Parameter language: that of documents which don't say theirs.
    static func index(_ segment: Segment, language: String) -> IndexSegment {
        var indexer = SegmentIndexer(language: language)
        for number in 0..<segment.documentCount { indexer.add(segment[number]) }
        let languages = indexer.analyzers.map(\.language)
        let bytes = indexer.builder.finish(fieldNames: indexer.fieldNames, languages: languages)
        guard let index = IndexSegment(SegmentBytes(bytes)) else {
            preconditionFailure("an index segment that was just made can't be read")
        }
        return index
    }

    private mutating func add(_ document: Document) {
        builder.beginDocument()
        let expected = document.language.map(Analyzer.primarySubtag) ?? analyzers[0].language
        let language = number(ofLanguage: expected)
        let title = Array(document.title.utf8)
        document.text.withUnsafeBufferPointer { text in
            for passage in document.passages {
                let own = LanguageDetector.language(of: text, in: passage.range, expected: expected)
                let number = own == expected ? language : number(ofLanguage: own)
                add(passage, of: document, text: text, title: title, language, own: number)
            }
        }
        addFields(of: document, language)
    }

    private mutating func add(
        _ passage: Passage,
        of document: Document,
        text: UnsafeBufferPointer<UInt8>,
        title: [UInt8],
        _ language: Int,
        own: Int
    ) {
        var titleLength = title.withUnsafeBufferPointer { addWords(of: $0, in: 0..<$0.count, language) }
        builder.endPart(position: 0, isText: false)
        if let heading = passage.heading, document.passages.indices.contains(heading) {
            let length = addWords(of: text, in: document.passages[heading].range, language)
            builder.endPart(position: titleLength + Self.gap, isText: false)
            titleLength += length
        }
        let textLength = addWords(of: text, in: passage.range, own)
        builder.endPart(position: 0, isText: true)
        builder.endUnit(titleLength: titleLength, textLength: textLength)
    }

    /// Adds the words of a range; returns how many positions they take.
    private mutating func addWords(
        of bytes: UnsafeBufferPointer<UInt8>,
        in range: Range<Int>,
        _ language: Int
    ) -> Int {
        let analyzer = analyzers[language]
        var scanner = SurfaceScanner(bytes, in: range, folding: analyzer.folding)
        var length = 0
        while let surface = scanner.next() {
            let tag = UInt16(language) << 2 | UInt16(surface.kind.rawValue)
            let (number, isNew) = builder.surface(scanner.key, tag: tag)
            if isNew {
                analyzer.terms(of: scanner.key, surface.kind, length: surface.range.count, into: &terms)
                let terms = terms
                builder.define(
                    terms.entries.map { (term: Array(terms[$0]), offset: $0.offset) },
                    advance: terms.advance
                )
            }
            length += builder.add(number)
        }
        return length
    }

    private mutating func addFields(of document: Document, _ language: Int) {
        var positions: [String: Int] = [:]
        for (name, value) in DocumentFields.values(of: document) {
            if !fieldNames.contains(name) { fieldNames.append(name) }
            let bytes = Array(value.utf8)
            if bytes.count <= Self.longestValue { builder.add(value: bytes, field: name) }
            var position = positions[name] ?? 0
            bytes.withUnsafeBufferPointer { bytes in
                analyzers[language].read(bytes, in: 0..<bytes.count) { _, terms in
                    var added: [(term: ArraySlice<UInt8>, offset: Int)] = []
                    for entry in terms.entries where !added.contains(where: { $0 == (terms[entry], entry.offset) }) {
                        added.append((terms[entry], entry.offset))
                        builder.add(Array(terms[entry]), field: name, position: position + entry.offset)
                    }
                    position += terms.advance
                }
            }
            positions[name] = position + 1
        }
    }

    private mutating func number(ofLanguage language: String) -> Int {
        if let number = analyzers.firstIndex(where: { $0.language == language }) { return number }
        // The tag of a surface has room for so many.
        guard analyzers.count < 1 << 14 else { return 0 }
        analyzers.append(Analyzer(language: language, addsPlainForms: true))
        return analyzers.count - 1
    }
}
