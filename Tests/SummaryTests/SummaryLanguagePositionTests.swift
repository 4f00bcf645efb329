import Corpus
import JSON
import PluginFixtures
import PluginKit
import Schema
import Testing
import Wire

@testable import Summary

/// Who stands how to what, in sentences of other languages that were written, with what they say, before they were read by it.
@Suite("Positions in other languages")
struct SummaryLanguagePositionTests {
    struct Said: Sendable, CustomStringConvertible {
        let actor: String
        let stance: Stance
        let object: String
        let source: String?

        init(_ actor: String, _ stance: Stance, _ object: String, by source: String? = nil) {
            (self.actor, self.stance, self.object, self.source) = (actor, stance, object, source)
        }

        var description: String { "\(actor) \(stance): \(object)" }

        /// Whether a row of the answer says so: a name may have more words, and a matter too.
        func isSaid(by row: JSON) -> Bool {
            let sources = row["attribution"]?.array ?? []
            return [row["actor"], row["named"]].contains { $0?.string?.contains(actor) == true }
                && row["stance"]?.string == stance.rawValue && row["object"]?.string?.contains(object) == true
                && (source == nil
                    ? sources.isEmpty : sources.contains { $0["who"]?.string?.contains(source ?? "") == true })
        }
    }

    private func rows(_ text: String) throws -> [JSON] {
        let method = try #require(SummaryPlugin.methods.first { $0.description.name == "summary.positions" })
        let root = #filePath.split(separator: "/", omittingEmptySubsequences: false).dropLast(3).joined(separator: "/")
        let plugin = try SummaryPlugin(
            settings: Arguments(checked: ["language": "en", "aliases": .string(root + "/config/aliases.txt")]),
            corpus: Snapshot(documents: [], problems: [])
        )
        let result = try method.answer(plugin, Call(arguments: Arguments(checked: ["text": .string(text)])))
        return result["positions"]?.array ?? []
    }

    private func check(_ text: String, _ expected: [Said]) throws {
        let rows = try rows(text)
        #expect(rows.count == expected.count, "\(rows)")
        for said in expected { #expect(rows.contains(where: said.isSaid), "\(said), not in \(rows)") }
    }

    @Test(
        "are found in Russian",
        arguments: [
            (
                "Иран выступает за равный раздел моря между пятью прибрежными государствами.",
                [Said("Иран", .favours, "равный раздел моря")]
            ),
            (
                "Россия, Азербайджан и Казахстан предлагают делить дно по срединной линии.",
                [
                    Said("Россия", .favours, "делить дно"), Said("Азербайджан", .favours, "делить дно"),
                    Said("Казахстан", .favours, "делить дно"),
                ]
            ),
            ("Тегеран решительно отверг этот план.", [Said("Иран", .opposes, "этот план")]),
            (
                "Министр иностранных дел Казахстана заявил, что Астана не поддерживает односторонние действия.",
                [Said("Казахстан", .opposes, "односторонние действия", by: "Министр иностранных дел Казахстана")]
            ),
            (
                "По данным азербайджанских СМИ, Баку поддерживает совместную разработку спорных месторождений.",
                [Said("Азербайджан", .favours, "совместную разработку", by: "азербайджанских СМИ")]
            ),
            (
                "Возможно, Ашхабад возражает против строительства трубопровода.",
                [Said("Туркменистан", .opposes, "строительства трубопровода")]
            ),
            (
                "Прибрежные страны должны принять конвенцию до конца года.",
                [Said("Прибрежные страны", .should, "конвенцию")]
            ),
            (
                "Профсоюз горняков потребовал повысить зарплату на десять процентов.",
                [Said("Профсоюз горняков", .favours, "повысить зарплату")]
            ),
            ("Городской совет намерен закрыть завод осенью.", [Said("совет", .pursues, "закрыть завод")]),
            (
                "«Мы не подпишем этот договор», — сказал посол Туркмении.",
                [Said("посол Туркмении", .claims, "не подпишем этот договор")]
            ),
            (
                "Москва против размещения в регионе чужих войск.",
                [Said("Россия", .opposes, "размещения в регионе чужих войск")]
            ),
            (
                "Газета сообщает, что компания «Лукойл» отказалась от участия в проекте.",
                [Said("Лукойл", .opposes, "участия в проекте", by: "Газета")]
            ),
            (
                "На встрече в Баку президент Алиев поддержал новый договор.",
                [Said("Алиев", .favours, "новый договор")]
            ),
            ("Погода в Астрахани была тёплой, и рыбаки вышли в море рано.", []),
            ("Переговоры о статусе моря начались в 1996 году.", []),
            (
                "Власти Еревана заявили, что не намерены подписывать соглашение в его нынешнем виде.",
                [Said("Власти Еревана", .pursues, "подписывать соглашение", by: "ласти Еревана")]
            ),
            (
                "Глава МИД России Сергей Лавров отметил, что стороны близки к компромиссу.",
                [Said("Лавров", .claims, "стороны близки к компромиссу")]
            ),
            (
                "Рыбаки и экологи протестуют против строительства порта.",
                [Said("экологи", .opposes, "строительства порта"), Said("Рыбаки", .opposes, "строительства порта")]
            ),
            (
                "Как сообщает агентство Интерфакс, Турция готова поставлять газ по льготной цене.",
                [Said("Турция", .favours, "поставлять газ", by: "агентство Интерфакс")]
            ),
            (
                "По мнению экспертов, запасы нефти в секторе завышены.",
                [Said("экспертов", .claims, "запасы нефти в секторе завышены")]
            ),
            ("Суд отказался рассматривать жалобу истца.", [Said("Суд", .opposes, "рассматривать жалобу истца")]),
            (
                "Компания «Газпром» обещает снизить цены, но потребители ей не верят.",
                [Said("Газпром", .pursues, "снизить цены")]
            ),
            ("Депутаты проголосовали против закона о пенсиях.", [Said("Депутаты", .opposes, "закона о пенсиях")]),
            (
                "Казахстан, который давно добивается выхода к морю, предложил построить канал.",
                [Said("Казахстан", .favours, "построить канал"), Said("Казахстан", .favours, "выхода к морю")]
            ),
            ("Врачи требуют, чтобы больницу не закрывали.", [Said("Врачи", .favours, "больницу не закрывали")]),
            (
                "Завод закроют в мае, сообщил директор предприятия.",
                [Said("директор предприятия", .reports, "Завод закроют в мае")]
            ),
            (
                "Вашингтон не возражает против участия Ирана в переговорах.",
                [Said("США", .favours, "участия Ирана в переговорах")]
            ),
            ("Правительство Армении приветствует решение суда.", [Said("Армения", .favours, "решение суда")]),
            (
                "Мария Петрова считает, что школа нуждается в ремонте.",
                [Said("Мария Петрова", .claims, "школа нуждается в ремонте")]
            ),
            ("В прошлом году добыча нефти выросла на пять процентов.", []),
            ("Учёные обнаружили в озере новый вид рыб.", []),
            ("Мост через реку построили за два года.", []),
            ("Родители против переноса занятий на вечер.", [Said("Родители", .opposes, "переноса занятий")]),
        ] as [(String, [Said])]
    )
    func russian(_ text: String, _ expected: [Said]) throws { try check(text, expected) }

    @Test(
        "are found in Persian",
        arguments: [
            (
                "ایران خواستار تقسیم عادلانه منابع دریا است.",
                [Said("ایران", .favours, "تقسیم عادلانه منابع دریا")]
            ),
            (
                "روسیه، آذربایجان و قزاقستان از تقسیم دریا بر پایه طول ساحل حمایت می‌کنند.",
                [
                    Said("روسیه", .favours, "تقسیم دریا"), Said("آذربایجان", .favours, "تقسیم دریا"),
                    Said("قزاقستان", .favours, "تقسیم دریا"),
                ]
            ),
            ("تهران این طرح را رد کرد.", [Said("ایران", .opposes, "این طرح")]),
            (
                "وزیر خارجه قزاقستان گفت که قزاقستان با اقدامات یکجانبه مخالف است.",
                [Said("قزاقستان", .opposes, "اقدامات یکجانبه", by: "وزیر خارجه قزاقستان")]
            ),
            (
                "به گزارش رسانه‌های آذربایجان، باکو از بهره‌برداری مشترک حمایت می‌کند.",
                [Said("آذربایجان", .favours, "بهره‌برداری مشترک", by: "رسانه‌های آذربایجان")]
            ),
            ("احتمالاً ترکمنستان با ساخت خط لوله مخالفت می‌کند.", [Said("ترکمنستان", .opposes, "ساخت خط لوله")]),
            (
                "کشورهای ساحلی باید کنوانسیون را تا پایان سال تصویب کنند.",
                [Said("کشورهای ساحلی", .should, "کنوانسیون")]
            ),
            ("شورای شهر قصد دارد کارخانه را ببندد.", [Said("شورای شهر", .pursues, "کارخانه را ببندد")]),
            (
                "دولت ایران معتقد است که دریا باید به طور مساوی تقسیم شود.",
                [Said("ایران", .claims, "دریا باید به طور مساوی تقسیم شود")]
            ),
            ("مسکو حضور نیروهای بیگانه در منطقه را نمی‌پذیرد.", [Said("روسیه", .opposes, "حضور نیروهای بیگانه")]),
            ("روسیه قول داد که گاز ارزان بفروشد.", [Said("روسیه", .pursues, "گاز ارزان بفروشد")]),
            (
                "اتحادیه کارگران به کاهش دستمزدها اعتراض کرد.",
                [Said("اتحادیه کارگران", .opposes, "کاهش دستمزدها")]
            ),
            ("هوا در رشت سرد بود و ماهیگیران زود به خانه برگشتند.", []),
            ("مذاکرات درباره وضعیت دریا در سال ۱۹۹۶ آغاز شد.", []),
            (
                "سخنگوی وزارت خارجه گفت: ما از حقوق خود در دریا نمی‌گذریم.",
                [Said("سخنگوی وزارت خارجه", .claims, "از حقوق خود در دریا نمی‌گذریم")]
            ),
            (
                "به گفته کارشناسان، ذخایر نفت این میدان کمتر از برآوردها است.",
                [Said("کارشناسان", .claims, "ذخایر نفت این میدان")]
            ),
            ("معلمان خواستار افزایش حقوق هستند.", [Said("معلمان", .favours, "افزایش حقوق")]),
            (
                "ترکیه اعلام کرد که از عضویت ارمنستان پشتیبانی نمی‌کند.",
                [Said("ترکیه", .claims, "عضویت ارمنستان")]
            ),
            ("دادگاه شکایت شرکت را رد کرد.", [Said("دادگاه", .opposes, "شکایت شرکت")]),
            ("آمریکا از ایران خواست مذاکرات را ادامه دهد.", [Said("آمریکا", .favours, "مذاکرات را ادامه دهد")]),
            ("ارمنستان با ساخت سد روی رود ارس موافقت کرد.", [Said("ارمنستان", .favours, "ساخت سد روی رود ارس")]),
            (
                "شهردار تهران وعده داد که مترو تا پاییز افتتاح شود.",
                [Said("شهردار", .pursues, "مترو تا پاییز افتتاح شود")]
            ),
            (
                "خبرگزاری مهر نوشت باکو آماده مذاکره است.",
                [Said("آذربایجان", .favours, "مذاکره", by: "خبرگزاری مهر")]
            ),
            ("مجلس باید این قانون را اصلاح کند.", [Said("مجلس", .should, "این قانون را اصلاح کند")]),
            ("کشاورزان از سیاست آب دولت انتقاد کردند.", [Said("کشاورزان", .opposes, "سیاست آب دولت")]),
            ("پزشکان هشدار دادند که بیماری گسترش می‌یابد.", [Said("پزشکان", .claims, "بیماری گسترش می‌یابد")]),
            (
                "روسیه و ایران بر حقوق کشورهای ساحلی تأکید کردند.",
                [Said("روسیه", .claims, "حقوق کشورهای ساحلی"), Said("ایران", .claims, "حقوق کشورهای ساحلی")]
            ),
            ("دریای خزر بزرگ‌ترین دریاچه جهان است.", []),
            ("تولید نفت در سال گذشته پنج درصد افزایش یافت.", []),
            ("قیمت نان در تهران دو برابر شد.", []),
        ] as [(String, [Said])]
    )
    func persian(_ text: String, _ expected: [Said]) throws { try check(text, expected) }

    @Test("keep the words that leave them open")
    func hedges() throws {
        let rows = try rows("Возможно, Ашхабад возражает против строительства трубопровода.")
        #expect(rows.first?["hedges"] == ["возможно"])
        #expect(rows.first?["basis"] == "surmised")
    }

    @Test(
        "are asked for in their own language",
        arguments: [
            ("Чего хочет Иран?", "Иран"), ("Какова позиция Ирана?", "Иран"), ("موضع ایران چیست؟", "ایران"),
        ]
    )
    func question(_ question: String, _ actor: String) throws {
        let aliases = try AliasTable(text: "Иран: Тегеран; Ирана\nایران: تهران", file: "aliases")
        #expect(PositionQuestion(question, aliases: aliases)?.actor == actor)
    }

    @Test(
        "definitions are found in them too",
        arguments: [
            (
                "Под исключительной экономической зоной понимается район за пределами территориального моря.",
                "исключительной экономической зоной", "район за пределами территориального моря"
            ),
            ("Слово «баланс» означает равновесие.", "баланс", "равновесие"),
            ("ООО «Ромашка» (далее — Общество) обязуется поставить товар.", "Общество", "ООО «Ромашка»"),
            ("کندومینیوم به معنای زمین مشترک است.", "کندومینیوم", "زمین مشترک"),
            ("منطقه انحصاری عبارت است از آب‌های تا دویست میل.", "منطقه انحصاری", "آب‌های تا دویست میل"),
        ]
    )
    func definitions(_ text: String, _ term: String, _ meaning: String) throws {
        let method = try #require(SummaryPlugin.methods.first { $0.description.name == "summary.definitions" })
        let call = Call(arguments: Arguments(checked: ["text": .string(text)]))
        let found = try method.answer(try Fixture.plugin([]), call)["definitions"]?.array
        #expect(found?.count == 1)
        #expect(found?.first?["term"]?.string == term)
        #expect(found?.first?["meaning"]?.string == meaning)
    }

    // Only English texts were linked to the rule of division that they name.
    @Test(
        "name the rule of division",
        arguments: [
            ("Казахстан поддерживает раздел дна по длине береговой линии.", "coast"),
            ("Азербайджан поддерживает раздел дна по срединной линии.", "median"),
            ("Иран требует раздела моря на пять равных частей.", "equal"),
            ("Россия поддерживает совместное использование ресурсов моря.", "joint-development"),
            ("قزاقستان خواهان تقسیم دریا به طول خط ساحلی است.", "coast"),
            ("روسیه خواهان تقسیم بستر دریا بر اساس خط میانی است.", "median"),
            ("ایران خواهان تقسیم دریا به پنج بخش مساوی است.", "equal"),
        ]
    )
    func formula(text: String, rule: String) throws {
        let rows = try rows(text)
        #expect(rows.first?["formula"]?["rule"]?.string == rule, "\(rows)")
    }

    @Test(
        "name no rule of division where nothing is divided",
        arguments: ["Иран поддерживает отделение порта у береговой линии.", "ایران خواهان پاکسازی خط ساحلی است."]
    )
    func noFormula(text: String) throws {
        #expect(try rows(text).allSatisfy { $0["formula"] == nil })
    }
}
