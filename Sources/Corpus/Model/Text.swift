/// UTF-8 text that is addressed by byte offsets, so that a range of it can be cited.
public struct Text: Sendable, Hashable {
    public let bytes: [UInt8]

    /// - Precondition: `bytes` is valid UTF-8.
    public init(_ bytes: [UInt8]) { self.bytes = bytes }

    public init(_ string: String) { bytes = Array(string.utf8) }

    public var count: Int { bytes.count }

    /// Reads the bytes where they are.
    public func withUnsafeBufferPointer<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        bytes.withUnsafeBufferPointer(body)
    }

    /// The text of a range of bytes.
    ///
    /// - Precondition: `range` lies inside and cuts no character in two.
    public subscript(range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
}
