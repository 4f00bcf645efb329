import JSON

/// What a segment's columns say; whatever points out of bounds is damage and reads as nothing.
extension Segment {
    func range(_ record: Int, _ word: Int, of column: Column, in other: Column) -> Range<Int> {
        if let range = column.range(of: record, word, in: other) { return range }
        noteDamage()
        return 0..<0
    }

    func string(_ range: Range<Int>) -> String {
        String(decoding: strings(range), as: UTF8.self)
    }

    /// The bytes of a range of the strings.
    func strings(_ range: Range<Int>) -> UnsafeRawBufferPointer {
        guard range.upperBound <= columns.strings.count else {
            noteDamage()
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return UnsafeRawBufferPointer(start: columns.strings.base + range.lowerBound, count: range.count)
    }

    // MARK: Files

    /// A string of a file's record.
    func fileString(_ file: Int, _ word: Int) -> String { String(decoding: fileBytes(file, word), as: UTF8.self) }

    func fileBytes(_ file: Int, _ word: Int) -> UnsafeRawBufferPointer {
        guard file < columns.files.count else {
            noteDamage()
            return UnsafeRawBufferPointer(start: nil, count: 0)
        }
        return strings(range(file, word, of: columns.files, in: columns.strings))
    }

    /// The file of a document.
    func file(of document: Int) -> Int {
        let file = columns.documents.word(document, SegmentLayout.DocumentWord.file)
        guard file < columns.files.count else {
            noteDamage()
            return 0
        }
        return file
    }

    func place(of document: Int) -> Int { columns.documents.word(document, SegmentLayout.DocumentWord.place) }

    /// The documents of a file.
    func documents(ofFile file: Int) -> Range<Int> {
        range(file, SegmentLayout.FileWord.documentsRange, of: columns.files, in: columns.documents)
    }

    func isSupplement(_ file: Int) -> Bool {
        columns.files.word(file, SegmentLayout.FileWord.flags) & SegmentLayout.FileWord.isSupplement != 0
    }

    func signature(ofFile file: Int) -> FileSignature {
        let word = SegmentLayout.FileWord.signature
        func signed(_ place: Int) -> Int64 { Int64(bitPattern: columns.files.double(file, word + place)) }
        return FileSignature(
            device: columns.files.double(file, word),
            inode: columns.files.double(file, word + 2),
            size: signed(4),
            modified: signed(6),
            changed: signed(8)
        )
    }

    /// Nanoseconds since 1970, taken before the file was read.
    func readAt(ofFile file: Int) -> Int64 {
        Int64(bitPattern: columns.files.double(file, SegmentLayout.FileWord.readAt))
    }

    /// The digest of the options that the file was read with.
    func options(ofFile file: Int) -> Digest {
        let word = SegmentLayout.FileWord.options
        return Digest(high: columns.files.double(file, word), low: columns.files.double(file, word + 2))
    }

    func problems(ofFile file: Int) -> [CorpusProblem] {
        let bytes = fileBytes(file, SegmentLayout.FileWord.problemsRange)
        guard !bytes.isEmpty else { return [] }
        let items = (try? JSON(parsing: bytes.assumingMemoryBound(to: UInt8.self)))?.array
        let problems = items?.compactMap { CorpusProblem($0) } ?? []
        if problems.count != items?.count { noteDamage() }
        return problems
    }

    // MARK: Documents

    func textRange(of document: Int) -> Range<Int> {
        let start = columns.documents.double(document, SegmentLayout.DocumentWord.textStart)
        let count = columns.documents.word(document, SegmentLayout.DocumentWord.textCount)
        guard start <= UInt64(columns.text.count), count <= columns.text.count - Int(start) else {
            noteDamage()
            return 0..<0
        }
        return Int(start)..<(Int(start) + count)
    }

    func text(of document: Int) -> Text {
        let range = textRange(of: document)
        let bytes = UnsafeRawBufferPointer(start: columns.text.base + range.lowerBound, count: range.count)
        return Text(storage, bytes.assumingMemoryBound(to: UInt8.self))
    }

    enum DocumentString { case id, title, metadata }

    func string(_ kind: DocumentString, of document: Int) -> UnsafeRawBufferPointer {
        typealias Word = SegmentLayout.DocumentWord
        let record = columns.documents
        var start = record.word(document, Word.stringsStart)
        let idCount = record.word(document, Word.idCount)
        if kind == .id { return strings(start..<(start + idCount)) }
        start += idCount
        let titleCount = record.word(document, Word.titleCount)
        if kind == .title { return strings(start..<(start + titleCount)) }
        start += titleCount
        return strings(start..<(start + record.word(document, Word.metadataCount)))
    }

    func passages(_ word: Int, of document: Int) -> Passages {
        let sentences =
            word == SegmentLayout.DocumentWord.passagesRange
            ? SegmentLayout.DocumentWord.sentencesRange : SegmentLayout.DocumentWord.keptSentencesRange
        let textCount = textRange(of: document).count
        let words = range(document, sentences, of: columns.documents, in: columns.sentences).count
        return Passages(
            self,
            range(document, word, of: columns.documents, in: columns.passages),
            textCount: textCount,
            sentenceCount: words / SegmentLayout.SentenceWord.count(ofTextWith: textCount)
        )
    }

    func sentences(_ word: Int, of document: Int) -> Sentences {
        Sentences(
            self,
            range(document, word, of: columns.documents, in: columns.sentences),
            textCount: textRange(of: document).count
        )
    }
}
