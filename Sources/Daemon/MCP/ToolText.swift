import JSON

/// Sets a value as text that a model reads with fewer tokens than JSON: a line for each member, a dash for each item.
struct ToolText {
    private var text = ""

    static func text(_ json: JSON) -> String {
        var writer = ToolText()
        writer.write(json, indentation: 0)
        if writer.text.hasSuffix("\n") { writer.text.removeLast() }
        return writer.text
    }

    private mutating func write(_ json: JSON, indentation: Int) {
        switch json {
        case .object(let members): write(members, indentation, isInItem: false)
        case .array(let items):
            for item in items {
                text += String(repeating: " ", count: indentation) + "- "
                if case .object(let members) = item, !members.isEmpty {
                    write(members, indentation + 2, isInItem: true)
                } else {
                    text += Self.inline(item, indentation + 2) + "\n"
                }
            }
        default: text += Self.inline(json, indentation) + "\n"
        }
    }

    private mutating func write(_ members: Members, _ indentation: Int, isInItem: Bool) {
        for (index, member) in members.enumerated() {
            if !isInItem || index > 0 { text += String(repeating: " ", count: indentation) }
            text += member.key + ":"
            if Self.isNested(member.value) {
                text += "\n"
                write(member.value, indentation: indentation + 2)
            } else {
                text += " " + Self.inline(member.value, indentation + 2) + "\n"
            }
        }
    }

    /// Whether a value takes lines of its own: lists of objects, and objects.
    private static func isNested(_ json: JSON) -> Bool {
        switch json {
        case .object(let members): !members.isEmpty
        case .array(let items): items.contains { $0.object != nil }
        default: false
        }
    }

    private static func inline(_ json: JSON, _ indentation: Int) -> String {
        switch json {
        // What follows a line feed is set in, so that it can't be taken for a member.
        case .string(let text):
            text.split(separator: "\n", omittingEmptySubsequences: false)
                .joined(separator: "\n" + String(repeating: " ", count: indentation))
        case .number(let number): rounded(number)
        case .array(let items): "[" + items.map { inline($0, indentation) }.joined(separator: ", ") + "]"
        default: json.description
        }
    }

    /// At most four digits behind the point: the structured answer has all of them.
    private static func rounded(_ number: Double) -> String {
        guard number.magnitude < 1e12, number.magnitude >= 0.0001 || number == 0 else {
            return JSON.number(number).description
        }
        let value = (number * 10_000).rounded() / 10_000
        return value == value.rounded() ? String(Int(value)) : JSON.number(value).description
    }
}
