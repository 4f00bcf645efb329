import Glibc
import Processes

/// The folders of a corpus under inotify's watch.
struct FolderWatches: ~Copyable {
    /// What came in through one reading.
    struct News: Sendable {
        /// Whether a file or folder may have changed.
        var hasChanges = false
        /// Whether folders came or went, or news was lost, so that the watches have to be set anew.
        var isStale = false
        /// The absolute paths of the files that may have changed; not all of them where `isStale`.
        var paths: Set<String> = []
        /// The absolute paths of files that are being written and not closed.
        var growing: Set<String> = []

        mutating func add(_ other: News) {
            hasChanges = hasChanges || other.hasChanges
            isStale = isStale || other.isStale
            paths.formUnion(other.paths)
            growing.formUnion(other.growing)
        }
    }

    /// What is watched for. Not opening and not reading, which the corpus does itself.
    private static let mask = UInt32(
        IN_CLOSE_WRITE | IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_FROM | IN_MOVED_TO | IN_ATTRIB | IN_DELETE_SELF
            | IN_MOVE_SELF | IN_ONLYDIR | IN_EXCL_UNLINK
    )

    /// Readable when there is news.
    let descriptor: Int32
    private var watches: [Int32: Watch] = [:]

    private struct Watch {
        /// `nil` for a folder that has two names.
        let folder: String?
        let names: WatchedNames
    }

    init() throws(SystemError) {
        descriptor = inotify_init1(Int32(IN_CLOEXEC) | Int32(IN_NONBLOCK))
        guard descriptor >= 0 else { throw SystemError("inotify_init1", errno) }
    }

    deinit { close(descriptor) }

    /// Watches exactly `folders`; those that are gone meanwhile are passed over.
    ///
    /// A folder that was replaced under its name gets a new watch, because it is asked for again.
    ///
    /// - Throws: ENOSPC when the user's limit of watches is reached.
    mutating func watch(_ folders: [String: WatchedNames]) throws(SystemError) {
        var wanted: [Int32: Watch] = [:]
        for (folder, names) in folders {
            let watch = inotify_add_watch(descriptor, folder, Self.mask)
            if watch >= 0 {
                // One folder under two names has one watch.
                wanted[watch] =
                    wanted[watch] == nil ? Watch(folder: folder, names: names) : Watch(folder: nil, names: .all)
            } else if errno == ENOSPC || errno == ENOMEM {
                throw SystemError("inotify_add_watch", errno)
            }
        }
        for watch in watches.keys where wanted[watch] == nil { inotify_rm_watch(descriptor, watch) }
        watches = wanted
    }

    /// Takes everything that has come in, without waiting.
    func takeNews() -> News {
        var news = News()
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: MemoryLayout<inotify_event>.alignment) { buffer in
            while true {
                let count = read(descriptor, buffer.baseAddress, buffer.count)
                guard count > 0 else {
                    if count < 0, errno == EINTR { continue }
                    return
                }
                var offset = 0
                while offset + MemoryLayout<inotify_event>.size <= count {
                    let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
                    let nameStart = offset + MemoryLayout<inotify_event>.size
                    let end = min(nameStart + Int(event.len), count)
                    let name = buffer[nameStart..<end].prefix { $0 != 0 }
                    note(event, named: String(decoding: name, as: UTF8.self), &news)
                    offset = end
                }
            }
        }
        return news
    }

    private func note(_ event: inotify_event, named name: String, _ news: inout News) {
        let mask = event.mask
        let lost = UInt32(IN_Q_OVERFLOW | IN_DELETE_SELF | IN_MOVE_SELF | IN_IGNORED | IN_UNMOUNT)
        if mask & lost != 0 {
            // Removing a watch is told as IN_IGNORED too; alone it is no change of a file.
            news.isStale = true
            if mask & UInt32(IN_IGNORED) == 0 { news.hasChanges = true }
            return
        }
        guard let watch = watches[event.wd] else { return }
        switch watch.names {
        case .some(let names): guard names.contains(name) else { return }
        // Editors write beside the file under names that begin with a dot, which the corpus seldom reads.
        case .all: guard name.utf8.first != UInt8(ascii: ".") else { return }
        }
        let path = watch.folder.map { $0 == "/" ? "/" + name : $0 + "/" + name }
        if mask & UInt32(IN_MODIFY) != 0 {
            // Until it is closed it is half written.
            if let path { news.growing.insert(path) }
            return
        }
        news.hasChanges = true
        if let path { news.paths.insert(path) } else { news.isStale = true }
        if mask & UInt32(IN_ISDIR) != 0 { news.isStale = true }
    }
}
