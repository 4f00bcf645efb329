import Glibc

/// The folder of the answers that the editor shows as documents; it is gone when the server is.
final class ResultFolder {
    private var path: String?
    private var files: Set<String> = []

    /// The user's own folder for what lives as long as the session, else `/tmp`.
    static var parent: String {
        guard let folder = getenv("XDG_RUNTIME_DIR").map({ String(cString: $0) }), folder.hasPrefix("/"),
            access(folder, W_OK) == 0
        else { return "/tmp" }
        return folder
    }

    /// Writes a page under its name; the path, or `nil` where nothing can be written.
    func write(_ page: ResultPage) -> String? {
        if path == nil {
            var template = Array((Self.parent + "/caspian-answers-XXXXXX").utf8CString)
            guard mkdtemp(&template) != nil else { return nil }
            path = template.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } }
        }
        guard let path else { return nil }
        // A method's name is made of letters and dots; anything else must not lead out of the folder.
        let name = String(page.name.map { $0 == "/" ? "_" : $0 })
        let file = path + "/" + name
        let descriptor = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        files.insert(file)
        let bytes = Array(page.text.utf8)
        var written = 0
        while written < bytes.count {
            let count = bytes.withUnsafeBytes {
                Glibc.write(descriptor, $0.baseAddress.map { $0 + written }, bytes.count - written)
            }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { return nil }
            written += count
        }
        return file
    }

    func remove() {
        for file in files { unlink(file) }
        if let path { rmdir(path) }
        path = nil
        files = []
    }
}
