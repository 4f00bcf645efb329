/// Passes over what can't be a word of the query, from one part of a text that may have some to the next.
///
/// Where a query's words are rare, most of a passage need not be cut into words at all.
struct Skimmer {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let roles: RoleTable
    /// Whether all stems keep three letters of their words.
    private let comparesThree: Bool
    private var index: Int
    private let end: Int

    /// - Parameter kept: how many letters stems keep of their words, at least one.
    init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>, _ roles: RoleTable, kept: Int) {
        self.bytes = bytes
        self.roles = roles
        comparesThree = kept >= 3
        index = range.lowerBound
        end = range.upperBound
    }

    /// The next part between white spaces in which a word of the query may stand: one where some word, or a part of one,
    /// begins like those, or which isn't all ASCII.
    ///
    /// - Complexity: O(n) in the number of bytes.
    mutating func next() -> Range<Int>? {
        let first = index
        var position = first
        while true {
            position = endOfOthers(from: position)
            guard position < end else { break }
            if roles.begins[Int(bytes[position])], !isInside(position, from: first), mayBegin(at: position) {
                return part(around: position, from: first)
            }
            position += 1
        }
        index = end
        return nil
    }

    /// The first byte from `start` on that isn't ASCII, or with which a term may begin; before some others, if terms begin
    /// with different ones.
    ///
    /// Where all begin with one letter, it is looked for in eight bytes at a time.
    @inline(__always)
    private func endOfOthers(from start: Int) -> Int {
        guard let letter = roles.onlyFirst else { return start }
        let ones: UInt64 = 0x0101_0101_0101_0101
        let wanted = ones &* UInt64(letter)
        var position = start
        while position + 8 <= end {
            let word = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped + position)
                .loadUnaligned(as: UInt64.self).littleEndian
            // Capitals become small; whatever else becomes the letter is looked at again.
            let difference = (word | ones &* 0x20) ^ wanted
            let found = ((difference &- ones) & ~difference | word) & (ones &* 0x80)
            if found != 0 { return position + found.trailingZeroBitCount >> 3 }
            position += 8
        }
        return position
    }

    /// No part of a word begins with a small letter behind another one.
    @inline(__always)
    private func isInside(_ position: Int, from first: Int) -> Bool {
        position > first && RoleTable.isLetter(bytes[position]) && RoleTable.isLetter(bytes[position - 1])
    }

    private mutating func part(around position: Int, from first: Int) -> Range<Int> {
        var start = position
        while start > first, bytes[start - 1] > 0x20 { start -= 1 }
        var stop = position + 1
        while stop < end, bytes[stop] > 0x20 { stop += 1 }
        index = stop
        return start..<stop
    }

    /// Whether a word or a part of one that begins here may be one of the query's; it has the first letter of one.
    private func mayBegin(at position: Int) -> Bool {
        let first = RoleTable.small(bytes[position])
        guard comparesThree, RoleTable.isLetter(first) else { return true }
        // The stems of shorter words are shorter too.
        guard position + 2 < end, bytes[position + 1] > 0x20, bytes[position + 2] > 0x20 else {
            return roles.beginsShortWord(first)
        }
        let (second, third) = (RoleTable.small(bytes[position + 1]), RoleTable.small(bytes[position + 2]))
        // A term may be written with signs between its letters.
        guard RoleTable.isLetter(second), RoleTable.isLetter(third) else { return true }
        return roles.beginsWord(first, second, third)
    }
}
