public import JSON

/// Cuts a large result into lines that any client can read, and puts it together again.
///
/// The lines before the final answer are `stream/chunk` notifications. Each names a place in the result and adds to what
/// stands there: `items` to a list, `members` to an object, `text` to a string.
public enum Streaming {
    /// The chunks, as params of `stream/chunk`, and what is left for the final answer. Each is written in at most
    /// `limit` bytes. No chunks when the result fits by itself.
    ///
    /// - Complexity: O(n · d) in the size of the result and its depth.
    public static func split(_ result: JSON, id: RequestID, limit: Int) -> (chunks: [JSON], rest: JSON) {
        var splitter = Splitter(id: id, limit: limit - 512)
        let rest = splitter.reduce(result, at: Pointer())
        return (splitter.chunks, rest)
    }

    /// The whole result, from the params of the chunks in their order and the final answer.
    ///
    /// Throws `internalError` when a chunk does not fit the answer.
    public static func join(_ chunks: [JSON], _ rest: JSON) throws(Failure) -> JSON {
        var result = rest
        for chunk in chunks {
            guard let pointer = chunk["path"]?.string.flatMap(Pointer.init(parsing:)),
                result.add(chunk, at: pointer.tokens[...])
            else { throw Failure(.internalError, "a chunk of the answer does not fit it") }
        }
        return result
    }
}

private struct Splitter {
    let id: RequestID
    let limit: Int
    var chunks: [JSON] = []

    /// Emits what is too much of `value` and returns the rest.
    mutating func reduce(_ value: JSON, at pointer: Pointer) -> JSON {
        guard size(value) > limit else { return value }
        switch value {
        case .string(let text):
            emit(text, at: pointer)
            return ""
        case .array(let items):
            emit(items, at: pointer)
            return []
        case .object(let members):
            return .object(reduce(members, at: pointer))
        default:
            return value
        }
    }

    private mutating func reduce(_ members: Members, at pointer: Pointer) -> Members {
        var sizes = members.map { size($0.value) + size(.string($0.key)) + 2 }
        var total = sizes.reduce(0, +)
        var rest = members
        // The largest go first, so that the small members, which say what the answer is, stay together.
        for index in members.indices.sorted(by: { sizes[$0] > sizes[$1] }) where total > limit {
            let (key, value) = members[index]
            let place = pointer.appending(key)
            switch value {
            case .array(let items):
                emit(items, at: place)
                rest[key] = []
            case .object(let inner):
                emit(inner, at: place)
                rest[key] = [:]
            case .string(let text):
                emit(text, at: place)
                rest[key] = ""
            default: continue
            }
            total -= sizes[index]
            sizes[index] = 0
        }
        guard total > limit else { return rest }
        emit(rest, at: pointer)
        return Members()
    }

    private mutating func emit(_ items: [JSON], at pointer: Pointer) {
        var batch: [JSON] = []
        var batchSize = 0
        for (index, item) in items.enumerated() {
            let itemSize = size(item) + 1
            if itemSize + batchSize > limit, !batch.isEmpty {
                emit("items", .array(batch), at: pointer)
                batch = []
                batchSize = 0
            }
            if itemSize > limit {
                let place = chunks.count
                let rest = reduce(item, at: pointer.appending(index))
                chunks.insert(chunk("items", [rest], at: pointer), at: place)
            } else {
                batch.append(item)
                batchSize += itemSize
            }
        }
        if !batch.isEmpty { emit("items", .array(batch), at: pointer) }
    }

    private mutating func emit(_ members: Members, at pointer: Pointer) {
        var batch = Members()
        var batchSize = 0
        for (key, value) in members {
            let memberSize = size(value) + size(.string(key)) + 2
            if memberSize + batchSize > limit, !batch.isEmpty {
                emit("members", .object(batch), at: pointer)
                batch = Members()
                batchSize = 0
            }
            if memberSize > limit {
                let place = chunks.count
                let rest = reduce(value, at: pointer.appending(key))
                chunks.insert(chunk("members", .object([key: rest]), at: pointer), at: place)
            } else {
                batch.append(key, value)
                batchSize += memberSize
            }
        }
        if !batch.isEmpty { emit("members", .object(batch), at: pointer) }
    }

    private mutating func emit(_ text: String, at pointer: Pointer) {
        var piece = ""
        var pieceSize = 0
        for scalar in text.unicodeScalars {
            let scalarSize = scalar.value < 0x80 ? (scalar.value < 0x20 || scalar.value == 0x7F ? 6 : 2) : 6
            if pieceSize + scalarSize > limit {
                emit("text", .string(piece), at: pointer)
                piece = ""
                pieceSize = 0
            }
            piece.unicodeScalars.append(scalar)
            pieceSize += scalarSize
        }
        if !piece.isEmpty { emit("text", .string(piece), at: pointer) }
    }

    private mutating func emit(_ what: String, _ value: JSON, at pointer: Pointer) {
        chunks.append(chunk(what, value, at: pointer))
    }

    private func chunk(_ what: String, _ value: JSON, at pointer: Pointer) -> JSON {
        .object(Members([("id", id.json), ("path", .string(pointer.description)), (what, value)]))
    }

    private func size(_ value: JSON) -> Int { value.bytes.count }
}

extension JSON {
    /// Adds a chunk's part at `path`; false when nothing fitting stands there.
    fileprivate mutating func add(_ chunk: JSON, at path: ArraySlice<String>) -> Bool {
        guard let token = path.first else { return add(chunk) }
        // What is changed is taken out of its place first, so that it is not copied on writing.
        switch self {
        case .array(var items):
            guard let index = Int(token), items.indices.contains(index) else { return false }
            self = .null
            defer { self = .array(items) }
            return items[index].add(chunk, at: path.dropFirst())
        case .object(var members):
            guard var member = members[token] else { return false }
            self = .null
            members[token] = .null
            defer {
                members[token] = member
                self = .object(members)
            }
            return member.add(chunk, at: path.dropFirst())
        default: return false
        }
    }

    private mutating func add(_ chunk: JSON) -> Bool {
        switch self {
        case .array(var items):
            guard let more = chunk["items"]?.array else { return false }
            self = .null
            items.append(contentsOf: more)
            self = .array(items)
        case .object(var members):
            guard let more = chunk["members"]?.object else { return false }
            self = .null
            for (key, value) in more { members[key] = value }
            self = .object(members)
        case .string(var text):
            guard let more = chunk["text"]?.string else { return false }
            self = .null
            text += more
            self = .string(text)
        default: return false
        }
        return true
    }
}
