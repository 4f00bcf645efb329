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
        var columns: [SegmentLayout.Kind: Column] = [:]
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
        let segment = packed(in: cache)
        guard let cache, segment.byteCount >= Self.mappedBytes else { return segment }
        return cache.mapped(segment)
    }

    private func packed(in cache: CorpusCache?) -> Segment {
        let copies = self.copies.sorted { ($0.key, $0.document) < ($1.key, $1.document) }
        let records = self.records.sorted { ($0.hash, $0.document) < ($1.hash, $1.document) }
        let columns: [(SegmentLayout.Kind, [UInt32])] = [
            (.files, files), (.documents, documents), (.passages, passages), (.sentences, sentences),
            (.removals, removals), (.runs, runs), (.lines, lines), (.pages, pages),
        ]
        var image = SegmentImage()
        for (kind, words) in columns { image.place(kind, byteCount: words.count * 4) }
        image.place(.strings, byteCount: strings.count)
        image.place(.copyKeys, byteCount: copies.count * 8)
        image.place(.copyDocuments, byteCount: copies.count * 4)
        image.place(.records, byteCount: records.count * 8)
        image.place(.text, byteCount: text.count)
        return image.segment(in: cache) { kind, memory in
            switch kind {
            case .text: text.withUnsafeBytes { memory.copyMemory(from: $0) }
            case .strings: strings.withUnsafeBytes { memory.copyMemory(from: $0) }
            case .copyKeys:
                for (place, copy) in copies.enumerated() { memory.store(copy.key, at: place * 8) }
            case .copyDocuments:
                let words = memory.bindMemory(to: UInt32.self)
                for (place, copy) in copies.enumerated() { words[place] = copy.document.littleEndian }
            case .records:
                for (place, record) in records.enumerated() {
                    memory.store(UInt64(record.hash) | UInt64(record.document) << 32, at: place * 8)
                }
            default:
                guard let column = columns.first(where: { $0.0 == kind }) else { return }
                Self.write(column.1, memory)
            }
        }
    }

    private static func write(_ words: [UInt32], _ memory: UnsafeMutableRawBufferPointer) {
        #if _endian(little)
            words.withUnsafeBytes { memory.copyMemory(from: $0) }
        #else
            let column = memory.bindMemory(to: UInt32.self)
            for (place, word) in words.enumerated() { column[place] = word.littleEndian }
        #endif
    }
}
