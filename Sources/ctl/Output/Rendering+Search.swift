import JSON

extension Rendering {
    /// Hits: where each is, then what stands there, with the words that were searched for.
    static let search = Rendering(
        table: { answer, canvas in
            for (index, hit) in (answer.rows ?? []).enumerated() {
                if index > 0 { canvas.line() }
                draw(hit, on: canvas)
            }
            drawTotal(answer, on: canvas)
        },
        plain: { answer, canvas in
            for place in Place.all(in: answer) { canvas.line(Span(place.description)) }
        }
    )

    static func draw(_ hit: JSON, on canvas: Canvas) {
        var head: [Span] = [.strong(place(of: hit))]
        if let title = hit["title"]?.string, !title.isEmpty { head.append(Span("  " + title)) }
        if let score = hit["score"]?.number { head.append(.faint("  \(rounded(score))")) }
        canvas.line(head)
        let text = hit["snippet"]?.string ?? hit["text"]?.string ?? ""
        let marks = hit["highlights"]?.array ?? []
        canvas.paragraph(marked(text, ranges: marks.compactMap(range)), indentation: 2)
    }

    static func place(of row: JSON) -> String {
        var text = ShownPath.of(row["path"]?.string ?? row["document"]?.string ?? "")
        if let line = row["line"]?.integer { text += ":\(line)" }
        if let column = row["column"]?.integer { text += ":\(column)" }
        return text
    }

    private static func drawTotal(_ answer: Answer, on canvas: Canvas) {
        let shown = answer.rows?.count ?? 0
        guard let total = answer.result["total"]?.integer else { return }
        if shown > 0 { canvas.line() }
        let what = total == 1 ? "1 hit" : "\(total) hits"
        canvas.line(.faint(shown < total && shown > 0 ? "\(shown) of \(what)" : what))
    }

    /// `[start, end]`, or an object with these members.
    private static func range(_ json: JSON) -> Range<Int>? {
        guard let start = json[0]?.integer ?? json["start"]?.integer,
            let end = json[1]?.integer ?? json["end"]?.integer,
            start >= 0, start < end
        else { return nil }
        return start..<end
    }

    /// The text with the bytes of `ranges`, which ascend, shown as matches.
    static func marked(_ text: String, ranges: [Range<Int>]) -> [Span] {
        let bytes = Array(text.utf8)
        var spans: [Span] = []
        var position = 0
        for range in ranges where range.lowerBound >= position && range.upperBound <= bytes.count {
            spans.append(Span(String(decoding: bytes[position..<range.lowerBound], as: UTF8.self)))
            spans.append(Span(String(decoding: bytes[range], as: UTF8.self), .match))
            position = range.upperBound
        }
        spans.append(Span(String(decoding: bytes[position...], as: UTF8.self)))
        return spans.filter { !$0.text.isEmpty }
    }

    /// Three decimals, as many as tell two scores apart.
    static func rounded(_ value: Double) -> String {
        guard value.magnitude < 1e12 else { return value.description }
        let thousandths = Int((value * 1000).rounded())
        let fraction = String(abs(thousandths) % 1000)
        let padding = String(repeating: "0", count: 3 - fraction.utf8.count)
        return (thousandths < 0 ? "-" : "") + "\(abs(thousandths) / 1000).\(padding)\(fraction)"
    }
}
