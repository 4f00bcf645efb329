import Analysis
import Glibc

/// Numbers for words, given in the order in which they are first met. It keeps the words' bytes in one array, and makes no
/// strings.
struct WordTable: Sendable {
    private var bytes: [UInt8] = []
    /// Where each word begins in `bytes`, and behind the last one where it ends.
    private var starts: [UInt32] = [0]
    private var slots: [Slot]
    private var mask: Int

    /// All that finding a word of at most eight bytes takes, as most are.
    private struct Slot {
        /// The first eight bytes.
        var head: UInt64 = 0
        var byteCount: UInt32 = 0
        /// The number of the word plus one; 0 where nothing is.
        var number: UInt32 = 0
    }

    init(capacity: Int = 512) {
        var size = 64
        while size < capacity * 2 { size *= 2 }
        slots = [Slot](repeating: Slot(), count: size)
        mask = size - 1
    }

    var count: Int { starts.count - 1 }

    /// The number of `word`, which is given one if it has none.
    ///
    /// - Returns: whether the word is new, too.
    @inline(__always)
    mutating func number(of word: UnsafeBufferPointer<UInt8>) -> (number: Int, isNew: Bool) {
        let head = Self.head(word)
        let hash = Self.hash(word, head)
        let (number, place) = find(word, head, hash)
        return number >= 0 ? (number, false) : (add(word, head, place), true)
    }

    /// The number of `word`, if it has one.
    func find(_ word: UnsafeBufferPointer<UInt8>) -> Int? {
        let head = Self.head(word)
        let number = find(word, head, Self.hash(word, head)).number
        return number >= 0 ? number : nil
    }

    /// The number of a word, or -1 and the slot that it would be put into.
    @inline(__always)
    private func find(
        _ word: UnsafeBufferPointer<UInt8>,
        _ head: UInt64,
        _ hash: UInt64
    ) -> (number: Int, slot: Int) {
        var place = Int(truncatingIfNeeded: hash) & mask
        while true {
            let slot = slots[place]
            guard slot.number != 0 else { return (-1, place) }
            if slot.head == head, slot.byteCount == UInt32(truncatingIfNeeded: word.count),
                word.count <= 8 || hasTail(word, Int(slot.number) - 1)
            {
                return (Int(slot.number) - 1, place)
            }
            place = (place + 1) & mask
        }
    }

    @inline(never)
    private mutating func add(_ word: UnsafeBufferPointer<UInt8>, _ head: UInt64, _ place: Int) -> Int {
        bytes.append(contentsOf: word)
        starts.append(UInt32(truncatingIfNeeded: bytes.count))
        let byteCount = UInt32(truncatingIfNeeded: word.count)
        slots[place] = Slot(head: head, byteCount: byteCount, number: UInt32(truncatingIfNeeded: count))
        if count * 2 > slots.count { grow() }
        return count - 1
    }

    /// Whether a word is the one with this number from the ninth byte on.
    private func hasTail(_ word: UnsafeBufferPointer<UInt8>, _ number: Int) -> Bool {
        bytes.withUnsafeBufferPointer { own in
            guard let first = own.baseAddress, let other = word.baseAddress else { return false }
            if word.count <= 16 {
                let end = UnsafeRawPointer(first) + Int(starts[number + 1]) - 8
                let otherEnd = UnsafeRawPointer(other) + word.count - 8
                return end.loadUnaligned(as: UInt64.self) == otherEnd.loadUnaligned(as: UInt64.self)
            }
            return memcmp(first + Int(starts[number]) + 8, other + 8, word.count - 8) == 0
        }
    }

    private mutating func grow() {
        var larger = [Slot](repeating: Slot(), count: slots.count * 2)
        mask = larger.count - 1
        bytes.withUnsafeBufferPointer { bytes in
            for slot in slots where slot.number != 0 {
                let number = Int(slot.number) - 1
                let word = UnsafeBufferPointer(rebasing: bytes[Int(starts[number])..<Int(starts[number + 1])])
                var place = Int(truncatingIfNeeded: Self.hash(word, slot.head)) & mask
                while larger[place].number != 0 { place = (place + 1) & mask }
                larger[place] = slot
            }
        }
        slots = larger
    }

    /// The first eight bytes, or all of them and zeroes.
    @inline(__always)
    private static func head(_ word: UnsafeBufferPointer<UInt8>) -> UInt64 {
        let count = word.count
        guard count > 0, let base = word.baseAddress else { return 0 }
        let start = UnsafeRawPointer(base)
        if count >= 8 { return start.loadUnaligned(as: UInt64.self) }
        if count >= 4 {
            let low = UInt64(start.loadUnaligned(as: UInt32.self))
            let high = UInt64(start.loadUnaligned(fromByteOffset: count - 4, as: UInt32.self))
            return low | high << UInt64(8 * (count - 4))
        }
        let (first, middle, last) = (UInt64(base[0]), UInt64(base[count / 2]), UInt64(base[count - 1]))
        return first | middle << UInt64(8 * (count / 2)) | last << UInt64(8 * (count - 1))
    }

    /// Multiplications mix the bytes eight at a time, as in wyhash.
    @inline(__always)
    private static func hash(_ word: UnsafeBufferPointer<UInt8>, _ head: UInt64) -> UInt64 {
        var value = head &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(word.count)
        if word.count > 8, let base = word.baseAddress {
            let start = UnsafeRawPointer(base)
            var offset = 8
            while offset + 8 < word.count {
                value =
                    (value ^ value >> 32 ^ start.loadUnaligned(fromByteOffset: offset, as: UInt64.self))
                    &* 0xBF58_476D_1CE4_E5B9
                offset += 8
            }
            // The last eight, of which some may have been read already.
            value =
                (value ^ value >> 32 ^ start.loadUnaligned(fromByteOffset: word.count - 8, as: UInt64.self))
                &* 0x94D0_49BB_1331_11EB
        }
        value = (value ^ value >> 32) &* 0x9E37_79B9_7F4A_7C15
        return value ^ value >> 29
    }
}

extension WordTable {
    /// The words of some lines, divided by spaces.
    init(of lines: [String]) {
        self.init()
        for line in lines {
            for word in line.utf8.split(separator: 0x20) {
                _ = Array(word).withUnsafeBufferPointer { number(of: $0) }
            }
        }
    }
}
