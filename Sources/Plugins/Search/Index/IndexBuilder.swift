import Analysis
import Corpus
import JSON

/// Makes the index of a snapshot in one pass over its text. O(n) in the number of bytes.
struct IndexBuilder {
    private var analyzers: [Analyzer]
    private var fieldNames: [String]
    private var vocabulary = Vocabulary()
    private var passages = Postings.Builder()
    private var fields = Postings.Builder()
    private var firstPassages: [UInt32] = []
    private var documents: [UInt32] = []
    private var textStarts: [UInt32] = []
    private var titleLengths: [UInt32] = []
    private var textLengths: [UInt32] = []

    /// The surfaces that were met, so that each is analysed once: indices into `known` by numbers in `surfaces`.
    private var surfaces = Vocabulary()
    private var known: [Known] = []
    private var knownTerms: [(term: Int, offset: Int)] = []
    /// The key of the surface under way and its terms; kept for their capacity.
    private var buffer: [UInt8] = []
    private var analysed = Terms()

    /// What a surface stands for: a range of `knownTerms`.
    private struct Known {
        let terms: Range<Int>
        let advance: Int
    }

    private init(language: String) {
        analyzers = [Analyzer(language: language)]
        fieldNames = DocumentFields.fixed
    }

    /// - Parameter language: that of documents which don't say theirs.
    static func index(_ corpus: Snapshot, language: String) -> Index {
        var builder = IndexBuilder(language: language)
        for (number, document) in corpus.documents.enumerated() { builder.add(document, number) }
        return builder.finish()
    }

    private mutating func add(_ document: Document, _ number: Int) {
        let language = languageNumber(of: document)
        firstPassages.append(UInt32(documents.count))
        let title = Array(document.title.utf8)
        document.text.bytes.withUnsafeBufferPointer { text in
            for passage in document.passages {
                add(passage, of: document, text: text, title: title, language: language)
                documents.append(UInt32(number))
            }
        }
        addFields(of: document, language: language)
    }

    private mutating func add(
        _ passage: Passage,
        of document: Document,
        text: UnsafeBufferPointer<UInt8>,
        title: [UInt8],
        language: Int
    ) {
        let field = Index.passageField
        let titleEnd = title.withUnsafeBufferPointer { bytes in
            addWords(of: bytes, in: 0..<bytes.count, at: 0, field, language) { $0.passages.add(term: $1, at: $2) }
        }
        var headingLength = 0
        // Positions are left free between title, heading and text, so that no phrase reaches across.
        var textStart = titleEnd + Index.gap
        if let heading = passage.heading, document.passages.indices.contains(heading) {
            let range = document.passages[heading].range
            let end = addWords(of: text, in: range, at: textStart, field, language) {
                $0.passages.add(term: $1, at: $2)
            }
            headingLength = end - textStart
            textStart = end + Index.gap
        }
        let end = addWords(of: text, in: passage.range, at: textStart, field, language) {
            $0.passages.add(term: $1, at: $2)
        }
        passages.endUnit(textStart: textStart)
        textStarts.append(UInt32(textStart))
        titleLengths.append(UInt32(titleEnd + headingLength))
        textLengths.append(UInt32(end - textStart))
    }

    private mutating func addFields(of document: Document, language: Int) {
        var position = 0
        for (name, value) in DocumentFields.values(of: document) {
            guard let field = fieldNumber(name) else { continue }
            let bytes = Array(value.utf8)
            position = bytes.withUnsafeBufferPointer { bytes in
                addWords(of: bytes, in: 0..<bytes.count, at: position, field, language) {
                    $0.fields.add(term: $1, at: $2)
                }
            }
            position += Index.gap
        }
        fields.endUnit(textStart: 0)
    }

    /// Adds the words of a range, the first one at `position`; returns the position behind the last one.
    @inline(__always)
    private mutating func addWords(
        of bytes: UnsafeBufferPointer<UInt8>,
        in range: Range<Int>,
        at position: Int,
        _ field: Int,
        _ language: Int,
        add: (inout IndexBuilder, Int, Int) -> Void
    ) -> Int {
        var scanner = SurfaceScanner(bytes, in: range, folding: analyzers[language].folding)
        var position = position
        while let surface = scanner.next() {
            let known = known(surface, key: scanner.key, field, language)
            for place in known.terms { add(&self, knownTerms[place].term, position + knownTerms[place].offset) }
            position += known.advance
        }
        return position
    }

    private mutating func known(
        _ surface: Surface,
        key: UnsafeBufferPointer<UInt8>,
        _ field: Int,
        _ language: Int
    ) -> Known {
        buffer.removeAll(keepingCapacity: true)
        buffer.append(UInt8(field))
        buffer.append(UInt8(language))
        buffer.append(surface.kind.rawValue)
        buffer.append(contentsOf: key)
        let number = surfaces.insert(buffer)
        if number < known.count { return known[number] }
        analyzers[language].terms(of: key, surface.kind, length: surface.range.count, into: &analysed)
        let start = knownTerms.count
        for entry in analysed.entries {
            let term = vocabulary.insert(Index.key(field: field) + analysed[entry])
            knownTerms.append((term, entry.offset))
        }
        known.append(Known(terms: start..<knownTerms.count, advance: analysed.advance))
        return known[number]
    }

    private mutating func languageNumber(of document: Document) -> Int {
        guard let tag = document.language else { return 0 }
        let language = Analyzer.primarySubtag(tag)
        if let number = analyzers.firstIndex(where: { $0.language == language }) { return number }
        guard analyzers.count < Index.mostLanguages else { return 0 }
        analyzers.append(Analyzer(language: language))
        return analyzers.count - 1
    }

    /// From 1 on; `nil` when there are too many.
    private mutating func fieldNumber(_ name: String) -> Int? {
        if let place = fieldNames.firstIndex(of: name) { return place + 1 }
        guard fieldNames.count < Index.mostFields else { return nil }
        fieldNames.append(name)
        return fieldNames.count
    }

    private consuming func finish() -> Index {
        firstPassages.append(UInt32(documents.count))
        return Index(
            languages: analyzers.map(\.language),
            fieldNames: fieldNames,
            vocabulary: vocabulary,
            passages: passages.finish(termCount: vocabulary.count),
            fields: fields.finish(termCount: vocabulary.count),
            lengths: FieldLengths(titles: titleLengths, texts: textLengths, saturation: Ranking.lengthSaturation),
            firstPassages: firstPassages,
            documents: documents,
            textStarts: textStarts
        )
    }
}
