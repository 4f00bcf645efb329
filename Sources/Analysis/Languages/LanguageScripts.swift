/// Which scripts and letters languages are written in, as far as they tell languages apart.
enum LanguageScripts {
    /// The language that is written most in the script of a character, of scripts that nothing more is asked of.
    static func language(ofScriptOf scalar: Unicode.Scalar) -> String? {
        switch scalar.value {
        case 0x980...0x9FF: "bn"
        case 0xA00...0xA7F: "pa"
        case 0xA80...0xAFF: "gu"
        case 0xB00...0xB7F: "or"
        case 0xB80...0xBFF: "ta"
        case 0xC00...0xC7F: "te"
        case 0xC80...0xCFF: "kn"
        case 0xD00...0xD7F: "ml"
        case 0xD80...0xDFF: "si"
        case 0xE00...0xE7F: "th"
        case 0xE80...0xEFF: "lo"
        case 0x1000...0x109F: "my"
        case 0x1200...0x137F: "am"
        case 0x1780...0x17FF: "km"
        default: nil
        }
    }

    static let english = FunctionWords.number(of: "en")
    static let cyrillicScript = numbers("ru uk be bg sr mk kk ky tt mn az")
    static let arabicScript = numbers("ar fa ur ckb ug ps")
    static let devanagari = numbers("hi ne mr")
    static let latinScript = FunctionWords.languages.indices.filter {
        !cyrillicScript.contains($0) && !arabicScript.contains($0) && !devanagari.contains($0)
            || FunctionWords.languages[$0] == "az"
    }

    static let isLatin = FunctionWords.languages.indices.map { latinScript.contains($0) }

    private static func numbers(_ languages: String) -> [Int] {
        languages.split(separator: " ").compactMap { FunctionWords.number(of: String($0)) }
    }

    /// One bit for each letter of the languages of Europe that are written in Cyrillic letters, and one for all others.
    @inline(__always)
    static func cyrillicBit(_ scalar: Unicode.Scalar) -> UInt64 {
        switch scalar.value {
        case 0x430...0x45F: 1 << UInt64(scalar.value - 0x430)
        case 0x410...0x42F: 1 << UInt64(scalar.value - 0x410)
        case 0x400...0x40F: 1 << UInt64(scalar.value - 0x3E0)
        case 0x490, 0x491: 1 << 48
        default: 1 << 49
        }
    }

    /// By the number of a language: the bits of its letters; all of them for languages of other scripts.
    static let cyrillicAlphabets: [UInt64] = {
        var alphabets = [UInt64](repeating: .max, count: FunctionWords.languages.count)
        for (language, letters) in [
            ("ru", "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"), ("uk", "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя"),
            ("be", "абвгґдеёжзійклмнопрстуўфхцчшыьэюя"), ("bg", "абвгдежзийклмнопрстуфхцчшщъьюя"),
            ("sr", "абвгдђежзијклљмнњопрстћуфхцчџш"), ("mk", "абвгдѓежзѕијклљмнњопрстќуфхцчџшѐѝ"),
        ] {
            guard let number = FunctionWords.number(of: language) else { continue }
            alphabets[number] = letters.unicodeScalars.reduce(0) { $0 | cyrillicBit($1) }
        }
        return alphabets
    }()

    /// Letters that only some languages have: one bit for each of these.
    static let letters: [Unicode.Scalar: UInt64] = {
        var letters: [Unicode.Scalar: UInt64] = [:]
        for (language, list) in letterLists {
            guard let number = FunctionWords.number(of: language) else { continue }
            for scalar in list.unicodeScalars { letters[scalar, default: 0] |= 1 << UInt64(number) }
        }
        return letters
    }()

    private static let letterLists: [(String, String)] = [
        ("de", "äöüß"), ("fr", "àâçèéêëîïôùûœ"), ("es", "áéíñóú"), ("it", "àèéìòù"), ("pt", "áâãçéêíóôõúà"),
        ("sv", "åäö"), ("da", "åæø"), ("nb", "åæø"), ("fi", "äö"), ("hu", "áéíóöőúüű"), ("ro", "ăâîșțşţ"),
        ("ca", "àçèéíïòóúü·"), ("lt", "ąčęėįšųūž"), ("tr", "çğıöşü"), ("az", "əçğıöşü"), ("tk", "äçňöşüýž"),
        ("pl", "ąćęłńóśźż"), ("cs", "áčďéěíňóřšťúůýž"), ("sk", "áäčďéíĺľňóôŕšťúýž"), ("sl", "čšž"), ("hr", "čćđšž"),
        ("et", "äõöüšž"), ("lv", "āčēģīķļņšūž"), ("sq", "çë"), ("vi", "ăâđêôơưạảấầẩậắằẵặẹẻếềểễệịọỏốồổộớờởợụủứừửữựỳỵỷỹ"),
        ("uk", "іїєґ"), ("be", "іўёыэ"), ("bg", "ъ"), ("ru", "ёыэ"), ("sr", "јљњђћџ"), ("mk", "јљњѓќѕџ"),
        ("kk", "әғқңөұүһі"), ("ky", "ңөү"), ("tt", "әөүҗңһ"), ("mn", "өү"), ("az", "әғҝјөүһҹ"),
        ("fa", "پچژگکی"), ("ur", "ٹڈڑںےہھکیگچپ"), ("ar", "ةىيكأإ"), ("ckb", "ێۆەڵڕ"), ("ug", "ېۇۈۆەڭ"),
        ("ps", "ښځڅډړږټۍ"),
    ]
}
