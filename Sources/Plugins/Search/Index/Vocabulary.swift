/// Numbers terms, which are short byte strings, from 0 on.
///
/// An open hash table over one arena: 8 bytes and the term's own bytes for each, and no allocation per term.
struct Vocabulary: Sendable {
    private var arena: [UInt8] = []
    private var starts: [UInt32] = [0]
    /// Term numbers plus 1; 0 is a free slot. The count is a power of two and at least 1.5 times that of the terms.
    private var slots = [UInt32](repeating: 0, count: 64)

    var count: Int { starts.count - 1 }

    var indices: Range<Int> { 0..<count }

    /// The bytes of a term.
    subscript(term: Int) -> ArraySlice<UInt8> { arena[Int(starts[term])..<Int(starts[term + 1])] }

    /// The number of `bytes`, if it has one.
    func find(_ bytes: [UInt8]) -> Int? {
        let slot = slots[place(of: bytes)]
        return slot == 0 ? nil : Int(slot) - 1
    }

    /// The numbers of the terms that begin with `bytes`. O(n) in the number of terms.
    func numbers(startingWith bytes: [UInt8]) -> [Int] { (0..<count).filter { self[$0].starts(with: bytes) } }

    /// The number of `bytes`, which it gets now if it has none.
    mutating func insert(_ bytes: [UInt8]) -> Int {
        let place = place(of: bytes)
        if slots[place] != 0 { return Int(slots[place]) - 1 }
        arena.append(contentsOf: bytes)
        starts.append(UInt32(arena.count))
        slots[place] = UInt32(count)
        if count * 3 > slots.count * 2 { grow() }
        return count - 1
    }

    /// The slot that holds `bytes`, or the free one where they would go.
    private func place(of bytes: [UInt8]) -> Int {
        let mask = slots.count - 1
        var place = bytes.withUnsafeBufferPointer { Self.hash($0) } & mask
        while slots[place] != 0, !isTerm(Int(slots[place]) - 1, bytes) { place = (place + 1) & mask }
        return place
    }

    private func isTerm(_ term: Int, _ bytes: [UInt8]) -> Bool {
        let start = Int(starts[term])
        guard Int(starts[term + 1]) - start == bytes.count else { return false }
        for index in 0..<bytes.count where arena[start + index] != bytes[index] { return false }
        return true
    }

    private mutating func grow() {
        var larger = [UInt32](repeating: 0, count: slots.count * 2)
        let mask = larger.count - 1
        arena.withUnsafeBufferPointer { arena in
            for term in 0..<count {
                let bytes = UnsafeBufferPointer(rebasing: arena[Int(starts[term])..<Int(starts[term + 1])])
                var place = Self.hash(bytes) & mask
                while larger[place] != 0 { place = (place + 1) & mask }
                larger[place] = UInt32(term + 1)
            }
        }
        slots = larger
    }

    /// FNV-1a, with its high bits mixed into the low ones that choose the slot.
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return Int(truncatingIfNeeded: (hash ^ (hash >> 29)) & 0x7fff_ffff)
    }
}
