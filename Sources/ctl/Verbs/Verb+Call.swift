import Glibc
import JSON
import Schema
import Wire

extension Verb {
    static let call = Verb(
        name: "call",
        summary: "Calls any method.",
        words: "METHOD [JSON|-]",
        wordCount: 1...2,
        wordNames: .methods,
        details: "Parameters are one JSON object, or - to read it from standard input, or options named after them "
            + "(--min-score for minScore; a list by repeating its option), or both.",
        examples: [
            Example("call search '{\"query\":\"resources\",\"limit\":3}'", "Parameters as JSON."),
            Example("call search --query resources --limit 3", "The same as options."),
            Example("call corpus.list --format jsonl < /dev/null", "One JSON line for each row of the answer."),
        ],
        method: .firstWord
    ) { (invocation) throws(Exit) in
        var parameters = Members()
        if invocation.words.count > 1 { parameters = try object(invocation.words[1], invocation.session) }
        for (key, value) in invocation.parameters { parameters[key] = value }
        return try invocation.callMethod(invocation.words[0], parameters)
    }

    /// A method as a verb: `echo.say --text hi`.
    static func foreign(_ method: String) -> Verb {
        Verb(
            name: method,
            summary: "Calls '\(method)'.",
            words: "[JSON|-]",
            wordCount: 0...1,
            examples: [],
            method: .fixed(method)
        ) { (invocation) throws(Exit) in
            var parameters = Members()
            if let json = invocation.words.first { parameters = try object(json, invocation.session) }
            for (key, value) in invocation.parameters { parameters[key] = value }
            return try invocation.callMethod(method, parameters)
        }
    }

    private static func object(_ word: String, _ session: Session) throws(Exit) -> Members {
        let json: JSON
        do throws(SyntaxError) {
            json = try JSON(parsing: word == "-" ? Standard.read(session.input) : Array(word.utf8))
        } catch {
            var exit = Exit(.usage, "the parameters are not JSON: \(error)", failure: nil)
            exit.question = word == "-" ? nil : word
            throw exit
        }
        guard let members = json.object else {
            throw .usage("the parameters must be a JSON object, found \(json.kind)")
        }
        return members
    }
}

extension Invocation {
    /// Asks a method that is not known beforehand, and prints the answer by what the daemon declares about it.
    func callMethod(_ method: String, _ parameters: Members) throws(Exit) -> ShellStatus {
        let declared = description
        let session = session
        let needsRows = session.format != .json
        return try session.answer(method, parameters) { () throws(Exit) in
            if let declared { return declared }
            return needsRows ? try session.describe(method) : nil
        }
    }
}

/// What comes from standard input at once.
enum Standard {
    static func read(_ descriptor: Int32) -> [UInt8] {
        var all: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = Glibc.read(descriptor, &buffer, buffer.count)
            if count > 0 {
                all += buffer[..<count]
            } else if count == 0 || errno != EINTR {
                return all
            }
        }
    }
}
