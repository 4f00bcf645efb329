import Glibc

/// Paths as text; nothing here looks at what they name.
enum PathText {
    /// `path` from the root: `~/…` begins at the home folder, a relative one at `folder`. `.` and `..` are removed where
    /// that can be done without knowing the links.
    static func absolute(_ path: String, in folder: String, home: String?) -> String {
        if path.isEmpty || path.hasPrefix("/") { return path }
        if path == "~" || path.hasPrefix("~/"), let home, home.hasPrefix("/") {
            return normalized(home + path.dropFirst())
        }
        return normalized(folder + "/" + path)
    }

    /// The folder of a file; `.` for a bare name.
    static func folder(of path: String) -> String {
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The folder at which relative paths of a command line start.
    static var workingFolder: String {
        guard let folder = getcwd(nil, 0) else { return "/" }
        defer { free(folder) }
        return String(cString: folder)
    }

    private static func normalized(_ path: String) -> String {
        var names: [Substring] = []
        for name in path.split(separator: "/") {
            switch name {
            case ".": continue
            // The folder above a link is not the one before it in the path, but people mean the one in the path.
            case ".." where names.last != nil && names.last != "..": names.removeLast()
            case "..": continue
            default: names.append(name)
            }
        }
        var result = ""
        for name in names { result += "/" + String(name) }
        return result.isEmpty ? "/" : result
    }
}
