/// Makes text from documents harmless for a terminal: nothing in it can move the cursor, change colours or titles, or
/// turn the direction of what is read.
enum Neutral {
    /// The text with every control shown as a picture (`␛`) or its number (`<9B>`).
    ///
    /// Tabs become a space; a line feed too, since who wants lines writes lines.
    static func text(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: isDangerous) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A, 0x0D: result += " "
            case 0..<0x20: result.unicodeScalars.append(UnicodeScalar(0x2400 + scalar.value) ?? "?")
            case 0x7F: result += "␡"
            default:
                if isDangerous(scalar) {
                    result += "<" + String(scalar.value, radix: 16, uppercase: true) + ">"
                } else {
                    result.unicodeScalars.append(scalar)
                }
            }
        }
        return result
    }

    /// JSON that means the same, with such characters escaped. The writer has escaped the C0 controls already.
    static func json(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { isDangerous($0) && $0 != "\n" }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            if isDangerous(scalar), scalar != "\n" {
                let digits = String(scalar.value, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
            } else {
                result.unicodeScalars.append(scalar)
            }
        }
        return result
    }

    /// C0, DEL, C1 (ECMA-48), the line and paragraph separators, and the embeddings, overrides and isolates of UAX #9.
    private static func isDangerous(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.value {
        case 0..<0x20, 0x7F..<0xA0, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0x061C: true
        default: false
        }
    }
}
