import Analysis
import Corpus

/// Reads the documents of a corpus segment into an index segment.
struct SegmentIndexer: ~Copyable {
    private var builder: SegmentBuilder
    private var analyzers: [Analyzer]
    private var fields: [FieldReading] = []
    private var documentNumber = 0
    /// The language that the last document said, as it said it, and what it is here.
    private var lastLanguage: (tag: String, code: String)?
    private var terms = Terms()
    /// The numbers of the surfaces that were met last.
    private let recent: RecentWords<UInt32>
    /// The language, by its number, in which a word was last a part of a name.
    private let recentForms: RecentWords<UInt8>
    private static let memoryBits = 12
    private let byteCount: Int
    private var pending = PendingSurfaces()
    /// Kept for its capacity.
    private var form: [UInt8] = []

    /// Metadata of a longer value is found by its words only, not by ranges.
    static let longestValue = 200

    private init(_ segment: Segment, language: String) {
        byteCount = segment.byteCount
        builder = SegmentBuilder(byteCount: byteCount)
        recent = RecentWords(mostBits: Self.memoryBits, of: byteCount)
        recentForms = RecentWords(mostBits: Self.memoryBits, of: byteCount)
        analyzers = [Analyzer(language: language, addsPlainForms: true, of: byteCount)]
    }

    /// - Parameters:
    ///   - language: that of documents of which nothing says theirs, nor the others of the segment.
    ///   - advance: called every megabyte or so with the bytes that are done, of as many as the segment has.
    static func content(of segment: Segment, language: String, _ advance: (Int) -> Void) -> SegmentLayout.Content {
        var indexer = SegmentIndexer(segment, language: commonLanguage(of: segment) ?? language)
        var (read, told) = (0, 0)
        for number in 0..<segment.documentCount {
            let document = segment[number]
            indexer.add(document)
            read += document.text.count
            guard read - told >= 1 << 20 else { continue }
            advance(read - told)
            told = read
        }
        indexer.lookUp()
        let languages = indexer.analyzers.map(\.language)
        let content = indexer.builder.finish(fieldNames: indexer.fields.map(\.name), languages: languages)
        // A segment is more than its texts, and so is the work.
        advance(segment.byteCount - told)
        return content
    }

    /// The language of nearly all documents that have one, if they are some: so the others are in it too, whose few words
    /// don't tell. Of titles and other lines hardly any says its own: there it is that of all of them, read as one text.
    private static func commonLanguage(of segment: Segment) -> String? {
        var counts: [String: Int] = [:]
        let asked = stride(from: 0, to: segment.documentCount, by: max(1, segment.documentCount / mostAsked))
        var askedCount = 0
        for number in asked {
            askedCount += 1
            if let tag = segment[number].language { counts[Analyzer.primarySubtag(tag), default: 0] += 1 }
        }
        let known = counts.values.reduce(0, +)
        if let most = counts.max(by: { $0.value < $1.value }), most.value >= leastCommon, most.value * 4 >= known * 3 {
            return most.key
        }
        return known * 4 <= askedCount ? joinedLanguage(of: asked.lazy.map { segment[$0] }) : nil
    }

    /// That of the documents' first lines, one behind the other.
    private static func joinedLanguage(of documents: some Sequence<Document>) -> String? {
        var joined: [UInt8] = []
        for document in documents {
            document.text.withUnsafeBufferPointer { text in
                var end = min(text.count, mostJoined)
                while end > 0, end < text.count, !UTF8Reading.isBoundary(text[end]) { end -= 1 }
                joined.append(contentsOf: text[..<end])
            }
            joined.append(UInt8(ascii: "\n"))
        }
        return joined.withUnsafeBufferPointer { LanguageDetector.language(of: $0) }
    }

    private static let mostAsked = 512
    private static let leastCommon = 8
    /// Of each document, in bytes.
    private static let mostJoined = 256

    private mutating func add(_ document: Document) {
        builder.beginDocument()
        let expected = document.language.map { languageCode($0) } ?? analyzers[0].language
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
        let folding = analyzers[language].folding
        var scanner = SurfaceScanner(bytes, in: range, folding: folding)
        let wordTag = PendingSurfaces.Entry.tag(language, .word)
        while true {
            if !folding.isTurkic, let short = scanner.nextShort() {
                let word = PackedWord(short, tag: wordTag)
                if let number = recent[word] {
                    builder.add(number)
                } else {
                    pending.append(word, tag: wordTag, place: builder.addUnknown())
                    if pending.isFull { lookUp() }
                }
                continue
            }
            guard let surface = scanner.next() else { return }
            let tag = PendingSurfaces.Entry.tag(language, surface.kind)
            // A compound's key lies in the text, of which nothing can be read behind its end.
            if surface.kind != .compound, let word = PackedWord(scanner.key, tag: tag), let number = recent[word] {
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
            if word.kind != .compound, let packed = PackedWord(key, tag: word.tag) { recent[packed] = number }
        }
        pending.removeAll()
    }

    private mutating func define(_ key: UnsafeBufferPointer<UInt8>, _ word: PendingSurfaces.Entry) {
        let kind = word.kind
        // Taken out for the time: what belongs to `self` would be copied for each call that changes it.
        var terms = Terms()
        swap(&terms, &self.terms)
        analyzers[word.language].terms(of: key, kind, length: Int(word.length), into: &terms)
        terms.bytes.withUnsafeBufferPointer { bytes in
            for index in 0..<terms.entries.count {
                let entry = terms.entries[index]
                let term = UnsafeBufferPointer(rebasing: bytes[entry.range])
                builder.expand(term, offset: entry.offset, isWhole: entry.isWhole)
                if kind == .word, entry.role == .word { builder.addForm(key, of: term) }
            }
            if let written = terms.writtenWhole, let whole = terms.entries.first(where: \.isWhole) {
                builder.addForm(
                    UnsafeBufferPointer(rebasing: bytes[written]),
                    of: UnsafeBufferPointer(rebasing: bytes[whole.range])
                )
            }
        }
        if kind == .compound { addForms(of: terms, key, word.language) }
        builder.endExpansion(advance: terms.advance)
        swap(&terms, &self.terms)
    }

    /// Adds how words are written, of a name or of a field's value.
    ///
    /// - Parameter key: what the terms were made of; sixteen bytes can be read wherever a term begins.
    private mutating func addForms(of terms: Terms, _ key: UnsafeBufferPointer<UInt8>, _ language: Int) {
        let folding = analyzers[language].folding
        let tag = UInt8(truncatingIfNeeded: language)
        for index in 0..<terms.entries.count where terms.entries[index].role == .word {
            let entry = terms.entries[index]
            // The parts of names are the same few words again and again.
            let part = PackedWord(UnsafeBufferPointer(rebasing: key[entry.source]))
            if !folding.isTurkic, let word = part?.inSmallLetters, recentForms[word] == tag { continue }
            form.removeAll(keepingCapacity: true)
            folding.fold(key, entry.source, into: &form)
            if let word = PackedWord(form, from: 0) { recentForms[word] = tag }
            form.withUnsafeBufferPointer { form in
                terms.bytes.withUnsafeBufferPointer { bytes in
                    builder.addForm(form, of: UnsafeBufferPointer(rebasing: bytes[entry.range]))
                }
            }
        }
    }

    private mutating func addFields(of document: Document, _ language: Int) {
        var number = 0
        for (name, value) in DocumentFields.values(of: document) {
            number = fieldNumber(name, expected: number)
            let field = fields[number]
            number += 1
            field.begin(document: documentNumber)
            if field.value != value || field.language != language { read(value, into: field, language) }
            if let whole = field.whole { builder.add(fieldTerm: whole, position: 0) }
            for word in field.words { builder.add(fieldTerm: word.term, position: field.position + word.offset) }
            field.position += field.advance + 1
        }
        documentNumber += 1
    }

    /// The place of a field in `fields`.
    ///
    /// - Parameter expected: most documents of a source have the same fields, in the same order.
    private mutating func fieldNumber(_ name: String, expected: Int) -> Int {
        if expected < fields.count, fields[expected].name == name { return expected }
        if let known = fields.firstIndex(where: { $0.name == name }) { return known }
        fields.append(FieldReading(name: name))
        return fields.count - 1
    }

    private mutating func read(_ value: String, into field: FieldReading, _ language: Int) {
        field.begin(value: value, language: language)
        var bytes = Array(value.utf8)
        let count = bytes.count
        if count <= Self.longestValue { field.whole = builder.term(value: bytes, field: field.name) }
        // A short word is read in sixteen bytes.
        bytes.append(contentsOf: repeatElement(0, count: PackedWord.longest))
        bytes.withUnsafeBufferPointer { bytes in
            analyzers[language].read(bytes, in: 0..<count) { surface, terms in
                if surface.kind != .gram {
                    addForms(of: terms, UnsafeBufferPointer(rebasing: bytes[surface.range]), language)
                }
                var added: [(term: ArraySlice<UInt8>, offset: Int)] = []
                for entry in terms.entries where !added.contains(where: { $0 == (terms[entry], entry.offset) }) {
                    added.append((terms[entry], entry.offset))
                    let term = builder.term(terms[entry], field: field.name)
                    field.words.append((term, field.advance + entry.offset))
                }
                field.advance += terms.advance
            }
        }
    }

    /// The primary subtag of a tag: mostly the one that the document before had.
    private mutating func languageCode(_ tag: String) -> String {
        if let lastLanguage, lastLanguage.tag == tag { return lastLanguage.code }
        let code = Analyzer.primarySubtag(tag)
        lastLanguage = (tag, code)
        return code
    }

    private mutating func number(ofLanguage language: String) -> Int {
        if let number = analyzers.firstIndex(where: { $0.language == language }) { return number }
        // A byte tells which one a passage is in.
        guard analyzers.count < 1 << 8 else { return 0 }
        analyzers.append(Analyzer(language: language, addsPlainForms: true, of: byteCount))
        return analyzers.count - 1
    }
}
