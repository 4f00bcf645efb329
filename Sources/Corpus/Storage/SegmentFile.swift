import Glibc
import Processes

/// A segment in a file of its own: the bytes that it has in memory, with checksums in the head.
enum SegmentFile {
    /// Writes a segment.
    static func write(
        _ segment: Segment,
        to path: String,
        atStep: (WholeFile.Step) throws(SystemError) -> Void = { (_) throws(SystemError) in }
    ) throws(SystemError) {
        let image = segment.storage.bytes
        defer { withExtendedLifetime(segment) {} }
        let ranges = Dictionary(uniqueKeysWithValues: entries(of: image).map { ($0.kind, $0.range) })
        try write(Array(image[0..<headCount]), to: path, atStep: atStep) { kind, sink in
            if let range = ranges[kind] { sink.put(UnsafeRawBufferPointer(rebasing: image[range])) }
        }
    }

    private static let headCount =
        SegmentLayout.headSize + SegmentLayout.Kind.allCases.count * SegmentLayout.entrySize

    /// Writes a segment that has only a head yet.
    ///
    /// - Parameters:
    ///   - head: with its table, but for the checksums.
    ///   - column: puts the bytes of a column into a sink, the same ones whenever it is called.
    static func write(
        _ head: [UInt8],
        to path: String,
        atStep: (WholeFile.Step) throws(SystemError) -> Void = { (_) throws(SystemError) in },
        _ column: (SegmentLayout.Kind, inout ByteSink) -> Void
    ) throws(SystemError) {
        var head = head
        let entries = head.withUnsafeBytes { Self.entries(of: $0, byteCount: .max) }
        for entry in entries {
            var sink = ByteSink()
            column(entry.kind, &sink)
            let value = sink.checksum
            head.withUnsafeMutableBytes { $0.store(value, at: entry.place + 24) }
        }
        let hash = headHash(head)
        head.withUnsafeMutableBytes { $0.store(hash, at: 40) }
        let gap = ByteStorage(byteCount: SegmentLayout.alignment) { $0.initializeMemory(as: UInt8.self, repeating: 0) }
        let start = ByteStorage(byteCount: head.count) { $0.copyBytes(from: head) }
        defer { withExtendedLifetime((gap, start)) {} }
        try WholeFile.write(start.bytes, to: path, atStep: atStep) { sink in
            var end = head.count
            for entry in entries {
                // What lies between the columns is written too.
                sink.put(UnsafeRawBufferPointer(rebasing: gap.bytes[..<(entry.range.lowerBound - end)]))
                column(entry.kind, &sink)
                end = entry.range.upperBound
            }
        }
    }

    /// The segment of a file; `nil` when it isn't one of this version, when its head is damaged, or when it is another
    /// segment's. Its columns are looked at when they are read: see ``isIntact(_:)``.
    static func read(_ path: String, id: Segment.ID, store: SegmentStore?) -> Segment? {
        guard let storage = WholeFile.map(path), storage.bytes.count >= SegmentLayout.headSize else { return nil }
        let bytes = storage.bytes
        let count = Int(bytes.word(at: 8) >> 32)
        guard bytes.word(at: 0) == SegmentLayout.magic,
            UInt32(truncatingIfNeeded: bytes.word(at: 8)) == SegmentLayout.version,
            count == SegmentLayout.Kind.allCases.count,
            bytes.word(at: 16) == id.high, bytes.word(at: 24) == id.low,
            bytes.word(at: 32) == UInt64(bytes.count)
        else { return nil }
        guard bytes.count >= headCount, bytes.word(at: 40) == headHash(Array(bytes[0..<headCount])) else { return nil }
        var columns: [SegmentLayout.Kind: Column] = [:]
        for entry in entries(of: bytes) {
            guard let base = bytes.baseAddress, entry.range.lowerBound % SegmentLayout.alignment == 0,
                entry.range.count % entry.kind.recordSize == 0
            else { return nil }
            columns[entry.kind] = Column(
                base: base + entry.range.lowerBound,
                count: entry.range.count / entry.kind.recordSize,
                recordSize: entry.kind.recordSize
            )
        }
        return Segment.Columns(columns).map { Segment(id: id, storage: storage, columns: $0, store: store) }
    }

    /// Whether the columns of a file are those that were written.
    ///
    /// - Complexity: O(bytes), all of which are read.
    static func isIntact(_ path: String) -> Bool {
        let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return false }
        defer { close(descriptor) }
        var head = [UInt8](repeating: 0, count: headCount)
        let got = head.withUnsafeMutableBytes { pread(descriptor, $0.baseAddress, $0.count, 0) }
        guard got == headCount else { return false }
        var status = stat()
        guard fstat(descriptor, &status) == 0 else { return false }
        let entries = head.withUnsafeBytes { Self.entries(of: $0, byteCount: Int(status.st_size)) }
        return entries.count == SegmentLayout.Kind.allCases.count
            && entries.allSatisfy { WholeFile.hash(of: $0.range, in: descriptor) == $0.hash }
    }

    private struct Entry {
        let kind: SegmentLayout.Kind
        /// Where it stands in the table.
        let place: Int
        let range: Range<Int>
        let hash: UInt64
    }

    /// The table's entries that lie within the file.
    private static func entries(of head: UnsafeRawBufferPointer, byteCount: Int? = nil) -> [Entry] {
        let byteCount = UInt64(byteCount ?? head.count)
        return SegmentLayout.Kind.allCases.indices.compactMap { number in
            let place = SegmentLayout.headSize + number * SegmentLayout.entrySize
            let (offset, count) = (head.word(at: place + 8), head.word(at: place + 16))
            let raw = UInt32(truncatingIfNeeded: head.word(at: place))
            guard let kind = SegmentLayout.Kind(rawValue: raw), Int(head.word(at: place) >> 32) == kind.recordSize,
                offset <= byteCount, count <= byteCount - offset
            else { return nil }
            return Entry(
                kind: kind,
                place: place,
                range: Int(offset)..<Int(offset + count),
                hash: head.word(at: place + 24)
            )
        }
    }

    /// The hash of the head and the table, without the hash itself.
    private static func headHash(_ head: [UInt8]) -> UInt64 {
        var head = head
        head.withUnsafeMutableBytes { $0.store(0, at: 40) }
        return head.withUnsafeBytes { XXH64.hash($0) }
    }
}

extension UnsafeRawBufferPointer {
    /// - Precondition: eight bytes stand at `offset`.
    func word(at offset: Int) -> UInt64 { UInt64(littleEndian: loadUnaligned(fromByteOffset: offset, as: UInt64.self)) }
}
