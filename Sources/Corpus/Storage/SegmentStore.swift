public import Processes
import Synchronization

/// The place beside a segment's file for what is derived from it, such as a search index.
///
/// Whatever is kept there goes when the segment goes.
public final class SegmentStore: Sendable {
    /// Of the files of this segment, without their endings.
    private let path: String
    private let isWritable: Bool
    private let opened = Mutex<[MappedBlob]>([])

    init(path: String, isWritable: Bool) {
        self.path = path
        self.isWritable = isWritable
    }

    /// What was written for this segment under this name and version; `nil` when there is no such thing, or only a damaged
    /// one. Its head is checked now; its content is when it is asked for, and in the background: see
    /// ``MappedBlob/isIntact(_:)``.
    public func blob(named name: String, version: UInt32) -> MappedBlob? {
        guard let storage = WholeFile.map(file(name)), let blob = MappedBlob(storage, version: version) else {
            return nil
        }
        opened.withLock { $0.append(blob) }
        return blob
    }

    /// Keeps bytes under a name of lower-case letters, digits and hyphens: all of them or nothing. Does nothing where
    /// another daemon keeps the folder.
    ///
    /// - Parameter content: puts the bytes into a sink, the same ones whenever it is called.
    /// - Returns: what was written, as it is mapped from its file; `nil` when nothing was.
    @discardableResult
    public func write(
        named name: String,
        version: UInt32,
        _ content: (inout ByteSink) -> Void
    ) throws(SystemError) -> MappedBlob? {
        guard isWritable else { return nil }
        var sink = ByteSink(pieceSize: MappedBlob.pieceSize)
        content(&sink)
        let checksums = sink.pieceChecksums.map(\.littleEndian)
        let head = MappedBlob.head(byteCount: sink.byteCount, checksums, version: version)
        defer { withExtendedLifetime(head) {} }
        try WholeFile.write(head.bytes, to: file(name)) { sink in
            content(&sink)
            checksums.withUnsafeBytes { sink.put($0) }
        }
        return blob(named: name, version: version)
    }

    private func file(_ name: String) -> String { path + "." + name + SegmentStore.suffix }

    static let suffix = ".blob"

    /// Checks the content of every blob that was opened and not checked yet, and forgets those that nobody holds.
    ///
    /// - Returns: whether all are intact.
    func verifyBlobs() -> Bool {
        let blobs = opened.withLock { opened in
            defer { opened = [] }
            return opened
        }
        return blobs.reduce(true) { $1.verify() && $0 }
    }

    /// Whether the file of the segment itself is what was written.
    func isSegmentIntact() -> Bool { SegmentFile.isIntact(path + CorpusCache.segmentSuffix) }
}
