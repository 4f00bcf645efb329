import Glibc

/// Memory of many megabytes that is filled from one end to the other, such as that of a segment being made.
public enum LargeMemory {
    /// Smaller memory is met in too few pages to matter.
    private static let least = 4 << 20

    /// Asks the system to give `memory` in pages of two megabytes where it is large: the first touch of each page is a trap
    /// into the kernel, and with pages of 4 KiB those took a fifth of all time of indexing.
    ///
    /// To be called before it is filled. It is only advice: nothing else changes, and a system without such pages ignores
    /// it.
    public static func advise(_ memory: UnsafeRawBufferPointer) {
        guard memory.count >= least else { return }
        pages(of: memory) { madvise($0, $1, MADV_HUGEPAGE) }
    }

    /// Has the system give all of `memory` now, which is zero and will be written to here and there.
    ///
    /// What is read before it is written to stands in a page of zeroes that all share, and has to be replaced on every
    /// processor. A system that doesn't know the advice gives the memory later.
    public static func fill(_ memory: UnsafeRawBufferPointer) {
        advise(memory)
        pages(of: memory) { madvise($0, $1, populate) }
    }

    /// MADV_POPULATE_WRITE of Linux 5.14.
    private static let populate: Int32 = 23

    /// Calls `body` with the whole pages of `memory`, where it has some.
    private static func pages(of memory: UnsafeRawBufferPointer, _ body: (UnsafeMutableRawPointer, Int) -> Int32) {
        let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
        guard memory.count >= 2 * pageSize, let base = memory.baseAddress else { return }
        let skipped = (pageSize - Int(bitPattern: base) % pageSize) % pageSize
        _ = body(UnsafeMutableRawPointer(mutating: base + skipped), (memory.count - skipped) / pageSize * pageSize)
    }

    /// The same for what an array has room for.
    static func advise<Value: BitwiseCopyable>(_ array: inout [Value]) {
        let byteCount = array.capacity * MemoryLayout<Value>.stride
        array.withUnsafeMutableBytes { advise(UnsafeRawBufferPointer(start: $0.baseAddress, count: byteCount)) }
    }
}
