/// Which segments a snapshot has, and what is deleted in them.
///
///     0   8  "caspmani"
///     8   4  version of the segments' layout
///     12  4  the build that has read the files
///     16  8  number of segments
///     24  .. for each segment: its id (16), words of deleted documents (8), words of deleted files (8), these words (8 each)
///     end 8  XXH64 of all before
struct Manifest: Equatable {
    private static let magic: UInt64 = 0x696E_616D_7073_6163

    struct Entry: Equatable {
        let id: Segment.ID
        let deleted: [UInt64]
        let deletedFiles: [UInt64]
    }

    private(set) var entries: [Entry]

    private static let version = UInt64(SegmentLayout.version) | UInt64(BuildID.ofThisProgram) << 32

    init(_ snapshot: Snapshot) {
        entries = snapshot.segments.map { live in
            Entry(id: live.segment.id, deleted: live.deleted.words, deletedFiles: live.deletedFiles.words)
        }
    }

    /// `nil` when the bytes are damaged, or of another version or build.
    init?(_ bytes: UnsafeRawBufferPointer) {
        guard bytes.count >= 32, bytes.count % 8 == 0 else { return nil }
        let end = bytes.count - 8
        guard bytes.word(at: end) == XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[0..<end])),
            bytes.word(at: 0) == Self.magic, bytes.word(at: 8) == Self.version
        else { return nil }
        var words = stride(from: 24, to: end, by: 8).map { bytes.word(at: $0) }[...]
        func take(_ count: UInt64) -> [UInt64]? {
            guard count <= UInt64(words.count) else { return nil }
            defer { words = words.dropFirst(Int(count)) }
            return Array(words.prefix(Int(count)))
        }
        entries = []
        for _ in 0..<bytes.word(at: 16) {
            guard let head = take(4), let deleted = take(head[2]), let files = take(head[3]) else { return nil }
            entries.append(
                Entry(id: Segment.ID(high: head[0], low: head[1]), deleted: deleted, deletedFiles: files)
            )
        }
        guard words.isEmpty else { return nil }
    }

    var bytes: ByteStorage {
        var words = [Self.magic, Self.version, UInt64(entries.count)]
        for entry in entries {
            words += [entry.id.high, entry.id.low, UInt64(entry.deleted.count), UInt64(entry.deletedFiles.count)]
            words += entry.deleted + entry.deletedFiles
        }
        return ByteStorage(byteCount: words.count * 8 + 8) { memory in
            for (place, word) in words.enumerated() { memory.store(word, at: place * 8) }
            let content = UnsafeRawBufferPointer(UnsafeMutableRawBufferPointer(rebasing: memory[0..<(words.count * 8)]))
            memory.store(XXH64.hash(content), at: words.count * 8)
        }
    }
}
