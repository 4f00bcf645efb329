/// The first two bytes of some words, in small letters or capitals: a quick test that most others fail.
struct Beginnings: Sendable {
    /// One bit for each pair, by the lowest five bits of both bytes.
    private var bits = [UInt64](repeating: 0, count: 16)

    /// - Parameter words: each of two bytes or more.
    init(of words: some Sequence<String>) {
        for word in words {
            let pair = word.utf8.prefix(2).map(Int.init)
            let bit = Self.bit(pair[0], pair[1])
            bits[bit >> 6] |= 1 << UInt64(bit & 63)
        }
    }

    /// Whether one of the words may begin at `start`: `false` is sure.
    ///
    /// - Precondition: two bytes stand there.
    @inline(__always)
    func mayBegin(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
        let bit = Self.bit(Int(bytes[start]), Int(bytes[start + 1]))
        return bits[bit >> 6] &>> UInt64(bit & 63) & 1 != 0
    }

    /// Small letters and capitals have the same lowest bits.
    @inline(__always)
    private static func bit(_ first: Int, _ second: Int) -> Int { (first & 31) << 5 | second & 31 }
}
