/// Reads whole lines of a part of a file, so many at a time that a processor's own cache still holds them while they are
/// read again.
struct LineWindows {
    /// What lines are read from.
    struct Source: Sendable {
        let byteCount: Int
        /// Fills a buffer with what stands at an offset; `false` where it can't.
        let read: @Sendable (Int, UnsafeMutableRawBufferPointer) -> Bool
    }

    static let windowBytes = 1 << 19

    /// Where the lines that were read last begin in the file.
    private(set) var offset: Int
    /// How many bytes those lines have.
    private(set) var count = 0
    /// Whether something couldn't be read: the lines so far are not all.
    private(set) var isBroken = false
    private let source: Source
    private let end: Int
    private var buffer: [UInt8]

    /// - Parameter range: begins and ends where lines do.
    init(_ source: Source, _ range: Range<Int>, windowBytes: Int = Self.windowBytes) {
        self.source = source
        offset = range.lowerBound
        end = range.upperBound
        buffer = [UInt8](repeating: 0, count: max(1, min(windowBytes, range.count)))
    }

    /// Reads the next lines; answers `false` at the end, and when they can't be read.
    mutating func next() -> Bool {
        offset += count
        count = 0
        while offset < end, !isBroken {
            let wanted = min(buffer.count, end - offset)
            let (source, offset) = (source, offset)
            isBroken = !buffer.withUnsafeMutableBytes {
                source.read(offset, UnsafeMutableRawBufferPointer(rebasing: $0[..<wanted]))
            }
            if offset + wanted == end {
                count = wanted
            } else if let last = buffer[..<wanted].lastIndex(of: UInt8(ascii: "\n")) {
                count = last + 1
            } else {
                // A line that is longer than all of it.
                buffer = [UInt8](repeating: 0, count: buffer.count * 2)
                continue
            }
            return !isBroken
        }
        return false
    }

    /// The lines that were read last.
    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        buffer.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[..<count])) }
    }

    /// Where the first line begins that begins behind `offset`; `nil` when it can't be read.
    static func lineStart(behind offset: Int, in source: Source) -> Int? {
        var offset = offset
        var buffer = [UInt8](repeating: 0, count: 1 << 14)
        while offset < source.byteCount {
            let wanted = min(buffer.count, source.byteCount - offset)
            let place = offset
            guard
                buffer.withUnsafeMutableBytes({
                    source.read(place, UnsafeMutableRawBufferPointer(rebasing: $0[..<wanted]))
                })
            else { return nil }
            if let feed = buffer[..<wanted].firstIndex(of: UInt8(ascii: "\n")) { return offset + feed + 1 }
            offset += wanted
        }
        return source.byteCount
    }
}
