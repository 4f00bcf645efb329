/// The lines of a part of a file, without what ends them.
struct SourceLines {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let end: Int
    /// Behind the line that came last.
    private(set) var place: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        self.bytes = bytes
        place = range.lowerBound
        end = range.upperBound
    }

    mutating func next() -> Range<Int>? {
        guard place < end else { return nil }
        let start = place
        let feed = min(RecordReader.endOfLine(bytes, start), end)
        place = min(feed + 1, end)
        return start..<(feed > start && bytes[feed - 1] == UInt8(ascii: "\r") ? feed - 1 : feed)
    }
}
