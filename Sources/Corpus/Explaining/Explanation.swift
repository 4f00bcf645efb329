public import JSON

/// What became of one file of the corpus: how it was read, what of it is kept, what was removed, why, and where the same
/// words still stand.
public struct Explanation: Sendable {
    public struct Part: Sendable {
        /// In the file.
        public let start: Position
        /// Just behind the last byte.
        public let end: Position
        /// The removed words, shortened to `excerptLength` characters.
        public let excerpt: String
        /// As in `Removal.reason`.
        public let reason: String
        public let survivor: Survivor?
    }

    /// Where the words of a copy are kept.
    public struct Survivor: Sendable {
        /// The document's id.
        public let document: String
        public let path: String
        public let start: Position
        public let end: Position
    }

    public struct Entry: Sendable {
        public let document: Document
        public let removed: [Part]
    }

    /// One for each document of the file, in the order of the file.
    public let entries: [Entry]
    /// What was wrong with the file.
    public let problems: [CorpusProblem]

    public static let excerptLength = 80

    /// Explains the document or file that `name` names: an id, a path or an absolute file; `nil` when the corpus knows
    /// no such thing.
    ///
    public init?(of name: String, in snapshot: Snapshot) {
        let documents = snapshot.documents(named: name)
        let path = documents.first?.path ?? name
        problems = (snapshot.problems + snapshot.skipped).filter { $0.path == path }
        guard !documents.isEmpty || !problems.isEmpty else { return nil }
        entries = documents.map { document in
            Entry(document: document, removed: document.removals.map { Self.part($0, document, snapshot) })
        }
    }

    private static func part(_ removal: Removal, _ document: Document, _ snapshot: Snapshot) -> Part {
        let home =
            removal.survivor.map { (document: document, range: $0) } ?? snapshot.survivor(of: removal, in: document)
        return Part(
            start: document.position(of: removal.range.lowerBound),
            end: document.end(of: removal.range),
            excerpt: excerpt(document.text, removal.range),
            reason: removal.reason,
            survivor: home.map { home in
                Survivor(
                    document: home.document.id,
                    path: home.document.path,
                    start: home.document.position(of: home.range.lowerBound),
                    end: home.document.end(of: home.range)
                )
            }
        )
    }

    private static func excerpt(_ text: Text, _ range: Range<Int>) -> String {
        // Four bytes are the longest character, so no more of a long range has to be read.
        let end = min(range.upperBound, range.lowerBound + excerptLength * 4 + 4)
        let whole = text[range.lowerBound..<end]
        let words = whole.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return words.count <= excerptLength ? words : words.prefix(excerptLength - 1) + "…"
    }
}

extension Explanation {
    /// As the method `corpus.explain` answers it.
    public var json: JSON {
        .object([
            "documents": .array(entries.map(\.json)),
            "problems": .array(problems.map(\.json)),
        ])
    }
}

extension Explanation.Entry {
    fileprivate var json: JSON {
        let reading = document.reading
        return .object([
            "document": .string(document.id),
            "path": .string(document.path),
            "title": .string(document.title),
            "format": .string(document.format),
            "encoding": .string(reading.encoding),
            "encodingFrom": .string(reading.evidence),
            "language": document.language.map { .string($0) } ?? .null,
            "bytes": .integer(reading.byteCount),
            "positionsIn": reading.isFiltered ? "filter output" : "file",
            "passages": .integer(document.passages.count),
            "sentences": .integer(document.sentences.count),
            "metadata": .object(document.metadata),
            "removed": .array(removed.map(\.json)),
        ])
    }
}

extension Explanation.Part {
    fileprivate var json: JSON {
        var members: Members = [
            "reason": .string(reason),
            "excerpt": .string(excerpt),
        ]
        members.appendPlace(start, end)
        if let survivor {
            var home: Members = ["document": .string(survivor.document), "path": .string(survivor.path)]
            home.appendPlace(survivor.start, survivor.end)
            members.append("survivor", .object(home))
        }
        return .object(members)
    }
}

extension Members {
    /// The place of a range in a file, in the words of a citation.
    fileprivate mutating func appendPlace(_ start: Position, _ end: Position) {
        append("line", .integer(start.line))
        append("column", .integer(start.column))
        append("endLine", .integer(end.line))
        append("endColumn", .integer(end.column))
        append("byteRange", [.integer(start.offset), .integer(end.offset)])
    }
}
