@preconcurrency import Glibc

/// `caspianctl ping` as a child, which starts the daemon and waits for it, or says why there is none.
///
/// The editor must not wait for that, so nothing here does.
final class StarterProcess {
    private let process: pid_t
    /// Readable when the child has something to say or has ended.
    let descriptor: Int32
    private var said: [UInt8] = []
    /// Whether it was waited for: its number may be another process's since.
    private var hasEnded = false

    /// - Parameter arguments: what stands before the verb.
    /// `nil` when no child can be made.
    init?(_ arguments: [String]) {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return nil }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        defer { close(ends[1]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0)
        posix_spawn_file_actions_adddup2(&actions, ends[1], 2)
        let all = ["/proc/self/exe"] + arguments + ["--color", "never", "--format", "plain", "ping"]
        var words: [UnsafeMutablePointer<CChar>?] = all.map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        guard posix_spawn(&process, Self.ownProgram, &actions, nil, words, environ) == 0 else {
            close(ends[0])
            return nil
        }
        self.process = process
        descriptor = ends[0]
    }

    deinit {
        close(descriptor)
        guard !hasEnded else { return }
        kill(process, SIGTERM)
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
    }

    /// By its own name, so that it shows what it is in a list of processes.
    private static var ownProgram: String {
        Companion.ownFolder.map { $0 + "/caspianctl" }.flatMap { access($0, X_OK) == 0 ? $0 : nil } ?? "/proc/self/exe"
    }

    /// What came of it: `nil` while it still runs, success when a daemon answers.
    func outcome() -> Result<Void, Exit>? {
        var buffer = [UInt8](repeating: 0, count: 4096)
        let count = read(descriptor, &buffer, buffer.count)
        if count > 0 {
            if said.count < 1 << 16 { said += buffer[..<count] }
            return nil
        }
        if count < 0, errno == EINTR || errno == EAGAIN { return nil }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0, errno == EINTR {}
        hasEnded = true
        if status == 0 { return .success(()) }
        return .failure(Self.reason(String(decoding: said, as: UTF8.self)))
    }

    /// The message and the hint of what the child printed.
    private static func reason(_ text: String) -> Exit {
        let lines = text.split(separator: "\n").map(String.init)
        let hint = lines.last { $0.hasPrefix("  hint: ") }.map { String($0.dropFirst("  hint: ".utf8.count)) }
        let message = lines.filter { !$0.hasPrefix("  hint: ") }.joined(separator: "\n")
        let name = "caspianctl: "
        let plain = message.hasPrefix(name) ? String(message.dropFirst(name.utf8.count)) : message
        return Exit(.noDaemon, plain.isEmpty ? "caspiand could not be started" : plain, hint: hint)
    }
}
