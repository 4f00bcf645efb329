import Synchronization

/// Memory that one query takes piece by piece and gives back at once, when nobody holds this any more.
///
/// Whatever reads a list holds it; whoever uses other parts of a query has to. Used by one thread.
final class QueryMemory {
    private let first: UnsafeMutableRawPointer
    // One thread uses it: nothing has to be checked.
    @exclusivity(unchecked) private var further: [UnsafeMutableRawPointer] = []
    @exclusivity(unchecked) private var place: UnsafeMutableRawPointer
    @exclusivity(unchecked) private var left: Int
    private let pool: MemoryPool
    private let owner: AnyObject

    /// - Parameter owner: holds the lists that are read, and lives as long as this: the index, or one segment.
    init(_ pool: MemoryPool, holding owner: AnyObject) {
        self.pool = pool
        self.owner = owner
        first = pool.take()
        place = first
        left = MemoryPool.blockSize
    }

    deinit {
        pool.give(first)
        for block in further { block.deallocate() }
    }

    /// Room for `count` values, not initialised.
    func take<Value: BitwiseCopyable>(_ count: Int, of type: Value.Type = Value.self) -> UnsafeMutablePointer<Value> {
        let byteCount = (count * MemoryLayout<Value>.stride + 63) / 64 * 64
        if byteCount > left {
            let size = max(MemoryPool.blockSize, byteCount)
            place = .allocate(byteCount: size, alignment: 64)
            left = size
            further.append(place)
        }
        let taken = place
        place += byteCount
        left -= byteCount
        return taken.bindMemory(to: type, capacity: count)
    }

    /// Room for `count` values, which are written there.
    @inline(__always)
    func take<Value: BitwiseCopyable>(_ count: Int, _ value: (Int) -> Value) -> UnsafeMutablePointer<Value> {
        let taken: UnsafeMutablePointer<Value> = take(count)
        for index in 0..<count { taken[index] = value(index) }
        return taken
    }

    /// Room for `count` times `value`.
    func take<Value: BitwiseCopyable>(_ count: Int, repeating value: Value) -> UnsafeMutablePointer<Value> {
        let taken: UnsafeMutablePointer<Value> = take(count)
        taken.initialize(repeating: value, count: count)
        return taken
    }
}

/// Blocks of memory that queries have given back: the pages of a new one would have to be found first, which takes longer
/// than most queries.
final class MemoryPool: Sendable {
    static let blockSize = 1 << 18
    /// More than threads that search at once.
    private static let mostBlocks = 16

    // Addresses, because pointers can't be shared between threads.
    private let blocks = Mutex<[UInt]>([])

    deinit {
        for block in blocks.withLock({ $0 }) { UnsafeMutableRawPointer(bitPattern: block)?.deallocate() }
    }

    fileprivate func take() -> UnsafeMutableRawPointer {
        let block = blocks.withLock { $0.popLast() }
        return block.flatMap { UnsafeMutableRawPointer(bitPattern: $0) }
            ?? .allocate(byteCount: Self.blockSize, alignment: 64)
    }

    fileprivate func give(_ block: UnsafeMutableRawPointer) {
        let isKept = blocks.withLock { blocks in
            guard blocks.count < Self.mostBlocks else { return false }
            blocks.append(UInt(bitPattern: block))
            return true
        }
        if !isKept { block.deallocate() }
    }
}
