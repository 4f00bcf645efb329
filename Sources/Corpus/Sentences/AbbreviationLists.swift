/// The abbreviations and opening words of each language, as plain words without the last full stop.
///
/// ASCII letters are matched in any case, other letters as written here. A word that begins with an ASCII capital is an
/// abbreviation only when it is capitalised in the text: "Ill." is, "ill." is not.
enum AbbreviationLists {
    static func words(_ language: Language, _ kind: LanguageRules.Abbreviation) -> [String] {
        guard let text = lists[language]?[kind] else { return [] }
        return words(of: text)
    }

    static func starters(_ language: Language) -> [String] { words(of: openingWords[language] ?? "") }

    /// By bytes: asking every character whether it is white space took a tenth of the time to load a first document.
    private static func words(of list: String) -> [String] {
        list.utf8.split { $0 == 0x20 || $0 == 0x0A }.map { String(Substring($0)) }
    }

    private static let lists: [Language: [LanguageRules.Abbreviation: String]] = [
        .english: [
            .inner: """
            mr mrs ms mx dr prof Rev Fr msgr Hon Pres Gov Sen Rep sens Reps Gen Col lt Maj capt cpt cmdr cdr Adm sgt cpl
            pvt Brig supt insp Det messrs mmes mt e.g eg i.e vs v viz cf approx ca c incl excl
            suppl asst atty assoc Dist hwy mfg mgr natl intl ste Amb gens drs profs revs
            s.s h.m.s u.s.s lt.col lt.gen maj.gen brig.gen lieut Ens Wm Geo Chas Jas Thos Benj
            """,
            .numbered: """
            no nos p pp vol vols fig figs art arts sec ch chap eq eqs ed eds ver para paras pt pts ref refs app
            par cl op n° tel ext min max avg cap nr bk ser Abs Tab Stat
            """,
            .open: """
            co inc ltd corp plc bros llc llp cos jr sr esq dept univ assn govt est ave blvd rd ln sq bldg pl st al
            u.s u.k u.s.a u.n e.u u.a.e u.s.s.r d.c ph.d m.d b.a m.a b.sc m.sc j.d d.phil r.n c.e.o n.y l.a
            Calif Fla Tex Mass Penn Pa Wash Ariz Colo Conn Mich Minn Miss Mo Nev Ore Tenn Va Wis Ill Ind Kan Ala
            Cal Pub Sched Ark Neb Okla Del Ont Que Sask Alta Dak mfr lb lbs oz Ft yd hr hrs Gal
            b.c a.d b.c.e s.a n.v a.g abbr Fed Civ Crim Evid Supp Cir adj adv ibid op.cit loc.cit anon spp subsp
            """,
            .closing: "etc",
            .hour: "a.m p.m",
            .date: "Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu Thur Thurs Fri Sat Sun",
        ],
        .german: [
            .inner: """
            dr prof hr fr frl dipl ing med phil jur rer nat h.c mag st bzw ca d.h z.b z.t u.a u.u o.ä i.d.r i.a
            vgl evtl ggf inkl exkl bspw sog gem lt max min insb insbes m.e s.o s.u v.a a.d i.v z.hd abzgl zzgl
            geb gest gen hl kath ev betr allg ehem gegr dt engl franz russ lat österr schweiz amerik str.nr tgl
            """,
            .numbered: "nr nrn abs art bd bde s kap abb tab ziff rn az tel § hrsg aufl jg ausg z a",
            .open: "str pl co inc gmbh ag mio mrd tsd mill std sek jh jhd jahrh v.chr n.chr u.s.a usa e.v i.r",
            .closing: "usw u.s.w etc uvm u.v.m u.ä ff f",
            .date: "Jan Feb Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Mo Di Mi Do Fr Sa So",
        ],
        .french: [
            .inner: """
            M MM mme mmes mlle mlles dr Pr prof Me mgr St Ste cf p.ex c.-à-d c.à.d env av apr boul bd hon gén col
            cap lt cdt éd anc
            """,
            .numbered: "no n° nos p pp vol fig art chap t al réf tél éd",
            .open: "cie sté s.a sarl e.u u.e u.s o.n.u av.j.-c j.-c apr.j.-c s.a.r.l mrd",
            .closing: "etc",
            .date: "janv févr avr juil sept oct nov déc",
        ],
        .spanish: [
            .inner: """
            sr sra srta sres sras dr dra d dª dña prof profa lic ing arq gral cnel cap tte sto sta san ud uds vd vds
            p.ej ej aprox avda av c depto excmo excma ilmo mons fr hno ee rr ff
            """,
            .numbered: "no núm n.º nº pág págs p pp vol fig art cap tel tomo t ed",
            .open: "cía s.a s.l ltda ee.uu uu a.c d.c u.e o.n.u",
            .closing: "etc",
            .date: "ene feb mar abr jun jul ago sept set oct nov dic",
        ],
        .russian: [
            .inner: """
            т.е т.к т.н т.о т.ч им ул пр просп пл пер наб бул ш обл р-н пос дер ст проф акад доц канд д-р г-н г-жа
            гр тов св преп см ср напр англ нем фр лат греч рус азерб каз перс ген полк подп кап лейт адм маршал
            изд сокр соч тж букв устар разг ок ред сост пер. ориг чл.-корр Т.е Т.к Т.н Им Ул Пр Просп Пл Пер Наб Обл Проф
            Акад Доц Св См Ср Напр Ген м.н с.н.с зам зав гос
            """,
            .numbered: "с стр д дом кв корп гл п пп ч рис табл т № оф тел илл прим вып кн №№ С Стр Рис Табл Гл Ч",
            .unit: "г гг вв тыс млн млрд руб коп долл км м кг см мм га чел экз мин сек час л н.э",
            .closing: "т.д т.п др проч",
            .date: "янв февр мар апр июн июл авг сент окт нояб дек",
        ],
        .kazakh: [
            .inner: "т.с.с проф акад д-р ген обл ауд қ көш м.а т.а Проф Акад Қ Көш атын",
            .numbered: "б бет №  сур кесте тар",
            .unit: "ж жж ғ ғғ мың млн млрд тг км м кг см мм",
            .open: "т.б б.з.б б.з",
            .closing: "т.б.с",
        ],
        .persian: [.inner: "ه.ش ه.ق ق.م م.ق ر.ک ج.ا ص.پ دکتر.", .open: "ه ش ق م ه.م"],
        .arabic: [.inner: "د أ م أ.د ق.م ه.ش إلخ.", .open: "هـ م ه ص"],
        .azerbaijani: [
            .inner: "prof dr dos akad cən gen müh küç pr məs yəni bax m.ə Prof Dos",
            .numbered: "səh № bənd mad maddə",
            .open: "s b b.e.ə e.ə b.e r ş",
            .date: "yan fev apr iyn iyl avq sen okt noy dek",
        ],
        .turkmen: [
            .inner: "prof dr akad gen mys köç",
            .numbered: "sah s №",
            .open: "ş.m b.e b.e.öň ý",
        ],
        .turkish: [
            .inner: """
            dr prof doç yrd av alb gen org mah cad sok bul apt sn bkz örn yy m.ö m.s op uzm müh mim hz bnb yzb tğm
            Doç Örn Müh Sn Bkz
            """,
            .numbered: "no s sf say mad md c cilt bl",
            .open: "a.ş ltd şti ltd.şti t.c a.b.d tic san",
            .closing: "vb vs vd v.b v.s v.d",
        ],
    ]

    private static let openingWords: [Language: String] = [
        .english: """
        the a an this that these those it its he she they we you i his her their our my your there here
        but and or so yet nor if when while where who what why how which whose as in on at by for from with
        without after before since because although though however therefore moreover meanwhile also then
        thus hence instead nobody nothing no not none some many most few several each every all both another
        one two three once until unless despite during under over about did do does is are was were will would
        can could should may might must has have had let's let it's he's she's they're we're i'm i've that's
        there's what's who's don't didn't yes now today yesterday tomorrow still even only just such other others
        perhaps maybe later earlier finally
        """,
        .german: """
        der die das ein eine es er sie wir ich ihr dies diese dieser dieses im in am an auf bei mit nach von zu
        aber und oder doch denn so wenn als wie was wer wo warum auch nur noch schon dann danach dabei damit
        dagegen jedoch außerdem seit für gegen durch ohne um nicht kein keine alle viele einige man hier dort jetzt heute
        gestern dazu
        """,
        .french: """
        le la les l' un une des il elle ils elles on nous vous je ce cette ces cet c'est mais et ou donc or ni car si quand
        comme où qui que dans en à de pour par sur avec sans après avant depuis selon malgré pourtant cependant
        toutefois ainsi puis ensuite enfin son sa ses leur leurs notre tout tous aucun aucune À
        """,
        .spanish: """
        el la los las un una unos unas él ella ellos yo tú usted nosotros este esta estos estas ese esa eso esto
        pero y o si cuando como donde quien que en a de para por con sin según desde hasta tras ante sobre entre
        también además sin embargo luego después antes aunque porque no ni su sus todo todos hay se lo le al del Él
        """,
        .russian: """
        Он Она Они Оно Я Мы Вы Ты Это Этот Эта Эти Эту Этого Тот Та Те В Во На По С Со К Ко Из За От До Для У О Об
        Но И А Или Если Когда Как Что Кто Где Почему Также Однако Поэтому Затем Потом После При Под Над Не Ни Все Всё
        Его Её Ее Их Наш Там Здесь Тогда Сегодня Вчера Теперь Так Такой Решения Позже Ранее Согласно
        """,
        .kazakh: "Ол Олар Бұл Бірақ Және Сондай Сонымен Осы Сол Мен Біз Сіз Егер Қазір Кейін Алайда Бүгін",
        .azerbaijani: "Bu O Onlar Mən Biz Siz Lakin Amma Və Həmin Ancaq Sonra Əgər İndi Belə Heç Qeyd Hər Bir",
        .turkmen: "Bu Ol Olar Men Biz Siz Emma Ýöne We Şol Şeýle Soň Eger Indi Her Bir",
        .turkish: "Bu O Onlar Ben Biz Siz Ama Ancak Fakat Ve Şu Böyle Sonra Eğer Şimdi Bir Her Hiç Çünkü",
    ]
}
