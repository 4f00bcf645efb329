public import JSON

/// Something wrong in the configuration, and where.
public struct Mistake: Error, Sendable, Hashable {
    /// The file as the user named it, or the option of the command line.
    public let file: String
    /// From 1; 0 when the mistake is the file's as a whole.
    public let line: Int
    /// From 1, in bytes; 0 when the mistake is the file's as a whole.
    public let column: Int
    /// How many bytes of the line are meant.
    public let length: Int
    /// What was found and what would be right, with the suggestion.
    public let message: String
    /// The name that was probably meant.
    public let suggestion: String?
    /// What to do.
    public let hint: String?
    /// The line and the mark under it, for people.
    public let excerpt: Excerpt?

    public init(
        file: String,
        line: Int = 0,
        column: Int = 0,
        length: Int = 0,
        message: String,
        suggestion: String? = nil,
        hint: String? = nil,
        excerpt: Excerpt? = nil
    ) {
        self.file = file
        self.line = line
        self.column = column
        self.length = length
        self.message = message
        self.suggestion = suggestion
        self.hint = hint
        self.excerpt = excerpt
    }

    /// For editors and other programs.
    public var json: JSON {
        var members: Members = [
            "file": .string(file), "line": .integer(line), "column": .integer(column), "length": .integer(length),
            "message": .string(message),
        ]
        if let suggestion { members["suggestion"] = .string(suggestion) }
        if let hint { members["hint"] = .string(hint) }
        return .object(members)
    }
}

extension Mistake: CustomStringConvertible {
    /// `file:line:column: message`, the line, the mark, and what to do; several lines without a line feed at the end.
    public var description: String {
        let place = line > 0 ? "\(file):\(line):\(column)" : file
        var text = "\(place): \(message)"
        if let excerpt {
            let number = String(line)
            text += "\n  \(number) | \(excerpt.text)"
            text += "\n  \(String(repeating: " ", count: number.utf8.count)) | \(excerpt.mark)"
        }
        if let hint { text += "\n  hint: \(hint)" }
        return text
    }
}

/// Everything that is wrong with a configuration, sorted by place.
public struct Mistakes: Error, Sendable, Hashable {
    /// More are not collected: a file that has so many is no configuration.
    public static let maximumCount = 100

    public let list: [Mistake]

    public init(_ mistakes: [Mistake]) {
        var seen: Set<Mistake> = []
        let sorted = mistakes.enumerated()
            .sorted {
                ($0.element.line, $0.element.column, $0.offset) < ($1.element.line, $1.element.column, $1.offset)
            }
            .map(\.element)
            .filter { seen.insert($0).inserted }
        list = Array(sorted.prefix(Self.maximumCount))
    }

    public var json: JSON { .array(list.map(\.json)) }
}

extension Mistakes: CustomStringConvertible {
    public var description: String { list.map(\.description).joined(separator: "\n") }
}
