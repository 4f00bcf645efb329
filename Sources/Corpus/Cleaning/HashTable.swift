/// A table from 64-bit hashes to small numbers.
struct HashTable {
    private var keys: [UInt64]
    private var values: [Int32]
    private var count = 0

    init(capacity: Int) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        keys = [UInt64](repeating: 0, count: size)
        values = [Int32](repeating: 0, count: size)
    }

    subscript(hash: UInt64) -> Int32? {
        let key = hash == 0 ? 1 : hash
        let slot = slot(of: key)
        return keys[slot] == key ? values[slot] : nil
    }

    /// Keeps the value of a hash that is known, else enters it; returns what is there.
    mutating func insert(_ hash: UInt64, value: Int32) -> Int32 {
        let key = hash == 0 ? 1 : hash
        let found = slot(of: key)
        if keys[found] == key { return values[found] }
        keys[found] = key
        values[found] = value
        count += 1
        if count * 2 > keys.count { grow() }
        return value
    }

    /// Adds bits to the value of a hash; answers whether one was missing.
    mutating func merge(_ hash: UInt64, bits: Int32) -> Bool {
        let key = hash == 0 ? 1 : hash
        let found = slot(of: key)
        guard keys[found] == key else {
            _ = insert(hash, value: bits)
            return true
        }
        let isNew = values[found] & bits != bits
        values[found] |= bits
        return isNew
    }

    private func slot(of key: UInt64) -> Int {
        let mask = keys.count - 1
        let mixed = (key ^ (key >> 32)) &* 0x9E37_79B9_7F4A_7C15
        var slot = Int(truncatingIfNeeded: mixed >> 20) & mask
        while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & mask }
        return slot
    }

    private mutating func grow() {
        let (oldKeys, oldValues) = (keys, values)
        keys = [UInt64](repeating: 0, count: oldKeys.count * 2)
        values = [Int32](repeating: 0, count: oldKeys.count * 2)
        for (index, key) in oldKeys.enumerated() where key != 0 {
            let slot = slot(of: key)
            keys[slot] = key
            values[slot] = oldValues[index]
        }
    }
}
