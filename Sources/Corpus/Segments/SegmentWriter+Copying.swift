/// Taking documents over from other segments.
extension SegmentWriter {
    private typealias Document = SegmentLayout.DocumentWord
    private typealias File = SegmentLayout.FileWord

    /// Begins a file as it stands in another segment.
    ///
    /// - Parameters:
    ///   - isSupplement: whether another record of the file tells what was wrong with it.
    ///   - wanted: which of its lines come along; `nil` for all.
    ///   - earlier: a file of this writer that has the same lines already.
    mutating func beginFile(
        _ file: Int,
        of segment: Segment,
        isSupplement: Bool,
        lines wanted: Range<Int>? = nil,
        withLinesOf earlier: Int? = nil
    ) {
        let record = segment.columns.files
        let own = segment.range(file, File.linesRange, of: record, in: segment.columns.lines)
        let part = wanted.map { ($0.lowerBound + own.lowerBound)..<($0.upperBound + own.lowerBound) } ?? own
        let linesRange: Range<Int>
        if let earlier {
            let start = Int(files[earlier * File.count + File.linesRange])
            linesRange = start..<(start + part.count)
        } else {
            linesRange = lines.count..<(lines.count + part.count)
            lines.append(records: part, of: segment.columns.lines)
        }
        for word in [File.nameRange, File.fileRange, File.formatRange, File.encodingRange, File.evidenceRange] {
            files.append(range: intern(segment.fileString(file, word)))
        }
        let problemsStart = strings.count
        if !isSupplement { strings.append(contentsOf: segment.fileBytes(file, File.problemsRange)) }
        files.append(range: problemsStart..<strings.count)
        files.append(range: linesRange)
        let firstLine = record.word(file, File.firstLine) + part.lowerBound - own.lowerBound
        files.append(UInt32(truncatingIfNeeded: firstLine))
        files.append(UInt32(record.word(file, File.flags) | (isSupplement ? File.isSupplement : 0)))
        for word in File.byteCount..<File.documentsRange { files.append(UInt32(record.word(file, word))) }
        files.append(range: documentCount..<documentCount)
    }

    /// A writer that holds all of `segment` already.
    init(copying segment: Segment) {
        let columns = segment.columns
        files = Self.words(of: columns.files)
        documents = Self.words(of: columns.documents)
        text = Array(UnsafeRawBufferPointer(start: columns.text.base, count: columns.text.count))
        strings = Array(UnsafeRawBufferPointer(start: columns.strings.base, count: columns.strings.count))
        passages = Self.words(of: columns.passages)
        sentences = Self.words(of: columns.sentences)
        removals = Self.words(of: columns.removals)
        runs = []
        runs.append(records: 0..<columns.runs.count, of: columns.runs)
        lines = Self.words(of: columns.lines)
        pages = Self.words(of: columns.pages)
        copies = (0..<columns.copyKeys.count).map { place in
            let document = UInt32(columns.copyDocuments.word(place, 0))
            return NumberedKey(key: columns.copyKeys.double(place, 0), number: document)
        }
        records = (0..<columns.records.count).map { place in
            (UInt32(columns.records.word(place, 0)), UInt32(columns.records.word(place, 1)))
        }
    }

    private static func words(of column: Column) -> [UInt32] {
        var words: [UInt32] = []
        words.append(records: 0..<column.count, of: column)
        return words
    }

    /// Adds a document of another segment to the file that was begun last.
    mutating func add(_ number: Int, of segment: Segment) {
        let columns = segment.columns
        let record = columns.documents
        let added = documentCount
        documents.append(double: UInt64(text.count))
        let textRange = segment.textRange(of: number)
        documents.append(UInt32(textRange.count))
        documents.append(UInt32(files.count / File.count - 1))
        documents.append(UInt32(segment.place(of: number)))
        documents.append(UInt32(record.word(number, Document.flags)))
        text.append(
            contentsOf: UnsafeRawBufferPointer(start: columns.text.base + textRange.lowerBound, count: textRange.count)
        )
        documents.append(UInt32(strings.count))
        let id = segment.string(.id, of: number)
        if !id.isEmpty {
            records.append((UInt32(truncatingIfNeeded: XXH64.hash(id) >> 32), UInt32(added)))
        }
        for kind in [Segment.DocumentString.id, .title, .metadata] {
            let bytes = segment.string(kind, of: number)
            documents.append(UInt32(bytes.count))
            strings.append(contentsOf: bytes)
        }
        let language = segment.range(number, Document.languageRange, of: record, in: columns.strings)
        documents.append(range: intern(segment.string(language)))
        addPassages(number, of: segment)
        addRemovals(number, of: segment)
        let runsStart = runs.count
        runs.append(records: segment.range(number, Document.runsRange, of: record, in: columns.runs), of: columns.runs)
        documents.append(range: runsStart..<runs.count)
        let pagesStart = pages.count
        pages.append(
            records: segment.range(number, Document.pagesRange, of: record, in: columns.pages),
            of: columns.pages
        )
        documents.append(range: pagesStart..<pages.count)
        countDocument()
    }

    private mutating func addPassages(_ number: Int, of segment: Segment) {
        let columns = segment.columns
        let record = columns.documents
        let isShared =
            record.word(number, Document.passagesRange) == record.word(number, Document.keptPassagesRange)
            && record.word(number, Document.sentencesRange) == record.word(number, Document.keptSentencesRange)
        var ranges: [(passages: Range<Int>, sentences: Range<Int>)] = []
        for (passageWord, sentenceWord) in [
            (Document.passagesRange, Document.sentencesRange),
            (Document.keptPassagesRange, Document.keptSentencesRange),
        ] {
            if isShared, let first = ranges.first {
                ranges.append(first)
                continue
            }
            let passagesStart = passages.count / SegmentLayout.PassageWord.count
            let own = segment.range(number, passageWord, of: record, in: columns.passages)
            passages.append(records: own, of: columns.passages)
            let sentencesStart = sentences.count
            let ownSentences = segment.range(number, sentenceWord, of: record, in: columns.sentences)
            sentences.append(records: ownSentences, of: columns.sentences)
            ranges.append(
                (passagesStart..<(passagesStart + own.count), sentencesStart..<(sentencesStart + ownSentences.count))
            )
        }
        for range in ranges {
            documents.append(range: range.passages)
            documents.append(range: range.sentences)
        }
    }

    private mutating func addRemovals(_ number: Int, of segment: Segment) {
        let start = removals.count / SegmentLayout.RemovalWord.count
        for removal in segment.removals(of: number) { add(removal) }
        documents.append(range: start..<(removals.count / SegmentLayout.RemovalWord.count))
    }

    /// Gives a document other passages and sentences than its own, because others have the rest of it.
    mutating func keep(_ kept: KeptPassages, ofDocument number: Int) {
        let passagesStart = passages.count / SegmentLayout.PassageWord.count
        add(kept.passages)
        let sentencesStart = sentences.count
        add(kept.sentences, ofTextWith: Int(documents[number * Document.count + Document.textCount]))
        let removalsStart = removals.count / SegmentLayout.RemovalWord.count
        for removal in kept.removals { add(removal) }
        set(passagesStart..<(passages.count / SegmentLayout.PassageWord.count), Document.keptPassagesRange, of: number)
        set(sentencesStart..<sentences.count, Document.keptSentencesRange, of: number)
        set(
            removalsStart..<(removals.count / SegmentLayout.RemovalWord.count),
            Document.removalsRange,
            of: number
        )
    }

    private mutating func set(_ range: Range<Int>, _ word: Int, of number: Int) {
        documents[number * Document.count + word] = UInt32(range.lowerBound)
        documents[number * Document.count + word + 1] = UInt32(range.count)
    }
}

extension Array where Element: FixedWidthInteger {
    /// Appends records of a column, each of one number or several, as they are.
    fileprivate mutating func append(records range: Range<Int>, of column: Column) {
        let count = range.count * column.recordSize / MemoryLayout<Element>.size
        let start = column.base + range.lowerBound * column.recordSize
        let source = UnsafeBufferPointer(start: start.assumingMemoryBound(to: Element.self), count: count)
        #if _endian(little)
            append(contentsOf: source)
        #else
            append(contentsOf: source.lazy.map { Element(littleEndian: $0) })
        #endif
    }
}
