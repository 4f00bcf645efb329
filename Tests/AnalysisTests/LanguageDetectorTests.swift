import Testing

@testable import Analysis

@Suite("Language detector")
struct LanguageDetectorTests {
    private func language(_ text: String, expected: String = "en") -> String {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer {
            LanguageDetector.language(of: $0, in: 0..<$0.count, expected: expected)
        }
    }

    /// One sentence for each language, as short as passages are.
    private static let sentences: [(String, String)] = [
        ("en", "The five states agreed that the sea is not to be divided by force."),
        ("de", "Das Meer ist der größte See der Welt und wird von fünf Staaten umgeben."),
        ("fr", "La mer est entourée par cinq États qui ne sont pas d'accord sur le partage."),
        ("es", "El mar está rodeado por cinco países que no se han puesto de acuerdo."),
        ("it", "Il mare è circondato da cinque paesi che non sono ancora d'accordo sulla divisione."),
        ("pt", "O mar é cercado por cinco países que não chegaram a um acordo sobre a divisão."),
        ("nl", "De zee wordt omringd door vijf landen die het niet eens zijn over de verdeling."),
        ("sv", "Havet är omgivet av fem länder som inte är överens om hur det ska delas."),
        ("da", "Havet er omgivet af fem lande, som ikke er blevet enige om, hvordan det skal deles."),
        (
            "nb",
            "Havet er omgitt av fem land som ikke er blitt enige om hvordan det skal deles, men de prøver å bli det."
        ),
        ("fi", "Meri on maailman suurin järvi, mutta sen rannoilla on viisi valtiota, jotka eivät ole yksimielisiä."),
        ("hu", "A tenger a világ legnagyobb tava, és öt ország veszi körül, amelyek nem értenek egyet."),
        ("ro", "Marea este cel mai mare lac din lume și este înconjurată de cinci state."),
        ("ca", "El mar és el llac més gran del món i és envoltat per cinc estats amb interessos diferents."),
        ("id", "Laut ini adalah danau terbesar di dunia yang dikelilingi oleh lima negara."),
        ("lt", "Jūra yra didžiausias pasaulio ežeras, kurį supa penkios valstybės, ir jos nesutaria."),
        ("tr", "Deniz beş ülke ile çevrilidir ve bu ülkeler henüz bir anlaşmaya varmış değil."),
        ("az", "Dəniz beş ölkə ilə əhatə olunub və bu ölkələr hələ razılığa gəlməyib."),
        ("tk", "Deňiz bäş döwlet bilen gurşalan we bu döwletler entek ylalaşmady."),
        ("pl", "Morze jest otoczone przez pięć państw, które nie zgadzają się co do jego podziału."),
        ("cs", "Moře je obklopeno pěti státy, které se dosud nedohodly na jeho rozdělení."),
        ("ru", "Море окружено пятью государствами, которые пока не договорились о его разделе."),
        ("uk", "Море оточене п'ятьма державами, які ще не домовилися про його поділ."),
        (
            "bg",
            "Морето е обградено от пет държави, които още не са се споразумели за него и неговите брегове, а това е пречка."
        ),
        ("kk", "Теңіз бес мемлекетпен қоршалған және олар әлі келісімге келген жоқ."),
        ("bn", "সাগরটি পাঁচটি দেশ দিয়ে ঘেরা।"), ("te", "సముద్రం చుట్టూ ఐదు దేశాలు ఉన్నాయి."), ("km", "សមុទ្រត្រូវបានព័ទ្ធជុំវិញដោយរដ្ឋប្រាំ។"),
        ("el", "Η θάλασσα περιβάλλεται από πέντε κράτη."), ("hy", "Ծովը շրջապատված է հինգ պետություններով։"),
        ("fa", "دریا را پنج کشور احاطه کرده‌اند که هنوز به توافق نرسیده‌اند."),
        ("ar", "البحر محاط بخمس دول لم تتفق بعد على كيفية تقسيمه."),
        ("ur", "یہ جھیل پانچ ملکوں سے گھری ہوئی ہے۔"),
        ("hi", "यह झील पाँच देशों से घिरी है और वे सहमत नहीं हैं।"),
        ("zh", "里海是世界上最大的湖泊，周围有五个国家。"), ("ja", "この海は五つの国に囲まれている。"),
        ("ko", "이 바다는 다섯 나라에 둘러싸여 있다."), ("th", "ทะเลนี้ล้อมรอบด้วยห้าประเทศ"),
    ]

    @Test("tells languages apart, whatever was expected", arguments: sentences)
    func tells(expected: String, text: String) {
        for other in ["en", "ru", "fa", "", "de", expected] {
            #expect(language(text, expected: other) == expected, "expected \(other)")
        }
    }

    @Test(
        "keeps to what was expected where the text doesn't say otherwise",
        arguments: [
            ("Heydər Əliyev", "az"), ("Legal", "ru"), ("1921", "fa"), ("", "de"), ("Tehran", "fr"),
            ("Caspian Sea", "de"),
            ("Море", "uk"), ("Аш", "bg"), ("ایران", "ur"),
        ]
    )
    func keeps(text: String, expected: String) {
        let isLatin = text.utf8.first.map { $0 < 0x80 && $0 > 0x40 } ?? false
        #expect(language(text, expected: expected) == (isLatin && expected == "ru" ? "en" : expected))
    }

    @Test("reads only the first words of a long text")
    func long() {
        let text =
            String(repeating: "The sea and the law of the sea. ", count: 10)
            + String(repeating: "и в не на ", count: 500)
        #expect(language(text) == "en")
    }

    @Test(
        "tells the language of whole texts",
        arguments: [
            ("en", "The five states have not agreed on the borders of the sea, which is rich in oil."),
            ("de", "Die fünf Staaten haben sich nicht über die Grenzen des Meeres geeinigt, das reich an Öl ist."),
            (
                "fr",
                "Les cinq États ne se sont pas mis d'accord sur les frontières de la mer, qui est riche en pétrole."
            ),
            (
                "es",
                "Los cinco Estados no se han puesto de acuerdo sobre las fronteras del mar, que es rico en petróleo."
            ),
            ("ru", "Пять государств не договорились о границах моря, которое богато нефтью."),
            ("fa", "پنج کشور درباره مرزهای دریا که از نفت غنی است توافق نکرده‌اند."),
            ("ar", "لم تتفق الدول الخمس على حدود البحر الغني بالنفط، وهي مسألة قديمة."),
            ("az", "Beş dövlət neftlə zəngin olan dənizin sərhədləri barədə razılığa gəlməyib."),
            ("kk", "Бес мемлекет мұнайға бай теңіздің шекарасы туралы келісімге келген жоқ."),
            ("tk", "Bäş döwlet nebite baý bolan deňziň çäkleri barada ylalaşmady, ýöne gepleşikler dowam edýär."),
            ("tr", "Beş devlet petrol bakımından zengin olan denizin sınırları konusunda henüz anlaşmış değil."),
            ("zh", "五个国家尚未就这个富含石油的海的边界达成一致。"),
            ("ja", "五か国は石油の豊富な海の境界についてまだ合意していない。"),
        ]
    )
    func whole(expected: String, text: String) {
        let bytes = Array(text.utf8)
        #expect(bytes.withUnsafeBufferPointer { LanguageDetector.language(of: $0) } == expected)
    }

    /// Mail of a line or two: a language that is written without ы, щ or я was taken for one that has them, and the other way
    /// round, because only letters that a language has counted.
    @Test(
        "tells short texts in Cyrillic letters apart",
        arguments: [
            ("ru", "Привет! Посылаю смету за октябрь, посмотри, пожалуйста, до пятницы."),
            ("ru", "Встреча перенесена на вторник, место то же."),
            ("ru", "Спасибо за ответ, завтра позвоню."),
            ("ru", "Не могу открыть вложение, пришлите ещё раз."),
            ("ru", "Когда поезд из Казани? Мы вас встретим на вокзале."),
            ("ru", "Прошу вас подтвердить получение письма."),
            ("uk", "Привіт! Надсилаю кошторис за жовтень, подивися, будь ласка, до п'ятниці."),
            ("uk", "Зустріч перенесено на вівторок, місце те саме."),
            ("uk", "Не можу відкрити вкладення, надішліть ще раз."),
            ("uk", "Звіт готовий, залишилося додати дві таблиці."),
            ("bg", "Здравей! Изпращам сметката за октомври, погледни я, моля, до петък."),
            ("bg", "Срещата е преместена за вторник, мястото е същото."),
            ("bg", "Колеги, сървърът отново работи, причината беше в диска."),
            ("bg", "Не мога да отворя файла, изпратете го още веднъж."),
            ("bg", "Отчетът е готов, остава да се добавят две таблици."),
            ("sr", "Здраво! Шаљем предрачун за октобар, погледај га, молим те, до петка."),
            ("sr", "Састанак је померен за уторак, место је исто."),
            ("sr", "Колеге, сервер опет ради, узрок је био диск."),
            ("sr", "Не могу да отворим прилог, пошаљите поново."),
            ("sr", "Извештај је готов, остало је да се додају две табеле."),
            ("sr", "Молим вас да потврдите да сте примили писмо."),
            ("mk", "Здраво! Ја испраќам пресметката за октомври, погледни ја, те молам, до петок."),
            ("mk", "Благодарам за одговорот, утре ќе се јавам."),
            ("mk", "Колеги, серверот повторно работи, причината беше во дискот."),
            ("mk", "Драга Ана, среќен роденден!"),
            ("mk", "Кога е возот од Казан? Ќе ве пречекаме на станицата."),
            ("mk", "Ве молам потврдете дека сте го примиле писмото."),
            ("be", "Прывітанне! Дасылаю каштарыс за кастрычнік, паглядзі, калі ласка, да пятніцы."),
            ("be", "Калегі, сервер зноў даступны, прычына была ў дыску."),
            ("kk", "Жауабыңызға рақмет, ертең қоңырау шаламын."),
            ("kk", "Сәлем! Қазан айының сметасын жіберемін, жұмаға дейін қарап шық."),
        ]
    )
    func shortCyrillic(expected: String, text: String) {
        let bytes = Array(text.utf8)
        #expect(bytes.withUnsafeBufferPointer { LanguageDetector.language(of: $0) } == expected)
    }

    @Test(
        "trusts no expectation that a text's letters speak against, and takes Russian where they say nothing",
        arguments: [
            ("Не могу открыть вложение, пришлите ещё раз.", "mk", "ru"),
            ("Отчёт готов, осталось добавить две таблицы.", "sr", "ru"),
            ("Љубав и њене границе.", "ru", "sr"), ("Ќе ѓи дадам.", "ru", "mk"), ("Нова страница", "", "ru"),
            ("Нова страница", "mk", "mk"),
        ]
    )
    func alien(text: String, expectation: String, expected: String) {
        #expect(language(text, expected: expectation) == expected)
    }

    /// Words between single spaces are read by a shorter way than others.
    @Test(
        "finds the same whatever divides the words",
        arguments: [
            "We don't know if the sea is a lake or not, but I do not think that it is one of its kind, as he said to me.",
            "Das Meer ist so groß, dass man es von hier aus nicht sehen kann, und es ist auch nicht so tief wie das andere.",
            "La mer n'est pas un lac, et le lac n'est pas la mer: c'est ce que dit le texte qui est sous la carte.",
            "A a A a I i o O e E y Y u U the tHe THE les LES der DER", "namou vi gunonu de la pisamu et der",
        ]
    )
    func dividers(text: String) {
        func votes(_ text: String) -> [Int32] {
            Array(text.utf8).withUnsafeBufferPointer { bytes in
                var evidence = LanguageEvidence(expected: "")
                var index = 0
                while index < bytes.count { evidence.readWord(bytes, &index, bytes.count) }
                return Array(evidence.votes) + [Int32(evidence.wordCount), Int32(evidence.latin)]
            }
        }
        #expect(votes(text) == votes(text.split(separator: " ").joined(separator: "  ")))
    }

    /// Programs were taken for Slovak by a variable, tables for Portuguese by what isn't available, and descriptions of a line
    /// for Irish by a language of programming.
    @Test(
        "takes no program and no name for a language",
        arguments: [
            "static ssize_t len(char *buf, int len)\n{\n\tif (len > max)\n\t\tlen = max;\n\twrite(fd, buf, len);\n"
                + "\treturn len ;\n}\nint len ;\nlen = strlen (s);\nlen = len (t);\nif ( len < 3 ) len = 3 ;",
            "PINGROUP(14, spi, NA, NA, NA, NA, NA, NA, NA),\nPINGROUP(15, uart, NA, NA, NA, NA, NA, NA),",
            "let r = a . b ( e , o );\nlet a = e ( r , o );\nlet e = a ( o , r );\nassert_eq ( e , a );",
            "GNU Go compiler", "Open Source DEM Particle Simulation Software",
        ]
    )
    func programs(text: String) {
        let bytes = Array(text.utf8)
        let found = bytes.withUnsafeBufferPointer { LanguageDetector.language(of: $0) }
        #expect(found == nil || found == "en")
        #expect(language(text) == "en")
    }

    @Test("says nothing of texts without words", arguments: ["", "1234 5678", "?!", "→ ⇒", "Caspian"])
    func nothing(text: String) {
        let bytes = Array(text.utf8)
        #expect(bytes.withUnsafeBufferPointer { LanguageDetector.language(of: $0) } == nil)
    }

    @Test("stays inside texts that are no UTF-8")
    func garbage() {
        let alphabet: [UInt8] = [0x20, 0x41, 0x80, 0xC3, 0xD0, 0xE2, 0xE4, 0xED, 0xF0, 0xF4, 0xFF]
        var state: UInt64 = 29
        for length in 0..<300 {
            let bytes = (0..<length).map { _ in
                state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                return alphabet[Int(state >> 33) % alphabet.count]
            }
            bytes.withUnsafeBufferPointer { buffer in
                _ = LanguageDetector.language(of: buffer)
                let found = LanguageDetector.language(of: buffer, in: 0..<buffer.count, expected: "en", mostWords: 5000)
                #expect(!found.isEmpty)
            }
        }
    }
}
