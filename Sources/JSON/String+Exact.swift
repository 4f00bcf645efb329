extension String {
    /// Whether both are the same scalars. Swift's `==` also holds for "é" written in two ways, which are two strings in
    /// JSON (RFC 8259, section 8.3).
    package func isExactly(_ other: String) -> Bool {
        guard utf8.count == other.utf8.count, self == other else { return false }
        return utf8Span.isKnownASCII || utf8.elementsEqual(other.utf8)
    }
}

/// A string that is equal to itself only, scalar by scalar.
///
/// It hashes its bytes: hashing as `String` does would let a sender choose many keys of one hash.
struct ExactString: Hashable {
    let text: String

    init(_ text: String) { self.text = text }

    static func == (left: ExactString, right: ExactString) -> Bool { left.text.isExactly(right.text) }

    func hash(into hasher: inout Hasher) {
        var text = text
        text.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
        hasher.combine(UInt8(0xFF))
    }
}
