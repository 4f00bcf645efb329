/// The folded bytes of the word under way, in memory of their own that is kept from word to word.
///
/// Whoever makes one frees it.
struct FoldedBytes {
    let base: UnsafeMutablePointer<UInt8>
    var count = 0

    /// A word is cut when it is so long; what one more character can add still fits.
    static let limit = 256
    /// `limit`, the longest folding of one character (18 in Unicode), and zeroes for reading eight bytes at a time.
    private static let capacity = 320

    init() {
        base = .allocate(capacity: Self.capacity)
        base.initialize(repeating: 0, count: Self.capacity)
    }

    func deallocate() { base.deallocate() }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: base, count: count) }

    @inline(__always)
    mutating func append(_ byte: UInt8) {
        base[count] = byte
        count += 1
    }

    /// Appends a character of two bytes.
    @inline(__always)
    mutating func append(twoBytes value: UInt32) {
        base[count] = 0xC0 | UInt8(truncatingIfNeeded: value >> 6)
        base[count + 1] = 0x80 | UInt8(truncatingIfNeeded: value & 0x3F)
        count += 2
    }

    mutating func append(_ other: [UInt8]) {
        for byte in other { append(byte) }
    }
}
