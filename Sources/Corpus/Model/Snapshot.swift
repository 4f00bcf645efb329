import Synchronization

/// The whole corpus as it was at one moment; it never changes.
public final class Snapshot: Sendable {
    /// What it is made of. A change makes a snapshot that has most segments in common with the one before.
    public let segments: [LiveSegment]
    /// All that are not deleted, segment after segment. A folder that is read anew gives them sorted by path.
    public let documents: Documents
    /// The files that could not be read, or not as they should be.
    public let problems: [CorpusProblem]
    /// What stands in folders of text without being text, and is no problem of anybody's.
    public let skipped: [CorpusProblem]
    private let known = Mutex<Counts?>(nil)

    public init(segments: [LiveSegment], problems: [CorpusProblem], skipped: [CorpusProblem] = []) {
        self.segments = segments
        self.problems = problems
        self.skipped = skipped
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

    /// How many files were skipped for being what they are, the most frequent kind first.
    ///
    /// - Complexity: O(n) in the number of skipped files.
    public var skippedKinds: [(kind: CorpusProblem.Kind, count: Int)] {
        var counts: [CorpusProblem.Kind: Int] = [:]
        for file in skipped { if let kind = file.skipped { counts[kind, default: 0] += 1 } }
        return counts.map { (kind: $0, count: $1) }.sorted { ($1.count, $0.kind.name) < ($0.count, $1.kind.name) }
    }

    /// Whether ``CorpusBuilder/compacted(_:)`` would find something worth merging.
    public var isFragmented: Bool { !Compaction.groups(segments, limit: .max).isEmpty }

    /// Whether both show the same documents of the same segments, with the same problems.
    public func hasSameContent(as other: Snapshot) -> Bool {
        segments.count == other.segments.count && problems == other.problems && skipped == other.skipped
            && zip(segments, other.segments).allSatisfy { $0.segment === $1.segment && $0.hasSameDeleted(as: $1) }
    }

    /// Bytes of the segments that are mapped from files, or of those that are not.
    public func byteCount(mapped: Bool) -> Int {
        segments.reduce(0) { $0 + ($1.segment.storage.isMapped == mapped ? $1.segment.byteCount : 0) }
    }

    public static let empty = Snapshot(documents: [], problems: [])
}
