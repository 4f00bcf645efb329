/// Writes the sorted terms of a segment, in blocks of sixteen of which each leaves out what it shares with the one before.
///
/// A term is
///
/// ```
/// lengths      4 bits each: of what it shares, and of the rest; 15: so many and a number of variable length more
/// rest         its bytes
/// flags        kind in two bits; a bit each that its passages and its occurrences are as many as its postings;
///              the number of postings in four bits, 0 where there are more
/// tiny         of a tiny list its length and the number of occurrences in four bits each, 0 where they are more; the number
///              of occurrences is 0 where the flags say it
/// numbers      of variable length: what is not said yet of postings, passages, occurrences and the length of the list
/// impact       the largest one, a byte, if the list isn't tiny
/// ```
///
/// Most terms of a segment are in one passage: of those, three bytes stand beside the rest.
struct TermDictionaryWriter {
    static let blockSize = 16
    /// The largest number of four bits.
    static let largestNibble = 15

    private(set) var terms = ByteWriter()
    private(set) var starts: [UInt32] = []
    private(set) var listStarts: [UInt64] = []
    private(set) var keys: [UInt64] = []
    /// Those of the words of passages, which stand first.
    private var shapes: [UInt32] = []
    private(set) var count = 0
    private var listStart = 0

    /// The shapes of all words, a full number of blocks of them.
    var shapesInBlocks: [UInt32] {
        shapes + repeatElement(0, count: (Self.blockSize - shapes.count % Self.blockSize) % Self.blockSize)
    }

    /// - Parameter last: the term that was appended before, which nobody has to keep here.
    mutating func append(
        _ term: UnsafeBufferPointer<UInt8>,
        behind last: UnsafeBufferPointer<UInt8>,
        _ list: PostingListWriter.Entry
    ) {
        var shared = 0
        if count % Self.blockSize == 0 {
            starts.append(UInt32(terms.count))
            listStarts.append(UInt64(listStart))
            keys.append(TermDictionary.key(of: term))
        } else {
            let most = min(last.count, term.count)
            while shared < most, last[shared] == term[shared] { shared += 1 }
        }
        appendLengths(shared, term.count - shared)
        terms.append(UnsafeBufferPointer(rebasing: term[shared...]))
        let hasAllPassages = list.passageCount == list.count
        let isSingle = list.occurrenceCount == list.count
        let few = list.count <= Self.largestNibble ? list.count : 0
        terms.append(UInt8(list.kind.rawValue | (hasAllPassages ? 4 : 0) | (isSingle ? 8 : 0) | few << 4))
        var isLengthSaid = false
        var areOccurrencesSaid = isSingle
        if list.kind == .tiny {
            isLengthSaid = list.byteCount <= Self.largestNibble
            let occurrences = !isSingle && list.occurrenceCount <= Self.largestNibble ? list.occurrenceCount : 0
            areOccurrencesSaid = isSingle || occurrences > 0
            terms.append(UInt8((isLengthSaid ? list.byteCount : 0) | occurrences << 4))
        }
        if few == 0 { terms.appendVariable(list.count) }
        if !hasAllPassages { terms.appendVariable(list.passageCount) }
        if !areOccurrencesSaid { terms.appendVariable(list.occurrenceCount) }
        if !isLengthSaid { terms.appendVariable(list.byteCount) }
        if list.kind != .tiny { terms.append(list.largestImpact) }
        if TermKey.isWord(term) {
            shapes.append(TermShape.bits(of: UnsafeBufferPointer(rebasing: term[TermKey.wordPrefixCount...])))
        }
        listStart += list.byteCount
        count += 1
    }

    private mutating func appendLengths(_ shared: Int, _ rest: Int) {
        let largest = Self.largestNibble
        terms.append(UInt8(min(shared, largest) | min(rest, largest) << 4))
        if shared >= largest { terms.appendVariable(shared - largest) }
        if rest >= largest { terms.appendVariable(rest - largest) }
    }
}
