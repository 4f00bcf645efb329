/// A line cut into words as a shell does: at spaces, but for those in quotes or behind a backslash.
struct ShellWords: Hashable {
    /// With their quotes.
    let raw: [String]
    /// Whether a quote is still open, or a backslash is last.
    let isOpen: Bool

    init(_ line: String) {
        var raw: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        for character in line {
            if isEscaped || quote != nil {
                word = (word ?? "") + String(character)
                if !isEscaped, character == quote {
                    quote = nil
                } else if character == "\\", quote != "'", !isEscaped {
                    isEscaped = true
                    continue
                }
                isEscaped = false
            } else if character.isWhitespace {
                if let word { raw.append(word) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
                if character == "\\" { isEscaped = true }
                if character == "'" || character == "\"" { quote = character }
            }
        }
        if let word { raw.append(word) }
        self.raw = raw
        isOpen = quote != nil || isEscaped
    }

    /// Without their quotes.
    var plain: [String] { raw.map(CompletionShell.unquoted) }
}
