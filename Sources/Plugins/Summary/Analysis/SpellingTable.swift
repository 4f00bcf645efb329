import Analysis
import Glibc

/// What is known of words as they are written.
///
/// All of a word of at most sixteen bytes stands in one slot with what is known of it, so that one look at memory finds
/// most words: that look is what reading a text waits for.
struct SpellingTable: Sendable {
    private(set) var count = 0
    private var slots: [Slot]
    private var mask: Int
    /// The bytes of longer words, one after the other.
    private var bytes: [UInt8] = []

    /// A word as it is compared.
    struct Key {
        /// The first eight bytes, or a hash of all where there are more than sixteen.
        fileprivate let head: UInt64
        /// The last eight bytes where there are more than eight.
        fileprivate let tail: UInt64
        fileprivate let byteCount: UInt32

        @inline(__always)
        init(_ word: ShortWord) {
            (head, tail) = (word.head, word.tail)
            byteCount = UInt32(truncatingIfNeeded: word.count)
        }

        /// A word of any length, at least one byte.
        init(_ word: UnsafeBufferPointer<UInt8>) {
            let count = word.count
            byteCount = UInt32(truncatingIfNeeded: count)
            switch count {
            case ...8: (head, tail) = (Self.bytes(of: word, from: 0, count), 0)
            case ...16: (head, tail) = (Self.bytes(of: word, from: 0, 8), Self.bytes(of: word, from: count - 8, 8))
            default:
                var hash = UInt64(count)
                for start in stride(from: 0, to: count, by: 8) {
                    hash = (hash ^ hash >> 32) &* 0xBF58_476D_1CE4_E5B9
                    hash ^= Self.bytes(of: word, from: start, min(8, count - start))
                }
                (head, tail) = (hash, 0)
            }
        }

        private static func bytes(of word: UnsafeBufferPointer<UInt8>, from start: Int, _ count: Int) -> UInt64 {
            var bytes: UInt64 = 0
            for place in 0..<count { bytes |= UInt64(word[start + place]) << UInt64(8 * place) }
            return bytes
        }

        @inline(__always)
        fileprivate var isLong: Bool { byteCount > 16 }

        @inline(__always)
        fileprivate var hash: UInt64 { SpellingTable.hash(head, tail, byteCount) }
    }

    private struct Slot {
        var head: UInt64 = 0
        /// Of a long word, where its bytes begin in `bytes`.
        var tail: UInt64 = 0
        var word = Vocabulary.Word()
        /// 0 where nothing is.
        var byteCount: UInt32 = 0
    }

    init(capacity: Int = 4096) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        slots = [Slot](repeating: Slot(), count: size)
        mask = size - 1
    }

    /// What is known of a word of at most sixteen bytes, if anything is.
    @inline(__always)
    func find(_ key: Key) -> Vocabulary.Word? {
        let (mask, slots) = (mask, slots.span)
        var place = Int(truncatingIfNeeded: key.hash) & mask
        while true {
            // The mask keeps every place inside.
            let slot = slots[unchecked: place]
            if slot.head == key.head, slot.tail == key.tail, slot.byteCount == key.byteCount { return slot.word }
            guard slot.byteCount != 0 else { return nil }
            place = (place + 1) & mask
        }
    }

    /// Puts what is known of some words into `room`, up to the first of which nothing is.
    ///
    /// - Returns: its place, or the end of `range`.
    @inline(__always)
    func find(
        _ words: UnsafePointer<ShortWord>,
        _ range: Range<Int>,
        into room: UnsafeMutablePointer<Vocabulary.Word>
    ) -> Int {
        let mask = mask
        return slots.withUnsafeBufferPointer { slots in
            guard let slots = slots.baseAddress else { return range.lowerBound }
            for index in range {
                let key = Key(words[index])
                // The mask keeps every place inside.
                var place = Int(truncatingIfNeeded: key.hash) & mask
                while true {
                    let slot = slots + place
                    if slot.pointee.head == key.head, slot.pointee.tail == key.tail,
                        slot.pointee.byteCount == key.byteCount
                    {
                        room[index] = slot.pointee.word
                        break
                    }
                    guard slot.pointee.byteCount != 0 else { return index }
                    place = (place &+ 1) & mask
                }
            }
            return range.upperBound
        }
    }

    /// What is known of a word, if anything is.
    func find(_ word: UnsafeBufferPointer<UInt8>) -> Vocabulary.Word? {
        let key = Key(word)
        guard key.isLong else { return find(key) }
        var place = Int(truncatingIfNeeded: key.hash) & mask
        while slots[place].byteCount != 0 {
            if slots[place].head == key.head, slots[place].byteCount == key.byteCount,
                hasBytes(word, at: Int(slots[place].tail))
            {
                return slots[place].word
            }
            place = (place + 1) & mask
        }
        return nil
    }

    /// Adds a word that it doesn't have.
    mutating func add(_ bytes: UnsafeBufferPointer<UInt8>, _ word: Vocabulary.Word) {
        let key = Key(bytes)
        var slot = Slot(head: key.head, tail: key.tail, word: word, byteCount: key.byteCount)
        if key.isLong {
            slot.tail = UInt64(self.bytes.count)
            self.bytes.append(contentsOf: bytes)
        }
        put(slot)
        count += 1
        if count * 2 > slots.count { grow() }
    }

    private mutating func put(_ slot: Slot) {
        let tail = slot.byteCount > 16 ? 0 : slot.tail
        var place = Int(truncatingIfNeeded: Self.hash(slot.head, tail, slot.byteCount)) & mask
        while slots[place].byteCount != 0 { place = (place + 1) & mask }
        slots[place] = slot
    }

    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        mask = slots.count - 1
        for slot in old where slot.byteCount != 0 { put(slot) }
    }

    private func hasBytes(_ word: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        bytes.withUnsafeBufferPointer { own in
            guard let first = own.baseAddress, let other = word.baseAddress else { return false }
            return memcmp(first + start, other, word.count) == 0
        }
    }

    @inline(__always)
    private static func hash(_ head: UInt64, _ tail: UInt64, _ byteCount: UInt32) -> UInt64 {
        var value = head &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(byteCount)
        value = (value ^ value >> 32 ^ tail) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 29
    }
}
