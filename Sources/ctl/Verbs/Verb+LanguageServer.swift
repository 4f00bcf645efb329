import Glibc

extension Verb {
    static let languageServer = Verb(
        name: "lsp",
        summary: "Serves an editor by the Language Server Protocol, on standard input and output.",
        details:
            "Editors start it; see docs/editors. Search as workspace symbols, sections and sentences, hover, "
            + "definitions, references and completion of terms, copies and mistakes in caspian.yaml as diagnostics, "
            + "and every method as a command. It starts the daemon when it is first asked something.",
        examples: [
            Example(
                "lsp",
                "As the command of a language server for text, markdown, org, rst, asciidoc, latex and yaml."
            ),
            Example("--config notes.yaml lsp", "With a configuration of its own for the daemon that it starts."),
        ]
    ) { (invocation) throws(Exit) in
        let session = invocation.session
        if isatty(session.input) == 1 {
            throw .usage("'lsp' is for an editor to start, not for a terminal", hint: "docs/editors says how each does")
        }
        return LanguageServer(session: session).run()
    }
}
