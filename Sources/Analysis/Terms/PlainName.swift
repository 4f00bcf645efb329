/// A name of ASCII that is being taken apart: its bytes in small letters, and the terms that they have become so far.
///
/// Most names are such, and in texts of programs most new words are names. They need no characters decoded, and no array that
/// grows byte by byte.
///
/// For one thread.
struct PlainName: ~Copyable {
    private let small: UnsafeMutablePointer<UInt8>
    private let output: UnsafeMutablePointer<UInt8>
    private(set) var length = 0
    /// Which of the first 64 bytes are of which kind, one bit each, the first one lowest.
    private(set) var kinds = Kinds()
    /// The bytes of its terms, one behind the other.
    private(set) var count = 0

    /// The longest name: as of a surface, which is cut at 256 bytes.
    static let longest = 256
    /// The longest one that has its kinds.
    static let longestWithKinds = 64
    private static let outputCapacity = 2048
    /// Words are read and written in sixteen bytes.
    private static let margin = PackedWord.longest

    /// One bit for each byte.
    struct Kinds {
        fileprivate(set) var digits: UInt64 = 0
        fileprivate var smallLetters: UInt64 = 0
        fileprivate var capitals: UInt64 = 0

        var words: UInt64 { digits | smallLetters | capitals }

        /// Where a part begins inside a piece without signs: where letters and digits meet, at a capital behind a small
        /// letter, and at the last capital of `HTMLParser`, which begins a word; but not in DVDs and USAs.
        private var borders: UInt64 {
            let lastCapitals = capitals & capitals << 1 & smallLetters >> 1 & smallLetters >> 2
            return (digits ^ digits << 1) & words & words << 1 | capitals & smallLetters << 1 | lastCapitals
        }

        /// Calls `body` with each part, as `CompoundParts` finds them.
        @inline(__always)
        func forEachPart(_ body: (Range<Int>) -> Void) {
            let borders = borders
            forEachPiece { piece in
                var inner = borders & Self.bits(piece)
                if inner.nonzeroBitCount >= CompoundParts.mostParts { inner = 0 }
                var start = piece.lowerBound
                while inner != 0 {
                    let border = inner.trailingZeroBitCount
                    body(start..<border)
                    start = border
                    inner &= inner &- 1
                }
                body(start..<piece.upperBound)
            }
        }

        /// Calls `body` with each piece without signs.
        @inline(__always)
        func forEachPiece(_ body: (Range<Int>) -> Void) {
            var rest = words
            while rest != 0 {
                let start = rest.trailingZeroBitCount
                let piece = start..<start + (~(rest &>> UInt64(start))).trailingZeroBitCount
                body(piece)
                rest &= ~Self.bits(piece)
            }
        }

        @inline(__always)
        private static func bits(_ range: Range<Int>) -> UInt64 {
            (.max &>> UInt64(64 - range.count)) &<< UInt64(range.lowerBound)
        }
    }

    init() {
        small = .allocate(capacity: Self.longest + Self.margin + Self.outputCapacity + Self.margin)
        output = small + Self.longest + Self.margin
        small.initialize(repeating: 0, count: Self.longest + Self.margin + Self.outputCapacity + Self.margin)
    }

    deinit { small.deallocate() }

    /// Takes a name; answers `false` where it isn't one of ASCII, or has an apostrophe.
    mutating func read(_ raw: UnsafeBufferPointer<UInt8>) -> Bool {
        guard raw.count <= Self.longest, let base = raw.baseAddress else { return false }
        (length, count) = (raw.count, 0)
        let start = UnsafeMutableRawPointer(small)
        start.copyMemory(from: base, byteCount: raw.count)
        start.storeBytes(of: 0, toByteOffset: raw.count, as: UInt64.self)
        var kinds = Kinds()
        var refused: UInt64 = 0
        var place = 0
        // Eight bytes at a time: 1 in the highest bit of a byte says yes to a question.
        while place < raw.count {
            let bytes = start.loadUnaligned(fromByteOffset: place, as: UInt64.self).littleEndian
            let low = bytes & 0x7F7F_7F7F_7F7F_7F7F
            let folded = low | 0x2020_2020_2020_2020
            let isLetter =
                (folded &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(folded &+ 0x0505_0505_0505_0505) & 0x8080_8080_8080_8080
            let isDigit = (low &+ 0x5050_5050_5050_5050) & ~(low &+ 0x4646_4646_4646_4646) & 0x8080_8080_8080_8080
            let isCapital = isLetter & ~(bytes << 2)
            let isApostrophe = ~((low ^ 0x2727_2727_2727_2727) &+ 0x7F7F_7F7F_7F7F_7F7F)
            refused |= bytes | isApostrophe
            start.storeBytes(of: (bytes | isCapital >> 2).littleEndian, toByteOffset: place, as: UInt64.self)
            if place < Self.longestWithKinds {
                kinds.digits |= Self.gathered(isDigit) &<< UInt64(place)
                kinds.smallLetters |= Self.gathered(isLetter & bytes << 2) &<< UInt64(place)
                kinds.capitals |= Self.gathered(isCapital) &<< UInt64(place)
            }
            place += 8
        }
        self.kinds = kinds
        return refused & 0x8080_8080_8080_8080 == 0
    }

    /// The highest bits of all bytes, side by side: each is moved to the highest byte of the product.
    @inline(__always)
    private static func gathered(_ bits: UInt64) -> UInt64 { ((bits >> 7) &* 0x0102_0408_1020_4080) >> 56 }

    /// A part of it in small letters; sixteen bytes can be read at its start.
    @inline(__always)
    subscript(part: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: small + part.lowerBound, count: part.count)
    }

    /// Appends it without the hyphens, underscores and points that are written or left out at will; answers whether it then
    /// is one word of letters and digits.
    ///
    /// - Precondition: the name is no longer than `longestWithKinds`.
    mutating func appendWhole() -> Bool {
        let kinds = kinds
        var isOneWord = true
        var position = 0
        kinds.forEachPiece { piece in
            let start = piece.lowerBound
            let isBetweenDigits =
                position > 0 && (kinds.digits &>> UInt64(position - 1)) & (kinds.digits &>> UInt64(start)) & 1 != 0
            while position < start {
                if isBetweenDigits || !Self.isOptional(small[position]) {
                    append(self[position..<position + 1])
                    isOneWord = false
                }
                position += 1
            }
            append(self[piece])
            position = piece.upperBound
        }
        if position < length {
            append(self[position..<length])
            isOneWord = false
        }
        return isOneWord
    }

    @inline(__always)
    static func isOptional(_ byte: UInt8) -> Bool { byte == 0x2D || byte == 0x2E || byte == 0x5F }

    @inline(__always)
    mutating func append(_ word: PackedWord) {
        checkRoom(for: word.count)
        word.write(to: output + count)
        count += word.count
    }

    /// No stem is so much longer than its word that there is too little room.
    @inline(__always)
    private func checkRoom(for byteCount: Int) {
        precondition(count + byteCount <= Self.outputCapacity, "a name has more bytes of terms than there can be")
    }

    @inline(__always)
    mutating func append(_ bytes: UnsafeBufferPointer<UInt8>) {
        checkRoom(for: bytes.count)
        if let base = bytes.baseAddress { (output + count).update(from: base, count: bytes.count) }
        count += bytes.count
    }

    /// Takes back what was appended behind the first `start` bytes.
    mutating func removeLast(to start: Int) { count = start }

    /// What was appended there; sixteen bytes can be read at its start.
    func term(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: output + range.lowerBound, count: range.count)
    }

    func term(from start: Int) -> UnsafeBufferPointer<UInt8> { term(start..<count) }

    /// The same, to be changed.
    func word(from start: Int) -> UnsafeMutableBufferPointer<UInt8> {
        UnsafeMutableBufferPointer(start: output + start, count: count - start)
    }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: output, count: count) }
}
