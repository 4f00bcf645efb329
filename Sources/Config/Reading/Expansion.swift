/// A string with `${NAME}`, `${NAME:-default}` and `$${`, which stands for `${` itself.
///
/// As in a shell, the default stands for a variable that is not set or empty. It goes to the next `}` and is not
/// expanded itself.
struct Expansion {
    struct Fault {
        /// What stands in the text there.
        let excerpt: String
        let message: String
        let hint: String?
    }

    private(set) var text = ""
    /// The variables whose values stand in `text`.
    private(set) var names: [String] = []
    private(set) var faults: [Fault] = []
    /// Whether all of the text was one expansion.
    private(set) var isWhole = false

    init(_ source: String, environment: (String) -> String?) {
        guard source.utf8.contains(UInt8(ascii: "$")) else {
            text = source
            return
        }
        var rest = source[...]
        while let dollar = rest.firstIndex(of: "$") {
            text += rest[..<dollar]
            rest = rest[dollar...]
            if rest.hasPrefix("$${") {
                text += "${"
                rest = rest.dropFirst(3)
            } else if rest.hasPrefix("${") {
                let isFirst = dollar == source.startIndex
                expand(&rest, environment)
                isWhole = isFirst && rest.isEmpty
            } else {
                text += "$"
                rest = rest.dropFirst()
            }
        }
        text += rest
    }

    /// Writes a text so that expanding it gives it back.
    static func escaped(_ text: String) -> String {
        guard text.utf8.contains(UInt8(ascii: "$")) else { return text }
        var result = ""
        var rest = text[...]
        while let dollar = rest.firstIndex(of: "$") {
            result += rest[..<dollar]
            rest = rest[dollar...]
            result += rest.hasPrefix("${") ? "$$" : "$"
            rest = rest.dropFirst()
        }
        return result + rest
    }

    private mutating func expand(_ rest: inout Substring, _ environment: (String) -> String?) {
        guard let end = rest.firstIndex(of: "}") else {
            faults.append(
                Fault(
                    excerpt: String(rest),
                    message: "'${' is not closed by '}'",
                    hint: "write $${ for the characters themselves"
                )
            )
            rest = ""
            return
        }
        let whole = String(rest[...end])
        let inner = whole.dropFirst(2).dropLast()
        rest = rest[rest.index(after: end)...]
        let name = inner.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        let behind = inner[name.endIndex...]
        guard let first = name.first, !first.isNumber, behind.isEmpty || behind.hasPrefix(":-") else {
            let hint = "write ${NAME} or ${NAME:-default}, or $${ for the characters themselves"
            faults.append(Fault(excerpt: whole, message: "'\(whole)' is no expansion", hint: hint))
            return
        }
        let value = environment(String(name))
        if behind.isEmpty {
            guard let value else {
                let message = "the environment variable '\(name)' is not set"
                faults.append(Fault(excerpt: whole, message: message, hint: "set it, or write ${\(name):-default}"))
                return
            }
            text += value
            names.append(String(name))
        } else if let value, !value.isEmpty {
            text += value
            names.append(String(name))
        } else {
            text += behind.dropFirst(2)
        }
    }
}
