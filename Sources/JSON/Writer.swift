extension JSON {
    /// Appends the shortest form to `bytes`: no white space, members in their order, UTF-8, no line break anywhere.
    public func write(into bytes: inout [UInt8]) {
        var output = OutputBytes()
        write(into: &output)
        bytes.append(contentsOf: output.bytes)
    }

    package func write(into output: inout OutputBytes) {
        switch self {
        case .null: output.append(text: "null")
        case .bool(true): output.append(text: "true")
        case .bool(false): output.append(text: "false")
        case .integer(let value): output.append(number: value)
        case .number(let value): Self.write(value, into: &output)
        case .string(let value): Self.write(value, into: &output)
        case .array(let items):
            output.append(UInt8(ascii: "["))
            for (index, item) in items.enumerated() {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                item.write(into: &output)
            }
            output.append(UInt8(ascii: "]"))
        case .object(let members):
            output.append(UInt8(ascii: "{"))
            for index in members.storage.indices {
                if index > 0 { output.append(UInt8(ascii: ",")) }
                Self.write(members.storage[index].key, into: &output)
                output.append(UInt8(ascii: ":"))
                members.storage[index].value.write(into: &output)
            }
            output.append(UInt8(ascii: "}"))
        }
    }

    /// The shortest form as UTF-8.
    public var bytes: [UInt8] {
        var output = OutputBytes()
        write(into: &output)
        return Array(output.bytes)
    }

    /// Writes the shortest decimal that reads back as the same double; JSON has no infinity and no NaN, they become
    /// `null`.
    package static func write(_ value: Double, into output: inout OutputBytes) {
        guard value.isFinite else { return output.append(text: "null") }
        if writeShort(value, into: &output) { return }
        var text = value.description
        text.withUTF8 { output.append($0) }
    }

    /// Writes a number of at most four decimals, such as scores are; returns whether it was one.
    ///
    /// Of at most fifteen digits no two decimals are the same double, so that these are the shortest.
    private static func writeShort(_ value: Double, into output: inout OutputBytes) -> Bool {
        let scaled = (value * 10_000).rounded()
        guard value > 0, scaled >= 1, scaled < 1e14, scaled / 10_000 == value else { return false }
        let (whole, decimals) = Int(scaled).quotientAndRemainder(dividingBy: 10_000)
        output.append(number: whole)
        output.append(UInt8(ascii: "."))
        var rest = decimals
        var unit = 1000
        repeat {
            output.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: rest / unit))
            rest %= unit
            unit /= 10
        } while rest > 0
        return true
    }

    /// Writes `value` in quotes, escaping what must be escaped and U+2028, U+2029, which break JavaScript lines.
    package static func write(_ value: String, into output: inout OutputBytes) {
        output.append(UInt8(ascii: "\""))
        var value = value
        value.withUTF8 { escape(valid: $0, into: &output) }
        output.append(UInt8(ascii: "\""))
    }

    /// Writes what stands between the quotes for a text of UTF-8; what is none of it becomes U+FFFD.
    ///
    /// - Parameter isOneLine: whether control characters become spaces.
    package static func escape(
        _ text: UnsafeBufferPointer<UInt8>,
        isOneLine: Bool = false,
        into output: inout OutputBytes
    ) {
        if UTF8Check.validPrefix(of: text) == text.count {
            return escape(valid: text, isOneLine: isOneLine, into: &output)
        }
        var mended = String(decoding: text, as: UTF8.self)
        mended.withUTF8 { escape(valid: $0, isOneLine: isOneLine, into: &output) }
    }

    private static func escape(
        valid utf8: UnsafeBufferPointer<UInt8>,
        isOneLine: Bool = false,
        into output: inout OutputBytes
    ) {
        var index = 0
        while index < utf8.count {
            index = utf8.copyUnescaped(from: index, into: &output)
            guard index < utf8.count else { return }
            let isWide = utf8[index] == 0xE2
            if isWide, !utf8.isLineSeparator(at: index) {
                output.append(UnsafeBufferPointer(rebasing: utf8[index..<index + 3]))
            } else if isOneLine, utf8[index] < 0x20 {
                output.append(0x20)
            } else {
                escape(isWide ? 0x2000 | UInt16(utf8[index + 2] & 0x3F) : UInt16(utf8[index]), into: &output)
            }
            index += isWide ? 3 : 1
        }
    }

    private static func escape(_ unit: UInt16, into output: inout OutputBytes) {
        output.append(UInt8(ascii: "\\"))
        switch unit {
        case 0x22: output.append(UInt8(ascii: "\""))
        case 0x5C: output.append(UInt8(ascii: "\\"))
        case 0x0A: output.append(UInt8(ascii: "n"))
        case 0x0D: output.append(UInt8(ascii: "r"))
        case 0x09: output.append(UInt8(ascii: "t"))
        default:
            output.append(UInt8(ascii: "u"))
            for shift in [12, 8, 4, 0] {
                let digit = UInt8(unit >> UInt16(shift) & 0xF)
                output.append(digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10)
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
