@preconcurrency import Glibc

extension Companion {
    /// Runs `caspiand` with `arguments` on this program's own input and outputs; its exit status, or `nil` when it
    /// can't be run.
    func run(_ program: String, _ arguments: [String]) -> Int32? {
        var words: [UnsafeMutablePointer<CChar>?] = ([program] + arguments).map { strdup($0) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        guard posix_spawn(&process, program, nil, nil, words, environ) == 0 else { return nil }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 {
            guard errno == EINTR else { return nil }
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : nil
    }
}
