/// The sorted terms of a segment, and where their postings are.
struct TermDictionary {
    private let terms: UnsafePointer<UInt8>
    private let keys: UnsafePointer<UInt64>
    private let starts: UnsafePointer<UInt32>
    /// Those of the words of passages, for as many blocks as these fill.
    private let shapes: UnsafePointer<UInt32>
    private let shapeCount: Int
    private let listStarts: UnsafePointer<UInt64>
    private let blockCount: Int
    let count: Int

    init(
        terms: UnsafePointer<UInt8>,
        keys: UnsafePointer<UInt64>,
        starts: UnsafePointer<UInt32>,
        shapes: UnsafePointer<UInt32>,
        shapeCount: Int,
        listStarts: UnsafePointer<UInt64>,
        blockCount: Int,
        count: Int
    ) {
        self.terms = terms
        self.keys = keys
        self.starts = starts
        self.shapes = shapes
        self.shapeCount = shapeCount
        self.listStarts = listStarts
        self.blockCount = blockCount
        self.count = count
    }

    /// What is known of a term.
    struct Entry {
        let kind: PostingListWriter.Kind
        /// In 255ths; 255 for tiny lists.
        let largestImpact: UInt8
        /// Postings.
        let count: Int
        /// Passages that it stands for in statistics: not those of which only the document's title has it.
        let passageCount: Int
        let occurrenceCount: Int
        let listStart: Int
        let listByteCount: Int
    }

    /// The first eight bytes as a number that sorts as they do.
    static func key(of term: UnsafeBufferPointer<UInt8>) -> UInt64 {
        var key: UInt64 = 0
        for index in 0..<8 { key = key << 8 | UInt64(index < term.count ? term[index] : 0) }
        return key
    }

    func find(_ term: [UInt8]) -> Entry? { term.withUnsafeBufferPointer { find($0) } }

    func find(_ term: UnsafeBufferPointer<UInt8>) -> Entry? {
        guard blockCount > 0 else { return nil }
        let block = block(of: term)
        var reader = EntryReader(terms + Int(starts[block]), listStart: Int(listStarts[block]))
        // How many bytes the last entry, which stands before `term`, has in common with it.
        var common = 0
        for _ in 0..<min(TermDictionaryWriter.blockSize, count - block * TermDictionaryWriter.blockSize) {
            reader.next()
            // What has more in common with the last entry stands where that does, and what has less behind them all.
            if reader.shared > common { continue }
            if reader.shared < common { return nil }
            let rest = min(reader.restCount, term.count - common)
            var same = 0
            while same < rest, reader.rest[same] == term[common + same] { same += 1 }
            if same == term.count - common { return same == reader.restCount ? reader.entry : nil }
            if same < reader.restCount, reader.rest[same] > term[common + same] { return nil }
            common += same
        }
        return nil
    }

    /// Calls `body` with the terms from `start` on, in their order, until it answers `false`.
    func forEach(from start: [UInt8], _ body: (UnsafeBufferPointer<UInt8>, Entry) -> Bool) {
        guard blockCount > 0 else { return }
        start.withUnsafeBufferPointer { start in
            var walk = Walk(self, block: block(of: start))
            while walk.next() {
                if walk.compare(start) < 0 { continue }
                if !walk.withTerm({ body($0, walk.entry) }) { return }
            }
        }
    }

    /// Calls `body` with the terms that begin with `prefix`, in their order, until it answers `false`.
    func forEach(withPrefix prefix: [UInt8], _ body: (UnsafeBufferPointer<UInt8>, Entry) -> Bool) {
        forEach(from: prefix) { term, entry in
            guard term.count >= prefix.count else { return false }
            for index in 0..<prefix.count where term[index] != prefix[index] { return false }
            return body(term, entry)
        }
    }

    /// Calls `body` with the terms behind `prefix` whose rest `shape` accepts, in their order, until it answers `false`.
    ///
    /// What begins with a rest that can no longer be accepted is passed over, whole blocks of it at once.
    func forEach<Shape: TermAcceptor>(
        behind prefix: [UInt8],
        accepting shape: inout Shape,
        _ body: (UnsafeBufferPointer<UInt8>, Entry) -> Bool
    ) {
        guard blockCount > 0 else { return }
        var walk = Walk(self, block: prefix.withUnsafeBufferPointer { block(of: $0) })
        // The states that the term's bytes lead to, as far as they were followed.
        var states = [shape.start]
        // How many of `states` are of this term; the others are of terms before.
        var stateCount = 1
        while walk.next() {
            guard walk.hasPrefix(prefix) else {
                if prefix.withUnsafeBufferPointer({ walk.compare($0) }) < 0 { continue }
                return
            }
            let known = max(0, walk.shared - prefix.count)
            var state = states[stateCount - 1]
            // It begins like the one before, which was given up.
            if shape.isDead(state), known >= stateCount - 1 { continue }
            if known < stateCount - 1 {
                stateCount = known + 1
                state = states[known]
            }
            let byteCount = walk.count - prefix.count
            while stateCount <= byteCount, !shape.isDead(state) {
                state = shape.next(state, walk[prefix.count + stateCount - 1])
                if stateCount < states.count { states[stateCount] = state } else { states.append(state) }
                stateCount += 1
            }
            if shape.isDead(state) {
                guard let (place, byte) = nextLive(behind: walk, prefix.count, states[..<stateCount], shape) else {
                    return
                }
                walk.seek(place, byte)
            } else if shape.accepts(state) {
                if !walk.withTerm({ body($0, walk.entry) }) { return }
            }
        }
    }

    /// Calls `body` with the words of passages that a few changes make of some words, in their order.
    ///
    /// - Complexity: O(n) in the number of words of the dictionary, of which some thousand are looked at in a microsecond.
    func forEachWord(_ near: NearTerms, _ body: (UnsafeBufferPointer<UInt8>, Entry) -> Void) {
        guard shapeCount > 0 else { return }
        let size = TermDictionaryWriter.blockSize
        var near = near
        var walk = Walk(self, block: 0)
        for block in 0..<shapeCount / size {
            let terms = UnsafeRawPointer(shapes + block * size).loadUnaligned(as: SIMD16<UInt32>.self)
            var wanted = TermShape.near(terms, near.shapes, edits: near.edits)
            guard wanted != 0 else { continue }
            walk.restart(at: block)
            while wanted != 0, walk.next(), walk.withTerm(TermKey.isWord) {
                if wanted & 1 == 1, walk.withTerm({ near.matches($0[TermKey.wordPrefixCount...]) }) {
                    walk.withTerm { body($0, walk.entry) }
                }
                wanted >>= 1
            }
        }
    }

    /// The nearest way on from a term whose last state is dead: the byte that has to stand at a place of the term, behind
    /// what it has before that place.
    private func nextLive<Shape: TermAcceptor>(
        behind walk: borrowing Walk,
        _ prefixCount: Int,
        _ states: ArraySlice<Shape.State>,
        _ shape: Shape
    ) -> (place: Int, byte: UInt8)? {
        for number in stride(from: states.count - 2, through: 0, by: -1) {
            let place = prefixCount + number
            if let byte = shape.firstLiveByte(from: Int(walk[place]) + 1, states[number]) {
                return (place, UInt8(byte))
            }
        }
        return nil
    }

    /// The last block whose first term is not above `term`, or the first one.
    private func block(of term: UnsafeBufferPointer<UInt8>) -> Int {
        let key = Self.key(of: term)
        var low = 0
        var high = blockCount
        while high - low > 1 {
            let middle = (low + high) / 2
            let isAbove = keys[middle] != key ? keys[middle] > key : firstTerm(ofBlock: middle, isAbove: term)
            if isAbove { high = middle } else { low = middle }
        }
        return low
    }

    private func firstTerm(ofBlock block: Int, isAbove term: UnsafeBufferPointer<UInt8>) -> Bool {
        var reader = EntryReader(terms + Int(starts[block]), listStart: 0)
        reader.next()
        let common = min(reader.restCount, term.count)
        for index in 0..<common where reader.rest[index] != term[index] { return reader.rest[index] > term[index] }
        return reader.restCount > term.count
    }

    /// Reads the entries of blocks as ``TermDictionaryWriter`` writes them.
    private struct EntryReader {
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
            counts.postings = flags >> 4 > 0 ? flags >> 4 : reader.next()
            counts.passages = flags & 4 != 0 ? counts.postings : reader.next()
            counts.occurrences = flags & 8 != 0 ? counts.postings : reader.next()
            impact = 255
            if flags & 3 != PostingListWriter.Kind.tiny.rawValue {
                impact = reader.place[0]
                reader.skip(1)
            }
            listByteCount = reader.next()
        }

        /// What is known of the term that was read last.
        var entry: Entry {
            Entry(
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

    /// Goes through the terms from one block on.
    private struct Walk: ~Copyable {
        private let dictionary: TermDictionary
        private var reader: EntryReader
        private var number: Int
        /// The term's bytes.
        private var term: UnsafeMutablePointer<UInt8>
        private var capacity = 512
        private(set) var count = 0
        /// How many bytes the term has in common with the one before, at least.
        private(set) var shared = 0

        init(_ dictionary: TermDictionary, block: Int) {
            self.dictionary = dictionary
            reader = EntryReader(
                dictionary.terms + Int(dictionary.starts[block]),
                listStart: Int(dictionary.listStarts[block])
            )
            number = block * TermDictionaryWriter.blockSize
            term = .allocate(capacity: capacity)
        }

        deinit { term.deallocate() }

        var entry: Entry { reader.entry }

        mutating func next() -> Bool {
            guard number < dictionary.count else { return false }
            reader.next()
            // The first term of a block is written whole.
            shared = min(reader.shared, count)
            let rest = reader.restCount
            if shared + rest > capacity { grow(to: (shared + rest) * 2) }
            for index in 0..<rest { term[shared + index] = reader.rest[index] }
            count = shared + rest
            number += 1
            return true
        }

        private mutating func grow(to capacity: Int) {
            let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity)
            larger.update(from: term, count: count)
            term.deallocate()
            term = larger
            self.capacity = capacity
        }

        subscript(index: Int) -> UInt8 { term[index] }

        func hasPrefix(_ prefix: [UInt8]) -> Bool {
            guard count >= prefix.count else { return false }
            for index in 0..<prefix.count where term[index] != prefix[index] { return false }
            return true
        }

        /// Goes on, as far as blocks can be passed over, to the terms that begin with the bytes before `place` of this one
        /// and `byte`, which is more than it has there.
        mutating func seek(_ place: Int, _ byte: UInt8) {
            guard place < 8 else { return }
            var key: UInt64 = 0
            for index in 0..<8 { key = key << 8 | UInt64(index < place ? term[index] : index == place ? byte : 0) }
            let current = (number - 1) / TermDictionaryWriter.blockSize
            var step = 1
            var block = current
            while block + step < dictionary.blockCount, dictionary.keys[block + step] < key {
                block += step
                step *= 2
            }
            while step > 1 {
                step /= 2
                if block + step < dictionary.blockCount, dictionary.keys[block + step] < key { block += step }
            }
            if block > current { restart(at: block) }
        }

        mutating func restart(at block: Int) {
            reader = EntryReader(
                dictionary.terms + Int(dictionary.starts[block]),
                listStart: Int(dictionary.listStarts[block])
            )
            number = block * TermDictionaryWriter.blockSize
            count = 0
        }

        /// Below 0 if the term stands before `other`, above if behind it.
        func compare(_ other: UnsafeBufferPointer<UInt8>) -> Int {
            let common = min(count, other.count)
            for index in 0..<common where term[index] != other[index] { return Int(term[index]) - Int(other[index]) }
            return count - other.count
        }

        func withTerm<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
            body(UnsafeBufferPointer(start: term, count: count))
        }
    }
}
