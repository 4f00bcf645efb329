import Analysis

/// Passes over what can't be a word of the query, from one part of a text that may have some to the next.
///
/// Where a query's words are rare, most of a passage need not be cut into words at all.
struct Skimmer {
    private let bytes: UnsafePointer<UInt8>
    private let roles: RoleTable
    /// Whether all stems keep three letters of their words.
    private let comparesThree: Bool
    private let divides: UnsafePointer<Bool>
    private var index: Int
    private let end: Int

    /// - Parameters:
    ///   - range: not empty.
    ///   - kept: how many letters stems keep of their words, at least one.
    init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>, _ roles: RoleTable, kept: Int) {
        self.bytes = bytes.baseAddress.unsafelyUnwrapped
        self.roles = roles
        comparesThree = kept >= 3
        divides = Self.dividing
        index = range.lowerBound
        end = range.upperBound
    }

    /// The next part between white spaces or other signs that only divide words, in which a word of the query may stand:
    /// one where some word, or a part of one, begins like those, or which isn't all ASCII.
    ///
    /// - Complexity: O(n) in the number of bytes.
    mutating func next() -> Range<Int>? {
        guard index < end else { return nil }
        let first = index
        if roles.begins[Int(bytes[first])], mayBegin(at: first) { return part(around: first, from: first) }
        var position = first + 1
        while position + Self.width <= end {
            var found = candidates(at: position)
            while let place = found.next() {
                let place = position + place
                if roles.begins[Int(bytes[place])], mayBegin(at: place) { return part(around: place, from: first) }
            }
            position += Self.width
        }
        while position < end {
            if roles.begins[Int(bytes[position])], !isInside(position), mayBegin(at: position) {
                return part(around: position, from: first)
            }
            position += 1
        }
        index = end
        return nil
    }

    /// So many bytes are looked at at once.
    private static let width = 16

    private typealias Block = SIMD2<UInt64>

    /// Places among `width` bytes, lowest first; each is the high bit of a byte.
    private struct Places {
        var bits: Block

        @inline(__always)
        mutating func next() -> Int? {
            if bits[0] != 0 {
                let place = bits[0].trailingZeroBitCount >> 3
                bits[0] &= bits[0] - 1
                return place
            }
            guard bits[1] != 0 else { return nil }
            let place = bits[1].trailingZeroBitCount >> 3 + 8
            bits[1] &= bits[1] - 1
            return place
        }
    }

    // No stored constants: these are looked up at each use.
    @inline(__always)
    private static var highBits: Block { Block(repeating: 0x8080_8080_8080_8080) }
    @inline(__always)
    private static var ones: Block { Block(repeating: 0x0101_0101_0101_0101) }

    @inline(__always)
    private func block(at position: Int) -> Block {
        let block = UnsafeRawPointer(bytes + position).loadUnaligned(as: Block.self)
        return Block(block[0].littleEndian, block[1].littleEndian)
    }

    /// The high bit of each byte that is a letter from a to z; the others mean nothing.
    @inline(__always)
    private static func letters(_ block: Block) -> Block {
        let low = block & ~highBits
        return (low &+ Block(repeating: 0x1F1F_1F1F_1F1F_1F1F)) & ~(low &+ Block(repeating: 0x0505_0505_0505_0505))
            & ~block
    }

    /// The bytes from `position` on that begin like a term and don't stand inside a word, or aren't ASCII; and some others,
    /// if terms begin in many ways.
    @inline(__always)
    private func candidates(at position: Int) -> Places {
        let block = block(at: position)
        var found = block
        if roles.hasManyFirstBytes {
            found = Self.highBits
        } else {
            let small = block | Block(repeating: 0x2020_2020_2020_2020)
            for number in 0..<roles.firstByteCount {
                let difference = small ^ Block(repeating: roles.firstBytes[number])
                // Behind one that is the letter also others may be marked, for a borrow passes on: they are looked at again.
                found |= (difference &- Self.ones) & ~difference
            }
        }
        let inside = Self.letters(block) & Self.letters(self.block(at: position - 1))
        return Places(bits: found & ~inside & Self.highBits)
    }

    /// No part of a word begins with a small letter behind another one.
    @inline(__always)
    private func isInside(_ position: Int) -> Bool {
        RoleTable.isLetter(bytes[position]) && RoleTable.isLetter(bytes[position - 1])
    }

    private mutating func part(around position: Int, from first: Int) -> Range<Int> {
        var start = position
        while start > first, !divides[Int(bytes[start - 1])] { start -= 1 }
        var stop = position + 1
        while stop < end, !divides[Int(bytes[stop])] { stop += 1 }
        index = stop
        return start..<stop
    }

    /// For each byte whether it only divides words.
    ///
    /// Never written after it is made, and never freed: safe to read from every thread.
    nonisolated(unsafe) private static let dividing: UnsafePointer<Bool> = {
        let table = UnsafeMutablePointer<Bool>.allocate(capacity: 256)
        for byte in 0..<256 { table[byte] = SurfaceScanner.divides(UInt8(byte)) }
        return UnsafePointer(table)
    }()

    /// Whether a word or a part of one that begins here may be one of the query's; it has the first letter of one.
    @inline(__always)
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
