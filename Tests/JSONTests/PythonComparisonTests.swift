import JSON
import Testing

@Suite("JSON parser beside Python's")
struct PythonComparisonTests {
    @Test("reads the same values", arguments: PythonOutcomes.accepted)
    func accepted(text: String, value: String) throws {
        #expect(canonical(try JSON(parsing: Self.bytes(text))) == value)
    }

    @Test("refuses the same texts", arguments: PythonOutcomes.refused)
    func refused(text: String) {
        #expect(throws: SyntaxError.self) { try JSON(parsing: Self.bytes(text)) }
    }

    private static func bytes(_ text: String) -> [UInt8] {
        text.split(separator: "‹", omittingEmptySubsequences: false).enumerated().flatMap { index, part -> [UInt8] in
            guard index > 0 else { return Array(part.utf8) }
            return [UInt8(part.prefix(2), radix: 16) ?? 0] + Array(part.dropFirst(3).utf8)
        }
    }

    private func canonical(_ value: JSON) -> String {
        switch value {
        case .null: "null"
        case .bool(let value): value ? "true" : "false"
        case .integer(let value): "i\(value)"
        case .number(let value): "f" + hexadecimal(value.bitPattern, width: 16)
        case .string(let value): canonical(value)
        case .array(let items): "[" + items.map(canonical).joined(separator: ",") + "]"
        case .object(let members):
            "{" + members.map { canonical($0.key) + ":" + canonical($0.value) }.joined(separator: ",") + "}"
        }
    }

    /// As Python's `json.dumps` writes a string.
    private func canonical(_ text: String) -> String {
        let names: [UInt16: String] = [0x22: "\\\"", 0x5C: "\\\\", 8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r"]
        let units = text.utf16.map { unit in
            if let name = names[unit] { return name }
            return (0x20..<0x7F).contains(unit)
                ? String(UnicodeScalar(UInt8(unit))) : "\\u" + hexadecimal(unit, width: 4)
        }
        return "\"" + units.joined() + "\""
    }

    private func hexadecimal(_ value: some BinaryInteger, width: Int) -> String {
        let digits = String(value, radix: 16)
        return String(repeating: "0", count: width - digits.count) + digits
    }
}
