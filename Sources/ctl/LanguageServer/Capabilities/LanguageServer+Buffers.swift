import JSON

/// textDocument/didOpen, didChange, didSave, didClose: what the editor has open, unsaved changes included.
extension LanguageServer {
    static let didOpen = Capability(
        "textDocument/didOpen",
        announcing: ["textDocumentSync": ["openClose": true, "change": 2, "save": ["includeText": false]]]
    ) { server, request in
        guard let document = request.parameters["textDocument"], let uri = document["uri"]?.string else { return }
        let buffer = Buffer(
            uri: uri,
            language: document["languageId"]?.string ?? "",
            version: document["version"]?.integer,
            text: document["text"]?.string ?? "",
            encoding: server.encoding
        )
        server.buffers[uri] = buffer
        server.scheduleDiagnostics(of: buffer, milliseconds: 0)
    }

    static let didChange = Capability("textDocument/didChange") { server, request in
        guard let buffer = request.uri.flatMap({ server.buffers[$0] }) else { return }
        let version = request.parameters["textDocument"]?["version"]?.integer
        buffer.change(request.parameters["contentChanges"]?.array ?? [], version: version)
        server.scheduleDiagnostics(of: buffer)
    }

    static let didSave = Capability("textDocument/didSave") { server, request in
        guard let buffer = request.uri.flatMap({ server.buffers[$0] }) else { return }
        server.scheduleDiagnostics(of: buffer, milliseconds: 0)
    }

    static let didClose = Capability("textDocument/didClose") { server, request in
        guard let uri = request.uri, server.buffers.removeValue(forKey: uri) != nil else { return }
        server.timers.remove("diagnostics " + uri)
        server.notify("textDocument/publishDiagnostics", ["uri": .string(uri), "diagnostics": []])
    }
}
