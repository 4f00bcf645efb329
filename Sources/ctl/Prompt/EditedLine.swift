/// A line that is being written, with the place where the next character goes.
struct EditedLine: Hashable {
    private(set) var characters: [Character]
    /// Between 0 and the number of characters.
    private(set) var cursor: Int
    /// What was cut last, to be put in again.
    private(set) var cut: [Character] = []

    init(_ text: String = "") {
        characters = Array(text)
        cursor = characters.count
    }

    var text: String { String(characters) }
    var beforeCursor: String { String(characters[..<cursor]) }

    mutating func insert(_ text: String) {
        // A mark joins the letter before it, so that the number of characters may grow by less.
        let before = String(characters[..<cursor]) + text
        let new = Array(before)
        characters = new + characters[cursor...]
        cursor = new.count
    }

    /// Puts other text in place of the last `count` characters before the cursor.
    mutating func replace(last count: Int, with text: String) {
        let start = max(0, cursor - count)
        characters.removeSubrange(start..<cursor)
        cursor = start
        insert(text)
    }

    mutating func move(by distance: Int) { cursor = min(characters.count, max(0, cursor + distance)) }
    mutating func moveToStart() { cursor = 0 }
    mutating func moveToEnd() { cursor = characters.count }
    mutating func moveByWord(_ direction: Int) { cursor = wordEdge(direction) }

    mutating func deleteBackward() {
        guard cursor > 0 else { return }
        cursor -= 1
        characters.remove(at: cursor)
    }

    mutating func deleteForward() {
        guard cursor < characters.count else { return }
        characters.remove(at: cursor)
    }

    mutating func cutToEnd() { remove(cursor..<characters.count) }
    mutating func cutToStart() { remove(0..<cursor) }

    /// Back to the last space, as terminals do on Ctrl-W.
    mutating func cutWordBackward() {
        var start = cursor
        while start > 0, characters[start - 1].isWhitespace { start -= 1 }
        while start > 0, !characters[start - 1].isWhitespace { start -= 1 }
        remove(start..<cursor)
    }

    mutating func cutWordForward() { remove(cursor..<wordEdge(1)) }
    mutating func putBack() { insert(String(cut)) }

    private mutating func remove(_ range: Range<Int>) {
        guard !range.isEmpty else { return }
        cut = Array(characters[range])
        characters.removeSubrange(range)
        cursor = range.lowerBound
    }

    private func wordEdge(_ direction: Int) -> Int {
        func isWord(_ index: Int) -> Bool { characters[index].isLetter || characters[index].isNumber }
        var place = cursor
        if direction > 0 {
            while place < characters.count, !isWord(place) { place += 1 }
            while place < characters.count, isWord(place) { place += 1 }
        } else {
            while place > 0, !isWord(place - 1) { place -= 1 }
            while place > 0, isWord(place - 1) { place -= 1 }
        }
        return place
    }
}
