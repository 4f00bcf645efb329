/// The bytes of a segment being put together.
struct SegmentImage {
    private let id: Segment.ID
    private var entries: [(kind: SegmentLayout.Kind, offset: Int, count: Int)] = []
    private var byteCount = SegmentLayout.headSize + SegmentLayout.Kind.allCases.count * SegmentLayout.entrySize

    init(id: Segment.ID = .random()) { self.id = id }

    /// The place of a column of `count` bytes.
    mutating func place(_ kind: SegmentLayout.Kind, byteCount count: Int) {
        byteCount = SegmentLayout.aligned(byteCount)
        entries.append((kind, byteCount, count))
        byteCount += count
    }

    /// The segment whose columns `fill` writes, each into its place.
    func segment(
        in cache: CorpusCache?,
        _ fill: (SegmentLayout.Kind, UnsafeMutableRawBufferPointer) -> Void
    ) -> Segment {
        let storage = ByteStorage(byteCount: byteCount) { memory in
            var end = 0
            for entry in entries {
                // What lies between the columns is written to the file too.
                for gap in end..<entry.offset { memory[gap] = 0 }
                end = entry.offset + entry.count
                fill(entry.kind, UnsafeMutableRawBufferPointer(rebasing: memory[entry.offset..<end]))
            }
            writeHead(memory)
        }
        var columns = [SegmentLayout.Kind: Column](minimumCapacity: entries.count)
        for entry in entries {
            guard let base = storage.bytes.baseAddress else { continue }
            columns[entry.kind] = Column(
                base: base + entry.offset,
                count: entry.count / entry.kind.recordSize,
                recordSize: entry.kind.recordSize
            )
        }
        guard let columns = Segment.Columns(columns) else { preconditionFailure("a column is missing") }
        return Segment(id: id, storage: storage, columns: columns, store: cache?.store(for: id))
    }

    /// Writes the segment to its file and gives it back as it is mapped from there; `nil` where that can't be done.
    ///
    /// - Parameter column: puts the bytes of a column into a sink, the same ones whenever it is called.
    func segment(
        writtenTo cache: CorpusCache,
        _ column: (SegmentLayout.Kind, inout ByteSink) -> Void
    ) -> Segment? {
        let headCount = SegmentLayout.headSize + SegmentLayout.Kind.allCases.count * SegmentLayout.entrySize
        var head = [UInt8](repeating: 0, count: headCount)
        head.withUnsafeMutableBytes { writeHead($0) }
        return cache.mapped(id, head, column)
    }

    /// Bytes of the whole file.
    var size: Int { byteCount }

    private func writeHead(_ memory: UnsafeMutableRawBufferPointer) {
        memory.store(SegmentLayout.magic, at: 0)
        memory.store(UInt64(SegmentLayout.version) | UInt64(entries.count) << 32, at: 8)
        memory.store(id.high, at: 16)
        memory.store(id.low, at: 24)
        memory.store(UInt64(byteCount), at: 32)
        for (number, entry) in entries.enumerated() {
            let place = SegmentLayout.headSize + number * SegmentLayout.entrySize
            memory.store(UInt64(entry.kind.rawValue) | UInt64(entry.kind.recordSize) << 32, at: place)
            memory.store(UInt64(entry.offset), at: place + 8)
            memory.store(UInt64(entry.count), at: place + 16)
        }
    }
}

extension UnsafeMutableRawBufferPointer {
    func store(_ value: UInt64, at offset: Int) {
        storeBytes(of: value.littleEndian, toByteOffset: offset, as: UInt64.self)
    }
}

extension Segment.Columns {
    /// `nil` when one is missing.
    init?(_ columns: [SegmentLayout.Kind: Column]) {
        guard let files = columns[.files], let documents = columns[.documents], let text = columns[.text],
            let strings = columns[.strings], let passages = columns[.passages], let sentences = columns[.sentences],
            let removals = columns[.removals], let runs = columns[.runs], let lines = columns[.lines],
            let pages = columns[.pages], let copyKeys = columns[.copyKeys],
            let copyDocuments = columns[.copyDocuments], let records = columns[.records],
            copyKeys.count == copyDocuments.count
        else { return nil }
        self.init(
            files: files,
            documents: documents,
            text: text,
            strings: strings,
            passages: passages,
            sentences: sentences,
            removals: removals,
            runs: runs,
            lines: lines,
            pages: pages,
            copyKeys: copyKeys,
            copyDocuments: copyDocuments,
            records: records
        )
    }
}

extension SegmentWriter {
    /// Bytes from which a segment is written and mapped at once, so that it needs no memory; smaller ones are written when
    /// nobody waits.
    private static let mappedBytes = 1 << 20

    /// The segment of all that was added.
    ///
    /// - Parameter cache: where it is kept, if anywhere.
    func finish(in cache: CorpusCache? = nil) -> Segment {
        let columns = columns
        var image = SegmentImage()
        for (kind, column) in columns { image.place(kind, byteCount: column.byteCount) }
        if let cache, image.size >= Self.mappedBytes {
            let written = image.segment(writtenTo: cache) { kind, sink in
                columns.first { $0.kind == kind }?.column.withBytes { sink.put($0) }
            }
            if let written { return written }
        }
        return image.segment(in: cache) { kind, memory in
            columns.first { $0.kind == kind }?.column.withBytes { memory.copyMemory(from: $0) }
        }
    }

    /// In the order in which they lie in the file.
    private var columns: [(kind: SegmentLayout.Kind, column: ColumnContent)] {
        var copies = copies
        copies.sortByKey()
        let records = self.records.sorted { ($0.hash, $0.document) < ($1.hash, $1.document) }
        return [
            (.files, .words(files)), (.documents, .words(documents)), (.passages, .words(passages)),
            (.sentences, .words(sentences)), (.removals, .words(removals)), (.runs, .halves(runs)),
            (.lines, .words(lines)), (.pages, .words(pages)), (.strings, .bytes(strings)),
            (.copyKeys, .doubles(copies.map(\.key))), (.copyDocuments, .words(copies.map(\.number))),
            (.records, .doubles(records.map { UInt64($0.hash) | UInt64($0.document) << 32 })), (.text, .bytes(text)),
        ]
    }

    /// What a column is made of.
    private enum ColumnContent {
        case bytes([UInt8])
        case halves([UInt16])
        case words([UInt32])
        case doubles([UInt64])

        var byteCount: Int {
            switch self {
            case .bytes(let bytes): bytes.count
            case .halves(let halves): halves.count * 2
            case .words(let words): words.count * 4
            case .doubles(let doubles): doubles.count * 8
            }
        }

        /// Calls `body` with the bytes as they lie in the file: little-endian.
        func withBytes(_ body: (UnsafeRawBufferPointer) -> Void) {
            switch self {
            case .bytes(let bytes): bytes.withUnsafeBytes(body)
            case .halves(let halves): Self.littleEndian(halves).withUnsafeBytes(body)
            case .words(let words): Self.littleEndian(words).withUnsafeBytes(body)
            case .doubles(let doubles): Self.littleEndian(doubles).withUnsafeBytes(body)
            }
        }

        private static func littleEndian<Word: FixedWidthInteger>(_ words: [Word]) -> [Word] {
            #if _endian(little)
                words
            #else
                words.map(\.littleEndian)
            #endif
        }
    }
}
