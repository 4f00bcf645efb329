/// Where titles fall into pieces: `File system | Node.js Documentation`, `12.2. Virtualization`, `Doxygen: Features`.
enum TitlePieces {
    /// Whether one piece ends and another begins between two words.
    ///
    /// - Parameter gap: what stands between them.
    static func isBorder(_ bytes: UnsafeBufferPointer<UInt8>, _ gap: Range<Int>) -> Bool {
        var index = gap.lowerBound
        while index < gap.upperBound {
            switch bytes[index] {
            case UInt8(ascii: "|"), UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "("), UInt8(ascii: ")"),
                UInt8(ascii: "["), UInt8(ascii: "]"):
                return true
            case UInt8(ascii: "-"), UInt8(ascii: "/"), UInt8(ascii: ">"):
                if isSpace(bytes, index - 1, gap), isSpace(bytes, index + 1, gap) { return true }
            case UInt8(ascii: "."):
                // Behind the number of a chapter.
                if index > 0, bytes[index - 1] &- 0x30 < 10 { return true }
            case 0xC2:
                // «, ·, »
                if index + 1 < gap.upperBound, [0xAB, 0xB7, 0xBB].contains(bytes[index + 1]) { return true }
            case 0xE2:
                // –, —, •, ›
                if index + 2 < gap.upperBound, bytes[index + 1] == 0x80,
                    [0x93, 0x94, 0xA2, 0xBA].contains(bytes[index + 2])
                {
                    return true
                }
            default: break
            }
            index += 1
        }
        return false
    }

    private static func isSpace(_ bytes: UnsafeBufferPointer<UInt8>, _ index: Int, _ gap: Range<Int>) -> Bool {
        gap.contains(index) && bytes[index] <= 0x20
    }
}
