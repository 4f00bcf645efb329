import JSON
import Schema
import TestSupport

extension SeededNumbers {
    /// Small values of every kind, many of which a schema from here accepts.
    mutating func value(depth: Int) -> JSON {
        switch below(depth > 0 ? 9 : 6) {
        case 0: .null
        case 1: .bool(below(2) == 0)
        case 2: .integer(below(10))
        case 3: .number(Double(below(20)) / 2)
        case 4: .string(["", "a", "ab", "5s", "64KiB", "😀"][below(6)])
        case 5: .string("abc")
        case 6: .array((0..<below(4)).map { _ in value(depth: depth - 1) })
        default: .object(Members(["a", "b", "c"].prefix(below(4)).map { ($0, value(depth: depth - 1)) }))
        }
    }

    mutating func schema(depth: Int) -> Schema {
        let schema = plainSchema(depth: depth)
        return below(3) == 0 ? schema.described("Something.") : schema
    }

    private mutating func plainSchema(depth: Int) -> Schema {
        switch below(depth > 0 ? 12 : 8) {
        case 0: .any
        case 1: .null
        case 2: .boolean
        case 3: below(2) == 0 ? .integer : .integer(below(5)...5 + below(5))
        case 4: below(2) == 0 ? .number : .number(Double(below(5))...5.5)
        case 5: below(2) == 0 ? .string : .string(length: below(2)...1 + below(3))
        case 6: [.duration, .byteCount, .path, .language][below(4)]
        case 7: .choice("a", "abc")
        case 8: .list(of: schema(depth: depth - 1), count: below(2)...(below(2) == 0 ? 2 : Int.max))
        case 9: .either(schema(depth: depth - 1), schema(depth: depth - 1))
        default:
            .object(
                ["a", "b"].prefix(below(3)).map { Property($0, schema(depth: depth - 1), isRequired: below(2) == 0) },
                others: below(3) == 0 ? nil : schema(depth: depth - 1)
            )
        }
    }
}
