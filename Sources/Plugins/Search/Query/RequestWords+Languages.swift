import Analysis

extension RequestWords {
    /// The words of other languages that carry a request or only grammar, folded; empty where there is no list.
    ///
    /// Left out of queries they are worth half a hundredth of MRR in Russian (XQuAD) and Persian (PersianQA).
    static func words(of language: String) -> Set<String> { byLanguage[language] ?? [] }

    private static let byLanguage: [String: Set<String>] = (lists + furtherLists).reduce(into: [:]) { result, list in
        let folding = Folding(isTurkic: list.language == "tr" || list.language == "az")
        result[list.language] = Set(
            list.words.split(separator: " ").map { word in
                let bytes = Array(word.utf8)
                var folded: [UInt8] = []
                bytes.withUnsafeBufferPointer { folding.fold($0, 0..<$0.count, into: &folded) }
                return String(decoding: folded, as: UTF8.self)
            }
        )
    }

    private static let lists: [(language: String, words: String)] = [
        (
            "ru",
            "и в во не что он на я с со как а то все она так его но да ты к ко у же вы за бы по только ее её мне было вот "
                + "от меня еще ещё нет о об из ему теперь когда даже ну ли если или ни быть был была были до вас нибудь "
                + "уж вам ведь там потом себя ничего ей может они тут где есть надо ней для мы тебя их чем сам чтоб чтобы "
                + "без будто чего раз тоже себе под будет ж тогда кто этот эта это эти этого этой этом тот того той том "
                + "потому какой какая какое какие какого каком каким каких какую какими каков какова каковы который "
                + "которая которое которые которого которой котором которых совсем здесь один почти мой тем сейчас куда "
                + "зачем всех можно при над между перед через про после свой свою своего сколько почему откуда является "
                + "являются называется называются называют находится"
        ),
        (
            "uk",
            "і й та в у не що він на я з із зі як а то все вона так його але ти до же ви за би по тільки її мені було від "
                + "мене ще ні о про йому тепер коли навіть чи якщо або бути був була були вас вам там потім себе їй може "
                + "вони тут де є треба для ми їх чим сам щоб без під буде тоді хто цей ця це ці цього тому який яка яке які "
                + "якого якій яким яких скільки чому звідки"
        ),
        (
            "fa",
            "و در به از که این را با است برای آن یک خود تا بر هم نیز شد شده بود اما ما یا هر می های ها هایی ای چه چند کدام "
                + "کجا کجاست چیست کیست چرا چگونه چطور کسی کی آیا بودند شدند داشت دارد هستند نام چقدر چیزی باید کرد کند شود"
        ),
        (
            "ar",
            "و في من على إلى الى عن ما ماذا هل هو هي هم الذي التي الذين هذا هذه ذلك تلك ان أن إن كان كانت مع لا لم لن قد كل "
                + "أو او ثم أين متى كيف كم لماذا أي بين عند بعد قبل"
        ),
        (
            "tr",
            "ve bir bu şu o da de ile için ne nedir nasıl neden niçin kim kimdir hangi hangisi nerede nereye kaç mi mı mu mü "
                + "ki daha çok en gibi kadar olan olarak ama fakat veya ya her var yok ise değil"
        ),
        (
            "az",
            "və bir bu o da də ilə üçün nə nədir necə niyə kim kimdir hansı harada haraya neçə mi mı mu mü ki daha çox ən "
                + "kimi qədər olan olaraq amma lakin yaxud ya hər var yox isə deyil"
        ),
        (
            "kk",
            "және мен бен пен бір бұл ол осы сол да де үшін не қандай қалай неге кім қай қайда қанша бар жоқ емес ма ме"
        ),
        ("tk", "we bilen bir bu ol şol hem üçin näme nähili nädip näme kim haýsy nirede näçe bar ýok däl"),
        (
            "de",
            "der die das den dem des ein eine einen einem einer eines und oder aber nicht kein keine ist sind war waren wird "
                + "werden wurde wurden hat haben hatte in im an am auf aus bei mit nach von vom zu zum zur für über unter um "
                + "durch als wie was wer wen wem wo wann warum welche welcher welches welchen wieviel es sie er wir ihr ich "
                + "sich auch nur noch so dass ob wenn man"
        ),
        (
            "fr",
            "le la les l un une des du de d et ou mais ne pas est sont était étaient être a ont avait dans en sur sous par "
                + "pour avec sans à au aux que qui quoi quel quelle quels quelles où quand comment pourquoi combien ce cet "
                + "cette ces il elle ils elles on nous vous je se sa son ses leur leurs y"
        ),
        (
            "es",
            "el la los las un una unos unas de del y o u pero no es son era eran fue fueron ser está están ha han en a al por "
                + "para con sin sobre entre que qué quien quién quienes cual cuál cuáles donde dónde cuando cuándo como cómo "
                + "cuanto cuánto cuántos porque se su sus lo le les este esta estos estas ese esa"
        ),
        (
            "it",
            "il lo la i gli le un uno una di del dello della dei degli delle e o ma non è sono era erano essere ha hanno in "
                + "nel nella a al alla da dal dalla per con su sul sulla tra fra che chi cosa quale quali dove quando come "
                + "perché quanto quanti si suo sua questo questa"
        ),
        (
            "pt",
            "o a os as um uma uns umas de do da dos das e ou mas não é são era eram foi foram ser está há em no na nos nas "
                + "por pelo pela para com sem sobre entre que quem qual quais onde quando como porque quanto quantos se seu "
                + "sua este esta isso"
        ),
        (
            "nl",
            "de het een en of maar niet geen is zijn was waren wordt worden werd heeft hebben had in op aan uit bij met naar "
                + "van voor over onder door om als hoe wat wie waar wanneer waarom welke welk hoeveel die dat deze dit het "
                + "er ze hij zij we ook nog"
        ),
        (
            "pl",
            "i w we z ze na do o od po za przez dla nie jest są był była było byli być ma a ale lub albo czy co kto gdzie "
                + "kiedy jak dlaczego jaki jaka jakie który która które ile się to ten ta te"
        ),
        (
            "sv",
            "och i på av en ett den det de som är var har att för med till från inte om vad vem var när hur varför vilken "
                + "vilket vilka"
        ),
    ]
}
