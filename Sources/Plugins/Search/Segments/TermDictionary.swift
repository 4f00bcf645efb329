/// The sorted terms of a segment, and where their postings are.
struct TermDictionary {
    private let terms: UnsafePointer<UInt8>
    private let byteCount: Int
    private let keys: UnsafePointer<UInt64>
    private let starts: UnsafePointer<UInt32>
    private let listStarts: UnsafePointer<UInt64>
    private let blockCount: Int
    let count: Int

    init(
        terms: UnsafePointer<UInt8>,
        byteCount: Int,
        keys: UnsafePointer<UInt64>,
        starts: UnsafePointer<UInt32>,
        listStarts: UnsafePointer<UInt64>,
        blockCount: Int,
        count: Int
    ) {
        self.terms = terms
        self.byteCount = byteCount
        self.keys = keys
        self.starts = starts
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

    func find(_ term: [UInt8]) -> Entry? {
        guard blockCount > 0 else { return nil }
        return term.withUnsafeBufferPointer { term in
            var walk = Walk(self, block: block(of: term))
            var left = TermDictionaryWriter.blockSize
            while left > 0, walk.next() {
                let order = walk.compare(term)
                if order == 0 { return walk.entry }
                if order > 0 { return nil }
                left -= 1
            }
            return nil
        }
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

    /// The last block whose first term is not above `term`, or the first one.
    private func block(of term: UnsafeBufferPointer<UInt8>) -> Int {
        let key = Self.key(of: term)
        var low = 0
        var high = blockCount
        while high - low > 1 {
            let middle = (low + high) / 2
            let isAbove: Bool
            if keys[middle] != key {
                isAbove = keys[middle] > key
            } else {
                var walk = Walk(self, block: middle)
                isAbove = walk.next() && walk.compare(term) > 0
            }
            if isAbove { high = middle } else { low = middle }
        }
        return low
    }

    /// Goes through the terms from one block on.
    private struct Walk {
        private let dictionary: TermDictionary
        private var reader: VariableReader
        private var number: Int
        private var listStart: Int
        private var listByteCount = 0
        private var term: [UInt8] = []
        private(set) var entry: Entry

        init(_ dictionary: TermDictionary, block: Int) {
            self.dictionary = dictionary
            reader = VariableReader(dictionary.terms + Int(dictionary.starts[block]))
            number = block * TermDictionaryWriter.blockSize
            listStart = Int(dictionary.listStarts[block])
            entry = Entry(
                kind: .tiny,
                largestImpact: 0,
                count: 0,
                passageCount: 0,
                occurrenceCount: 0,
                listStart: 0,
                listByteCount: 0
            )
            term.reserveCapacity(32)
        }

        mutating func next() -> Bool {
            guard number < dictionary.count else { return false }
            listStart += listByteCount
            let shared = min(reader.next(), term.count)
            let rest = reader.next()
            term.removeLast(term.count - shared)
            term.append(contentsOf: UnsafeBufferPointer(start: reader.place, count: rest))
            reader.skip(rest)
            let flags = Int(reader.place[0])
            reader.skip(1)
            let count = reader.next()
            let passageCount = flags & 4 != 0 ? count : reader.next()
            let occurrenceCount = flags & 8 != 0 ? count : reader.next()
            let kind = PostingListWriter.Kind(rawValue: flags & 3) ?? .tiny
            var impact: UInt8 = 255
            if kind != .tiny {
                impact = reader.place[0]
                reader.skip(1)
            }
            listByteCount = reader.next()
            entry = Entry(
                kind: kind,
                largestImpact: impact,
                count: count,
                passageCount: passageCount,
                occurrenceCount: occurrenceCount,
                listStart: listStart,
                listByteCount: listByteCount
            )
            number += 1
            return true
        }

        /// Below 0 if the term stands before `other`, above if behind it.
        func compare(_ other: UnsafeBufferPointer<UInt8>) -> Int {
            let common = min(term.count, other.count)
            for index in 0..<common where term[index] != other[index] { return Int(term[index]) - Int(other[index]) }
            return term.count - other.count
        }

        func withTerm<Result>(_ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
            term.withUnsafeBufferPointer(body)
        }
    }
}
