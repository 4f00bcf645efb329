/// Finds where UTF-8 goes wrong (Unicode 16, table 3-7).
public enum UTF8Check {
    /// How many leading bytes are well-formed; all of them when the text is.
    public static func validPrefix(of bytes: UnsafeBufferPointer<UInt8>) -> Int {
        let words = UnsafeRawBufferPointer(bytes)
        var index = 0
        while index < bytes.count {
            if index + 8 <= bytes.count, isASCII(words, index..<index + 8) {
                index += 8
                while index + 64 <= bytes.count, isASCII(words, blockAt: index) { index += 64 }
                while index + 16 <= bytes.count, isASCII(words, index..<index + 16) { index += 16 }
                if bytes.count - index < 8, isASCII(words, bytes.count - 8..<bytes.count) { return bytes.count }
                continue
            }
            let length = sequenceLength(in: bytes, at: index)
            guard length > 0 else { return index }
            index += length
        }
        return index
    }

    /// The same of 64 bytes.
    @inline(__always)
    private static func isASCII(_ bytes: UnsafeRawBufferPointer, blockAt index: Int) -> Bool {
        let block = bytes.loadUnaligned(fromByteOffset: index, as: SIMD8<UInt64>.self)
        let half = block.lowHalf | block.highHalf
        let quarter = half.lowHalf | half.highHalf
        return (quarter[0] | quarter[1]) & 0x8080_8080_8080_8080 == 0
    }

    /// - Parameter range: a multiple of eight bytes.
    @inline(__always)
    private static func isASCII(_ bytes: UnsafeRawBufferPointer, _ range: Range<Int>) -> Bool {
        var all: UInt64 = 0
        for index in stride(from: range.lowerBound, to: range.upperBound, by: 8) {
            all |= bytes.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        }
        return all & 0x8080_8080_8080_8080 == 0
    }

    /// The length of the well-formed sequence that begins at `index`, or 0.
    private static func sequenceLength(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int {
        let lead = bytes[index]
        if lead < 0x80 { return 1 }
        let second: ClosedRange<UInt8>
        let length: Int
        switch lead {
        case 0xC2...0xDF: (second, length) = (0x80...0xBF, 2)
        case 0xE0: (second, length) = (0xA0...0xBF, 3)
        case 0xED: (second, length) = (0x80...0x9F, 3)
        case 0xE1...0xEF: (second, length) = (0x80...0xBF, 3)
        case 0xF0: (second, length) = (0x90...0xBF, 4)
        case 0xF1...0xF3: (second, length) = (0x80...0xBF, 4)
        case 0xF4: (second, length) = (0x80...0x8F, 4)
        default: return 0
        }
        guard index + length <= bytes.count, second.contains(bytes[index + 1]) else { return 0 }
        for offset in 2..<max(length, 2) where bytes[index + offset] & 0xC0 != 0x80 { return 0 }
        return length
    }
}
