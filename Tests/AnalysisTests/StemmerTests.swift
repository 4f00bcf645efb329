import Testing

@testable import Analysis

@Suite("Stemmers")
struct StemmerTests {
    /// The terms of the words of a text.
    private func stems(_ text: String, _ language: String) -> [String] {
        let bytes = Array(text.utf8)
        var found: [String] = []
        bytes.withUnsafeBufferPointer { buffer in
            Analyzer(language: language).read(buffer, in: 0..<buffer.count) { _, terms in
                found += terms.entries.map { String(decoding: terms[$0], as: UTF8.self) }
            }
        }
        return found
    }

    /// Forms of one word, as grammars inflect it; the two alphabets of a language side by side.
    @Test(
        "bring the forms of a word together",
        arguments: [
            ("az", "dəniz dənizlər dənizi dənizə dənizin dənizdə dənizdən dənizlərin dənizlərdə dənizimiz дәнизләрин"),
            ("az", "dövlət dövlətlər dövlətin dövlətləri dövlətlərinin dövlətə dövlətdir dövlətdəki"),
            ("az", "uşaq uşaqlar uşağı uşağın uşağa uşaqlarımız ушағын"),
            ("az", "çörək çörəyi çörəklər çörəyin"),
            ("az", "Xəzər Xəzərin Xəzərdə Xəzərdən Хәзәрин ХӘЗӘР"),
            ("az", "ölkə ölkələr ölkəsi ölkəsinin ölkədə ölkəyə ölkəni ölkəmiz"),
            ("az", "Azərbaycan Azərbaycanın Azərbaycanda Азәрбајҹан Азәрбајҹанын"),
            ("az", "fikir fikri fikrin fikirlər"),
            ("az", "saray saraylar sarayı"),
            ("kk", "теңіз теңіздер теңізде теңізден теңізге теңіздің теңізі теңізінің теңіздері teñızder"),
            ("kk", "мемлекет мемлекеттер мемлекеттің мемлекетке мемлекеті мемлекетіміз мемлекеттермен"),
            ("kk", "қала қалалар қалада қалаға қаланың қаласы қаласында қалаларындағы qalalar"),
            ("kk", "кітап кітабы кітаптар кітаптың кітапқа"),
            ("kk", "Қазақстан Қазақстанның Қазақстанда Қазақстаннан Qazaqstannyñ"),
            ("kk", "халық халықтың халқы халыққа"),
            ("kk", "елдер елдің елден елдегі"),
            ("tk", "deňiz deňizler deňziň deňzi deňizde deňizden deňizleriň"),
            ("tk", "döwlet döwletler döwletiň döwletleriň döwlete döwletde döwletden döwletimiz"),
            ("tk", "ýurt ýurdy ýurduň ýurtlar ýurtlaryň ýurtda"),
            ("tk", "Hazar Hazaryň Hazarda Hazardan Hazary"),
            ("tk", "Aşgabat Aşgabatda Aşgabadyň Aşgabatdaky"),
            ("fa", "کتاب کتاب‌ها کتابها کتابهای کتاب‌های کتابهایی کتاب‌هایش کتاب‌هایشان كتاب"),
            ("fa", "دریا دریای دریاها دریاهای دریایی"),
            ("fa", "کشور کشورها کشورهای کشوری کشور‌های کشورهایی"),
            ("fa", "ایران ایرانی ایرانیان"),
            ("fa", "موفق موفق‌تر موفق‌ترین موفقترین"),
            ("fa", "اطلاع اطلاعات اطلاعاتی"),
            ("fa", "خانه خانه‌ها خانه‌های خانهٔ خانه‌ام خانهام"),
            ("fa", "نویسنده نویسندگان نویسنده‌ها"),
            ("ru", "море моря морю морем морей морях"),
            ("ru", "финансировал финансировать финансирования"),
            ("ar", "كتاب الكتاب والكتاب كتابها"), ("ar", "دولة الدولة للدولة الدول"), ("ar", "مكتبة المكتبة"),
            ("hi", "हिन्दी हिंदी"), ("hi", "ज़मीन जमीन ज़मीन"), ("hi", "किताब किताबें"),
            ("ro", "acțiunile acţiunile acțiune"), ("fr", "homme l'homme L’homme hommes d'hommes"),
            ("it", "acqua dell'acqua un'acqua"), ("ca", "aigua l'aigua"),
            ("tr", "İstanbul İstanbul'da İstanbul’un"),
            ("nl", "foto foto's"), ("az", "Bakı Bakı'nın"),
            ("uk", "держава держави державою державам"), ("uk", "море моря морем морях"),
            ("be", "мора моры морам"), ("bg", "държава държавата държави държавите"), ("cs", "moře moři mořem mořích"),
            ("sk", "štát štáty štátov štátom"), ("lv", "jūra jūras jūrai jūrā"), ("sl", "morje morja morju"),
            ("pl", "morze morza morzem morzu"), ("et", "riikidevaheline riikidevahelise"),
            ("pl", "granica granicy granicami"),
            ("nb", "havet hav"), ("nn", "havet hav"),
        ]
    )
    func forms(language: String, words: String) {
        #expect(Set(stems(words, language)).count == 1, "\(stems(words, language))")
    }

    /// Words that are no forms of each other.
    @Test(
        "keep words apart",
        arguments: [
            ("az", "qan qanun"), ("az", "dəniz də dəniz"), ("az", "göl gül"), ("az", "uşaq ocaq"), ("az", "bal balıq"),
            ("kk", "қала қалам"), ("kk", "ел ер ет"), ("kk", "теңіз тең"), ("tk", "deňiz deň"), ("tk", "dag däde"),
            ("fa", "دختر دخت"), ("fa", "دریا در"), ("fa", "خانه خان"), ("fa", "سازمان ساز"), ("fa", "میدان دان"),
            ("ar", "ولد لد"), ("fr", "aujourd'hui hui"), ("ru", "стол стул"), ("ru", "йод иод"),
            ("uk", "держава держак"),
        ]
    )
    func distinct(language: String, words: String) {
        let list = words.split(separator: " ")
        #expect(Set(stems(words, language)).count == Set(list).count, "\(stems(words, language))")
    }

    @Test("leave numbers, names of other scripts and unknown languages alone")
    func others() {
        #expect(stems("caspian 1921", "fa") == ["caspian", "1921"])
        #expect(stems("1234567", "uk") == ["1234567"])
        #expect(stems("disputes", "xx") == ["disputes"])
    }
}
