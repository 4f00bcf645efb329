/// Goes through the words of a dictionary that a few changes make of some words.
///
/// The first eight bytes of each block's first word are followed as a tree's branches would be, and only where all before
/// them can still be near; the words of the blocks that are left are told apart by their shapes, and the few of those
/// whose shape is right letter by letter.
struct NearWalk: ~Copyable {
    private let dictionary: TermDictionary
    private let near: NearTerms
    private let blockCount: Int
    private var walk: TermWalk
    /// The blocks before this one were looked at, or have nothing that is near.
    private var next = 0

    /// - Precondition: the dictionary has words of passages.
    init(_ dictionary: TermDictionary, _ near: NearTerms) {
        self.dictionary = dictionary
        self.near = near
        blockCount = dictionary.shapes.count / TermDictionaryWriter.blockSize
        walk = TermWalk(dictionary, block: 0)
    }

    typealias Body = (UnsafeBufferPointer<UInt8>, TermDictionary.Entry) -> Void

    /// Calls `body` with each of them, in their order.
    mutating func forEachWord(_ body: Body) {
        // The byte that all keys of words begin with is 0.
        visit(0..<blockCount, behind: 0, TermKey.wordPrefixCount, near.start, body)
    }

    /// Up to so many blocks are sooner told apart by shapes than by what their words begin with: where any byte may follow,
    /// and where few may.
    private static let fewBlocks = (ofAnyByte: 96, ofFewBytes: 8)

    /// Visits what begins with some bytes.
    ///
    /// - Parameters:
    ///   - blocks: those whose first word begins so. More such words may stand in the block before.
    ///   - key: the bytes, as the keys of blocks have them.
    ///   - depth: how many they are.
    ///   - state: what `near` makes of them.
    private mutating func visit(
        _ blocks: Range<Int>,
        behind key: UInt64,
        _ depth: Int,
        _ state: NearTerms.State,
        _ body: Body
    ) {
        let few = near.takesAny(state) ? Self.fewBlocks.ofAnyByte : Self.fewBlocks.ofFewBytes
        guard blocks.count > few, depth < 8 else { return look(at: blocks.lowerBound - 1..<blocks.upperBound, body) }
        // What has no more bytes comes first.
        if near.accepts(state) { look(at: blocks.lowerBound - 1..<blocks.lowerBound + 1, body) }
        let shift = UInt64(56 - 8 * depth)
        var place = blocks.lowerBound
        var byte = 0
        while let live = near.firstLiveByte(from: byte, state) {
            place = firstBlock(in: place..<blocks.upperBound, notBelow: key | UInt64(live) << shift)
            let found = place < blocks.upperBound ? Int(dictionary.keys[place] >> shift & 0xFF) : 256
            if found > live {
                // No block begins so: words with this byte, and with any other below the one found, stand in one block.
                look(at: place - 1..<place, body)
                byte = found
                continue
            }
            let longer = key | UInt64(live) << shift
            let following = near.next(state, UInt8(live))
            // The last of all bytes has no next one.
            let end =
                live == 255
                ? blocks.upperBound
                : firstBlock(in: place..<blocks.upperBound, notBelow: longer + 1 << shift)
            if !near.isDead(following) { visit(place..<end, behind: longer, depth + 1, following, body) }
            place = end
            byte = live + 1
        }
    }

    /// The first block whose key is not below one; it is near, mostly.
    private func firstBlock(in blocks: Range<Int>, notBelow key: UInt64) -> Int {
        let keys = dictionary.keys
        var low = blocks.lowerBound
        var step = 1
        while low + step <= blocks.upperBound, keys[low + step - 1] < key {
            low += step
            step *= 2
        }
        var high = min(low + step - 1, blocks.upperBound)
        while low < high {
            let middle = (low + high) / 2
            if keys[middle] < key { low = middle + 1 } else { high = middle }
        }
        return low
    }

    /// Looks for near words in blocks, but for those that were passed before.
    private mutating func look(at blocks: Range<Int>, _ body: Body) {
        let end = min(blocks.upperBound, blockCount)
        guard end > next, let shapes = UnsafeRawPointer(dictionary.shapes.baseAddress) else { return }
        for block in max(blocks.lowerBound, next)..<end {
            let place = shapes + block * TermDictionaryWriter.blockSize * MemoryLayout<UInt32>.stride
            let wanted = near.shapes.places(in: place.loadUnaligned(as: SIMD16<UInt32>.self))
            if wanted != 0 { read(wanted, of: block, body) }
        }
        next = end
    }

    /// - Parameter wanted: which of the block's words have the right shape.
    @inline(never)
    private mutating func read(_ wanted: UInt16, of block: Int, _ body: Body) {
        var wanted = wanted
        walk.restart(at: block)
        while wanted != 0, walk.next(), walk.withTerm(TermKey.isWord) {
            if wanted & 1 == 1, walk.withTerm({ near.matches($0[TermKey.wordPrefixCount...]) }) {
                walk.withTerm { body($0, walk.entry) }
            }
            wanted >>= 1
        }
    }
}
