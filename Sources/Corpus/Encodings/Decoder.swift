import Glibc
import JSON

/// A file's bytes as UTF-8, with the map back to them.
struct DecodedText: Sendable {
    let bytes: [UInt8]
    let map: SourceMap
    /// Where in the file bytes stood that stand for nothing; U+FFFD stands in their place.
    let faults: [Int]

    /// Faults after these are counted as one, so that a wrong encoding does not fill the memory.
    static let faultLimit = 1000
}

enum Decoder {
    /// Reads `bytes` from `start` on, which is behind a byte-order mark.
    static func decode(_ bytes: [UInt8], from start: Int, as encoding: Encoding) -> DecodedText {
        switch encoding.kind {
        case .utf8: utf8(bytes, start)
        case .utf16(let isBigEndian): utf16(bytes, start, isBigEndian)
        case .utf32(let isBigEndian): utf32(bytes, start, isBigEndian)
        case .iconv: legacy(bytes, start, encoding)
        }
    }

    private static func utf8(_ bytes: [UInt8], _ start: Int) -> DecodedText {
        bytes.withUnsafeBufferPointer { source in
            let rest = UnsafeBufferPointer(rebasing: source[start...])
            if UTF8Check.validPrefix(of: rest) == rest.count {
                // The file's own memory serves as the text where nothing stands in front of it.
                return DecodedText(bytes: start == 0 ? bytes : Array(rest), map: .verbatim(from: start), faults: [])
            }
            var output = Output(capacity: rest.count)
            var index = start
            while index < source.count {
                let valid = UTF8Check.validPrefix(of: UnsafeBufferPointer(rebasing: source[index...]))
                output.text.append(source, index..<(index + valid))
                index += valid
                guard index < source.count else { break }
                let length = brokenLength(source, index)
                output.fault(at: index, width: length)
                index += length
            }
            return output.decoded
        }
    }

    /// The bytes that belong together in what is broken at `index`: those of a sequence that was cut off (Unicode 16,
    /// section 3.9, "maximal subpart").
    private static func brokenLength(_ source: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
        let lead = source[index]
        guard lead >= 0xC2, lead <= 0xF4, index + 1 < source.count else { return 1 }
        let second = source[index + 1]
        let range: ClosedRange<UInt8> =
            switch lead {
            case 0xE0: 0xA0...0xBF
            case 0xED: 0x80...0x9F
            case 0xF0: 0x90...0xBF
            case 0xF4: 0x80...0x8F
            default: 0x80...0xBF
            }
        guard range.contains(second), lead >= 0xE0 else { return 1 }
        guard lead >= 0xF0, index + 2 < source.count, source[index + 2] & 0xC0 == 0x80 else { return 2 }
        return 3
    }

    private static func utf16(_ bytes: [UInt8], _ start: Int, _ isBigEndian: Bool) -> DecodedText {
        bytes.withUnsafeBufferPointer { source in
            var output = Output(capacity: source.count)
            func unit(_ index: Int) -> UInt32 {
                let (first, second) = (UInt32(source[index]), UInt32(source[index + 1]))
                return isBigEndian ? first << 8 | second : second << 8 | first
            }
            var index = start
            while index + 1 < source.count {
                let first = unit(index)
                if let scalar = Unicode.Scalar(first) {
                    output.text.append(scalar, at: index, sourceWidth: 2)
                    index += 2
                } else if first < 0xDC00, index + 3 < source.count, case let second = unit(index + 2),
                    second >= 0xDC00, second < 0xE000,
                    let scalar = Unicode.Scalar(0x10000 + (first - 0xD800) << 10 + (second - 0xDC00))
                {
                    output.text.append(scalar, at: index, sourceWidth: 4)
                    index += 4
                } else {
                    output.fault(at: index, width: 2)
                    index += 2
                }
            }
            if index < source.count { output.fault(at: index, width: source.count - index) }
            return output.decoded
        }
    }

    private static func utf32(_ bytes: [UInt8], _ start: Int, _ isBigEndian: Bool) -> DecodedText {
        bytes.withUnsafeBufferPointer { source in
            var output = Output(capacity: source.count / 2)
            var index = start
            while index + 3 < source.count {
                var value: UInt32 = 0
                for place in 0..<4 {
                    value |= UInt32(source[index + place]) << UInt32(8 * (isBigEndian ? 3 - place : place))
                }
                if let scalar = Unicode.Scalar(value) {
                    output.text.append(scalar, at: index, sourceWidth: 4)
                } else {
                    output.fault(at: index, width: 4)
                }
                index += 4
            }
            if index < source.count { output.fault(at: index, width: source.count - index) }
            return output.decoded
        }
    }

    /// Character by character, because only that tells where each one stood. Characters of one byte, in encodings that
    /// keep no state, are looked up in a table.
    private static func legacy(_ bytes: [UInt8], _ start: Int, _ encoding: Encoding) -> DecodedText {
        guard let converter = Converter(from: encoding.iconvName) else { return utf8(bytes, start) }
        let table = ByteTable.of(encoding)
        return bytes.withUnsafeBufferPointer { source in
            var output = Output(capacity: source.count + source.count / 2)
            var index = start
            while index < source.count {
                if let scalar = table.scalars[Int(source[index])] {
                    output.text.append(scalar, at: index, sourceWidth: 1)
                    index += 1
                    continue
                }
                var length = 1
                var outcome = Converter.Outcome.invalid
                while length <= 4, index + length <= source.count {
                    outcome = converter.convert(UnsafeBufferPointer(rebasing: source[index..<(index + length)]))
                    guard outcome == .incomplete else { break }
                    length += 1
                }
                guard case .character(let text) = outcome else {
                    output.fault(at: index, width: 1)
                    index += 1
                    continue
                }
                if !text.isEmpty {
                    output.text.append(unit: text, width: text.count, at: index, sourceWidth: length)
                }
                index += length
            }
            return output.decoded
        }
    }

    private struct Output {
        var text = MappedText()
        private var faults: [Int] = []

        init(capacity: Int) { text.reserveCapacity(capacity) }

        mutating func fault(at offset: Int, width: Int) {
            if faults.count < DecodedText.faultLimit { faults.append(offset) }
            text.append("\u{FFFD}" as Unicode.Scalar, at: offset, sourceWidth: width)
        }

        var decoded: DecodedText { DecodedText(bytes: text.bytes, map: text.map, faults: faults) }
    }
}

/// What each byte stands for in an encoding, as far as it is a character by itself.
struct ByteTable: Sendable {
    /// 256 of them.
    let scalars: [Unicode.Scalar?]

    static func of(_ encoding: Encoding) -> ByteTable {
        // In ISO-2022 and UTF-7 a byte means something else after an escape.
        let keepsState = ["iso-2022", "utf-7", "hz"].contains { encoding.name.hasPrefix($0) }
        guard !keepsState, let converter = Converter(from: encoding.iconvName) else {
            return ByteTable(scalars: Array(repeating: nil, count: 256))
        }
        var scalars: [Unicode.Scalar?] = []
        for byte in 0...UInt8.max {
            let one = [byte]
            let outcome = one.withUnsafeBufferPointer { converter.convert($0) }
            if case .character(let text) = outcome {
                let scalars32 = String(decoding: text, as: UTF8.self).unicodeScalars
                scalars.append(scalars32.count == 1 ? scalars32.first : nil)
            } else {
                scalars.append(nil)
            }
        }
        return ByteTable(scalars: scalars)
    }
}
