import Glibc

/// The lines that were entered, kept from one session to the next.
struct History {
    private(set) var lines: [String]
    /// `nil` where nothing is kept.
    let path: String?

    /// So many are kept.
    static let most = 1000

    init(lines: [String] = [], path: String? = nil) {
        self.lines = lines
        self.path = path
    }

    /// Of the file below `$XDG_STATE_HOME`, else `~/.local/state`, as the XDG base directory specification has it.
    static func read(environment: (String) -> String?) -> History {
        let state = environment("XDG_STATE_HOME").flatMap { $0.hasPrefix("/") ? $0 : nil }
        let home = environment("HOME").flatMap { $0.hasPrefix("/") ? $0 + "/.local/state" : nil }
        guard let folder = state ?? home else { return History() }
        let path = folder + "/caspian/history"
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { return History(path: path) }
        defer { close(descriptor) }
        let text = String(decoding: Standard.read(descriptor), as: UTF8.self)
        return History(lines: text.split(separator: "\n").suffix(most).map(String.init), path: path)
    }

    /// Adds a line, unless it is the one before again, or begins with a space.
    mutating func add(_ line: String) {
        guard !line.isEmpty, line.first != " ", line != lines.last else { return }
        lines.append(line)
        guard let path else { return }
        if lines.count > Self.most * 2 {
            lines.removeFirst(lines.count - Self.most)
            try? FileWriting.replace(path, with: lines.joined(separator: "\n") + "\n")
            return
        }
        Self.makeFolders(of: path)
        // For the user's eyes alone. Two sessions add to one file, each a line at a time.
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { return }
        let bytes = Array((line + "\n").utf8)
        _ = write(descriptor, bytes, bytes.count)
        close(descriptor)
    }

    private static func makeFolders(of path: String) {
        var folder = ""
        for part in path.split(separator: "/").dropLast() {
            folder += "/" + part
            mkdir(folder, 0o700)
        }
    }
}
