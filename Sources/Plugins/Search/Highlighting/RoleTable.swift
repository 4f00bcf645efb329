/// What terms of the index are in a query, by their numbers in a vocabulary, and how they begin.
///
/// A class, because every passage that is shown looks into it: copies of so many parts cost a reference count for each.
/// It is filled and then read by one thread, so that no access has to be checked.
final class RoleTable {
    /// A word of one way to write a leaf of the query.
    struct Role {
        /// The way's number, among all of the query.
        let way: Int
        let word: Int
    }

    /// All roles, and for each the place of the next one of the same term, or -1.
    @exclusivity(unchecked) private var roles: [(role: Role, next: Int32)] = []
    /// For each term of the query the place of its first one, or -1, and of the last one.
    @exclusivity(unchecked) private var firsts: [Int32] = []
    @exclusivity(unchecked) private var lasts: [Int32] = []
    /// With which letters of ASCII the terms begin, a bit for each.
    @exclusivity(unchecked) private var firstLetters: (UInt64, UInt64) = (0, 0)
    /// The same of terms of fewer than four bytes.
    @exclusivity(unchecked) private var shortFirstLetters: (UInt64, UInt64) = (0, 0)
    /// A bit for each hash of the first three letters of the others.
    private let beginnings: UnsafeMutablePointer<UInt64>
    /// For each byte whether a term may begin with it, or it is no ASCII.
    let begins: UnsafeMutablePointer<Bool>
    /// The bytes of ASCII with which terms begin, eight times each, with the bit set that tells small letters from capitals.
    let firstBytes: UnsafeMutablePointer<UInt64>
    @exclusivity(unchecked) private(set) var firstByteCount = 0
    /// Whether they are more than are worth looking for one by one, and not all here.
    @exclusivity(unchecked) private(set) var hasManyFirstBytes = false

    private static let mostFirstBytes = 6

    init() {
        firstBytes = .allocate(capacity: Self.mostFirstBytes)
        beginnings = .allocate(capacity: 64)
        beginnings.initialize(repeating: 0, count: 64)
        begins = .allocate(capacity: 256)
        begins.initialize(repeating: false, count: 128)
        (begins + 128).initialize(repeating: true, count: 128)
    }

    deinit {
        firstBytes.deallocate()
        beginnings.deallocate()
        begins.deallocate()
    }

    /// - Parameter number: the term's, one of those from 0 on.
    func add(_ role: Role, of term: ArraySlice<UInt8>, number: Int32) {
        let number = Int(number)
        while firsts.count <= number {
            firsts.append(-1)
            lasts.append(-1)
        }
        let place = Int32(roles.count)
        roles.append((role, -1))
        if firsts[number] < 0 { firsts[number] = place } else { roles[Int(lasts[number])].next = place }
        lasts[number] = place
        guard let first = term.first else { return }
        if !begins[Int(first)] { addFirst(first) }
        if term.count < 4 {
            Self.insert(first, into: &shortFirstLetters)
        } else {
            let start = term.startIndex
            let place = Self.place(first, term[start + 1], term[start + 2])
            beginnings[place >> 6] |= 1 << UInt64(place & 63)
        }
    }

    private func addFirst(_ first: UInt8) {
        Self.insert(first, into: &firstLetters)
        begins[Int(first)] = true
        if Self.isLetter(first) { begins[Int(first & 0xDF)] = true }
        let eight = 0x0101_0101_0101_0101 * UInt64(first | 0x20)
        if first >= 0x80 || (0..<firstByteCount).contains(where: { firstBytes[$0] == eight }) { return }
        guard firstByteCount < Self.mostFirstBytes else {
            hasManyFirstBytes = true
            return
        }
        firstBytes[firstByteCount] = eight
        firstByteCount += 1
    }

    /// Calls `body` with what a term is in the query.
    @inline(__always)
    func forEach(ofTerm number: Int32, _ body: (Role) -> Void) {
        var place = firsts[Int(number)]
        while place >= 0 {
            let (role, next) = roles[Int(place)]
            body(role)
            place = next
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
}
