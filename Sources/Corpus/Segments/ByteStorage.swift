import Glibc

/// Bytes that live as long as somebody refers to them, in memory of the process or mapped from a file; they never change.
public final class ByteStorage: Sendable {
    private enum Release: Sendable { case free, unmap }

    /// Aligned to 16.
    ///
    /// Safe to share: nobody writes to the memory once `init` has returned, and it is given back when the last reference
    /// goes.
    public nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
    private let owner: Release

    /// A copy of `source`.
    public convenience init(copying source: UnsafeRawBufferPointer) {
        self.init(byteCount: source.count) { $0.copyMemory(from: source) }
    }

    /// New memory that `fill` writes to.
    public init(byteCount: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(byteCount, 1), alignment: 16)
        LargeMemory.advise(UnsafeRawBufferPointer(memory))
        let used = UnsafeMutableRawBufferPointer(rebasing: memory[0..<byteCount])
        fill(used)
        bytes = UnsafeRawBufferPointer(used)
        owner = .free
    }

    /// Takes over a mapping of whole pages.
    init(mapping: UnsafeRawBufferPointer) {
        bytes = mapping
        owner = .unmap
    }

    /// Whether it is mapped from a file.
    var isMapped: Bool { owner == .unmap }

    /// Lets the system have the memory back in which pages of a mapped file stand; they are read again when they are wanted.
    func release() { release(0..<bytes.count) }

    /// The same of the pages that lie in a range.
    func release(_ range: Range<Int>) {
        let page = Int(getpagesize())
        let start = (range.lowerBound + page - 1) / page * page
        let end = range.upperBound == bytes.count ? range.upperBound : range.upperBound / page * page
        guard isMapped, start < end, let base = bytes.baseAddress else { return }
        madvise(UnsafeMutableRawPointer(mutating: base + start), end - start, MADV_DONTNEED)
    }

    deinit {
        switch owner {
        case .free: UnsafeMutableRawBufferPointer(mutating: bytes).deallocate()
        case .unmap: munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        }
    }
}
