import Synchronization

/// Bytes of a file that ``SegmentStore/write(named:version:_:)`` wrote.
///
///     0   8  "caspblob"
///     8   4  version of this layout
///     12  4  version of the content
///     16  8  bytes of the content
///     24  8  XXH64 of the table of checksums
///     32  8  XXH64 of the bytes before
///     40  24 zeros
///     64  .. the content
///     ..  .. the XXH64 of each 64 KiB of the content, and of the rest
public final class MappedBlob: Sendable {
    private static let magic: UInt64 = 0x626F_6C62_7073_6163
    private static let layout: UInt32 = 2
    private static let headSize = 64
    private static let pieceShift = 16
    /// Bytes that are compared with a checksum at a time. The system maps as many around one that is wanted.
    static let pieceSize = 1 << pieceShift

    private let storage: ByteStorage
    private let byteCount: Int
    private let pieceCount: Int
    /// For each piece, 1 once it was found to be what was written.
    ///
    /// Safe to share: atomic, and given back when the last reference to this object goes.
    private nonisolated(unsafe) let checked: UnsafeMutablePointer<Atomic<UInt8>>
    private let foundDamage = Atomic<Bool>(false)

    /// `nil` when the head or the table is damaged, or of another version.
    init?(_ storage: ByteStorage, version: UInt32) {
        let bytes = storage.bytes
        guard bytes.count >= Self.headSize, bytes.word(at: 0) == Self.magic,
            bytes.word(at: 8) == UInt64(Self.layout) | UInt64(version) << 32,
            bytes.word(at: 32) == XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[0..<32])),
            bytes.word(at: 16) <= UInt64(bytes.count - Self.headSize)
        else { return nil }
        byteCount = Int(bytes.word(at: 16))
        pieceCount = (byteCount + Self.pieceSize - 1) >> Self.pieceShift
        let table = Self.headSize + byteCount
        guard bytes.count == table + pieceCount * 8,
            bytes.word(at: 24) == XXH64.hash(UnsafeRawBufferPointer(rebasing: bytes[table...]))
        else { return nil }
        self.storage = storage
        checked = .allocate(capacity: max(pieceCount, 1))
        for piece in 0..<pieceCount { (checked + piece).initialize(to: Atomic(0)) }
    }

    deinit { checked.deallocate() }

    /// Aligned to 64; they live as long as this object.
    public var bytes: UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(rebasing: storage.bytes[Self.headSize..<(Self.headSize + byteCount)])
    }

    /// Whether any of the bytes were found to be others than those that were written. What was made of them is to be made
    /// anew.
    public var isDamaged: Bool { foundDamage.load(ordering: .relaxed) }

    /// Whether the bytes of a range are those that were written: for those who can't check whatever they read.
    ///
    /// - Complexity: the first time O(n) in 64 KiB around the range, then a few instructions.
    public func isIntact(_ range: Range<Int>) -> Bool {
        guard range.upperBound <= byteCount else {
            foundDamage.store(true, ordering: .relaxed)
            return false
        }
        if range.isEmpty { return true }
        var piece = range.lowerBound >> Self.pieceShift
        while piece << Self.pieceShift < range.upperBound {
            if checked[piece].load(ordering: .acquiring) == 0, !check(piece) { return false }
            piece += 1
        }
        return true
    }

    private func check(_ piece: Int) -> Bool {
        let start = piece << Self.pieceShift
        let content = UnsafeRawBufferPointer(rebasing: bytes[start..<min(start + Self.pieceSize, byteCount)])
        guard XXH64.hash(content) == storage.bytes.word(at: Self.headSize + byteCount + piece * 8) else {
            foundDamage.store(true, ordering: .relaxed)
            return false
        }
        checked[piece].store(1, ordering: .releasing)
        return true
    }

    /// Compares all that nobody asked for yet with its checksums. Pages that were read for this alone don't stay in memory.
    ///
    /// - Returns: whether everything is what was written.
    func verify() -> Bool {
        for piece in 0..<pieceCount where checked[piece].load(ordering: .acquiring) == 0 {
            _ = check(piece)
            let start = Self.headSize + piece << Self.pieceShift
            storage.release(start..<min(start + Self.pieceSize, storage.bytes.count))
        }
        return !isDamaged
    }

    /// The head of a file with so many bytes of content and these checksums, which are little-endian.
    static func head(byteCount: Int, _ checksums: [UInt64], version: UInt32) -> ByteStorage {
        ByteStorage(byteCount: headSize) { head in
            for place in stride(from: 0, to: headSize, by: 8) { head.store(0, at: place) }
            head.store(magic, at: 0)
            head.store(UInt64(layout) | UInt64(version) << 32, at: 8)
            head.store(UInt64(byteCount), at: 16)
            head.store(checksums.withUnsafeBytes { XXH64.hash($0) }, at: 24)
            head.store(
                XXH64.hash(UnsafeRawBufferPointer(UnsafeMutableRawBufferPointer(rebasing: head[0..<32]))),
                at: 32
            )
        }
    }
}
