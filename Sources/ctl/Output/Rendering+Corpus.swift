import JSON

extension Rendering {
    /// The files that were not read as they should be: where, and below that what is wrong, whole.
    static let problems = Rendering(
        table: { answer, canvas in
            let isOfSkipped = answer.rows?.contains { $0["skipped"] != nil } ?? false
            for row in answer.rows ?? [] {
                canvas.line(linked(row, isOfSkipped ? .strong : row["fatal"] == true ? .bad : .doubtful))
                canvas.paragraph([Span(row["message"]?.string ?? "")], indentation: 2)
            }
            drawTotal(answer, on: canvas, isOfSkipped ? "skipped" : "problem", isOfSkipped ? "skipped" : "problems")
            let kinds = skipped(answer.result)
            guard !kinds.isEmpty else { return }
            canvas.paragraph([.faint("no text, and skipped: " + kinds)])
            if !isOfSkipped { canvas.line(.faint("'caspianctl corpus problems --skipped' lists them")) }
        },
        plain: generic.plain
    )

    /// What an answer of `corpus.problems` has counted without its being a problem: `symbolic links (3), images (1)`.
    static func skipped(_ result: JSON) -> String {
        (result["skipped"]?.object ?? Members()).map { "\($0.key) (\($0.value.integer ?? 0))" }.joined(separator: ", ")
    }

    /// The documents by the names that other verbs take, as they can be typed from here.
    static let documents = Rendering(
        table: { answer, canvas in
            let rows = answer.rows ?? []
            if !rows.isEmpty {
                Table(
                    columns: [
                        Table.Column(title: "document", isNumber: false, keepsEnd: true),
                        Table.Column(title: "title", isNumber: false),
                        Table.Column(title: "language", isNumber: false),
                        Table.Column(title: "sentences", isNumber: true),
                        Table.Column(title: "bytes", isNumber: true),
                    ],
                    rows: rows.map { row in
                        let name = ShownPath.of(row["id"]?.string ?? row["path"]?.string ?? "")
                        return [
                            [Span(name, link: Link(row))], [Span(title(row, of: name))],
                            [Span(Grid.text(row["language"]))], [Span(Grid.text(row["sentences"]))],
                            [Span(Grid.text(row["bytes"]))],
                        ]
                    }
                )
                .draw(on: canvas)
            }
            drawTotal(answer, on: canvas, "document", "documents")
        },
        plain: generic.plain
    )

    /// A document's title, where it says more than the name of its file.
    private static func title(_ row: JSON, of name: String) -> String {
        let title = row["title"]?.string ?? ""
        let file = name.split(separator: "/").last ?? ""
        return file == title || file.hasPrefix(title + ".") ? "" : title
    }
}
