/// Reads the entries of blocks as ``TermDictionaryWriter`` writes them.
struct TermEntryReader {
    private var reader: VariableReader
    /// How many bytes the term has in common with the one before, and what follows them.
    private(set) var shared = 0
    private(set) var restCount = 0
    private(set) var rest: UnsafePointer<UInt8>
    private var flags = 0
    private var counts: (postings: Int, passages: Int, occurrences: Int) = (0, 0, 0)
    private var impact: UInt8 = 255
    private var listStart: Int
    private var listByteCount = 0

    init(_ place: UnsafePointer<UInt8>, listStart: Int) {
        reader = VariableReader(place)
        rest = place
        self.listStart = listStart
    }

    @inline(__always)
    mutating func next() {
        listStart += listByteCount
        let lengths = Int(reader.place[0])
        reader.skip(1)
        shared = lengths & TermDictionaryWriter.largestNibble
        if shared == TermDictionaryWriter.largestNibble { shared += reader.next() }
        restCount = lengths >> 4
        if restCount == TermDictionaryWriter.largestNibble { restCount += reader.next() }
        rest = reader.place
        reader.skip(restCount)
        flags = Int(reader.place[0])
        reader.skip(1)
        if flags & 3 == PostingListWriter.Kind.tiny.rawValue {
            counts.postings = flags >> 4
            let said = Int(reader.place[0])
            reader.skip(1)
            counts.passages = flags & 4 != 0 ? counts.postings : reader.next()
            counts.occurrences = flags & 8 != 0 ? counts.postings : said >> 4 > 0 ? said >> 4 : reader.next()
            listByteCount = said & TermDictionaryWriter.largestNibble
            if listByteCount == 0 { listByteCount = reader.next() }
            impact = 255
        } else {
            counts.postings = flags >> 4 > 0 ? flags >> 4 : reader.next()
            counts.passages = flags & 4 != 0 ? counts.postings : reader.next()
            counts.occurrences = flags & 8 != 0 ? counts.postings : reader.next()
            listByteCount = reader.next()
            impact = reader.place[0]
            reader.skip(1)
        }
    }

    /// What is known of the term that was read last.
    var entry: TermDictionary.Entry {
        TermDictionary.Entry(
            kind: PostingListWriter.Kind(rawValue: flags & 3) ?? .tiny,
            largestImpact: impact,
            count: counts.postings,
            passageCount: counts.passages,
            occurrenceCount: counts.occurrences,
            listStart: listStart,
            listByteCount: listByteCount
        )
    }
}
