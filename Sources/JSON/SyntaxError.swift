/// Why a text is not JSON, and where.
public struct SyntaxError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What was found and what would be right.
    public let reason: String
    /// Bytes from the start of the text.
    public let offset: Int
    /// From 1; columns count bytes.
    public let line: Int
    /// From 1, in bytes, as editors' quickfix lists want it.
    public let column: Int
    /// The innermost value that was being read.
    public let pointer: Pointer

    public var description: String {
        let place = pointer.tokens.isEmpty ? "" : " in \(pointer.description)"
        return "\(line):\(column): \(reason)\(place)"
    }
}
