import Glibc
import Processes

/// A file that a source names, not read yet.
struct FoundFile: Sendable {
    /// Absolute.
    let path: String
    /// Its source: an index into the settings' sources.
    let source: Int
    let signature: FileSignature
    /// Whether somebody wants this very file: a source is its path, or a pattern of one says more than "everything".
    let isNamed: Bool
}

/// The names in a folder whose changes matter.
enum WatchedNames: Sendable, Hashable {
    case all
    case some(Set<String>)

    mutating func insert(_ name: String) {
        guard case .some(var names) = self else { return }
        names.insert(name)
        self = .some(names)
    }
}

/// What the sources of a corpus name: files and folders, and what is in their way.
struct FileWalk: Sendable {
    /// Each path once, sorted by the bytes of the path.
    private(set) var files: [FoundFile] = []
    /// The folders in which something can change: those that were listed, and those that hold a source.
    private(set) var folders: [String: WatchedNames] = [:]
    private(set) var problems: [CorpusProblem] = []
    /// What is left out for being what it is, in the order of its paths.
    private(set) var skipped: [CorpusProblem] = []
    /// Why not everything could be listed, where that says nothing about the files: what was known of them is still right.
    private(set) var shortage: String?

    /// Whether any file is named; in most corpora none is.
    private(set) var namesFiles = false

    private let settings: CorpusSettings
    private var seenFiles: Set<String> = []
    /// Which sources have listed a folder, in their order.
    private var visits: [String: [Visit]] = [:]
    /// The names of what is left out, each with the places that are so called.
    private let ownNames: [Substring: [String]]

    /// Lists everything that the sources name; reads no file.
    init(_ settings: CorpusSettings) {
        self.settings = settings
        ownNames = Dictionary(grouping: settings.ownPaths) { $0.split(separator: "/").last ?? "" }
        for index in settings.sources.indices { visitSource(index) }
        files.sort { Self.precedes($0.path, $1.path) }
        problems.sort { Self.precedes($0.path, $1.path) }
        skipped.sort { Self.precedes($0.path, $1.path) }
    }

    /// One source's listing of a folder.
    private struct Visit {
        let selection: Selection
        /// Of the folder, from the selection's root.
        let relative: String
    }

    /// So many new files in known folders are taken in without listing all of them again.
    private static let mostNewFiles = 200

    /// The same with the files at `paths` as they are now; `nil` when the folders have to be listed anew, because something
    /// is no file any more, or new and no file, or much is new.
    ///
    /// - Parameter paths: absolute.
    func updated(_ paths: Set<String>) -> FileWalk? {
        var walk = self
        var newCount = 0
        for path in paths {
            let name = Self.shortName(path, settings.baseFolder)
            guard !Self.contains(problems, name), !Self.contains(skipped, name) else { return nil }
            let status = stat.of(path, followingLinks: settings.followsLinks)
            let low = walk.place(of: path)
            switch (walk.hasFile(path, at: low), status) {
            case (false, nil): continue
            case (false, let status?):
                newCount += 1
                guard newCount <= Self.mostNewFiles, walk.add(new: path, status, at: low) else { return nil }
            case (true, nil):
                walk.files.remove(at: low)
                walk.seenFiles.remove(path)
            case (true, let status?):
                guard status.kind == .file else { return nil }
                let known = walk.files[low]
                walk.files[low] = FoundFile(
                    path: path,
                    source: known.source,
                    signature: FileSignature(status),
                    isNamed: known.isNamed
                )
            }
        }
        return walk
    }

    /// Takes in a file that was not there, in a folder that was; `false` when it takes a listing to know what it is.
    private mutating func add(new path: String, _ status: stat, at place: Int) -> Bool {
        guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")), status.kind == .file,
            stat.of(path, followingLinks: false)?.kind == .file,
            let visits = visits[slash == path.startIndex ? "/" : String(path[..<slash])]
        else { return false }
        let name = String(path[path.utf8.index(after: slash)...])
        if isOwn(name, status) { return true }
        for visit in visits {
            let relative = visit.relative.isEmpty ? name : visit.relative + "/" + name
            guard visit.selection.takes(relative, name), seenFiles.insert(path).inserted else { continue }
            let isNamed = visit.selection.names(relative)
            namesFiles = namesFiles || isNamed
            let source = visit.selection.source
            let file = FoundFile(path: path, source: source, signature: FileSignature(status), isNamed: isNamed)
            files.insert(file, at: place)
            break
        }
        return true
    }

    /// Whether a list in the order of its paths has one of this name.
    private static func contains(_ problems: [CorpusProblem], _ name: String) -> Bool {
        var (low, high) = (0, problems.count)
        while low < high {
            let middle = (low + high) / 2
            if precedes(problems[middle].path, name) { low = middle + 1 } else { high = middle }
        }
        return low < problems.count && problems[low].path == name
    }

    /// Whether somebody wants the file at `path`, which is absolute.
    func names(_ path: String) -> Bool {
        let place = place(of: path)
        return hasFile(path, at: place) && files[place].isNamed
    }

    /// Where the file at `path` stands among the files, or would.
    private func place(of path: String) -> Int {
        var (low, high) = (0, files.count)
        while low < high {
            let middle = (low + high) / 2
            if Self.precedes(files[middle].path, path) { low = middle + 1 } else { high = middle }
        }
        return low
    }

    private func hasFile(_ path: String, at place: Int) -> Bool { place < files.count && files[place].path == path }

    /// What documents are called: relative to the base folder where they lie below it.
    static func shortName(_ path: String, _ base: String) -> String {
        let folder = base.utf8.last == UInt8(ascii: "/") ? base : base + "/"
        guard folder != "/", path.utf8.starts(with: folder.utf8) else { return path }
        return String(decoding: path.utf8.dropFirst(folder.utf8.count), as: UTF8.self)
    }

    private static func precedes(_ left: String, _ right: String) -> Bool {
        left.utf8.lexicographicallyPrecedes(right.utf8)
    }

    private mutating func report(_ path: String, _ message: String, isFatal: Bool = true) {
        let name = Self.shortName(path, settings.baseFolder)
        problems.append(CorpusProblem(path: name, message: message, isFatal: isFatal))
    }

    private mutating func report(_ path: String, _ refusal: FileReader.Refusal) {
        if refusal.isShortage { shortage = refusal.message }
        report(path, refusal.message)
    }

    /// What is no text is left out without more ado, unless somebody wants this very file.
    private mutating func skip(_ path: String, _ message: String, _ kind: CorpusProblem.Kind, isNamed: Bool) {
        guard !isNamed else { return report(path, message) }
        let name = Self.shortName(path, settings.baseFolder)
        skipped.append(CorpusProblem(path: name, message: message, isFatal: true, skipped: kind))
    }

    private mutating func visitSource(_ index: Int) {
        let source = settings.sources[index]
        let path = Self.absolute(source.path, settings.baseFolder)
        if let status = stat.of(path, followingLinks: true) {
            switch status.kind {
            case .folder:
                watchParent(of: path)
                visit(Selection(root: path, source: index, settings.sources[index]))
            default:
                watchParent(of: path)
                add(path, status, index, isNamed: true)
            }
            return
        }
        let number = errno
        if number == ENOENT, Glob.isGlob(source.path) {
            visitGlob(path, index)
        } else {
            watchParent(of: path)
            if number == ENOENT {
                report(path, "there is no such file or folder")
            } else {
                report(path, FileReader.refusal(number))
            }
        }
    }

    /// Walks the folder in front of the first part that has a wildcard.
    private mutating func visitGlob(_ path: String, _ index: Int) {
        let root = Glob.folder(of: path)
        var source = settings.sources[index]
        // A slash in front ties the pattern to the folder, so that `*.md` does not reach into folders below it.
        source.include = [root == "/" ? path : String(path.dropFirst(root.count))]
        guard let status = stat.of(root, followingLinks: true), status.kind == .folder else {
            watchParent(of: root)
            return report(path, "matches nothing: there is no folder '\(root)'")
        }
        watchParent(of: root)
        let before = files.count + problems.count + skipped.count
        visit(Selection(root: root, source: index, source))
        if files.count + problems.count + skipped.count == before { report(path, "matches nothing") }
    }

    /// The folder itself can be replaced, which only its parent sees.
    private mutating func watchParent(of path: String) {
        var parts = path.split(separator: "/")
        while let name = parts.popLast() {
            let parent = "/" + parts.joined(separator: "/")
            guard parts.isEmpty || stat.of(parent, followingLinks: true) != nil else { continue }
            folders[parent, default: .some([])].insert(String(name))
            return
        }
    }

    private mutating func add(_ path: String, _ status: stat, _ source: Int, isNamed: Bool) {
        guard seenFiles.insert(path).inserted else { return }
        do throws(FileReader.Refusal) {
            try FileReader.check(status.kind)
        } catch {
            if let kind = error.skipped {
                skip(path, error.message, kind, isNamed: isNamed)
            } else {
                report(path, error)
            }
            return
        }
        namesFiles = namesFiles || isNamed
        files.append(FoundFile(path: path, source: source, signature: FileSignature(status), isNamed: isNamed))
    }

    /// Visits a folder and all below it, without recursion, so that depth costs no stack.
    private mutating func visit(_ selection: Selection) {
        var seen: Set<FileIdentity> = []
        var open: [Folder] = [Folder(path: selection.root, relative: "", ancestors: nil)]
        while let folder = open.popLast() {
            guard let status = stat.of(folder.path, followingLinks: true) else {
                report(folder.path, FileReader.refusal(errno))
                continue
            }
            let identity = FileIdentity(status)
            if folder.hasAncestor(identity) {
                // Nothing is lost by it.
                skip(folder.path, "is a link loop; it leads back to a folder that it lies in", .link, isNamed: false)
                continue
            }
            guard seen.insert(identity).inserted else {
                let message = "leads to a folder that was already read under another name"
                skip(folder.path, message, .link, isNamed: false)
                continue
            }
            folders[folder.path] = .all
            visits[folder.path, default: []].append(Visit(selection: selection, relative: folder.relative))
            let line = Folder.Line(identity: identity, next: folder.ancestors)
            for name in names(in: folder.path) {
                visitEntry(name, of: folder, line, selection, &open)
            }
        }
    }

    private mutating func visitEntry(
        _ name: String,
        of folder: Folder,
        _ line: Folder.Line,
        _ selection: Selection,
        _ open: inout [Folder]
    ) {
        let path = folder.path == "/" ? "/" + name : folder.path + "/" + name
        let relative = folder.relative.isEmpty ? name : folder.relative + "/" + name
        guard var status = stat.of(path, followingLinks: false) else { return report(path, FileReader.refusal(errno)) }
        if isOwn(name, status) { return }
        let isLink = status.kind == .link
        if isLink {
            guard !selection.excludes(relative), selection.couldTake(name) else { return }
            guard let target = stat.of(path, followingLinks: true) else {
                return visitBroken(path, errno, isNamed: selection.takes(relative, name) && selection.names(relative))
            }
            status = target
        }
        if status.kind == .folder {
            guard selection.enters(relative, name) else { return }
            guard !isLink || settings.followsLinks else {
                return skip(path, FileReader.notFollowed, .link, isNamed: false)
            }
            open.append(Folder(path: path, relative: relative, ancestors: line))
        } else if selection.takes(relative, name) {
            let isNamed = selection.names(relative)
            guard !isLink || settings.followsLinks else {
                return skip(path, FileReader.notFollowed, .link, isNamed: isNamed)
            }
            add(path, status, selection.source, isNamed: isNamed)
        }
    }

    /// A link that leads nowhere is a problem only where links are followed.
    private mutating func visitBroken(_ path: String, _ number: Int32, isNamed: Bool) {
        let refusal =
            number == ENOENT
            ? FileReader.Refusal(message: "is a symbolic link to nothing") : FileReader.refusal(number)
        guard !refusal.isShortage, !settings.followsLinks else { return report(path, refusal) }
        skip(path, refusal.message, .link, isNamed: isNamed)
    }

    /// Whether a file or folder is one of those that are left out, whatever links lead to it.
    private func isOwn(_ name: String, _ status: stat) -> Bool {
        guard let paths = ownNames[name[...]] else { return false }
        return paths.contains { path in
            stat.of(path, followingLinks: false).map { FileIdentity($0) == FileIdentity(status) } ?? false
        }
    }

    /// The names in a folder, sorted by their bytes.
    private mutating func names(in folder: String) -> [String] {
        guard let stream = opendir(folder) else {
            report(folder, FileReader.refusal(errno))
            return []
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { start in
                    String(validatingCString: start) ?? "\u{0}" + String(cString: start)
                }
            }
            if name == "." || name == ".." { continue }
            if name.utf8.first == 0 {
                report(folder + "/" + name.dropFirst(), "has a name that is not UTF-8; rename it")
                continue
            }
            names.append(name)
        }
        names.sort(by: Self.precedes)
        return names
    }

    /// `path` from the root on, without `.`, `..` and doubled slashes.
    static func absolute(_ path: String, _ base: String) -> String {
        let whole = path.utf8.first == UInt8(ascii: "/") ? path : base + "/" + path
        var parts: [Substring] = []
        for part in whole.split(separator: "/") where part != "." {
            if part == ".." { _ = parts.popLast() } else { parts.append(part) }
        }
        return "/" + parts.joined(separator: "/")
    }
}

/// A folder still to be listed, with the folders that it lies in.
private struct Folder {
    final class Line {
        let identity: FileIdentity
        let next: Line?

        init(identity: FileIdentity, next: Line?) {
            self.identity = identity
            self.next = next
        }
    }

    let path: String
    let relative: String
    let ancestors: Line?

    func hasAncestor(_ identity: FileIdentity) -> Bool {
        var line = ancestors
        while let current = line {
            if current.identity == identity { return true }
            line = current.next
        }
        return false
    }
}
