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

    /// Numbers the pairs of neighbouring words of a sentence, without those of two stop words.
    ///
    /// - Parameters:
    ///   - count: of its words.
    ///   - sentence: from 1, never lower than before.
    ///   - row: holds the words and their numbers, and takes the pairs, each once.
    /// - Returns: how many there are.
    mutating func number(pairsOf count: Int, in sentence: UInt32, _ row: SentenceRow) -> Int {
        while (self.count + count) * 2 > slots.count { grow() }
        latest = earlier + sentence
        guard count > 1 else { return 0 }
        let pairCount = slots.withUnsafeMutableBufferPointer { slots -> (here: Int, all: UInt32) in
            guard let slots = slots.baseAddress else { return (0, 0) }
            return Self.number(slots, mask, count, row, latest, earlier, UInt32(truncatingIfNeeded: self.count))
        }
        self.count = Int(pairCount.all)
        return pairCount.here
    }

    /// Without a look at the bounds for each pair: the mask keeps every place inside.
    private static func number(
        _ slots: UnsafeMutablePointer<Slot>,
        _ mask: Int,
        _ count: Int,
        _ row: SentenceRow,
        _ latest: UInt32,
        _ earlier: UInt32,
        _ pairCount: UInt32
    ) -> (here: Int, all: UInt32) {
        let (words, numbers, pairs) = (row.words, row.numbers, row.pairs)
        var (newPairs, number, index) = (0, pairCount, 1)
        while index < count {
            let isEmpty = words[index &- 1].isStop && words[index].isStop
            let key = Self.key(numbers[index &- 1], numbers[index])
            index &+= 1
            if isEmpty { continue }
            var slot = slots + Self.slot(of: key, mask)
            while slot.pointee.sentence > earlier, slot.pointee.key != key {
                slot = slots + ((slot - slots &+ 1) & mask)
            }
            let met = slot.pointee.sentence
            if met == latest { continue }
            slot.pointee.sentence = latest
            if met <= earlier {
                (slot.pointee.key, slot.pointee.number) = (key, number)
                number &+= 1
            }
            pairs[newPairs] = slot.pointee.number
            newPairs &+= 1
        }
        return (newPairs, number)
    }

    /// The number of a pair, which is given one if it has none.
    mutating func number(of left: UInt32, _ right: UInt32) -> Int {
        let key = Self.key(left, right)
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
    private static func key(_ left: UInt32, _ right: UInt32) -> UInt64 { UInt64(left) << 32 | UInt64(right) }

    @inline(__always)
    private static func slot(of key: UInt64, _ mask: Int) -> Int {
        let mixed = (key ^ (key >> 31)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 29) & mask
    }
}
