import JSON

/// A hit that a query has got, or has lost.
struct HitChange: Hashable {
    enum Kind: String {
        case came, went
    }

    let kind: Kind
    let hit: JSON

    /// What must change for `before` to become `after`: first what went, then what came, each in its own order.
    ///
    /// A hit is the same as long as its document has the same text: what stands above it may change.
    static func between(_ before: [JSON], _ after: [JSON]) -> [HitChange] {
        let (old, new) = (Set(before.map(key)), Set(after.map(key)))
        return before.filter { !new.contains(key($0)) }.map { HitChange(kind: .went, hit: $0) }
            + after.filter { !old.contains(key($0)) }.map { HitChange(kind: .came, hit: $0) }
    }

    private static func key(_ hit: JSON) -> [String] {
        [hit["document"]?.string ?? "", hit["snippet"]?.string ?? hit["text"]?.string ?? hit.description]
    }

    func print(in format: Format, generation: Int, on canvas: Canvas) {
        let (sign, style): (String, Span.Style) = kind == .came ? ("+ ", .good) : ("- ", .bad)
        switch format {
        case .json, .jsonl:
            let line: JSON = ["change": .string(kind.rawValue), "generation": .integer(generation), "hit": hit]
            canvas.json(line.description)
        case .table:
            canvas.line(Span(sign, style), Rendering.linked(hit, .strong), Span("  " + (hit["title"]?.string ?? "")))
            let marks = (hit["highlights"]?.array ?? []).compactMap(Rendering.range)
            canvas.paragraph(Rendering.marked(hit["snippet"]?.string ?? "", ranges: marks), indentation: 4)
        default: canvas.line(Span(sign + (Place(hit)?.description ?? hit.description)))
        }
    }
}
