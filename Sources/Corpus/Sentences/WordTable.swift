/// A set of short words with a small value each, looked up by their bytes without making a string.
///
/// Words are folded: ASCII letters to lower case, and nothing else, so words of other alphabets are entered in each
/// form that occurs. Words are told apart by a 64-bit hash; 2 000 words leave a chance of 1 in 10^16 for a wrong hit.
struct WordTable: Sendable {
    private let keys: [UInt64]
    private let values: [UInt8]
    private let mask: Int
    /// One bit of eight a word, by its hash: most words of a text are in no table, and this is small enough to stay near.
    private let filter: [UInt64]
    /// Bytes of the longest word.
    private let longest: Int

    /// Builds the table; the first value of a word that comes twice is kept.
    init(_ entries: [(word: String, value: UInt8)]) {
        var size = 16
        while size < entries.count * 3 { size *= 2 }
        var keys = [UInt64](repeating: 0, count: size)
        var values = [UInt8](repeating: 0, count: size)
        for entry in entries {
            let key = Self.key(of: entry.word)
            var slot = Int(truncatingIfNeeded: key) & (size - 1)
            while keys[slot] != 0, keys[slot] != key { slot = (slot + 1) & (size - 1) }
            if keys[slot] == 0 {
                keys[slot] = key
                values[slot] = entry.value
            }
        }
        self.keys = keys
        self.values = values
        mask = size - 1
        longest = entries.reduce(0) { max($0, $1.word.utf8.count) }
        var filter = [UInt64](repeating: 0, count: max(size / 24, 1))
        for key in keys where key != 0 { filter[Self.place(of: key, in: filter.count)] |= 1 << (key >> 1 & 63) }
        self.filter = filter
    }

    /// The value of the word in `range`, nil when it is not in the table.
    func value(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt8? {
        guard range.count <= longest else { return nil }
        var hash = Hash()
        for index in range { hash.add(text[index]) }
        return value(of: hash)
    }

    func contains(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
        value(text, range) != nil
    }

    /// The value of the word whose bytes were added to `hash`.
    func value(of hash: Hash) -> UInt8? {
        let key = hash.key
        guard filter[Self.place(of: key, in: filter.count)] & 1 << (key >> 1 & 63) != 0 else { return nil }
        var slot = Int(truncatingIfNeeded: key) & mask
        while keys[slot] != 0 {
            if keys[slot] == key { return values[slot] }
            slot = (slot + 1) & mask
        }
        return nil
    }

    @inline(__always)
    private static func place(of key: UInt64, in count: Int) -> Int {
        Int(truncatingIfNeeded: (key >> 32) &* UInt64(count) >> 32)
    }

    private static func key(of word: String) -> UInt64 {
        var hash = Hash()
        for byte in word.utf8 { hash.add(byte) }
        return hash.key
    }

    /// The running hash of a word (FNV-1a, mixed at the end).
    struct Hash {
        private var state: UInt64 = 0xCBF2_9CE4_8422_2325

        @inline(__always)
        mutating func add(_ byte: UInt8) {
            let folded = byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
            state = (state ^ UInt64(folded)) &* 0x0000_0100_0000_01B3
        }

        /// Never 0, which marks a free slot.
        var key: UInt64 {
            var value = state
            value = (value ^ (value >> 31)) &* 0x9E37_79B9_7F4A_7C15
            return (value ^ (value >> 29)) | 1
        }
    }
}
