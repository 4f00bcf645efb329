import JSON
import Wire

extension Session {
    /// Prints an answer in the format that was asked for.
    func print(_ answer: Answer) throws(Exit) {
        try Printer(canvas: canvas, format: format).print(answer)
    }

    /// Asks a method and prints what it answers. `nothingFound` when the list that it is about is empty and the method
    /// looks for something.
    func answer(
        _ method: String,
        _ parameters: Members,
        page: Int = 0,
        describing description: () throws(Exit) -> MethodDescription? = { () throws(Exit) in nil }
    ) throws(Exit) -> ShellStatus {
        var answer = Answer(method: method, whole: try ask(method, parameters), page: page)
        answer.description = try description()
        try print(answer)
        let result = answer.result
        let failures = result["failures"]?.array ?? []
        report(failures)
        if let meant = result["suggestion"]?.string { tell(Exit(.nothingFound, "did you mean '\(meant)'?")) }
        // On a terminal they stand below the answer; who reads it through a pipe sees them where nothing was found.
        if format == .plain, result["hits"] == [] {
            for note in result["notes"]?.array ?? [] {
                if let message = note["message"]?.string { tell(Exit(.nothingFound, message)) }
            }
        }
        let isOfCorpus = method == "summary" && parameters["text"] == nil && parameters["texts"] == nil
        let hasNoDocuments = isOfCorpus && result["of"]?["documents"] == 0
        if format == .plain, result["sentences"] == [], parameters["since"] != nil || hasNoDocuments {
            let undated = Rendering.undated(result)
            let message = Rendering.whyEmpty(result) + (undated.map { "; " + $0.count } ?? "")
            tell(Exit(.nothingFound, message, hint: undated?.hint))
        }
        let isAbout = parameters["query"] != nil || parameters["since"] != nil || hasNoDocuments
        let about = isAbout ? result["sentences"]?.array : nil
        let found = result["hits"]?.array ?? result["answers"]?.array ?? about
        if let found, found.isEmpty { return failures.isEmpty ? .nothingFound : .failed }
        return failures.isEmpty ? .answered : .partial
    }

    /// Asks, and remembers the question for pointing at a mistake in it.
    private func ask(_ method: String, _ parameters: Members) throws(Exit) -> JSON {
        do throws(Exit) {
            return try call(method, parameters)
        } catch {
            var exit = error
            exit.question = parameters["query"]?.string
            throw exit
        }
    }

    /// The answer has them for programs; a person must not miss them.
    private func report(_ failures: [JSON]) {
        for failure in failures {
            let plugin = failure["plugin"]?.string ?? "?"
            tell(Exit(.partial, "plugin '\(plugin)' did not answer: \(failure["message"]?.string ?? "")"))
        }
    }

    /// Says something beside the answer, in which programs find it too.
    func tell(_ exit: Exit) {
        guard !settings.format.isJSON else { return }
        let hasColor = settings.color.isOn(terminal: errors.isTerminal, environment: environment)
        output.flush()
        ErrorReport(canvas: Canvas(output: errors, hasColor: hasColor), isJSON: false).write(exit)
    }
}
