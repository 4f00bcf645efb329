/// A word of at most sixteen letters of ASCII, in small letters, without memory of its own.
public struct ShortWord: Sendable, Hashable {
    /// Its first eight bytes, the first one lowest; zeroes behind a shorter word.
    public let head: UInt64
    /// Its last eight bytes where it has more than eight, some of which may stand in `head` too; else 0.
    public let tail: UInt64
    public let count: Int

    /// Calls `body` with its bytes, which are valid until it returns.
    public func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 16) { bytes in
            guard let base = UnsafeMutableRawPointer(bytes.baseAddress) else { return body(UnsafeBufferPointer(bytes)) }
            base.storeBytes(of: head.littleEndian, as: UInt64.self)
            base.storeBytes(of: 0, toByteOffset: 8, as: UInt64.self)
            if count > 8 { base.storeBytes(of: tail.littleEndian, toByteOffset: count - 8, as: UInt64.self) }
            return body(UnsafeBufferPointer(rebasing: bytes[..<count]))
        }
    }
}

extension SurfaceScanner {
    /// The next surface, where it is a word of at most sixteen letters of ASCII of which only the first may be a capital,
    /// as most words of most European texts are; `nil` where it may be anything else, and then nothing has been read but
    /// what stands before it.
    ///
    /// - Precondition: the folding is not Turkic.
    public mutating func nextShort() -> ShortWord? {
        var position = index
        let word = readShort(&position)
        index = position
        return word
    }

    /// Reads such words into `room`, up to the first surface that may be anything else.
    ///
    /// - Parameter most: for so many there is room.
    /// - Returns: how many.
    mutating func readShorts(into room: UnsafeMutablePointer<ShortWord>, most: Int) -> Int {
        // A local copy: the compiler can't know that writing words doesn't change it.
        var (count, position) = (0, index)
        while count < most, let word = readShort(&position) {
            room[count] = word
            count += 1
        }
        index = position
        return count
    }

    @inline(__always)
    private func readShort(_ index: inout Int) -> ShortWord? {
        let (bytes, end, ascii) = (bytes, end, ascii)
        var position = index
        let begins = CharacterTable.simple | CharacterTable.wide
        while position < end, ascii[Int(bytes[position])] & begins == 0 { position += 1 }
        index = position
        guard position + 16 <= bytes.count, let base = bytes.baseAddress else { return nil }
        let start = UnsafeRawPointer(base + position)
        let first = start.loadUnaligned(as: UInt64.self).littleEndian
        var count = Self.letterCount(first)
        guard count > 0, Self.capitals(first, count) & ~0x80 == 0 else { return nil }
        var (head, tail) = (first | Self.small, UInt64(0))
        if count < 8 {
            head &= ~0 >> UInt64(64 - count * 8)
        } else {
            let second = start.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
            let more = Self.letterCount(second)
            if more > 0 {
                guard Self.capitals(second, more) == 0 else { return nil }
                count += more
                tail = start.loadUnaligned(fromByteOffset: count - 8, as: UInt64.self).littleEndian | Self.small
            }
        }
        let behind = position + count
        guard behind <= end, endsWord(at: behind) else { return nil }
        index = behind
        return ShortWord(head: head, tail: tail, count: count)
    }

    /// Whether no word goes on at `position`, where letters end: behind a space, or a sign that joins nothing.
    @inline(__always)
    private func endsWord(at position: Int) -> Bool {
        guard position < end else { return true }
        let sign = bytes[position]
        let entry = ascii[Int(sign)]
        if entry == 0 { return true }
        guard entry & (CharacterTable.simple | CharacterTable.wide | CharacterTable.ending) == 0 else { return false }
        guard position + 1 < end else { return true }
        let next = bytes[position + 1]
        return next != sign && ascii[Int(next)] & (CharacterTable.simple | CharacterTable.wide) == 0
    }

    private static let small: UInt64 = 0x2020_2020_2020_2020

    /// How many letters of ASCII the lowest bytes are.
    @inline(__always)
    private static func letterCount(_ bytes: UInt64) -> Int {
        let low = (bytes | small) & 0x7F7F_7F7F_7F7F_7F7F
        let letters = (low &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(low &+ 0x0505_0505_0505_0505) & ~bytes
        return (~letters & 0x8080_8080_8080_8080).trailingZeroBitCount >> 3
    }

    /// The highest bit of those of the lowest bytes that are capitals, if they are letters.
    ///
    /// - Parameter count: 1...8.
    @inline(__always)
    private static func capitals(_ bytes: UInt64, _ count: Int) -> UInt64 {
        ~(bytes << 2) & 0x8080_8080_8080_8080 & (~0 >> UInt64(64 - count * 8))
    }
}
