import Glibc
public import Processes
import Synchronization

/// A folder that keeps a snapshot from one start of the daemon to the next.
///
/// It has a file for each segment, what plugins derive from it beside it, and a manifest that names the segments. Whatever
/// is written gets its name when it is whole, and the manifest comes last: whenever the process is killed, there is the
/// snapshot of before, the new one, or none.
///
/// What is read from it is only a beginning: every file of the corpus is looked at, and read again when it has changed or
/// is to be read in another way.
public final class CorpusCache: Sendable {
    public let path: String
    /// Whether it may be written to: one process at a time may.
    public let isWritable: Bool
    private let lock: Int32
    private let known = Mutex(Known())

    /// What is on the disk for sure.
    private struct Known {
        var segments: Set<Segment.ID> = []
        var manifest: Manifest?
    }

    /// Opens the folder at `path`, and makes it if there is none.
    ///
    /// - Throws: EPERM for a folder that others could write to.
    public init(_ path: String) throws(SystemError) {
        self.path = path
        try Self.makeFolder(path)
        lock = open(path + "/lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard lock >= 0 else { throw SystemError("open", errno) }
        isWritable = flock(lock, LOCK_EX | LOCK_NB) == 0
    }

    deinit { close(lock) }

    private static func makeFolder(_ path: String) throws(SystemError) {
        var made = ""
        var refusal: SystemError?
        for part in path.split(separator: "/") {
            made += "/" + part
            guard mkdir(made, 0o700) != 0, errno != EEXIST else { continue }
            let error = SystemError("mkdir", errno)
            // It may be there all the same.
            guard errno == EROFS || errno == EACCES else { throw error }
            refusal = error
        }
        guard let status = stat.of(path, followingLinks: false) else { throw refusal ?? SystemError("stat", errno) }
        guard status.kind == .folder, status.st_uid == geteuid(), status.st_mode & 0o022 == 0 else {
            throw SystemError("stat", EPERM)
        }
    }

    static let segmentSuffix = ".segment"

    /// A name for the folder of what belongs to the configuration in `file`: 16 hexadecimal digits.
    public static func folderName(forConfiguration file: String) -> String {
        var file = file
        let hash = file.withUTF8 { XXH64.hash(UnsafeRawBufferPointer($0)) }
        let digits = String(hash, radix: 16)
        return String(repeating: "0", count: 16 - digits.utf8.count) + digits
    }

    private var manifestPath: String { path + "/manifest" }

    private func path(of id: Segment.ID) -> String { path + "/" + id.description }

    func store(for id: Segment.ID) -> SegmentStore { SegmentStore(path: path(of: id), isWritable: isWritable) }

    // MARK: Reading

    /// The snapshot that was kept; `nil` when there is none that is whole and of this version.
    ///
    /// - Complexity: O(segments).
    public func read() -> Snapshot? {
        guard let storage = WholeFile.map(manifestPath), let manifest = Manifest(storage.bytes) else { return nil }
        var segments: [LiveSegment] = []
        for entry in manifest.entries {
            let file = path(of: entry.id) + Self.segmentSuffix
            guard let segment = SegmentFile.read(file, id: entry.id, store: store(for: entry.id)),
                let live = LiveSegment(segment, entry)
            else { return nil }
            segments.append(live)
        }
        known.withLock { known in
            known.segments = Set(manifest.entries.map(\.id))
            known.manifest = manifest
        }
        // What was wrong with the files is known when they have been looked at.
        return Snapshot(segments: segments, problems: [])
    }

    // MARK: Writing

    /// Writes a segment to its file and gives it back as it is mapped from there, so that it needs no memory; `nil` where
    /// it can't be written.
    ///
    /// - Parameters: as of ``SegmentFile/write(_:to:atStep:_:)``.
    func mapped(
        _ id: Segment.ID,
        _ head: [UInt8],
        _ column: (SegmentLayout.Kind, inout ByteSink) -> Void
    ) -> Segment? {
        guard isWritable else { return nil }
        let file = path(of: id) + Self.segmentSuffix
        do throws(SystemError) {
            try SegmentFile.write(head, to: file, column)
        } catch {
            return nil
        }
        guard let mapped = SegmentFile.read(file, id: id, store: store(for: id)) else { return nil }
        known.withLock { _ = $0.segments.insert(id) }
        return mapped
    }

    /// Keeps `snapshot` in place of the one before. Does nothing where another process keeps the folder.
    public func write(_ snapshot: Snapshot) throws(SystemError) {
        try write(snapshot) { (_, _) throws(SystemError) in }
    }

    /// - Parameter atStep: called before each step at which the process may be killed.
    func write(
        _ snapshot: Snapshot,
        atStep: (String, WholeFile.Step) throws(SystemError) -> Void
    ) throws(SystemError) {
        let manifest = Manifest(snapshot)
        let (segments, last) = known.withLock { ($0.segments, $0.manifest) }
        guard isWritable, manifest != last, !snapshot.segments.contains(where: \.segment.isDamaged) else { return }
        for live in snapshot.segments where !segments.contains(live.segment.id) {
            let file = path(of: live.segment.id) + Self.segmentSuffix
            try SegmentFile.write(live.segment, to: file) { (step) throws(SystemError) in try atStep(file, step) }
            known.withLock { _ = $0.segments.insert(live.segment.id) }
        }
        let storage = manifest.bytes
        defer { withExtendedLifetime(storage) {} }
        try WholeFile.write([storage.bytes], to: manifestPath) { (step) throws(SystemError) in
            try atStep(manifestPath, step)
        }
        WholeFile.sync(folder: path)
        let ids = Set(manifest.entries.map(\.id))
        known.withLock { known in
            known.manifest = manifest
            known.segments.formIntersection(ids)
        }
        removeFiles(exceptOf: ids)
    }

    /// Removes what no segment of the manifest needs. What is mapped from it stays readable.
    private func removeFiles(exceptOf ids: Set<Segment.ID>) {
        let names = Set(ids.map(\.description))
        guard let stream = opendir(path) else { return }
        defer { closedir(stream) }
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                pointer.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            let isOurs = [Self.segmentSuffix, SegmentStore.suffix, WholeFile.temporarySuffix].contains {
                name.hasSuffix($0)
            }
            guard isOurs, !names.contains(String(name.prefix(32))) || name.hasSuffix(WholeFile.temporarySuffix) else {
                continue
            }
            unlink(path + "/" + name)
        }
    }

    // MARK: Checking

    /// Compares all that `snapshot` has mapped with its checksums, segment by segment.
    ///
    /// - Returns: whether all is as it was written. What is not is known to be damaged afterwards, and the next build reads
    ///   everything anew.
    public func verify(_ snapshot: Snapshot, isCancelled: () -> Bool = { false }) -> Bool {
        var isIntact = true
        for live in snapshot.segments {
            guard !isCancelled() else { return isIntact }
            let isOnDisk = known.withLock { $0.segments.contains(live.segment.id) }
            if isOnDisk, live.segment.store?.isSegmentIntact() == false { live.segment.noteDamage() }
            let blobsAreIntact = live.segment.store?.verifyBlobs() ?? true
            isIntact = isIntact && blobsAreIntact && !live.segment.isDamaged
        }
        return isIntact
    }
}

extension LiveSegment {
    /// `nil` when the manifest is not this segment's.
    fileprivate init?(_ segment: Segment, _ entry: Manifest.Entry) {
        guard entry.deleted.count == Bitmap(capacity: segment.documentCount).words.count,
            entry.deletedFiles.count == Bitmap(capacity: segment.columns.files.count).words.count
        else { return nil }
        self.init(segment, deleted: Bitmap(words: entry.deleted), deletedFiles: Bitmap(words: entry.deletedFiles))
    }
}
