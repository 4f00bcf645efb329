/// One column of a segment: records of whole 32-bit words.
///
/// Safe to share: it points into bytes that never change, and whoever holds a column holds them too.
struct Column: @unchecked Sendable {
    let base: UnsafeRawPointer
    /// Records.
    let count: Int
    let recordSize: Int

    /// - Precondition: `record` is below `count`, and the word in the record.
    @inline(__always)
    func word(_ record: Int, _ word: Int) -> Int {
        Int(UInt32(littleEndian: base.load(fromByteOffset: record * recordSize + word * 4, as: UInt32.self)))
    }

    /// A record of half a word.
    ///
    /// - Precondition: `record` is below `count`.
    @inline(__always)
    func half(_ record: Int) -> Int {
        Int(UInt16(littleEndian: base.load(fromByteOffset: record * 2, as: UInt16.self)))
    }

    /// Two halves as one number.
    @inline(__always)
    func halves(_ record: Int) -> Int { half(record) | half(record + 1) << 16 }

    /// Two words as one number.
    @inline(__always)
    func double(_ record: Int, _ word: Int) -> UInt64 {
        UInt64(self.word(record, word)) | UInt64(self.word(record, word + 1)) << 32
    }

    /// The records from a start and of a number that two words give; `nil` when there are not so many.
    @inline(__always)
    func range(of record: Int, _ word: Int, in other: Column) -> Range<Int>? {
        let start = self.word(record, word)
        let count = self.word(record, word + 1)
        return start + count <= other.count ? start..<(start + count) : nil
    }
}
