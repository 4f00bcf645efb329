@preconcurrency import Glibc

/// Shows what is longer than the screen a page at a time, by the program that the user has for it.
struct Pager {
    /// A command line of the shell.
    let command: String
    private let hasLessOptions: Bool

    /// `$CASPIAN_PAGER`, else `$PAGER`, else `less`; `nil` where it is said to be nothing, or `cat`, or where the terminal
    /// can't move its cursor.
    init?(environment: (String) -> String?) {
        let named = environment("CASPIAN_PAGER") ?? environment("PAGER") ?? "less"
        guard !named.isEmpty, named != "cat", let term = environment("TERM"), term != "dumb", !term.isEmpty else {
            return nil
        }
        command = named
        hasLessOptions = environment("LESS") != nil
    }

    /// Whether `bytes` take more lines than the screen has, long ones counted as often as they wrap.
    static func isNeeded(for bytes: [UInt8], rows: Int, columns: Int) -> Bool {
        var lines = 0
        for line in bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropLast() {
            // Escape sequences make it longer than it is shown, so that only lines without any are measured.
            let isPlain = !line.contains(0x1B)
            let width = isPlain ? DisplayWidth.of(String(decoding: line, as: UTF8.self)) : 0
            lines += max(1, (width + columns - 1) / columns)
            if lines >= rows { return true }
        }
        return false
    }

    /// Runs the pager on `bytes` until the user leaves it; false when it could not be run, and nothing was shown.
    func show(_ bytes: [UInt8]) -> Bool {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return false }
        _ = fcntl(ends[1], F_SETFD, FD_CLOEXEC)
        // Ctrl-C is for the pager, and a user who leaves it early has seen enough.
        let interrupt = signal(SIGINT, SIG_IGN)
        let broken = signal(SIGPIPE, SIG_IGN)
        defer {
            signal(SIGINT, interrupt)
            signal(SIGPIPE, broken)
        }
        guard let process = spawn(input: ends[0]) else {
            close(ends[0])
            close(ends[1])
            return false
        }
        close(ends[0])
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes { buffer in
                Glibc.write(ends[1], buffer.baseAddress.map { $0 + written }, buffer.count - written)
            }
            if count > 0 { written += count } else if errno != EINTR { break }
        }
        close(ends[1])
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { break }
        }
        // What a shell says of a command that there isn't, or that can't be run.
        let code = status & 0x7F == 0 ? status >> 8 & 0xFF : 0
        return code != 127 && code != 126
    }

    private func spawn(input: Int32) -> pid_t? {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, input, 0)
        if input != 0 { posix_spawn_file_actions_addclose(&actions, input) }
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        sigaddset(&signals, SIGINT)
        sigaddset(&signals, SIGPIPE)
        posix_spawnattr_setsigdefault(&attributes, &signals)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        // Colours and links as they are, no screen of its own, none at all where all fits.
        let options = hasLessOptions ? "" : "LESS=FRX; export LESS; "
        let words = ["sh", "-c", options + "command -v -- ${1%% *} >/dev/null || exit 127; eval \"$1\"", "sh", command]
        var pointers: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) } + [nil]
        defer { for pointer in pointers { free(pointer) } }
        var process: pid_t = 0
        guard posix_spawn(&process, "/bin/sh", &actions, &attributes, &pointers, environ) == 0 else { return nil }
        return process
    }
}
