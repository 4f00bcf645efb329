extension JSON {
    /// Appends the shortest form to `bytes`: no white space, members in their order, UTF-8, no line break anywhere.
    public func write(into bytes: inout [UInt8]) {
        switch self {
        case .null: bytes.append(text: "null")
        case .bool(true): bytes.append(text: "true")
        case .bool(false): bytes.append(text: "false")
        case .integer(let value): Self.write(value, into: &bytes)
        case .number(let value): Self.write(value, into: &bytes)
        case .string(let value): Self.write(value, into: &bytes)
        case .array(let items):
            bytes.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                item.write(into: &bytes)
            }
            bytes.append(UInt8(ascii: "]"))
        case .object(let members):
            bytes.append(UInt8(ascii: "{"))
            for index in members.storage.indices {
                if index > 0 { bytes.append(UInt8(ascii: ",")) }
                Self.write(members.storage[index].key, into: &bytes)
                bytes.append(UInt8(ascii: ":"))
                members.storage[index].value.write(into: &bytes)
            }
            bytes.append(UInt8(ascii: "}"))
        }
    }

    /// The shortest form as UTF-8.
    public var bytes: [UInt8] {
        var bytes: [UInt8] = []
        write(into: &bytes)
        return bytes
    }

    public static func write(_ value: Int, into bytes: inout [UInt8]) {
        guard value >= 10 else {
            if value >= 0 {
                bytes.append(UInt8(ascii: "0") + UInt8(value))
            } else {
                bytes.append(contentsOf: String(value).utf8)
            }
            return
        }
        withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 20) { digits in
            var rest = value
            var start = 20
            while rest > 0 {
                start -= 1
                digits[start] = UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest % 10)
                rest /= 10
            }
            bytes.append(contentsOf: UnsafeBufferPointer(rebasing: digits[start...]))
        }
    }

    /// Writes the shortest decimal that reads back as the same double; JSON has no infinity and no NaN, they become
    /// `null`.
    public static func write(_ value: Double, into bytes: inout [UInt8]) {
        guard value.isFinite else {
            bytes.append(text: "null")
            return
        }
        bytes.append(contentsOf: value.description.utf8)
    }

    /// Writes `value` in quotes, escaping what must be escaped and U+2028, U+2029, which break JavaScript lines.
    public static func write(_ value: String, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\""))
        var value = value
        value.withUTF8 { escape(valid: $0, into: &bytes) }
        bytes.append(UInt8(ascii: "\""))
    }

    /// Writes what stands between the quotes for a text of UTF-8; what is none of it becomes U+FFFD.
    package static func escape(_ text: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) {
        if UTF8Check.validPrefix(of: text) == text.count { return escape(valid: text, into: &bytes) }
        var mended = String(decoding: text, as: UTF8.self)
        mended.withUTF8 { escape(valid: $0, into: &bytes) }
    }

    private static func escape(valid utf8: UnsafeBufferPointer<UInt8>, into bytes: inout [UInt8]) {
        var plain = 0
        var index = utf8.endOfUnescaped(from: 0)
        while index < utf8.count {
            let length = utf8[index] == 0xE2 ? 3 : 1
            if length == 1 || utf8.isLineSeparator(at: index) {
                bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[plain..<index]))
                let unit = length == 3 ? 0x2000 | UInt16(utf8[index + 2] & 0x3F) : UInt16(utf8[index])
                escape(unit, into: &bytes)
                plain = index + length
            }
            index = utf8.endOfUnescaped(from: index + length)
        }
        bytes.append(contentsOf: UnsafeBufferPointer(rebasing: utf8[plain...]))
    }

    private static func escape(_ unit: UInt16, into bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "\\"))
        switch unit {
        case 0x22: bytes.append(UInt8(ascii: "\""))
        case 0x5C: bytes.append(UInt8(ascii: "\\"))
        case 0x0A: bytes.append(UInt8(ascii: "n"))
        case 0x0D: bytes.append(UInt8(ascii: "r"))
        case 0x09: bytes.append(UInt8(ascii: "t"))
        default:
            bytes.append(UInt8(ascii: "u"))
            for shift in [12, 8, 4, 0] {
                let digit = UInt8(unit >> UInt16(shift) & 0xF)
                bytes.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
            }
        }
    }
}

extension JSON: CustomStringConvertible {
    /// The shortest form.
    public var description: String { String(decoding: bytes, as: UTF8.self) }

    /// The form for people: two spaces a level, one member a line, and whatever fits into `width` columns on one line.
    public func pretty(width: Int = 100, indentation: Int = 0) -> String {
        let short = description
        guard short.utf8.count + indentation > width else { return short }
        let inner = String(repeating: " ", count: indentation + 2)
        let outer = String(repeating: " ", count: indentation)
        switch self {
        case .array(let items):
            let lines = items.map { inner + $0.pretty(width: width, indentation: indentation + 2) }
            return "[\n" + lines.joined(separator: ",\n") + "\n" + outer + "]"
        case .object(let members):
            let lines = members.map { member in
                inner + JSON.string(member.key).description + ": "
                    + member.value.pretty(width: width, indentation: indentation + 2)
            }
            return "{\n" + lines.joined(separator: ",\n") + "\n" + outer + "}"
        default:
            return short
        }
    }
}

extension [UInt8] {
    /// Appends a literal in one copy; the UTF-8 view of a string is copied byte by byte.
    @inlinable package mutating func append(text: StaticString) {
        append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
    }
}
