import JSON

/// Puts a result together from its chunks.
struct ResultJoiner {
    private(set) var result: JSON
    /// The keys of each object that chunks add to, so that a repeated one is found without a search.
    private var keys: [String: Set<JSON>] = [:]

    init(result: JSON) { self.result = result }

    /// Adds what the params of one `stream/chunk` hold. Throws `internalError` when nothing fitting stands at its path.
    mutating func add(_ chunk: JSON) throws(Failure) {
        guard let path = chunk["path"]?.string, let pointer = Pointer(parsing: path),
            isNew(chunk["members"]?.object, at: path, pointer), result.add(chunk, at: pointer.tokens[...])
        else { throw Failure(.internalError, "a chunk of the answer does not fit it") }
    }

    private mutating func isNew(_ members: Members?, at path: String, _ pointer: Pointer) -> Bool {
        guard let members else { return true }
        var seen = keys.removeValue(forKey: path) ?? Set((result[pointer]?.object ?? Members()).keys.map(JSON.string))
        defer { keys[path] = seen }
        return members.allSatisfy { seen.insert(.string($0.key)).inserted }
    }
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
            for (key, value) in more { members.append(key, value) }
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
