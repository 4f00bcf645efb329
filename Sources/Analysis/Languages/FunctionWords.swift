/// The most frequent words of languages, those that carry grammar: by them a language is told from the others of its
/// script.
enum FunctionWords {
    /// The languages that are told apart inside their scripts, in the order of their numbers: at most 64.
    static let languages: [String] = lists.map(\.language)

    /// A number for each language: an index into `languages`.
    static func number(of language: String) -> Int? {
        let code = code(of: language)
        return codes.firstIndex { $0 == code }
    }

    private static let codes = languages.map { code(of: $0) }

    /// The letters of a language's code: two or three. It is asked for with every passage, of which a dictionary would take
    /// the hash each time.
    private static func code(of language: String) -> UInt64 {
        var code: UInt64 = 0
        for byte in language.utf8.prefix(9) { code = code &<< 7 | UInt64(byte) }
        return code
    }

    /// Which languages have a word, one bit for each; 0 where none has it.
    ///
    /// - Parameter word: at most eight bytes of a folded word, the first one lowest.
    @inline(__always)
    static func languages(of word: UInt64, in table: [Slot], _ filter: [UInt64]) -> UInt64 {
        let bit = filterBit(of: word)
        guard filter[bit >> 6] &>> UInt64(bit & 63) & 1 != 0 else { return 0 }
        var place = slot(of: word)
        while table[place].word != word, table[place].word != 0 { place = (place + 1) & (table.count - 1) }
        return table[place].languages
    }

    struct Slot {
        var word: UInt64 = 0
        var languages: UInt64 = 0
    }

    static let table: [Slot] = {
        var table = [Slot](repeating: Slot(), count: slotCount)
        for (number, list) in lists.enumerated() {
            var word: UInt64 = 0
            var length = 0
            for byte in list.words.utf8 {
                if byte == 0x20 {
                    if length <= 8 { insert(word, of: number, into: &table) }
                    (word, length) = (0, 0)
                } else {
                    if length < 8 { word |= UInt64(byte) << UInt64(8 * length) }
                    length += 1
                }
            }
            if length <= 8 { insert(word, of: number, into: &table) }
        }
        return table
    }()

    /// One bit for each word of the table, by a part of its hash: most words of a text have none, and four kilobytes stay in
    /// the nearest cache of the processor, where the table doesn't.
    static let filter: [UInt64] = {
        var filter = [UInt64](repeating: 0, count: 512)
        for slot in table where slot.word != 0 {
            let bit = filterBit(of: slot.word)
            filter[bit >> 6] |= 1 << UInt64(bit & 63)
        }
        return filter
    }()

    private static func insert(_ word: UInt64, of language: Int, into table: inout [Slot]) {
        guard word != 0 else { return }
        var place = slot(of: word)
        while table[place].word != word, table[place].word != 0 { place = (place + 1) & (slotCount - 1) }
        table[place].word = word
        table[place].languages |= 1 << UInt64(language)
    }

    private static let slotCount = 4096

    @inline(__always)
    private static func slot(of word: UInt64) -> Int {
        Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> 52)
    }

    /// 0..<32,768.
    @inline(__always)
    private static func filterBit(of word: UInt64) -> Int {
        Int(truncatingIfNeeded: (word &* 0x9E37_79B9_7F4A_7C15) >> 49)
    }

    private static let lists: [(language: String, words: String)] = [
        (
            "en",
            "the of and to in is that for was on with as it are by this from at be have has not which or his her they been "
                + "were an but will would their its said we he she who all there one can what how when where a no do so me if i my "
                + "our us out up about into than them then some any most other such these also may must should only more been "
                + "you your see use used using does did because between both each few here just like made make many over same "
                + "very well while without under until was o n s t"
        ),
        (
            "de",
            "der die und das den von zu mit sich des auf für nicht ein eine dem es im auch als wird werden sind bei nach "
                + "aus oder hat wurde zum zur über einer eines ich ist war noch wie sie er so aber wenn nur durch vor bis"
        ),
        (
            "fr",
            "le la les et des du une est dans que qui pour au pas sur par plus ce avec il elle sont aux ont cette ses été "
                + "nous vous mais ou leur être fait en un se ne je son sa comme on où ces sans était"
        ),
        (
            "es",
            "el los las y del que una por con para es su al lo como más pero sus le ha este esta también fue son sobre ser "
                + "entre cuando muy sin años está hay de la en un se no me si ya todo donde desde hasta"
        ),
        (
            "it",
            "il di che è e la per un in una sono non del della dei delle con si da come anche più al alla nel nella gli lo "
                + "ha le ma dal dalla questo questa sua suo essere stato i ed loro tra quando dove"
        ),
        (
            "pt",
            "o a os as de do da dos das em no na nos nas que e para com um uma não por mais se como mas ao foi ele ela são "
                + "também pelo pela seu sua ou até isso está ser tem já muito onde quando"
        ),
        (
            "nl",
            "de het een van en in is dat op te zijn met voor niet die aan er ook als door om bij naar uit dan maar werd wordt "
                + "hij ze was heeft worden deze over nog tot onder hun wat kan zo geen"
        ),
        (
            "sv",
            "och i att det som en på är av för med till den har de inte om ett var men från sig så vid kan ska eller när "
                + "efter också hade han hon under mellan blev bli vad där"
        ),
        (
            "da",
            "og i at det er en på af til for med den som har de ikke der et var men fra sig ved kan skal eller når efter "
                + "også havde han hun blev blive hvad hvor mellem ud om"
        ),
        (
            "nb",
            "og i det er en på av til for med den som har de ikke et var men fra seg ved kan skal eller når etter også hadde "
                + "han hun ble bli hva hvor mellom ut om å jeg"
        ),
        (
            "fi",
            "ja on ei se että oli hän mutta ovat myös kun sen joka kuin tai niin mukaan olla vuonna sekä jo hänen ole siitä "
                + "vain noin jossa tämä mitä nyt voi sitä"
        ),
        (
            "hu",
            "a az és hogy nem is egy van volt de meg csak ez el már mint még vagy ha azt ki után lehet között amely aki "
                + "során lett ezt ami"
        ),
        (
            "ro",
            "și în de la a cu pe din este că nu o un care se pentru mai sau au fost prin ce sunt al lui fi dar cel după "
                + "către între ale şi"
        ),
        (
            "ca",
            "el la els les i de del dels que en per amb un una és a al no es va més com ha seva seu són però també aquest "
                + "aquesta fou hi o on quan"
        ),
        ("eu", "eta da du ez bat dira zen baina ere izan dute hau egin baino zuen bere edo duen dela oso"),
        ("ga", "an na agus ar is a go i le bhí do tá ag sé leis mar den ach nach atá sa chun seo"),
        (
            "id",
            "yang dan di dari untuk dengan pada ini itu dalam adalah tidak ke oleh atau akan juga sebagai telah tersebut "
                + "dapat menjadi ada karena"
        ),
        ("lt", "ir yra kad į iš su ne buvo kaip bei taip pat jo tai bet po už nuo arba prie apie kuris"),
        (
            "tr",
            "ve bir bu için ile da de olarak olan daha çok gibi kadar sonra ancak her olduğu en ne değil onun ise oldu var "
                + "ya ama mi mı o nasıl nerede"
        ),
        (
            "az",
            "və bu ilə bir üçün də da ki olan olaraq o öz sonra isə daha edir onun idi görə ən lakin çox hər necə harada"
        ),
        ("tk", "we bilen bu bir hem üçin boýunça bolan diýip öz soň onuň ýylda ýurduň ony barada bolup olar köp ýaly"),
        (
            "pl",
            "i w na z do się nie że jest to o jak po za od dla przez ale czy tym oraz był była są przy być ich jego także "
                + "który która"
        ),
        (
            "cs",
            "a v na se je že z do s o i to jako za by ale pro po od jsou byl byla také tak jeho nebo který však jen při "
                + "již"
        ),
        (
            "sk",
            "a v na sa je že z do s o i to ako za by ale pre po od sú bol bola tiež tak jeho alebo ktorý však len pri"
        ),
        ("sl", "in je v na da se za so ki z ne pa s po bil tudi kot ali od pri bila ter še ta bi"),
        ("hr", "i je u na da se za su od s ne a što kao bio po koji iz o te ili sve bila nije"),
        ("et", "ja on ei et see oli ka kui oma mis ning või aga siis seda välja pärast üks"),
        ("lv", "un ir no ar par uz kas bija tika arī ka to gada pēc lai vai tas pie tā"),
        ("sq", "e të në dhe për me një është që nga si ka u më nuk janë ishte por kjo"),
        ("uz", "va bu bir uchun bilan ham esa edi deb yoki bo'lgan oʻz uning keyin har"),
        ("vi", "và của là có được trong cho với một các không người này đã từ những"),
        (
            "ru",
            "и в не на что с по как это из к у о за от но для он его она они был а так же или если при до бы "
                + "во со об ли мы вы то их нет уже этот эта эти быть все всё ещё вас нас вам мне чем без"
        ),
        (
            "uk",
            "і в не на що з та як це до у за від але для він його вона вони був або й є про при має якщо щоб "
                + "чи цей які який було буде може лише вже без під із зі між ми ви вас нас вам щодо бути ще"
        ),
        (
            "be",
            "і ў не на што з да як гэта па за ад але для ён яго яна быў або пры ці калі каб аб мае гэты якія "
                + "можа няма быць праз мы вы вас нас вам ужо у без"
        ),
        (
            "bg",
            "и в не на че с да се от за по са към е при но той си до или още със във един една този тази това "
                + "има го ги може без като ако няма бъде ще само вече чрез дали ни ви ли тези след"
        ),
        (
            "sr",
            "и у је на да се за су од са не а што као био по који из о те или није ће могу овај ово ова ако "
                + "али када нема има више само све које која нису сте сам смо већ без бити може вас нас ли до јер"
        ),
        (
            "mk",
            "и во на да се од за со е не што како по кој или но до го беше ја ги дали има нема биде може ќе "
                + "ако кога која кои кое оваа овој ова тоа овие овде веќе меѓу дека сум сте сме сите без само при "
                + "вас ли"
        ),
        (
            "kk",
            "және бұл мен бір үшін да де деп бар жылы емес ол осы кейін жоқ оны сіз сол бен пен"
        ),
        ("hi", "है के में की का और से को पर ने हैं यह कि भी एक था"),
        ("ne", "छ र को मा का ले पनि हो गर्न एक यो"),
        ("mr", "आहे आणि च या ते व हे होते की"),
        // By their letters.
        ("ky", ""), ("tt", ""), ("mn", ""), ("fa", ""), ("ar", ""), ("ur", ""), ("ckb", ""), ("ug", ""), ("ps", ""),
    ]
}
