import Glibc

/// Cuts a stream of bytes into lines, whatever pieces it comes in.
///
/// A line over the limit costs itself only: it is reported once, its bytes are dropped as they come, and reading goes on
/// behind its line feed.
public struct LineBuffer: Sendable {
    public enum Next: Sendable, Hashable {
        /// A whole line, without its line feed; read it with `withBytes` before anything else is asked or appended.
        case line(Range<Int>)
        /// A line is longer than the limit; `droppedStart` is how it begins.
        case tooLong
        /// More bytes are needed.
        case incomplete
    }

    /// Bytes that a connection keeps while nothing is under way.
    static let keptCapacity = 1 << 17

    private let limit: Int
    private var bytes: [UInt8] = []
    private var start = 0
    private var searched = 0
    private var isDropping = false
    /// The first bytes of the last line that was too long.
    public private(set) var droppedStart: [UInt8] = []
    private static let keptOfDropped = 200

    /// - Parameter limit: the most bytes of a line, without its line feed.
    public init(limit: Int) { self.limit = limit }

    /// Whether a line has begun that has no end yet.
    public var hasPartialLine: Bool { isDropping || start < bytes.count }

    /// Adds what was read from the stream.
    public mutating func append(_ more: UnsafeRawBufferPointer) {
        if start == bytes.count { empty() }
        if start > 1 << 16 {
            bytes.removeSubrange(..<start)
            searched -= start
            start = 0
        }
        bytes.append(contentsOf: more)
    }

    /// The next line, or why there is none.
    public mutating func next() -> Next {
        while true {
            guard let end = lineFeed(from: searched) else {
                searched = bytes.count
                return endOfBytes()
            }
            let line = start..<end
            start = end + 1
            searched = start
            if isDropping {
                isDropping = false
                continue
            }
            if line.count <= limit { return .line(line) }
            droppedStart = Array(bytes[line].prefix(Self.keptOfDropped))
            return .tooLong
        }
    }

    /// What is left once no line feed is in sight.
    private mutating func endOfBytes() -> Next {
        let isTooLong = !isDropping && bytes.count - start > limit
        if isTooLong {
            isDropping = true
            droppedStart = Array(bytes[start...].prefix(Self.keptOfDropped))
        }
        if isDropping || start == bytes.count { empty() }
        return isTooLong ? .tooLong : .incomplete
    }

    /// Forgets what was read, and gives back the memory of a line that was longer than most.
    private mutating func empty() {
        bytes.removeAll(keepingCapacity: bytes.capacity <= Self.keptCapacity)
        start = 0
        searched = 0
    }

    /// Calls `body` with a line that `next` has found.
    public func withBytes<Value>(of line: Range<Int>, _ body: (UnsafeBufferPointer<UInt8>) -> Value) -> Value {
        bytes.withUnsafeBufferPointer { body(UnsafeBufferPointer(rebasing: $0[line])) }
    }

    /// Bytes of memory that are held.
    var capacity: Int { bytes.capacity }

    private func lineFeed(from index: Int) -> Int? {
        bytes.withUnsafeBytes { buffer in
            guard index < buffer.count, let base = buffer.baseAddress,
                let found = memchr(base + index, 0x0A, buffer.count - index)
            else { return nil }
            return base.distance(to: UnsafeRawPointer(found))
        }
    }
}
