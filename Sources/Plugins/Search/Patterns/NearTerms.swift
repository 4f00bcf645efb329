/// Accepts the terms that a few changes make of one of some words: one character more, less or other, or two neighbours
/// swapped (the optimal string alignment distance).
///
/// For each number of changes a row of bits says how much of each word can have been read with as many, and all bits of a
/// row are moved on at once (Wu & Manber, "Fast Text Searching Allowing Errors", 1992).
struct NearTerms: TermAcceptor {
    static let mostEdits = 2

    struct State {
        /// For each number of changes; those above the allowed one stay empty.
        var rows: (UInt64, UInt64, UInt64)
        /// The first two rows as they were one character before.
        var before: (UInt64, UInt64)
        /// Where the last character stands in the words.
        var last: UInt64 = 0
        /// The character whose first bytes were read.
        var scalar: UInt32 = 0
        var bytesLeft = 0
    }

    let start: State
    let edits: Int
    /// Those of the words, each once.
    let shapes: NearShapes
    /// Where each character of ASCII stands in the words.
    private let ascii: [UInt64]
    private let others: [(scalar: UInt32, places: UInt64)]
    /// The first bytes of the words' characters, ascending, with the places of all characters that begin so.
    private let firstBytes: [(byte: Int, places: UInt64)]
    /// The bits that say that a word was read to its end.
    private let ends: UInt64
    /// All bits but the first one of each word, and but the first two.
    private let notFirst: UInt64
    private let notSecond: UInt64

    /// Accepts what is near to one of `words`; `nil` when they are too long together, or `edits` too many.
    ///
    /// Each word has a run of bits, one more than its characters, and words that others begin with share theirs.
    init?(_ words: [[Unicode.Scalar]], edits: Int) {
        guard edits <= Self.mostEdits else { return nil }
        self.edits = edits
        shapes = NearShapes(Set(words.map { TermShape.bits(of: $0) }), edits: edits)
        var ascii = [UInt64](repeating: 0, count: 128)
        var others: [UInt32: UInt64] = [:]
        var firstBytes: [Int: UInt64] = [:]
        var (ends, firsts, rows): (UInt64, UInt64, [UInt64]) = (0, 0, [0, 0, 0])
        var length = 0
        var runs: [(word: [Unicode.Scalar], start: Int)] = []
        for word in words.sorted(by: { $0.count > $1.count }) {
            if let run = runs.first(where: { $0.word.starts(with: word) }) {
                ends |= 1 << UInt64(run.start + word.count)
                continue
            }
            guard length + word.count < UInt64.bitWidth else { return nil }
            for (place, scalar) in word.enumerated() {
                let bit: UInt64 = 1 << UInt64(length + place)
                if scalar.isASCII { ascii[Int(scalar.value)] |= bit } else { others[scalar.value, default: 0] |= bit }
                firstBytes[Int(UTF8.encode(scalar)?.first ?? 0), default: 0] |= bit
            }
            // Without reading anything, as many characters can be left out.
            for spent in 0...edits { rows[spent] |= (1 << UInt64(min(spent, word.count) + 1) - 1) << UInt64(length) }
            firsts |= 1 << UInt64(length)
            ends |= 1 << UInt64(length + word.count)
            runs.append((word, length))
            length += word.count + 1
        }
        guard length > 0 else { return nil }
        self.ascii = ascii
        self.others = others.map { ($0.key, $0.value) }
        self.firstBytes = firstBytes.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
        self.ends = ends
        let used: UInt64 = length == UInt64.bitWidth ? .max : 1 << UInt64(length) - 1
        notFirst = used & ~firsts
        notSecond = notFirst & ~(firsts << 1)
        start = State(rows: (rows[0], rows[1], rows[2]), before: (0, 0))
    }

    func next(_ state: State, _ byte: UInt8) -> State {
        if byte < 0x80 { return step(state, ascii[Int(byte)]) }
        var reading = state
        if byte >= 0xC0 {
            reading.bytesLeft = byte < 0xE0 ? 1 : byte < 0xF0 ? 2 : 3
            reading.scalar = UInt32(byte) & (0x3F >> UInt32(reading.bytesLeft))
            return reading
        }
        reading.scalar = reading.scalar << 6 | UInt32(byte & 0x3F)
        reading.bytesLeft -= 1
        if reading.bytesLeft > 0 { return reading }
        var places: UInt64 = 0
        for other in others where other.scalar == reading.scalar { places = other.places }
        return step(reading, places)
    }

    /// Whether a term is near to one of the words.
    func matches(_ bytes: some Sequence<UInt8>) -> Bool {
        var state = start
        for byte in bytes {
            state = next(state, byte)
            if isDead(state) { return false }
        }
        return accepts(state)
    }

    @inline(__always)
    private func step(_ state: State, _ places: UInt64) -> State {
        let swappable = places & (state.last >> 1)
        var next = State(rows: (0, 0, 0), before: (state.rows.0, state.rows.1), last: places)
        next.rows.0 = (state.rows.0 & places) << 1 & notFirst
        guard edits > 0 else { return next }
        // The same, another one or one less; one more; two swapped.
        next.rows.1 = ((state.rows.1 & places) << 1 | state.rows.0 << 1 | next.rows.0 << 1) & notFirst
        next.rows.1 |= state.rows.0 | (state.before.0 & swappable) << 2 & notSecond
        guard edits > 1 else { return next }
        next.rows.2 = ((state.rows.2 & places) << 1 | state.rows.1 << 1 | next.rows.1 << 1) & notFirst
        next.rows.2 |= state.rows.1 | (state.before.1 & swappable) << 2 & notSecond
        return next
    }

    /// The row of all changes that are allowed, and whether fewer would do.
    @inline(__always)
    private func last(_ state: State) -> (row: UInt64, before: UInt64, hasSpare: Bool) {
        switch edits {
        case 0: (state.rows.0, 0, false)
        case 1: (state.rows.1, state.before.0, state.rows.0 != 0)
        default: (state.rows.2, state.before.1, state.rows.0 | state.rows.1 != 0)
        }
    }

    func accepts(_ state: State) -> Bool {
        state.bytesLeft == 0 && last(state).row & ends != 0
    }

    /// Whether whatever comes next may be accepted.
    func takesAny(_ state: State) -> Bool { state.bytesLeft > 0 || last(state).hasSpare }

    func isDead(_ state: State) -> Bool { state.bytesLeft == 0 && last(state).row == 0 }

    func firstLiveByte(from byte: Int, _ state: State) -> Int? {
        guard byte <= Int(UInt8.max) else { return nil }
        if takesAny(state) { return byte }
        let (row, before, _) = last(state)
        // All changes are spent: a character of a word has to follow.
        let wanted = row | before & (state.last >> 1)
        return firstBytes.first { $0.byte >= byte && $0.places & wanted != 0 }?.byte
    }
}
