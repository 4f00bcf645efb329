import Synchronization

/// The whole corpus as it was at one moment; it never changes.
public final class Snapshot: Sendable {
    /// What it is made of. A change makes a snapshot that has most segments in common with the one before.
    public let segments: [LiveSegment]
    /// All that are not deleted, segment after segment. A folder that is read anew gives them sorted by path.
    public let documents: Documents
    /// The files that could not be read, or not as they should be.
    public let problems: [CorpusProblem]
    private let known = Mutex<Counts?>(nil)

    public init(segments: [LiveSegment], problems: [CorpusProblem]) {
        self.segments = segments
        self.problems = problems
        documents = Documents(segments)
    }

    /// One segment of documents that each have a file of their own.
    public convenience init(documents: [Document], problems: [CorpusProblem]) {
        var writer = SegmentWriter()
        for document in documents {
            writer.beginFile(document.segment.file(of: document.number), of: document.segment, isSupplement: false)
            writer.add(document.number, of: document.segment)
        }
        let segments = documents.isEmpty ? [] : [LiveSegment(writer.finish())]
        self.init(segments: segments, problems: problems)
    }

    /// What all documents have together.
    public struct Counts: Sendable, Hashable {
        public var passages = 0
        public var sentences = 0
        /// Before cleaning.
        public var textBytes = 0
    }

    /// - Complexity: O(n) in the number of documents when it is asked for the first time.
    public var counts: Counts {
        known.withLock { known in
            if let known { return known }
            let counts = documents.reduce(into: Counts()) { counts, document in
                counts.passages += document.passages.count
                counts.sentences += document.sentences.count
                counts.textBytes += document.text.count
            }
            known = counts
            return counts
        }
    }

    /// Whether ``CorpusBuilder/compacted(_:)`` would find something worth merging.
    public var isFragmented: Bool { !Compaction.groups(segments, limit: .max).isEmpty }

    /// Whether both show the same documents of the same segments, with the same problems.
    public func hasSameContent(as other: Snapshot) -> Bool {
        segments.count == other.segments.count && problems == other.problems
            && zip(segments, other.segments).allSatisfy { $0.segment === $1.segment && $0.hasSameDeleted(as: $1) }
    }

    /// Bytes of the segments that are mapped from files, or of those that are not.
    public func byteCount(mapped: Bool) -> Int {
        segments.reduce(0) { $0 + ($1.segment.storage.isMapped == mapped ? $1.segment.byteCount : 0) }
    }

    public static let empty = Snapshot(documents: [], problems: [])
}

/// A file of the corpus that could not be read, or not as it should be.
public struct CorpusProblem: Sendable, Hashable {
    /// As in `Document.path`.
    public let path: String
    /// What is wrong and what would be right.
    public let message: String
    /// Whether the file is left out; otherwise it was read with a loss that the message names.
    public let isFatal: Bool
    /// From 1; `nil` where the whole file is meant.
    public let line: Int?

    public init(path: String, message: String, isFatal: Bool, line: Int? = nil) {
        self.path = path
        self.message = message
        self.isFatal = isFatal
        self.line = line
    }
}
