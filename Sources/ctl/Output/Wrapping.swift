/// Breaks styled text into rows between words.
enum Wrapping {
    /// The rows, none wider than `columns` unless a single word is.
    static func rows(_ spans: [Span], columns: Int) -> [[Span]] {
        var rows: [[Span]] = []
        var row: [Span] = []
        var used = 0
        for word in words(of: spans) {
            let width = word.width
            if used > 0, used + 1 + width > columns {
                rows.append(row)
                row = []
                used = 0
            }
            if used > 0 {
                row.append(Span(" ", row.last?.style == word.first?.style ? row.last?.style ?? .plain : .plain))
                used += 1
            }
            row += word
            used += width
        }
        if !row.isEmpty { rows.append(row) }
        return rows
    }

    /// What stands between spaces; a word may change its style in the middle.
    private static func words(of spans: [Span]) -> [[Span]] {
        var words: [[Span]] = []
        var word: [Span] = []
        for span in spans {
            let pieces = Neutral.text(span.text).split(separator: " ", omittingEmptySubsequences: false)
            for (index, piece) in pieces.enumerated() {
                if index > 0, !word.isEmpty {
                    words.append(word)
                    word = []
                }
                if !piece.isEmpty { word.append(Span(String(piece), span.style, link: span.link)) }
            }
        }
        if !word.isEmpty { words.append(word) }
        return words
    }
}
