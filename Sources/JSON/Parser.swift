/// The limits of what is read as JSON.
public struct ParseLimits: Sendable {
    /// How many lists and objects may stand inside each other.
    public var depth: Int

    public init(depth: Int = 128) { self.depth = depth }
}

extension JSON {
    /// Reads exactly one value, strictly by RFC 8259 and stricter: a key that stands twice in an object, a lone
    /// surrogate, invalid UTF-8, a byte-order mark and a number that is not finite are refused.
    public init(parsing bytes: UnsafeBufferPointer<UInt8>, limits: ParseLimits = ParseLimits()) throws(SyntaxError) {
        var parser = Parser(bytes: bytes, depthLimit: limits.depth)
        do throws(Fault) {
            self = try parser.document()
        } catch {
            throw error.located(in: bytes)
        }
    }

    /// Reads exactly one value from the UTF-8 of `text`.
    public init(parsing text: String, limits: ParseLimits = ParseLimits()) throws(SyntaxError) {
        try self.init(parsing: Array(text.utf8), limits: limits)
    }

    /// Reads exactly one value from `bytes`.
    public init(parsing bytes: [UInt8], limits: ParseLimits = ParseLimits()) throws(SyntaxError) {
        // A typed error can't be thrown through this closure (the compiler crashes), so the outcome is carried out.
        let outcome = bytes.withUnsafeBufferPointer { buffer in
            do throws(SyntaxError) {
                return Result<JSON, SyntaxError>.success(try JSON(parsing: buffer, limits: limits))
            } catch {
                return .failure(error)
            }
        }
        self = try outcome.get()
    }
}

/// An error on its way out of the parser; the keys that it passes become its pointer, so that success pays nothing.
struct Fault: Error {
    let reason: String
    let offset: Int
    var pointer = Pointer()

    func inside(_ key: String) -> Fault { Fault(reason: reason, offset: offset, pointer: pointer.inside(key)) }

    func located(in bytes: UnsafeBufferPointer<UInt8>) -> SyntaxError {
        var line = 1
        var lineStart = 0
        for index in 0..<Swift.min(offset, bytes.count) where bytes[index] == UInt8(ascii: "\n") {
            line += 1
            lineStart = index + 1
        }
        return SyntaxError(reason: reason, offset: offset, line: line, column: offset - lineStart + 1, pointer: pointer)
    }
}

/// A recursive descent over one text.
struct Parser {
    let bytes: UnsafeBufferPointer<UInt8>
    let depthLimit: Int
    var position = 0

    mutating func document() throws(Fault) -> JSON {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
            throw fault("a byte-order mark must not stand before the value")
        }
        skipSpace()
        let value = try value(depth: 0)
        skipSpace()
        guard position == bytes.count else {
            throw fault("expected nothing more after the value, found \(found)")
        }
        return value
    }

    private mutating func value(depth: Int) throws(Fault) -> JSON {
        guard position < bytes.count else { throw fault("expected a value, found the end") }
        switch bytes[position] {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "{"): return try object(depth: depth + 1)
        case UInt8(ascii: "["): return try list(depth: depth + 1)
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): return try number()
        case UInt8(ascii: "t"): return try word("true", .bool(true))
        case UInt8(ascii: "f"): return try word("false", .bool(false))
        case UInt8(ascii: "n"): return try word("null", .null)
        default: throw fault("expected a value, found \(found)")
        }
    }

    private mutating func object(depth: Int) throws(Fault) -> JSON {
        guard depth <= depthLimit else { throw fault("nested deeper than \(depthLimit) levels") }
        position += 1
        var members: [Members.Entry] = []
        var seen = SeenKeys()
        skipSpace()
        if take(UInt8(ascii: "}")) { return .object(Members(unchecked: members)) }
        members.reserveCapacity(4)  // the envelope of a message has as many
        while true {
            let start = position
            guard position < bytes.count, bytes[position] == UInt8(ascii: "\"") else {
                throw fault("expected a key in double quotes, found \(found)")
            }
            let key = try string()
            guard seen.insert(key, among: members) else {
                position = start
                throw fault("the key \"\(key.clipped)\" stands twice in one object")
            }
            skipSpace()
            guard take(UInt8(ascii: ":")) else { throw fault("expected ':' after a key, found \(found)") }
            skipSpace()
            do throws(Fault) {
                members.append(Members.Entry(key: key, value: try value(depth: depth)))
            } catch {
                throw error.inside(key)
            }
            skipSpace()
            if take(UInt8(ascii: "}")) { return .object(Members(unchecked: members)) }
            guard take(UInt8(ascii: ",")) else { throw fault("expected ',' or '}', found \(found)") }
            skipSpace()
        }
    }

    private mutating func list(depth: Int) throws(Fault) -> JSON {
        guard depth <= depthLimit else { throw fault("nested deeper than \(depthLimit) levels") }
        position += 1
        var items: [JSON] = []
        skipSpace()
        if take(UInt8(ascii: "]")) { return .array(items) }
        while true {
            do throws(Fault) {
                items.append(try value(depth: depth))
            } catch {
                throw error.inside(String(items.count))
            }
            skipSpace()
            if take(UInt8(ascii: "]")) { return .array(items) }
            guard take(UInt8(ascii: ",")) else { throw fault("expected ',' or ']', found \(found)") }
            skipSpace()
        }
    }

    private mutating func word(_ word: StaticString, _ value: JSON) throws(Fault) -> JSON {
        for index in 0..<word.utf8CodeUnitCount {
            guard take(word.utf8Start[index]) else { throw fault("expected '\(word)', found \(found)") }
        }
        return value
    }

    private mutating func skipSpace() {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x09, 0x0A, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < bytes.count, bytes[position] == byte else { return false }
        position += 1
        return true
    }

    func fault(_ reason: String) -> Fault { Fault(reason: reason, offset: position) }

    /// What stands at the current place, for an error message.
    var found: String {
        guard position < bytes.count else { return "the end" }
        let byte = bytes[position]
        guard (0x21..<0x7F).contains(byte) else { return "byte 0x" + String(byte, radix: 16, uppercase: true) }
        return "'" + String(UnicodeScalar(byte)) + "'"
    }
}

/// The keys of one object: compared one by one while they are few, hashed when they become many.
private struct SeenKeys {
    private var hashed: Set<ExactString> = []

    mutating func insert(_ key: String, among members: [Members.Entry]) -> Bool {
        guard members.count >= 16 else { return !members.contains { $0.key.isExactly(key) } }
        if hashed.isEmpty { hashed = Set(members.map { ExactString($0.key) }) }
        return hashed.insert(ExactString(key)).inserted
    }
}
