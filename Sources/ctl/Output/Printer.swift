import JSON

/// Prints an answer in the format that was asked for.
struct Printer {
    let canvas: Canvas
    /// Never `auto`.
    let format: Format

    func print(_ answer: Answer) throws(Exit) {
        switch format {
        case .json:
            canvas.json(
                canvas.output.isTerminal ? answer.whole.pretty(width: canvas.columns) : answer.whole.description
            )
        case .jsonl: for row in answer.rows ?? [answer.result] { canvas.json(row.description) }
        case .tsv: write(grid(answer).tabSeparated)
        case .csv: write(grid(answer).commaSeparated)
        case .vimgrep: try printPlaces(answer)
        case .table: Rendering.of(answer.method).table(answer, canvas)
        case .plain, .auto: Rendering.of(answer.method).plain(answer, canvas)
        }
    }

    private func grid(_ answer: Answer) -> Grid {
        .flattened(answer.rows ?? [answer.result], schema: answer.rowSchema)
    }

    private func write(_ text: String) {
        guard canvas.output.isTerminal else { return canvas.output.write(text) }
        for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
            // Columns stay apart: a tab is what the format is about.
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            canvas.output.write(cells.map { Neutral.text(String($0)) }.joined(separator: "\t") + "\n")
        }
    }

    private func printPlaces(_ answer: Answer) throws(Exit) {
        let places = Place.all(in: answer)
        guard !places.isEmpty || answer.rows?.isEmpty ?? false else {
            throw .usage(
                "the answer of '\(answer.method)' names no places in files, which --format vimgrep prints",
                hint: "use another format, such as plain or jsonl"
            )
        }
        for place in places { canvas.line(Span(place.description)) }
    }
}

/// A line of a quickfix list: `path:line:column:text`, columns counted in bytes from 1.
struct Place: Hashable, CustomStringConvertible {
    let path: String
    let line: Int
    let column: Int
    let text: String

    /// A row that cites; also one that only has a file and perhaps a line, such as a problem.
    init?(_ row: JSON) {
        guard let path = row["path"]?.string else { return nil }
        self.path = ShownPath.of(path)
        line = row["line"]?.integer ?? 1
        column = row["column"]?.integer ?? 1
        let keys = ["snippet", "text", "message", "reason", "title"]
        text = keys.lazy.compactMap { row[$0]?.string }.first ?? ""
    }

    /// The places of the rows, and of the lists inside them where a row has none itself.
    static func all(in answer: Answer) -> [Place] {
        (answer.rows ?? [answer.result]).flatMap(all)
    }

    private static func all(in row: JSON) -> [Place] {
        if let place = Place(row) { return [place] }
        let inner = row.object ?? Members()
        return inner.flatMap { member in
            (member.value.array ?? (member.value.object == nil ? [] : [member.value])).flatMap(all)
        }
    }

    var description: String {
        let words = text.split(whereSeparator: { $0.isWhitespace }).joined(separator: " ")
        return "\(path):\(line):\(column):\(words)"
    }
}
