/// A light stemmer of a language that inflects by one ending: takes off the longest that fits, for Slavic languages and
/// Latvian, which libstemmer lacks.
///
/// Endings of nouns and adjectives by case and number, as light stemmers take them: for Czech after Dolamic & Savoy,
/// "Indexing and stemming approaches for the Czech language", 2009; for Bulgarian, whose article is an ending too, after
/// Savoy, "Searching strategies for the Bulgarian language", 2007.
struct EndingStemmer: Sendable {
    /// Longest first.
    private let endings: [[Unicode.Scalar]]

    /// A stem has at least so many letters.
    private static let shortestStem = 3

    private init(_ list: String) {
        endings = list.split(separator: " ").map { Array($0.unicodeScalars) }.sorted { $0.count > $1.count }
    }

    func stem(_ word: inout [Unicode.Scalar]) {
        for ending in endings {
            let count = word.count - ending.count
            if count >= Self.shortestStem, word[count...].elementsEqual(ending) {
                word.removeSubrange(count...)
                return
            }
        }
    }

    static func of(_ language: String) -> EndingStemmer? { byLanguage[language] }

    private static let byLanguage: [String: EndingStemmer] = [
        "be": EndingStemmer(
            "амі ямі ага яга аму яму ымі імі ах ях ою ею аў яў оў ам ям ом ем ым ім ых іх ай ой ый ая яя ое ыя а я о е у ю "
                + "ы і ь й"
        ),
        "bg": EndingStemmer("овете евете ищата ите ията ият ата ята ото ето ът ят та то те ове еве ища и е а о я й"),
        "cs": EndingStemmer(
            "atech ětem atům ech ich ích ého ěmi emi ému ete eti iho ího ími imu ách ata aty ých ama ami ové ovi ými em ém "
                + "ím ům at ám ým mi ou ov e i í ě u y ů a o á é ý"
        ),
        "lv": EndingStemmer(
            "ajiem ajām ajai ajam ajos ajās iem ās ām ēm īm ai ei os us is as es am em im um ā ē ī ū a e i o u s š"
        ),
        "mk": EndingStemmer("овите евите иштата ите ата ото ето от та то те ови еви ишта и е а о"),
        "pl": EndingStemmer("owie ami ach owi ego emu ymi imi ych ich iej om ów em ie ej ym im ą ę y i a e o u"),
        "sk": EndingStemmer(
            "atách ého emi ému ami ách och iach ých ích ými ími ovi ové iam om em ám ým ím ov ou ej ie e i í u y a o á é ý"
        ),
        "sl": EndingStemmer("ega emu imi ama oma ami ih im em om ah ov ev am a e i o u"),
        "uk": EndingStemmer(
            "ами ями ові еві єві ого ому ими іми ах ях ою ею єю ів їв ам ям ом ем єм им ім их іх ій ої ий а я о е є у ю и і "
                + "ї ь й"
        ),
    ]
}
