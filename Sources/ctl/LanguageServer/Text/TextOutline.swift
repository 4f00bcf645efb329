import JSON

/// What `corpus.outline` says about a text.
struct TextOutline {
    struct Section {
        let title: String
        let level: Int
        let titleRange: Range<Int>
        let range: Range<Int>
        let parent: Int?
    }

    struct Block {
        let kind: String
        let range: Range<Int>
        let section: Int?
        let sentences: [Range<Int>]
    }

    let sections: [Section]
    let blocks: [Block]

    init(_ json: JSON) {
        sections = (json["sections"]?.array ?? []).compactMap { item in
            guard let range = Self.range(item["byteRange"]), let title = Self.range(item["titleRange"]) else {
                return nil
            }
            return Section(
                title: item["title"]?.string ?? "",
                level: item["level"]?.integer ?? 1,
                titleRange: title,
                range: range,
                parent: item["parent"]?.integer
            )
        }
        blocks = (json["blocks"]?.array ?? []).compactMap { item in
            guard let range = Self.range(item["byteRange"]) else { return nil }
            return Block(
                kind: item["kind"]?.string ?? "",
                range: range,
                section: item["section"]?.integer,
                sentences: (item["sentences"]?.array ?? []).compactMap { Self.range($0) }
            )
        }
    }

    /// The innermost section around a byte.
    func section(at offset: Int) -> Int? { sections.lastIndex { $0.range.contains(offset) } }

    static func range(_ json: JSON?) -> Range<Int>? {
        guard let start = json?[0]?.integer, let end = json?[1]?.integer, start <= end else { return nil }
        return start..<end
    }
}
