/// The surfaces that were met last, in so little memory that it stays at hand: most words of a text are one of a few
/// thousand, and those of the whole segment fill megabytes that a processor has to wait for.
///
/// For one thread.
final class RecentSurfaces {
    /// A short word, as the scanner folded it, with the tag of its surface.
    struct Key {
        fileprivate let low: UInt64
        fileprivate let high: UInt64
        fileprivate let tagAndCount: UInt32

        /// `nil` for a word that is too long.
        ///
        /// - Precondition: sixteen bytes can be read at the start of `bytes`.
        @inline(__always)
        init?(_ bytes: UnsafeBufferPointer<UInt8>, tag: UInt16) {
            guard bytes.count <= 16, bytes.count > 0, let base = bytes.baseAddress else { return nil }
            let start = UnsafeRawPointer(base)
            let first = start.loadUnaligned(as: UInt64.self).littleEndian
            if bytes.count > 8 {
                let rest = start.loadUnaligned(fromByteOffset: 8, as: UInt64.self).littleEndian
                low = first
                high = rest & (.max >> UInt64(128 - bytes.count * 8))
            } else {
                low = first & (.max >> UInt64(64 - bytes.count * 8))
                high = 0
            }
            tagAndCount = UInt32(tag) | UInt32(bytes.count) << 16
        }

        @inline(__always)
        fileprivate var slot: Int {
            let mixed = (low ^ high &* 0x9E37_79B9_7F4A_7C15 ^ UInt64(tagAndCount)) &* 0xA076_1D64_78BD_642F
            return Int(truncatingIfNeeded: mixed >> UInt64(64 - RecentSurfaces.slotBits))
        }
    }

    private struct Slot {
        var low: UInt64 = 0
        var high: UInt64 = 0
        /// 0 where nothing is: no word is of no bytes.
        var tagAndCount: UInt32 = 0
        var number: UInt32 = 0
    }

    private static let slotBits = 12
    private let slots: UnsafeMutablePointer<Slot>

    init() {
        slots = .allocate(capacity: 1 << Self.slotBits)
        slots.initialize(repeating: Slot(), count: 1 << Self.slotBits)
    }

    deinit { slots.deallocate() }

    /// The number of a surface, if it was met lately.
    @inline(__always)
    subscript(key: Key) -> UInt32? {
        get {
            let slot = slots[key.slot]
            guard slot.low == key.low, slot.high == key.high, slot.tagAndCount == key.tagAndCount else { return nil }
            return slot.number
        }
        set {
            guard let newValue else { return }
            slots[key.slot] = Slot(low: key.low, high: key.high, tagAndCount: key.tagAndCount, number: newValue)
        }
    }
}
