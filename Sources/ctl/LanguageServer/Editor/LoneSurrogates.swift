/// Editors that keep text in UTF-16 may cut a character in two and send half of it as `\ud83d`, which is no text. The
/// change would be lost, and every later place with it; U+FFFD is as long in UTF-16.
enum LoneSurrogates {
    static func replaced(in message: [UInt8]) -> [UInt8] {
        var bytes = message
        var index = 0
        while index < bytes.count, let backslash = bytes[index...].firstIndex(of: UInt8(ascii: "\\")) {
            index = backslash + 2
            guard let unit = unit(at: backslash, bytes), (0xD800...0xDFFF).contains(unit) else { continue }
            if unit < 0xDC00, let low = self.unit(at: backslash + 6, bytes), (0xDC00...0xDFFF).contains(low) {
                index = backslash + 12
            } else {
                bytes.replaceSubrange(backslash + 2..<backslash + 6, with: "fffd".utf8)
                index = backslash + 6
            }
        }
        return bytes
    }

    /// The code unit that `\uXXXX` at an index stands for.
    private static func unit(at index: Int, _ bytes: [UInt8]) -> UInt16? {
        guard index + 6 <= bytes.count, bytes[index] == UInt8(ascii: "\\"), bytes[index + 1] == UInt8(ascii: "u") else {
            return nil
        }
        return UInt16(String(decoding: bytes[index + 2..<index + 6], as: UTF8.self), radix: 16)
    }
}
