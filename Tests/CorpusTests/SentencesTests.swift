import Testing

@testable import Corpus

@Suite("Sentence splitter")
struct SentencesTests {
    @Test("finds the sentences that people see", arguments: SentencesCases.all)
    func own(_ example: SentenceCase) {
        #expect(split(example.text, example.language) == example.sentences)
    }

    @Test("splits English of many kinds", arguments: SentencesEnglishCases.all)
    func english(_ example: SentenceCase) {
        #expect(split(example.text, .english) == example.sentences)
    }

    @Test("splits other languages by their own marks and abbreviations", arguments: SentencesLanguageCases.all)
    func languages(_ example: SentenceCase) {
        #expect(split(example.text, example.language) == example.sentences)
    }

    @Test("of unknown language still finds all but what hangs on English words")
    func unknown() {
        let failing = SentencesCases.all.filter { split($0.text, nil) != $0.sentences }.map { $0.what.prefix(6) }
        #expect(failing == ["en-029"])
    }

    @Test("gives one item or none for marks alone", arguments: [" ... ", "...", "?!", ". . ."])
    func marksAlone(text: String) {
        #expect(split(text, .english).count <= 1)
    }

    @Test("splits within the range asked for, with offsets of the whole text")
    func range() {
        let bytes = Array("One. Two. Three. Four.".utf8)
        let sentences = bytes.withUnsafeBufferPointer {
            SentenceSplitter.sentences(in: $0, range: 4..<16, language: .english)
        }
        #expect(sentences == [5..<9, 10..<16])
    }

    @Test(
        "reads tags of regional languages",
        arguments: [("en-GB", Language.english), ("zh_TW", .chinese), ("fa", .persian)]
    )
    func tags(tag: String, language: Language) {
        #expect(Language(tag: tag) == language)
    }

    @Test("knows no rules for Welsh")
    func welsh() {
        #expect(Language(tag: "cy") == nil)
    }
}

@Suite("Language detection")
struct SentencesDetectionTests {
    @Test(
        "tells languages by script, letters and frequent words",
        arguments: [
            (Language.english, "The five states have not agreed on the borders of the sea, which is rich in oil."),
            (.german, "Die fünf Staaten haben sich nicht über die Grenzen des Meeres geeinigt, das reich an Öl ist."),
            (
                .french,
                "Les cinq États ne se sont pas mis d'accord sur les frontières de la mer, qui est riche en pétrole."
            ),
            (
                .spanish,
                "Los cinco Estados no se han puesto de acuerdo sobre las fronteras del mar, que es rico en petróleo."
            ),
            (.russian, "Пять государств не договорились о границах моря, которое богато нефтью."),
            (.persian, "پنج کشور درباره مرزهای دریا که از نفت غنی است توافق نکرده‌اند."),
            (.arabic, "لم تتفق الدول الخمس على حدود البحر الغني بالنفط، وهي مسألة قديمة."),
            (.azerbaijani, "Beş dövlət neftlə zəngin olan dənizin sərhədləri barədə razılığa gəlməyib."),
            (.kazakh, "Бес мемлекет мұнайға бай теңіздің шекарасы туралы келісімге келген жоқ."),
            (.turkmen, "Bäş döwlet nebite baý bolan deňziň çäkleri barada ylalaşmady, ýöne gepleşikler dowam edýär."),
            (.turkish, "Beş devlet petrol bakımından zengin olan denizin sınırları konusunda henüz anlaşmış değil."),
            (.chinese, "五个国家尚未就这个富含石油的海的边界达成一致。"),
            (.japanese, "五か国は石油の豊富な海の境界についてまだ合意していない。"),
        ]
    )
    func detects(language: Language, text: String) {
        let bytes = Array(text.utf8)
        #expect(bytes.withUnsafeBufferPointer { Language.detect($0) } == language)
    }

    @Test("says nothing of text without words", arguments: ["", "1234 5678", "?!", "→ ⇒"])
    func nothing(text: String) {
        let bytes = Array(text.utf8)
        #expect(bytes.withUnsafeBufferPointer { Language.detect($0) } == nil)
    }
}
