/// A word of a text as it stands there.
public struct Surface: Hashable, Sendable {
    public enum Kind: UInt8, Hashable, Sendable {
        /// Letters or digits, with the apostrophes and number points between them.
        case word
        /// Words that a sign, a capital or a digit makes one name of: `legal_regime`, `fooBar`, `libyaml-dev`, `2.3.1`.
        case compound
        /// A character of a script without spaces; its term is the pair that it makes with the next one.
        case gram
    }

    /// Its bytes. Surfaces follow each other and never overlap.
    public let range: Range<Int>
    public let kind: Kind
    /// So many bytes behind `range` belong to what its term says: the second character of a pair. Else 0.
    public let reach: Int

    public init(range: Range<Int>, kind: Kind, reach: Int = 0) {
        self.range = range
        self.kind = kind
        self.reach = reach
    }
}
