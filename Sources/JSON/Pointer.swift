/// A place in a JSON document (RFC 6901): `/hits/0/path`, or the empty string for the whole of it.
public struct Pointer: Sendable, Hashable, CustomStringConvertible {
    public private(set) var tokens: [String]

    public init(_ tokens: [String] = []) { self.tokens = tokens }

    /// Reads the string form; `nil` if it is neither empty nor begins with a slash.
    public init?(parsing text: String) {
        guard !text.isEmpty else {
            tokens = []
            return
        }
        guard text.utf8.first == UInt8(ascii: "/") else { return nil }
        tokens = text.split(separator: "/", omittingEmptySubsequences: false).dropFirst().map(Self.unescaped)
    }

    public func appending(_ token: String) -> Pointer { Pointer(tokens + [token]) }

    public func appending(_ index: Int) -> Pointer { Pointer(tokens + [String(index)]) }

    /// This place inside the value that stands at `outer`.
    public func inside(_ outer: String) -> Pointer { Pointer([outer] + tokens) }

    public var description: String {
        var text = ""
        for token in tokens { text += "/" + Self.escaped(token) }
        return text
    }

    /// The index that `token` means: digits without a leading zero (RFC 6901, section 4).
    static func index(_ token: String) -> Int? {
        guard let first = token.utf8.first, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
            first != UInt8(ascii: "0") || token.utf8.count == 1
        else { return nil }
        return Int(token)
    }

    private static func escaped(_ token: String) -> String {
        guard token.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return token }
        var text = ""
        for scalar in token.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private static func unescaped(_ token: Substring) -> String {
        var text = ""
        var rest = token.unicodeScalars[...]
        while let scalar = rest.popFirst() {
            switch (scalar, rest.first) {
            case ("~", "0"): text += "~"
            case ("~", "1"): text += "/"
            default:
                text.unicodeScalars.append(scalar)
                continue
            }
            rest.removeFirst()
        }
        return text
    }
}

extension JSON {
    /// The value at `pointer`, if there is one.
    public subscript(pointer: Pointer) -> JSON? {
        var value = self
        for token in pointer.tokens {
            let next: JSON?
            switch value {
            case .object(let members): next = members[token]
            case .array: next = Pointer.index(token).flatMap { value[$0] }
            default: next = nil
            }
            guard let next else { return nil }
            value = next
        }
        return value
    }
}
