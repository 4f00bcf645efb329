public import JSON

/// A file of the corpus that could not be read, or not as it should be, or that is skipped for being what it is.
public struct CorpusProblem: Sendable, Hashable {
    /// As in `Document.path`.
    public let path: String
    /// What is wrong and what would be right.
    public let message: String
    /// Whether the file is left out; otherwise it was read with a loss that the message names.
    public let isFatal: Bool
    /// From 1; `nil` where the whole file is meant.
    public let line: Int?
    /// What the file is, where that alone is why it is left out; `nil` where something is wrong.
    public let skipped: Kind?

    /// What stands in folders of text without being text.
    ///
    /// It is left out and counted. Only where somebody named it, or a pattern that is about it, it is a problem.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        case archive = "archives and office documents"
        case binary = "other binary files"
        case compressed = "compressed files"
        case database = "databases"
        case image = "images"
        case link = "symbolic links"
        case pdf = "PDF files"
        case program = "programs"
        case special = "devices, FIFOs and sockets"

        /// For people, in the plural.
        public var name: String { rawValue }

        /// For people: `2 symbolic links`, `1 device, FIFO or socket`.
        public func counted(_ count: Int) -> String { "\(count) \(count == 1 ? singular : name)" }

        private var singular: String {
            switch self {
            case .archive: "archive or office document"
            case .binary: "other binary file"
            case .compressed: "compressed file"
            case .database: "database"
            case .image: "image"
            case .link: "symbolic link"
            case .pdf: "PDF file"
            case .program: "program"
            case .special: "device, FIFO or socket"
            }
        }
    }

    public init(path: String, message: String, isFatal: Bool, line: Int? = nil, skipped: Kind? = nil) {
        self.path = path
        self.message = message
        self.isFatal = isFatal
        self.line = line
        self.skipped = skipped
    }

    /// The same where the file was asked for, so that not having it is a problem.
    var wanted: CorpusProblem { CorpusProblem(path: path, message: message, isFatal: isFatal, line: line) }
}

extension CorpusProblem {
    /// As the method `corpus.problems` answers it.
    public var json: JSON {
        var members: Members = ["path": .string(path)]
        if let line { members.append("line", .integer(line)) }
        members.append("message", .string(message))
        members.append("fatal", .bool(isFatal))
        if let skipped { members.append("skipped", .string(skipped.name)) }
        return .object(members)
    }

    /// What `json` was made of; `nil` when it is nothing of the kind.
    init?(_ json: JSON) {
        guard let members = json.object, let path = members["path"]?.string,
            let message = members["message"]?.string, case .bool(let isFatal)? = members["fatal"]
        else { return nil }
        self.init(
            path: path,
            message: message,
            isFatal: isFatal,
            line: members["line"]?.integer,
            skipped: members["skipped"]?.string.flatMap { Kind(rawValue: $0) }
        )
    }
}
