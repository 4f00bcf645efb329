/// Numbers for words, given in the order in which they are first met. It keeps the words' bytes in one array, and makes no
/// strings.
struct WordTable: Sendable {
    private(set) var count = 0
    private var bytes: [UInt8] = []
    /// The first byte of each word, and behind the last one the end of all.
    private var starts: [UInt32] = [0]
    /// For each slot the upper half of the hash and the number of the word plus one; 0 where nothing is.
    private var slots: [UInt64]
    private var mask: Int

    init(capacity: Int = 512) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        slots = [UInt64](repeating: 0, count: size)
        mask = size - 1
    }

    /// The number of `word`, which is given one if it has none.
    ///
    /// - Returns: whether the word is new, too.
    mutating func number(of word: [UInt8]) -> (number: Int, isNew: Bool) {
        let hash = Self.hash(word)
        let tag = hash & 0xFFFF_FFFF_0000_0000
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let entry = slots[slot]
            let number = Int(entry & 0xFFFF_FFFF) - 1
            if entry & 0xFFFF_FFFF_0000_0000 == tag, matches(word, number) { return (number, false) }
            slot = (slot + 1) & mask
        }
        slots[slot] = tag | UInt64(count + 1)
        bytes.append(contentsOf: word)
        starts.append(UInt32(bytes.count))
        count += 1
        if count * 2 > slots.count { grow() }
        return (count - 1, true)
    }

    /// The number of `word`, if it has one.
    func find(_ word: [UInt8]) -> Int? {
        let hash = Self.hash(word)
        let tag = hash & 0xFFFF_FFFF_0000_0000
        var slot = Int(truncatingIfNeeded: hash) & mask
        while slots[slot] != 0 {
            let entry = slots[slot]
            let number = Int(entry & 0xFFFF_FFFF) - 1
            if entry & 0xFFFF_FFFF_0000_0000 == tag, matches(word, number) { return number }
            slot = (slot + 1) & mask
        }
        return nil
    }

    private func matches(_ word: [UInt8], _ number: Int) -> Bool {
        let start = Int(starts[number])
        guard Int(starts[number + 1]) - start == word.count else { return false }
        for index in word.indices where bytes[start + index] != word[index] { return false }
        return true
    }

    private mutating func grow() {
        let size = slots.count * 2
        slots = [UInt64](repeating: 0, count: size)
        mask = size - 1
        var word: [UInt8] = []
        for number in 0..<count {
            word.removeAll(keepingCapacity: true)
            word.append(contentsOf: bytes[Int(starts[number])..<Int(starts[number + 1])])
            let hash = Self.hash(word)
            var slot = Int(truncatingIfNeeded: hash) & mask
            while slots[slot] != 0 { slot = (slot + 1) & mask }
            slots[slot] = hash & 0xFFFF_FFFF_0000_0000 | UInt64(number + 1)
        }
    }

    /// FNV-1a, mixed at the end.
    private static func hash(_ word: [UInt8]) -> UInt64 {
        var value: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in word { value = (value ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        value = (value ^ (value >> 32)) &* 0x9E37_79B9_7F4A_7C15
        return value ^ (value >> 29)
    }
}

/// Numbers for pairs of numbers, given in the order in which they are first met.
struct PairTable: Sendable {
    private(set) var count = 0
    /// The pairs and their numbers plus one; 0 where nothing is.
    private var keys: [UInt64]
    private var numbers: [UInt32]
    private var mask: Int

    init(capacity: Int = 1024) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        numbers = [UInt32](repeating: 0, count: size)
        mask = size - 1
    }

    mutating func number(of left: UInt32, _ right: UInt32) -> Int {
        let key = UInt64(left) << 32 | UInt64(right)
        var slot = Self.slot(of: key, mask)
        while numbers[slot] != 0 {
            if keys[slot] == key { return Int(numbers[slot]) - 1 }
            slot = (slot + 1) & mask
        }
        keys[slot] = key
        count += 1
        numbers[slot] = UInt32(count)
        if count * 2 > keys.count { grow() }
        return count - 1
    }

    private mutating func grow() {
        let (oldKeys, oldNumbers) = (keys, numbers)
        let size = keys.count * 2
        keys = [UInt64](repeating: 0, count: size)
        numbers = [UInt32](repeating: 0, count: size)
        mask = size - 1
        for index in oldKeys.indices where oldNumbers[index] != 0 {
            var slot = Self.slot(of: oldKeys[index], mask)
            while numbers[slot] != 0 { slot = (slot + 1) & mask }
            keys[slot] = oldKeys[index]
            numbers[slot] = oldNumbers[index]
        }
    }

    private static func slot(of key: UInt64, _ mask: Int) -> Int {
        let mixed = (key ^ (key >> 31)) &* 0x9E37_79B9_7F4A_7C15
        return Int(truncatingIfNeeded: mixed >> 29) & mask
    }
}
