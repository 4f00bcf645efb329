/// Reads the words of a text one by one, folded: of compounds what stands between signs, of a contraction what it shortens.
///
/// For those who count words and don't look them up. For one thread.
public struct WordReader: ~Copyable {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var scanner: SurfaceScanner
    private let folding = Folding(isTurkic: false)
    /// The parts of a compound that are still to be read, the next one last.
    private var parts: [Range<Int>] = []
    /// Such a part, folded.
    private var part: [UInt8] = []
    private var partBytes = FoldedBytes()
    /// Whether the word that was read last is a character of a script without spaces; it is the pair with the next one.
    public private(set) var isAtIdeograph = false

    /// - Precondition: as of `SurfaceScanner`.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
        self.bytes = bytes
        scanner = SurfaceScanner(bytes, in: range, folding: folding)
    }

    deinit { partBytes.deallocate() }

    /// Goes on with another range of the same bytes.
    ///
    /// - Precondition: as of the first one.
    public mutating func move(to range: Range<Int>) {
        parts.removeAll(keepingCapacity: true)
        scanner.move(to: range)
    }

    /// The next word, where it is one that has no memory of its own; where it isn't, ``next()`` tells what it is.
    public mutating func nextShort() -> ShortWord? {
        isAtIdeograph = false
        return parts.isEmpty ? scanner.nextShort() : nil
    }

    /// Reads words as ``nextShort()`` does, one after the other, into `room`, up to the first that is none.
    ///
    /// - Parameter most: for so many there is room.
    /// - Returns: how many were read.
    public mutating func readShorts(into room: UnsafeMutablePointer<ShortWord>, most: Int) -> Int {
        isAtIdeograph = false
        return parts.isEmpty ? scanner.readShorts(into: room, most: most) : 0
    }

    /// The next word, valid until the one after it is read; `nil` at the end of the range.
    public mutating func next() -> UnsafeBufferPointer<UInt8>? {
        isAtIdeograph = false
        while true {
            var word: UnsafeBufferPointer<UInt8>
            var mayHaveApostrophe = true
            if parts.isEmpty {
                guard let surface = scanner.next() else { return nil }
                if surface.kind == .compound {
                    CompoundParts.parts(of: bytes, surface.range, onlyAtSigns: true, into: &parts)
                    parts.reverse()
                    continue
                }
                word = scanner.key
                mayHaveApostrophe = scanner.hasSigns
                isAtIdeograph = surface.kind == .gram
            } else {
                word = folded(parts.removeLast())
            }
            if mayHaveApostrophe, let place = word.firstIndex(of: UInt8(ascii: "'")) {
                word = Self.shortened(word, at: place)
            }
            if !word.isEmpty { return word }
        }
    }

    private mutating func folded(_ range: Range<Int>) -> UnsafeBufferPointer<UInt8> {
        part.removeAll(keepingCapacity: true)
        folding.fold(bytes, range, into: &part)
        partBytes.count = 0
        // Never longer: the scanner has folded the whole compound into as much room.
        for byte in part.prefix(FoldedBytes.limit) { partBytes.append(byte) }
        return partBytes.bytes
    }

    /// The word on one side of an apostrophe: `don` of don't, `sea` of sea's, `homme` of l'homme.
    private static func shortened(_ word: UnsafeBufferPointer<UInt8>, at place: Int) -> UnsafeBufferPointer<UInt8> {
        let isEnding = endings.contains { word[(place + 1)...].elementsEqual($0.utf8) }
        let range = isEnding || place >= word.count - place - 1 ? 0..<place : place + 1..<word.count
        return UnsafeBufferPointer(rebasing: word[range])
    }

    private static let endings = ["s", "t", "m", "d", "re", "ve", "ll"]
}
