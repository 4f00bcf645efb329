import JSON

/// textDocument/publishDiagnostics: passages that stand elsewhere, too, and mistakes in a configuration.
extension LanguageServer {
    /// A finding and what can be done about it by one change of the text.
    struct Finding {
        struct Fix {
            let title: String
            let range: Range<Int>
            let text: String
        }

        let range: Range<Int>
        let severity: Severity
        let code: String
        let message: String
        var fixes: [Fix] = []
        /// Where the same words stand, as a `Location`.
        var twin: JSON?
    }

    /// `DiagnosticSeverity`.
    enum Severity: Int {
        case error = 1
        case information = 3
    }

    /// Looks a text through once nobody has typed for a moment.
    func scheduleDiagnostics(of buffer: Buffer, milliseconds: Int = 250) {
        timers.set("diagnostics " + buffer.uri, milliseconds: milliseconds) { [unowned self] in
            guard buffers[buffer.uri] === buffer, !isForeign(buffer) else { return }
            if isConfiguration(buffer) {
                publish(configurationFindings(buffer), of: buffer)
            } else {
                findCopies(buffer)
            }
        }
    }

    private func findCopies(_ buffer: Buffer) {
        let revision = buffer.revision
        var parameters: Members = ["text": .string(buffer.text), "markup": .string(buffer.markup)]
        if let path = buffer.path { parameters["file"] = .string(path) }
        link.ask("corpus.copies", parameters) { [unowned self] outcome in
            // Another look is on its way when the text has changed.
            guard buffers[buffer.uri] === buffer, buffer.revision == revision else { return }
            switch outcome {
            case .success(let result):
                publish((result["copies"]?.array ?? []).compactMap { copy($0, in: buffer) }, of: buffer)
            case .failure(let reason): explain(reason, of: "corpus.copies")
            }
        }
    }

    private func copy(_ row: JSON, in buffer: Buffer) -> Finding? {
        guard let range = TextOutline.range(row["byteRange"]), range.upperBound <= buffer.bytes.count,
            let twin = row["twin"]
        else { return nil }
        let line = twin["line"]?.integer ?? 1
        var message = "the same stands above, in line \(line)"
        var place: JSON?
        if let citation = Citation(twin) {
            message = "the same stands in \(ShownPath.of(citation.path)):\(line)"
            place = location(citation)
        } else if let range = TextOutline.range(twin["byteRange"]) {
            place = ["uri": .string(buffer.uri), "range": buffer.json(range)]
        }
        return Finding(
            range: range,
            severity: .information,
            code: "copy",
            message: message,
            fixes: [Finding.Fix(title: "Remove this copy", range: range, text: "")],
            twin: place
        )
    }

    private func publish(_ findings: [Finding], of buffer: Buffer) {
        buffer.findings = findings
        let diagnostics = findings.map { json($0, in: buffer) }
        var parameters: Members = ["uri": .string(buffer.uri), "diagnostics": .array(diagnostics)]
        if let version = buffer.version { parameters["version"] = .integer(version) }
        notify("textDocument/publishDiagnostics", .object(parameters))
    }

    func json(_ finding: Finding, in buffer: Buffer) -> JSON {
        var members: Members = [
            "range": buffer.json(finding.range), "severity": .integer(finding.severity.rawValue),
            "code": .string(finding.code), "source": "caspian", "message": .string(finding.message),
        ]
        if let twin = finding.twin, abilities.hasRelatedInformation {
            members["relatedInformation"] = [["location": twin, "message": "the twin"]]
        }
        // `DiagnosticTag.Unnecessary`
        if finding.code == "copy", abilities.fadesUnnecessary { members["tags"] = [1] }
        return .object(members)
    }
}
