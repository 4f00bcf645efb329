import Corpus
import JSON
import Schema
import Wire

/// A method's result in the form in which agents get it: structured and as text, with addresses, and never longer than
/// they can take.
struct ToolAnswer {
    /// Bytes of a whole answer. Some hosts cut what has more than 25,000 tokens, and where tokens are short, as in lists
    /// of figures and in scripts other than Latin, one is little more than two bytes.
    static let mostBytes = 50_000
    /// What the members that are no list may take of it.
    private static let mostHead = mostBytes / 2

    /// As the result of `tools/call`.
    let result: JSON

    init(_ tool: Tool, _ json: JSON, _ page: ToolPage, corpus: Snapshot) {
        var citations = Citations(corpus)
        let methodNext = tool.declaration.pages?.next.flatMap { json[$0]?.string }
        var shown = citations.add(to: json)
        if let mask = tool.mask { shown = mask.apply(to: shown) }
        guard case .object(var members) = shown else {
            result = Self.result(["result": Self.clipped(shown, to: Self.mostHead)])
            return
        }
        members["_meta"] = nil
        if let next = tool.declaration.pages?.next { members[next] = nil }
        let full = tool.list.flatMap { members[$0]?.array }
        var truncated = false
        var next: String?
        if let list = tool.list, let full {
            if members["total"] == nil, let total = page.total(of: full) { members["total"] = .integer(total) }
            members[list] = []
            truncated = Self.clip(&members, to: Self.mostHead)
            let (items, hasMore) = page.items(of: full)
            let room = Self.mostBytes - Self.cost(.object(members)) - 500
            var kept = Self.fitting(items, room)
            if kept.isEmpty, let first = items.first {
                kept = [Self.clipped(first, to: room)]
                truncated = true
            }
            members[list] = .array(Array(kept))
            if page.isCut(after: kept.count, total: members["total"]?.integer) { truncated = true }
            next = page.next(after: kept.count, of: items.count, hasMore: hasMore, methodNext: methodNext)
        } else {
            truncated = Self.clip(&members, to: Self.mostBytes - 500)
        }
        members["truncated"] = .bool(truncated || next != nil)
        members["next"] = next.map { .string($0) }
        result = Self.result(.object(members), more: next.map { (tool.name, $0) })
    }

    /// An answer that says why there is none.
    static func refusal(_ text: String) -> JSON {
        [
            "content": [["type": "text", "text": .string(clipped(.string(text), to: 4000).string ?? "")]],
            "isError": true,
        ]
    }

    private static func result(_ structured: JSON, more: (tool: String, cursor: String)? = nil) -> JSON {
        var text = ToolText.text(structured)
        if let more {
            text += "\nThere is more: call \(more.tool) again, with cursor \"\(more.cursor)\" and all else as it was."
        }
        return ["content": [["type": "text", "text": .string(text)]], "structuredContent": structured]
    }

    // MARK: Sizes

    /// Bytes that a value takes, as JSON and as text.
    private static func cost(_ json: JSON) -> Int {
        var bytes: [UInt8] = []
        json.write(into: &bytes)
        JSON.string(ToolText.text(json)).write(into: &bytes)
        return bytes.count
    }

    private static func fitting(_ items: ArraySlice<JSON>, _ room: Int) -> ArraySlice<JSON> {
        var left = room
        return items.prefix { item in
            // In its list, each line of it is set two columns further in.
            left -= cost([item]) + 2
            return left >= 0
        }
    }

    /// Shortens members until they fit; whether that was necessary.
    private static func clip(_ members: inout Members, to limit: Int) -> Bool {
        guard cost(.object(members)) > limit else { return false }
        if case .object(let clipped) = clipped(.object(members), to: limit) { members = clipped }
        return true
    }

    /// The value with its texts and lists shortened as far as it takes to fit.
    private static func clipped(_ json: JSON, to limit: Int) -> JSON {
        var result = json
        var length = 8192
        while length > 1, cost(result) > limit {
            result = shortened(json, length)
            length /= 2
        }
        return result
    }

    private static func shortened(_ json: JSON, _ length: Int) -> JSON {
        switch json {
        case .string(let text):
            guard text.utf8.count > length * 4 else { return json }
            return .string(String(text.unicodeScalars.prefix(length)) + "…")
        case .array(let items): return .array(items.prefix(length).map { shortened($0, length) })
        case .object(let members):
            return .object(Members(members.prefix(length * 4).map { ($0.key, shortened($0.value, length)) }))
        default: return json
        }
    }
}
