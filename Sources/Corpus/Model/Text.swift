/// UTF-8 text that is addressed by byte offsets, so that a range of it can be cited.
///
/// It may lie in a mapped file; copying a `Text` copies no bytes.
///
/// Safe to share: the bytes never change, and live as long as what holds them.
public struct Text: @unchecked Sendable {
    private let storage: ByteStorage
    private let buffer: UnsafeBufferPointer<UInt8>

    /// - Precondition: `buffer` lies in `storage`.
    init(_ storage: ByteStorage, _ buffer: UnsafeBufferPointer<UInt8>) {
        self.storage = storage
        self.buffer = buffer
    }

    /// - Precondition: `bytes` is valid UTF-8.
    public init(_ bytes: [UInt8]) {
        storage = bytes.withUnsafeBytes { ByteStorage(copying: $0) }
        buffer = storage.bytes.assumingMemoryBound(to: UInt8.self)
    }

    public init(_ string: String) { self.init(Array(string.utf8)) }

    public var count: Int { buffer.count }

    /// A copy of the bytes.
    ///
    /// - Complexity: O(n).
    public var bytes: [UInt8] { withUnsafeBufferPointer { Array($0) } }

    /// Reads the bytes where they are; throws what `body` throws.
    public func withUnsafeBufferPointer<Result, Failure>(
        _ body: (UnsafeBufferPointer<UInt8>) throws(Failure) -> Result
    ) throws(Failure) -> Result {
        try withExtendedLifetime(storage) { () throws(Failure) in try body(buffer) }
    }

    /// The text of a range of bytes.
    ///
    /// - Precondition: `range` lies inside and cuts no character in two.
    public subscript(range: Range<Int>) -> String {
        withUnsafeBufferPointer { String(decoding: UnsafeBufferPointer(rebasing: $0[range]), as: UTF8.self) }
    }
}

extension Text: Hashable {
    public static func == (left: Text, right: Text) -> Bool {
        left.withUnsafeBufferPointer { mine in right.withUnsafeBufferPointer { mine.elementsEqual($0) } }
    }

    public func hash(into hasher: inout Hasher) {
        withUnsafeBufferPointer { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
}
