/// The sorted terms of a segment, and where their postings are.
struct TermDictionary {
    let terms: UnsafePointer<UInt8>
    let keys: UnsafePointer<UInt64>
    let starts: UnsafePointer<UInt32>
    /// Those of the words of passages, for as many blocks as these fill.
    let shapes: UnsafeBufferPointer<UInt32>
    let listStarts: UnsafePointer<UInt64>
    let blockCount: Int
    let count: Int

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
        var reader = TermEntryReader(terms + Int(starts[block]), listStart: Int(listStarts[block]))
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

    /// Calls `body` with the terms that begin with `prefix`, in their order, until it answers `false`.
    func forEach(withPrefix prefix: [UInt8], _ body: (UnsafeBufferPointer<UInt8>, Entry) -> Bool) {
        guard blockCount > 0 else { return }
        prefix.withUnsafeBufferPointer { prefix in
            var walk = TermWalk(self, block: block(of: prefix))
            repeat { guard walk.next() else { return } } while walk.compare(prefix) < 0
            guard walk.hasPrefix(prefix) else { return }
            repeat {
                if !walk.withTerm({ body($0, walk.entry) }) { return }
            } while walk.next() && (walk.shared >= prefix.count || walk.hasPrefix(prefix))
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
        var walk = TermWalk(self, block: prefix.withUnsafeBufferPointer { block(of: $0) })
        // The states that the term's bytes lead to, as far as they were followed.
        var states = [shape.start]
        // How many of `states` are of this term; the others are of terms before.
        var stateCount = 1
        while walk.next() {
            guard prefix.withUnsafeBufferPointer({ walk.hasPrefix($0) }) else {
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
    func forEachWord(_ near: NearTerms, _ body: (UnsafeBufferPointer<UInt8>, Entry) -> Void) {
        guard !shapes.isEmpty else { return }
        var walk = NearWalk(self, near)
        walk.forEachWord(body)
    }

    /// The nearest way on from a term whose last state is dead: the byte that has to stand at a place of the term, behind
    /// what it has before that place.
    private func nextLive<Shape: TermAcceptor>(
        behind walk: borrowing TermWalk,
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
        var reader = TermEntryReader(terms + Int(starts[block]), listStart: 0)
        reader.next()
        let common = min(reader.restCount, term.count)
        for index in 0..<common where reader.rest[index] != term[index] { return reader.rest[index] > term[index] }
        return reader.restCount > term.count
    }
}
