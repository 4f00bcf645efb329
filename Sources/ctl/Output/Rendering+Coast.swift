import JSON

extension Rendering {
    /// How long each state's coast is by each ruler, and what part of all coasts that is: one line a ruler.
    static let coast = Rendering(
        table: { answer, canvas in
            let rows = answer.rows ?? []
            let rulers = (rows.first?["measures"]?.array ?? []).map { $0["ruler"]?.string ?? "" }
            func draw(_ title: String, _ key: String, _ text: (Double) -> String, _ last: [[[Span]]] = []) {
                canvas.paragraph([.strong(title)])
                let lines = rulers.enumerated().map { place, ruler in
                    [[Span(ruler)]] + rows.map { [Span($0["measures"]?[place]?[key]?.number.map(text) ?? "")] }
                }
                drawByState(rows, first: "ruler", lines + last, canvas)
                canvas.line()
            }
            let islands = [[Span("and islands")]] + rows.map { [Span($0["islandsKm"]?.number.map(hundredths) ?? "")] }
            draw("Kilometres of coast", "km", hundredths, [islands])
            draw("Percent of all coasts", "percent", hundredths)
            let dimensions = rows.compactMap { row in
                row["fractalDimension"]?.number.map { "\(row["state"]?.string ?? "") \(hundredths($0))" }
            }
            if !dimensions.isEmpty {
                canvas.paragraph([.strong("Fractal dimension: "), Span(dimensions.joined(separator: ", "))])
            }
            drawRemarks(answer, canvas)
        },
        plain: division.plain
    )

    /// The least and the most that each state would get by the other conventions: one line a convention.
    static let sensitivity = Rendering(
        table: { answer, canvas in
            let rows = answer.rows ?? []
            var factors: [String] = []
            for factor in rows.flatMap({ $0["factors"]?.array ?? [] }).compactMap({ $0["factor"]?.string })
            where !factors.contains(factor) { factors.append(factor) }
            let shares = [[Span("as asked")]] + rows.map { [Span($0["percent"]?.number.map(tenths) ?? "")] }
            let lines = factors.map { name in
                [[Span(name)]]
                    + rows.map { row in
                        let factor = row["factors"]?.array?.first { $0["factor"]?.string == name }
                        guard let low = factor?["low"]?.number, let high = factor?["high"]?.number else { return [] }
                        return [Span("\(tenths(low))–\(tenths(high))")]
                    }
            }
            canvas.paragraph([.strong("Percent at least and at most, by what it hangs on")])
            drawByState(rows, first: "by", [shares] + lines, canvas)
            drawRemarks(answer, canvas)
        },
        plain: division.plain
    )

    private static func drawByState(_ rows: [JSON], first: String, _ lines: [[[Span]]], _ canvas: Canvas) {
        let titles = [first] + rows.map { $0["state"]?.string ?? "" }
        Table(
            columns: titles.enumerated().map { Table.Column(title: $1, isNumber: $0 > 0) },
            rows: lines
        )
        .draw(on: canvas)
    }
}
