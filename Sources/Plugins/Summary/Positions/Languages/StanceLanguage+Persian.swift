extension StanceLanguage {
    /// Persian: the verb stands at the end, and what is wanted before it, or in a clause behind it.
    static let persian = StanceLanguage(
        cues: cues(persianVerbs, negated: persianDenials),
        passed: words("نیز هم همچنان هنوز دیگر بار دوباره امروز دیروز اکنون همواره بارها رسما قاطعانه به‌شدت"),
        negations: words("نه"),
        hedges: words("شاید احتمالا گویا ظاهرا گویی ظاهراً ممکن"),
        prepositions: words("با از به در بر برای بین میان تا درباره بدون علیه پیش پس روی زیر"),
        joining: words("و یا"),
        that: words("که"),
        breaks: words("اما ولی که زیرا چون اگر هرچند درحالی‌که"),
        contrasts: words("اما ولی"),
        holders: [
            "دولت", "وزیر", "وزارت", "رئیس", "رییس", "مجلس", "پارلمان", "شورا", "کشور", "مقام", "سخنگو", "نماینده",
            "نمایندگان", "سفیر", "شهردار", "شهرداری", "اتحادیه", "سندیکا", "حزب", "شرکت", "دادگاه", "کارگران",
            "معلمان", "پزشکان", "کارشناسان", "رسانه", "روزنامه", "خبرگزاری", "سازمان", "کمیته", "کمیسیون", "هیئت",
            "هیات", "ساکنان", "مردم", "بانک", "دانشمندان", "مخالفان", "انجمن", "استاندار", "معاون", "مدیر", "وکیل",
            "دانشجویان", "کشاورزان", "مسئولان", "دیوان",
        ],
        governments: words("دولت وزارت مجلس پارلمان جمهوری کشور"),
        sources: [
            (["به", "گزارش"], .reports), (["به", "گفته"], .claims), (["به", "گفتهٔ"], .claims),
            (["به", "نوشته"], .reports),
            (["به", "نقل", "از"], .reports), (["به", "اعتقاد"], .claims), (["به", "نظر"], .claims),
            (["به", "باور"], .claims), (["بنا", "به", "گزارش"], .reports), (["بنا", "بر", "گزارش"], .reports),
            (["بر", "اساس", "گزارش"], .reports), (["براساس", "گزارش"], .reports), (["طبق", "گزارش"], .reports),
            (["طبق", "اعلام"], .claims), (["از", "نظر"], .claims), (["از", "دید"], .claims),
        ],
        pronouns: words("او وی آنها آن‌ها ایشان آنان"),
        determiners: words("این آن هر همه یک هیچ چند"),
        adjectiveEndings: [],
        isVerbLast: true,
        objectMarker: "را",
        closing: words(
            "است هست هستند بود بودند شد شدند می‌شود شده می‌باشد می‌باشند دارد دارند داشت کرد کردند می‌کند می‌کنند کرده‌است"
        )
    )

    private static let light = ["کرد", "کردند", "می‌کند", "می‌کنند", "کرده", "خواهد کرد", "کرده‌اند"]
    private static let lightDenied = ["نکرد", "نکردند", "نمی‌کند", "نمی‌کنند", "نکرده"]
    private static let being = ["است", "هستند", "بود", "بودند", "شد", "شدند", "می‌باشد"]
    private static let having = ["دارد", "دارند", "داشت", "داشتند"]
    private static let giving = ["داد", "دادند", "می‌دهد", "می‌دهند", "داده", "خواهد داد"]

    /// Each noun with each verb behind it.
    private static func joined(_ nouns: [String], _ verbs: [String]) -> String {
        nouns.flatMap { noun in verbs.map { noun + " " + $0 } }.joined(separator: ",")
    }

    private static let persianVerbs: [(Stance, Matter, String)] = [
        (.favours, .behind, "خواستار,خواهان,طرفدار,حامی,موافق,می‌خواهد,می‌خواهند,می‌خواست,می‌خواستند,خواست,خواستند,آماده"),
        (.favours, .before(behind: ["از"]), joined(["حمایت", "پشتیبانی", "استقبال", "دفاع", "جانبداری"], light)),
        (.favours, .before(behind: ["با"]), joined(["موافقت"], light) + "," + joined(["موافق"], being)),
        (.favours, .before(behind: ["بر"]), joined(["اصرار"], having + light) + "," + joined(["پافشاری"], light)),
        (
            .favours, .before(behind: []),
            joined(["تصویب", "تایید", "قبول"], light) + ",پذیرفت,پذیرفتند,می‌پذیرد,می‌پذیرند"
        ),
        (.favours, .either, joined(["پیشنهاد", "درخواست", "تقاضا", "توصیه"], light + giving)),
        (.favours, .either, joined(["ترجیح"], giving) + ",تمایل دارد,تمایل دارند"),
        (.opposes, .before(behind: ["با"]), joined(["مخالفت"], light) + "," + joined(["مخالف"], being)),
        (.opposes, .behind, "مخالف"),
        (.opposes, .before(behind: []), joined(["رد", "محکوم", "وتو", "تکذیب", "تحریم"], light)),
        (.opposes, .before(behind: ["از"]), joined(["انتقاد", "خودداری", "شکایت"], light) + ",سر باز زد,سر باز زدند"),
        (.opposes, .before(behind: ["به", "نسبت"]), joined(["اعتراض"], light + having)),
        (.opposes, .before(behind: ["درباره", "از"]), joined(["ابراز نگرانی"], light)),
        (.claims, .before(behind: ["بر"]), joined(["تاکید"], light + having)),
        (
            .claims, .behind,
            joined(["اعلام", "ادعا", "اظهار", "بیان", "اضافه", "تصریح", "خاطرنشان"], light)
                + ",اظهار داشت,اظهار داشتند,گفت,گفتند,می‌گوید,می‌گویند,گفته,"
                + joined(["معتقد", "مدعی", "امیدوار"], being)
                + "," + joined(["هشدار"], giving) + ",بر این باور است,بر این باورند,باور دارد,باور دارند,عقیده دارد"
        ),
        (.reports, .behind, joined(["گزارش", "خبر"], giving + light) + ",نوشت,نوشتند,نوشته,می‌نویسد,می‌نویسند"),
        (
            .pursues, .behind,
            joined(["قصد", "برنامه", "تصمیم"], having)
                + ",در نظر دارد,در نظر دارند,درصدد,در صدد,تصمیم گرفت,تصمیم گرفتند,"
                + joined(["تلاش", "تهدید", "سعی"], light) + "," + joined(["قول", "وعده"], giving)
        ),
        (.should, .behind, "باید,بایستی"),
    ]

    private static let persianDenials: [(Stance, Matter, String)] = [
        (.favours, .behind, "نمی‌خواهد,نمی‌خواهند,نخواست,نخواستند,حاضر نیست,حاضر نیستند,حاضر نشد"),
        (.favours, .before(behind: ["از"]), joined(["حمایت", "پشتیبانی", "استقبال"], lightDenied)),
        (.favours, .before(behind: ["با"]), joined(["موافقت"], lightDenied) + ",موافق نیست,موافق نیستند"),
        (
            .favours, .before(behind: []),
            joined(["تصویب", "تایید", "قبول"], lightDenied) + ",نپذیرفت,نپذیرفتند,نمی‌پذیرد,نمی‌پذیرند"
        ),
        (.opposes, .before(behind: ["با"]), joined(["مخالفت"], lightDenied) + ",مخالف نیست,مخالف نیستند"),
        (.should, .behind, "نباید,نبایستی"),
    ]
}
