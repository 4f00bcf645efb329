import Glibc
import JSON
import Processes

/// An editor, as far as `caspianctl lsp` can see: messages with Content-Length over two pipes.
final class Editor {
    /// What many editors can do, all of it at once.
    static let capable: JSON = [
        "general": ["positionEncodings": ["utf-16"]],
        "textDocument": [
            "documentSymbol": ["hierarchicalDocumentSymbolSupport": true],
            "hover": ["contentFormat": ["markdown", "plaintext"]],
            "publishDiagnostics": ["relatedInformation": true, "tagSupport": ["valueSet": [1, 2]]],
            "codeAction": ["codeActionLiteralSupport": ["codeActionKind": ["valueSet": ["quickfix", "source"]]]],
        ],
        "window": ["showDocument": ["support": true], "workDoneProgress": true],
        "workspace": ["executeCommand": ["dynamicRegistration": true], "codeLens": ["refreshSupport": true]],
    ]

    let program: RunningProgram
    private var input: Int32
    private let output: Int32
    private var bytes: [UInt8] = []
    private var lastID = 0
    /// Notifications and requests of the server that nobody has asked for yet.
    private(set) var told: [JSON] = []
    /// Lives as long as its editor.
    private let daemon: RunningDaemon?

    /// - Parameter arguments: before the verb.
    init(
        _ arguments: [String],
        in folder: TestFolder,
        of daemon: RunningDaemon? = nil,
        environment: [String: String] = [:]
    ) throws {
        let (toServer, fromServer) = (try Pipe(), try Pipe())
        self.daemon = daemon
        program = try RunningProgram(
            [Programs.client] + arguments + ["lsp"],
            in: folder,
            name: "lsp-\(toServer.writingEnd)",
            environment: ["CASPIAND": Programs.daemon].merging(environment) { $1 },
            input: toServer.readingEnd,
            output: fromServer.writingEnd
        )
        input = toServer.writingEnd
        output = fromServer.readingEnd
        close(toServer.readingEnd)
        close(fromServer.writingEnd)
    }

    /// Beside a daemon that runs already.
    convenience init(_ daemon: RunningDaemon) throws {
        try self.init(["--socket", daemon.socket, "--no-spawn"], in: daemon.folder, of: daemon)
    }

    deinit {
        closeInput()
        close(output)
    }

    func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    /// `initialize` and `initialized`; what the server says that it can do.
    @discardableResult
    func start(_ capabilities: JSON = capable) throws -> JSON {
        let result = try ask("initialize", ["processId": .null, "rootUri": .null, "capabilities": capabilities])
        try notify("initialized", [:])
        return result["capabilities"] ?? .null
    }

    // MARK: Sending

    func send(bytes: [UInt8]) throws {
        let deadline = Deadline()
        var sent = 0
        while sent < bytes.count {
            _ = try deadline.wait(input, for: POLLOUT, "room to send")
            let count = bytes.withUnsafeBytes {
                write(input, $0.baseAddress.map { $0 + sent }, min(4096, bytes.count - sent))
            }
            guard count > 0 else { throw TestError("the server reads no more: \(program.errors)") }
            sent += count
        }
    }

    func send(_ text: String) throws {
        try send(bytes: Array("Content-Length: \(text.utf8.count)\r\n\r\n\(text)".utf8))
    }

    func notify(_ method: String, _ parameters: JSON) throws {
        try send(JSON.object(["jsonrpc": "2.0", "method": .string(method), "params": parameters]).description)
    }

    /// Sends a request and does not wait; its id.
    func begin(_ method: String, _ parameters: JSON) throws -> Int {
        lastID += 1
        try send(
            JSON.object([
                "jsonrpc": "2.0", "id": .integer(lastID), "method": .string(method), "params": parameters,
            ]).description
        )
        return lastID
    }

    func open(_ uri: String, _ text: String, language: String = "plaintext") throws {
        try notify(
            "textDocument/didOpen",
            [
                "textDocument": [
                    "uri": .string(uri), "languageId": .string(language), "version": 1, "text": .string(text),
                ]
            ]
        )
    }

    // MARK: Receiving

    /// The next message, whatever it is. Requests of the server are answered with `null`, as by somebody who does all.
    func message(seconds: Int = 30) throws -> JSON {
        let deadline = Deadline(seconds: seconds)
        while true {
            if let message = try framed() {
                if message["method"] != nil, let id = message["id"] {
                    try send(JSON.object(["jsonrpc": "2.0", "id": id, "result": .null]).description)
                }
                return message
            }
            _ = try deadline.wait(output, for: POLLIN, "a message; \(program.errors)")
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(output, &buffer, buffer.count)
            guard count > 0 else { throw TestError("the server is gone: \(program.errors)") }
            bytes += buffer[..<count]
        }
    }

    private func framed() throws -> JSON? {
        let end = Array("\r\n\r\n".utf8)
        guard let split = bytes.indices.first(where: { bytes[$0...].starts(with: end) }) else { return nil }
        let header = String(decoding: bytes[..<split], as: UTF8.self)
        guard header.hasPrefix("Content-Length: "), let count = Int(header.dropFirst(16)) else {
            throw TestError("a message begins with '\(header)'")
        }
        let start = split + end.count
        guard bytes.count >= start + count else { return nil }
        let message = try JSON(parsing: Array(bytes[start..<start + count]))
        bytes.removeSubrange(..<(start + count))
        return message
    }

    /// The whole answer to a request, `result` or `error`.
    func answer(to id: Int) throws -> JSON {
        while true {
            let message = try message()
            if message["method"] == nil, message["id"] == .integer(id) { return message }
            told.append(message)
        }
    }

    func ask(_ method: String, _ parameters: JSON) throws -> JSON {
        let answer = try answer(to: try begin(method, parameters))
        guard let result = answer["result"] else { throw TestError("\(method): \(answer)") }
        return result
    }

    /// The parameters of the next message of the server called so that `isWanted` takes.
    func next(_ method: String, where isWanted: (JSON) -> Bool = { _ in true }) throws -> JSON {
        func isRight(_ message: JSON) -> Bool {
            message["method"] == .string(method) && isWanted(message["params"] ?? .null)
        }
        if let place = told.firstIndex(where: isRight) { return told.remove(at: place)["params"] ?? .null }
        while true {
            let message = try message()
            if isRight(message) { return message["params"] ?? .null }
            told.append(message)
        }
    }

    // MARK: Shorter

    static func place(_ line: Int, _ character: Int) -> JSON {
        ["line": .integer(line), "character": .integer(character)]
    }

    static func range(_ line: Int, _ character: Int, _ endLine: Int, _ endCharacter: Int) -> JSON {
        ["start": place(line, character), "end": place(endLine, endCharacter)]
    }

    /// A question about a place of a document.
    func ask(_ method: String, _ uri: String, _ line: Int, _ character: Int) throws -> JSON {
        try ask(
            method,
            [
                "textDocument": ["uri": .string(uri)], "position": Self.place(line, character),
                "context": ["includeDeclaration": true],
            ]
        )
    }

    func ask(_ method: String, _ uri: String) throws -> JSON {
        try ask(method, ["textDocument": ["uri": .string(uri)]])
    }

    /// `shutdown` and `exit`; the exit status.
    func end() throws -> Int32 {
        _ = try ask("shutdown", .null)
        try notify("exit", .null)
        return try program.wait().status
    }
}
