import Analysis

/// A word of a to z with nothing but signs around it, which it takes no scanner to read.
struct PlainWord {
    let range: Range<Int>
    private let bytes: UnsafeBufferPointer<UInt8>
    private let hasCapitals: Bool

    private static let longest = 64

    /// The word that a part of a text is; `nil` if it is anything else, or a name with capitals inside. A scanner would make
    /// the same of it.
    ///
    /// - Parameter part: has no sign in it that only divides words.
    init?(in part: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) {
        var start = part.lowerBound
        while start < part.upperBound, Self.isSign(bytes[start]) || Self.endsNames(bytes[start]) { start += 1 }
        var end = start
        var capitals = 0
        while end < part.upperBound {
            let byte = bytes[end]
            if !RoleTable.isLetter(byte) {
                guard byte &- 0x41 < 26 else { break }
                capitals += 1
            }
            end += 1
        }
        let count = end - start
        guard (1...Self.longest).contains(count) else { return nil }
        guard capitals == 0 || capitals == count || capitals == 1 && bytes[start] < 0x61 else { return nil }
        for place in end..<part.upperBound where !Self.isSign(bytes[place]) { return nil }
        range = start..<end
        hasCapitals = capitals > 0
        self.bytes = bytes
    }

    /// Calls `body` with the word in small letters.
    @inline(__always)
    func withKey<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        guard hasCapitals else { return body(UnsafeBufferPointer(rebasing: bytes[range])) }
        return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Self.longest) { small in
            for (place, byte) in range.enumerated() { small[place] = bytes[byte] | 0x20 }
            return body(UnsafeBufferPointer(rebasing: small[..<range.count]))
        }
    }

    /// Whether at least so many words stand in a range of a text, by those between spaces alone.
    static func stand(_ wanted: Int, in range: Range<Int>, of bytes: UnsafeBufferPointer<UInt8>) -> Bool {
        guard range.count > wanted * 2 else { return false }
        var count = 0
        var isWord = false
        for place in range {
            let byte = bytes[place]
            if byte == 0x20 {
                count += isWord ? 1 : 0
                if count == wanted { return true }
                isWord = place + 1 < range.upperBound && RoleTable.isLetter(bytes[place + 1])
            } else if !RoleTable.isLetter(byte) {
                isWord = false
            }
        }
        return false
    }

    /// The signs that join words where letters or digits stand on both sides.
    @inline(__always)
    private static func isSign(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "&"), UInt8(ascii: "'"), UInt8(ascii: ","), UInt8(ascii: "-"),
            UInt8(ascii: "."), UInt8(ascii: "/"), UInt8(ascii: ":"), UInt8(ascii: "@"), UInt8(ascii: "_"):
            true
        default: false
        }
    }

    /// Such as in C++ and C#; before a word they are nothing.
    @inline(__always)
    private static func endsNames(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "+") || byte == UInt8(ascii: "#") }
}
