import JSON

/// What the editor says that it can do, as far as it changes what it is told.
struct ClientAbilities {
    private let capabilities: JSON

    /// - Parameter parameters: of `initialize`.
    init(_ parameters: JSON = .null) { capabilities = parameters["capabilities"] ?? .null }

    private func flag(_ path: String...) -> Bool { capabilities[Pointer(path)]?.bool ?? false }

    private func contains(_ value: String, _ path: String...) -> Bool {
        capabilities[Pointer(path)]?.array?.contains(.string(value)) ?? false
    }

    /// The best that both know: bytes cost nothing, and UTF-16 is what everybody must know.
    var encoding: PositionEncoding {
        let known = capabilities["general"]?["positionEncodings"]?.array?.compactMap(\.string) ?? []
        let ours: [PositionEncoding] = [.utf8, .utf16, .utf32]
        return ours.first { known.contains($0.rawValue) } ?? .utf16
    }

    var hasSymbolTree: Bool { flag("textDocument", "documentSymbol", "hierarchicalDocumentSymbolSupport") }
    var hasMarkdownHover: Bool { contains("markdown", "textDocument", "hover", "contentFormat") }
    var hasRelatedInformation: Bool { flag("textDocument", "publishDiagnostics", "relatedInformation") }
    var fadesUnnecessary: Bool {
        capabilities["textDocument"]?["publishDiagnostics"]?["tagSupport"]?["valueSet"]?.array?.contains(1) ?? false
    }
    var hasCodeActionLiterals: Bool {
        capabilities["textDocument"]?["codeAction"]?["codeActionLiteralSupport"] != nil
    }
    var hasSnippets: Bool { flag("textDocument", "completion", "completionItem", "snippetSupport") }
    var foldsLinesOnly: Bool { flag("textDocument", "foldingRange", "lineFoldingOnly") }
    var showsDocuments: Bool { flag("window", "showDocument", "support") }
    var showsProgress: Bool { flag("window", "workDoneProgress") }
    var registersCommands: Bool { flag("workspace", "executeCommand", "dynamicRegistration") }
    var refreshesLenses: Bool { flag("workspace", "codeLens", "refreshSupport") }
}
