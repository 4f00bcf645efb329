import Analysis
import Corpus
import Glibc

/// Numbers byte strings from 0 on; equal strings with different tags are different.
///
/// An open hash table over one arena: 8 bytes for a slot, 12 and the string's own bytes, and no allocation for each.
///
/// Used by one thread.
struct ByteStringTable: ~Copyable {
    /// Record after record: the number (4 bytes), the tag (2), the length (2), and the bytes.
    private var arena: UnsafeMutableRawPointer
    private var arenaCapacity: Int
    private var arenaCount = 0
    /// Where the record of each number begins.
    private var starts = PlainBuffer<UInt32>(capacity: 1 << 12)
    /// The hash in the high half, the start of the record plus 1 in the low one; 0 is free. The capacity is a power of two
    /// and at least twice the count. A look-up so touches two places of memory, of which a long table has neither at hand.
    private var slots: UnsafeMutablePointer<UInt64>
    private var slotCapacity: Int
    private(set) var count = 0
    /// What `prepare` has read: something has to become of it, or the compiler would leave it out.
    private var prepared: UInt64 = 0

    private static let headSize = 8
    /// Of a record, and more: what is not filled costs nothing, and growing would mean to fill other pages.
    private static let meanSize = 64
    /// Longer strings are told apart by so many bytes.
    private static let longest = Int(UInt16.max)

    /// - Parameters:
    ///   - expected: about how many strings there will be.
    ///   - slots: how many to begin with, a power of two.
    init(count expected: Int = 0, slots first: Int = 1 << 13) {
        slotCapacity = first
        while slotCapacity < expected * 2 { slotCapacity *= 2 }
        arenaCapacity = max(1 << 16, expected * Self.meanSize)
        arena = Self.arena(arenaCapacity)
        slots = Self.freeSlots(slotCapacity)
    }

    deinit {
        arena.deallocate()
        free(slots)
    }

    private static func arena(_ capacity: Int) -> UnsafeMutableRawPointer {
        let arena = UnsafeMutableRawPointer.allocate(byteCount: capacity, alignment: 8)
        LargeMemory.advise(UnsafeRawBufferPointer(start: arena, count: capacity))
        return arena
    }

    /// So many slots that are free: of many the system gives memory that is zero, and nobody has to fill it again.
    private static func freeSlots(_ capacity: Int) -> UnsafeMutablePointer<UInt64> {
        guard let memory = calloc(capacity, MemoryLayout<UInt64>.stride) else {
            fatalError("no memory for \(capacity) slots")
        }
        LargeMemory.fill(UnsafeRawBufferPointer(start: memory, count: capacity * MemoryLayout<UInt64>.stride))
        return memory.bindMemory(to: UInt64.self, capacity: capacity)
    }

    /// The bytes of a string, until the next one is added.
    subscript(number: Int) -> UnsafeBufferPointer<UInt8> {
        let record = arena + Int(starts[number])
        let length = Int(record.loadUnaligned(fromByteOffset: 6, as: UInt16.self))
        return UnsafeBufferPointer(
            start: (record + Self.headSize).assumingMemoryBound(to: UInt8.self),
            count: length
        )
    }

    /// Multiplies and folds eight bytes at a time, as wyhash does (Wang Yi, 2019).
    @inline(__always)
    static func hash(_ bytes: UnsafeBufferPointer<UInt8>, _ tag: UInt16) -> UInt32 {
        guard let base = bytes.baseAddress, !bytes.isEmpty else { return 0 }
        var hash = UInt64(bytes.count) &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(tag)
        let start = UnsafeRawPointer(base)
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
        insert(bytes, tag: tag, hash: Self.hash(bytes, tag))
    }

    /// - Parameter hash: that of `bytes`.
    @inline(__always)
    mutating func insert(_ bytes: UnsafeBufferPointer<UInt8>, tag: UInt16, hash: UInt32) -> Int {
        let bytes = bytes.count <= Self.longest ? bytes : UnsafeBufferPointer(rebasing: bytes[..<Self.longest])
        let mask = slotCapacity - 1
        var place = Int(hash) & mask
        while slots[place] != 0 {
            if UInt32(truncatingIfNeeded: slots[place] >> 32) == hash {
                let record = arena + (Int(UInt32(truncatingIfNeeded: slots[place])) - 1)
                let known = UInt32(tag) | UInt32(bytes.count) << 16
                if record.loadUnaligned(fromByteOffset: 4, as: UInt32.self) == known,
                    Self.isEqual(record + Self.headSize, bytes)
                {
                    return Int(record.loadUnaligned(as: UInt32.self))
                }
            }
            place = (place + 1) & mask
        }
        return add(bytes, hash: hash, tag: tag, at: place)
    }

    /// Reads what it takes to look up so many hashes, so that the processor waits for all of it at once: a table of
    /// megabytes keeps it waiting for each by itself far longer than the look-up takes.
    mutating func prepare(_ hashes: UnsafeBufferPointer<UInt32>) {
        let mask = slotCapacity - 1
        var read: UInt64 = 0
        withUnsafeTemporaryAllocation(of: UInt64.self, capacity: hashes.count) { found in
            for index in 0..<hashes.count { found[index] = slots[Int(hashes[index]) & mask] }
            for index in 0..<hashes.count where found[index] != 0 {
                let place = Int(UInt32(truncatingIfNeeded: found[index])) - 1
                read &+= UInt64((arena + place).loadUnaligned(as: UInt32.self))
            }
        }
        prepared &+= read
    }

    mutating func insert(_ bytes: [UInt8]) -> Int { bytes.withUnsafeBufferPointer { insert($0) } }

    @inline(__always)
    private static func isEqual(_ record: UnsafeRawPointer, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard let base = bytes.baseAddress else { return true }
        let start = UnsafeRawPointer(base)
        var place = 0
        while place + 8 <= bytes.count {
            guard
                record.loadUnaligned(fromByteOffset: place, as: UInt64.self)
                    == start.loadUnaligned(fromByteOffset: place, as: UInt64.self)
            else { return false }
            place += 8
        }
        while place < bytes.count {
            guard record.load(fromByteOffset: place, as: UInt8.self) == bytes[place] else { return false }
            place += 1
        }
        return true
    }

    @inline(never)
    private mutating func add(
        _ bytes: UnsafeBufferPointer<UInt8>,
        hash: UInt32,
        tag: UInt16,
        at place: Int
    ) -> Int {
        let end = arenaCount + Self.headSize + bytes.count
        if end > arenaCapacity {
            let capacity = max(arenaCapacity * 2, end)
            let larger = Self.arena(capacity)
            larger.copyMemory(from: arena, byteCount: arenaCount)
            arena.deallocate()
            arena = larger
            arenaCapacity = capacity
        }
        let record = arena + arenaCount
        record.storeBytes(of: UInt32(count), as: UInt32.self)
        record.storeBytes(of: UInt32(tag) | UInt32(bytes.count) << 16, toByteOffset: 4, as: UInt32.self)
        if let base = bytes.baseAddress { (record + Self.headSize).copyMemory(from: base, byteCount: bytes.count) }
        starts.append(UInt32(arenaCount))
        slots[place] = UInt64(hash) << 32 | UInt64(arenaCount + 1)
        arenaCount = end
        count += 1
        if count * 2 > slotCapacity { growSlots() }
        return count - 1
    }

    private mutating func growSlots() {
        let larger = Self.freeSlots(slotCapacity * 2)
        let mask = slotCapacity * 2 - 1
        for index in 0..<slotCapacity where slots[index] != 0 {
            var place = Int(slots[index] >> 32) & mask
            while larger[place] != 0 { place = (place + 1) & mask }
            larger[place] = slots[index]
        }
        free(slots)
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
        base = Self.memory(self.capacity, nil)
    }

    deinit { free(base) }

    @inline(__always)
    mutating func append(_ value: Value) {
        if count == capacity { grow() }
        base[count] = value
        count += 1
    }

    @inline(__always)
    subscript(index: Int) -> Value {
        get { base[index] }
        set { base[index] = newValue }
    }

    @inline(__always)
    mutating func append(_ values: UnsafeBufferPointer<Value>) {
        while count + values.count > capacity { grow() }
        if let start = values.baseAddress { memcpy(base + count, start, values.count * MemoryLayout<Value>.stride) }
        count += values.count
    }

    @inline(__always)
    mutating func reserve(_ wanted: Int) { while capacity < wanted { grow() } }

    /// Room for so many values in place of all others, which `take` says are written.
    mutating func room(for wanted: Int) -> UnsafeMutablePointer<Value> {
        reserve(wanted)
        return base
    }

    /// - Precondition: there is room for so many values.
    mutating func take(_ number: Int) { count = number }

    mutating func removeAll() { count = 0 }

    mutating func removeLast(_ number: Int) { count -= number }

    @inline(never)
    private mutating func grow() {
        capacity *= 2
        base = Self.memory(capacity, base)
    }

    /// Memory for so many values in place of `earlier`, whose content it has: of megabytes the system moves the pages.
    private static func memory(_ capacity: Int, _ earlier: UnsafeMutablePointer<Value>?) -> UnsafeMutablePointer<Value>
    {
        let byteCount = capacity * MemoryLayout<Value>.stride
        guard let memory = realloc(earlier, byteCount) else { fatalError("no memory for \(byteCount) bytes") }
        LargeMemory.advise(UnsafeRawBufferPointer(start: memory, count: byteCount))
        return memory.bindMemory(to: Value.self, capacity: capacity)
    }
}

extension PlainBuffer<UInt8> {
    /// Appends the bytes of a word, behind which more can be written and read.
    @inline(__always)
    mutating func append(_ word: PackedWord) {
        reserve(count + PackedWord.longest)
        word.write(to: base + count)
        take(count + word.count)
    }
}
