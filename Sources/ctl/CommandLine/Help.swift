import Flags
import JSON
import Schema
import Wire

/// What the program says about itself and about methods.
struct Help {
    let session: Session

    private var canvas: Canvas { session.canvas }

    func showOverview() -> ShellStatus {
        canvas.paragraph([Span("Asks caspiand, the query daemon, and prints its answers.")])
        canvas.line()
        canvas.line(.strong("usage: "), Span("caspianctl VERB [OPTION…] [WORD…]"))
        for (title, names) in Verb.groups {
            canvas.line()
            canvas.line(.strong(title))
            let verbs = names.compactMap { name in Verb.all.first { $0.name == name } }
            let width = verbs.map { DisplayWidth.of(Self.usage($0)) }.max() ?? 0
            for verb in verbs { pair(Self.usage(verb), verb.summary, width: width) }
        }
        canvas.line()
        canvas.paragraph([
            Span("Any method of a plugin is a verb too, with its parameters as options: "),
            .strong("caspianctl echo.say --text hi"),
        ])
        showFlags(Settings.flags, title: "options of every verb")
        showStatuses()
        canvas.line()
        canvas.paragraph([Span("'caspianctl help VERB' and 'caspianctl help METHOD' say more.")])
        return .answered
    }

    func showGroup(_ group: String) -> ShellStatus {
        let verbs = Verb.all.filter { $0.name.hasPrefix(group + " ") }
        let width = verbs.map { DisplayWidth.of(Self.usage($0)) }.max() ?? 0
        for verb in verbs { pair(Self.usage(verb), verb.summary, width: width) }
        return .answered
    }

    /// Shows a verb; the parameters of its method too, when a daemon runs that can tell them.
    func show(_ verb: Verb, word: String? = nil) throws(Exit) -> ShellStatus {
        if !Verb.all.contains(where: { $0.name == verb.name }), let method = try verb.method.describe(word, by: session)
        {
            return showMethod(method)
        }
        let declared = describeQuietly(verb.method, word)
        canvas.line(.strong("caspianctl " + Self.usage(verb)))
        canvas.paragraph([Span(verb.summary)], indentation: 2)
        if !verb.details.isEmpty { canvas.paragraph([Span(verb.details)], indentation: 2) }
        showFlags(verb.flags(with: declared), title: "options")
        if declared == nil, verb.wordCount.upperBound > 0, verb.method.name("") != nil {
            canvas.paragraph(
                [.faint("More options are shown while a daemon runs; 'caspianctl ping' starts one.")],
                indentation: 2
            )
        }
        showFlags(Settings.flags, title: "options of every verb")
        canvas.line()
        canvas.line(.strong("examples"))
        for example in verb.examples {
            canvas.line(Span("  caspianctl " + example.line))
            canvas.paragraph([.faint(example.meaning)], indentation: 6)
        }
        return .answered
    }

    /// Shows what the daemon declares about a method.
    func showMethod(_ method: MethodDescription) -> ShellStatus {
        canvas.line(.strong(method.name))
        canvas.paragraph([Span(method.summary)], indentation: 2)
        if method.parameters.isEmpty {
            canvas.line()
            canvas.line(.faint("takes no parameters"))
        } else {
            canvas.line()
            Self.table(of: method.parameters, isInput: true).draw(on: canvas)
        }
        if case .object(let properties, _) = method.result.kind, !properties.isEmpty {
            canvas.line()
            canvas.line(.strong("result"))
            Self.table(of: properties, isInput: false).draw(on: canvas)
        }
        if !method.errors.isEmpty {
            canvas.line()
            canvas.line(.strong("errors of its own"))
            for code in method.errors { pair("\(code.rawValue) \(code.kind)", code.hint, width: 24) }
        }
        showExamples(of: method)
        return .answered
    }

    private func showExamples(of method: MethodDescription) {
        guard !method.examples.isEmpty else { return }
        canvas.line()
        canvas.line(.strong("examples"))
        for example in method.examples {
            let parameters =
                example.parameters.isEmpty ? "" : " " + Self.quoted(JSON.object(example.parameters).description)
            canvas.line(Span("  caspianctl call \(method.name)\(parameters)"))
            canvas.paragraph([.faint(example.title)], indentation: 6)
        }
    }

    private static func table(of properties: [Property], isInput: Bool) -> Table {
        var columns = [
            Table.Column(title: isInput ? "option" : "member", isNumber: false),
            Table.Column(title: "type", isNumber: false),
        ]
        if isInput { columns.append(Table.Column(title: "default", isNumber: false)) }
        columns.append(Table.Column(title: "what it is", isNumber: false, wraps: true))
        return Table(
            columns: columns,
            rows: properties.map { property in
                let fallback = property.fallback.map { Grid.text($0) } ?? (property.isRequired ? "needed" : "")
                var row: [[Span]] = [
                    [.strong(isInput ? "--" + Flag(property).name : property.name)], [Span(property.schema.typeName)],
                ]
                if isInput { row.append([Span(fallback)]) }
                row.append([Span(property.schema.summary)])
                return row
            }
        )
    }

    private func showFlags(_ flags: [Flag], title: String) {
        guard !flags.isEmpty else { return }
        canvas.line()
        canvas.line(.strong(title))
        let width = min(28, flags.map { DisplayWidth.of($0.synopsis) }.max() ?? 0)
        for flag in flags {
            let without = flag.isSwitch ? "" : flag.property.fallback.map { Grid.text($0) } ?? ""
            let fallback = without.isEmpty ? "" : " (without: \(without))"
            pair(flag.synopsis, flag.summary + fallback, width: width)
        }
    }

    private func showStatuses() {
        canvas.line()
        canvas.line(.strong("exit status"))
        canvas.paragraph(
            [
                Span(ShellStatus.allCases.map { "\($0.rawValue) \($0.meaning)" }.joined(separator: ", "))
            ],
            indentation: 2
        )
    }

    /// A term and its meaning, which goes on under itself.
    private func pair(_ term: String, _ meaning: String, width: Int) {
        // On a narrow terminal the meaning stands below.
        let isNarrow = canvas.output.isTerminal && canvas.columns - width - 4 < 20
        let indentation = isNarrow ? 6 : width + 4
        let room = canvas.output.isTerminal ? max(20, canvas.columns - indentation) : Int.max
        let rows = Wrapping.rows([Span(meaning)], columns: room)
        let label = "  " + DisplayWidth.padded(term, to: width) + "  "
        guard DisplayWidth.of(term) <= width, !isNarrow else {
            canvas.line(Span("  " + term))
            for row in rows { canvas.line([Span(String(repeating: " ", count: indentation))] + row) }
            return
        }
        canvas.line([Span(label)] + (rows.first ?? []))
        for row in rows.dropFirst() { canvas.line([Span(String(repeating: " ", count: indentation))] + row) }
    }

    private static func usage(_ verb: Verb) -> String { verb.words.isEmpty ? verb.name : verb.name + " " + verb.words }

    /// Asks a daemon that runs, without starting one: help must not have effects.
    private func describeQuietly(_ method: MethodName, _ word: String?) -> MethodDescription? {
        var settings = session.settings
        settings.maySpawn = false
        settings.timeoutMilliseconds = 200
        do throws(Exit) {
            return try method.describe(word, by: session.with(settings))
        } catch {
            return nil
        }
    }

    /// As one word of a shell.
    static func quoted(_ text: String) -> String {
        "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}
