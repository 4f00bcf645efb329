import JSON

/// Packs documents into a segment.
struct SegmentWriter {
    private typealias Document = SegmentLayout.DocumentWord
    private typealias File = SegmentLayout.FileWord

    var files: [UInt32] = []
    var documents: [UInt32] = []
    var text: [UInt8] = []
    var strings: [UInt8] = []
    var passages: [UInt32] = []
    var sentences: [UInt32] = []
    var removals: [UInt32] = []
    var runs: [UInt16] = []
    var lines: [UInt32] = []
    var pages: [UInt32] = []
    /// What documents may have copied from each other: the keys of each document, in the order of the documents.
    var copies: [NumberedKey] = []
    var records: [(hash: UInt32, document: UInt32)] = []
    /// Short strings that many documents and files have in common, and where they are.
    private var shared: [String: Int] = [:]

    init() {}

    /// - Parameter textByteCount: about how much text comes, so that memory is not asked for again and again.
    init(textByteCount: Int) {
        Self.reserve(textByteCount, &text)
        Self.reserve(textByteCount / 4, &strings)
        // In numbers of two bytes and more. What is not filled costs nothing: it is only an address.
        Self.reserve(textByteCount / 4, &runs)
        Self.reserve(textByteCount / 8, &documents)
        Self.reserve(textByteCount / 8, &passages)
        Self.reserve(textByteCount / 8, &sentences)
    }

    private static func reserve<Value: BitwiseCopyable>(_ count: Int, _ column: inout [Value]) {
        column.reserveCapacity(count)
        LargeMemory.advise(&column)
    }

    var documentCount: Int { documents.count / Document.count }
    var fileCount: Int { files.count / File.count }

    // MARK: Files

    /// Begins a file; the documents that are added next are its.
    ///
    /// - Precondition: files come in the order of their paths.
    mutating func beginFile(
        _ head: ParsedFile.Head,
        signature: FileSignature,
        options: Digest,
        readAt: Int64,
        problems: [CorpusProblem]
    ) {
        let linesStart = lines.count
        lines.append(contentsOf: head.lines.starts)
        let problemsStart = strings.count
        if !problems.isEmpty { JSON.array(problems.map(\.json)).write(into: &strings) }
        let problemsCount = strings.count - problemsStart
        files.append(range: intern(head.path))
        files.append(range: intern(head.file))
        files.append(range: intern(head.format))
        files.append(range: intern(head.reading.encoding))
        files.append(range: intern(head.reading.evidence))
        files.append(range: problemsStart..<(problemsStart + problemsCount))
        files.append(range: linesStart..<lines.count)
        files.append(UInt32(head.firstLine))
        let flags = (head.reading.isFiltered ? File.isFiltered : 0) | (head.isSupplement ? File.isSupplement : 0)
        files.append(UInt32(flags))
        files.append(double: UInt64(head.reading.byteCount))
        for value in [signature.device, signature.inode] { files.append(double: value) }
        for value in [signature.size, signature.modified, signature.changed, readAt] {
            files.append(double: UInt64(bitPattern: value))
        }
        files.append(double: options.high)
        files.append(double: options.low)
        files.append(range: documentCount..<documentCount)
    }

    /// Adds a line to the file that was begun last.
    mutating func add(lineStart: Int) {
        lines.append(UInt32(truncatingIfNeeded: lineStart))
        files[files.count - File.count + File.linesRange + 1] += 1
    }

    /// Adds a file with all its documents.
    ///
    /// - Parameter findsCopies: whether other documents may have copied from these.
    mutating func add(
        _ parsed: ParsedFile,
        signature: FileSignature = .none,
        options: Digest = .none,
        readAt: Int64 = 0,
        findsCopies: Bool
    ) {
        beginFile(parsed.head, signature: signature, options: options, readAt: readAt, problems: parsed.problems)
        for (place, document) in parsed.documents.enumerated() {
            add(document, place: place, findsCopies: findsCopies)
        }
    }

    /// Adds a document of the file that was begun last, with what others may have copied from it.
    mutating func add(_ document: ParsedDocument, place: Int, findsCopies: Bool) {
        add(document, place: place)
        guard findsCopies else { return }
        let windows = document.text.withUnsafeBufferPointer {
            CopyWindows($0, document.passages, document.sentences)
        }
        add(copyKeys: windows.keys)
    }

    // MARK: Documents

    /// Adds a document of the file that was begun last.
    ///
    /// - Parameter place: its number among all documents of the file.
    mutating func add(_ document: ParsedDocument, place: Int) {
        let number = documentCount
        documents.append(double: UInt64(text.count))
        documents.append(UInt32(document.text.count))
        documents.append(UInt32(files.count / File.count - 1))
        documents.append(UInt32(place))
        addNames(document, number)
        // The first text of a segment for which no room was made is that of a request, and the only one: it is not copied.
        if text.capacity == 0 { text = document.text } else { text.append(contentsOf: document.text) }
        let passagesStart = passages.count / SegmentLayout.PassageWord.count
        add(document.passages)
        let passagesRange = passagesStart..<(passages.count / SegmentLayout.PassageWord.count)
        let sentencesStart = sentences.count
        add(document.sentences, ofTextWith: document.text.count)
        for _ in 0..<2 {
            documents.append(range: passagesRange)
            documents.append(range: sentencesStart..<sentences.count)
        }
        let removalsStart = removals.count / SegmentLayout.RemovalWord.count
        for removal in document.removals { add(removal) }
        documents.append(range: removalsStart..<(removals.count / SegmentLayout.RemovalWord.count))
        let runsStart = runs.count
        if add(document.map) { documents[number * Document.count + Document.flags] |= UInt32(Document.hasShortRuns) }
        documents.append(range: runsStart..<runs.count)
        let pagesStart = pages.count
        for start in document.pageStarts { pages.append(UInt32(truncatingIfNeeded: start)) }
        documents.append(range: pagesStart..<pages.count)
        countDocument()
    }

    private mutating func addNames(_ document: ParsedDocument, _ number: Int) {
        let start = strings.count
        var flags = 0
        switch document.id {
        case .path: break
        case .record(let id):
            strings.append(contentsOf: id.utf8)
            records.append((Self.recordHash(id), UInt32(number)))
        case .own(let id):
            strings.append(contentsOf: id.utf8)
            records.append((Self.recordHash(id), UInt32(number)))
            flags = Document.hasOwnID
        }
        documents.append(UInt32(flags))
        documents.append(UInt32(start))
        documents.append(UInt32(strings.count - start))
        documents.append(UInt32(document.title.utf8.count))
        strings.append(contentsOf: document.title.utf8)
        let metadata = strings.count
        if !document.metadata.isEmpty { JSON.object(document.metadata).write(into: &strings) }
        documents.append(UInt32(strings.count - metadata))
        documents.append(range: intern(document.language ?? ""))
    }

    /// The document that was added last is one more of its file.
    mutating func countDocument() { files[files.count - 1] += 1 }

    mutating func add(_ list: [Passage]) {
        for passage in list {
            passages.append(UInt32(passage.range.lowerBound))
            passages.append(UInt32(passage.range.upperBound))
            passages.append(UInt32(passage.sentences.lowerBound))
            passages.append(UInt32(passage.sentences.upperBound))
            passages.append(UInt32((passage.heading ?? -1) + 1))
            passages.append(passage.kind.code)
        }
    }

    /// - Parameter byteCount: of the text that they are of.
    mutating func add(_ list: [Range<Int>], ofTextWith byteCount: Int) {
        if sentences.capacity == 0 { sentences.reserveCapacity(list.count * 2) }
        if SegmentLayout.SentenceWord.count(ofTextWith: byteCount) == 1 {
            for sentence in list { sentences.append(UInt32(sentence.lowerBound) | UInt32(sentence.upperBound) << 16) }
            return
        }
        for sentence in list {
            sentences.append(UInt32(sentence.lowerBound))
            sentences.append(UInt32(sentence.upperBound))
        }
    }

    mutating func add(_ removal: Removal) {
        removals.append(UInt32(removal.range.lowerBound))
        removals.append(UInt32(removal.range.upperBound))
        removals.append(removal.survivor.map { UInt32($0.lowerBound) } ?? .max)
        removals.append(removal.survivor.map { UInt32($0.upperBound) } ?? .max)
        removals.append(range: intern(removal.reason))
    }

    /// Adds what other documents may have copied from the document that was added last.
    mutating func add(copyKeys keys: [UInt64]) {
        let number = UInt32(documentCount - 1)
        for key in keys { copies.append(NumberedKey(key: key, number: number)) }
    }

    /// Where a string stands that may be there already.
    mutating func intern(_ string: String) -> Range<Int> {
        guard !string.isEmpty else { return 0..<0 }
        if let start = shared[string] { return start..<(start + string.utf8.count) }
        let start = strings.count
        strings.append(contentsOf: string.utf8)
        shared[string] = start
        return start..<strings.count
    }

    /// By which a record is found whose own id is `id`.
    static func recordHash(_ id: String) -> UInt32 {
        var id = id
        return id.withUTF8 { UInt32(truncatingIfNeeded: XXH64.hash(UnsafeRawBufferPointer($0)) >> 32) }
    }
}

extension [UInt32] {
    mutating func append(range: Range<Int>) {
        append(UInt32(range.lowerBound))
        append(UInt32(range.count))
    }

    mutating func append(double value: UInt64) {
        append(UInt32(truncatingIfNeeded: value))
        append(UInt32(truncatingIfNeeded: value >> 32))
    }
}
