import JSON
import Schema

/// Reads a command line by a list of options.
public struct ArgumentReader {
    public enum Mistake: Error, Hashable {
        /// As it was written, `--lmit`.
        case unknownOption(String)
        case other(String)
    }

    private let flags: [Flag]

    public init(flags: [Flag]) { self.flags = flags }

    public func read(_ tokens: [String]) throws(Mistake) -> ReadArguments {
        var arguments = ReadArguments()
        var index = 0
        while index < tokens.count {
            let token = tokens[index]
            index += 1
            if token == "--" {
                arguments.words += tokens[index...]
                break
            }
            guard token.utf8.first == UInt8(ascii: "-"), token.utf8.count > 1 else {
                arguments.words.append(token)
                continue
            }
            guard let option = option(token) else { throw .unknownOption(String(token.prefix { $0 != "=" })) }
            if option.flag.isSwitch {
                arguments.options[option.flag.property.name] = try switched(option, token)
                continue
            }
            var text = option.value
            if text == nil, index < tokens.count, !tokens[index].hasPrefix("--") {
                text = tokens[index]
                index += 1
            }
            guard let text else { throw .other("--\(option.flag.name) needs a value: \(option.flag.synopsis)") }
            try add(text, of: option.flag, to: &arguments.options)
        }
        return arguments
    }

    private struct Option {
        let flag: Flag
        /// What stands behind `=`, or behind the letter.
        let value: String?
        let isNegated: Bool
    }

    private func option(_ token: String) -> Option? {
        guard token.hasPrefix("--") else { return shortOption(token) }
        let body = token.dropFirst(2)
        let end = body.firstIndex(of: "=") ?? body.endIndex
        let name = body[..<end]
        let value = end < body.endIndex ? String(body[body.index(after: end)...]) : nil
        if let flag = flags.first(where: { $0.answers(to: name) }) {
            return Option(flag: flag, value: value, isNegated: false)
        }
        if name.hasPrefix("no-"), let flag = flags.first(where: { $0.isSwitch && $0.answers(to: name.dropFirst(3)) }) {
            return Option(flag: flag, value: value, isNegated: true)
        }
        return nil
    }

    private func shortOption(_ token: String) -> Option? {
        let letter = token[token.index(after: token.startIndex)]
        guard let flag = flags.first(where: { $0.letter == letter }) else { return nil }
        var rest = token.dropFirst(2)
        if rest.first == "=" { rest = rest.dropFirst() }
        if flag.isSwitch, !rest.isEmpty { return nil }
        return Option(flag: flag, value: rest.isEmpty ? nil : String(rest), isNegated: false)
    }

    private func switched(_ option: Option, _ token: String) throws(Mistake) -> JSON {
        switch option.value {
        case nil, "true": return .bool(!option.isNegated)
        case "false": return .bool(option.isNegated)
        default: throw .other("'\(token)': --\(option.flag.name) is true or false")
        }
    }

    private func add(_ text: String, of flag: Flag, to options: inout Members) throws(Mistake) {
        let key = flag.property.name
        let schema = flag.property.schema
        var value: JSON
        if case .list(let item, _) = schema.kind, !text.hasPrefix("[") {
            // A list is given by repeating the option, or at once: with commas, or as JSON.
            var items = options[key]?.array ?? []
            let parts = flag.takesCommas ? text.split(separator: ",").map(String.init) : []
            for part in parts.isEmpty ? [text] : parts {
                let one = FlagValue.json(part, as: item)
                guard item.accepts(one) else { throw mistake(one, item, flag) }
                items.append(one)
            }
            value = .array(items)
        } else {
            value = FlagValue.json(text, as: schema)
            // A list's length may be right only when all of it has been read.
            guard flag.isList || schema.accepts(value) else { throw mistake(value, schema, flag) }
        }
        options[key] = value
    }

    private func mistake(_ value: JSON, _ schema: Schema, _ flag: Flag) -> Mistake {
        let shown = value.string.map { "'\($0)'" } ?? value.description
        let problems = schema.problems(with: value)
        // A problem further inside says more than what the whole should be.
        if let problem = problems.first, !problem.pointer.tokens.isEmpty {
            return .other("--\(flag.name) at \(problem.pointer): \(problem)")
        }
        let hint = problems.first?.suggestion.map { " (did you mean '\($0)'?)" } ?? ""
        return .other("--\(flag.name) must be \(schema.expectation), found \(shown)\(hint)")
    }
}
