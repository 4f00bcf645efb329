/// The place of a byte in a file as editors count it.
public struct Position: Sendable, Hashable {
    /// From 1.
    public let line: Int
    /// From 1, in bytes of the source file.
    public let column: Int
    /// Bytes from the start of the file.
    public let offset: Int

    public init(line: Int, column: Int, offset: Int) {
        self.line = line
        self.column = column
        self.offset = offset
    }
}

/// The starts of a file's lines.
public struct LineIndex: Sendable, Hashable {
    /// Byte offsets, ascending, the first one 0.
    public let starts: [UInt32]

    /// - Precondition: `starts` is ascending and begins with 0.
    public init(starts: [UInt32]) { self.starts = starts }

    /// - Complexity: O(log n) in the number of lines.
    public func position(of offset: Int) -> Position {
        let line = Self.line(of: offset, in: starts.count) { Int(starts[$0]) }
        let start = starts.isEmpty ? 0 : Int(starts[line - 1])
        return Position(line: line, column: offset - start + 1, offset: offset)
    }

    /// The line, from 1, that a byte stands in, by the starts of `count` lines.
    @inline(__always)
    static func line(of offset: Int, in count: Int, _ start: (Int) -> Int) -> Int {
        var low = 0
        var high = count
        while low < high {
            let middle = (low + high) / 2
            if start(middle) <= offset { low = middle + 1 } else { high = middle }
        }
        return max(low, 1)
    }
}
