import Corpus

/// The bytes of an index segment: in memory of its own, or lent by whoever keeps a mapped file.
///
/// Never changed after it is made.
final class SegmentBytes: @unchecked Sendable {
    // Sendable: written once, before anybody else sees it, and only read from then on.
    let base: UnsafeRawPointer
    let count: Int
    /// The mapped file that lends them.
    private let blob: MappedBlob?

    /// So many bytes stand at the end for no other reason than that they can be read.
    static let padding = 8

    /// New memory that `fill` writes to, all of it.
    init(byteCount: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(byteCount, 1), alignment: 64)
        LargeMemory.advise(UnsafeRawBufferPointer(memory))
        fill(UnsafeMutableRawBufferPointer(rebasing: memory[..<byteCount]))
        base = UnsafeRawPointer(memory.baseAddress.unsafelyUnwrapped)
        count = byteCount
        blob = nil
    }

    /// Uses the bytes of a mapped file.
    ///
    /// - Precondition: the last eight of them belong to no number.
    init(_ blob: MappedBlob) {
        let bytes = blob.bytes
        // An empty mapping has no address; any will do for no bytes.
        base = bytes.baseAddress ?? UnsafeRawPointer(Unmanaged.passUnretained(blob).toOpaque())
        count = bytes.count
        self.blob = blob
    }

    deinit { if blob == nil { base.deallocate() } }

    /// Whether the bytes of a range are what was written: those of a file can be others.
    ///
    /// - Complexity: as of ``MappedBlob/isIntact(_:)``.
    @inline(__always)
    func isIntact(_ range: Range<Int>) -> Bool { blob?.isIntact(range) ?? true }

    /// Whether any that were asked for were not what was written.
    var isDamaged: Bool { blob?.isDamaged ?? false }
}

/// A growing run of bytes in little-endian order.
struct ByteWriter {
    private(set) var bytes: [UInt8] = []

    var count: Int { bytes.count }

    mutating func append(_ byte: UInt8) { bytes.append(byte) }

    mutating func append(_ other: ArraySlice<UInt8>) { bytes.append(contentsOf: other) }

    mutating func append(_ other: [UInt8]) { bytes.append(contentsOf: other) }

    mutating func append(_ other: UnsafeBufferPointer<UInt8>) { bytes.append(contentsOf: other) }

    mutating func append(_ value: UInt32) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append(_ value: UInt64) {
        withUnsafeBytes(of: value.littleEndian) { bytes.append(contentsOf: $0) }
    }

    mutating func append<Value>(contentsOf values: [Value]) where Value: FixedWidthInteger {
        values.withUnsafeBytes { bytes.append(contentsOf: $0) }
    }

    /// Seven bits a byte, the lowest first; the highest bit says that another follows.
    mutating func appendVariable(_ value: Int) {
        var rest = UInt(value)
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(rest))
    }

    /// Appends bytes for so many bits, which `write` fills.
    @inline(__always)
    mutating func appendPacked(bitCount: Int, _ write: (inout BitWriter) -> Void) {
        let start = bytes.count
        let wanted = (bitCount + 7) / 8
        if bytes.capacity < start + wanted + Self.written { bytes.reserveCapacity(max(2 * start, 256) + wanted) }
        if wanted <= Self.zeroes.count {
            bytes.append(contentsOf: Self.zeroes[..<wanted])
        } else {
            bytes.append(contentsOf: repeatElement(0, count: wanted))
        }
        // There is room behind the last byte for what is written together with it.
        bytes.withUnsafeMutableBytes { bytes in
            guard let base = bytes.baseAddress else { return }
            var writer = BitWriter(base + start)
            write(&writer)
        }
    }

    /// A writer of bits reads and writes so many bytes at a time.
    private static let written = 8
    private static let zeroes = [UInt8](repeating: 0, count: 512)

    mutating func align(to width: Int) { while bytes.count % width != 0 { bytes.append(0) } }

    mutating func removeAll() { bytes.removeAll(keepingCapacity: true) }
}

/// Reads numbers of seven bits a byte, one after the other.
struct VariableReader {
    private(set) var place: UnsafePointer<UInt8>

    init(_ start: UnsafePointer<UInt8>) { place = start }

    @inline(__always)
    mutating func next() -> Int {
        var value = UInt(place[0] & 0x7F)
        var shift: UInt = 7
        while place[0] >= 0x80, shift < 64 {
            place += 1
            value |= UInt(place[0] & 0x7F) << shift
            shift += 7
        }
        place += 1
        return Int(bitPattern: value)
    }

    @inline(__always)
    mutating func skip(_ count: Int) { place += count }
}
