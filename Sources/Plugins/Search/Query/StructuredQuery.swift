import Analysis
import JSON
import Schema
import Wire

/// Reads a query that is an object, such as `{"all": ["sea", {"phrase": "legal regime", "slop": 2}]}`.
///
/// It has the same tree as one in the query language. A string stands for its words, any of them. Each object has one
/// member that says what it looks for, and may have `field` and `boost` beside it, which hold for everything inside.
struct StructuredQuery {
    private let fieldNames: [String]
    /// The texts of all leaves, one after the other.
    private var bytes: [UInt8] = []
    private var depth = 0
    private var leafCount = 0

    /// - Throws: `invalidParams` with a `pointer` in the details.
    static func read(_ json: JSON, fieldNames: [String]) throws(Failure) -> Query {
        var reader = StructuredQuery(fieldNames: fieldNames)
        let pointer = Pointer().appending("query")
        guard let root = try reader.node(json, at: pointer, field: .anywhere) else {
            throw reader.mistake("the query has no word in it", "give one or more words to look for", at: pointer)
        }
        guard root.selects else {
            throw reader.mistake(
                "the query only says what must not occur, which nearly everything fulfils",
                "put it into 'all' beside something that should occur, or beside {\"everything\": true}",
                at: pointer
            )
        }
        return Query(bytes: reader.bytes, root: root)
    }

    private init(fieldNames: [String]) { self.fieldNames = fieldNames }

    private func mistake(_ message: String, _ remedy: String, at pointer: Pointer) -> Failure {
        Failure(.invalidParams, message, hint: remedy, details: ["pointer": .string(pointer.description)])
    }

    private mutating func node(_ json: JSON, at pointer: Pointer, field: Query.Field) throws(Failure) -> Query.Node? {
        if let text = json.string { return try words(text, at: pointer, field: field) }
        if let problem = Self.node.problems(with: json, limit: 1).first {
            let place = problem.pointer.tokens.reduce(pointer) { $0.appending($1) }
            throw mistake(problem.message, "ask 'introspect' what an object may have", at: place)
        }
        let members = json.object ?? Members()
        let kinds = members.filter { Self.kinds.contains($0.key) }
        guard kinds.count == 1 else {
            throw mistake(
                kinds.isEmpty
                    ? "this object doesn't say what it looks for"
                    : "this object says '\(kinds[0].key)' as well as '\(kinds[1].key)'",
                "give exactly one of \(Self.kinds.joined(separator: ", "))",
                at: pointer
            )
        }
        for (key, _) in members where !Self.common.contains(key) && key != kinds[0].key {
            guard Self.additions[kinds[0].key]?.contains(key) == true else {
                throw mistake(
                    "'\(key)' says nothing beside '\(kinds[0].key)'",
                    "leave it out",
                    at: pointer.appending(key)
                )
            }
        }
        guard depth < QueryParser.deepestNesting else {
            throw mistake(
                "objects are nested more than \(QueryParser.deepestNesting) deep",
                "leave out those that change nothing",
                at: pointer
            )
        }
        depth += 1
        defer { depth -= 1 }
        let inner = try self.field(members, at: pointer) ?? field
        guard let node = try node(kinds[0].key, kinds[0].value, members, at: pointer, field: inner) else { return nil }
        guard let boost = members["boost"]?.number else { return node }
        guard boost > 0, boost < 1e6 else {
            throw mistake(
                "'boost' must be above 0 and below a million",
                "write 2 or 0.5",
                at: pointer.appending("boost")
            )
        }
        return node.boosted(by: Float(boost))
    }

    private func field(_ members: Members, at pointer: Pointer) throws(Failure) -> Query.Field? {
        guard let name = members["field"]?.string?.lowercased() else { return nil }
        switch name {
        case "title": return .title
        case "text": return .text
        case "anywhere": return .anywhere
        default:
            if let number = fieldNames.firstIndex(of: name) { return .named(number) }
            let known = ["anywhere", "title", "text"] + fieldNames
            throw mistake(
                "unknown field '\(name.clipped)'" + Suggestion.hint(Suggestion.nearest(to: name, among: known)),
                "fields: " + known.joined(separator: ", "),
                at: pointer.appending("field")
            )
        }
    }

    private mutating func node(
        _ kind: String,
        _ value: JSON,
        _ members: Members,
        at pointer: Pointer,
        field: Query.Field
    ) throws(Failure) -> Query.Node? {
        let place = pointer.appending(kind)
        switch kind {
        case "all", "any":
            var nodes: [Query.Node] = []
            for (index, item) in (value.array ?? []).enumerated() {
                if let node = try node(item, at: place.appending(index), field: field) { nodes.append(node) }
            }
            return nodes.count < 2 ? nodes.first : kind == "all" ? .all(nodes) : .any(nodes)
        case "not": return try node(value, at: place, field: field).map { .not($0) }
        case "filter": return try node(value, at: place, field: field).map { .constant($0, score: 0) }
        case "constant":
            let score = Float(members["score"]?.number ?? 1)
            return try node(value, at: place, field: field).map { .constant($0, score: score) }
        case "everything": return .everything
        case "words": return try words(value.string ?? "", at: place, field: field)
        case "near":
            let texts = (value.array ?? []).compactMap(\.string)
            var words: [Surface] = []
            for (index, text) in texts.enumerated() { words.append(try word(text, at: place.appending(index))) }
            let range = words[0].range.lowerBound..<words[words.count - 1].end
            let distance = members["distance"]?.integer ?? 10
            return .leaf(Query.Leaf(matcher: .near(words, distance: distance), field: field, range: range))
        case "range": return try values(value, at: place)
        default: return try leaf(kind, value.string ?? "", members, at: place, field: field)
        }
    }

    private mutating func leaf(
        _ kind: String,
        _ text: String,
        _ members: Members,
        at place: Pointer,
        field: Query.Field
    ) throws(Failure) -> Query.Node? {
        let matcher: Query.Matcher
        let range: Range<Int>
        switch kind {
        case "phrase":
            let whole = append(text)
            let words = surfaces(of: whole, inPhrase: true)
            try count(words.count, at: place)
            guard let first = words.first, let last = words.last else { return nil }
            range = first.range.lowerBound..<last.end
            matcher = .phrase(words, slop: members["slop"]?.integer ?? 0)
        case "fuzzy":
            let word = try word(text, at: place)
            range = word.range
            matcher = .fuzzy(word, edits: members["edits"]?.integer ?? 2)
        case "prefix":
            let word = try word(text, at: place)
            range = word.range
            matcher = .prefix(word)
        case "wildcard":
            guard !text.utf8.contains(where: { $0 <= 0x20 || "\"()/:~^".utf8.contains($0) }) else {
                throw mistake("a word with wildcards has no such sign", "write ca*an or ca?pian", at: place)
            }
            range = append(text)
            matcher = .pattern(TermPattern(wildcards: text))
        default:
            range = append("/" + text + "/")
            do throws(QueryMistake) {
                matcher = .pattern(try pattern(range))
            } catch {
                throw mistake(error.message, error.remedy, at: place)
            }
        }
        if kind != "phrase" { try count(1, at: place) }
        return .leaf(Query.Leaf(matcher: matcher, field: field, range: range))
    }

    private func pattern(_ range: Range<Int>) throws(QueryMistake) -> TermPattern {
        let inner = range.lowerBound + 1..<range.upperBound - 1
        if bytes[inner].contains(where: { $0 <= 0x20 }) {
            throw QueryMistake(inner, "a term has no spaces", remedy: "match one word, without spaces")
        }
        let result = bytes.withUnsafeBufferPointer { buffer -> Result<TermPattern, QueryMistake> in
            do throws(QueryMistake) {
                return .success(try RegularExpression.pattern(in: buffer, inner))
            } catch {
                return .failure(error)
            }
        }
        let pattern = try result.get()
        guard PatternMachine(pattern) != nil else { throw .tooComplex(range) }
        return pattern
    }

    private mutating func values(_ json: JSON, at place: Pointer) throws(Failure) -> Query.Node {
        let members = json.object ?? Members()
        guard let field = try field(members, at: place), field != .text, field != .anywhere else {
            throw mistake("a range needs a field with values", "name one in 'field'", at: place)
        }
        func bound(_ inclusive: String, _ exclusive: String) throws(Failure) -> ValueRange.Bound? {
            guard members[inclusive] == nil || members[exclusive] == nil else {
                throw mistake(
                    "this range says '\(inclusive)' as well as '\(exclusive)'",
                    "give one of them",
                    at: place.appending(exclusive)
                )
            }
            guard let value = members[inclusive] ?? members[exclusive] else { return nil }
            let text = value.string ?? value.description
            return ValueRange.Bound(value: FieldValue(text), isIncluded: members[inclusive] != nil)
        }
        try count(1, at: place)
        let range = ValueRange(lower: try bound("gte", "gt"), upper: try bound("lte", "lt"))
        return .leaf(Query.Leaf(matcher: .values(range), field: field, range: bytes.count..<bytes.count))
    }

    private mutating func words(_ text: String, at place: Pointer, field: Query.Field) throws(Failure) -> Query.Node? {
        let range = append(text)
        let words = surfaces(of: range)
        try count(words.count, at: place)
        let nodes = words.map { Query.Node.word($0, field: field) }
        return nodes.count > 1 ? .any(nodes) : nodes.first
    }

    private mutating func word(_ text: String, at place: Pointer) throws(Failure) -> Surface {
        let range = append(text)
        let words = surfaces(of: range)
        guard words.count == 1 else {
            throw mistake(
                "one word must stand here, found \(words.count)",
                "for several words write 'phrase'",
                at: place
            )
        }
        return words[0]
    }

    /// Adds a text behind the others; returns its bytes.
    private mutating func append(_ text: String) -> Range<Int> {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        bytes.append(UInt8(ascii: "\n"))
        return start..<bytes.count - 1
    }

    private func surfaces(of range: Range<Int>, inPhrase isInPhrase: Bool = false) -> [Surface] {
        bytes.withUnsafeBufferPointer {
            QueryParser.words(of: $0, in: range, atMost: QueryParser.mostTerms + 1, inPhrase: isInPhrase)
        }
    }

    private mutating func count(_ leaves: Int, at place: Pointer) throws(Failure) {
        leafCount += leaves
        guard leafCount <= QueryParser.mostTerms else {
            throw mistake("the query has more than \(QueryParser.mostTerms) words", "ask with fewer words", at: place)
        }
    }
}
