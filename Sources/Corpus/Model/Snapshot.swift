/// The whole corpus as it was at one moment; it never changes.
public final class Snapshot: Sendable {
    /// Sorted by path, so that equal folders give equal snapshots.
    public let documents: [Document]
    /// The files that could not be read, or not as they should be.
    public let problems: [CorpusProblem]

    public init(documents: [Document], problems: [CorpusProblem]) {
        self.documents = documents
        self.problems = problems
    }

    public static let empty = Snapshot(documents: [], problems: [])

    /// The document that `name` names: its id, its path, or its absolute file.
    ///
    /// - Complexity: O(n) in the number of documents.
    public func document(named name: String) -> Document? {
        documents.first { $0.id == name } ?? documents.first { $0.path == name || $0.file == name }
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
