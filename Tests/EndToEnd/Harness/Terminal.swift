import JSON

/// A program in a terminal of its own, typed into as a person would.
enum Terminal {
    enum Step {
        /// Waits for text, of which escape sequences are no part.
        case expect(String)
        /// Waits for text with its escape sequences.
        case raw(String)
        case send(String)
        /// Presses a key, again if need be, until the text has come: for what may be late where much else runs.
        case press(String, until: String)
        /// Waits for the end with this status.
        case end(Int)

        fileprivate var json: JSON {
            switch self {
            case .expect(let text): ["expect": .string(text)]
            case .raw(let text): ["raw": .string(text)]
            case .send(let text): ["send": .string(text)]
            case .press(let key, let text): ["press": .string(key), "expect": .string(text)]
            case .end(let status): ["end": .integer(status)]
            }
        }
    }

    /// Runs `program` through all `steps`; everything that came to the screen. Throws at the first step that fails.
    @discardableResult
    static func run(
        _ program: [String],
        in folder: TestFolder,
        environment: [String: String] = [:],
        columns: Int = 80,
        rows: Int = 24,
        _ steps: [Step]
    ) throws -> String {
        let plan: JSON = [
            "program": .array(program.map { .string($0) }), "columns": .integer(columns), "rows": .integer(rows),
            "steps": .array(steps.map(\.json)),
        ]
        let ended = try RunningProgram(
            ["python3", Programs.root + "/Tests/Fixtures/terminal.py", plan.description],
            in: folder,
            name: "terminal-\(UInt(bitPattern: plan.description.hashValue))",
            environment: ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"].merging(environment) { $1 }
        ).wait(seconds: 90)
        guard ended.status == 0 else { throw TestError(ended.errors + ended.output) }
        return ended.output
    }
}
