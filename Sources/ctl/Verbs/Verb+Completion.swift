import Flags
import JSON
import Schema

extension Verb {
    static let completion = Verb(
        name: "completion",
        summary: "Prints what a shell needs to complete caspianctl's words.",
        words: "bash|zsh|fish",
        wordCount: 1...1,
        wordNames: .choices(CompletionShell.allCases.map(\.rawValue)),
        examples: [
            Example(
                "completion bash > ~/.local/share/bash-completion/completions/caspianctl",
                "For bash; mkdir -p makes the folder."
            ),
            Example("completion zsh > ~/.zfunc/_caspianctl", "For zsh; ~/.zfunc has to be there, and in fpath."),
            Example(
                "completion fish > ~/.config/fish/completions/caspianctl.fish",
                "For fish; mkdir -p makes the folder."
            ),
        ]
    ) { (invocation) throws(Exit) in
        let name = invocation.words[0]
        guard let shell = CompletionShell(rawValue: name) else {
            let known = CompletionShell.allCases.map(\.rawValue)
            throw .unknown(
                "shell",
                name,
                nearest: known,
                known: known.joined(separator: ", "),
                hint: "'caspianctl help completion' shows where each goes"
            )
        }
        invocation.session.output.write(shell.script)
        return .answered
    }

    /// What the scripts call: the words of a command line, the last of which is being written.
    static let complete = Verb(
        name: "---complete",
        summary: "Prints what the last word may become.",
        words: "[WORD…]",
        wordCount: 0...Int.max,
        flags: [
            Flag("shell", Schema(.choice(CompletionShell.allCases.map(\.rawValue))), "SHELL", "Whose script asks.")
        ],
        examples: []
    ) { (invocation) throws(Exit) in
        let session = invocation.session
        let shell = invocation.options["shell"]?.string.flatMap(CompletionShell.init)
        let completion = Completion(session: session)
        guard let shell else {
            for candidate in completion.answer(for: invocation.words).candidates {
                session.canvas.line(Span(candidate.text))
            }
            return .answered
        }
        let answer = completion.answer(for: shell.plain(invocation.words))
        for line in shell.lines(answer, for: invocation.words.last ?? "") { session.output.write(line + "\n") }
        return .answered
    }
}
