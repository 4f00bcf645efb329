/// Latin letters without their marks, as people type them who don't have the marks at hand: é as e, ş as s, ø as o.
enum PlainLetters {
    /// A folded word without the marks of its Latin letters; `nil` if it has none.
    static func plain(_ word: some Sequence<UInt8>) -> [UInt8]? {
        // The marked letters of Latin begin with one of these bytes.
        guard word.contains(where: { (0xC3...0xC9).contains($0) || $0 == 0xE1 }) else { return nil }
        var plain: [UInt8] = []
        var hasChanged = false
        for scalar in String(decoding: Array(word), as: UTF8.self).unicodeScalars {
            if let letters = table[scalar] {
                plain.append(contentsOf: letters.utf8)
                hasChanged = true
            } else {
                plain.append(scalar)
            }
        }
        return hasChanged ? plain : nil
    }

    /// By the names that Unicode gives them, such as LATIN SMALL LETTER E WITH ACUTE.
    private static let table: [Unicode.Scalar: String] = {
        var table: [Unicode.Scalar: String] = [
            "ı": "i", "ə": "e", "æ": "ae", "œ": "oe", "þ": "th", "ð": "d", "ŋ": "n", "ĸ": "k", "ɛ": "e", "ɔ": "o",
        ]
        let prefix = "LATIN SMALL LETTER "
        for value in Array(0xDF...0x24F) + Array(0x1E00...0x1EFF) as [UInt32] {
            guard let scalar = Unicode.Scalar(value), let name = scalar.properties.name, name.hasPrefix(prefix)
            else { continue }
            let words = name.dropFirst(prefix.count).split(separator: " ")
            guard words.count >= 3, words[1] == "WITH", words[0].count == 1 else { continue }
            table[scalar] = words[0].lowercased()
        }
        return table
    }()
}
