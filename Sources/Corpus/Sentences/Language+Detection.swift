extension Language {
    /// The language that `text` is written in, nil when there is too little to tell.
    ///
    /// Scripts and letters that only some languages have decide first, then frequent short words. At most 16 KiB from
    /// the start, the middle and the end are read, so the cost does not grow with the text.
    public static func detect(_ text: UnsafeBufferPointer<UInt8>, in range: Range<Int>? = nil) -> Language? {
        let range = range ?? 0..<text.count
        var evidence = Evidence()
        let window = 5_400
        if range.count <= 3 * window {
            evidence.read(text, range)
        } else {
            let middle = range.lowerBound + range.count / 2
            evidence.read(text, range.lowerBound..<range.lowerBound + window)
            evidence.read(text, middle..<middle + window)
            evidence.read(text, range.upperBound - window..<range.upperBound)
        }
        return evidence.verdict
    }

    /// Letters and words counted so far.
    private struct Evidence {
        private var latin = 0
        private var cyrillic = 0
        private var kazakhLetters = 0
        private var arabicScript = 0
        private var persianLetters = 0
        private var arabicLetters = 0
        private var han = 0
        private var kana = 0
        private var votes = [Int](repeating: 0, count: Language.allCases.count)

        mutating func read(_ text: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) {
            var index = range.lowerBound
            while index < range.upperBound, text[index] & 0xC0 == 0x80 { index += 1 }
            var wordStart = index
            while index < range.upperBound {
                let length = Characters.length(text, index, range.upperBound)
                if length == 1 {
                    let letter = text[index] | 0x20
                    if letter >= 0x61 && letter <= 0x7A {
                        latin += 1
                    } else {
                        count(text, wordStart..<index)
                        wordStart = index + 1
                    }
                } else if Characters.spaceLength(text, index, range.upperBound) > 0 || text[index] == 0xE2 {
                    count(text, wordStart..<index)
                    wordStart = index + length
                } else {
                    letter(Characters.scalar(text, index, range.upperBound).value)
                }
                index += length
            }
            count(text, wordStart..<range.upperBound)
        }

        private mutating func count(_ text: UnsafeBufferPointer<UInt8>, _ word: Range<Int>) {
            guard word.count > 0, word.count <= 16, let language = LanguageWords.table.value(text, word) else { return }
            votes[Int(language)] += 4
        }

        private mutating func letter(_ value: UInt32) {
            switch value {
            case 0x00C0...0x02AF:
                latin += 1
                if let languages = LanguageWords.letters[value] {
                    for language in languages { votes[language] += 1 }
                }
            case 0x0400...0x052F:
                cyrillic += 1
                switch value {
                case 0x0406, 0x0456, 0x0492, 0x0493, 0x049A, 0x049B, 0x04A2, 0x04A3, 0x04AE...0x04B1, 0x04BA, 0x04BB,
                    0x04D8,
                    0x04D9, 0x04E8, 0x04E9:
                    kazakhLetters += 1
                default: break
                }
            case 0x0600...0x06FF:
                arabicScript += 1
                switch value {
                case 0x067E, 0x0686, 0x0698, 0x06AF, 0x06A9, 0x06CC, 0x06F0...0x06F9: persianLetters += 1
                case 0x0629, 0x0643, 0x064A, 0x0649, 0x0623, 0x0625, 0x0660...0x0669: arabicLetters += 1
                default: break
                }
            case 0x3040...0x30FF: kana += 1
            case 0x3400...0x9FFF: han += 1
            default: break
            }
        }

        var verdict: Language? {
            let east = (han + kana) * 3
            let most = max(latin, cyrillic, arabicScript, east)
            guard most >= 3 else { return nil }
            if east == most { return kana * 12 > han + kana ? .japanese : .chinese }
            if cyrillic == most { return kazakhLetters * 50 > cyrillic ? .kazakh : .russian }
            if arabicScript == most { return persianLetters >= arabicLetters ? .persian : .arabic }
            var best = 0
            var runnerUp = 0
            var winner: Language?
            for (index, language) in Language.allCases.enumerated() {
                if votes[index] > best {
                    runnerUp = best
                    best = votes[index]
                    winner = language
                } else {
                    runnerUp = max(runnerUp, votes[index])
                }
            }
            return best >= 4 && best > runnerUp ? winner : nil
        }
    }
}

/// Frequent words and telling letters of the languages in Latin script.
private enum LanguageWords {
    static let table: WordTable = {
        var owners: [String: [Language]] = [:]
        for (language, words) in lists {
            for word in words.utf8.split(separator: 0x20) {
                owners[String(Substring(word)), default: []].append(language)
            }
        }
        let index = Dictionary(uniqueKeysWithValues: Language.allCases.enumerated().map { ($1, UInt8($0)) })
        // A word of two languages tells nothing.
        return WordTable(owners.compactMap { $1.count == 1 ? ($0, index[$1[0]] ?? 0) : nil })
    }()

    static let letters: [UInt32: [Int]] = {
        var result: [UInt32: [Int]] = [:]
        for (index, language) in Language.allCases.enumerated() {
            for scalar in (letterLists[language] ?? "").unicodeScalars {
                result[scalar.value, default: []].append(index)
            }
        }
        return result
    }()

    private static let lists: [Language: String] = [
        .english:
            "the of and to in is that for was on with as it are by this from at be have has not which or his her they been were an but will would their its said",
        .german:
            "der die und das ist den von zu mit sich des auf für nicht ein eine dem es im auch als wird werden sind bei nach aus oder hat wurde zum zur über einer eines ich",
        .french:
            "le la les et des du une est dans que qui pour au pas sur par plus ce avec il elle sont aux ont cette ses été nous vous mais ou leur être fait",
        .spanish:
            "el los las y del que una por con para es su al lo como más pero sus le ha este esta también fue son sobre ser entre cuando muy sin años está hay",
        .azerbaijani:
            "və bu ilə bir üçün də da ki olan olaraq o öz sonra isə daha edir onun idi görə ən lakin xəzər azərbaycan",
        .turkmen:
            "we bilen bu bir hem üçin boýunça bolan diýip öz soň onuň türkmenistanyň ýylda ýurduň hazar ony barada",
        .turkish:
            "ve bir bu için ile da de olarak olan daha çok gibi kadar sonra ancak her olduğu en ne değil türkiye onun ise hazar oldu var",
    ]

    private static let letterLists: [Language: String] = [
        .german: "äöüßÄÖÜ",
        .french: "àâçèéêëîïôùûœÉÈÀ",
        .spanish: "áéíñóúÁÉÍÓÚÑ",
        .azerbaijani: "əƏəığşçöüĞŞÇƏ",
        .turkmen: "ýňžşäöüçÝŇŽŞÄ",
        .turkish: "ığşçöüİĞŞÇ",
    ]
}
