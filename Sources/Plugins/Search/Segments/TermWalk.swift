/// Goes through the terms from one block on.
struct TermWalk: ~Copyable {
    private let dictionary: TermDictionary
    private var reader: TermEntryReader
    private var number: Int
    /// The term's bytes.
    private var term: UnsafeMutablePointer<UInt8>
    private var capacity = 512
    private(set) var count = 0
    /// How many bytes the term has in common with the one before, at least.
    private(set) var shared = 0

    init(_ dictionary: TermDictionary, block: Int) {
        self.dictionary = dictionary
        reader = TermEntryReader(
            dictionary.terms + Int(dictionary.starts[block]),
            listStart: Int(dictionary.listStarts[block])
        )
        number = block * TermDictionaryWriter.blockSize
        term = .allocate(capacity: capacity)
    }

    deinit { term.deallocate() }

    var entry: TermDictionary.Entry { reader.entry }

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

    func hasPrefix(_ prefix: UnsafeBufferPointer<UInt8>) -> Bool {
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
        reader = TermEntryReader(
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
