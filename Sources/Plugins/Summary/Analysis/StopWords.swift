import Analysis

/// Words that say nothing about what a text is about.
enum StopWords {
    static func contains(_ word: UnsafeBufferPointer<UInt8>) -> Bool { word.count <= 1 || words.find(word) != nil }

    static func contains(_ word: String) -> Bool {
        var word = word
        return word.withUTF8 { contains($0) }
    }

    private static let words = table(
        [
            // English
            "a an the this that these those it its he his him she her hers they their them theirs we us our ours you your",
            "yours i me my mine who whom whose which what myself himself herself itself themselves yourself ourselves",
            "of in on at by to for from with without into onto upon about above after again against among as because",
            "before below between both but during each few further here how if more most no nor not now off once one only",
            "or other out over own per same since so some such than then there through too under until up very when where",
            "while why yet and also am is are was were be been being do does did doing done has have had having can could",
            "may might must shall should will would just said say says ll ve re don didn isn mr mrs ms dr st any all",
            // What is said to gain time, to show that one listens, or to be polite
            "uh um uhm er erm hm hmm mm mhm uh-huh yeah yep yes okay ok oh ah huh alright",
            "thank thanks please hello hi bye goodbye",
            // Russian: pronouns, prepositions, conjunctions, particles, verbs without a matter of their own
            "я ты он она оно мы вы они меня тебя его ее её нас вас их мне тебе ему ей нам вам им себя себе это этот эта эти",
            "этого этой этом тот та те того той тем кто что чего чем который которая которое которые которого которых свой",
            "в во на с со к ко по о об от до из за у для при без над под через между перед после про около",
            "и а но или если когда как так то чтобы потому тоже также хотя пока где куда не ни же ли бы вот уже еще ещё",
            "только даже лишь есть был была было были быть будет может можно надо весь все всё всех один более очень",
            // Persian and Arabic
            "و در به از که این را با است برای آن یک خود تا بر هم نیز شد شده بود اما ما یا هر می های ها کرد کند شود باید",
            "من في على إلى عن هذا هذه التي الذي ان أن كان مع ما لا هو هي قد كما بعد قبل بين كل ذلك",
            // Turkish and Azerbaijani
            "ve bir bu da de için ile çok daha gibi ama o ne var ya olarak en kadar olan sonra ki mi və bu da ilə üçün",
            "olan bir ki də edən kimi isə sonra amma ya daha çox",
        ]
    )

    /// As they are written, and folded as `WordReader` gives them: that is not the same in Persian.
    private static func table(_ lines: [String]) -> WordTable {
        let folding = Folding(isTurkic: false)
        let folded = lines.map { line in
            var bytes: [UInt8] = []
            Array(line.utf8).withUnsafeBufferPointer { folding.fold($0, 0..<$0.count, into: &bytes) }
            return String(decoding: bytes, as: UTF8.self)
        }
        return WordTable(of: lines + folded)
    }
}
