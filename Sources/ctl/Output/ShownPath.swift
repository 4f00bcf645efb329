import Glibc

/// The daemon's paths are absolute; what lies below the folder that one stands in is shorter without it.
enum ShownPath {
    private static let folder: String = {
        guard let path = getcwd(nil, 0) else { return "" }
        defer { free(path) }
        let name = String(cString: path)
        return name.hasSuffix("/") ? name : name + "/"
    }()

    /// `path` from the root on; `.` and `..` are resolved by their names.
    static func absolute(_ path: String) -> String {
        var parts: [Substring] = []
        for part in (path.hasPrefix("/") ? path : folder + path).split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }

    /// `path` as it can be opened from here.
    static func of(_ path: String) -> String {
        // From the root everything would lose its slash.
        guard folder.utf8.count > 1, path.hasPrefix(folder) else { return path }
        return String(path.dropFirst(folder.count))
    }
}
