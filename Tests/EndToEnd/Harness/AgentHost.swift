import Glibc
import JSON
import Processes
import Wire

/// A host of agents: it starts `caspianctl mcp` as hosts do, with almost nothing in the environment, and speaks with it
/// over pipes.
final class AgentHost {
    let program: RunningProgram
    private var input: Int32
    private var output: Int32
    private var lines = LineBuffer(limit: Int.max)
    private var lastID = 0
    /// The lines that were no answers to what was asked.
    private(set) var others: [JSON] = []

    /// - Parameter environment: beside what all hosts pass on.
    init(_ arguments: [String], in folder: TestFolder, environment: [String: String] = [:]) throws {
        let toProgram = try Pipe()
        let fromProgram = try Pipe()
        defer {
            toProgram.closeReading()
            fromProgram.closeWriting()
        }
        input = toProgram.writingEnd
        output = fromProgram.readingEnd
        var variables = [
            "HOME": folder.path, "LOGNAME": "somebody", "PATH": "/usr/bin:/bin", "SHELL": "/bin/sh", "TERM": "dumb",
            "USER": "somebody",
        ]
        variables.merge(environment) { $1 }
        program = try RunningProgram(
            ["/usr/bin/env", "-i"] + variables.map { "\($0.key)=\($0.value)" } + [Programs.client, "mcp"] + arguments,
            in: folder,
            name: "mcp",
            input: toProgram.readingEnd,
            output: fromProgram.writingEnd
        )
    }

    deinit {
        closeInput()
        closeOutput()
    }

    func closeInput() {
        if input >= 0 { close(input) }
        input = -1
    }

    func closeOutput() {
        if output >= 0 { close(output) }
        output = -1
    }

    func send(_ text: String) throws {
        let bytes = Array((text + "\n").utf8)
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes { write(input, $0.baseAddress, $0.count) }
            guard count > 0 else { throw TestError("can't write to caspianctl mcp: \(errno)") }
            sent += count
        }
    }

    /// The next line, which must be a message; `nil` at the end.
    func message(seconds: Int = 30) throws -> JSON? {
        let deadline = Deadline(seconds: seconds)
        while true {
            if case .line(let range) = lines.next() {
                return try JSON(parsing: lines.withBytes(of: range) { Array($0) })
            }
            _ = try deadline.wait(output, for: POLLIN, "a line of caspianctl mcp; \(program.errors)")
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            let count = read(output, &buffer, buffer.count)
            guard count > 0 else { return nil }
            buffer.withUnsafeBytes { lines.append(UnsafeRawBufferPointer(rebasing: $0[..<count])) }
        }
    }

    @discardableResult
    func begin(_ method: String, _ parameters: JSON = [:]) throws -> Int {
        lastID += 1
        let request: JSON = [
            "jsonrpc": "2.0", "id": .integer(lastID), "method": .string(method), "params": parameters,
        ]
        try send(request.description)
        return lastID
    }

    func answer(to id: Int) throws -> JSON {
        while let message = try message() {
            if message["id"] == .integer(id) { return message }
            others.append(message)
        }
        throw TestError("caspianctl mcp ended: \(program.errors)")
    }

    func ask(_ method: String, _ parameters: JSON = [:]) throws -> JSON { try answer(to: begin(method, parameters)) }

    func result(_ method: String, _ parameters: JSON = [:]) throws -> JSON {
        let answer = try ask(method, parameters)
        guard let result = answer["result"] else { throw TestError("\(method): \(answer)") }
        return result
    }

    func call(_ tool: String, _ arguments: JSON = [:]) throws -> JSON {
        try result("tools/call", ["name": .string(tool), "arguments": arguments])
    }

    /// As hosts greet, in a revision with a handshake.
    @discardableResult
    func greet() throws -> JSON {
        let hello = try result("initialize", AgentHost.greeting())
        try send(#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#)
        return hello
    }

    static func greeting(_ revision: String = "2025-11-25") -> JSON {
        [
            "protocolVersion": .string(revision), "capabilities": [:],
            "clientInfo": ["name": "tests", "version": "1"],
        ]
    }

    /// What every request says of itself since 2026-07-28.
    static let meta: JSON = [
        "io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": [:],
        "io.modelcontextprotocol/clientInfo": ["name": "tests", "version": "1"],
    ]
}
