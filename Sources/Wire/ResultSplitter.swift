import JSON

/// Cuts one result into chunks, from the outside in: a value that is too large leaves an empty one in its place, which
/// later chunks fill.
struct ResultSplitter {
    private(set) var chunks: [JSON] = []
    private let id: RequestID
    private let limit: Int
    private var scratch: [UInt8] = []

    /// A value that left an empty one behind.
    private struct Remainder {
        let value: JSON
        let pointer: Pointer
    }

    init(id: RequestID, limit: Int) {
        self.id = id
        self.limit = limit
    }

    /// Makes the chunks and returns what is left for the final answer.
    mutating func split(_ result: JSON) -> JSON {
        let room = limit - #"{"jsonrpc":"2.0","id":,"result":}"#.utf8.count - 1 - size(id.json)
        guard size(result) > room, isDivisible(result, at: Pointer()) else { return result }
        var remainders: [Remainder] = []
        let rest = shell(of: result, at: Pointer(), room: room, &remainders)
        for remainder in remainders { fill(remainder) }
        return rest
    }

    /// What remains of `value` in at most `room` bytes; the rest goes to `remainders`. The small members of an object
    /// stay, because they say what it is.
    private mutating func shell(of value: JSON, at pointer: Pointer, room: Int, _ remainders: inout [Remainder]) -> JSON
    {
        switch value {
        case .object(let members):
            if let kept = shell(of: members, at: pointer, room: room, &remainders) { return .object(kept) }
            remainders.append(Remainder(value: value, pointer: pointer))
            return [:]
        case .array:
            remainders.append(Remainder(value: value, pointer: pointer))
            return []
        case .string:
            remainders.append(Remainder(value: value, pointer: pointer))
            return ""
        default: return value
        }
    }

    /// The members with the largest emptied until they fit; `nil` when it takes more than the few large ones.
    private mutating func shell(
        of members: Members,
        at pointer: Pointer,
        room: Int,
        _ remainders: inout [Remainder]
    ) -> Members? {
        var sizes: [Int] = []
        for (_, value) in members { sizes.append(size(value)) }
        var total = members.reduce(2) { $0 + size($1.key) + 2 } + sizes.reduce(0, +)
        var emptied: Set<Int> = []
        for index in members.indices.sorted(by: { sizes[$0] > sizes[$1] }) {
            guard total > room, sizes[index] > max(room / 16, 2) else { break }
            guard isDivisible(members[index].value, at: pointer.appending(members[index].key)) else { continue }
            emptied.insert(index)
            total -= sizes[index] - 2
        }
        guard total <= room else { return nil }
        var kept = Members()
        kept.reserveCapacity(members.count)
        for (index, member) in members.enumerated() {
            guard emptied.contains(index) else {
                kept.append(member.key, member.value)
                continue
            }
            remainders.append(Remainder(value: member.value, pointer: pointer.appending(member.key)))
            kept.append(member.key, member.value.empty)
        }
        return kept
    }

    private mutating func fill(_ remainder: Remainder) {
        switch remainder.value {
        case .array(let items): fill(items, at: remainder.pointer)
        case .object(let members): fill(members, at: remainder.pointer)
        case .string(let text): fill(text, at: remainder.pointer)
        default: break
        }
    }

    private mutating func fill(_ items: [JSON], at pointer: Pointer) {
        let room = room(at: pointer)
        var batch: [JSON] = []
        var batchSize = 2
        var remainders: [Remainder] = []
        for (index, item) in items.enumerated() {
            let place = pointer.appending(index)
            var item = item
            if size(item) + 2 > room, isDivisible(item, at: place) {
                item = shell(of: item, at: place, room: room - 2, &remainders)
            }
            let itemSize = size(item) + 1
            if batchSize + itemSize > room, !batch.isEmpty {
                emit("items", .array(batch), at: pointer)
                (batch, batchSize) = ([], 2)
            }
            batch.append(item)
            batchSize += itemSize
            guard !remainders.isEmpty else { continue }
            emit("items", .array(batch), at: pointer)
            (batch, batchSize) = ([], 2)
            for remainder in remainders { fill(remainder) }
            remainders = []
        }
        if !batch.isEmpty { emit("items", .array(batch), at: pointer) }
    }

    private mutating func fill(_ members: Members, at pointer: Pointer) {
        let room = room(at: pointer)
        var batch = Members()
        var batchSize = 2
        var remainders: [Remainder] = []
        for (key, member) in members {
            let place = pointer.appending(key)
            let keySize = size(key) + 2
            var value = member
            if keySize + size(value) + 2 > room, isDivisible(value, at: place) {
                value = shell(of: value, at: place, room: room - keySize - 2, &remainders)
            }
            let memberSize = keySize + size(value)
            if batchSize + memberSize > room, !batch.isEmpty {
                emit("members", .object(batch), at: pointer)
                (batch, batchSize) = (Members(), 2)
            }
            batch.append(key, value)
            batchSize += memberSize
            guard !remainders.isEmpty else { continue }
            emit("members", .object(batch), at: pointer)
            (batch, batchSize) = (Members(), 2)
            for remainder in remainders { fill(remainder) }
            remainders = []
        }
        if !batch.isEmpty { emit("members", .object(batch), at: pointer) }
    }

    private mutating func fill(_ text: String, at pointer: Pointer) {
        let room = room(at: pointer)
        let scalars = text.unicodeScalars
        var start = scalars.startIndex
        var pieceSize = 2
        for index in scalars.indices {
            let scalarSize = Self.writtenSize(of: scalars[index])
            if pieceSize + scalarSize > room {
                emit("text", .string(String(scalars[start..<index])), at: pointer)
                (start, pieceSize) = (index, 2)
            }
            pieceSize += scalarSize
        }
        if start < scalars.endIndex { emit("text", .string(String(scalars[start...])), at: pointer) }
    }

    private mutating func emit(_ what: String, _ value: JSON, at pointer: Pointer) {
        chunks.append(.object(Members([("id", id.json), ("path", .string(pointer.description)), (what, value)])))
    }

    // MARK: Sizes

    /// Whether chunks about `pointer` have room for something: at least half of the limit.
    private mutating func isDivisible(_ value: JSON, at pointer: Pointer) -> Bool {
        switch value {
        case .array, .object, .string: room(at: pointer) >= limit / 2
        default: false
        }
    }

    /// The bytes that are left for the value in the line of a chunk about `pointer`.
    private mutating func room(at pointer: Pointer) -> Int {
        let envelope = #"{"jsonrpc":"2.0","method":"stream/chunk","params":{"id":,"path":,"members":}}"#
        return limit - envelope.utf8.count - 1 - size(id.json) - size(pointer.description)
    }

    private mutating func size(_ text: String) -> Int { size(.string(text)) }

    private mutating func size(_ value: JSON) -> Int {
        scratch.removeAll(keepingCapacity: true)
        value.write(into: &scratch)
        return scratch.count
    }

    /// At least as many bytes as the writer needs.
    private static func writtenSize(of scalar: UnicodeScalar) -> Int {
        switch scalar.value {
        case 0..<0x20, 0x7F, 0x2028, 0x2029: 6
        case 0x22, 0x5C: 2
        case 0..<0x80: 1
        case 0x80..<0x800: 2
        case 0x800..<0x1_0000: 3
        default: 4
        }
    }
}

extension JSON {
    /// The value that stands for this one until chunks fill it.
    fileprivate var empty: JSON {
        switch self {
        case .array: []
        case .object: [:]
        case .string: ""
        default: self
        }
    }
}
