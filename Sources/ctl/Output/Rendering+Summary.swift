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
                drawPlaces([sentence] + (sentence["also"]?.array ?? []), on: canvas)
                if let parts = sentence["parts"]?.object {
                    let sum = parts.map { $0.key + " " + rounded($0.value.number ?? 0) }.joined(separator: "  ")
                    canvas.fitted([.faint(rounded(sentence["score"]?.number ?? 0) + " = " + sum)], indentation: 2)
                }
            }
            let undated = undated(answer.result)
            if sentences.isEmpty { canvas.line(.faint(whyEmpty(answer.result))) }
            if let undated {
                canvas.paragraph([.faint(undated.count)])
                canvas.paragraph([.faint(undated.hint)])
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

    /// Why there is no sentence.
    static func whyEmpty(_ result: JSON) -> String {
        guard let of = result["of"], of["documents"] == 0 else { return "nothing is said about it" }
        return of["undated"] == nil ? "the corpus has no documents" : "nothing is dated so late"
    }

    /// What to say of documents that `since` has left out, as they have no date; `nil` where there are none.
    static func undated(_ result: JSON) -> (count: String, hint: String)? {
        guard let count = result["of"]?["undated"]?.integer, count > 0 else { return nil }
        let documents = count == 1 ? "a document without a date is" : "\(count) documents without a date are"
        return (
            count: "\(documents) left out",
            hint: "'date: 2021-05-30' between two lines '---' dates a Markdown file, 'date' a record"
        )
    }

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
                let sureness = one["confidence"]?.number.map { "  \(rounded($0))" } ?? ""
                canvas.line(.strong(one["method"]?.string ?? one["plugin"]?.string ?? ""), .faint(sureness))
                canvas.paragraph([Span(one["text"]?.string ?? "")], indentation: 2)
                drawPlaces(sources(of: one), on: canvas)
            }
            if answer.rows?.isEmpty ?? true { canvas.line(.faint("no answer: nothing that was read says it")) }
        },
        plain: { answer, canvas in
            for one in answer.rows ?? [] {
                var cells = [one["plugin"]?.string ?? "", one["text"]?.string ?? ""]
                let places = sources(of: one).map { place(of: $0) }
                if !places.isEmpty { cells.append(places.joined(separator: ", ")) }
                canvas.line(Span(cells.map(Grid.escaped).joined(separator: "\t")))
            }
        }
    )

    /// What an answer's text was taken from: of the rows of its result those that stand in it, else all.
    private static func sources(of answer: JSON) -> [JSON] {
        let rows = Answer(method: answer["method"]?.string ?? "", whole: answer["result"] ?? .null).rows ?? []
        // Of one sentence there may be several facts.
        var seen: Set<String> = []
        let cited = rows.filter { !place(of: $0).isEmpty && seen.insert(place(of: $0)).inserted }
        let text = answer["text"]?.string ?? ""
        let said = cited.filter { text.contains($0["snippet"]?.string ?? $0["text"]?.string ?? text) }
        return said.isEmpty ? cited : said
    }

    /// Writes places in a line; of many the first ones.
    private static func drawPlaces(_ rows: [JSON], on canvas: Canvas) {
        let places = rows.map { linked($0) }.filter { !$0.text.isEmpty }
        guard !places.isEmpty else { return }
        var line = places.prefix(mostPlaces).flatMap { [$0, .faint(", ")] }.dropLast()
        if places.count > mostPlaces { line.append(.faint(" and \(places.count - mostPlaces) more")) }
        canvas.fitted(Array(line), indentation: 2)
    }

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
