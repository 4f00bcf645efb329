/// The sorted terms of a segment, and where their postings are.
struct TermDictionary {
    let terms: UnsafePointer<UInt8>
    let keys: UnsafePointer<UInt64>
    let starts: UnsafePointer<UInt32>
    /// Those of the words of passages, for as many blocks as these fill.
    private let shapes: UnsafePointer<UInt32>
    private let shapeCount: Int
    let listStarts: UnsafePointer<UInt64>
    let blockCount: Int
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
    ///
    /// Runs of blocks whose words all begin as no wanted one does are passed over as a whole; in the others, words are told
    /// apart by their shapes.
    func forEachWord(_ near: NearTerms, _ body: (UnsafeBufferPointer<UInt8>, Entry) -> Void) {
        guard shapeCount > 0 else { return }
        var walk = TermWalk(self, block: 0)
        let all = 0..<shapeCount / TermDictionaryWriter.blockSize
        visit(all, behind: TermKey.wordPrefixCount, near.start, near, &walk, body)
    }

    /// - Parameters:
    ///   - depth: how many bytes the words of all these blocks are known to have in common.
    ///   - state: what `near` makes of those.
    private func visit(
        _ blocks: Range<Int>,
        behind depth: Int,
        _ state: NearTerms.State,
        _ near: NearTerms,
        _ walk: inout TermWalk,
        _ body: (UnsafeBufferPointer<UInt8>, Entry) -> Void
    ) {
        var (depth, state) = (depth, state)
        guard read(blocks, behind: &depth, &state, near) else { return }
        guard blocks.count > Self.runOfBlocks else {
            let shapes = near.shapes
            for block in blocks {
                let place = self.shapes + block * TermDictionaryWriter.blockSize
                let terms = UnsafeRawPointer(place).loadUnaligned(as: SIMD16<UInt32>.self)
                let wanted = shapes.places(in: terms)
                if wanted != 0 { visit(wanted, of: block, near, &walk, body) }
            }
            return
        }
        let step = max((blocks.count + Self.fanOut - 1) / Self.fanOut, Self.runOfBlocks)
        for start in stride(from: blocks.lowerBound, to: blocks.upperBound, by: step) {
            visit(start..<min(start + step, blocks.upperBound), behind: depth, state, near, &walk, body)
        }
    }

    /// Reads on what all words of some blocks have in common: what the first one has with the one behind the last.
    ///
    /// - Returns: whether any of them may be accepted.
    @inline(__always)
    private func read(
        _ blocks: Range<Int>,
        behind depth: inout Int,
        _ state: inout NearTerms.State,
        _ near: borrowing NearTerms
    ) -> Bool {
        guard blocks.upperBound < blockCount else { return true }
        let (first, behind) = (keys[blocks.lowerBound], keys[blocks.upperBound])
        let common = (first ^ behind).leadingZeroBitCount / 8
        while depth < common {
            state = near.next(state, UInt8(truncatingIfNeeded: first >> UInt64(56 - 8 * depth)))
            depth += 1
            if near.isDead(state) { return false }
        }
        return true
    }

    /// Up to so many blocks are told apart by shapes alone, which takes less than to follow what their words begin with;
    /// longer runs are cut into `fanOut`.
    private static let runOfBlocks = 8
    private static let fanOut = 8

    /// - Parameter wanted: which of its terms have the right shape.
    @inline(never)
    private func visit(
        _ wanted: UInt16,
        of block: Int,
        _ near: NearTerms,
        _ walk: inout TermWalk,
        _ body: (UnsafeBufferPointer<UInt8>, Entry) -> Void
    ) {
        var wanted = wanted
        walk.restart(at: block)
        while wanted != 0, walk.next(), walk.withTerm(TermKey.isWord) {
            if wanted & 1 == 1, walk.withTerm({ near.matches($0[TermKey.wordPrefixCount...]) }) {
                walk.withTerm { body($0, walk.entry) }
            }
            wanted >>= 1
        }
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
