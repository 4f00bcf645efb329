import Glibc

/// Runs one line after the other, as if each stood behind `caspianctl`.
struct Prompt {
    let session: Session
    /// The options that the shell itself was called with, which every line gets.
    let options: [String]

    private static let prompt = "caspian> "
    private static let farewells = ["exit", "quit"]

    func run() -> ShellStatus {
        guard isatty(session.input) == 1, let terminal = session.output.terminal else { return runAll() }
        guard session.environment("TERM") != "dumb" else { return runAll(prompt: Self.prompt) }
        session.output.write("caspianctl \(Program.version); 'help' shows the verbs, Tab completes, Ctrl-D ends\n")
        session.output.flush()
        let editor = LineEditor(
            input: session.input,
            output: terminal,
            prompt: Self.prompt,
            history: History.read(environment: session.environment),
            complete: complete
        )
        while true {
            switch editor.read() {
            case .end: return .answered
            case .given: continue
            case .line(let line):
                let text = line.trimmed
                if text.isEmpty { continue }
                editor.remember(line)
                if Self.farewells.contains(text) { return .answered }
                _ = perform(text)
            }
        }
    }

    /// Runs every line of the input, which is a file or a pipe; the status is that of the last one.
    private func runAll(prompt: String? = nil) -> ShellStatus {
        var status = ShellStatus.answered
        while true {
            if let prompt {
                session.output.write(prompt)
                session.output.flush()
            }
            guard let line = nextLine() else { return status }
            let text = line.trimmed
            if text.isEmpty || text.hasPrefix("#") { continue }
            if Self.farewells.contains(text) { return status }
            status = perform(text)
            if status == .closedPipe { return status }
        }
    }

    /// Reads no further than the line feed: what stands behind it is for the verbs that read.
    private func nextLine() -> String? {
        var bytes: [UInt8] = []
        var byte: UInt8 = 0
        while true {
            let count = read(session.input, &byte, 1)
            if count < 0, errno == EINTR { continue }
            if count <= 0 { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
            if byte == 0x0A { return String(decoding: bytes, as: UTF8.self) }
            bytes.append(byte)
        }
    }

    /// Runs one line on outputs of its own, since the terminal may have another size by now.
    private func perform(_ line: String) -> ShellStatus {
        // Like in a pager, what stands behind a slash is looked for.
        let words = line.hasPrefix("/") ? nil : ShellWords(line)
        if let words, words.isOpen {
            session.errors.write("caspianctl: a quote is not closed\n")
            session.errors.flush()
            return .usage
        }
        var arguments = words?.plain ?? ["search", String(line.dropFirst())]
        if arguments.first == "caspianctl" { arguments.removeFirst() }
        guard arguments.first != "shell" else { return .answered }
        Interruption.forget()
        // What the line itself says of an option comes last, and counts.
        let isPlain = arguments.first?.hasPrefix("-") ?? true
        let program = Program(
            environment: session.environment,
            folder: session.companion.folder,
            input: session.input,
            output: session.output.again,
            errors: session.errors.again
        )
        return program.run(isPlain ? arguments : [arguments[0]] + options + arguments.dropFirst())
    }

    private func complete(_ text: String) -> (replaced: Int, candidates: [Completion.Candidate]) {
        let words = ShellWords(text)
        let isNew = text.last.map { $0.isWhitespace } ?? true && !words.isOpen
        let raw = isNew ? "" : words.raw.last ?? ""
        let plain = isNew ? words.plain + [""] : words.plain
        let answer = Completion(session: session).answer(for: plain)
        let quoted = answer.candidates.map {
            Completion.Candidate(text: CompletionShell.word($0.text, like: raw), meaning: $0.meaning)
        }
        return (raw.count, quoted)
    }
}

extension String {
    fileprivate var trimmed: String {
        let start = firstIndex { !$0.isWhitespace } ?? endIndex
        let end = lastIndex { !$0.isWhitespace }.map { index(after: $0) } ?? start
        return start < end ? String(self[start..<end]) : ""
    }
}
