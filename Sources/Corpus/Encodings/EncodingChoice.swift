import Glibc

/// Which encoding a file is read in, and what says so.
struct EncodingChoice: Sendable, Hashable {
    /// What speaks for the encoding, the strongest first.
    enum Evidence: String, Sendable, Hashable {
        case byteOrderMark = "byte-order mark"
        case settings
        case declaration
        case validUTF8 = "valid UTF-8"
        case detection
    }

    let encoding: Encoding
    let evidence: Evidence
    /// The bytes of the byte-order mark.
    let markLength: Int
    /// An encoding that is declared but unknown or plainly wrong.
    var ignoredLabel: String?

    /// - Parameters:
    ///   - declared: the label in the settings.
    ///   - isMarkup: whether the file can declare its encoding itself, as HTML and XML do.
    static func choose(_ bytes: UnsafeBufferPointer<UInt8>, declared: String?, isMarkup: Bool) -> EncodingChoice {
        if let (encoding, length) = mark(bytes) {
            return EncodingChoice(encoding: encoding, evidence: .byteOrderMark, markLength: length)
        }
        var ignored: String?
        if let declared {
            if let encoding = Encoding(label: declared) {
                return EncodingChoice(encoding: encoding, evidence: .settings, markLength: 0)
            }
            ignored = declared
        }
        if isMarkup, let label = DeclaredEncoding.label(in: bytes) {
            if let encoding = Encoding(label: label) {
                // Who could be read as far as the declaration does not use two bytes for each of its letters.
                let isWide = encoding.isWide
                return EncodingChoice(encoding: isWide ? .utf8 : encoding, evidence: .declaration, markLength: 0)
            }
            ignored = label
        }
        var choice = EncodingDetector.detect(bytes)
        choice.ignoredLabel = ignored
        return choice
    }

    private static func mark(_ bytes: UnsafeBufferPointer<UInt8>) -> (Encoding, Int)? {
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return (.utf8, 3) }
        if bytes.starts(with: [0xFF, 0xFE, 0, 0]), bytes.count % 4 == 0 { return (.utf32LittleEndian, 4) }
        if bytes.starts(with: [0, 0, 0xFE, 0xFF]) { return (.utf32BigEndian, 4) }
        if bytes.starts(with: [0xFF, 0xFE]) { return (.utf16LittleEndian, 2) }
        if bytes.starts(with: [0xFE, 0xFF]) { return (.utf16BigEndian, 2) }
        return nil
    }
}

extension Encoding {
    /// How many bytes a line feed has.
    var unitWidth: Int {
        switch kind {
        case .utf8, .iconv: 1
        case .utf16: 2
        case .utf32: 4
        }
    }

    var isWide: Bool { unitWidth > 1 }

    var isBigEndian: Bool {
        switch kind {
        case .utf16(let isBigEndian), .utf32(let isBigEndian): isBigEndian
        case .utf8, .iconv: false
        }
    }
}

extension LineIndex {
    /// The lines of a file; they end with a line feed, whatever stands before it.
    init(_ bytes: UnsafeBufferPointer<UInt8>, _ encoding: Encoding) {
        var starts: [UInt32] = [0]
        let width = encoding.unitWidth
        if width == 1 {
            var index = 0
            while index < bytes.count, let base = bytes.baseAddress,
                let feed = memchr(base + index, 0x0A, bytes.count - index)
            {
                index = UnsafeRawPointer(feed) - UnsafeRawPointer(base) + 1
                starts.append(UInt32(truncatingIfNeeded: index))
            }
        } else {
            let feed = encoding.isBigEndian ? width - 1 : 0
            var index = 0
            while index + width <= bytes.count {
                let isFeed = (0..<width).allSatisfy { bytes[index + $0] == ($0 == feed ? 0x0A : 0) }
                if isFeed { starts.append(UInt32(truncatingIfNeeded: index + width)) }
                index += width
            }
        }
        self.init(starts: starts)
    }
}
