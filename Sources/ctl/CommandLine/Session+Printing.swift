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
        describing description: () throws(Exit) -> MethodDescription? = { () throws(Exit) in nil }
    ) throws(Exit) -> ExitStatus {
        let answer = Answer(
            method: method,
            whole: try call(method, parameters),
            description: try description()
        )
        try print(answer)
        return Self.status(of: answer)
    }

    private static func status(of answer: Answer) -> ExitStatus {
        let result = answer.result
        if result["hits"]?.array?.isEmpty ?? result["answers"]?.array?.isEmpty ?? false { return .nothingFound }
        return result["isPartial"] == true || result["partial"] == true ? .partial : .answered
    }
}
