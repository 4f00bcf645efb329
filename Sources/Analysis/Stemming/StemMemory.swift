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
        @inline(__always)
        init?(_ bytes: [UInt8], from start: Int) {
            let length = bytes.count - start
            guard length <= Self.longest else { return nil }
            count = UInt64(length)
            self.bytes = bytes.withUnsafeBytes { Self.read($0, start, length) }
        }

        @inline(__always)
        private static func read(_ text: UnsafeRawBufferPointer, _ start: Int, _ length: Int) -> (UInt64, UInt64) {
            if length >= 8 {
                let last = text.loadUnaligned(fromByteOffset: start + length - 8, as: UInt64.self).littleEndian
                let rest = length == 8 ? 0 : last >> UInt64(128 - length * 8)
                return (text.loadUnaligned(fromByteOffset: start, as: UInt64.self).littleEndian, rest)
            }
            var word: UInt64 = 0
            for index in 0..<length { word |= UInt64(text[start + index]) << UInt64(index * 8) }
            return (word, 0)
        }

        fileprivate init() {}

        /// Puts it behind the first `start` bytes of a text, in place of all others.
        func write(to text: inout [UInt8], from start: Int) {
            // Most stems are the word itself or its beginning.
            let length = Int(count)
            while text.count < start + length { text.append(0) }
            text.removeLast(text.count - start - length)
            for index in 0..<min(length, 8) {
                text[start + index] = UInt8(truncatingIfNeeded: bytes.0 >> UInt64(index * 8))
            }
            for index in 8..<max(length, 8) {
                text[start + index] = UInt8(truncatingIfNeeded: bytes.1 >> UInt64(index * 8 - 64))
            }
        }
    }

    private struct Slot {
        var word = Word()
        var stem = Word()
    }

    private static let slotBits = 10
    private let slots: UnsafeMutablePointer<Slot>

    init() {
        slots = .allocate(capacity: 1 << Self.slotBits)
        slots.initialize(repeating: Slot(), count: 1 << Self.slotBits)
    }

    deinit { slots.deallocate() }

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
