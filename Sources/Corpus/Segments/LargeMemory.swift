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
        guard memory.count >= least, let base = memory.baseAddress else { return }
        let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))
        let skipped = (pageSize - Int(bitPattern: base) % pageSize) % pageSize
        madvise(
            UnsafeMutableRawPointer(mutating: base + skipped),
            (memory.count - skipped) / pageSize * pageSize,
            MADV_HUGEPAGE
        )
    }

    /// The same for what an array has room for.
    static func advise<Value: BitwiseCopyable>(_ array: inout [Value]) {
        let byteCount = array.capacity * MemoryLayout<Value>.stride
        array.withUnsafeMutableBytes { advise(UnsafeRawBufferPointer(start: $0.baseAddress, count: byteCount)) }
    }
}
