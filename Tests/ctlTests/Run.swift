import Glibc

@testable import ctl

/// What one run of the program in this process printed and returned.
struct Run {
    let status: ShellStatus
    let output: String
    let errors: String

    /// - Parameters:
    ///   - terminal: the width of the terminal that is pretended; `nil` is a pipe.
    ///   - input: what stands on standard input.
    init(
        _ arguments: [String],
        at socket: String? = nil,
        terminal: Int? = nil,
        environment: [String: String] = [:],
        input: String = ""
    ) throws {
        let output = Output(inMemory: terminal != nil, columns: terminal ?? 80)
        let errors = Output(inMemory: false)
        let descriptor = try Self.file(with: input)
        defer { close(descriptor) }
        let program = Program(
            environment: { environment[$0] ?? ($0 == "PATH" ? "/nowhere" : nil) },
            folder: nil,
            input: descriptor,
            output: output,
            errors: errors
        )
        status = program.run(arguments + (socket.map { ["--socket", $0, "--no-spawn"] } ?? []))
        self.output = output.text
        self.errors = errors.text
    }

    /// A file without a name, read from its start.
    static func file(with text: String) throws -> Int32 {
        var template = Array("/tmp/caspianctl-XXXXXX".utf8CString)
        let descriptor = mkstemp(&template)
        guard descriptor >= 0 else { throw TestError("can't make a file in /tmp") }
        unlink(template)
        let bytes = Array(text.utf8)
        var written = 0
        while written < bytes.count {
            written += bytes.withUnsafeBytes {
                write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
            }
        }
        lseek(descriptor, 0, SEEK_SET)
        return descriptor
    }
}
