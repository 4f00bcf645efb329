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
            s.s h.m.s u.s.s p.s p.p.s lt.col lt.gen maj.gen brig.gen lieut Ens Wm Geo Chas Jas Thos Benj
            """,
            .numbered: """
            no nos p pp vol vols fig figs art arts sec ch chap eq eqs ed eds ver para paras pt pts ref refs app
            par cl op n° dkt reg regs tel ext min max avg cap nr bk ser Abs Tab Stat ex exs exh
            """,
            .open: """
            co inc ltd corp plc bros llc llp cos jr sr esq dept univ assn govt est ave blvd rd ln sq bldg pl st al
            u.s u.k u.s.a u.n e.u u.a.e u.s.s.r d.c ph.d m.d b.a m.a b.sc m.sc j.d d.phil r.n c.e.o n.y l.a
            Calif Fla Tex Mass Penn Pa Wash Ariz Colo Conn Mich Minn Miss Mo Nev Ore Tenn Va Wis Ill Ind Kan Ala
            Cal Pub Sched Ark Neb Okla Del Ont Que Sask Alta Dak mfr lb lbs oz ft yd hr hrs mins secs Gal
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
            geb gest gen hl kath fa ev betr allg ehem gegr dt engl franz russ lat österr schweiz amerik str.nr tgl
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
            .numbered: "no n° nos p pp vol fig art arts chap t al réf tél éd",
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
        .italian: [
            .inner: """
            dott dott.ssa sig sigg sig.ra sig.na sig.ri prof prof.ssa proff ing avv arch geom rag on sen mons dr d.ssa
            cfr v vs p.es ad.es es seg segg cosid c.d c.so v.le p.za p.zza cav comm gen col ten cap.no
            """,
            .numbered: "pag pagg p pp art artt n nn n° nr vol voll cap capp fig figg tab tabb co lett par sez tel sec",
            .open: "s.p.a s.r.l s.a.s s.n.c soc a.c d.c c.a ca u.s.a u.e",
            .closing: "ecc etc",
            .date: "gen feb mar apr mag giu lug ago set sett ott nov dic",
        ],
        .dutch: [
            .inner: """
            dhr mevr mw mej dr drs ir ing prof mr ds jhr st bijv bv b.v o.a d.w.z m.b.t t.a.v i.p.v i.v.m n.a.v t.o t.o.v
            i.c a.d a.h.w m.n o.l.v resp zgn zg a.u.b evt incl excl vgl vnl vs jl ca gem gen kol
            """,
            .numbered: "blz bl p pp nr nrs no art artt hfst fig figs afb tab jrg jg vol dl par lid tel",
            .open: "n.v b.v.b.a e.a n.chr v.chr mln mld eeuw cie",
            .closing: "enz etc e.d",
            .date: "jan feb mrt apr jun jul aug sep sept okt nov dec",
        ],
        .polish: [
            .inner: """
            prof dr hab inż mgr lek np tzw tzn tj m.in im św ul al pl os godz por zob pt ok ob płk kpt gen mjr por ks bp abp
            wg ww ds pn zm ur śp mec red hr
            """,
            .numbered: "s str nr nry rys tab poz pkt ust art par rozdz t vol nast tel",
            .unit: "r rr w zł gr tys mln mld km m cm kg",
            .closing: "itd itp n.e p.n.e",
            .open: "sp s.a z.o.o",
        ],
        .portuguese: [
            .inner: """
            sr sra srs sras srta dr dra drs prof profa eng arq exmo exma av r pç lgo p.ex ex cf v vs sto sta gen cel maj cap
            dep min
            """,
            .numbered: "p pp pág págs n n° nº art arts cap vol fig figs tab séc tel al seg segs",
            .open: "s.a ltda cia a.c d.c e.u.a eua",
            .closing: "etc",
            .date: "jan fev mar abr mai jun jul ago set out nov dez",
        ],
        .swedish: [
            .inner: """
            hr fr dr prof doc t.ex bl.a d.v.s dvs f.d s.k m.a.o resp inkl exkl jfr kl ca c:a st fil kand ev gm p.g.a p.ga
            t.o.m fr.o.m o.dyl
            """,
            .numbered: "s sid nr kap fig tab bd del art tel",
            .open: "ab f.kr e.kr milj mdr tkr",
            .closing: "m.m m.fl osv o.s.v etc",
            .date: "jan feb mars apr jun jul aug sep sept okt nov dec",
        ],
        .danish: [
            .inner: """
            hr fr fru dr prof f.eks bl.a dvs d.v.s ca inkl ekskl jf jfr kl pr evt mht m.h.t vedr sml pga p.g.a
            """,
            .numbered: "s nr kap fig tab bd art stk tlf",
            .open: "a/s aps f.kr e.kr mio mia kr",
            .closing: "osv m.v mv m.m m.fl etc",
            .date: "jan feb mar apr jun jul aug sep sept okt nov dec",
        ],
        .norwegian: [
            .inner:
                "hr fr fru dr prof f.eks bl.a dvs d.v.s ca inkl ekskl jf jfr kl pr ev evt mht m.h.t vedr pga p.g.a",
            .numbered: "s nr kap fig tab bd art stk tlf",
            .open: "a/s as f.kr e.kr mill mrd kr",
            .closing: "osv m.v mv m.m m.fl etc",
            .date: "jan feb mar apr jun jul aug sep sept okt nov des",
        ],
        .greek: [
            .inner: "κ κα κκ δρ καθ π.χ δηλ βλ πρβλ αρ. σελ. λ.χ αγ",
            .numbered: "σελ αρ κεφ εικ σχ πιν τηλ τ άρθρ",
            .open: "π.μ μ.μ π.χ. μ.χ α.ε ε.π.ε",
            .closing: "κ.λπ κλπ κ.ά κ.τ.λ",
        ],
        .bulgarian: [
            .inner: "ул бул гр с проф акад доц д-р г-н г-жа инж ген полк св напр т.нар т.е вж ср им кв ж.к",
            .numbered: "стр с № бр гл т рис табл чл ал тел",
            .unit: "г в вв лв хил млн млрд км м кг см",
            .closing: "т.н др",
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
        perhaps maybe later earlier finally can't couldn't won't wouldn't shouldn't isn't aren't wasn't weren't
        doesn't hasn't haven't hadn't you're you've you'll they've they'll we've we'll i'd i'll it'll where's how's
        """,
        .german: """
        der die das ein eine es er sie wir ich ihr dies diese dieser dieses im in am an auf bei mit nach von zu
        aber und oder doch denn so wenn als wie was wer wo warum auch nur noch schon dann danach dabei damit
        dagegen jedoch außerdem dem den des beide beides sein seine ihre unser mein seit für gegen durch ohne um nicht kein keine alle viele einige man hier dort jetzt heute
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
        .italian: """
        il lo la i gli le l' un uno una egli ella esso essi lui lei loro noi voi questo questa questi queste quello quella
        ma e ed o se quando come dove chi che in a di da per con su tra fra dal dalla nel nella al alla anche inoltre
        poi dopo prima perché non né suo sua loro tutto tutti si ci è sono era
        """,
        .dutch: """
        de het een hij zij ze wij we ik jij je u dit dat deze die er maar en of want dus als toen wat wie waar hoe in op
        aan bij met na van voor door om niet geen alle veel men hier daar nu toch ook nog zijn haar hun onze
        """,
        .polish: """
        On Ona Ono Oni One Ja My Wy Ty To Ten Ta Te Ci W We Na Po Z Ze Do Od Za Przed Przy Dla O U Ale I A Albo Jeśli Gdy
        Kiedy Jak Co Kto Gdzie Dlaczego Także Jednak Dlatego Potem Nie Jego Jej Ich Nasz Tam Tu Teraz Był Była Było Jest
        """,
        .portuguese: """
        o a os as um uma uns umas ele ela eles elas eu nós você vocês este esta estes estas esse essa isso isto mas e ou
        se quando como onde quem que em no na nos nas de do da para por com sem após desde até também além depois antes
        porque não nem seu sua todo todos há É
        """,
        .swedish: """
        den det de en ett han hon vi jag du ni detta denna dessa som men och eller om när vad vem var hur i på av till från
        med efter för inte ingen alla många man här där nu då också sedan hans hennes deras vår Är Även
        """,
        .danish: """
        den det de en et han hun vi jeg du i dette denne disse som men og eller hvis når da hvad hvem hvor hvordan på af til
        fra med efter for ikke ingen alle mange man her der nu også siden hans hendes deres vores er
        """,
        .norwegian: """
        den det de en et ei han hun vi jeg du dette denne disse som men og eller hvis når da hva hvem hvor hvordan i på av
        til fra med etter for ikke ingen alle mange man her der nå også siden hans hennes deres vår er
        """,
        .greek: """
        Ο Η Το Οι Τα Ένας Μία Ένα Αυτός Αυτή Αυτό Και Αλλά Όμως Αν Όταν Πώς Πού Τι Ποιος Στο Στη Στην Στον Με Από Για Δεν
        Μετά Τώρα Εδώ Εκεί
        """,
        .bulgarian: """
        Той Тя То Те Аз Ние Вие Ти Това Този Тази Тези В Във На По С Със От За До При Но И А Или Ако Когато Как Какво Кой
        Къде Защо Също Обаче Затова После След Не Ни Всички Неговият Нейният Там Тук Сега
        """,
    ]
}
