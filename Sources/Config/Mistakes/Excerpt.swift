/// A line of a file with a mark under a part of it, fit for a terminal: control characters are replaced, a long line is
/// cut around the mark.
public struct Excerpt: Sendable, Hashable {
    public let text: String
    /// As wide as what it stands under: a tab stays a tab, a wide character counts two.
    public let mark: String

    private static let widthBefore = 70
    private static let widthBehind = 50

    /// - Parameters:
    ///   - line: UTF-8, or bytes that are not; without a line break.
    ///   - offset: where the mark begins, in bytes of the line.
    ///   - length: how many bytes are marked.
    init(_ line: ArraySlice<UInt8>, marking offset: Int, length: Int) {
        let begin = line.startIndex + min(max(offset, 0), line.count)
        let end = min(begin + length, line.endIndex)
        var before = Self.cells(line[line.startIndex..<begin].suffix(4 * (Self.widthBefore + 1)))
        var marked = Self.cells(line[begin..<end].prefix(4 * (Self.widthBehind + 1)))
        var behind = Self.cells(line[end...].prefix(4 * (Self.widthBehind + 1)))
        var (leading, trailing) = ("", "")
        if before.count > Self.widthBefore {
            before.removeFirst(before.count - Self.widthBefore)
            leading = "…"
        }
        if marked.count + behind.count > Self.widthBehind {
            marked = Array(marked.prefix(Self.widthBehind))
            behind = Array(behind.prefix(Self.widthBehind - marked.count))
            trailing = "…"
        }
        text = leading + Self.text(before) + Self.text(marked) + Self.text(behind) + trailing
        let width = marked.reduce(0) { $0 + Self.width($1) }
        mark =
            String(repeating: " ", count: leading.unicodeScalars.count)
            + before.map { $0 == "\t" ? "\t" : String(repeating: " ", count: Self.width($0)) }.joined()
            + String(repeating: "^", count: max(width, 1))
    }

    /// A text without characters that would do something to a terminal.
    static func printable(_ text: String) -> String { self.text(cells(Array(text.utf8)[...])) }

    private static func cells(_ bytes: ArraySlice<UInt8>) -> [UnicodeScalar] {
        String(decoding: bytes, as: UTF8.self).unicodeScalars.map { scalar in
            switch scalar.properties.generalCategory {
            case .control where scalar != "\t": "\u{FFFD}"
            case .lineSeparator, .paragraphSeparator: "\u{FFFD}"
            default: turnsText(scalar) ? "\u{FFFD}" : scalar
            }
        }
    }

    /// Whether a character changes the direction of text around it (Unicode's Bidi_Control): it would show another line
    /// than the file has.
    private static func turnsText(_ scalar: UnicodeScalar) -> Bool {
        switch scalar.value {
        case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
        default: false
        }
    }

    private static func text(_ cells: [UnicodeScalar]) -> String {
        var text = String.UnicodeScalarView()
        text.append(contentsOf: cells)
        return String(text)
    }

    /// Columns of a terminal that a character takes: none for marks that stand over another and for joiners, two for East Asian wide
    /// ones (the ranges of Unicode's EastAsianWidth.txt that are `W` or `F`, rounded to blocks).
    private static func width(_ scalar: UnicodeScalar) -> Int {
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .enclosingMark, .format: return 0
        default: break
        }
        switch scalar.value {
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF,
            0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
            return 2
        default: return 1
        }
    }
}
