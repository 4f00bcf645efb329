/// Numbers byte strings from 0 on; equal strings with different tags are different.
///
/// An open hash table over one arena: 8 bytes for a slot and the string's own bytes, and no allocation for each.
///
/// Used by one thread.
struct ByteStringTable: ~Copyable {
    private var arena: UnsafeMutablePointer<UInt8>
    private var arenaCapacity = 1 << 16
    private var starts: UnsafeMutablePointer<UInt32>
    private var startCapacity = 1 << 12
    /// The hash in the high half, the number plus 1 in the low one; 0 is free. The capacity is a power of two and at least
    /// twice the count.
    private var slots: UnsafeMutablePointer<UInt64>
    private var slotCapacity = 1 << 13
    private var tags: UnsafeMutablePointer<UInt16>
    private(set) var count = 0

    init() {
        tags = .allocate(capacity: startCapacity)
        arena = .allocate(capacity: arenaCapacity)
        starts = .allocate(capacity: startCapacity)
        starts[0] = 0
        slots = .allocate(capacity: slotCapacity)
        slots.initialize(repeating: 0, count: slotCapacity)
    }

    deinit {
        arena.deallocate()
        starts.deallocate()
        slots.deallocate()
        tags.deallocate()
    }

    /// The bytes of a string, until the next one is added.
    subscript(number: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: arena + Int(starts[number]), count: Int(starts[number + 1] - starts[number]))
    }

    /// Multiplies and folds eight bytes at a time, as wyhash does (Wang Yi, 2019).
    @inline(__always)
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ tag: UInt16) -> UInt32 {
        var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(tag)
        let start = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped)
        var place = 0
        while place + 8 <= bytes.count {
            hash = mixed(hash, start.loadUnaligned(fromByteOffset: place, as: UInt64.self))
            place += 8
        }
        let left = bytes.count - place
        var rest: UInt64 = 0
        if left >= 4 {
            let first = start.loadUnaligned(fromByteOffset: place, as: UInt32.self)
            let last = start.loadUnaligned(fromByteOffset: bytes.count - 4, as: UInt32.self)
            rest = UInt64(first) << 32 | UInt64(last)
        } else if left > 0 {
            rest = UInt64(bytes[place]) << 16 | UInt64(bytes[place + left / 2]) << 8 | UInt64(bytes[bytes.count - 1])
        }
        hash = mixed(hash, rest)
        return UInt32(truncatingIfNeeded: hash ^ hash >> 32)
    }

    @inline(__always)
    private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
        let product = (hash ^ word).multipliedFullWidth(by: 0xA076_1D64_78BD_642F)
        return product.high ^ product.low
    }

    /// The number of `bytes`, which it gets now if it has none.
    @inline(__always)
    mutating func insert(_ bytes: UnsafeBufferPointer<UInt8>, tag: UInt16 = 0) -> Int {
        let hash = bytes.isEmpty ? 0 : Self.hash(bytes, tag)
        let mask = slotCapacity - 1
        var place = Int(hash) & mask
        while slots[place] != 0 {
            if UInt32(truncatingIfNeeded: slots[place] >> 32) == hash {
                let number = Int(UInt32(truncatingIfNeeded: slots[place])) - 1
                if tags[number] == tag, isEqual(number, bytes) { return number }
            }
            place = (place + 1) & mask
        }
        return add(bytes, hash: hash, tag: tag, at: place)
    }

    mutating func insert(_ bytes: [UInt8]) -> Int { bytes.withUnsafeBufferPointer { insert($0) } }

    @inline(__always)
    private func isEqual(_ number: Int, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        let start = Int(starts[number])
        guard Int(starts[number + 1]) - start == bytes.count else { return false }
        for index in 0..<bytes.count where arena[start + index] != bytes[index] { return false }
        return true
    }

    @inline(never)
    private mutating func add(
        _ bytes: UnsafeBufferPointer<UInt8>,
        hash: UInt32,
        tag: UInt16,
        at place: Int
    ) -> Int {
        let end = Int(starts[count])
        if end + bytes.count > arenaCapacity {
            arena = Self.grown(arena, end, to: max(arenaCapacity * 2, end + bytes.count))
            arenaCapacity = max(arenaCapacity * 2, end + bytes.count)
        }
        if count + 2 > startCapacity {
            starts = Self.grown(starts, count + 1, to: startCapacity * 2)
            tags = Self.grown(tags, count, to: startCapacity * 2)
            startCapacity *= 2
        }
        for index in 0..<bytes.count { arena[end + index] = bytes[index] }
        tags[count] = tag
        count += 1
        starts[count] = UInt32(end + bytes.count)
        slots[place] = UInt64(hash) << 32 | UInt64(count)
        if count * 2 > slotCapacity { growSlots() }
        return count - 1
    }

    private static func grown<Value>(
        _ old: UnsafeMutablePointer<Value>,
        _ count: Int,
        to capacity: Int
    ) -> UnsafeMutablePointer<Value> {
        let new = UnsafeMutablePointer<Value>.allocate(capacity: capacity)
        new.moveInitialize(from: old, count: count)
        old.deallocate()
        return new
    }

    private mutating func growSlots() {
        let larger = UnsafeMutablePointer<UInt64>.allocate(capacity: slotCapacity * 2)
        larger.initialize(repeating: 0, count: slotCapacity * 2)
        let mask = slotCapacity * 2 - 1
        for index in 0..<slotCapacity where slots[index] != 0 {
            var place = Int(slots[index] >> 32) & mask
            while larger[place] != 0 { place = (place + 1) & mask }
            larger[place] = slots[index]
        }
        slots.deallocate()
        slots = larger
        slotCapacity *= 2
    }
}

/// A growing run of plain values that is filled without checks for uniqueness.
struct PlainBuffer<Value: BitwiseCopyable>: ~Copyable {
    private(set) var base: UnsafeMutablePointer<Value>
    private var capacity: Int
    private(set) var count = 0

    init(capacity: Int = 1024) {
        self.capacity = max(capacity, 16)
        base = .allocate(capacity: self.capacity)
    }

    deinit { base.deallocate() }

    @inline(__always)
    mutating func append(_ value: Value) {
        if count == capacity { grow() }
        base[count] = value
        count += 1
    }

    @inline(__always)
    subscript(index: Int) -> Value { base[index] }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<Value>.allocate(capacity: capacity * 2)
        larger.update(from: base, count: count)
        base.deallocate()
        base = larger
        capacity *= 2
    }
}
