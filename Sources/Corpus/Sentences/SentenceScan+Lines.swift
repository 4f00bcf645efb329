/// How the items of a list are marked: "1.", "2)", "• 3.", "b.".
struct ListMarker {
    enum Sign { case stop, bracket, both, bullet }

    /// The number of a numeral or the place of a letter in the alphabet; 0 for a bare bullet.
    let number: Int
    let isLetter: Bool
    let sign: Sign
    /// The length of the bullet before the number.
    let bulletLength: Int
    /// Where the item's text begins.
    let contentStart: Int
}

/// How the lines of a paragraph were made.
struct ParagraphShape {
    /// The longest line, in bytes.
    let width: Int
    /// Whether the lines are short, three or more, and none of them ends a sentence.
    let isList: Bool
    /// Whether at least two lines begin with who speaks, or when.
    let isTalk: Bool
}

extension SentenceScan {
    /// Reads the line break at `index` and returns where to read on.
    mutating func readLineBreak(_ index: Int) -> Int {
        let next = Characters.skipSpace(text, index, end)
        guard next < end else { return next }
        if hasBlankLine(index..<next) {
            paragraph = nil
            openBracket = Int.min
            finishSentence(at: index, next: next)
            enterLine(next)
        } else if startsNewSentence(next, previousLine: lineStart..<index) {
            finishSentence(at: index, next: next)
            enterLine(next)
        } else {
            lineStart = next
        }
        return next
    }

    /// Notes that a line starts at `index`, and whether it holds a list that runs on within the line.
    mutating func enterLine(_ index: Int) {
        lineStart = index
        nextItem = Int.max
        itemForm = index < end ? marker(at: index) : nil
        itemContent = itemForm?.contentStart ?? Int.min
        if itemForm != nil { findNextItem(after: index) }
    }

    /// Sets `nextItem` to the item after the one that starts at `index`, on the same line.
    mutating func findNextItem(after index: Int) {
        nextItem = Int.max
        guard let form = itemForm else { return }
        var position = form.contentStart
        while position < end, text[position] != 10 {
            let space = Characters.spaceLength(text, position, end)
            guard space > 0 else {
                position += 1
                continue
            }
            position += space
            guard position < end, let found = marker(at: position),
                found.number == form.number + (form.number > 0 ? 1 : 0),
                found.sign == form.sign, found.isLetter == form.isLetter,
                (found.bulletLength > 0) == (form.bulletLength > 0)
            else { continue }
            nextItem = position
            itemForm = found
            return
        }
    }

    /// The list marker at `index`: a number up to 999 or a letter with its sign, or a bullet, and white space behind it.
    func marker(at index: Int) -> ListMarker? {
        var position = index
        let bullet = SentenceMarks.bulletLength(text, index, end)
        position += bullet
        if bullet > 0 { position = Characters.skipSpace(text, position, end) }
        let digits = position
        var number = 0
        while position < end, position - digits < 3, Characters.isDigit(text[position]) {
            number = number * 10 + Int(text[position] - 0x30)
            position += 1
        }
        var isLetter = false
        if position == digits, position + 1 < end, text[position] >= 0x61, text[position] <= 0x7A {
            number = Int(text[position] - 0x60)
            isLetter = true
            position += 1
        }
        guard position > digits, position < end else {
            guard bullet > 0 else { return nil }
            return ListMarker(number: 0, isLetter: false, sign: .bullet, bulletLength: bullet, contentStart: digits)
        }
        var sign: ListMarker.Sign?
        if text[position] == 0x2E {
            sign = .stop
            position += 1
            if position < end, text[position] == 0x29 {
                sign = .both
                position += 1
            }
        } else if text[position] == 0x29 {
            sign = .bracket
            position += 1
        }
        guard let sign, position < end, Characters.spaceLength(text, position, end) > 0 else {
            guard bullet > 0 else { return nil }
            return ListMarker(number: 0, isLetter: false, sign: .bullet, bulletLength: bullet, contentStart: digits)
        }
        let content = Characters.skipSpace(text, position, end)
        return ListMarker(
            number: number,
            isLetter: isLetter,
            sign: sign,
            bulletLength: bullet,
            contentStart: content
        )
    }

    /// Whether the line at `next` starts a sentence although no blank line stands before it.
    private mutating func startsNewSentence(_ next: Int, previousLine: Range<Int>) -> Bool {
        if isBullet(next) { return true }
        let shape = paragraphShape(around: previousLine)
        if shape.isList || shape.isTalk && isTurn(next) { return true }
        let previousEnd = Characters.trimmedEnd(text, previousLine)
        // Nobody wraps lines at this width: each is a paragraph, unless it plainly goes on.
        if shape.width > 320, firstKind(next) != .lower || endsWithMark(previousLine.lowerBound..<previousEnd) {
            return true
        }
        if let found = marker(at: next), !found.isLetter || itemForm?.isLetter == true || found.number == 1 {
            let last = previousEnd > previousLine.lowerBound ? text[previousEnd - 1] : 0
            let isClosed = last == 0x2E || last == 0x3A || last == 0x3B || last == 0x21 || last == 0x3F
            if itemForm != nil || isClosed || found.number == 1 { return true }
        }
        let kind = firstKind(next)
        guard kind != .lower && kind != .caseless else { return false }
        // Too narrow to have been wrapped: a greeting and a name, an address.
        if shape.width < 24 { return true }
        // The first word of this line had room on the line before: somebody broke the line on purpose.
        var word = next
        while word < end, word - next < 40, Characters.spaceLength(text, word, end) == 0 { word += 1 }
        return previousEnd - previousLine.lowerBound + 1 + (word - next) + 6 < shape.width
    }

    /// Whether a bullet or a dash that serves as one stands at `index`.
    private func isBullet(_ index: Int) -> Bool {
        if SentenceMarks.bulletLength(text, index, end) > 0 { return true }
        guard index + 1 < end else { return false }
        let byte = text[index]
        if byte == 0x2D || byte == 0x2A || byte == 0x2B { return Characters.spaceLength(text, index + 1, end) > 0 }
        guard byte == 0xE2, index + 3 < end, text[index + 1] == 0x80 else { return false }
        return (text[index + 2] == 0x93 || text[index + 2] == 0x94) && Characters.spaceLength(text, index + 3, end) > 0
    }

    /// The shape of the paragraph whose first line, or the line being read, is `line`; measured once a paragraph.
    private mutating func paragraphShape(around line: Range<Int>) -> ParagraphShape {
        if let paragraph { return paragraph }
        var width = 0
        var lines = 0
        var hasMark = false
        var turns = 0
        var position = line.lowerBound
        while position < end {
            var lineEnd = position
            while lineEnd < end, text[lineEnd] != 10, text[lineEnd] != 13 { lineEnd += 1 }
            let trimmed = Characters.trimmedEnd(text, position..<lineEnd)
            lines += 1
            width = max(width, trimmed - position)
            turns += isTurn(position) ? 1 : 0
            let next = Characters.skipSpace(text, lineEnd, end)
            hasMark = hasMark || endsWithMark(position..<trimmed)
            if next == end || hasBlankLine(lineEnd..<next) { break }
            position = next
        }
        let shape = ParagraphShape(width: width, isList: lines >= 3 && !hasMark && width < 40, isTalk: turns > 1)
        paragraph = shape
        return shape
    }

    /// Whether the line at `index` begins with who speaks, or when: "PhD C: Yeah", "<ann> hi", "[00:12:31] Ann: Yes".
    private func isTurn(_ index: Int) -> Bool {
        var position = index
        let first = text[index]
        if first == 0x3C { return labelEnd(index + 1, 0x3E) != nil }
        if first == 0x5B || first == 0x28 { position += 1 }
        if position < end, Characters.isDigit(text[position]) {
            let start = position
            var colons = 0
            while position < end, position - start < 8, Characters.isDigit(text[position]) || text[position] == 0x3A {
                colons += text[position] == 0x3A ? 1 : 0
                position += 1
            }
            return colons > 0 && position - start >= 4 && position < end
                && (text[position] == 0x5D || text[position] == 0x29 || text[position] <= 0x20)
        }
        guard position == index, Characters.kind(text, index, end) == .upper, let colon = labelEnd(index, 0x3A) else {
            return false
        }
        return colon + 1 == end || text[colon + 1] <= 0x20
    }

    /// The place of `mark`, where at most three words and 24 bytes without other marks than stops stand before it.
    private func labelEnd(_ index: Int, _ mark: UInt8) -> Int? {
        var position = index
        var spaces = 0
        while position < end, position - index <= 24 {
            let byte = text[position]
            if byte == mark { return position > index ? position : nil }
            if byte == 0x20 { spaces += 1 }
            let isWord = (byte | 0x20) &- 0x61 < 26 || byte >= 0x80 || Characters.isDigit(byte)
            guard isWord || spaces <= 2 && (byte == 0x20 || byte == 0x2E || byte == 0x5F || byte == 0x2D) else {
                return nil
            }
            position += 1
        }
        return nil
    }

    private func endsWithMark(_ line: Range<Int>) -> Bool {
        guard line.count > 0 else { return false }
        let last = Characters.characterStart(text, before: line.upperBound, from: line.lowerBound)
        return SentenceMarks.mark(text, last, line.upperBound) != nil || text[last] == 0x2C
            || SentenceMarks.closerLength(text, last, line.upperBound) > 0
    }
}
