import JSON

/// A method of the protocol that is answered here, and what `initialize` says about it.
struct Capability: Sendable {
    let method: String
    /// The members of `ServerCapabilities` that announce it.
    var announcement: Members = Members()
    let answer: @Sendable (LanguageServer, EditorRequest) -> Void

    init(
        _ method: String,
        announcing announcement: Members = Members(),
        _ answer: @escaping @Sendable (LanguageServer, EditorRequest) -> Void
    ) {
        self.method = method
        self.announcement = announcement
        self.answer = answer
    }
}

extension LanguageServer {
    /// All of them. A capability is named here and nowhere else.
    private static let all: [Capability] =
        [initialize, initialized, shutdown, exit, cancelRequest, setTrace]
        + [didOpen, didChange, didSave, didClose]
        + [workspaceSymbol, documentSymbol, foldingRange, selectionRange]
        + [hover, definition, references, completion]
        + [codeAction, codeLens, inlayHint, executeCommand]

    static let capabilities = Dictionary(uniqueKeysWithValues: all.map { ($0.method, $0.answer) })

    static var announcements: Members {
        var members = Members()
        for capability in all {
            for (key, value) in capability.announcement { members[key] = value }
        }
        return members
    }
}
