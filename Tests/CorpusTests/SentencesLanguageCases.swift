@testable import Corpus

/// Sentences of other languages than English.
enum SentencesLanguageCases {
    static let all: [SentenceCase] = [
        parts(.german, "Abkürzungen", "Das gilt z. B. für Öl, d. h. für fast alles.", "Herr Dr. Klein stimmte zu."),
        parts(.german, "Ordnungszahl", "Am 3. Oktober tagten die Staaten.", "Sie einigten sich nicht."),
        parts(.german, "Nummer", "Siehe Art. 5 Abs. 2 des Vertrags.", "Er gilt seit 1940."),
        parts(.german, "usw. am Ende", "Es ging um Öl, Gas usw.", "Nichts wurde beschlossen."),
        parts(.german, "Anführung", "„Das Meer ist ein See.“", "Der Minister wiederholte es."),
        parts(.french, "titres", "M. Dupont a rencontré Mme. Leroy à midi.", "Ils n'ont rien signé."),
        parts(.french, "guillemets", "« Où est la ligne ? »", "Personne ne répond."),
        parts(.french, "etc.", "On parla de pétrole, de gaz, etc.", "Rien ne fut décidé."),
        parts(.spanish, "títulos", "El Sr. Gómez habló con la Dra. Ruiz.", "No firmaron nada."),
        parts(.spanish, "marcas de apertura", "¿Quién posee el fondo?", "¡Nadie lo sabe!", "Las charlas siguen."),
        parts(.russian, "инициалы", "Доклад написал И. П. Петров.", "Он вышел в мае."),
        parts(.russian, "см. и рис.", "Глубина показана на рис. 4, см. также стр. 7.", "Она велика."),
        parts(.russian, "год в конце", "Договор подписан в 1940 г.", "Он действует до сих пор."),
        parts(.persian, "علامت پرسش", "آیا دریا دریاچه است؟", "پاسخی نیست!", "گفت‌وگو ادامه دارد."),
        parts(.arabic, "علامة الاستفهام", "هل البحر بحيرة؟", "لا جواب.", "المحادثات مستمرة."),
        parts(.turkish, "unvan ve vb.", "Prof. Dr. Ayşe Kaya petrol, gaz vb. konuları anlattı.", "Sorular çoktu."),
        parts(.turkish, "sıra sayısı", "Toplantı 12. Cadde üzerindeki binada yapıldı.", "Karar çıkmadı."),
        parts(.azerbaijani, "il", "Müqavilə 2018-ci ildə bağlandı.", "O, hələ qüvvədədir."),
        parts(.kazakh, "сұрақ", "Теңіз кімдікі?", "Жауап жоқ."),
        parts(.turkmen, "sorag", "Deňiz kimiňki?", "Jogap ýok."),
        parts(.chinese, "标点", "五国会谈。", "谁拥有海底？", "没有人知道！").joined(by: ""),
        parts(.chinese, "引号", "“海是湖。”", "部长重复了一遍。").joined(by: ""),
        parts(.chinese, "问号后的引号", "谁拥有它？", "“我们同意。”", "他走了。").joined(by: ""),
        parts(.spanish, "signos de apertura", "Llegó a las 5 p. m.", "¿Es verdad?", "Sí, ¡claro!"),
        parts(.german, "Anführungszeichen", "Er fragte: „Wem gehört es?“", "Niemand wusste es."),
        parts(.english, "rules of procedure", "See Fed. R. Civ. P. 12(b)(6).", "The motion is denied."),
        parts(.japanese, "引用の続き", "「これは湖です。」と大臣は言った。", "会議は続く。").joined(by: ""),
        parts(.japanese, "かぎ括弧の中", "彼は「海だ。湖ではない。」と答えた。", "以上です。").joined(by: ""),
        parts(.german, "Aktenzeichen", "Vgl. das Urteil vom 12. März 2003, Az. I ZR 23/01, Rn. 14.", "Es gilt."),
        parts(.german, "Straßen", "Das Amt liegt in der Hafenstr. 5.", "Der Weg ist kurz."),
        parts(.german, "Randnummer am Ende", "Vgl. den Beschluss, Rn. 14.", "Dem folgt auch die Kommission."),
        parts(.french, "élision", "L'art. 3 vaut aussi, cf. l'al. 2.", "Le juge l'a rappelé."),
        parts(.italian, "titoli e pagine", "Il dott. Neri cita pag. 3 e l'art. 12.", "La sig.ra Valli no."),
        parts(.italian, "ecc.", "Si parlò di petrolio, gas ecc.", "Nulla fu deciso."),
        parts(.dutch, "titels en bladzijden", "Mevr. Smit las blz. 4, d.w.z. het slot.", "Dhr. Vos niet."),
        parts(.polish, "ulica i godzina", "Spotkanie jest przy ul. Portowej o godz. 10.", "Potem jest obiad."),
        parts(.portuguese, "páginas", "Veja a pág. 5 e segs. do livro.", "Está claro."),
        parts(.swedish, "förkortningar", "Boken kostar t.ex. 50 kr.", "Det är billigt."),
        parts(.danish, "ordenstal", "Han bor på 2. Hovedvej i Korsør.", "Der er stille."),
        parts(.greek, "ερωτηματικό", "Ποιανού είναι η λίμνη;", "Κανείς δεν ξέρει."),
        parts(.greek, "ώρα", "Ο κ. Νέος ήρθε στις 5 μ.μ. και μίλησε.", "Μετά έφυγε."),
        parts(.bulgarian, "улица", "Живее на ул. Морска № 5.", "Къщата е стара."),
        parts(.turkish, "hükümdar", "Şehri II. Murat aldı.", "Sonra barış yapıldı."),
        parts(nil, "unknown, German abbreviations", "Das gilt z. B. für Öl.", "Sie stimmten zu."),
    ]

    private static func parts(_ language: Language?, _ what: String, _ sentences: String...) -> SentenceCase {
        SentenceCase("\(language?.rawValue ?? "-"): \(what)", language, sentences.joined(separator: " "), sentences)
    }
}

extension SentenceCase {
    /// The same sentences with `separator` between them.
    fileprivate func joined(by separator: String) -> SentenceCase {
        SentenceCase(what, language, sentences.joined(separator: separator), sentences)
    }
}
