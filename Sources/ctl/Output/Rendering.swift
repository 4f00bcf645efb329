import JSON

/// How the answers of a method look to people; programs get the same forms of all methods.
struct Rendering: Sendable {
    /// For a terminal.
    let table: @Sendable (Answer, Canvas) -> Void
    /// Line by line, for pipes.
    let plain: @Sendable (Answer, Canvas) -> Void

    /// For any method: its natural rows, with what else it says below them.
    static let generic = Rendering(
        table: { answer, canvas in drawRows(answer, canvas) { _, value in Grid.text(value) } },
        plain: { answer, canvas in
            guard let rows = answer.rows else {
                for (key, value) in Grid.flat(answer.result.object ?? ["value": answer.result]) {
                    canvas.line(Span(key + "\t" + Grid.escaped(Grid.text(value))))
                }
                return
            }
            for row in Grid(rows, schema: answer.rowSchema).rows {
                canvas.line(Span(row.map { Grid.escaped(Grid.text($0)) }.joined(separator: "\t")))
            }
        }
    )

    /// Draws the rows as a table and what else the answer says below it.
    ///
    /// - Parameter text: how a member and its value read.
    static func drawRows(_ answer: Answer, _ canvas: Canvas, text: @escaping (String, JSON?) -> String) {
        let outline = Outline(canvas: canvas, text: text)
        guard let rows = answer.rows else { return outline.draw(answer.result.object ?? ["value": answer.result]) }
        if !rows.isEmpty { Grid(rows, schema: answer.rowSchema).table(text: text).draw(on: canvas) }
        let remarks = answer.remarks.filter { $0.value != .null && $0.value != [] }
        guard !remarks.isEmpty else { return }
        if !rows.isEmpty { canvas.line() }
        outline.draw(Members(remarks.map { ($0.key, $0.value) }))
    }

    /// For a result that is one text, in the member called `key`.
    static func text(_ key: String) -> Rendering {
        let draw: @Sendable (Answer, Canvas) -> Void = { answer, canvas in
            var lines = (answer.result[key]?.string ?? "").split(separator: "\n", omittingEmptySubsequences: false)
            if lines.last?.isEmpty == true { lines.removeLast() }
            for line in lines { canvas.line(Span(String(line))) }
        }
        return Rendering(table: draw, plain: draw)
    }

    /// The one made for `method`, wherever it was called from.
    static func of(_ method: String) -> Rendering {
        switch method {
        case "search", "search.similar": .search
        case "summary": .summary
        case "summary.positions": .positions
        case "summary.phrases": .facts(["phrase", "count"])
        case "summary.entities": .facts(["name", "count", "names", "adjectives"])
        case "summary.numbers": .facts(["value", "unit", "written"])
        case "summary.timeline": .quoted(["date", "relation"])
        case "summary.definitions": .quoted(["term", "meaning"])
        case "summary.html": .text("html")
        case "query": .query
        case "status": .status
        case "health": .health
        case "doctor": .doctor
        case "metrics", "config.show": .text("text")
        case "plugin.list": .plugins
        case "corpus.list": .documents
        case "corpus.problems": .problems
        case "corpus.explain": .explanation
        case "division.fairness": .fairness
        case "division.map": .text("text")
        case "division.coast": .coast
        case "division.sensitivity": .sensitivity
        case "corpus.clean", "corpus.sentences": .inspection
        default: method.hasPrefix("division.") ? .division : .generic
        }
    }
}
