/// The whole corpus as it was at one moment; it never changes.
public final class Snapshot: Sendable {
    /// What it is made of. A change makes a snapshot that has most segments in common with the one before.
    public let segments: [LiveSegment]
    /// All that are not deleted, segment after segment. A folder that is read anew gives them sorted by path.
    public let documents: Documents
    /// The files that could not be read, or not as they should be.
    public let problems: [CorpusProblem]

    public init(segments: [LiveSegment], problems: [CorpusProblem]) {
        self.segments = segments
        self.problems = problems
        documents = Documents(segments)
    }

    /// One segment of these documents.
    public convenience init(documents: [Document], problems: [CorpusProblem]) {
        let segments = documents.isEmpty ? [] : [LiveSegment(Segment(documents: documents))]
        self.init(segments: segments, problems: problems)
    }

    public static let empty = Snapshot(documents: [], problems: [])

    /// The first of `documents(named:)`.
    public func document(named name: String) -> Document? { documents(named: name).first }

    /// The documents that `name` names: the one with this id; else those of the file with this path or absolute path;
    /// else those of the only file whose path ends so, from a slash on.
    ///
    /// - Complexity: O(n) in the number of documents.
    public func documents(named name: String) -> [Document] {
        let identified = documents.filter { $0.id == name }
        guard identified.isEmpty else { return identified }
        let ofFile = documents.filter { $0.path == name || $0.file == name }
        guard ofFile.isEmpty else { return ofFile }
        let ending = "/" + name
        let ofEnding = documents.filter { $0.file.hasSuffix(ending) || $0.id.hasSuffix(ending) }
        return Set(ofEnding.map(\.file)).count == 1 ? ofEnding : []
    }
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
