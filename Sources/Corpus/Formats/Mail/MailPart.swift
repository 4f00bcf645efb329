/// A message, or a part of one.
struct MailPart {
    private let bytes: UnsafeBufferPointer<UInt8>
    private let headers: MailHeaders
    private let range: Range<Int>

    init(_ bytes: UnsafeBufferPointer<UInt8>, _ headers: MailHeaders, _ range: Range<Int>) {
        self.bytes = bytes
        self.headers = headers
        self.range = range
    }

    /// Parts in parts that are deeper than this are not looked at.
    private static let depthLimit = 20

    private var type: String {
        let type = headers.value("content-type")
        return type.isEmpty ? "text/plain" : type
    }

    /// The part that has the text: the plain one where it says the same in several ways; `nil` where there is none.
    func text(depth: Int) -> MailPart? {
        if headers.value("content-disposition") == "attachment" { return nil }
        if type == "text/plain" || type == "text/html" { return self }
        guard type.hasPrefix("multipart/"), depth < Self.depthLimit,
            let boundary = headers.parameter("boundary", of: "content-type")
        else { return nil }
        let texts = parts(boundary).compactMap { $0.text(depth: depth + 1) }
        if type == "multipart/alternative", let plain = texts.first(where: { $0.type == "text/plain" && !$0.isBlank }) {
            return plain
        }
        return texts.first { !$0.isBlank }
    }

    private var isBlank: Bool { bytes[range].allSatisfy { $0 <= 0x20 } }

    /// What stands between the lines that begin with `--` and the boundary.
    private func parts(_ boundary: String) -> [MailPart] {
        let mark = Array(("--" + boundary).utf8)
        var parts: [MailPart] = []
        var start: Int?
        var lines = SourceLines(bytes, range)
        func add(until end: Int) {
            guard let start, start < end else { return }
            let headers = MailHeaders(bytes, start..<end)
            parts.append(MailPart(bytes, headers, headers.end..<end))
        }
        while let line = lines.next() {
            guard bytes[line].starts(with: mark) else { continue }
            let rest = bytes[(line.lowerBound + mark.count)..<line.upperBound]
            let isLast = rest.starts(with: "--".utf8)
            // The boundary of a part within may begin as this one.
            guard isLast || rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else { continue }
            add(until: line.lowerBound)
            start = nil
            if isLast { return parts }
            start = lines.place
        }
        // One that was cut off ends with the message.
        add(until: range.upperBound)
        return parts
    }

    /// What is read in it, with its places in the file.
    ///
    /// - Parameter declared: the encoding of what does not say its own.
    func extract(declared: String?) -> Extract {
        var wrapped = MappedText()
        TransferEncoding(headers.value("content-transfer-encoding")).decode(bytes, range, into: &wrapped)
        let isMarkup = type == "text/html"
        let label = headers.parameter("charset", of: "content-type") ?? declared
        let choice = wrapped.bytes.withUnsafeBufferPointer {
            EncodingChoice.choose($0, declared: label, isMarkup: isMarkup)
        }
        let decoded = Decoder.decode(wrapped.bytes, from: choice.markLength, as: choice.encoding)
        let map = decoded.map.followed(by: wrapped.map, textCount: decoded.bytes.count)
        var extract = isMarkup ? HTMLReader.read(decoded.bytes) : PlainTextReader.read(decoded.bytes)
        extract.map = extract.map.followed(by: map, textCount: extract.text.count)
        return extract
    }
}

/// How the bytes of a part are wrapped up (RFC 2045, section 6).
enum TransferEncoding {
    case none, quotedPrintable, base64

    init(_ name: String) {
        switch name {
        case "quoted-printable": self = .quotedPrintable
        case "base64": self = .base64
        default: self = .none
        }
    }

    func decode(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>, into text: inout MappedText) {
        switch self {
        case .none: text.append(bytes, range)
        case .quotedPrintable: Self.decodeQuotedPrintable(bytes, range, &text)
        case .base64: Self.decodeBase64(bytes, range, &text)
        }
    }

    private static func decodeQuotedPrintable(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        _ text: inout MappedText
    ) {
        var index = range.lowerBound
        while index < range.upperBound {
            let next = bytes[index..<range.upperBound].firstIndex(of: UInt8(ascii: "=")) ?? range.upperBound
            text.append(bytes, index..<next)
            index = next
            guard index < range.upperBound else { return }
            let rest = bytes[(index + 1)..<range.upperBound]
            if rest.starts(with: "\n".utf8) || rest.starts(with: "\r\n".utf8) || rest.isEmpty {
                index += rest.first == UInt8(ascii: "\r") ? 3 : 2
            } else if rest.count >= 2, let high = rest[index + 1].hexadecimalDigit,
                let low = rest[index + 2].hexadecimalDigit
            {
                text.append(unit: CollectionOfOne(high << 4 | low), width: 1, at: index, sourceWidth: 3)
                index += 3
            } else {
                text.append(bytes, index..<(index + 1))
                index += 1
            }
        }
    }

    /// Four signs are three bytes; what is none of the signs is passed over.
    private static func decodeBase64(
        _ bytes: UnsafeBufferPointer<UInt8>,
        _ range: Range<Int>,
        _ text: inout MappedText
    ) {
        text.reserveCapacity(text.count + range.count / 4 * 3)
        var bits: UInt32 = 0
        var (count, start) = (0, range.lowerBound)
        func end(_ place: Int) {
            guard count > 1 else { return }
            let group = bits << UInt32(6 * (4 - count))
            let unit =
                [UInt8(truncatingIfNeeded: group >> 16), UInt8(truncatingIfNeeded: group >> 8)]
                + [UInt8(truncatingIfNeeded: group)]
            text.append(unit: unit.prefix(count - 1), width: count - 1, at: start, sourceWidth: place - start)
            (bits, count) = (0, 0)
        }
        for index in range {
            guard let value = sixBits(bytes[index]) else { continue }
            if count == 0 { start = index }
            bits = bits << 6 | UInt32(value)
            count += 1
            if count == 4 { end(index + 1) }
        }
        end(range.upperBound)
    }

    private static func sixBits(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): byte - UInt8(ascii: "A")
        case UInt8(ascii: "a")...UInt8(ascii: "z"): byte - UInt8(ascii: "a") + 26
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0") + 52
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
