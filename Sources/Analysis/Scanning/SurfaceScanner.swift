/// Cuts UTF-8 text into surfaces, from one to the next, and folds them on the way.
///
/// The rules are those of UAX #29 (Unicode 15, tables 3 and 3a) with the changes that searching wants: what stands
/// between words is passed over; words that one of the signs `- _ . : / @ &` joins without a space are one surface, which
/// `Analyzer` takes apart again; a plus or number sign behind a name belongs to it, as in C++ and C#; characters of
/// scripts without spaces are surfaces of their own, whose terms are pairs. A surface of more than 256 bytes is cut.
///
/// For one thread. O(n) in the length of the text.
public struct SurfaceScanner: ~Copyable {
    let bytes: UnsafeBufferPointer<UInt8>
    var index: Int
    let end: Int
    var folded = FoldedBytes()
    /// The characters that a closer look changes; kept for its capacity.
    var tail: [UInt8] = []
    let folding: Folding
    let ascii: UnsafePointer<CharacterTable.Entry>
    private var rawKey: Range<Int>?

    /// - Precondition: `bytes` is valid UTF-8 and outlives the scanner; `range` lies inside it and cuts no character.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>, folding: Folding) {
        self.bytes = bytes
        index = range.lowerBound
        end = range.upperBound
        self.folding = folding
        ascii = folding.isTurkic ? CharacterTable.turkicASCII : CharacterTable.ascii
    }

    deinit { folded.deallocate() }

    /// What the terms of the last surface depend on: its folded bytes, those of the pair for a gram, and its bytes as
    /// they stand for a compound. Valid until the next surface is read.
    public var key: UnsafeBufferPointer<UInt8> {
        rawKey.map { UnsafeBufferPointer(rebasing: bytes[$0]) } ?? folded.bytes
    }

    /// The next surface, or `nil` at the end of the text.
    public mutating func next() -> Surface? {
        rawKey = nil
        while index < end {
            let start = index
            let entry = ascii[Int(bytes[start])]
            if entry & (CharacterTable.simple | CharacterTable.wide) == 0 {
                // The Turkic I is a sign to the table.
                guard entry & CharacterTable.joining != 0, bytes[start] == UInt8(ascii: "I") else {
                    index += 1
                    continue
                }
            }
            if entry & CharacterTable.wide != 0 {
                let (kind, length) = self.kind(at: start)
                if kind.isGram {
                    if let gram = gram(kind, length) { return gram }
                    continue
                }
                guard kind.isWordPart else {
                    index += length
                    continue
                }
            }
            let kind = word()
            // Nothing is left of a lone tatweel.
            guard folded.count > 0 else { continue }
            if kind == .compound { rawKey = start..<index }
            return Surface(range: start..<index, kind: kind)
        }
        return nil
    }

    /// Reads the word or compound that begins at `index`, into `folded`.
    @inline(__always)
    private mutating func word() -> Surface.Kind {
        folded.count = 0
        var state = State(start: index)
        while index < end, folded.count < FoldedBytes.limit {
            let byte = bytes[index]
            let entry = ascii[Int(byte)]
            if entry & CharacterTable.simple != 0 {
                folded.append(UInt8(truncatingIfNeeded: entry))
                state.add(entry)
                index += 1
                continue
            }
            if entry & CharacterTable.wide != 0 {
                if byte < 0xE0, index + 1 < end {
                    let value = UInt32(byte & 0x1F) << 6 | UInt32(bytes[index + 1] & 0x3F)
                    let entry = CharacterTable.twoBytes[Int(value) - 0x80]
                    if entry & CharacterTable.simple != 0 {
                        folded.append(twoBytes: entry & 0xFFFF)
                        state.add(entry)
                        index += 2
                        continue
                    }
                }
                guard extend(&state) else { break }
            } else {
                guard entry & CharacterTable.joining != 0, join(byte, &state) else { break }
            }
        }
        return state.mayBeCompound && isCompound(state) ? .compound : .word
    }

    /// What is known of the word under way.
    struct State {
        let start: Int
        /// The flags of all characters, and of the last one.
        var all: CharacterTable.Entry = 0
        var last: CharacterTable.Entry = 0
        var capitals: CharacterTable.Entry = 0
        var isJoined = false
        var points = 0

        init(start: Int) { self.start = start }

        @inline(__always)
        mutating func add(_ entry: CharacterTable.Entry) {
            all |= entry
            last = entry
            capitals &+= (entry >> 16) & 1
        }

        @inline(__always)
        var mayBeCompound: Bool {
            isJoined || points > 1 || capitals > 0 && all & CharacterTable.lower != 0
                || all & CharacterTable.digit != 0 && all & CharacterTable.anyLetter != 0
        }
    }

    @inline(never)
    private func isCompound(_ state: State) -> Bool {
        if state.isJoined { return true }
        if all(state, CharacterTable.digit), all(state, CharacterTable.anyLetter) { return true }
        if state.points > 1 { return !Number.isGrouped(folded.bytes) }
        if state.capitals == 1, kind(at: state.start).kind == .upper { return false }
        return CompoundParts.hasInnerBorder(bytes, state.start..<index)
    }

    private func all(_ state: State, _ flags: CharacterTable.Entry) -> Bool { state.all & flags != 0 }

    /// The kind and the length in bytes of the character at `position`.
    @inline(__always)
    func kind(at position: Int) -> (kind: CharacterKind, length: Int) {
        let (scalar, length) = UTF8Reading.scalar(in: bytes, at: position)
        return (CharacterKind(scalar), min(length, end - position))
    }
}
