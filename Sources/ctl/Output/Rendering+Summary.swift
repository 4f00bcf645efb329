import JSON

extension Rendering {
    /// Of the places of one sentence so many are shown; all of them are in the other formats.
    private static let mostPlaces = 4

    /// The sentences as they stand in their source, each with its places; bullets and a headline as they read.
    static let summary = Rendering(
        table: { answer, canvas in
            let sentences = answer.rows ?? []
            let lines = styled(answer)
            for (index, sentence) in sentences.enumerated() {
                if index > 0 { canvas.line() }
                canvas.paragraph([Span(lines.count == sentences.count ? lines[index] : shown(sentence))])
                let places = ([sentence] + (sentence["also"]?.array ?? [])).map { linked($0) }.filter {
                    !$0.text.isEmpty
                }
                if !places.isEmpty {
                    var line = places.prefix(mostPlaces).indices.flatMap {
                        [.faint($0 == 0 ? "  " : ", "), places[$0]]
                    }
                    if places.count > mostPlaces { line.append(.faint(" and \(places.count - mostPlaces) more")) }
                    canvas.line(line)
                }
                if let parts = sentence["parts"]?.object {
                    let sum = parts.map { $0.key + " " + rounded($0.value.number ?? 0) }.joined(separator: "  ")
                    canvas.line(.faint("  " + rounded(sentence["score"]?.number ?? 0) + " = " + sum))
                }
            }
            let undated = answer.result["of"]?["undated"]?.integer ?? 0
            if sentences.isEmpty {
                canvas.line(.faint(undated > 0 ? "nothing is dated so late" : "nothing is said about it"))
            }
            if undated > 0 {
                let documents =
                    undated == 1 ? "a document without a date is" : "\(undated) documents without a date are"
                canvas.line(.faint("\(documents) left out"))
            }
            guard let of = answer.result["of"], let words = answer.result["wordCount"]?.integer else { return }
            canvas.line()
            canvas.line(.faint("\(words) of \(of["words"]?.integer ?? 0) words\(more(answer))"))
        },
        plain: { answer, canvas in
            let sentences = answer.rows ?? []
            let lines = styled(answer)
            for (index, sentence) in sentences.enumerated() {
                canvas.line(Span(lines.count == sentences.count ? lines[index] : shown(sentence)))
            }
        }
    )

    /// A sentence, with an ellipsis where its end was cut off.
    private static func shown(_ sentence: JSON) -> String {
        guard let text = sentence["text"]?.string else { return Grid.text(sentence) }
        return sentence["isCut"] == .bool(true) ? text + "…" : text
    }

    /// The lines of a text that is no mere row of sentences, one a sentence.
    private static func styled(_ answer: Answer) -> [String] {
        guard let text = answer.result["text"]?.string, let first = answer.rows?.first?["text"]?.string,
            text.hasPrefix("• ") || answer.rows?.count == 1 && text != first
        else { return [] }
        return text.split(separator: "\n").map(String.init)
    }

    private static func more(_ answer: Answer) -> String {
        answer.result["cursor"]?.string == nil ? "" : "; more: --more \(answer.page + 1)"
    }

    /// The answers of all plugins, best first.
    static let query = Rendering(
        table: { answer, canvas in
            for (index, one) in (answer.rows ?? []).enumerated() {
                if index > 0 { canvas.line() }
                let plugin = one["plugin"]?.string ?? ""
                let sureness = one["confidence"]?.number.map { "  \(rounded($0))" } ?? ""
                canvas.line(.strong(plugin), .faint("  " + (one["method"]?.string ?? "") + sureness))
                canvas.paragraph([Span(one["text"]?.string ?? "")], indentation: 2)
            }
        },
        plain: { answer, canvas in
            for one in answer.rows ?? [] {
                canvas.line(Span((one["plugin"]?.string ?? "") + "\t" + Grid.escaped(one["text"]?.string ?? "")))
            }
        }
    )

    /// Everything, below each other.
    static let status = Rendering(
        table: { answer, canvas in
            Outline(canvas: canvas).draw(
                Members((answer.result.object ?? Members()).filter { $0.value != .null }.map { ($0.key, $0.value) })
            )
        },
        plain: generic.plain
    )

    /// One line a check.
    static let health = Rendering(
        table: { answer, canvas in
            for check in answer.rows ?? [] {
                let isGood = check["ok"] == true
                canvas.line(
                    Span(isGood ? "ok    " : "fail  ", isGood ? .good : .bad),
                    Span(check["name"]?.string ?? ""),
                    .faint("  " + (check["message"]?.string ?? ""))
                )
            }
            canvas.line(.strong(answer.result["status"]?.string ?? ""))
        },
        plain: { answer, canvas in canvas.line(Span(answer.result["status"]?.string ?? "")) }
    )
}
