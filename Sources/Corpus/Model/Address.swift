/// What a document, or a part of it, is called where nobody knows more than its name:
/// `caspian:///seeds/article.txt?v=1a2b3c4d#L3-9`.
///
/// The path is the document's id, percent-encoded (RFC 3986); a slash before it may be its own. `v` tells a document that
/// has changed from the one that was meant. Behind `#` stand lines, and columns where they matter: `L3`, `L3-9`,
/// `L3C5-L3C40`.
public struct Address: Sendable, Hashable, CustomStringConvertible {
    /// A part of a file, as ``Position`` counts.
    public struct Place: Sendable, Hashable, CustomStringConvertible {
        public let line: Int
        /// `nil` for the whole line.
        public let column: Int?
        public let endLine: Int
        /// Just behind the last byte; `nil` for the whole line.
        public let endColumn: Int?

        public init(line: Int, column: Int? = nil, endLine: Int, endColumn: Int? = nil) {
            self.line = line
            self.column = column
            self.endLine = endLine
            self.endColumn = endColumn
        }
    }

    public static let scheme = "caspian"
    private static let start = scheme + "://"

    /// As it was written, without the first slash.
    public let document: String
    public let version: String?
    public let place: Place?

    public init(document: String, version: String? = nil, place: Place? = nil) {
        self.document = document.hasPrefix("/") ? String(document.dropFirst()) : document
        self.version = version
        self.place = place
    }

    /// `nil` when it is no address, or names no part of a document that could be.
    public init?(parsing text: String) {
        guard text.hasPrefix(Self.start + "/") else { return nil }
        let rest = text.dropFirst(Self.start.utf8.count + 1)
        let parts = rest.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let head = parts[0].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        guard let document = Self.decoded(head[0]), !document.isEmpty else { return nil }
        if parts.count == 2, !parts[1].isEmpty {
            guard let place = Place(parsing: parts[1]) else { return nil }
            self.place = place
        } else {
            place = nil
        }
        self.document = document
        let fields = head.count == 2 ? head[1].split(separator: "&") : []
        version = fields.first { $0.hasPrefix("v=") }.map { String($0.dropFirst(2)) }
    }

    public var description: String {
        Self.start + "/" + Self.encoded(document) + (version.map { "?v=" + $0 } ?? "") + (place.map { "#\($0)" } ?? "")
    }

    // MARK: Percent-encoding

    /// What may stand in a path by itself (RFC 3986, section 3.3).
    private static func isPlain(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"):
            true
        default: "-._~/!$&'()*+,;=:@".utf8.contains(byte)
        }
    }

    private static func encoded(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if isPlain(byte) {
                bytes.append(byte)
            } else {
                bytes += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func decoded(_ text: Substring) -> String? {
        var bytes: [UInt8] = []
        var rest = Array(text.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst()?.hexadecimalDigit, let low = rest.popFirst()?.hexadecimalDigit else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

extension Address.Place {
    /// Reads `L3`, `L3-9`, `L3-L9`, `L3C5-L9C7` and the same without its letters L; `nil` when it is something else or
    /// ends before it begins.
    public init?(parsing text: some StringProtocol) {
        let ends = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
        guard let first = Self.end(ends[0]), let last = ends.count == 2 ? Self.end(ends[1]) : first else { return nil }
        guard (last.line, last.column ?? Int.max) >= (first.line, first.column ?? 1) else { return nil }
        self.init(
            line: first.line,
            column: first.column,
            endLine: last.line,
            endColumn: ends.count == 2 ? last.column : nil
        )
    }

    /// The path and the place of `notes.txt:12` or `notes.txt:12:5`, as hits are printed; `nil` when it ends otherwise.
    public static func behindPath(_ text: String) -> (path: String, place: Self)? {
        var path = text[...]
        var numbers: [Int] = []
        while numbers.count < 2, let colon = path.lastIndex(of: ":"), let number = Int(path[colon...].dropFirst()),
            number > 0
        {
            numbers.insert(number, at: 0)
            path = path[..<colon]
        }
        guard let line = numbers.first, !path.isEmpty else { return nil }
        return (String(path), Self(line: line, column: numbers.count == 2 ? numbers[1] : nil, endLine: line))
    }

    private static func end(_ text: some StringProtocol) -> (line: Int, column: Int?)? {
        let numbers = (text.hasPrefix("L") ? text.dropFirst() : text[...]).split(
            separator: "C",
            maxSplits: 1,
            omittingEmptySubsequences: false
        )
        let values = numbers.compactMap { Int($0) }.filter { $0 > 0 }
        guard values.count == numbers.count else { return nil }
        return (values[0], values.count == 2 ? values[1] : nil)
    }

    public var description: String {
        let start = "L\(line)" + (column.map { "C\($0)" } ?? "")
        if let endColumn { return "\(start)-L\(endLine)C\(endColumn)" }
        return endLine == line ? start : "\(start)-\(endLine)"
    }
}
