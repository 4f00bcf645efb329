extension RequestWords {
    /// More of the same: articles, pronouns, auxiliaries, prepositions, conjunctions and words that ask, as grammars list
    /// them.
    static let furtherLists: [(language: String, words: String)] = [
        (
            "bg",
            "и в във на не че с със да се от за по са е съм си сме сте към при но той тя то те или още един една едно този тази "
                + "това тези има ли какво какъв каква какви кой коя кое кои кога къде как защо колко чий чия който която "
                + "което които беше бяха бил била било били"
        ),
        (
            "ca",
            "el la els les l un una uns unes de del dels d i o però no és són era eren ser fou ha han hi en a al als amb per "
                + "pel pels que què qui quin quina quins quines on quan com quant quants perquè es se seu seva seus seves "
                + "aquest aquesta aquests això ho"
        ),
        (
            "cs",
            "a i v ve na se si je jsou byl byla bylo byli být že z ze do s o k ke u po od za pro při ale nebo ani to ten ta tato "
                + "tento toto jako jak co kdo kde kdy proč jaký jaká jaké jakým který která které kterém kolik čí svůj jeho "
                + "její jejich"
        ),
        (
            "da",
            "og i at det den en et er var som på af til for med de der ikke men fra om ved kan har havde blev bliver hvad hvem "
                + "hvor hvornår hvordan hvorfor hvilken hvilket hvilke sin sit deres dens"
        ),
        (
            "el",
            "ο η το οι τα του της των τον την τη τους τις στο στη στην στον στα στις στους και ή αλλά δεν δε μη να θα σε από "
                + "με για ως που πού πότε πώς πως γιατί τι ποιος ποια ποιο ποιον ποιες ποιοι ποιους πόσο πόσα πόσοι πόσες "
                + "είναι ήταν έχει έχουν είχε αυτό αυτή αυτός ένα ένας μια μία ενός μιας ότι"
        ),
        (
            "fi",
            "ja on ei oli olivat ovat olla ollut se ne että joka jonka jotka mutta myös kun kuin tai niin mikä mitä mitkä "
                + "minkä missä mistä mihin milloin miten miksi kuka kenen ketkä kuinka montako moni monta hän he tämä tuo"
        ),
        (
            "he",
            "של את על עם אל מן הוא היא הם הן זה זו זאת אלה לא כי אם או גם אך אבל רק יש אין היה הייתה היו מה מי מתי איפה היכן "
                + "איך כיצד למה מדוע כמה איזה איזו אילו האם"
        ),
        (
            "hi",
            "है हैं था थी थे के में की का और से को पर ने यह वह ये वे कि भी एक या नहीं जो तो इस उस इन उन अपने अपनी क्या कौन कब कहाँ कहां कैसे "
                + "क्यों कितना कितने कितनी किस किसने किसका किसकी किसके किसे किन कौनसा"
        ),
        (
            "hr",
            "i je u na da se za su od s sa ne a što kao bio bila bilo bili po koji koja koje kojem kojoj kojih iz o te ili "
                + "ali li tko gdje kada kad kako zašto koliko kakav kakva čiji to taj ta ovaj ova ovo biti"
        ),
        (
            "hu",
            "a az és hogy nem is egy van volt voltak vannak de meg csak ez el ha azt ki kik mi mik mit kit melyik melyek milyen "
                + "mikor hol hova honnan hogyan miért mennyi hány hányan kinek minek aki amely ami vagy mint"
        ),
        (
            "id",
            "yang dan di dari untuk dengan pada ini itu dalam adalah tidak ke oleh atau akan juga sebagai telah apa apakah siapa "
                + "siapakah kapan kapankah dimana mana manakah bagaimana bagaimanakah mengapa kenapa berapa berapakah"
        ),
        (
            "nb",
            "og i at det den en et er var som på av til for med de der ikke men fra om ved kan har hadde ble blir hva hvem hvor "
                + "når hvordan hvorfor hvilken hvilket hvilke sin sitt deres"
        ),
        (
            "ro",
            "și şi în de la a al ai ale cu pe din este sunt era erau fost fi că nu o un unei unui care cărei cărui se pentru mai "
                + "sau au prin ce cine când unde cum cât câți câte câtă cărora"
        ),
        (
            "sk",
            "a i v vo na sa si je sú bol bola bolo boli byť že z zo do s so o k ku u po od za pre pri ale alebo ani to ten tá "
                + "táto tento toto ako čo kto kde kedy prečo aký aká aké akým ktorý ktorá ktoré koľko čí svoj jeho jej ich"
        ),
        (
            "sr",
            "и је у на да се за су од с са не а што шта као био била било били по који која које којем којој којих из о те "
                + "или али ли ко где када кад како зашто колико какав каква чији то тај та овај ова ово бити"
        ),
        (
            "vi",
            "và của là có được trong cho với một các những không này đã từ ở tại bởi khi nào gì ai đâu sao tại bao nhiêu mấy thế "
                + "như vì thì mà về do bị đó"
        ),
    ]
}
