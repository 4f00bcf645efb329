/// Reads the words of a text one by one, folded: of compounds what stands between signs, of a contraction what it shortens.
///
/// For those who count words and don't look them up. For one thread.
public struct WordReader: ~Copyable {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var scanner: SurfaceScanner
    private let folding = Folding(isTurkic: false)
    /// The parts of a compound that are still to be read, the next one last.
    private var parts: [Range<Int>] = []
    /// Whether the word that was read last is a character of a script without spaces; it is the pair with the next one.
    public private(set) var isAtIdeograph = false

    /// - Precondition: as of `SurfaceScanner`.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>) {
        self.bytes = bytes
        scanner = SurfaceScanner(bytes, in: range, folding: folding)
    }

    /// Puts the next word into `word`; `false` at the end of the text.
    public mutating func next(into word: inout [UInt8]) -> Bool {
        isAtIdeograph = false
        while true {
            word.removeAll(keepingCapacity: true)
            if let part = parts.popLast() {
                folding.fold(bytes, part, into: &word)
            } else {
                guard let surface = scanner.next() else { return false }
                if surface.kind == .compound {
                    CompoundParts.parts(of: bytes, surface.range, onlyAtSigns: true, into: &parts)
                    parts.reverse()
                    continue
                }
                word.append(contentsOf: scanner.key)
                isAtIdeograph = surface.kind == .gram
            }
            if let place = word.firstIndex(of: UInt8(ascii: "'")) { Self.shorten(&word, at: place) }
            if !word.isEmpty { return true }
        }
    }

    /// Leaves the word on one side of an apostrophe: `don` of don't, `sea` of sea's, `homme` of l'homme.
    private static func shorten(_ word: inout [UInt8], at place: Int) {
        let isEnding = endings.contains { word[(place + 1)...].elementsEqual($0.utf8) }
        if isEnding || place >= word.count - place - 1 {
            word.removeSubrange(place...)
        } else {
            word.removeSubrange(...place)
        }
    }

    private static let endings = ["s", "t", "m", "d", "re", "ve", "ll"]
}
