import JSON
import Wire

/// Numbers with the names of those whom they are about, as a request writes them.
struct NamedNumbers: Sendable {
    let names: [String]
    let values: [Rational]

    /// Reads `[100, 200]` (called A, B, …), `{"IRN": 100, "RUS": "200/3"}`, `"100, 200"` and `"IRN=100, RUS=200"`.
    init(_ json: JSON, at pointer: String) throws(Failure) {
        var names: [String] = []
        var values: [Rational] = []
        switch json {
        case .array(let items):
            names = Self.letters(items.count)
            for (index, item) in items.enumerated() {
                values.append(try .read(item, at: "\(pointer)/\(index)"))
            }
        case .object(let members):
            for (key, value) in members {
                names.append(key)
                values.append(try .read(value, at: "\(pointer)/\(key)"))
            }
        case .string(let text):
            (names, values) = try Self.read(text, at: pointer)
        case .integer, .number:
            names = Self.letters(1)
            values = [try .read(json, at: pointer)]
        default:
            throw .wrong("must be a list of numbers, or numbers by name, found \(json.kind)", at: pointer)
        }
        self.names = names
        self.values = values
    }

    private static func read(_ text: String, at pointer: String) throws(Failure) -> ([String], [Rational]) {
        var names: [String] = []
        var values: [Rational] = []
        for part in text.split(whereSeparator: { $0 == "," || $0 == ";" }) {
            let sides = part.split(separator: "=", maxSplits: 1).map(\.trimmed)
            if sides.count == 2 { names.append(sides[0]) }
            values.append(try .read(.string(sides.last ?? ""), at: pointer))
        }
        guard names.isEmpty || names.count == values.count else {
            throw .wrong("either every number has a name or none has, as in A=100, B=200", at: pointer)
        }
        if let twice = names.indices.first(where: { names[..<$0].contains(names[$0]) }) {
            throw .wrong("'\(names[twice])' stands there twice", at: pointer)
        }
        return (names.isEmpty ? letters(values.count) : names, values)
    }

    /// The numbers in the order of `others`, who must be the same.
    func ordered(as others: [String], at pointer: String) throws(Failure) -> [Rational] {
        guard values.count == others.count else {
            throw .wrong(
                "needs one number for each of \(others.joined(separator: ", ")); found \(values.count)",
                at: pointer
            )
        }
        guard names != Self.letters(values.count) else { return values }
        var result: [Rational] = []
        for name in others {
            guard let place = names.firstIndex(of: name) else {
                throw .wrong("says nothing about '\(name)'; it has \(names.joined(separator: ", "))", at: pointer)
            }
            result.append(values[place])
        }
        return result
    }

    /// A … Z, then numbers.
    static func letters(_ count: Int) -> [String] {
        (0..<count).map { index in
            index < 26 && count <= 26
                ? String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index))) : String(index + 1)
        }
    }
}

extension Rational {
    /// A number, or a text that says one: `12.5`, `"100/3"`.
    static func read(_ json: JSON?, at pointer: String) throws(Failure) -> Rational {
        guard let json else { throw .wrong("'\(pointer.dropFirst())' is missing", at: pointer) }
        guard let value = Rational(json) else {
            throw .wrong(
                "must be a number, found \(json)",
                at: pointer,
                hint: "write 12.5, or \"100/3\" for a fraction"
            )
        }
        return value
    }
}

extension StringProtocol {
    /// Without spaces at both ends.
    var trimmed: String {
        var rest = Substring(self)
        while let first = rest.first, first.isWhitespace { rest.removeFirst() }
        while let last = rest.last, last.isWhitespace { rest.removeLast() }
        return String(rest)
    }
}
