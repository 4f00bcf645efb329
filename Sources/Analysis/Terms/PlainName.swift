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
    /// The bytes of its terms, one behind the other.
    private(set) var count = 0

    /// The longest name: as of a surface, which is cut at 256 bytes.
    static let longest = 256
    private static let outputCapacity = 2048
    /// Words are read and written in sixteen bytes.
    private static let margin = PackedWord.longest

    init() {
        small = .allocate(capacity: Self.longest + Self.margin + Self.outputCapacity + Self.margin)
        output = small + Self.longest + Self.margin
        small.initialize(repeating: 0, count: Self.longest + Self.margin + Self.outputCapacity + Self.margin)
    }

    deinit { small.deallocate() }

    /// Takes a name; answers `false` where it isn't one of ASCII, or has an apostrophe.
    mutating func read(_ raw: UnsafeBufferPointer<UInt8>) -> Bool {
        guard raw.count <= Self.longest else { return false }
        (length, count) = (raw.count, 0)
        var isPlain = true
        for index in 0..<raw.count {
            let byte = raw[index]
            isPlain = isPlain && byte < 0x80 && byte != UInt8(ascii: "'")
            small[index] = byte &- 0x41 < 26 ? byte | 0x20 : byte
        }
        return isPlain
    }

    /// A part of it in small letters; sixteen bytes can be read at its start.
    @inline(__always)
    subscript(part: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: small + part.lowerBound, count: part.count)
    }

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
        for byte in bytes {
            output[count] = byte
            count += 1
        }
    }

    /// Takes back what was appended behind the first `start` bytes.
    mutating func removeLast(to start: Int) { count = start }

    /// What was appended there; sixteen bytes can be read at its start.
    func term(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: output + range.lowerBound, count: range.count)
    }

    func term(from start: Int) -> UnsafeBufferPointer<UInt8> { term(start..<count) }

    var bytes: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(start: output, count: count) }
}
