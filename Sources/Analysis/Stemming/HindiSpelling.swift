/// Brings together the ways to write one word of Hindi, which differ in nasals, dots and the length of vowels.
///
/// After Larkey, Connell & Abduljaleel, "Hindi CLIR in thirty days", 2003.
enum HindiSpelling {
    static func normalize(_ word: inout [Unicode.Scalar]) {
        var result: [Unicode.Scalar] = []
        result.reserveCapacity(word.count)
        var index = 0
        while index < word.count {
            let letter = word[index]
            index += 1
            switch letter.value {
            // The dot of borrowed sounds.
            case 0x93C: continue
            // Candrabindu, and न् before a consonant, are anusvara.
            case 0x901: result.append("\u{902}")
            case 0x928 where index < word.count && word[index].value == 0x94D && index + 1 < word.count:
                result.append("\u{902}")
                index += 1
            // Long vowels and diphthongs are shortened.
            case 0x906: result.append("\u{905}")
            case 0x908: result.append("\u{907}")
            case 0x90A: result.append("\u{909}")
            case 0x90D, 0x90E, 0x910: result.append("\u{90F}")
            case 0x911, 0x912, 0x914: result.append("\u{913}")
            case 0x940: result.append("\u{93F}")
            case 0x942: result.append("\u{941}")
            case 0x945, 0x946, 0x948: result.append("\u{947}")
            case 0x949, 0x94A, 0x94C: result.append("\u{94B}")
            default: result.append(letter)
            }
        }
        word = result
    }
}
