/// Breaks styled text into rows between words, and between the characters of scripts that have no spaces.
enum Wrapping {
    /// The rows, none wider than `columns` unless a single word is.
    static func rows(_ spans: [Span], columns: Int) -> [[Span]] {
        var rows: [[Span]] = []
        var row: [Span] = []
        var used = 0
        for word in words(of: spans) {
            let width = word.spans.width
            let gap = word.isJoined ? 0 : 1
            if used > 0, used + gap + width > columns {
                rows.append(row)
                row = []
                used = 0
            }
            if used > 0, gap > 0 {
                row.append(Span(" ", row.last?.style == word.spans.first?.style ? row.last?.style ?? .plain : .plain))
                used += 1
            }
            row += word.spans
            used += width
        }
        if !row.isEmpty { rows.append(row) }
        return rows
    }

    /// What is not broken.
    private struct Word {
        /// A word may change its style in the middle.
        var spans: [Span] = []
        /// Whether no space stands before it.
        var isJoined = false
    }

    private static func words(of spans: [Span]) -> [Word] {
        var words: [Word] = []
        var word = Word()
        var last: Character?
        func end(isJoined: Bool) {
            if !word.spans.isEmpty { words.append(word) }
            word = Word(isJoined: isJoined && !words.isEmpty)
        }
        for span in spans {
            let pieces = Neutral.text(span.text).split(separator: " ", omittingEmptySubsequences: false)
            for (index, piece) in pieces.enumerated() {
                if index > 0 {
                    end(isJoined: false)
                    last = nil
                }
                for part in parts(of: piece, behind: last) {
                    if part.isJoined { end(isJoined: true) }
                    word.spans.append(Span(String(part.text), span.style, link: span.link))
                }
                last = piece.last ?? last
            }
        }
        end(isJoined: false)
        return words
    }

    /// A piece without spaces, cut where a line may end; `isJoined` says that it may end before the part.
    private static func parts(of piece: Substring, behind last: Character?) -> [(text: Substring, isJoined: Bool)] {
        guard !piece.isEmpty else { return [] }
        guard piece.utf8.contains(where: { $0 >= 0xE2 }) else { return [(piece, false)] }
        var parts: [(text: Substring, isJoined: Bool)] = []
        var start = piece.startIndex
        var isJoined = false
        var before = last
        for index in piece.indices {
            if let before, mayBreak(before, piece[index]) {
                if index > start { parts.append((piece[start..<index], isJoined)) }
                start = index
                isJoined = true
            }
            before = piece[index]
        }
        return parts + [(piece[start...], isJoined)]
    }

    /// Whether a line may end between two characters: beside an ideograph, a kana or an emoji, but not before what closes
    /// nor behind what opens (JIS X 4051, the rules that all who set Chinese and Japanese share).
    private static func mayBreak(_ before: Character, _ behind: Character) -> Bool {
        guard DisplayWidth.of(before) == 2 || DisplayWidth.of(behind) == 2 else { return false }
        // Korean has spaces.
        if isHangul(before) && isHangul(behind) { return false }
        return !"「『（【〈《〔［｛“‘([".contains(before)
            && !"、。，．・：；？！」』）】〉》〕］｝”’ー々ぁぃぅぇぉっゃゅょァィゥェォッャュョ…),.!?:;]%".contains(behind)
    }

    private static func isHangul(_ character: Character) -> Bool {
        character.unicodeScalars.first.map { (0xAC00...0xD7A3).contains($0.value) } ?? false
    }
}
