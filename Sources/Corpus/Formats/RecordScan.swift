import Glibc
import JSON

/// The members of one line of JSON Lines as places in it, found while the line is checked: no value is made.
///
/// It takes the lines that most files are made of: one object whose keys have no escapes and whose values are strings,
/// numbers, booleans or null. Any other line, and any that is wrong, is left to the parser, which knows the words for it.
struct RecordScan {
    struct Member {
        /// Between the quotation marks.
        let key: Range<Int>
        /// Of a string, between the quotation marks.
        let value: Range<Int>
        let isString: Bool
    }

    /// More are left to the parser, which finds keys that stand twice in another way.
    private static let memberLimit = 16

    private(set) var members: [Member] = []
    private let bytes: UnsafeBufferPointer<UInt8>
    private var position = 0
    private var end = 0

    /// - Parameter bytes: valid UTF-8.
    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    /// Reads the line at `range`; answers whether it is one that is taken here.
    mutating func read(_ range: Range<Int>) -> Bool {
        members.removeAll(keepingCapacity: true)
        position = range.lowerBound
        end = range.upperBound
        skipSpace()
        guard take(UInt8(ascii: "{")) else { return false }
        repeat {
            skipSpace()
            guard members.count < Self.memberLimit, let member = member(), isNew(member) else { return false }
            members.append(member)
            skipSpace()
        } while take(UInt8(ascii: ","))
        guard take(UInt8(ascii: "}")) else { return false }
        skipSpace()
        return position == end
    }

    private mutating func member() -> Member? {
        guard let key = string(mayEscape: false) else { return nil }
        skipSpace()
        guard take(UInt8(ascii: ":")) else { return nil }
        skipSpace()
        guard position < end else { return nil }
        if bytes[position] == UInt8(ascii: "\"") {
            return string(mayEscape: true).map { Member(key: key, value: $0, isString: true) }
        }
        let start = position
        while position < end, Self.isScalar(bytes[position]) { position += 1 }
        guard position > start, (try? JSON(parsing: UnsafeBufferPointer(rebasing: bytes[start..<position]))) != nil
        else { return nil }
        return Member(key: key, value: start..<position, isString: false)
    }

    /// Whether a byte can be part of a number, `true`, `false` or `null`.
    private static func isScalar(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "E"),
            UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."):
            true
        default: false
        }
    }

    /// What is between the quotation marks of the string here; `nil` when it is wrong or unusual.
    private mutating func string(mayEscape: Bool) -> Range<Int>? {
        guard take(UInt8(ascii: "\"")) else { return nil }
        let start = position
        while true {
            position = bytes.endOfPlain(from: position)
            guard position < end else { return nil }
            switch bytes[position] {
            case UInt8(ascii: "\""):
                position += 1
                return start..<(position - 1)
            case UInt8(ascii: "\\"):
                guard mayEscape, skipEscape() else { return nil }
            default: return nil
            }
        }
    }

    /// Moves behind an escape; answers `false` for what is none, and for surrogates.
    private mutating func skipEscape() -> Bool {
        guard position + 1 < end else { return false }
        switch bytes[position + 1] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            position += 2
            return true
        case UInt8(ascii: "u"):
            guard position + 6 <= end,
                !bytes[(position + 2)..<(position + 6)].contains(where: { !Self.isHexadecimal($0) })
            else { return false }
            let isSurrogate =
                bytes[position + 2] | 0x20 == UInt8(ascii: "d") && bytes[position + 3] >= UInt8(ascii: "8")
            position += 6
            return !isSurrogate
        default: return false
        }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"),
            UInt8(ascii: "A")...UInt8(ascii: "F"):
            true
        default: false
        }
    }

    private func isNew(_ member: Member) -> Bool { !members.contains { isEqual($0.key, member.key) } }

    private func isEqual(_ left: Range<Int>, _ right: Range<Int>) -> Bool {
        guard left.count == right.count, let base = bytes.baseAddress else { return false }
        return memcmp(base + left.lowerBound, base + right.lowerBound, left.count) == 0
    }

    /// Whether a member's key is `name`.
    func isNamed(_ member: Member, _ name: [UInt8]) -> Bool {
        guard member.key.count == name.count, let base = bytes.baseAddress else { return false }
        return name.withUnsafeBufferPointer { name in
            name.baseAddress.map { memcmp(base + member.key.lowerBound, $0, name.count) == 0 } ?? true
        }
    }

    private mutating func skipSpace() {
        while position < end {
            switch bytes[position] {
            case 0x20, 0x09, 0x0D: position += 1
            default: return
            }
        }
    }

    private mutating func take(_ byte: UInt8) -> Bool {
        guard position < end, bytes[position] == byte else { return false }
        position += 1
        return true
    }
}
