import Glibc
public import Processes
import Synchronization

/// The place beside a segment's file for what is derived from it, such as a search index.
///
/// Whatever is kept there goes when the segment goes.
public final class SegmentStore: Sendable {
    /// Of the files of this segment, without their endings.
    private let path: String
    private let isWritable: Bool
    private let opened = Mutex<[MappedBlob]>([])

    init(path: String, isWritable: Bool) {
        self.path = path
        self.isWritable = isWritable
    }

    /// What was written for this segment under this name and version; `nil` when there is no such thing, or only a damaged
    /// one. Its head is checked now and its content later, in the background: see ``MappedBlob/isDamaged``.
    public func blob(named name: String, version: UInt32) -> MappedBlob? {
        guard let storage = WholeFile.map(file(name)), let blob = MappedBlob(storage, version: version) else {
            return nil
        }
        opened.withLock { $0.append(blob) }
        return blob
    }

    /// Keeps bytes under a name of lower-case letters, digits and hyphens: all of them or nothing. Does nothing where
    /// another daemon keeps the folder.
    ///
    /// - Parameter content: puts the bytes into a sink, the same ones whenever it is called.
    /// - Returns: what was written, as it is mapped from its file; `nil` when nothing was.
    @discardableResult
    public func write(
        named name: String,
        version: UInt32,
        _ content: (inout ByteSink) -> Void
    ) throws(SystemError) -> MappedBlob? {
        guard isWritable else { return nil }
        var sink = ByteSink()
        content(&sink)
        let head = MappedBlob.head(byteCount: sink.byteCount, hash: sink.checksum, version: version)
        defer { withExtendedLifetime(head) {} }
        try WholeFile.write(head.bytes, to: file(name), content)
        return blob(named: name, version: version)
    }

    private func file(_ name: String) -> String { path + "." + name + SegmentStore.suffix }

    static let suffix = ".blob"

    /// Checks the content of every blob that was opened and not checked yet, and forgets those that nobody holds.
    ///
    /// - Returns: whether all are intact.
    func verifyBlobs() -> Bool {
        let blobs = opened.withLock { opened in
            defer { opened = [] }
            return opened
        }
        return blobs.reduce(true) { $1.verify() && $0 }
    }

    /// Whether the file of the segment itself is what was written.
    func isSegmentIntact() -> Bool { SegmentFile.isIntact(path + CorpusCache.segmentSuffix) }
}

/// Bytes of a file that ``SegmentStore/write(_:named:version:)`` wrote.
///
///     0   8  "caspblob"
///     8   4  version of this layout
///     12  4  version of the content
///     16  8  bytes of the content
///     24  8  XXH64 of the content
///     32  8  XXH64 of the bytes before
///     40  24 zeros
///     64  .. the content
public final class MappedBlob: Sendable {
    private static let magic: UInt64 = 0x626F_6C62_7073_6163
    private static let layout: UInt32 = 1
    private static let headSize = 64

    private let storage: ByteStorage
    private let foundDamage = Atomic<Bool>(false)

    /// `nil` when the head is damaged or of another version.
    init?(_ storage: ByteStorage, version: UInt32) {
        let bytes = storage.bytes
        guard bytes.count >= Self.headSize, bytes.word(at: 0) == Self.magic,
            bytes.word(at: 8) == UInt64(Self.layout) | UInt64(version) << 32,
            bytes.word(at: 16) == UInt64(bytes.count - Self.headSize),
            bytes.word(at: 32) == XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[0..<32]))
        else { return nil }
        self.storage = storage
    }

    /// Aligned to 64; they live as long as this object.
    public var bytes: UnsafeRawBufferPointer { UnsafeRawBufferPointer(rebasing: storage.bytes[Self.headSize...]) }

    /// Whether the bytes were found to be others than those that were written. What was read from them until then had to
    /// be checked for being in bounds anyway; what was made of them is to be made anew.
    public var isDamaged: Bool { foundDamage.load(ordering: .relaxed) }

    /// Compares the content with its checksum; for those who can't check whatever they read.
    public func verify() -> Bool {
        if XXH64.hash(bytes) != storage.bytes.word(at: 24) { foundDamage.store(true, ordering: .relaxed) }
        return !isDamaged
    }

    static func head(byteCount: Int, hash: UInt64, version: UInt32) -> ByteStorage {
        ByteStorage(byteCount: headSize) { head in
            for place in stride(from: 0, to: headSize, by: 8) { head.store(0, at: place) }
            head.store(magic, at: 0)
            head.store(UInt64(layout) | UInt64(version) << 32, at: 8)
            head.store(UInt64(byteCount), at: 16)
            head.store(hash, at: 24)
            head.store(
                XXH64.hash(UnsafeRawBufferPointer(UnsafeMutableRawBufferPointer(rebasing: head[0..<32]))),
                at: 32
            )
        }
    }
}
