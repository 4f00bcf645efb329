import JSON
import PluginKit
import Wire

extension SearchPlugin {
    /// Completes the value behind the name of a field, as in `author:j`; `nil` where none stands or no value is so.
    ///
    /// - Complexity: O(n) in the number of different values of the field.
    func completeValue(_ text: String, _ call: Call) throws(Failure) -> JSON? {
        guard let typed = TypedValue(text), index.fieldNames.contains(typed.field) else { return nil }
        if index.isLarge { try call.needsTime() }
        let limit = call[CompleteMethod.limit]
        let key = TermKey.fieldValue(typed.field, [])
        let terms = try mostFrequent(behind: key, beginning: [], atMost: limit, call) { value in
            typed.isPart(of: String(decoding: value, as: UTF8.self))
        }
        guard !terms.isEmpty else { return nil }
        let completions: [JSON] = sorted(terms, behind: key).prefix(limit).map { term in
            let value = String(decoding: term.bytes, as: UTF8.self)
            return [
                "text": .string(typed.before + TypedValue.quoted(value)), "word": .string(value),
                "passages": .integer(max(term.passageCount, 1)),
            ]
        }
        return ["completions": .array(completions)]
    }
}

/// The beginning of a field's value at the end of what has been typed.
private struct TypedValue {
    /// In small letters.
    let field: String
    /// All before the value, the colon included.
    let before: String
    /// In small letters.
    private let start: String

    init?(_ text: String) {
        var value = text[...]
        let isQuoted = text.utf8.count { $0 == UInt8(ascii: "\"") } % 2 == 1
        if isQuoted, let mark = text.utf8.lastIndex(of: UInt8(ascii: "\"")) {
            before = String(text[..<mark])
            value = text[text.index(after: mark)...]
        } else {
            let space = text.utf8.lastIndex { $0 <= 0x20 || "()\"".utf8.contains($0) }
            let token = text.utf8[(space.map { text.utf8.index(after: $0) } ?? text.startIndex)...]
            guard let colon = token.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            before = String(text[...colon])
            value = text[text.utf8.index(after: colon)...]
        }
        guard before.utf8.last == UInt8(ascii: ":") else { return nil }
        let name = before.utf8.dropLast().split { $0 <= 0x20 || "()\":".utf8.contains($0) }.last ?? []
        field = String(decoding: name, as: UTF8.self).drop { $0 == "-" || $0 == "+" }.lowercased()
        start = value.lowercased()
    }

    /// Whether the value, or one of its words, begins as what was typed.
    func isPart(of value: String) -> Bool {
        guard !value.utf8.contains(UInt8(ascii: "\"")), !value.utf8.contains(UInt8(ascii: "\n")) else { return false }
        guard !start.isEmpty else { return true }
        let value = value.lowercased()
        return value.hasPrefix(start) || value.split(separator: " ").contains { $0.hasPrefix(start) }
    }

    /// The value as it stands in a query.
    static func quoted(_ value: String) -> String {
        let isPlain = value.unicodeScalars.allSatisfy { scalar in
            let properties = scalar.properties
            return properties.isAlphabetic || properties.numericType != nil || "_.".unicodeScalars.contains(scalar)
        }
        return isPlain ? value : "\"\(value)\""
    }
}
