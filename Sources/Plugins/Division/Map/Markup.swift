/// Text between the tags of SVG and HTML.
enum Markup {
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(where: { "&<>\"'".utf8.contains($0) || $0 < 0x20 }) else { return text }
        var result = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": result += "&amp;"
            case "<": result += "&lt;"
            case ">": result += "&gt;"
            case "\"": result += "&quot;"
            case "'": result += "&#39;"
            case "\t", "\n", "\r": result += " "
            // XML knows no other controls, not even escaped.
            case "\0"..."\u{1F}": continue
            default: result.unicodeScalars.append(scalar)
            }
        }
        return result
    }
}

/// Figures for people.
enum Figure {
    /// `20.91`
    static func percent(_ value: Double) -> String { decimal(value, 2) }

    /// `79,174`
    static func whole(_ value: Double) -> String { decimal(value, 0) }

    static func decimal(_ value: Double, _ decimals: Int) -> String {
        guard value.isFinite, let exact = Rational(decimal: value.description) else { return "?" }
        let rounded = FixedDecimal(rounding: exact, decimals: decimals).text()
        guard decimals > 0 else { return rounded }
        let fraction = rounded.split(separator: ".").dropFirst().first?.count ?? 0
        return rounded + (fraction == 0 ? "." : "") + String(repeating: "0", count: decimals - fraction)
    }
}
