import JSON

/// What one file gives: documents that know nothing of other files yet, and what was wrong.
struct ParsedFile: Sendable {
    var head: Head
    var documents: [ParsedDocument] = []
    var problems: [CorpusProblem] = []

    /// What all documents of a file share.
    struct Head: Sendable {
        /// As in `Document.path`.
        let path: String
        /// Absolute.
        let file: String
        let format: String
        /// Lines of the file; those before `firstLine` may be missing.
        var lines = LineIndex(starts: [0])
        /// How many lines stand before those of `lines`.
        var firstLine = 0
        var reading = Reading()
        /// Whether another record of the file tells what was wrong with it.
        var isSupplement = false
    }
}

/// A document on its way from its file into a segment.
struct ParsedDocument: Sendable {
    var id = ID.path
    var title: String
    /// BCP 47.
    var language: String?
    var metadata = Members()
    var text: [UInt8]
    var passages: [Passage] = []
    var sentences: [Range<Int>] = []
    /// In the order of the text.
    var removals: [Removal] = []
    /// From `text` to the file.
    var map = SourceMap(runs: [])
    var pageStarts: [Int] = []

    init(title: String, text: [UInt8]) {
        self.title = title
        self.text = text
    }

    enum ID: Sendable {
        /// The path of the file.
        case path
        /// The path and this behind a `#`.
        case record(String)
        case own(String)

        /// The shortest form of `id`.
        init(_ id: String, path: String) {
            if id == path {
                self = .path
            } else if id.utf8.starts(with: (path + "#").utf8), id.utf8.count > path.utf8.count + 1 {
                self = .record(String(decoding: id.utf8.dropFirst(path.utf8.count + 1), as: UTF8.self))
            } else {
                self = .own(id)
            }
        }
    }
}
