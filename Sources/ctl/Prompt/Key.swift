/// What was pressed.
enum Key: Hashable {
    case text(String)
    /// Pasted at once; line feeds in it end no line.
    case paste(String)
    case enter, tab, backspace, delete
    case left, right, up, down, home, end, wordLeft, wordRight
    case control(Character)
    case alt(Character)
    /// A key that means nothing here.
    case unknown
}

/// Makes keys of the bytes that a terminal sends.
struct KeyReader {
    private var pending: [UInt8] = []

    mutating func append(_ bytes: some Sequence<UInt8>) { pending += bytes }

    /// Whether what has come is the beginning of a key only, or an Escape by itself.
    var isUnfinished: Bool { !pending.isEmpty }

    /// The next key; `nil` when more must come.
    ///
    /// - Parameter isAll: whether nothing more comes, so that a lone Escape is one.
    mutating func next(isAll: Bool = false) -> Key? {
        guard let first = pending.first else { return nil }
        switch first {
        case 0x1B: return escape(isAll)
        case 0x0D, 0x0A: return take(1, .enter)
        case 0x09: return take(1, .tab)
        case 0x7F, 0x08: return take(1, .backspace)
        case 0..<0x20: return take(1, .control(Character(UnicodeScalar(first + 0x60))))
        default: return characters()
        }
    }

    private mutating func take(_ count: Int, _ key: Key) -> Key {
        pending.removeFirst(count)
        return key
    }

    /// All text up to the next control, or to an unfinished character.
    private mutating func characters() -> Key? {
        var end = pending.firstIndex { $0 < 0x20 || $0 == 0x7F } ?? pending.count
        if end == pending.count, let lead = pending.lastIndex(where: { $0 & 0xC0 != 0x80 }) {
            let length = pending[lead] >= 0xF0 ? 4 : pending[lead] >= 0xE0 ? 3 : pending[lead] >= 0xC0 ? 2 : 1
            if pending.count - lead < length { end = lead }
        }
        guard end > 0 else { return nil }
        return take(end, .text(String(decoding: pending[..<end], as: UTF8.self)))
    }

    private mutating func escape(_ isAll: Bool) -> Key? {
        guard pending.count > 1 else { return isAll ? take(1, .unknown) : nil }
        switch pending[1] {
        case UInt8(ascii: "["), UInt8(ascii: "O"): return sequence(isAll)
        case 0x1B: return take(1, .unknown)
        case 0x7F: return take(2, .control("w"))
        case 0x20..<0x7F: return take(2, .alt(Character(UnicodeScalar(pending[1]))))
        default: return take(1, .unknown)
        }
    }

    /// `ESC [ parameters final` (ECMA-48, 5.4), or `ESC O final`.
    private mutating func sequence(_ isAll: Bool) -> Key? {
        guard let end = pending[2...].firstIndex(where: { $0 >= 0x40 && $0 <= 0x7E }) else {
            return isAll || pending.count > 32 ? take(pending.count, .unknown) : nil
        }
        let parameters = String(decoding: pending[2..<end], as: UTF8.self)
        let count = end + 1
        if pending[end] == UInt8(ascii: "~"), parameters == "200" { return paste(behind: count, isAll) }
        let withControl = parameters.hasSuffix(";5") || parameters.hasSuffix(";3")
        switch pending[end] {
        case UInt8(ascii: "A"): return take(count, .up)
        case UInt8(ascii: "B"): return take(count, .down)
        case UInt8(ascii: "C"): return take(count, withControl ? .wordRight : .right)
        case UInt8(ascii: "D"): return take(count, withControl ? .wordLeft : .left)
        case UInt8(ascii: "H"): return take(count, .home)
        case UInt8(ascii: "F"): return take(count, .end)
        case UInt8(ascii: "~"):
            switch parameters {
            case "1", "7": return take(count, .home)
            case "4", "8": return take(count, .end)
            case "3": return take(count, .delete)
            default: return take(count, .unknown)
            }
        default: return take(count, .unknown)
        }
    }

    /// Everything up to `ESC [ 201 ~`.
    private mutating func paste(behind start: Int, _ isAll: Bool) -> Key? {
        let mark = Array("\u{1B}[201~".utf8)
        var place = start
        while place + mark.count <= pending.count {
            if pending[place] == 0x1B, pending[place...].starts(with: mark) {
                let text = String(decoding: pending[start..<place], as: UTF8.self)
                return take(place + mark.count, .paste(text))
            }
            place += 1
        }
        return nil
    }
}
