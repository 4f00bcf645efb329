extension SegmentBuilder {
    /// A run of the stream that belongs to one unit.
    struct Part {
        let words: Words
        let unit: UInt32
        let kind: PartKind
    }

    /// What a unit consists of, in this order: one of each, or no heading.
    enum PartKind: UInt8 {
        case title, heading, text
    }

    /// The words of a title, a heading or a text that were read.
    struct Words {
        let start: UInt32
        let count: UInt32

        var places: Range<Int> { Int(start)..<Int(start + count) }
    }
}
