/// A word of at most sixteen bytes in three registers, with what besides its bytes it depends on.
@frozen
public struct PackedWord: Sendable, Equatable {
    /// Its bytes, the first one lowest; zeroes behind them.
    @usableFromInline let low: UInt64
    @usableFromInline let high: UInt64
    /// The number of bytes in the high half: 0 is no word.
    @usableFromInline let tagAndCount: UInt32

    public static var longest: Int {
        @inlinable @inline(__always)
        get { 16 }
    }

    /// `nil` for a word that is too long, or none.
    ///
    /// - Precondition: sixteen bytes can be read at the start of `bytes`.
    @inlinable @inline(__always)
    public init?(_ bytes: UnsafeBufferPointer<UInt8>, tag: UInt16 = 0) {
        guard bytes.count <= Self.longest, bytes.count > 0, let base = bytes.baseAddress else { return nil }
        let start = UnsafeRawPointer(base)
        let first = start.loadUnaligned(as: UInt64.self).littleEndian
        if bytes.count > 8 {
            let rest = start.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
            low = first
            high = rest & (.max &>> UInt64(128 - bytes.count * 8))
        } else {
            low = first & (.max &>> UInt64(64 - bytes.count * 8))
            high = 0
        }
        tagAndCount = UInt32(tag) | UInt32(bytes.count) << 16
    }

    @inlinable @inline(__always)
    public init(_ word: ShortWord, tag: UInt16 = 0) {
        low = word.head
        // Of more than eight bytes the tail has the last eight, some of which stand in the head.
        high = word.count > 8 ? word.tail &>> UInt64(128 - word.count * 8) : 0
        tagAndCount = UInt32(tag) | UInt32(word.count) << 16
    }

    /// The same of a word that is in an array from `start` on, whatever lies behind its end.
    public init?(_ bytes: [UInt8], from start: Int) {
        let length = bytes.count - start
        guard length <= Self.longest, length > 0 else { return nil }
        var padded: (UInt64, UInt64) = (0, 0)
        withUnsafeMutableBytes(of: &padded) { padded in
            bytes.withUnsafeBytes { padded.copyMemory(from: UnsafeRawBufferPointer(rebasing: $0[start...])) }
        }
        low = padded.0.littleEndian
        high = padded.1.littleEndian
        tagAndCount = UInt32(length) << 16
    }

    /// Puts it behind the first `start` bytes of a text, in place of all others.
    func write(to text: inout [UInt8], from start: Int) {
        // Most stems are the word itself or its beginning.
        while text.count < start + count { text.append(0) }
        text.removeLast(text.count - start - count)
        text.withUnsafeMutableBytes { text in
            var padded = (low.littleEndian, high.littleEndian)
            withUnsafeBytes(of: &padded) {
                UnsafeMutableRawBufferPointer(rebasing: text[start...]).copyMemory(
                    from: UnsafeRawBufferPointer(rebasing: $0[..<count])
                )
            }
        }
    }

    /// The same word in small letters; `nil` where it isn't all ASCII.
    @inlinable @inline(__always)
    public var inSmallLetters: PackedWord? {
        guard (low | high) & 0x8080_8080_8080_8080 == 0 else { return nil }
        return PackedWord(low: Self.small(low), high: Self.small(high), tagAndCount: tagAndCount)
    }

    @inlinable @inline(__always)
    static func small(_ bytes: UInt64) -> UInt64 {
        let isCapital = (bytes &+ 0x3F3F_3F3F_3F3F_3F3F) & ~(bytes &+ 0x2525_2525_2525_2525) & 0x8080_8080_8080_8080
        return bytes | isCapital &>> 2
    }

    @inlinable @inline(__always)
    init(low: UInt64, high: UInt64, tagAndCount: UInt32) {
        (self.low, self.high, self.tagAndCount) = (low, high, tagAndCount)
    }

    /// No word.
    @inlinable
    init() { (low, high, tagAndCount) = (0, 0, 0) }

    @inlinable public var count: Int { Int(tagAndCount >> 16) }

    /// Writes its bytes, and zeroes up to the sixteenth one.
    @inlinable @inline(__always)
    public func write(to base: UnsafeMutablePointer<UInt8>) {
        let start = UnsafeMutableRawPointer(base)
        start.storeBytes(of: low.littleEndian, as: UInt64.self)
        start.storeBytes(of: high.littleEndian, toByteOffset: 8, as: UInt64.self)
    }

    @inlinable @inline(__always)
    public static func == (left: Self, right: Self) -> Bool {
        left.low == right.low && left.high == right.high && left.tagAndCount == right.tagAndCount
    }

    /// - Parameter bits: 1...63.
    @inlinable @inline(__always)
    func hash(bits: Int) -> Int {
        let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(tagAndCount)) &* 0xA076_1D64_78BD_642F
        return Int(truncatingIfNeeded: mixed &>> UInt64(64 - bits))
    }
}
