extension SuffixStemmer {
    /// Azerbaijani, in its Latin alphabet of 1991 and in the Cyrillic one of 1958, which becomes the Latin one.
    ///
    /// Endings after the chapter on Azerbaijanian in Johanson & Csató (eds.), The Turkic Languages, 1998.
    static let azerbaijani: SuffixStemmer = {
        let variants: [Character: String] = ["A": "aə", "I": "ıiuü"]
        return SuffixStemmer(
            slots: [
                Slot("dIr dIrlAr", variants),
                Slot("dAkI dAkIlAr ndAkI", variants),
                Slot("dA dAn ndA ndAn nIn In A yA nA I nI sI", variants),
                Slot("ImIz mIz InIz nIz Im In I sI", variants, shortestStem: 3),
                Slot("lAr", variants),
            ],
            frontVowels: ["ə", "e", "i", "ö", "ü"],
            backVowels: ["a", "ı", "o", "u"],
            softened: ["q": "ğ", "k": "y"],
            glide: "y",
            irregular: [
                "oğl": "oğul", "fikr": "fikir", "ağz": "ağız", "burn": "burun", "ömr": "ömür", "qanun": "qanun",
                "qadın": "qadın", "bütün": "bütün", "uzun": "uzun", "yaxın": "yaxın", "dəniz": "dəniz",
                "türkiyə": "türkiyə",
            ],
            transliteration: [
                "а": "a", "б": "b", "в": "v", "г": "q", "ғ": "ğ", "д": "d", "е": "e", "ә": "ə", "ж": "j", "з": "z",
                "и": "i", "ы": "ı", "ј": "y", "й": "y", "к": "k", "ҝ": "g", "л": "l", "м": "m", "н": "n", "о": "o",
                "ө": "ö", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ү": "ü", "ф": "f", "х": "x", "һ": "h",
                "ч": "ç", "ҹ": "c", "ш": "ş", "э": "e", "ю": "yu", "я": "ya", "ё": "yo", "ц": "ts", "щ": "ş", "ь": "",
                "ъ": "",
            ]
        )
    }()

    /// Kazakh, in Cyrillic and in the Latin alphabet proposed in 2021, which the Cyrillic one becomes.
    ///
    /// Endings after Muhamedowa, Kazakh: A Comprehensive Grammar, 2016.
    static let kazakh: SuffixStemmer = {
        let variants: [Character: String] = [
            "A": "ae", "I": "yı", "L": "ldt", "D": "dt", "N": "ndt", "G": "ğgqk", "M": "mbp",
        ]
        return SuffixStemmer(
            slots: [
                Slot("DIr", variants),
                Slot("DAğy DAgı ndAğy ndAgı", variants),
                Slot("Men", variants, isHarmonic: false),
                Slot("NIñ GA nA A NI In sIn DA ndA DAn nAn", variants),
                Slot("ImIz mIz IñIz ñIz Im Iñ I sI", variants, shortestStem: 3),
                Slot("LAr", variants),
            ],
            frontVowels: ["ä", "e", "ö", "ü", "ı"],
            backVowels: ["a", "o", "ū", "y"],
            neutralVowels: ["i", "u"],
            voiceless: ["p", "t", "k", "q", "s", "ş", "ç", "h", "f"],
            softened: ["p": "b", "q": "ğ", "k": "g"],
            irregular: [
                "halq": "halyq", "altyn": "altyn", "orn": "oryn", "auz": "auyz", "daus": "dauys", "mūrn": "mūryn",
                "teñız": "teñız",
            ],
            transliteration: [
                "а": "a", "ә": "ä", "б": "b", "в": "v", "г": "g", "ғ": "ğ", "д": "d", "е": "e", "ё": "io", "ж": "j",
                "з": "z", "и": "i", "й": "ĭ", "к": "k", "қ": "q", "л": "l", "м": "m", "н": "n", "ң": "ñ", "о": "o",
                "ө": "ö", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ұ": "ū", "ү": "ü", "ф": "f", "х": "h",
                "һ": "h", "ц": "ts", "ч": "ç", "ш": "ş", "щ": "ş", "ъ": "", "ы": "y", "і": "ı", "ь": "", "э": "e",
                "ю": "iu", "я": "ia",
            ]
        )
    }()

    /// Turkmen, in its Latin alphabet of 1999.
    ///
    /// Endings after Clark, Turkmen Reference Grammar, 1998.
    static let turkmen: SuffixStemmer = {
        let variants: [Character: String] = ["A": "ae", "I": "yi", "U": "yiuü", "Ä": "aä"]
        return SuffixStemmer(
            slots: [
                Slot("dUr dIrlAr", variants),
                Slot("dÄkI ndÄkI", variants),
                Slot("nUň Uň dA dAn ndA ndAn nA A ä nI I sI", variants),
                Slot("UmUz mUz UňUz ňUz Um Uň U sI", variants, shortestStem: 3),
                Slot("lAr", variants),
            ],
            frontVowels: ["ä", "e", "i", "ö", "ü"],
            backVowels: ["a", "o", "u", "y"],
            softened: ["p": "b", "t": "d", "k": "g"],
            irregular: ["deňz": "deňiz", "ogl": "ogul", "burn": "burun", "agz": "agyz", "deňiz": "deňiz"],
            transliteration: [:]
        )
    }()
}
