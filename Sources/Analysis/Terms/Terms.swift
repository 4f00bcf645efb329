/// The terms of one surface, in memory that is kept from one to the next.
public struct Terms {
    public enum Role: Hashable, Sendable {
        /// What the text says.
        case word
        /// The whole of a compound, beside its parts.
        case whole
        /// A word without the marks of its letters, beside itself.
        case plain
    }

    /// A term, and where it stands.
    public struct Entry: Hashable, Sendable {
        /// Its bytes: a range of `bytes`.
        public let range: Range<Int>
        /// How many words behind the surface's first one.
        public let offset: Int
        /// Where it is written, in bytes from the start of the surface.
        public let source: Range<Int>
        public let role: Role

        /// Whether it stands for the whole of a compound, beside its parts.
        public var isWhole: Bool { role == .whole }
    }

    public internal(set) var bytes: [UInt8] = []
    public internal(set) var entries: [Entry] = []
    /// How many words the surface stands for: the next one's position is so much higher.
    public internal(set) var advance = 0
    /// The whole of a compound as it is written in one word, folded, where that is one of letters: of "Auto-Detection" it is
    /// "autodetection", while its term is "autodetect". Its bytes: a range of `bytes`.
    public internal(set) var writtenWhole: Range<Int>?

    public init() {}

    /// The bytes of a term.
    public subscript(entry: Entry) -> ArraySlice<UInt8> { bytes[entry.range] }

    mutating func clear() {
        bytes.removeAll(keepingCapacity: true)
        entries.removeAll(keepingCapacity: true)
        advance = 0
        writtenWhole = nil
    }

    mutating func append(from start: Int, offset: Int, source: Range<Int>, _ role: Role = .word) {
        append(start..<bytes.count, offset: offset, source: source, role)
    }

    /// Adds a term whose bytes are, or will be, at `range`.
    mutating func append(_ range: Range<Int>, offset: Int, source: Range<Int>, _ role: Role = .word) {
        entries.append(Entry(range: range, offset: offset, source: source, role: role))
    }
}
