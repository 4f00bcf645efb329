/// Cuts HTML into text and tags, as browsers do: whatever comes, something is made of it.
struct HTMLTokenizer {
    enum Token {
        case text(Range<Int>)
        /// `attributes` is what stands between the name and the closing bracket.
        case start(HTMLTag?, at: Int, attributes: Range<Int>)
        case end(HTMLTag?, at: Int)
    }

    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0
    /// The element whose end tag alone is markup.
    private var raw: Range<Int>?

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    mutating func next() -> Token? {
        if let name = raw {
            raw = nil
            let end = endTag(named: name) ?? bytes.count
            if end > index {
                defer { index = end }
                return .text(index..<end)
            }
        }
        while index < bytes.count {
            guard bytes[index] == UInt8(ascii: "<"), beginsMarkup(index) else { return text(from: index) }
            if let token = markup() { return token }
        }
        return nil
    }

    private func beginsMarkup(_ index: Int) -> Bool {
        guard index + 1 < bytes.count else { return false }
        let next = bytes[index + 1]
        return next.isASCIILetter || next == UInt8(ascii: "/") || next == UInt8(ascii: "!") || next == UInt8(ascii: "?")
    }

    /// Text from `start` to the next thing that begins a tag or comment; the first byte is text in any case.
    private mutating func text(from start: Int) -> Token {
        index = start + 1
        while index < bytes.count, bytes[index] != UInt8(ascii: "<") || !beginsMarkup(index) { index += 1 }
        return .text(start..<index)
    }

    /// Reads the markup at `index` and moves behind it; `nil` when it was a comment.
    private mutating func markup() -> Token? {
        let start = index
        switch bytes[start + 1] {
        case UInt8(ascii: "!"), UInt8(ascii: "?"):
            skipComment()
            return nil
        case UInt8(ascii: "/"):
            let name = name(from: start + 2)
            guard !name.isEmpty else {
                skipComment()
                return nil
            }
            index = tagEnd(from: name.upperBound)
            return .end(HTMLTag.named(bytes, name), at: start)
        default:
            let name = name(from: start + 1)
            let end = tagEnd(from: name.upperBound)
            let tag = HTMLTag.named(bytes, name)
            index = end
            if let tag, tag.isRaw { raw = name }
            return .start(tag, at: start, attributes: name.upperBound..<max(name.upperBound, end - 1))
        }
    }

    private func name(from start: Int) -> Range<Int> {
        var end = start
        while end < bytes.count, !bytes[end].isHTMLSpace, bytes[end] != UInt8(ascii: ">"),
            bytes[end] != UInt8(ascii: "/")
        {
            end += 1
        }
        guard end > start, bytes[start].isASCIILetter else { return start..<start }
        return start..<end
    }

    /// Behind the closing bracket; brackets inside quoted values close nothing.
    private func tagEnd(from start: Int) -> Int {
        var position = start
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: ">"): return position + 1
            case UInt8(ascii: "="):
                position += 1
                while position < bytes.count, bytes[position].isHTMLSpace { position += 1 }
                guard position < bytes.count else { return position }
                let quote = bytes[position]
                guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") else { continue }
                guard let close = bytes[(position + 1)...].firstIndex(of: quote) else {
                    // Never closed: the tag ends at its bracket, so that the rest of the page is not lost.
                    let bracket = bytes[position...].firstIndex(of: UInt8(ascii: ">"))
                    return bracket.map { $0 + 1 } ?? bytes.count
                }
                position = close + 1
            default: position += 1
            }
        }
        return position
    }

    private mutating func skipComment() {
        if index + 3 < bytes.count, bytes[index + 1] == UInt8(ascii: "!"), bytes[index + 2] == UInt8(ascii: "-"),
            bytes[index + 3] == UInt8(ascii: "-")
        {
            // `<!-->` and `<!--->` are whole.
            var position = index + 2
            while position + 2 < bytes.count {
                if bytes[position] == UInt8(ascii: "-"), bytes[position + 1] == UInt8(ascii: "-"),
                    bytes[position + 2] == UInt8(ascii: ">")
                {
                    index = position + 3
                    return
                }
                position += 1
            }
            index = bytes.count
            return
        }
        index = bytes[index...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? bytes.count
    }

    /// Where the end tag of that name begins, in any case of its letters.
    private func endTag(named name: Range<Int>) -> Int? {
        var position = index
        while let found = bytes[position...].firstIndex(of: UInt8(ascii: "<")) {
            let start = found + 2
            if start + name.count <= bytes.count, bytes[found + 1] == UInt8(ascii: "/"),
                (0..<name.count).allSatisfy({
                    bytes[start + $0].asciiLowercased == bytes[name.lowerBound + $0].asciiLowercased
                })
            {
                return found
            }
            position = found + 1
        }
        return nil
    }
}

/// The attributes of one tag.
enum HTMLAttributes {
    /// The value of the attribute `name`, which is in lower case; empty where it has none, `nil` where it is not there.
    static func value(of name: String, _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String? {
        guard range.count > name.utf8.count else { return nil }
        var index = range.lowerBound
        while index < range.upperBound {
            while index < range.upperBound, bytes[index].isHTMLSpace || bytes[index] == UInt8(ascii: "/") { index += 1 }
            let start = index
            while index < range.upperBound, !bytes[index].isHTMLSpace, bytes[index] != UInt8(ascii: "=") { index += 1 }
            let nameRange = start..<index
            while index < range.upperBound, bytes[index].isHTMLSpace { index += 1 }
            var valueRange = index..<index
            if index < range.upperBound, bytes[index] == UInt8(ascii: "=") {
                index += 1
                while index < range.upperBound, bytes[index].isHTMLSpace { index += 1 }
                valueRange = value(bytes, &index, range.upperBound)
            }
            let isWanted =
                nameRange.count == name.utf8.count
                && zip(nameRange, name.utf8).allSatisfy { bytes[$0].asciiLowercased == $1 }
            if isWanted { return text(bytes, valueRange) }
            if nameRange.isEmpty, valueRange.isEmpty { index += 1 }
        }
        return nil
    }

    private static func value(_ bytes: UnsafeBufferPointer<UInt8>, _ index: inout Int, _ end: Int) -> Range<Int> {
        guard index < end else { return end..<end }
        let quote = bytes[index]
        if quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'") {
            let start = index + 1
            let close = bytes[start..<max(start, end)].firstIndex(of: quote) ?? end
            index = min(close + 1, end)
            return start..<max(start, close)
        }
        let start = index
        while index < end, !bytes[index].isHTMLSpace { index += 1 }
        return start..<index
    }

    /// The text of `range`, with its entities read and white space at its ends taken away.
    static func text(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> String {
        var scalars = String.UnicodeScalarView()
        var index = range.lowerBound
        var plain = index
        func take() { scalars.append(contentsOf: String(decoding: bytes[plain..<index], as: UTF8.self).unicodeScalars) }
        while index < range.upperBound {
            if bytes[index] == UInt8(ascii: "&"),
                let (scalar, length) = HTMLEntities.character(bytes, at: index, until: range.upperBound)
            {
                take()
                scalars.append(scalar)
                index += length
                plain = index
            } else {
                index += 1
            }
        }
        take()
        return String(scalars).split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
}
