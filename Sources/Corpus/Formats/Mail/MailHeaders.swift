/// The headers of a message or of one of its parts.
struct MailHeaders {
    /// Nobody reads more of a field, which may name thousands of people.
    private static let longestValue = 10_000

    /// Where what they stand before begins.
    let end: Int
    private var fields: [(name: String, value: [UInt8])] = []

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
        var lines = SourceLines(bytes, range)
        while let line = lines.next() {
            guard !line.isEmpty else { break }
            let isFolded = bytes[line.lowerBound] == 0x20 || bytes[line.lowerBound] == 0x09
            if isFolded, !fields.isEmpty {
                fields[fields.count - 1].value += [0x20] + bytes[line].drop { $0 == 0x20 || $0 == 0x09 }
            } else if let colon = bytes[line].firstIndex(of: UInt8(ascii: ":")) {
                let name = String(decoding: bytes[line.lowerBound..<colon], as: UTF8.self).lowercased()
                let value = bytes[(colon + 1)..<line.upperBound].drop { $0 == 0x20 || $0 == 0x09 }
                fields.append((name, Array(value)))
            }
        }
        end = lines.place
    }

    /// The first field of that name in small letters, as people read it; `nil` where there is none or nothing in it.
    func text(_ name: String) -> String? {
        guard let value = fields.first(where: { $0.name == name })?.value else { return nil }
        let text = EncodedWords.decode(Array(value.prefix(Self.longestValue))).trimmed { $0.isWhitespace }
        return text.isEmpty ? nil : text
    }

    /// The value of a field that has parameters, in small letters, such as `text/plain`.
    func value(_ name: String) -> String {
        (text(name) ?? "").prefix { $0 != ";" }.lowercased().trimmed { $0.isWhitespace }
    }

    /// A parameter of a field, such as `charset`.
    func parameter(_ parameter: String, of name: String) -> String? {
        guard let text = text(name) else { return nil }
        var rest = text.drop { $0 != ";" }.dropFirst()
        while !rest.isEmpty {
            let key = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest.dropFirst(key.count)
            guard rest.first == "=" else {
                rest = rest.dropFirst()
                continue
            }
            rest = rest.dropFirst()
            let isQuoted = rest.first == "\""
            if isQuoted { rest = rest.dropFirst() }
            let value = rest.prefix { isQuoted ? $0 != "\"" : $0 != ";" && !$0.isWhitespace }
            rest = rest.dropFirst(value.count).drop { $0 != ";" }.dropFirst()
            if key.trimmed({ $0.isWhitespace }).lowercased() == parameter { return String(value) }
        }
        return nil
    }
}

/// Text of a header, in which `=?utf-8?Q?caf=C3=A9?=` stands for what is not ASCII (RFC 2047).
enum EncodedWords {
    static func decode(_ value: [UInt8]) -> String {
        var text = ""
        /// The bytes of words in one encoding, which may cut a character in two.
        var pending: (label: String, bytes: [UInt8])?
        func flush() {
            if let pending { text += string(pending.bytes, label: pending.label) }
            pending = nil
        }
        var index = 0
        var plainStart = 0
        while index < value.count {
            guard value[index] == UInt8(ascii: "="), let word = word(value, index) else {
                index += 1
                continue
            }
            let between = value[plainStart..<index]
            // White space between two of them is none.
            let isJoined = pending != nil && between.allSatisfy { $0 == 0x20 || $0 == 0x09 }
            if !isJoined || pending?.label != word.label { flush() }
            if !isJoined { text += string(Array(between), label: nil) }
            pending = (word.label, (pending?.bytes ?? []) + word.bytes)
            index = word.end
            plainStart = index
        }
        flush()
        return text + string(Array(value[plainStart...]), label: nil)
    }

    private static func word(_ value: [UInt8], _ start: Int) -> (label: String, bytes: [UInt8], end: Int)? {
        guard value[start...].starts(with: "=?".utf8) else { return nil }
        let mark = UInt8(ascii: "?")
        let label = value[(start + 2)...].prefix { $0 != mark && $0 > 0x20 }
        let kind = label.endIndex + 1
        guard kind + 2 < value.count, value[label.endIndex] == mark, value[kind + 1] == mark else { return nil }
        let body = value[(kind + 2)...].prefix { $0 != mark && $0 > 0x20 }
        guard body.endIndex + 1 < value.count, value[body.endIndex + 1] == UInt8(ascii: "=") else { return nil }
        var decoded = MappedText()
        value.withUnsafeBufferPointer { bytes in
            switch value[kind] | 0x20 {
            case UInt8(ascii: "b"):
                TransferEncoding.base64.decode(bytes, body.startIndex..<body.endIndex, into: &decoded)
            case UInt8(ascii: "q"):
                TransferEncoding.quotedPrintable.decode(bytes, body.startIndex..<body.endIndex, into: &decoded)
            default: break
            }
        }
        guard body.isEmpty || decoded.count > 0 else { return nil }
        let isQ = value[kind] | 0x20 == UInt8(ascii: "q")
        let bytes = isQ ? decoded.bytes.map { $0 == UInt8(ascii: "_") ? 0x20 : $0 } : decoded.bytes
        // A language may stand behind a star (RFC 2231).
        let name = String(decoding: label, as: UTF8.self).prefix { $0 != "*" }.lowercased()
        return (name, bytes, body.endIndex + 2)
    }

    private static func string(_ bytes: [UInt8], label: String?) -> String {
        let choice = bytes.withUnsafeBufferPointer { EncodingChoice.choose($0, declared: label, isMarkup: false) }
        let text = Decoder.decode(bytes, from: choice.markLength, as: choice.encoding).bytes
        return String(decoding: text.map { $0 < 0x20 ? 0x20 : $0 }, as: UTF8.self)
    }
}
