import Glibc

/// Bytes that live as long as somebody refers to them, in memory of the process or mapped from a file; they never change.
public final class ByteStorage: Sendable {
    private enum Release: Sendable { case free, unmap }

    /// Aligned to 16.
    ///
    /// Safe to share: nobody writes to the memory once `init` has returned, and it is given back when the last reference
    /// goes.
    public nonisolated(unsafe) let bytes: UnsafeRawBufferPointer
    private let release: Release

    /// A copy of `source`.
    public convenience init(copying source: UnsafeRawBufferPointer) {
        self.init(byteCount: source.count) { $0.copyMemory(from: source) }
    }

    /// New memory that `fill` writes to.
    public init(byteCount: Int, fill: (UnsafeMutableRawBufferPointer) -> Void) {
        let memory = UnsafeMutableRawBufferPointer.allocate(byteCount: max(byteCount, 1), alignment: 16)
        let used = UnsafeMutableRawBufferPointer(rebasing: memory[0..<byteCount])
        fill(used)
        bytes = UnsafeRawBufferPointer(used)
        release = .free
    }

    /// Takes over a mapping of whole pages.
    init(mapping: UnsafeRawBufferPointer) {
        bytes = mapping
        release = .unmap
    }

    /// Whether it is mapped from a file.
    var isMapped: Bool { release == .unmap }

    deinit {
        switch release {
        case .free: UnsafeMutableRawBufferPointer(mutating: bytes).deallocate()
        case .unmap: munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress), bytes.count)
        }
    }
}
