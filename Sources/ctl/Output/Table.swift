/// Columns under headings, as wide as the terminal allows.
struct Table {
    struct Column {
        let title: String
        /// Numbers stand at the right.
        let isNumber: Bool
        /// Whether what is too long loses its beginning: the end of a path says more.
        var keepsEnd = false
        /// Whether what is too long goes on below instead; only of the last column.
        var wraps = false

        /// Columns on the terminal that it keeps.
        var least: Int { wraps ? 20 : 8 }
    }

    let columns: [Column]
    let rows: [[[Span]]]
    /// How far from the left it stands, in columns.
    var indentation = 0

    /// Writes the headings and the rows. Where the whole is too wide, the widest columns of text give way, but keep some
    /// room; where that isn't enough, the rest stands below, behind the first column again.
    func draw(on canvas: Canvas) {
        let limit = canvas.output.isTerminal ? canvas.columns - indentation : Int.max
        let parts = parts(limit)
        for (index, part) in parts.enumerated() {
            if index > 0 { canvas.line() }
            part.drawPart(on: canvas, limit)
        }
    }

    /// Tables of some columns each that have room, of which the first stays.
    private func parts(_ limit: Int) -> [Table] {
        let least = fitted(to: limit)
        guard columns.count > 2, least.reduce(2 * (columns.count - 1), +) > limit else { return [self] }
        var parts: [[Int]] = []
        var room = 0
        for index in columns.indices.dropFirst() {
            room -= 2 + least[index]
            if room < 0 {
                parts.append([0])
                room = limit - least[0] - 2 - least[index]
            }
            parts[parts.count - 1].append(index)
        }
        return parts.map { part in
            Table(
                columns: part.map { columns[$0] },
                rows: rows.map { row in part.map { row[$0] } },
                indentation: indentation
            )
        }
    }

    private func drawPart(on canvas: Canvas, _ limit: Int) {
        let widths = fitted(to: limit)
        let margin = [Span(String(repeating: " ", count: indentation))]
        canvas.line(margin + line(columns.map { [Span($0.title, .heading)] }, widths))
        let behind = [Span(String(repeating: " ", count: widths.dropLast().reduce(0) { $0 + $1 + 2 }))]
        for row in rows {
            guard columns.last?.wraps == true, let last = row.last, let width = widths.last, last.width > width else {
                canvas.line(margin + line(row, widths))
                continue
            }
            let pieces = Wrapping.rows(last, columns: width)
            canvas.line(margin + line(row.dropLast() + [pieces[0]], widths))
            for piece in pieces.dropFirst() { canvas.line(margin + behind + piece) }
        }
    }

    private func fitted(to limit: Int) -> [Int] {
        var widths = columns.indices.map { index in
            rows.reduce(DisplayWidth.of(columns[index].title)) { max($0, $1[index].width) }
        }
        let gaps = 2 * max(0, columns.count - 1)
        // Half a number says something else.
        let texts = columns.indices.filter { !columns[$0].isNumber }
        while limit < Int.max, widths.reduce(gaps, +) > limit,
            let widest = texts.max(by: { widths[$0] < widths[$1] }), widths[widest] > columns[widest].least
        {
            let excess = widths.reduce(gaps, +) - limit
            let second = texts.filter { $0 != widest }.map { widths[$0] }.max() ?? 0
            let step = max(1, min(excess, widths[widest] - second))
            widths[widest] = max(columns[widest].least, widths[widest] - step)
        }
        return widths
    }

    private func line(_ cells: [[Span]], _ widths: [Int]) -> [Span] {
        var line: [Span] = []
        for (index, cell) in cells.enumerated() {
            let shown = columns[index].keepsEnd ? end(of: cell, widths[index]) : cut(cell, to: widths[index])
            let padding = Span(String(repeating: " ", count: max(0, widths[index] - shown.width)))
            if index > 0 { line.append(Span("  ")) }
            line += columns[index].isNumber ? [padding] + shown : shown + [padding]
        }
        while let last = line.last, last.text.allSatisfy({ $0 == " " }) { line.removeLast() }
        return line
    }

    /// The end of a cell of one span.
    private func end(of cell: [Span], _ columns: Int) -> [Span] {
        guard cell.width > columns, let span = cell.first else { return cell }
        return [Span(DisplayWidth.suffix(of: Neutral.text(span.text), columns: columns), span.style, link: span.link)]
    }

    private func cut(_ spans: [Span], to columns: Int) -> [Span] {
        guard spans.width > columns else { return spans }
        var left = columns
        var result: [Span] = []
        for span in spans where left > 0 {
            let text = Neutral.text(span.text)
            // Room for the ellipsis is kept as long as something follows.
            let piece = DisplayWidth.of(text) < left ? text : DisplayWidth.prefix(of: text + " ", columns: left)
            result.append(Span(piece, span.style, link: span.link))
            left -= DisplayWidth.of(piece)
        }
        return result
    }
}
