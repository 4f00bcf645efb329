/// Cuts a stream into the messages of the Language Server Protocol: headers, an empty line, and as many bytes as
/// `Content-Length` says.
struct FrameReader {
    enum Next: Hashable {
        case message([UInt8])
        /// A message is longer than the limit; its bytes are dropped as they come.
        case tooLong(Int)
        /// Headers without a length: nobody can tell where the message ends.
        case noLength
        case incomplete
    }

    /// No header of the protocol comes near it.
    private static let longestHeaders = 8192

    private let limit: Int
    private var bytes: [UInt8] = []
    private var start = 0
    private var body: Int?
    private var dropping = 0

    /// - Parameter limit: the most bytes of a message.
    init(limit: Int) { self.limit = limit }

    mutating func append(_ more: UnsafeRawBufferPointer) {
        if start > 1 << 16 || start == bytes.count {
            bytes.removeSubrange(..<start)
            start = 0
        }
        bytes.append(contentsOf: more)
    }

    mutating func next() -> Next {
        if dropping > 0 {
            let count = min(dropping, bytes.count - start)
            start += count
            dropping -= count
            if dropping > 0 { return .incomplete }
        }
        if body == nil {
            switch headers() {
            case .length(let length) where length > limit:
                dropping = length
                return .tooLong(length)
            case .length(let length): body = length
            case .none: return .noLength
            case .incomplete: return .incomplete
            }
        }
        guard let length = body, bytes.count - start >= length else { return .incomplete }
        let message = Array(bytes[start..<start + length])
        start += length
        body = nil
        return .message(message)
    }

    private enum Headers {
        case length(Int)
        case none, incomplete
    }

    /// Reads headers up to their empty line; a line feed alone ends a line, too.
    private mutating func headers() -> Headers {
        var index = start
        var lineStart = start
        var length: Int?
        while index < bytes.count {
            guard bytes[index] == 0x0A else {
                index += 1
                continue
            }
            var end = index
            if end > lineStart, bytes[end - 1] == 0x0D { end -= 1 }
            index += 1
            if end == lineStart {
                start = index
                return length.map(Headers.length) ?? .none
            }
            length = Self.length(in: bytes[lineStart..<end]) ?? length
            lineStart = index
        }
        guard bytes.count - start > Self.longestHeaders else { return .incomplete }
        start = bytes.count
        return .none
    }

    private static func length(in line: ArraySlice<UInt8>) -> Int? {
        let text = String(decoding: line, as: UTF8.self)
        guard let colon = text.firstIndex(of: ":"), text[..<colon].lowercased() == "content-length" else { return nil }
        let value = text[text.index(after: colon)...].filter { $0 != " " && $0 != "\t" }
        return Int(value).flatMap { $0 >= 0 ? $0 : nil }
    }
}
