/// Numbers for pairs of numbers, given in the order in which they are first met, each told once a sentence.
///
/// It can be used again for other texts, without being cleared: what it has is known as theirs by later sentences.
struct PairTable: Sendable {
    private(set) var count = 0
    private var slots: [Slot]
    private var mask: Int

    private struct Slot {
        var key: UInt64 = 0
        var number: UInt32 = 0
        /// The last sentence that has the pair, counted over all texts; 0 where nothing is.
        var sentence: UInt32 = 0
    }

    /// The sentences of earlier texts: what has no later one is free.
    private var earlier: UInt32 = 0
    /// The last sentence that was met.
    private var latest: UInt32 = 0

    init(capacity: Int = 1024) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        slots = [Slot](repeating: Slot(), count: size)
        mask = size - 1
    }

    /// How much memory it takes, in pairs.
    var slotCount: Int { slots.count }

    /// Forgets all pairs.
    ///
    /// - Parameter capacity: how many pairs there will be, about.
    mutating func beginTexts(capacity: Int) {
        count = 0
        earlier = latest
        // Far larger than what is wanted, it would leave the caches of the processor.
        if slots.count < capacity * 2 || slots.count / 32 > max(capacity, 64) || latest > .max / 2 {
            self = PairTable(capacity: capacity)
        }
    }

    /// The number of a pair, or `nil` where it was told for this sentence already.
    ///
    /// - Parameter sentence: from 1, never lower than before.
    @inline(__always)
    mutating func number(of left: UInt32, _ right: UInt32, in sentence: UInt32) -> UInt32? {
        let key = UInt64(left) << 32 | UInt64(right)
        let slot = place(of: key)
        let met = slots[slot].sentence
        latest = earlier + sentence
        guard met > earlier else { return add(key, at: slot) }
        guard met != latest else { return nil }
        slots[slot].sentence = latest
        return slots[slot].number
    }

    /// The number of a pair, which is given one if it has none.
    mutating func number(of left: UInt32, _ right: UInt32) -> Int {
        let key = UInt64(left) << 32 | UInt64(right)
        let slot = place(of: key)
        latest = earlier + 1
        return Int(slots[slot].sentence > earlier ? slots[slot].number : add(key, at: slot))
    }

    /// The slot of a pair, or the free one where it belongs.
    @inline(__always)
    private func place(of key: UInt64) -> Int {
        var slot = Self.slot(of: key, mask)
        while slots[slot].sentence > earlier, slots[slot].key != key { slot = (slot + 1) & mask }
        return slot
    }

    @inline(__always)
    private mutating func add(_ key: UInt64, at slot: Int) -> UInt32 {
        let number = UInt32(truncatingIfNeeded: count)
        count += 1
        slots[slot] = Slot(key: key, number: number, sentence: latest)
        if count * 2 > slots.count { grow() }
        return number
    }

    @inline(never)
    private mutating func grow() {
        let old = slots
        slots = [Slot](repeating: Slot(), count: old.count * 2)
        mask = slots.count - 1
        for pair in old where pair.sentence > earlier {
            var slot = Self.slot(of: pair.key, mask)
            while slots[slot].sentence > earlier { slot = (slot + 1) & mask }
            slots[slot] = pair
        }
    }

    @inline(__always)
    private static func slot(of key: UInt64, _ mask: Int) -> Int {
        let mixed = (key ^ (key >> 31)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 29) & mask
    }
}
