/// A segment as one snapshot sees it.
public struct LiveSegment: Sendable {
    public let segment: Segment
    /// The documents that are there no more.
    public private(set) var deleted: Bitmap
    /// The files that are there no more, or are read from another segment.
    private(set) var deletedFiles: Bitmap

    public init(_ segment: Segment, deleted: Bitmap? = nil) {
        self.segment = segment
        self.deleted = deleted ?? Bitmap(capacity: segment.documentCount)
        deletedFiles = Bitmap(capacity: segment.columns.files.count)
    }

    init(_ segment: Segment, deleted: Bitmap, deletedFiles: Bitmap) {
        self.segment = segment
        self.deleted = deleted
        self.deletedFiles = deletedFiles
    }

    /// How many documents are left.
    public var documentCount: Int { segment.documentCount - deleted.count }

    /// Whether nothing of it is left, not even a file without documents.
    var isEmpty: Bool { documentCount == 0 && deletedFiles.count == segment.columns.files.count }

    func hasSameDeleted(as other: LiveSegment) -> Bool {
        deleted == other.deleted && deletedFiles == other.deletedFiles
    }

    mutating func delete(_ document: Int) { deleted.insert(document) }

    /// Deletes a file with all its documents.
    mutating func delete(file: Int) {
        deletedFiles.insert(file)
        for document in segment.documents(ofFile: file) { deleted.insert(document) }
    }

    /// The files that are left.
    var files: some Sequence<Int> {
        (0..<segment.columns.files.count).lazy.filter { !deletedFiles.contains($0) }
    }

    /// What was wrong with the files that are left.
    var problems: some Sequence<CorpusProblem> {
        segment.problems.lazy.filter { !deletedFiles.contains($0.file) }.map(\.problem)
    }
}
