/// What terms of the index are in a query, to be looked up by bytes that lie elsewhere.
struct RoleTable {
    /// A word of one way to write a leaf of the query.
    struct Role {
        let term: Int
        let reading: Int
        let word: Int
    }

    private var places: [UInt64: [Int]] = [:]
    private var entries: [(term: [UInt8], roles: [Role])] = []
    /// With which letters of ASCII the terms begin, a bit for each.
    private var firstLetters: (UInt64, UInt64) = (0, 0)

    mutating func add(_ role: Role, of term: [UInt8]) {
        let hash = term.withUnsafeBufferPointer(Self.hash)
        if let known = places[hash]?.first(where: { entries[$0].term == term }) {
            entries[known].roles.append(role)
            return
        }
        places[hash, default: []].append(entries.count)
        entries.append((term, [role]))
        guard let first = term.first else { return }
        if first < 64 {
            firstLetters.0 |= 1 << UInt64(first)
        } else if first < 128 {
            firstLetters.1 |= 1 << UInt64(first - 64)
        }
    }

    /// Whether a term begins with this letter of ASCII.
    @inline(__always)
    func beginsWord(_ letter: UInt8) -> Bool {
        (letter < 64 ? firstLetters.0 >> UInt64(letter) : firstLetters.1 >> UInt64(letter &- 64)) & 1 == 1
    }

    subscript(term: ArraySlice<UInt8>) -> [Role] {
        term.withUnsafeBufferPointer { bytes in
            guard let first = bytes.first, first >= 0x80 || beginsWord(first), let numbers = places[Self.hash(bytes)]
            else {
                return []
            }
            for number in numbers where bytes.elementsEqual(entries[number].term) { return entries[number].roles }
            return []
        }
    }

    /// FNV-1a, of 64 bits.
    private static func hash(_ bytes: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        for byte in bytes { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
        return hash
    }
}
