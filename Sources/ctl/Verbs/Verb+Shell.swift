import JSON

extension Verb {
    static let shell = Verb(
        name: "shell",
        summary: "Takes one verb after the other at a prompt, with history and completion.",
        details:
            "A line is what stands behind caspianctl elsewhere; /WORDS searches for them. Tab completes, twice shows what "
            + "there is; Ctrl-R looks for a line that was entered before; Ctrl-D or exit ends. Lines are kept in "
            + "~/.local/state/caspian/history, but for those that begin with a space. Where no terminal is, every line of "
            + "standard input is run, and the status is that of the last.",
        examples: [
            Example("shell", "At a prompt."),
            Example("shell --format json < questions.txt", "Every line of a file."),
        ],
        isPaged: false
    ) { (invocation) throws(Exit) in
        let session = invocation.session
        return Prompt(session: session, options: session.settings.tokens).run()
    }
}
