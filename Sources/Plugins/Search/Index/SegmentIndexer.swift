import Analysis
import Corpus

/// Reads the documents of a corpus segment into an index segment.
struct SegmentIndexer: ~Copyable {
    private var builder: SegmentBuilder
    private var analyzers: [Analyzer]
    private var fieldNames: [String] = []
    private var fields: [String: FieldMemo] = [:]
    private var terms = Terms()
    private let recent = RecentSurfaces()
    private var pending = PendingSurfaces()
    /// Kept for its capacity.
    private var form: [UInt8] = []

    /// Metadata of a longer value is found by its words only, not by ranges.
    static let longestValue = 200

    private init(_ segment: Segment, language: String) {
        builder = SegmentBuilder(byteCount: segment.byteCount)
        analyzers = [Analyzer(language: language, addsPlainForms: true)]
    }

    /// - Parameter language: that of documents which don't say theirs.
    static func content(of segment: Segment, language: String) -> SegmentLayout.Content {
        var indexer = SegmentIndexer(segment, language: language)
        for number in 0..<segment.documentCount { indexer.add(segment[number]) }
        indexer.lookUp()
        let languages = indexer.analyzers.map(\.language)
        return indexer.builder.finish(fieldNames: indexer.fieldNames, languages: languages)
    }

    private mutating func add(_ document: Document) {
        builder.beginDocument()
        let expected = document.language.map(Analyzer.primarySubtag) ?? analyzers[0].language
        let language = number(ofLanguage: expected)
        document.text.withUnsafeBufferPointer { text in
            let passages = document.passages
            var context = Context(language: language)
            for passage in passages {
                let own = LanguageDetector.language(of: text, in: passage.range, expected: expected)
                addContext(of: passage, passages, document, text, &context)
                let number = own == expected ? language : number(ofLanguage: own)
                addWords(of: text, in: passage.range, number)
                builder.endPart(.text)
                builder.endUnit(language: UInt8(number))
            }
        }
        addFields(of: document, language)
    }

    /// What stands above the passages of a document: the words of its title and of the last heading, which were read for
    /// the first passage below them.
    private struct Context {
        let language: Int
        var title: SegmentBuilder.Words?
        var heading: (number: Int, words: SegmentBuilder.Words)?

        init(language: Int) { self.language = language }
    }

    private mutating func addContext(
        of passage: Passage,
        _ passages: Passages,
        _ document: Document,
        _ text: UnsafeBufferPointer<UInt8>,
        _ context: inout Context
    ) {
        if let title = context.title {
            builder.add(title, .title)
        } else {
            let title = Array(document.title.utf8)
            title.withUnsafeBufferPointer { addWords(of: $0, in: 0..<$0.count, context.language) }
            context.title = builder.endPart(.title)
        }
        guard let heading = passage.heading, passages.indices.contains(heading) else { return }
        if let last = context.heading, last.number == heading {
            builder.add(last.words, .heading)
        } else {
            addWords(of: text, in: passages[heading].range, context.language)
            context.heading = (heading, builder.endPart(.heading))
        }
    }

    /// Adds the words of a range to the part under way.
    private mutating func addWords(of bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>, _ language: Int) {
        var scanner = SurfaceScanner(bytes, in: range, folding: analyzers[language].folding)
        while let surface = scanner.next() {
            let tag = PendingSurfaces.Entry.tag(language, surface.kind)
            // A compound's key lies in the text, of which nothing can be read behind its end.
            if surface.kind != .compound, let key = RecentSurfaces.Key(scanner.key, tag: tag), let number = recent[key]
            {
                builder.add(number)
                continue
            }
            pending.append(scanner.key, tag: tag, length: surface.range.count, place: builder.addUnknown())
            if pending.isFull { lookUp() }
        }
    }

    /// Looks up the pending surfaces, and analyses those that are new.
    private mutating func lookUp() {
        builder.prepare(pending.hashes)
        for index in 0..<pending.count {
            let (word, key) = (pending[index], pending.key(index))
            let (number, isNew) = builder.surface(key, tag: word.tag, hash: pending.hashes[index])
            if isNew { define(key, word) }
            builder.set(number, at: Int(word.place))
            if word.kind != .compound, let recentKey = RecentSurfaces.Key(key, tag: word.tag) {
                recent[recentKey] = number
            }
        }
        pending.removeAll()
    }

    private mutating func define(_ key: UnsafeBufferPointer<UInt8>, _ word: PendingSurfaces.Entry) {
        let analyzer = analyzers[word.language]
        analyzer.terms(of: key, word.kind, length: Int(word.length), into: &terms)
        for entry in terms.entries {
            terms.bytes.withUnsafeBufferPointer { bytes in
                let term = UnsafeBufferPointer(rebasing: bytes[entry.range])
                builder.expand(term, offset: entry.offset)
                if word.kind == .word, entry.role == .word { builder.addForm(key, of: term) }
            }
        }
        if word.kind == .compound { addFormsOfParts(key, analyzer) }
        builder.endExpansion(advance: terms.advance)
    }

    /// Adds how the parts of a compound, whose terms were made last, are written.
    private mutating func addFormsOfParts(_ key: UnsafeBufferPointer<UInt8>, _ analyzer: Analyzer) {
        for entry in terms.entries where entry.role == .word {
            form.removeAll(keepingCapacity: true)
            analyzer.folding.fold(key, entry.source, into: &form)
            form.withUnsafeBufferPointer { form in
                terms.bytes.withUnsafeBufferPointer { bytes in
                    builder.addForm(form, of: UnsafeBufferPointer(rebasing: bytes[entry.range]))
                }
            }
        }
    }

    /// The last value of a field, and what it is found by: most documents of a source have the same path, format and
    /// language.
    private struct FieldMemo {
        let value: String
        let language: Int
        /// The value as a whole, if it is short enough.
        var whole: UInt32?
        var words: [(term: UInt32, offset: Int)] = []
        var advance = 0
    }

    private mutating func addFields(of document: Document, _ language: Int) {
        var positions: [String: Int] = [:]
        for (name, value) in DocumentFields.values(of: document) {
            let memo = fieldMemo(name, value, language)
            let position = positions[name] ?? 0
            if let whole = memo.whole { builder.add(fieldTerm: whole, position: 0) }
            for word in memo.words { builder.add(fieldTerm: word.term, position: position + word.offset) }
            positions[name] = position + memo.advance + 1
        }
    }

    private mutating func fieldMemo(_ name: String, _ value: String, _ language: Int) -> FieldMemo {
        if let known = fields[name], known.value == value, known.language == language { return known }
        if fields[name] == nil { fieldNames.append(name) }
        var memo = FieldMemo(value: value, language: language)
        let bytes = Array(value.utf8)
        if bytes.count <= Self.longestValue { memo.whole = builder.term(value: bytes, field: name) }
        bytes.withUnsafeBufferPointer { bytes in
            analyzers[language].read(bytes, in: 0..<bytes.count) { _, terms in
                var added: [(term: ArraySlice<UInt8>, offset: Int)] = []
                for entry in terms.entries where !added.contains(where: { $0 == (terms[entry], entry.offset) }) {
                    added.append((terms[entry], entry.offset))
                    memo.words.append((builder.term(terms[entry], field: name), memo.advance + entry.offset))
                }
                memo.advance += terms.advance
            }
        }
        fields[name] = memo
        return memo
    }

    private mutating func number(ofLanguage language: String) -> Int {
        if let number = analyzers.firstIndex(where: { $0.language == language }) { return number }
        // A byte tells which one a passage is in.
        guard analyzers.count < 1 << 8 else { return 0 }
        analyzers.append(Analyzer(language: language, addsPlainForms: true))
        return analyzers.count - 1
    }
}
