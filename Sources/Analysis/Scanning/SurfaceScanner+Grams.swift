extension SurfaceScanner {
    /// Reads the character at `index`, of a script without spaces, and the one behind it, whose pair is the term.
    ///
    /// The last character of a run stands for itself, so that each is found by what begins with it. The last two
    /// syllables of a Korean word are one surface instead: its particles need not be found.
    ///
    /// - Returns: whether anything is left of it.
    mutating func readGram(_ kind: CharacterKind, _ length: Int) -> Bool {
        folded.count = 0
        reach = 0
        let start = index
        let middle = unitEnd(start, length)
        foldUnit(start..<middle)
        index = middle
        guard let second = unit(at: middle, like: kind) else {
            return folded.count > 0
        }
        foldUnit(middle..<second)
        if kind == .hangul, unit(at: second, like: kind) == nil {
            index = second
        } else {
            reach = second - middle
        }
        return folded.count > 0
    }

    /// The end of the unit at `position`, if it is one of the same script.
    private func unit(at position: Int, like kind: CharacterKind) -> Int? {
        guard position < end, bytes[position] >= 0x80 else { return nil }
        let (following, length) = self.kind(at: position)
        return following == kind ? unitEnd(position, length) : nil
    }

    /// The end of the cluster of a character and its marks: at most eight of them belong to it.
    private func unitEnd(_ start: Int, _ length: Int) -> Int {
        var position = start + length
        var count = 0
        while position < end, bytes[position] >= 0x80, count < 8 {
            let (kind, length) = self.kind(at: position)
            guard kind == .extending else { break }
            position += length
            count += 1
        }
        return position
    }

    private mutating func foldUnit(_ range: Range<Int>) {
        var position = range.lowerBound
        while position < range.upperBound {
            let (scalar, length) = UTF8Reading.scalar(in: bytes, at: position)
            if (0x3041...0x9FFF).contains(scalar.value) && CharacterKind(scalar) != .extending
                || (0xAC00...0xD7A3).contains(scalar.value)
            {
                for place in position..<position + length { folded.append(bytes[place]) }
            } else {
                fold(scalar)
            }
            position += length
        }
    }
}
