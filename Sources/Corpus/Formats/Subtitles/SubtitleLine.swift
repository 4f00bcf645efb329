/// A line of a cue without its marks: `<i>`, `{\an8}`, `<v Ann>`, and the dash before what another one says.
struct SubtitleLine {
    /// A part of the line that is text, or one character that is written by its name.
    enum Piece {
        case plain(Range<Int>)
        case character(Unicode.Scalar, at: Int, length: Int)

        var place: Int {
            switch self {
            case .plain(let range): range.lowerBound
            case .character(_, let place, _): place
            }
        }

        func append(to text: inout MappedText, from bytes: UnsafeBufferPointer<UInt8>) {
            switch self {
            case .plain(let range): text.append(bytes, range)
            case .character(let scalar, let place, let length): text.append(scalar, at: place, sourceWidth: length)
            }
        }
    }

    private(set) var pieces: [Piece] = []
    /// Who says it, where a mark names somebody.
    private(set) var speakerRange: Range<Int>?
    /// Whether a dash or ">>" before it says that somebody else speaks.
    private(set) var isTurn = false
    private let bytes: UnsafeBufferPointer<UInt8>

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
        self.bytes = bytes
        var range = line
        while let last = range.last, bytes[last] <= 0x20 { range.removeLast() }
        read(range)
        dropTurn()
    }

    /// What is shown of it.
    var plain: [UInt8] {
        var text = MappedText()
        for piece in pieces { piece.append(to: &text, from: bytes) }
        return text.bytes
    }

    var speaker: String? { speakerRange.map { String(decoding: bytes[$0], as: UTF8.self) } }

    /// Whether it says what is heard besides: "[door slams]".
    var isSound: Bool {
        let plain = plain
        guard let first = plain.first, let last = plain.last else { return false }
        return first == 0x5B && last == 0x5D || first == 0x28 && last == 0x29
    }

    private mutating func read(_ range: Range<Int>) {
        var (start, index) = (range.lowerBound, range.lowerBound)
        func skips(_ byte: UInt8) -> Bool { byte <= 0x20 && pieces.isEmpty }
        while index < range.upperBound {
            if let end = markEnd(index..<range.upperBound) {
                if start < index { pieces.append(.plain(start..<index)) }
                readSpeaker(index..<end)
                (start, index) = (end, end)
            } else if bytes[index] == UInt8(ascii: "&"),
                let (scalar, length) = HTMLEntities.character(bytes, at: index, until: range.upperBound)
            {
                if start < index { pieces.append(.plain(start..<index)) }
                // A space that holds the line open says nothing.
                if scalar.value != 0xA0 || !pieces.isEmpty {
                    pieces.append(.character(scalar, at: index, length: length))
                }
                index += length
                start = index
            } else if start == index, skips(bytes[index]) {
                index += 1
                start = index
            } else {
                index += 1
            }
        }
        if start < index { pieces.append(.plain(start..<index)) }
    }

    /// The end of a mark at the beginning of `range`.
    private func markEnd(_ range: Range<Int>) -> Int? {
        let (first, second) = (bytes[range.lowerBound], range.count > 1 ? bytes[range.lowerBound + 1] : 0)
        let closer: UInt8
        switch first {
        case UInt8(ascii: "<") where second.isASCIILetterOrDigit || second == UInt8(ascii: "/"):
            closer = UInt8(ascii: ">")
        case UInt8(ascii: "{") where second == UInt8(ascii: "\\"): closer = UInt8(ascii: "}")
        default: return nil
        }
        return range.first { bytes[$0] == closer }.map { $0 + 1 }
    }

    /// "<v Ann Berg>", "<v.loud Ann Berg>"
    private mutating func readSpeaker(_ mark: Range<Int>) {
        guard pieces.isEmpty, mark.count > 4, bytes[mark.lowerBound + 1] == UInt8(ascii: "v"),
            [0x20, 0x2E].contains(bytes[mark.lowerBound + 2]),
            let space = mark.first(where: { bytes[$0] == 0x20 }), space + 1 < mark.upperBound - 1
        else { return }
        speakerRange = space + 1..<mark.upperBound - 1
    }

    /// "- No.", ">> No."
    private mutating func dropTurn() {
        guard case .plain(let range)? = pieces.first else { return }
        let signs = bytes[range].prefix { $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ">") }
        let isDash = signs.count == 1 && signs.first == UInt8(ascii: "-")
        guard isDash || signs.count > 1 && signs.allSatisfy({ $0 == UInt8(ascii: ">") }) else { return }
        // "-5 degrees" is none.
        guard signs.endIndex == range.upperBound || bytes[signs.endIndex] &- 0x30 >= 10 else { return }
        isTurn = true
        let start = bytes[signs.endIndex..<range.upperBound].firstIndex { $0 > 0x20 } ?? range.upperBound
        if start < range.upperBound { pieces[0] = .plain(start..<range.upperBound) } else { pieces.removeFirst() }
    }
}
