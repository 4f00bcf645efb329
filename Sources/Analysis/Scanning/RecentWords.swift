import Glibc

/// What is known of the words that were met last, in so little memory that it stays at hand: most words of a text are one of
/// a few thousand, and those of a whole corpus fill megabytes that a processor has to wait for.
///
/// For one thread.
public final class RecentWords<Value: BitwiseCopyable> {
    @usableFromInline
    struct Slot {
        @usableFromInline var word: PackedWord
        @usableFromInline var value: Value

        @inlinable
        init(word: PackedWord, value: Value) { (self.word, self.value) = (word, value) }
    }

    @usableFromInline let slotBits: Int
    @usableFromInline let slots: UnsafeMutablePointer<Slot>

    /// - Parameters:
    ///   - mostBits: 2 to the power of it words are remembered, each in one place only.
    ///   - byteCount: about how long the text is: a short one has few words, and to strew them over many pages of memory
    ///     takes longer than to read them.
    public init(mostBits: Int, of byteCount: Int = .max) {
        slotBits = min(mostBits, max(6, Int.bitWidth - (byteCount / 32).leadingZeroBitCount))
        slots = .allocate(capacity: 1 << slotBits)
        // Zeroes are no word. (They are written here: memory that is zero when it is read first and written to later has the
        // system look for a page twice.)
        memset(slots, 0, MemoryLayout<Slot>.stride << slotBits)
    }

    deinit { slots.deallocate() }

    /// What is known of a word, if it was met lately.
    @inlinable
    public subscript(word: PackedWord) -> Value? {
        @inline(__always)
        get {
            let slot = slots + word.hash(bits: slotBits)
            return slot.pointee.word == word ? slot.pointee.value : nil
        }
        @inline(__always)
        set {
            guard let newValue else { return }
            slots[word.hash(bits: slotBits)] = Slot(word: word, value: newValue)
        }
    }
}
