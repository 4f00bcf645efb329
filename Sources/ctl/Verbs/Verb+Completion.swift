import Schema

extension Verb {
    static let completion = Verb(
        name: "completion",
        summary: "Prints what a shell needs to complete caspianctl's words.",
        words: "bash|zsh|fish",
        wordCount: 1...1,
        examples: [
            Example("completion bash > ~/.local/share/bash-completion/completions/caspianctl", "For bash."),
            Example("completion zsh > ~/.zfunc/_caspianctl", "For zsh, with ~/.zfunc in fpath."),
            Example("completion fish > ~/.config/fish/completions/caspianctl.fish", "For fish."),
        ]
    ) { (invocation) throws(Exit) in
        let name = invocation.words[0]
        guard let shell = CompletionShell(rawValue: name) else {
            let known = CompletionShell.allCases.map(\.rawValue)
            throw .unknown("shell", name, nearest: known, known: known.joined(separator: ", "))
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
        examples: []
    ) { (invocation) throws(Exit) in
        let session = invocation.session
        for candidate in Completion(session: session).candidates(for: invocation.words) {
            session.canvas.line(Span(candidate))
        }
        return .answered
    }
}
