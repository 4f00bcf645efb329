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

    func isAtPlace(of other: Mistake) -> Bool {
        file == other.file && line == other.line && column == other.column
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
        var text = Excerpt.printable("\(place): \(message)")
        if let excerpt {
            let number = String(line)
            text += "\n  \(number) | \(excerpt.text)"
            text += "\n  \(String(repeating: " ", count: number.utf8.count)) | \(excerpt.mark)"
        }
        if let hint { text += "\n  hint: " + Excerpt.printable(hint) }
        return text
    }
}
