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
        let (mask, earlier, latest) = (mask, earlier, latest)
        var (newPairs, number) = (0, UInt32(truncatingIfNeeded: self.count))
        // Without a look at the bounds for each pair: the mask keeps every place inside.
        slots.withUnsafeMutableBufferPointer { slots in
            for index in 1..<max(count, 1) where !(row.words[index - 1].isStop && row.words[index].isStop) {
                let key = Self.key(row.numbers[index - 1], row.numbers[index])
                var place = Self.slot(of: key, mask)
                while slots[place].sentence > earlier, slots[place].key != key { place = (place + 1) & mask }
                let met = slots[place].sentence
                if met == latest { continue }
                if met > earlier {
                    slots[place].sentence = latest
                    row.pairs[newPairs] = slots[place].number
                } else {
                    slots[place] = Slot(key: key, number: number, sentence: latest)
                    row.pairs[newPairs] = number
                    number += 1
                }
                newPairs += 1
            }
        }
        self.count = Int(number)
        return newPairs
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
