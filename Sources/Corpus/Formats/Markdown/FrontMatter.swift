import JSON

/// What stands in front of a Markdown text between lines of `---` (YAML) or `+++` (TOML): names with values and lists.
///
/// Only the simple forms are understood; whatever is deeper is kept as it is written.
struct FrontMatter {
    private(set) var members = Members()
    /// Where the text behind it begins; 0 when there is none.
    private(set) var end = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var lines = Lines(bytes)
        guard let first = lines.next(), let fence = Self.fence(bytes, first) else { return }
        var body: [Range<Int>] = []
        while let line = lines.next() {
            let content = trimmedEnd(bytes, line)
            let text = bytes[content]
            if text.elementsEqual(fence.utf8) || (fence == "---" && text.elementsEqual("...".utf8)) {
                end = lines.position
                read(bytes, body, separator: fence == "+++" ? "=" : ":")
                return
            }
            body.append(content)
        }
    }

    private static func fence(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> String? {
        let text = bytes[trimmedEnd(bytes, line)]
        return ["---", "+++"].first { text.elementsEqual($0.utf8) }
    }

    private mutating func read(_ bytes: UnsafeBufferPointer<UInt8>, _ lines: [Range<Int>], separator: Character) {
        var key: String?
        var items: [JSON] = []
        var deeper: [String] = []
        func finished() -> JSON? {
            if !items.isEmpty { return .array(items) }
            return deeper.isEmpty ? nil : .string(deeper.joined(separator: "\n"))
        }
        for line in lines {
            let text = String(decoding: bytes[line], as: UTF8.self)
            if text.isEmpty || text.hasPrefix("#") { continue }
            let inner = text.drop { $0 == " " || $0 == "\t" }
            if key != nil, inner.hasPrefix("- ") || inner == "-" {
                items.append(Self.scalar(inner.dropFirst()))
            } else if key != nil, inner.count < text.count {
                deeper.append(String(inner))
            } else if let place = text.firstIndex(of: separator) {
                set(key, finished())
                items = []
                deeper = []
                key = String(text[..<place].filter { $0 != "\"" && $0 != "'" && $0 != " " })
                let value = text[text.index(after: place)...].drop { $0 == " " }
                // A bar or an angle says that the value follows in the next lines.
                if !value.isEmpty, value != "|", value != ">", value != "|-", value != ">-" {
                    set(key, Self.value(value))
                }
            }
        }
        set(key, finished())
    }

    private mutating func set(_ key: String?, _ value: JSON?) {
        guard let key, !key.isEmpty, let value else { return }
        members[key] = value
    }

    private static func value(_ text: Substring) -> JSON {
        guard text.first == "[", text.last == "]" else { return scalar(text) }
        let items = text.dropFirst().dropLast().split(separator: ",").map { scalar($0) }
        return .array(items)
    }

    private static func scalar(_ text: Substring) -> JSON {
        let bare = text.drop { $0 == " " }
        let value = bare.lastIndex { $0 != " " && $0 != "\t" }.map { bare[...$0] } ?? ""
        if value.count >= 2, let quote = value.first, quote == "\"" || quote == "'", value.last == quote {
            return .string(String(value.dropFirst().dropLast()))
        }
        switch value {
        case "true": return true
        case "false": return false
        case "null", "~": return nil
        default: return Int(value).map { .integer($0) } ?? .string(String(value))
        }
    }
}

/// The lines of a text, without what ends them.
struct Lines {
    private let bytes: UnsafeBufferPointer<UInt8>
    /// Where the next line begins.
    private(set) var position: Int

    init(_ bytes: UnsafeBufferPointer<UInt8>, from position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    mutating func next() -> Range<Int>? {
        guard position < bytes.count else { return nil }
        let start = position
        let feed = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        position = min(feed + 1, bytes.count)
        let hasReturn = feed > start && bytes[feed - 1] == UInt8(ascii: "\r")
        return start..<(hasReturn ? feed - 1 : feed)
    }
}

/// `range` without the spaces and tabs at its end.
func trimmedEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Range<Int> {
    var end = range.upperBound
    while end > range.lowerBound, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x09 { end -= 1 }
    return range.lowerBound..<end
}
