/// Puts a letter and the combining mark behind it into one character where Unicode has one, so that й typed as и and a
/// breve is й.
enum Composition {
    /// Appends `mark` to folded text: as part of its last letter, or behind it where there is no such letter.
    ///
    /// A stress mark on a Cyrillic letter, as dictionaries print it, is left out: no such word is spelled with it.
    static func append(_ mark: Unicode.Scalar, to output: inout [UInt8]) {
        var start = output.count
        while start > 0 {
            start -= 1
            if UTF8Reading.isBoundary(output[start]) { break }
        }
        guard start < output.count else { return }
        var letter = String(decoding: output[start...], as: UTF8.self)
        let isCyrillic = letter.unicodeScalars.first.map { (0x400...0x52F).contains($0.value) } ?? false
        letter.unicodeScalars.append(mark)
        if let composed = letters[letter] {
            output.removeSubrange(start...)
            output.append(composed)
        } else if !(isCyrillic && (mark.value == 0x301 || mark.value == 0x300)) {
            output.append(mark)
        }
    }

    /// The composed letters by themselves: strings are equal, and have one hash, when they are canonically equivalent,
    /// so a letter and a mark find the letter that they make. Made when the first combining mark is met.
    private static let letters: [String: Unicode.Scalar] = {
        var letters: [String: Unicode.Scalar] = [:]
        let ranges: [ClosedRange<UInt32>] = [
            0xE0...0x24F, 0x386...0x3CE, 0x450...0x4F9, 0x622...0x626, 0x6C0...0x6D3, 0x1E00...0x1FFC, 0x304C...0x30FE,
        ]
        for value in ranges.joined() {
            guard let scalar = Unicode.Scalar(value),
                scalar.properties.isLowercase || value >= 0x622 && value < 0x700 || value >= 0x3000
            else { continue }
            letters[String(scalar)] = scalar
        }
        letters["\u{439}"] = "\u{439}"
        return letters
    }()
}
