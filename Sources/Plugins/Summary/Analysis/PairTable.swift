/// Numbers for pairs of numbers, given in the order in which they are first met, each told once a sentence.
struct PairTable: Sendable {
    private(set) var count = 0
    private var slots: [Slot]
    private var mask: Int

    private struct Slot {
        var key: UInt64 = 0
        /// Plus one; 0 where nothing is.
        var number: UInt32 = 0
        /// The last sentence that has the pair.
        var sentence: UInt32 = 0
    }

    init(capacity: Int = 1024) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        slots = [Slot](repeating: Slot(), count: size)
        mask = size - 1
    }

    /// The number of a pair, or `nil` where it was told for this sentence already.
    @inline(__always)
    mutating func number(of left: UInt32, _ right: UInt32, in sentence: UInt32) -> UInt32? {
        let key = UInt64(left) << 32 | UInt64(right)
        let slot = place(of: key)
        guard slots[slot].number > 0 else { return add(key, at: slot, sentence) }
        guard slots[slot].sentence != sentence else { return nil }
        slots[slot].sentence = sentence
        return slots[slot].number - 1
    }

    /// The number of a pair, which is given one if it has none.
    mutating func number(of left: UInt32, _ right: UInt32) -> Int {
        let key = UInt64(left) << 32 | UInt64(right)
        let slot = place(of: key)
        return Int(slots[slot].number > 0 ? slots[slot].number - 1 : add(key, at: slot, 0))
    }

    /// The slot of a pair, or the free one where it belongs.
    @inline(__always)
    private func place(of key: UInt64) -> Int {
        var slot = Self.slot(of: key, mask)
        while slots[slot].number != 0, slots[slot].key != key { slot = (slot + 1) & mask }
        return slot
    }

    @inline(__always)
    private mutating func add(_ key: UInt64, at slot: Int, _ sentence: UInt32) -> UInt32 {
        count += 1
        slots[slot] = Slot(key: key, number: UInt32(count), sentence: sentence)
        if count * 2 > slots.count { grow() }
        return UInt32(count - 1)
    }

    @inline(never)
    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        mask = slots.count - 1
        for pair in old where pair.number != 0 {
            var slot = Self.slot(of: pair.key, mask)
            while slots[slot].number != 0 { slot = (slot + 1) & mask }
            slots[slot] = pair
        }
    }

    @inline(__always)
    private static func slot(of key: UInt64, _ mask: Int) -> Int {
        let mixed = (key ^ (key >> 31)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 29) & mask
    }
}
