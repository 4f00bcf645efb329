/// What terms of the index are in a query, by their numbers in a vocabulary.
struct RoleTable {
    /// A word of one way to write a leaf of the query.
    struct Role {
        let term: Int
        let reading: Int
        let word: Int
    }

    /// For each term of the query.
    private var roles: [[Role]] = []
    /// With which letters of ASCII the terms begin, a bit for each.
    private var firstLetters: (UInt64, UInt64) = (0, 0)
    /// The same of terms of fewer than four bytes.
    private var shortFirstLetters: (UInt64, UInt64) = (0, 0)
    /// A bit for each hash of the first three letters of the others.
    private var beginnings = [UInt64](repeating: 0, count: 64)
    /// For each byte whether a term may begin with it, or it is no ASCII.
    private(set) var begins = (0..<256).map { $0 >= 0x80 }
    /// The letter that all terms begin with.
    private(set) var onlyFirst: UInt8?

    /// - Parameter number: the term's, one of those from 0 on.
    mutating func add(_ role: Role, of term: [UInt8], number: Int32) {
        while roles.count <= Int(number) { roles.append([]) }
        roles[Int(number)].append(role)
        guard let first = term.first else { return }
        onlyFirst = firstLetters == (0, 0) && Self.isLetter(first) || onlyFirst == first ? first : nil
        Self.insert(first, into: &firstLetters)
        begins[Int(first)] = true
        if Self.isLetter(first) { begins[Int(first & 0xDF)] = true }
        if term.count < 4 {
            Self.insert(first, into: &shortFirstLetters)
        } else {
            let place = Self.place(term[0], term[1], term[2])
            beginnings[place >> 6] |= 1 << UInt64(place & 63)
        }
    }

    /// Whether a term begins with this letter of ASCII.
    @inline(__always)
    func beginsWord(_ letter: UInt8) -> Bool { Self.has(letter, firstLetters) }

    /// Whether a term may begin with these three letters of ASCII, or with the first alone if it is shorter than four.
    @inline(__always)
    func beginsWord(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Bool {
        if Self.has(first, shortFirstLetters) { return true }
        guard Self.has(first, firstLetters) else { return false }
        let place = Self.place(first, second, third)
        return beginnings[place >> 6] >> UInt64(place & 63) & 1 == 1
    }

    /// Whether a term of fewer than four bytes begins with this letter of ASCII.
    @inline(__always)
    func beginsShortWord(_ letter: UInt8) -> Bool { Self.has(letter, shortFirstLetters) }

    @inline(__always)
    static func isLetter(_ byte: UInt8) -> Bool { byte &- 0x61 < 26 }

    @inline(__always)
    static func small(_ byte: UInt8) -> UInt8 { byte &- 0x41 < 26 ? byte | 0x20 : byte }

    private static func place(_ first: UInt8, _ second: UInt8, _ third: UInt8) -> Int {
        (Int(first) &* 961 &+ Int(second) &* 31 &+ Int(third)) & 4095
    }

    private static func insert(_ letter: UInt8, into letters: inout (UInt64, UInt64)) {
        if letter < 64 {
            letters.0 |= 1 << UInt64(letter)
        } else if letter < 128 {
            letters.1 |= 1 << UInt64(letter - 64)
        }
    }

    @inline(__always)
    private static func has(_ letter: UInt8, _ letters: (UInt64, UInt64)) -> Bool {
        (letter < 64 ? letters.0 >> UInt64(letter) : letters.1 >> UInt64(letter &- 64)) & 1 == 1
    }

    subscript(number: Int32) -> [Role] { roles[Int(number)] }
}
