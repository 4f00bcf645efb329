import JSON

extension Rendering {
    /// Hits: where each is, then what stands there, with the words that were searched for.
    static let search = Rendering(
        table: { answer, canvas in
            let starts = groupStarts(of: answer)
            for (index, hit) in (answer.rows ?? []).enumerated() {
                if index > 0 { canvas.line() }
                if let group = starts[index] { drawHeading(group, on: canvas) }
                draw(hit, on: canvas)
            }
            drawTotal(answer, on: canvas)
            drawFacets(answer, on: canvas)
            drawRemarks(answer, on: canvas)
        },
        plain: { answer, canvas in
            for place in Place.all(in: answer) { canvas.line(Span(place.description)) }
        }
    )

    static func draw(_ hit: JSON, on canvas: Canvas) {
        var head: [Span] = [linked(hit, .strong)]
        if let title = hit["title"]?.string, !title.isEmpty { head.append(Span("  " + title)) }
        if let score = hit["score"]?.number { head.append(.faint("  \(rounded(score))")) }
        canvas.fitted(head)
        let text = hit["snippet"]?.string ?? hit["text"]?.string ?? ""
        let marks = hit["highlights"]?.array ?? []
        canvas.paragraph(marked(text, ranges: marks.compactMap(range)), indentation: 2)
        if let count = hit["duplicates"]?.integer {
            canvas.line(.faint("  and \(count) that \(count == 1 ? "says" : "say") nearly the same"))
        }
        drawExplanation(of: hit, on: canvas)
    }

    /// A line for each term, with what it adds to the score, and one for the second look.
    private static func drawExplanation(of hit: JSON, on canvas: Canvas) {
        for term in hit["explanation"]?.array ?? [] {
            let facts = [("title", "titleFrequency"), ("text", "textFrequency"), ("passages", "documentFrequency")]
                .compactMap { name, key in term[key]?.integer.map { "\(name) \($0)" } }
            let score = rounded(term["score"]?.number ?? 0)
            let rarity = term["rarity"]?.number.map { ["rarity \(rounded($0))"] } ?? []
            let words = [score, Grid.text(term["term"])] + [(facts + rarity).joined(separator: " · ")]
            canvas.paragraph([.faint(words.joined(separator: " "))], indentation: 4)
        }
        guard let looked = hit["reranking"]?.object, !looked.isEmpty else { return }
        let parts = looked.map { "\($0.key) \($0.value.number.map(rounded) ?? Grid.text($0.value))" }
        canvas.paragraph([.faint("second look: " + parts.joined(separator: " · "))], indentation: 4)
    }

    /// The groups by the number of their first hit.
    private static func groupStarts(of answer: Answer) -> [Int: JSON] {
        var starts: [Int: JSON] = [:]
        var next = 0
        for group in answer.result["groups"]?.array ?? [] {
            starts[next] = group
            next += group["hits"]?.integer ?? 0
        }
        return starts
    }

    private static func drawHeading(_ group: JSON, on canvas: Canvas) {
        let path = ShownPath.of(group["path"]?.string ?? group["document"]?.string ?? "")
        let title = group["title"]?.string ?? ""
        canvas.fitted([Span(title.isEmpty ? path : title, .heading), .faint(title.isEmpty ? "" : "  " + path)])
    }

    /// A line for each field: `language en 12 · ru 3`.
    private static func drawFacets(_ answer: Answer, on canvas: Canvas) {
        guard let facets = answer.result["facets"]?.object, !facets.isEmpty else { return }
        canvas.line()
        for (field, facet) in facets {
            let values = facet["values"]?.array ?? []
            let shown = values.map { "\($0["value"]?.string ?? "") \($0["count"]?.integer ?? 0)" }
            let rest = (facet["distinct"]?.integer ?? values.count) - values.count
            let text = shown.joined(separator: " · ") + (rest > 0 ? " · \(rest) more" : "")
            canvas.paragraph([.strong(field), Span(" " + (text.isEmpty ? "none" : text))])
        }
    }

    /// What was cut short, what may have been meant, and how long it took.
    private static func drawRemarks(_ answer: Answer, on canvas: Canvas) {
        for note in answer.result["notes"]?.array ?? [] {
            canvas.paragraph([.faint("note: " + (note["message"]?.string ?? ""))])
        }
        if answer.result["corpusChanged"]?.bool == true {
            canvas.paragraph([.faint("note: the corpus has changed since the page before")])
        }
        if let suggestion = answer.result["suggestion"]?.string, answer.rows?.isEmpty == false {
            canvas.fitted([.faint("did you mean: "), Span(suggestion)])
        }
        if answer.rows?.contains(where: { $0["explanation"] != nil }) == true, let read = answer.result["query"]?.string
        {
            canvas.fitted([.faint("read as: \(read)")])
        }
        if let timings = answer.result["timings"]?.object {
            let stages = timings.map { "\($0.key) \(Int($0.value.number ?? 0)) µs" }
            canvas.fitted([.faint(stages.joined(separator: " · "))])
        }
    }

    /// The place of a row, leading to it.
    static func linked(_ row: JSON, _ style: Span.Style = .faint) -> Span {
        Span(place(of: row), style, link: Link(row))
    }

    static func place(of row: JSON) -> String {
        var text = ShownPath.of(row["path"]?.string ?? row["document"]?.string ?? "")
        // A text that was given with the question has no name.
        if text.isEmpty { return row["line"]?.integer.map { "line \($0)" } ?? "" }
        if let line = row["line"]?.integer { text += ":\(line)" }
        if let column = row["column"]?.integer { text += ":\(column)" }
        return text
    }

    private static func drawTotal(_ answer: Answer, on canvas: Canvas) {
        let shown = answer.rows?.count ?? 0
        guard let total = answer.result["total"]?.integer else { return }
        if shown > 0 { canvas.line() }
        let isExact = answer.result["isTotalExact"]?.bool ?? true
        let what = (isExact ? "" : "at least ") + (total == 1 ? "1 hit" : "\(total) hits")
        canvas.line(.faint(shown < total && shown > 0 ? "\(shown) of \(what)" : what))
    }

    /// `[start, end]`, or an object with these members.
    static func range(_ json: JSON) -> Range<Int>? {
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

extension Link {
    /// Where a row stands, if it says a file from the root on.
    init?(_ row: JSON) {
        guard let path = row["path"]?.string, path.hasPrefix("/") else { return nil }
        self.init(path: path, line: row["line"]?.integer ?? 1, column: row["column"]?.integer ?? 1)
    }
}
