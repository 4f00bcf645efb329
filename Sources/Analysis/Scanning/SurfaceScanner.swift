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
    private(set) var end: Int
    var folded = FoldedBytes()
    /// The characters that a closer look changes; kept for its capacity.
    var tail: [UInt8] = []
    let folding: Folding
    let ascii: UnsafePointer<CharacterTable.Entry>
    /// The last surface.
    private(set) var start = 0
    var reach = 0
    /// Whether something other than letters and digits may stand in the last surface.
    private(set) var hasSigns = false
    /// Whether all capitals of ASCII are folded alike, as they are but in Turkic languages.
    private let isPlainASCII: Bool
    /// The table of that name, once it is needed: making it takes longer than reading a short English text.
    private var twoBytes: UnsafePointer<CharacterTable.Entry>?

    /// - Precondition: `bytes` is valid UTF-8 and outlives the scanner; `range` lies inside it and cuts no character.
    public init(_ bytes: UnsafeBufferPointer<UInt8>, in range: Range<Int>, folding: Folding) {
        self.bytes = bytes
        index = range.lowerBound
        end = range.upperBound
        self.folding = folding
        isPlainASCII = !folding.isTurkic
        ascii = folding.isTurkic ? CharacterTable.turkicASCII : CharacterTable.ascii
    }

    deinit { folded.deallocate() }

    /// Goes on with another range of the same bytes.
    ///
    /// - Precondition: as of the first one.
    public mutating func move(to range: Range<Int>) {
        index = range.lowerBound
        end = range.upperBound
    }

    /// What the terms of the last surface depend on: its folded bytes, those of the pair for a gram, and its bytes as
    /// they stand for a compound. Valid until the next surface is read.
    public private(set) var key = UnsafeBufferPointer<UInt8>(start: nil, count: 0)

    /// The next surface, or `nil` at the end of the text.
    public mutating func next() -> Surface? {
        guard let kind = advance() else { return nil }
        return Surface(range: start..<index, kind: kind, reach: reach)
    }

    /// Reads the next surface: it begins at `start`, and ends at `index`.
    @inline(__always)
    mutating func advance() -> Surface.Kind? {
        var position = index
        while true {
            // Local copies: the compiler can't know that writing folded bytes doesn't change what belongs to `self`.
            while position < end, ascii[Int(bytes[position])] == 0 { position += 1 }
            guard position < end else {
                index = position
                return nil
            }
            start = position
            let entry = ascii[Int(bytes[position])]
            let wide = entry & CharacterTable.wide == 0 ? entry : pairEntry(at: position)
            if wide & CharacterTable.dividing != 0 {
                position += 2
                continue
            }
            if wide & CharacterTable.simple == 0 {
                switch look(at: position) {
                case .word: break
                case .gram(let kind, let length):
                    index = position
                    if readGram(kind, length) {
                        key = folded.bytes
                        return .gram
                    }
                    position = index
                    continue
                case .nothing(let length):
                    position += length
                    continue
                }
            }
            index = position
            let kind = readWord()
            // Nothing is left of a lone tatweel.
            if folded.count > 0 {
                key = kind == .compound ? UnsafeBufferPointer(rebasing: bytes[start..<index]) : folded.bytes
                return kind
            }
            position = index
        }
    }

    /// The entry of the character of two bytes at `position`; 0 if there is none.
    @inline(__always)
    private mutating func pairEntry(at position: Int) -> CharacterTable.Entry {
        let byte = bytes[position]
        guard byte >= 0xC2, byte < 0xE0, position + 1 < end else { return 0 }
        if twoBytes == nil { twoBytes = CharacterTable.twoBytes }
        let value = UInt32(byte & 0x1F) << 6 | UInt32(bytes[position + 1] & 0x3F)
        return twoBytes.unsafelyUnwrapped[Int(value) - 0x80]
    }

    private enum Look {
        case word
        case gram(CharacterKind, Int)
        case nothing(Int)
    }

    /// What begins at a character that isn't simple.
    @inline(never)
    private func look(at position: Int) -> Look {
        // The Turkic I is a sign to the table.
        guard bytes[position] >= 0x80 else { return bytes[position] == UInt8(ascii: "I") ? .word : .nothing(1) }
        let (kind, length) = self.kind(at: position)
        if kind.isGram { return .gram(kind, length) }
        return kind.isWordPart ? .word : .nothing(length)
    }

    /// Reads the word or compound that begins at `index`, into `folded`.
    @inline(__always)
    private mutating func readWord() -> Surface.Kind {
        reach = 0
        folded.count = 0
        hasSigns = false
        var state = State(start: index)
        readSimple(&state)
        // Most words end at a space, and have nothing that needs a closer look.
        if index < end, ascii[Int(bytes[index])] != 0 {
            hasSigns = true
            readFurther(&state)
        }
        guard state.mayBeCompound else { return .word }
        // A capital at the start is that of a name or a sentence.
        if state.isCapitalized, capital(at: state.start) { return .word }
        return isCompound(state) ? .compound : .word
    }

    /// Reads on where the simple characters of a word end, at a sign or a character that needs a closer look.
    @inline(never)
    private mutating func readFurther(_ state: inout State) {
        while index < end, folded.count < FoldedBytes.limit {
            let entry = ascii[Int(bytes[index])]
            if entry & CharacterTable.simple != 0 {
                readSimple(&state)
            } else if entry & CharacterTable.wide != 0 {
                guard pairEntry(at: index) & CharacterTable.dividing == 0, extend(&state) else { return }
                readSimple(&state)
            } else {
                // A sign joins nothing where a space follows, but those that can end a name.
                let next = index + 1 < end ? ascii[Int(bytes[index + 1])] : 0
                guard entry & CharacterTable.joining != 0, next != 0 || entry & CharacterTable.ending != 0,
                    join(bytes[index], &state)
                else { return }
                readSimple(&state)
            }
        }
    }

    /// Reads the characters of one and two bytes that are folded by their entries alone.
    @inline(__always)
    private mutating func readSimple(_ state: inout State) {
        if isPlainASCII {
            readEightByEight(&state)
            // Most words end here, at a space or a sign.
            guard index < end, bytes[index] >= 0x80 || ascii[Int(bytes[index])] & CharacterTable.simple != 0 else {
                return
            }
        }
        let bytes = bytes
        let end = end
        let ascii = ascii
        let base = folded.base
        var twoBytes = twoBytes
        var position = index
        var count = folded.count
        var all = state.all
        var last = state.last
        var capitals = state.capitals
        while position < end, count < FoldedBytes.limit {
            let byte = bytes[position]
            var entry = ascii[Int(byte)]
            if entry & CharacterTable.simple != 0 {
                base[count] = UInt8(truncatingIfNeeded: entry)
                count += 1
                position += 1
            } else {
                guard byte >= 0xC2, byte < 0xE0, position + 1 < end else { break }
                let value = UInt32(byte & 0x1F) << 6 | UInt32(bytes[position + 1] & 0x3F)
                if twoBytes == nil { twoBytes = CharacterTable.twoBytes }
                entry = twoBytes.unsafelyUnwrapped[Int(value) - 0x80]
                guard entry & CharacterTable.simple != 0 else { break }
                base[count] = 0xC0 | UInt8(truncatingIfNeeded: (entry & 0xFFFF) >> 6)
                base[count + 1] = 0x80 | UInt8(truncatingIfNeeded: entry & 0x3F)
                count += 2
                position += 2
            }
            all |= entry
            last = entry
            capitals &+= (entry >> 16) & 1
        }
        self.twoBytes = twoBytes
        index = position
        folded.count = count
        state.all = all
        state.last = last
        state.capitals = capitals
    }

    /// Reads letters and digits of ASCII, eight bytes at a time: 1 in the highest bit of a byte says yes to a question.
    ///
    /// Words rarely are longer, so that there is no loop whose end the processor would guess wrongly.
    @inline(__always)
    private mutating func readEightByEight(_ state: inout State) {
        var position = index
        while position + 8 <= bytes.count, folded.count < FoldedBytes.limit {
            let word = UnsafeRawPointer(bytes.baseAddress.unsafelyUnwrapped + position)
                .loadUnaligned(as: UInt64.self).littleEndian
            let low = word & 0x7F7F_7F7F_7F7F_7F7F
            let small = low | 0x2020_2020_2020_2020
            let isASCII = ~word & 0x8080_8080_8080_8080
            let isLetter = (small &+ 0x1F1F_1F1F_1F1F_1F1F) & ~(small &+ 0x0505_0505_0505_0505) & isASCII
            let isDigit = (low &+ 0x5050_5050_5050_5050) & ~(low &+ 0x4646_4646_4646_4646) & isASCII
            let isOther = ~(isLetter | isDigit) & 0x8080_8080_8080_8080
            let count = min(isOther.trailingZeroBitCount >> 3, end - position)
            guard count > 0 else { break }
            let part = ~UInt64(0) >> UInt64(64 - count * 8)
            let isCapital = isLetter & ~(word << 2) & part
            UnsafeMutableRawPointer(folded.base + folded.count)
                .storeBytes(of: (word | isCapital >> 2).littleEndian, as: UInt64.self)
            folded.count += count
            position += count
            // A product adds up the ones of all bytes in the highest one.
            state.capitals &+= UInt32(truncatingIfNeeded: ((isCapital >> 7) &* 0x0101_0101_0101_0101) >> 56)
            if isLetter & ~isCapital & part != 0 { state.all |= CharacterTable.lower }
            if isCapital != 0 { state.all |= CharacterTable.upper }
            if isDigit & part != 0 { state.all |= CharacterTable.digit }
            if count < 8 { break }
        }
        if position > index {
            state.last = ascii[Int(bytes[position - 1])]
            index = position
        }
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

        /// Whether it has one capital, small letters, and nothing else.
        @inline(__always)
        var isCapitalized: Bool {
            !isJoined && points == 0 && capitals == 1 && all & CharacterTable.digit == 0
        }

        @inline(__always)
        var mayBeCompound: Bool {
            isJoined || points > 1 || capitals > 0 && all & CharacterTable.lower != 0
                || all & CharacterTable.digit != 0 && all & CharacterTable.anyLetter != 0
        }
    }

    @inline(__always)
    private func capital(at position: Int) -> Bool {
        let byte = bytes[position]
        if byte < 0x80 { return ascii[Int(byte)] & CharacterTable.upper != 0 || byte == UInt8(ascii: "I") }
        return kind(at: position).kind == .upper
    }

    @inline(never)
    private func isCompound(_ state: State) -> Bool {
        if state.isJoined { return true }
        if all(state, CharacterTable.digit), all(state, CharacterTable.anyLetter) { return true }
        if state.points > 1 { return !Number.isGrouped(folded.bytes) }
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

extension SurfaceScanner {
    /// Whether a byte of ASCII, wherever it stands, ends a surface and belongs to none, as white space does.
    public static func divides(_ byte: UInt8) -> Bool { CharacterTable.ascii[Int(byte)] == 0 }
}
