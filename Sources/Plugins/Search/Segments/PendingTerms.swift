/// Terms on their way into a table, so many that the processor can wait for the places of all of them at once.
///
/// For one thread.
struct PendingTerms: ~Copyable {
    private var bytes = PlainBuffer<UInt8>()
    private var entries = PlainBuffer<Entry>()
    private var hashBuffer = PlainBuffer<UInt32>()
    /// The first entry of the surface under way.
    private var first = 0

    /// (Not private: the compiler of Swift 6.3 makes a broken module of private types in a type that can't be copied.)
    struct Entry {
        let start: UInt32
        let count: UInt32
        /// Words behind the start of the surface.
        let offset: UInt32
        /// The place where its number is wanted.
        var expansion: UInt32 = 0
    }

    private static let most = 128

    var count: Int { entries.count }
    var isFull: Bool { entries.count >= Self.most }

    /// The keys under which terms stand in the dictionary.
    subscript(index: Int) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: bytes.base + Int(entries[index].start), count: Int(entries[index].count))
    }

    /// Of those keys.
    var hashes: UnsafeBufferPointer<UInt32> { UnsafeBufferPointer(start: hashBuffer.base, count: hashBuffer.count) }

    func expansion(of index: Int) -> UInt32 { entries[index].expansion }

    /// Adds a term of the surface under way, unless it has it at this place already: a part may have the stem of the whole.
    mutating func append(_ term: UnsafeBufferPointer<UInt8>, offset: UInt32) {
        let start = bytes.count
        TermKey.appendWord(term, to: &bytes)
        let entry = Entry(start: UInt32(start), count: UInt32(bytes.count - start), offset: offset)
        for index in first..<entries.count where entries[index].offset == offset && isEqual(entries[index], entry) {
            bytes.removeLast(Int(entry.count))
            return
        }
        entries.append(entry)
    }

    private func isEqual(_ one: Entry, _ other: Entry) -> Bool {
        guard one.count == other.count else { return false }
        for index in 0..<Int(one.count)
        where bytes[Int(one.start) + index] != bytes[Int(other.start) + index] { return false }
        return true
    }

    /// Ends the surface under way; `place` is asked for the place of each of its terms, in the order of their offsets.
    mutating func finishSurface(_ place: (UInt32) -> UInt32) {
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
            entries[index].expansion = place(entries[index].offset)
            hashBuffer.append(ByteStringTable.hash(self[index], 0))
        }
        first = entries.count
    }

    mutating func removeAll() {
        bytes.removeAll()
        entries.removeAll()
        hashBuffer.removeAll()
        first = 0
    }
}
