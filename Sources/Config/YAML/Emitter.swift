import JSON

/// Writes JSON as YAML that people read and that reads back as the same, with a comment behind each value.
struct Emitter {
    /// What stands behind the `#` of a value.
    let comment: (Pointer) -> String?
    private var text = ""

    init(comment: @escaping (Pointer) -> String?) { self.comment = comment }

    static func text(_ value: JSON, comment: @escaping (Pointer) -> String?) -> String {
        var emitter = Emitter(comment: comment)
        emitter.write(value, at: Pointer(), indentation: 0)
        return emitter.text
    }

    /// Writes a block's lines, or a scalar behind what stands in the line already.
    private mutating func write(_ value: JSON, at pointer: Pointer, indentation: Int) {
        switch value {
        case .object(let members) where !members.isEmpty:
            for (index, (key, member)) in members.enumerated() {
                // The first key of an item stands behind its dash.
                if index > 0 || !text.hasSuffix("- ") { text += String(repeating: " ", count: indentation) }
                text += Self.scalar(key, isKey: true) + ":"
                writeBehindKey(member, at: pointer.appending(key), indentation: indentation)
            }
        case .array(let items) where !items.isEmpty:
            for (index, item) in items.enumerated() {
                text += String(repeating: " ", count: indentation) + "- "
                if case .array(let inner) = item, !inner.isEmpty {
                    text.removeLast()
                    text += "\n"
                }
                write(item, at: pointer.appending(index), indentation: indentation + 2)
            }
        default:
            text += Self.scalar(value)
            if let comment = comment(pointer) { text += "  # " + Self.oneLine(comment) }
            text += "\n"
        }
    }

    private mutating func writeBehindKey(_ value: JSON, at pointer: Pointer, indentation: Int) {
        let isBlock =
            switch value {
            case .object(let members): !members.isEmpty
            case .array(let items): !items.isEmpty
            default: false
            }
        text += isBlock ? "\n" : " "
        write(value, at: pointer, indentation: indentation + 2)
    }

    private static func scalar(_ value: JSON) -> String {
        switch value {
        case .string(let text): scalar(text, isKey: false)
        case .object: "{}"
        case .array: "[]"
        default: value.description
        }
    }

    private static func scalar(_ text: String, isKey: Bool) -> String {
        let text = isKey ? text : Expansion.escaped(text)
        if isPlain(text) { return text }
        var quoted = ""
        for scalar in JSON.string(text).description.unicodeScalars {
            switch scalar.properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator, .unassigned, .privateUse:
                let digits = String(scalar.value, radix: 16, uppercase: true)
                quoted += "\\U" + String(repeating: "0", count: 8 - digits.utf8.count) + digits
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted
    }

    /// Whether a text needs no quotes to read back as the same string. Where that is not plain to see it gets them.
    private static func isPlain(_ text: String) -> Bool {
        guard let first = text.unicodeScalars.first, text.utf8.count <= 200 else { return false }
        let isSafeStart =
            first.isASCII && (first.properties.isAlphabetic || "0123456789/._".unicodeScalars.contains(first))
        let isSafe = text.unicodeScalars.allSatisfy {
            $0.isASCII && ($0.properties.isAlphabetic || "0123456789/._-+@%=".unicodeScalars.contains($0))
        }
        guard isSafeStart, isSafe, let value = try? CoreSchema.plain(text) else { return false }
        return value == .string(text)
    }

    private static func oneLine(_ comment: String) -> String {
        String(comment.map { $0.isNewline ? " " : $0 })
    }
}
