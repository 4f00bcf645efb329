import Analysis
import Glibc

/// Terms on their way into a table, so many that the processor can wait for the places of all of them at once.
///
/// For one thread.
struct PendingTerms: ~Copyable {
    private var bytes = PlainBuffer<UInt8>()
    private var entries = PlainBuffer<Entry>()
    private var hashBuffer = PlainBuffer<UInt32>()
    /// The first entry of the surface under way.
    private var first = 0
    /// The numbers of terms that were met last: the parts of names are the same few words again and again.
    private let recent: RecentWords<UInt32>

    /// (Not private: the compiler of Swift 6.3 makes a broken module of private types in a type that can't be copied.)
    struct Entry {
        let start: UInt32
        let count: UInt32
        /// Words behind the start of the surface.
        let offset: UInt32
        /// Few wholes come again: they would take the places of words that do.
        let isWhole: Bool
        /// The place where its number is wanted.
        var expansion: UInt32 = 0
    }

    private static let most = 128

    /// - Parameter byteCount: about how long the text is whose terms these are.
    init(of byteCount: Int) { recent = RecentWords(mostBits: 12, of: byteCount) }

    var count: Int { entries.count }
    var isFull: Bool { entries.count >= Self.most }

    /// The keys under which terms stand in the dictionary.
    subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: bytes.base + Int(entries[index].start), count: Int(entries[index].count))
    }

    /// Of those keys.
    var hashes: UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(start: hashBuffer.base, count: hashBuffer.count) }

    func expansion(of index: Int) -> UInt32 { entries[index].expansion }

    /// Says which number a term has.
    func set(_ number: UInt32, of index: Int) {
        if let word = word(of: entries[index]) { recent[word] = number }
    }

    /// The term by which `recent` knows an entry, if it does.
    @inline(__always)
    private func word(of entry: Entry) -> PackedWord? {
        if entry.isWhole { return nil }
        return PackedWord(
            UnsafeBufferPointer(
                start: bytes.base + Int(entry.start) + TermKey.wordPrefixCount,
                count: Int(entry.count) - TermKey.wordPrefixCount
            )
        )
    }

    /// Adds a term of the surface under way, unless it has it at this place already: a part may have the stem of the whole.
    mutating func append(_ term: UnsafeBufferPointer<UInt8>, offset: UInt32, isWhole: Bool) {
        let start = bytes.count
        TermKey.appendWord(term, to: &bytes)
        let count = bytes.count - start
        // A short word is read in sixteen bytes.
        bytes.reserve(bytes.count + PackedWord.longest)
        for index in first..<entries.count where entries[index].offset == offset {
            let other = entries[index]
            if other.count == count, memcmp(bytes.base + Int(other.start), bytes.base + start, count) == 0 {
                return bytes.removeLast(count)
            }
        }
        entries.append(
            Entry(
                start: UInt32(truncatingIfNeeded: start),
                count: UInt32(truncatingIfNeeded: count),
                offset: offset,
                isWhole: isWhole
            )
        )
    }

    /// Ends the surface under way; `place` is asked for the place of each of its terms, in the order of their offsets, and
    /// told the number of those whose number is known.
    @inline(__always)
    mutating func finishSurface(_ place: (_ offset: UInt32, _ number: UInt32?) -> UInt32) {
        // The whole of a name comes behind its parts, and one of those may have its stem: positions have to ascend.
        for index in first..<entries.count {
            var target = index
            while target > first, entries[target - 1].offset > entries[target].offset {
                let entry = entries[target]
                entries[target] = entries[target - 1]
                entries[target - 1] = entry
                target -= 1
            }
        }
        for index in first..<entries.count {
            var entry = entries[index]
            let number = word(of: entry).flatMap { recent[$0] }
            entry.expansion = place(entry.offset, number)
            guard number == nil else { continue }
            entries[first] = entry
            hashBuffer.append(ByteStringTable.hash(self[first], 0))
            first += 1
        }
        entries.removeLast(entries.count - first)
    }

    mutating func removeAll() {
        bytes.removeAll()
        entries.removeAll()
        hashBuffer.removeAll()
        first = 0
    }
}
