import Analysis

/// Surfaces of a text that aren't looked up yet: as for terms, the processor waits for many of them at once.
///
/// For one thread.
struct PendingSurfaces: ~Copyable {
    private var bytes = PlainBuffer<UInt8>()
    private var entries = PlainBuffer<Entry>()
    private var hashBuffer = PlainBuffer<UInt32>()

    struct Entry {
        fileprivate let start: UInt32
        fileprivate let count: UInt16
        let tag: UInt16
        /// Of the surface as it stands in the text, in bytes.
        let length: UInt32
        /// Where its number is wanted.
        let place: UInt32

        /// What besides its bytes the terms of a surface depend on.
        @inline(__always)
        static func tag(_ language: Int, _ kind: Surface.Kind) -> UInt16 {
            UInt16(language) << 2 | UInt16(kind.rawValue)
        }

        var language: Int { Int(tag >> 2) }
        var kind: Surface.Kind { Surface.Kind(rawValue: UInt8(tag & 3)) ?? .word }
    }

    private static let most = 128

    var count: Int { entries.count }
    var isFull: Bool { entries.count >= Self.most }

    var hashes: UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(start: hashBuffer.base, count: hashBuffer.count) }

    subscript(index: Int) -> Entry { entries[index] }

    /// The scanner's key of a surface; behind it more bytes can be read.
    func key(_ index: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: bytes.base + Int(entries[index].start), count: Int(entries[index].count))
    }

    @inline(__always)
    mutating func append(_ key: UnsafeBufferPointer<UInt8>, tag: UInt16, length: Int, place: Int) {
        // A surface is cut at 256 bytes, and a character more.
        let entry = Entry(
            start: UInt32(bytes.count),
            count: UInt16(truncatingIfNeeded: key.count),
            tag: tag,
            length: UInt32(truncatingIfNeeded: length),
            place: UInt32(truncatingIfNeeded: place)
        )
        entries.append(entry)
        bytes.append(key)
        hashBuffer.append(ByteStringTable.hash(key, tag))
    }

    /// The same for a short word.
    @inline(__always)
    mutating func append(_ word: PackedWord, tag: UInt16, place: Int) {
        let start = bytes.count
        bytes.append(word)
        let key = UnsafeBufferPointer(start: bytes.base + start, count: word.count)
        let entry = Entry(
            start: UInt32(start),
            count: UInt16(truncatingIfNeeded: word.count),
            tag: tag,
            length: UInt32(truncatingIfNeeded: word.count),
            place: UInt32(truncatingIfNeeded: place)
        )
        entries.append(entry)
        hashBuffer.append(ByteStringTable.hash(key, tag))
    }

    mutating func removeAll() {
        bytes.removeAll()
        entries.removeAll()
        hashBuffer.removeAll()
        // What is read of a key in whole words may lie behind it.
        bytes.reserve(Self.most * 512)
    }

    init() { bytes.reserve(Self.most * 512) }
}
