@preconcurrency import Glibc

/// The built program as a process.
struct Started {
    struct Ended {
        /// The exit status, or 128 and the signal, as a shell has it.
        let status: Int32
        let output: String
        let errors: String
    }

    let process: pid_t
    private let output: Int32
    private let errors: Int32

    /// - Parameters:
    ///   - environment: all that it gets, but for what sanitizers need.
    ///   - hasReader: whether somebody reads its output.
    ///   - folder: where it is started.
    ///   - device: where its output goes, in place of what is returned in the end.
    init(
        _ arguments: [String],
        environment: [String: String] = [:],
        hasReader: Bool = true,
        device: String? = nil,
        in folder: String? = nil
    ) throws {
        let built = try Self.program()
        // Swift does not see posix_spawn's own way to change the folder.
        let command = folder.map { ["/usr/bin/env", "-C", $0, built] } ?? [built]
        output = try Run.file(with: "")
        errors = try Run.file(with: "")
        var closedPipe: [Int32] = [-1, -1]
        guard pipe(&closedPipe) == 0 else { throw TestError("can't make a pipe") }
        for end in closedPipe { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        close(closedPipe[0])
        defer { close(closedPipe[1]) }

        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, hasReader ? output : closedPipe[1], 1)
        if let device { posix_spawn_file_actions_addopen(&actions, 1, device, O_WRONLY, 0) }
        posix_spawn_file_actions_adddup2(&actions, errors, 2)

        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        posix_spawnattr_setsigmask(&attributes, &signals)
        sigfillset(&signals)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK) | Int16(POSIX_SPAWN_SETSIGDEF))

        var words: [UnsafeMutablePointer<CChar>?] = (command + arguments).map { strdup($0) } + [nil]
        var variables: [UnsafeMutablePointer<CChar>?] =
            (environment.merging(Self.sanitizers) { $1 })
            .map { strdup("\($0.key)=\($0.value)") } + [nil]
        defer { for pointer in words + variables { free(pointer) } }
        var process: pid_t = 0
        guard posix_spawn(&process, command[0], &actions, &attributes, &words, &variables) == 0 else {
            throw TestError("can't start \(command[0])")
        }
        self.process = process
    }

    func wait() -> Ended {
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        defer {
            close(output)
            close(errors)
        }
        return Ended(
            status: status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F),
            output: Self.text(of: output),
            errors: Self.text(of: errors)
        )
    }

    /// What a build with a sanitizer must hand on, or its report of leaks changes the exit status.
    private static var sanitizers: [String: String] {
        getenv("ASAN_OPTIONS").map { ["ASAN_OPTIONS": String(cString: $0)] } ?? [:]
    }

    private static func text(of descriptor: Int32) -> String {
        lseek(descriptor, 0, SEEK_SET)
        var text: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while case let count = read(descriptor, &buffer, buffer.count), count > 0 { text += buffer[..<count] }
        return String(decoding: text, as: UTF8.self)
    }

    /// Beside the program that runs the tests.
    private static func program() throws -> String {
        var buffer = [CChar](repeating: 0, count: 4096)
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let own = String(decoding: buffer.prefix(max(0, count)).map { UInt8(bitPattern: $0) }, as: UTF8.self)
        var folders = [own]
        if let bundle = CommandLine.arguments.first(where: { $0.hasSuffix(".xctest") }) { folders.append(bundle) }
        for path in folders {
            let program =
                path.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
                + "/caspianctl"
            if access(program, X_OK) == 0 { return program }
        }
        throw TestError("caspianctl was not built beside \(folders)")
    }
}
