/// The stems that were made last: the parts of names are the same few words again and again, and libstemmer takes ten times
/// as long as it takes to remember.
///
/// For one thread.
final class StemMemory {
    /// A word of at most sixteen bytes, or its stem.
    struct Word: Equatable {
        fileprivate var bytes: (UInt64, UInt64) = (0, 0)
        fileprivate var count: UInt64 = 0

        static func == (left: Word, right: Word) -> Bool {
            left.bytes.0 == right.bytes.0 && left.bytes.1 == right.bytes.1 && left.count == right.count
        }

        static let longest = 16

        /// `nil` for a longer one.
        init?(_ bytes: ArraySlice<UInt8>) {
            guard bytes.count <= Self.longest else { return nil }
            count = UInt64(bytes.count)
            bytes.withUnsafeBytes { source in
                withUnsafeMutableBytes(of: &self.bytes) { $0.copyMemory(from: source) }
            }
        }

        fileprivate init() {}

        /// Puts it behind the first `start` bytes of a text, in place of all others.
        func write(to text: inout [UInt8], from start: Int) {
            text.removeLast(text.count - start)
            withUnsafeBytes(of: bytes) { text.append(contentsOf: $0[..<Int(count)]) }
        }
    }

    private struct Slot {
        var word = Word()
        var stem = Word()
    }

    private static let slotBits = 11
    private var slots = [Slot](repeating: Slot(), count: 1 << StemMemory.slotBits)

    private static func slot(of word: Word) -> Int {
        let mixed = (word.bytes.0 ^ word.bytes.1 &* 0x9E37_79B9_7F4A_7C15 ^ word.count) &* 0xA076_1D64_78BD_642F
        return Int(truncatingIfNeeded: mixed >> UInt64(64 - slotBits))
    }

    /// The stem of a word, if it was made lately. No word is of no bytes.
    subscript(word: Word) -> Word? {
        get {
            let slot = Self.slot(of: word)
            return slots[slot].word == word ? slots[slot].stem : nil
        }
        set {
            guard let newValue else { return }
            slots[Self.slot(of: word)] = Slot(word: word, stem: newValue)
        }
    }
}
